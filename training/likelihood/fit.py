"""Fit the trees that say how likely a statement or an event that was found is right, on whole reports coded by hand; print what they are worth.

    python -m training.likelihood.fit statements|events CORPUS_FOLDER WEIGHTS_FOLDER [--measure GOLD_FOLDER] [--folds FOLDER]

Each report is read with what wording says by weights that have not seen it: FOLDER is where `training.likelihood.wording` has put them, and events need it.
Only slices that the encoder has not seen are fitted on: in those it was trained on it is surer than elsewhere. Slices c, d and z are for measuring.
Statements come first: events are found with those that are left. The weights go to WEIGHTS_FOLDER/statements.json or events.json.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import brier_score_loss, roc_auc_score

from dragoman.evaluation.field.matching import close, is_of, marked, near, place_of
from dragoman.evaluation.field.tally import Case
from dragoman.evaluation.gold import GoldReport, load_slices
from dragoman.model.record import Event, Record
from dragoman.reading import read
from dragoman.reading.events import likely as of_events
from dragoman.reading.events import wording
from dragoman.reading.statements import likely as of_statements
from dragoman.reading.trees import Features, from_dict
from training import settings
from training.likelihood.wording import FOLDS, UNSEEN

BARS = {"statements": 0.24, "events": 0.3}
"""The least probability with which one is shown; events that are facts need more (`reading.events.likely.FACT_BAR`)."""


def cases(gold: GoldReport, kind: str, weighed: wording.Wording | None = None) -> settings.Case:
    """What is found in a report, unlikely ones among it, and which of it a careful coder has as well.

    Args:
        weighed: weights of wording that have not seen the report; those of the package otherwise.
    """
    record, rows = _everything(gold, kind, weighed)
    judge = _events if kind == "events" else _statements
    right = judge(Case(gold.gold, record, record), record)
    return settings.Case(record.report.id, rows, right, None, list(right), 1.0)


def _everything(gold: GoldReport, kind: str, weighed: wording.Wording | None) -> tuple[Record, list[Features]]:
    """A report read with nothing of a kind left out, and the features of each."""
    rows: list[Features] = []
    step, features = f"likely_{kind}", (of_events if kind == "events" else of_statements).features

    def look(*found: Any) -> Any:
        rows.extend(features(*found))
        return found[0] if kind == "events" else found[:2]

    with ExitStack() as patches:
        for name, instead in ((step, look), ("is_quiet", lambda *_: False), ("worded", partial(wording.worded, model=weighed))):
            patches.callback(setattr, read, name, getattr(read, name))
            setattr(read, name, instead)
        return read.read_source(gold.source), rows


def _events(case: Case, record: Record) -> list[bool]:
    rows = [(g, place_of(g, case.text, "evidence", "trigger")) for g in case.items("events")]
    rows += [(g, place_of(g, case.text, "evidence")) for g in case.items("acceptable")]

    def is_right(event: Event) -> bool:
        return any(is_of(g, event, case, True) and near(place, event.evidence) for g, place in rows)

    return [is_right(e) for e in record.events]


def _statements(case: Case, record: Record) -> list[bool]:
    spans = [part for g in case.items("statements") for part in (marked(g, "content_text"), marked(g, "cue"))]
    return [any(close(part, s.content + s.cue, 0) for part in spans) for s in record.statements]


def fitted(found: Sequence[settings.Case], bar: float) -> dict[str, object]:
    """The weights file of trees over some reports."""
    return settings.fit(found, bar, leaves=12, rounds=150, rate=0.05)


def crossed(found: Sequence[settings.Case], bar: float) -> Iterator[tuple[settings.Case, list[float]]]:
    """Each report with the scores of trees that have not seen it."""
    for fold in range(FOLDS):
        model = from_dict(fitted([c for i, c in enumerate(found) if i % FOLDS != fold], bar))
        yield from ((c, model.scores(c.rows).tolist()) for i, c in enumerate(found) if i % FOLDS == fold)


def worth(name: str, scored: Sequence[tuple[settings.Case, list[float]]], bar: float) -> str:
    """One line: how many were found, the share that is right, how well the score ranks and how far it is from what came true."""
    right = np.array([r for c, _ in scored for r in c.right])
    score = np.array([s for _, scores in scored for s in scores])
    shown = score >= bar
    return (
        f"{name}: {len(right)} found, {100 * right.mean():.1f} right; area under the curve {100 * roc_auc_score(right, score):.1f}, "
        f"Brier score {brier_score_loss(right, score):.3f}; left out {(~shown).sum()}, of them right {(~shown & right).sum()}; of the others right {100 * right[shown].mean():.1f}"
    )


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=tuple(BARS))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--measure", type=Path, help="a folder with slices c and d")
    parser.add_argument("--folds", type=Path, help="a folder with the weights of wording fitted without each fold")
    args = parser.parse_args()
    bar = BARS[args.kind]
    if args.kind == "events" and not args.folds:
        parser.error("events need --folds: run training.likelihood.wording with it first")
    weighed = [wording.load(args.folds / f"wording{k}.npz") for k in range(FOLDS)] if args.folds else []
    reports = [g for letter in UNSEEN for g in load_slices(args.corpus, letter)]
    train = [cases(g, args.kind, weighed[i % FOLDS] if weighed else None) for i, g in enumerate(reports)]
    print(worth("cross-validated", list(crossed(train, bar)), bar), flush=True)
    weights = fitted(train, bar)
    settings.save(weights, args.weights / f"{args.kind}.json")
    model = from_dict(weights)
    for folder, letter in [(args.corpus, "z"), *((args.measure, x) for x in "cd" if args.measure)]:
        test = [cases(g, args.kind) for g in load_slices(folder, letter)]
        print(worth(letter, [(c, model.scores(c.rows).tolist()) for c in test], bar), flush=True)


if __name__ == "__main__":
    main()
