"""Fit the trees that say which expression dates which event, on whole reports coded by hand; print what they get right.

    python -m training.dates.fit GOLD_FOLDER... WEIGHTS_FOLDER

A GOLD_FOLDER holds `index_*.jsonl`, `reports/` and `gold/`; slices c, d and z are for measuring, all others for fitting. The triggers are those of the golds.
The weights go to WEIGHTS_FOLDER/dates.json.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from dragoman.reading.dates.attach import candidates, features
from dragoman.reading.trees import from_dict
from training.corpus.reading import DEVELOPMENT
from training.settings import Case, Report, choices, cross_validate, fit, gold_reports, save, score

BAR = 0.3


def cases(report: Report) -> Iterator[Case]:
    """One case for each gold event: the expressions that may date it, and which of them are right."""
    for event in report.gold["events"]:
        trigger = report.trigger(event)
        near = candidates(trigger, report.layout, report.dates, report.published)
        wanted = event.get("date")
        rows = features(trigger, report.layout, near, report.published, event["type"][0])
        right = [bool(wanted) and d.edtf.startswith(wanted) for d in near]
        yield Case(report.id, rows, right, wanted, [d.edtf for d in near], 0.5 if event.get("optional") else 1.0)


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    train = [c for r in gold_reports(args.gold) for c in cases(r)]
    crossed = cross_validate(train)
    for bar in (0.3, BAR, 0.5, 0.6):
        print("cross-validated", score(crossed, bar))
    weights = fit(train, BAR)
    save(weights, args.weights / "dates.json")
    for part in DEVELOPMENT:
        test = [c for r in gold_reports(args.gold, part) for c in cases(r)]
        print(part, score(choices(test, from_dict(weights)), BAR))


if __name__ == "__main__":
    main()
