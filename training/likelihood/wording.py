"""Fit what the wording of a trigger says of the type of its event, beside the branch's shares; print how well.

    python -m training.likelihood.wording CORPUS_FOLDER WEIGHTS_FOLDER [--measure GOLD_FOLDER] [--folds FOLDER]

Only slices that the encoder has not seen are fitted to; c, d and z are for measuring. The weights go to WEIGHTS_FOLDER/wording.npz; with --folds the weights
fitted without each fold of the reports go to FOLDER as well, for `training.likelihood.fit events`, which must not see reports as their own weights do.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from dragoman.codebook.vocabulary import event_types
from dragoman.evaluation.gold import GoldReport, load_slices
from dragoman.reading import read
from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.model import Floats
from dragoman.reading.events import wording
from dragoman.reading.events.wording import Row, Wording, hashed

UNSEEN = "abstuvwxy"
"""Slices of the corpus that the encoder was not trained on; those for measuring are not among them."""
FOLDS = 5
FEWEST = 8
"""Rows in which a name must stand to have a weight."""
STRENGTH = 0.3
"""Inverse of the penalty on weights."""
OPTIONAL = 0.5
"""Weight of what only some coders would code."""
TYPES = ("NONE", *event_types())


@dataclass(frozen=True)
class Asked:
    """The words of a report that may tell an event, and which types are right for each; none where it tells none."""

    rows: list[Row]
    right: list[frozenset[str]]
    optional: list[bool]


def asked(gold: GoldReport) -> Asked:
    """Read a report up to its triggers."""
    seen: list[ReportContext] = []

    def look(context: ReportContext) -> ReportContext:
        seen.append(context)
        return context

    original = read.worded
    read.worded = look
    try:
        read.read_source(gold.source)
    finally:
        read.worded = original
    rows = [r for context in seen for r in wording.rows_of(context)]
    doc = seen[0].doc
    right: list[set[str]] = [set() for _ in rows]
    optional = [False] * len(rows)
    for event in gold.gold["events"]:
        start, end = event["spans"]["trigger"]
        over = [k for k, r in enumerate(rows) if doc[r.token].idx < end and start < doc[r.token].idx + len(doc[r.token])]
        if over:
            best = min(over, key=lambda k: float(rows[k].numbers[len(TYPES)]))
            right[best] |= set(event["type"])
            optional[best] = bool(event.get("optional"))
    return Asked(rows, [frozenset(r) for r in right], optional)


def fit(reports: Sequence[Asked]) -> Wording:
    """The weights fitted to some reports, names in eight bits as a file holds them."""
    rows = [r for a in reports for r in a.rows]
    counts = Counter(name for r in rows for name in set(r.names))
    names = sorted((n for n, c in counts.items() if c >= FEWEST), key=lambda n: int(hashed([n])[0]))
    at = {n: k for k, n in enumerate(names)}
    cells = [(i, at[n]) for i, r in enumerate(rows) for n in set(r.names) if n in at]
    where = np.array(cells, dtype=np.int64)
    table = csr_matrix((np.ones(len(cells)), (where[:, 0], where[:, 1])), shape=(len(rows), len(names)))
    numbers = np.stack([r.numbers for r in rows])
    right = [t for a in reports for t in a.right]
    label = np.array([_label(types, r) for types, r in zip(right, rows, strict=True)])
    weight = np.array([OPTIONAL if o else 1.0 for a in reports for o in a.optional])
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(hstack([csr_matrix(numbers), table]).tocsr(), label, sample_weight=weight)
    coefficients: Floats = model.coef_.T.astype(np.float32)
    own, named = coefficients[: numbers.shape[1]], coefficients[numbers.shape[1] :]
    scale = np.float32(np.abs(named).max() / 127)
    whole = np.rint(named / scale).astype(np.int8)
    return Wording(hashed(names), whole.astype(np.float32) * scale, own, model.intercept_.astype(np.float32))


def _label(right: frozenset[str], row: Row) -> int:
    """The right type that the branch finds likeliest."""
    return TYPES.index(max(sorted(right), key=lambda t: float(row.numbers[TYPES.index(t)]))) if right else 0


def save(model: Wording, path: Path) -> None:
    """Write a weights file."""
    scale = np.float32(np.abs(model.named).max() / 127)
    named = np.rint(model.named / scale).astype(np.int8)
    np.savez_compressed(path, keys=model.keys, named=named, scale=scale, numbers=model.numbers, bias=model.bias)


def worth(name: str, reports: Sequence[Asked], shares: Sequence[Floats]) -> str:
    """One line: the share of triggers whose type is right, and the best F1 of triggers without and with type; what is optional counts neither way."""
    told = [(s, t) for a, table in zip(reports, shares, strict=True) for s, t, o in zip(table, a.right, a.optional, strict=True) if not o]
    kinds = [TYPES[int(s[1:].argmax()) + 1] for s, _ in told]
    sure = np.array([1 - float(s[0]) for s, _ in told])
    event = np.array([bool(t) for _, t in told])
    typed = np.array([k in t for k, (_, t) in zip(kinds, told, strict=True)])
    f1 = max((_f1(sure >= bar, event, typed) for bar in np.arange(0.1, 0.95, 0.05)), key=lambda pair: pair[1])
    return (
        f"{name}: type right {100 * typed[event].mean():.1f} of {event.sum()} triggers; F1 without type {f1[0]:.1f}, with type {f1[1]:.1f}"
    )


def _f1(shown: NDArray[np.bool_], event: NDArray[np.bool_], typed: NDArray[np.bool_]) -> tuple[float, float]:
    of = max(1, int(shown.sum() + event.sum()))
    return 200 * int((shown & event).sum()) / of, 200 * int((shown & typed).sum()) / of


def branch_alone(reports: Sequence[Asked]) -> list[Floats]:
    """The shares of the branch itself."""
    return [
        np.exp(3 * np.stack([r.numbers[: len(TYPES)] for r in a.rows])) if a.rows else np.zeros((0, len(TYPES)), np.float32)
        for a in reports
    ]


def by(model: Wording, reports: Sequence[Asked]) -> list[Floats]:
    """The shares that weights give."""
    return [model.shares(a.rows) if a.rows else np.zeros((0, len(TYPES)), np.float32) for a in reports]


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--measure", type=Path, help="a folder with slices c and d")
    parser.add_argument("--folds", type=Path, help="a folder for the weights fitted without each fold")
    args = parser.parse_args()
    train = [asked(g) for letter in UNSEEN for g in load_slices(args.corpus, letter)]
    print(worth("branch", train, branch_alone(train)), flush=True)
    crossed: list[tuple[Asked, Floats]] = []
    for fold in range(FOLDS):
        model = fit([a for i, a in enumerate(train) if i % FOLDS != fold])
        if args.folds:
            args.folds.mkdir(parents=True, exist_ok=True)
            save(model, args.folds / f"wording{fold}.npz")
        held = [a for i, a in enumerate(train) if i % FOLDS == fold]
        crossed += list(zip(held, by(model, held), strict=True))
    print(worth("cross-validated", [a for a, _ in crossed], [s for _, s in crossed]), flush=True)
    model = fit(train)
    save(model, args.weights / "wording.npz")
    for folder, letter in [(args.corpus, "z"), *((args.measure, x) for x in "cd" if args.measure)]:
        test = [asked(g) for g in load_slices(folder, letter)]
        print(worth(f"{letter}, branch", test, branch_alone(test)), worth(letter, test, by(model, test)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
