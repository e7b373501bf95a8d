"""Fit what turns the encoder's raw scores into probabilities, on the dev reports, and print a reliability table.

    python -m training.attribution.calibrate GOLD_FOLDER WEIGHTS_FOLDER

A statement is right where its content shares half of its characters with a gold one and their sources overlap. Isotonic regression
(pool adjacent violators) is fitted on the odd reports and checked on the even ones; what is written to the card is fitted on all.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from dragoman.evaluation.attribution import aligned, found, share
from dragoman.intake import Source
from dragoman.reading.encoder.model import calibrated
from dragoman.reading.read import read_source

Case = tuple[float, bool]


def cases(row: dict) -> dict[str, list[Case]]:
    """By what read it: (raw confidence, right) of every statement within no other."""
    record = read_source(Source(text=row["text"], origin="gold"))
    gold = [{p: [(s, e) for s, e in a[p]] for p in ("source", "cue", "content")} for a in row["attributions"] if a["content"]]
    pred = found(record)
    right = {id(q) for a, q in aligned(gold, pred) if (not a["source"] and not q["source"]) or share(a["source"], q["source"]) > 0}
    out: dict[str, list[Case]] = {}
    for s, q in zip((s for s in record.statements if s.within is None), pred, strict=True):
        out.setdefault(s.read_by, []).append((s.confidence, id(q) in right))
    return out


def isotonic(data: list[Case]) -> list[list[float]]:
    """Points (raw, probability) of the best monotone fit."""
    blocks: list[list[float]] = []  # sum of outcomes, count, lowest raw, highest raw
    for raw, right in sorted(data):
        blocks.append([float(right), 1, raw, raw])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1], blocks[-1][2], last[3]]
    big = [b for b in blocks if b[1] >= 15] or blocks
    return [[round((b[2] + b[3]) / 2, 4), round(b[0] / b[1], 4)] for b in big]


def table(data: list[Case], points: list[list[float]]) -> list[tuple[str, int, float, float]]:
    """Reliability: by tenth of probability, how many, the mean probability, and the share that is right."""
    rows = []
    for low in np.arange(0, 1, 0.1):
        inside = [(p, right) for raw, right in data if low <= (p := calibrated(raw, points)) < low + 0.1 or (low > 0.85 and p == 1)]
        if inside:
            rows.append(
                (f"{low:.1f}–{low + 0.1:.1f}", len(inside), float(np.mean([p for p, _ in inside])), float(np.mean([r for _, r in inside])))
            )
    return rows


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    path = args.weights / "card.json"
    card = json.loads(path.read_text(encoding="utf8"))
    card["calibration"] = []
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")
    rows = [json.loads(line) for line in (args.gold / "polnear_dev.jsonl").read_text(encoding="utf8").splitlines()]
    read = [cases(row) for row in rows]
    odd = [c for r in read[1::2] for c in r.get("encoder", [])]
    even = [c for r in read[::2] for c in r.get("encoder", [])]
    print("fitted on the odd reports, checked on the even ones")
    for line in table(even, isotonic(odd)):
        print("| {} | {} | {:.2f} | {:.2f} |".format(*line))
    for name in sorted({n for r in read for n in r} - {"encoder"}):
        data = [c for r in read for c in r.get(name, [])]
        print(f"{name}: {len(data)} statements, {np.mean([right for _, right in data]):.2f} right")
    card["calibration"] = isotonic(odd + even)
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
