"""Fit what the wording of a trigger says of the type of its event, beside the branch's shares; print how well.

    python -m training.likelihood.wording CORPUS_FOLDER WEIGHTS_FOLDER GOLD_FOLDER [--folds FOLDER]

What words alone say is fitted to all coded reports and to the briefs (`training/events/briefs`), what they say with the branch only to slices that the encoder has
not seen, each by words that have not seen it either; c, d and z are for measuring. The weights go to WEIGHTS_FOLDER/wording.npz; with --folds the weights
fitted without each fold of the unseen reports go to FOLDER as well, for `training.likelihood.fit events`, which must not see reports as their own weights do.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from dragoman.reading.events.tables import table_of
from dragoman.reading.events.wording import NUMBERS, Row, Weighed, Wording, Words
from training.events.briefs import load_briefs

UNSEEN = "abstuvwxy"
"""Slices of the corpus that the encoder was not trained on; those for measuring are not among them."""
SEEN, SEEN_GOLD = "pqr", "efghijlmno"
"""Slices of the corpus and of the field set that it was."""
FOLDS = 5
FEWEST, FEWEST_ALONE = 8, 2
"""Rows in which a name must stand to have a weight, beside the branch and alone."""
STRENGTH, STRENGTH_ALONE = 0.1, 1.0
"""Inverse of the penalty on weights."""
STEP, LEAST = 0.1, 5
"""What a whole number stands for in the weights of words alone, and how many those of a name must come to."""
MOST_STEPS = 400
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


def fit_words(reports: Sequence[Asked]) -> Words:
    """What words alone say, fitted to some reports and rounded as a file holds it."""
    named, _, bias = _regression(reports, [np.zeros((len(a.rows), 0), np.float32) for a in reports], FEWEST_ALONE, STRENGTH_ALONE)
    return Words(table_of(named, len(TYPES), STEP, LEAST), bias)


def fit_weighed(reports: Sequence[Asked], alone: Sequence[Floats]) -> Weighed:
    """What words and the branch say together.

    Args:
        alone: what words alone say of each report's rows, by weights that have not seen the report.
    """
    numbers = [np.hstack([_numbers(a), logs]) for a, logs in zip(reports, alone, strict=True)]
    named, own, bias = _regression(reports, numbers, FEWEST, STRENGTH)
    return Weighed(table_of(named, len(TYPES), max(float(np.abs(row).max()) for row in named.values()) / 127), own, bias)


def _numbers(asked_of: Asked) -> Floats:
    return np.stack([r.numbers for r in asked_of.rows]) if asked_of.rows else np.zeros((0, NUMBERS), np.float32)


def _regression(
    reports: Sequence[Asked], numbers: Sequence[Floats], fewest: int, strength: float
) -> tuple[dict[str, Floats], Floats, Floats]:
    """Weights of names, of numbers (numbers, types), and bias (types,)."""
    rows = [r for a in reports for r in a.rows]
    counts = Counter(name for r in rows for name in set(r.names))
    names = sorted(n for n, c in counts.items() if c >= fewest)
    at = {n: k for k, n in enumerate(names)}
    where = np.array([(i, at[n]) for i, r in enumerate(rows) for n in sorted(set(r.names)) if n in at], dtype=np.int64)
    table = csr_matrix((np.ones(len(where)), (where[:, 0], where[:, 1])), shape=(len(rows), len(names)))
    right = [t for a in reports for t in a.right]
    label = np.array([_label(types, r) for types, r in zip(right, rows, strict=True)])
    weight = np.array([OPTIONAL if o else 1.0 for a in reports for o in a.optional])
    beside = csr_matrix(np.concatenate(numbers))
    model = LogisticRegression(C=strength, max_iter=MOST_STEPS).fit(hstack([beside, table]).tocsr(), label, sample_weight=weight)
    coefficients: Floats = model.coef_.T.astype(np.float32)
    own = coefficients[: beside.shape[1]]
    return dict(zip(names, coefficients[len(own) :], strict=True)), own, model.intercept_.astype(np.float32)


def _label(right: frozenset[str], row: Row) -> int:
    """The right type that the branch finds likeliest."""
    return TYPES.index(max(sorted(right), key=lambda t: float(row.numbers[TYPES.index(t)]))) if right else 0


def save(model: Wording, path: Path) -> None:
    """Write a weights file."""
    words, weighed = model.words, model.weighed
    tables = words.table.arrays("words") | weighed.table.arrays("weighed")
    np.savez_compressed(path, **tables, words_bias=words.bias, numbers=weighed.numbers, bias=weighed.bias)


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
        np.exp(wording.SCALE * np.stack([r.numbers[: len(TYPES)] for r in a.rows])) if a.rows else np.zeros((0, len(TYPES)), np.float32)
        for a in reports
    ]


def by(model: Wording, reports: Sequence[Asked]) -> list[Floats]:
    """The shares that weights give."""
    return [model.shares(a.rows) if a.rows else np.zeros((0, len(TYPES)), np.float32) for a in reports]


def reports_of(folder: Path, letters: str) -> list[Asked]:
    """The reports of some slices of a folder."""
    return [asked(g) for letter in letters for g in load_slices(folder, letter)]


def briefs_of(register: str) -> list[Asked]:
    """The briefs of one register."""
    return [asked(b.gold) for b in load_briefs() if b.register == register]


def bare(brief: Asked) -> Asked:
    """A brief without its words: that one tells an event is likelier than in a report, and what is due to that goes to names that no report has."""
    rows = [replace(r, names=("brief", *(f"brief {n}" for n in r.names if n.split()[0] in ("pos", "tag", "dep")))) for r in brief.rows]
    return replace(brief, rows=rows)


def fit(beside: Sequence[Asked], plain: Sequence[Asked], reports: Sequence[Asked]) -> tuple[Wording, list[Wording]]:
    """The weights fitted to everything, and those fitted without each fold of reports.

    In the latter no regression sees the fold's reports; of what words alone say of the others, four fifths comes of words that have seen them.

    Args:
        beside: what words alone may learn of.
        plain: briefs in the register of reports; what words say of them is weighed with the branch as well.
        reports: what the encoder has not seen.
    """
    unseen = [*plain, *reports]
    folds = [[i % FOLDS for i, _ in enumerate(part)] for part in (plain, reports)]
    fold_of = [*folds[0], *folds[1]]
    words = [fit_words([*beside, *(a for a, f in zip(unseen, fold_of, strict=True) if f != fold)]) for fold in range(FOLDS)]
    alone = [words[f].logs(a.rows) for a, f in zip(unseen, fold_of, strict=True)]
    shown = [*map(bare, plain), *reports]
    without = []
    for fold in range(FOLDS):
        others = [i for i, f in enumerate(fold_of) if f != fold]
        without.append(Wording(words[fold], fit_weighed([shown[i] for i in others], [alone[i] for i in others])))
    return Wording(fit_words([*beside, *unseen]), fit_weighed(shown, alone)), without


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("gold", type=Path, help="the field set: slices e to o for words alone, c and d to measure")
    parser.add_argument("--folds", type=Path, help="a folder for the weights fitted without each fold")
    args = parser.parse_args()
    beside = [*reports_of(args.corpus, SEEN), *reports_of(args.gold, SEEN_GOLD), *briefs_of("rich")]
    plain, train = briefs_of("plain"), reports_of(args.corpus, UNSEEN)
    print(worth("branch", train, branch_alone(train)), flush=True)
    model, without = fit(beside, plain, train)
    for fold, weights in enumerate(without if args.folds else ()):
        args.folds.mkdir(parents=True, exist_ok=True)
        save(weights, args.folds / f"wording{fold}.npz")
    crossed = [without[i % FOLDS].shares(a.rows) if a.rows else np.zeros((0, len(TYPES)), np.float32) for i, a in enumerate(train)]
    print(worth("cross-validated", train, crossed), flush=True)
    save(model, args.weights / "wording.npz")
    for folder, letter in [(args.corpus, "z"), *((args.gold, x) for x in "cd")]:
        test = reports_of(folder, letter)
        print(worth(f"{letter}, branch", test, branch_alone(test)), worth(letter, test, by(model, test)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
