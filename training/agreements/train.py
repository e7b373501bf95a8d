"""Fit the weights by which agreements are read, from whole reports coded by hand.

    python -m training.agreements.train GOLD_FOLDER... [--keep SHARE] [--only pair|counted]

A GOLD_FOLDER holds index*.jsonl, reports/ and gold/; the slices for measuring are left out.
Writes src/dragoman/codebook/data/agreement_weights.json and prints, by cross-validation over reports, how often the right pair of states is
chosen, and precision and recall of which clusters of mentions count. About four minutes on one core; the same golds give the same bytes.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.intake.source import Source
from dragoman.reading import read
from dragoman.reading.agreements.weights import model
from dragoman.reading.logistic import Logistic
from training.agreements.data import examples
from training.agreements.fit import fit, fit_choice
from training.corpus.reading import DEVELOPMENT

OUT = Path(__file__).parents[2] / "src/dragoman/codebook/data/agreement_weights.json"
FOLDS = 5
RIDGE = {"pair": 1.0, "counted": 3.0}
FIT = {"pair": fit_choice, "counted": fit}
Given = tuple[Any, ...]


def reports(folders: list[Path]) -> Iterator[tuple[Given, list[dict[str, Any]]]]:
    """What the reading of agreements is given for each report, and the agreements that a person coded in it."""
    for folder, index in ((f, i) for f in folders for i in sorted(f.glob("index_*.jsonl"))):
        for row in map(json.loads, index.read_text(encoding="utf8").splitlines()):
            if row["id"][0] in DEVELOPMENT:
                continue
            gold = json.loads((folder / "gold" / f"{row['id']}.json").read_text(encoding="utf8"))
            given = _given(
                Source((folder / row["file"]).read_bytes().decode(), row["id"], published=row.get("published"), outlet=row.get("outlet"))
            )
            if given is not None:
                yield given, gold["agreements"]


def _given(source: Source) -> Given | None:
    """The arguments with which reading a report calls `find_agreements`."""
    caught: list[Given] = []
    original = read.find_agreements

    def catch(*args: Any) -> Any:
        caught.append(args)
        return original(*args)

    read.find_agreements = catch
    try:
        read.read_source(source)
    finally:
        read.find_agreements = original
    return caught[0] if caught else None


def check(kind: str, by_report: list[list[Any]]) -> str:
    """A line of figures by cross-validation over reports."""
    hits = told = right = total = 0
    for fold in range(FOLDS):
        learn = [e for n, found in enumerate(by_report) if n % FOLDS != fold for e in found]
        made = FIT[kind](learn, RIDGE[kind])
        weights = Logistic(made["bias"], made["weights"])
        for features, labels in (e for n, found in enumerate(by_report) if n % FOLDS == fold for e in found):
            total += 1
            if kind == "pair":
                scores = [weights.raw(f) for f in features]
                hits += labels[scores.index(max(scores))]
            else:
                said = weights.score(features) >= 0.5
                hits, told, right = hits + (said and labels), told + said, right + labels
    if kind == "pair":
        return f"pair: {100 * hits / total:.1f} % of {total} right"
    return f"counted: precision {100 * hits / max(1, told):.1f}, recall {100 * hits / max(1, right):.1f} of {total}"


def between(old: dict[str, Any], new: dict[str, Any], keep: float) -> dict[str, Any]:
    """Weights between two fits of one kind; a feature that one of them does not have counts for nothing there."""
    names = sorted({*old["weights"], *new["weights"]})
    mean = {n: round(keep * old["weights"].get(n, 0.0) + (1 - keep) * new["weights"].get(n, 0.0), 4) for n in names}
    return new | {"bias": round(keep * old["bias"] + (1 - keep) * new["bias"], 4), "weights": mean}


def main() -> None:
    """Fit both models, the pairs first: which clusters count is weighed with the parties that they choose."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument(
        "--keep", type=float, default=0.0, help="share of the weights that are there which stays, where reports have been added"
    )
    parser.add_argument("--only", choices=tuple(FIT), help="the one of the two models that is fitted, where the other stays")
    asked = parser.parse_args()
    read_once = list(reports(asked.gold))
    weights = json.loads(OUT.read_text(encoding="utf8"))
    for kind in [asked.only] if asked.only else list(FIT):
        by_report = [examples(*given, golds)[kind] for given, golds in read_once]
        print(check(kind, by_report))
        weights[kind] = between(weights[kind], FIT[kind]([e for found in by_report for e in found], RIDGE[kind]), asked.keep)
        OUT.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf8")
        model.cache_clear()


if __name__ == "__main__":
    main()
