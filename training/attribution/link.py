"""Fit the weights that link sources and contents to their cues, on the second half of the dev reports; print accuracy on both halves.

    python -m training.attribution.link GOLD_FOLDER WEIGHTS_FOLDER

The weights are written into the card in WEIGHTS_FOLDER.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from dragoman.reading.encoder.model import Encoder
from dragoman.reading.statements.links import FEATURES, Labelled, Layout, features
from dragoman.reading.statements.spans import labelled
from dragoman.reading.syntax import parse

Case = tuple[np.ndarray, int]


def cases(row: dict, encoder: Encoder) -> dict[str, list[Case]]:
    """For every source and content that overlaps a gold one whose cue was found: features of the cues in reach, and the right one."""
    doc = parse(row["text"])
    encoded = encoder.read(doc)
    spans = Labelled(labelled(encoded, encoder))
    layout = Layout(doc)
    out: dict[str, list[Case]] = {"source": [], "content": []}
    for f in spans.spans:
        if f.part == "cue":
            continue
        gold = next((a for a in row["attributions"] for s, e in a[f.part] if s < f.end and f.start < e), None)
        near = spans.near(f)
        right = next((k for k, c in enumerate(near) if gold and any(s < c.end and c.start < e for s, e in gold["cue"])), None)
        if right is not None:
            out[f.part].append((features(f, near, spans, encoded, layout), right))
    return out


def fit(data: list[Case], steps: int = 600, rate: float = 0.1) -> np.ndarray:
    """Softmax regression over the candidates of each case, by gradient descent with momentum from a fixed start."""
    weights = np.zeros(len(FEATURES))
    weights[0] = 1
    momentum = np.zeros_like(weights)
    for _ in range(steps):
        slope = 0.001 * weights
        for rows, right in data:
            p = np.exp(rows @ weights - (rows @ weights).max())
            slope = slope + (p / p.sum() @ rows - rows[right]) / len(data)
        momentum = 0.9 * momentum + slope
        weights = weights - rate * momentum
    return weights


def accuracy(weights: np.ndarray, data: list[Case]) -> float:
    """Share of cases whose right cue scores highest."""
    return float(np.mean([int(np.argmax(rows @ weights)) == right for rows, right in data]))


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    encoder = Encoder(args.weights)
    rows = [json.loads(line) for line in (args.gold / "polnear_dev.jsonl").read_text(encoding="utf8").splitlines()]
    found = [cases(row, encoder) for row in rows]
    card = json.loads((args.weights / "card.json").read_text(encoding="utf8"))
    card["links"] = {}
    for part in ("source", "content"):
        first = [c for f in found[: len(found) // 2] for c in f[part]]
        second = [c for f in found[len(found) // 2 :] for c in f[part]]
        weights = fit(second)
        print(f"{part}: fitted half {accuracy(weights, second):.3f}, other half {accuracy(weights, first):.3f}")
        card["links"][part] = [round(float(w), 4) for w in weights]
    (args.weights / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
