"""Fit the trees that say at which place each event was, on whole reports coded by hand; print what they get right.

    python -m training.places.fit GOLD_FOLDER... WEIGHTS_FOLDER

As training.dates.fit; the weights go to WEIGHTS_FOLDER/places.json. A name is right where one of the gold's and the text's holds the other.
"""

import argparse
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dragoman.reading.places.attach import candidates, features
from dragoman.reading.trees import from_dict
from training.corpus.reading import DEVELOPMENT
from training.settings import Case, Report, choices, cross_validate, fit, gold_reports, save, score

BAR = 0.3


def cases(report: Report) -> Iterator[Case]:
    """One case for each gold event: the names that may be its place, and which of them are right."""
    for event in report.gold["events"]:
        trigger = report.trigger(event)
        near = [report.places[k] for k in candidates(trigger, report.layout, report.places)]
        wanted = event.get("place")
        rows = features(trigger, report.layout, near, event["type"][0])
        right = [bool(wanted) and _same(wanted["name"], p.place.name) for p in near]
        yield Case(report.id, rows, right, wanted, [p.place.name for p in near], 0.5 if event.get("optional") else 1.0)


def _same(a: str, b: str) -> bool:
    one, other = _plain(a), _plain(b)
    return one in other or other in one


def _plain(name: str) -> str:
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", letters.lower()).strip()


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
    save(weights, args.weights / "places.json")
    for part in DEVELOPMENT:
        test = [c for r in gold_reports(args.gold, part) for c in cases(r)]
        print(part, score(choices(test, from_dict(weights)), BAR))


if __name__ == "__main__":
    main()
