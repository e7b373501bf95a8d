"""Fit the trees that say which expression dates which event, on whole reports coded by hand; print what they get right.

    python -m training.dates.fit GOLD_FOLDER... WEIGHTS_FOLDER

A GOLD_FOLDER holds `index_*.jsonl`, `reports/` and `gold/`; the slices for measuring (c, d and s) are left out. The triggers are those of the golds.
The weights go to WEIGHTS_FOLDER/dates.json, which weighs each event alone, and dates_together.json, which weighs it among the others of its report
and is fitted to what the first say of reports that they have not seen.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np

from dragoman.reading.dates.attach import candidates, features
from dragoman.reading.dates.together import together
from dragoman.reading.trees import Trees, from_dict
from training.settings import Case, Report, choices, cross_validate, fit, gold_reports, out_of_fold, save, score

BAR = 0.35
UNDATED = 0.3
"""What an event counts that its coder left without a date: many of them leave out the day that goes without saying."""


def cases(report: Report) -> Iterator[Case]:
    """One case for each gold event: the expressions that may date it, and which of them are right."""
    for event in report.gold["events"]:
        trigger = report.trigger(event)
        near = candidates(trigger, report.layout, report.dates, report.published)
        wanted = event.get("date")
        rows = features(trigger, report.layout, near, report.dates, report.published, event["type"][0])
        right = [bool(wanted) and d.edtf.startswith(wanted) for d in near]
        optional = bool(event.get("optional"))
        weight = (0.5 if optional else 1.0) * (1.0 if wanted else UNDATED)
        yield Case(report.id, rows, right, wanted, [d.edtf for d in near], weight, optional, (report.layout, trigger, near))


def beside(train: Sequence[Case], scores: Sequence[np.ndarray]) -> list[Case]:
    """The same cases with what the dates of a report's other events say."""
    out: list[Case] = []
    for _, group in groupby(zip(train, scores, strict=True), key=lambda pair: pair[0].report):
        pairs = list(group)
        layout = pairs[0][0].words[0]
        more = together(layout, [c.words[1] for c, _ in pairs], [c.words[2] for c, _ in pairs], [s for _, s in pairs])
        out += [replace(c, rows=[{**a, **b} for a, b in zip(c.rows, m, strict=True)]) for (c, _), m in zip(pairs, more, strict=True)]
    return out


def scores_of(model: Trees, of: Sequence[Case]) -> list[np.ndarray]:
    """What trees think of every candidate of each case."""
    return model.scores_of([c.rows for c in of])


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    train = [c for r in gold_reports(args.gold) for c in cases(r)]
    joined = beside(train, out_of_fold(train))
    crossed = cross_validate(joined)
    for bar in (0.25, 0.3, BAR, 0.4):
        print("cross-validated", score(crossed, bar))
    alone, joint = fit(train, BAR), fit(joined, BAR)
    save(alone, args.weights / "dates.json")
    save(joint, args.weights / "dates_together.json")
    for part in "cd":
        test = [c for r in gold_reports(args.gold, part) for c in cases(r)]
        print(part, score(choices(beside(test, scores_of(from_dict(alone), test)), from_dict(joint)), BAR))


if __name__ == "__main__":
    main()
