"""Figures of whole reports whose every value was marked by a coder, matched one to one by where they stand."""

from collections.abc import Iterable
from pathlib import Path

from dragoman.evaluation.field import agreements, events, layout, people, statements
from dragoman.evaluation.field.tally import Case, Tally
from dragoman.evaluation.gold import GoldReport, load_slices
from dragoman.intake import Source
from dragoman.model.record import Record
from dragoman.reading.read import read_source

__all__ = ["score_field", "score_pairs"]

_PARTS = {"events": events, "statements": statements, "people": people, "agreements": agreements}
"""What is counted of a report: only what its coders looked for, which is what the gold has a list of, empty or not."""


def score_field(folder: Path, only: str = "") -> tuple[dict[str, float], list[str]]:
    """Figures of the reports whose id begins with `only`, in percent or as counts, and a line for each miss.

    Raises:
        GoldError: the folder holds no such reports, or a file in it is broken.
    """
    return score_pairs((g, read_source(g.source), read_source(_bare(g.source))) for g in load_slices(folder, only))


def score_pairs(pairs: Iterable[tuple[GoldReport, Record, Record]]) -> tuple[dict[str, float], list[str]]:
    """Figures of (gold, record, record of the text alone)."""
    tally = Tally()
    for gold, record, bare in pairs:
        case = Case(gold.gold, record, bare)
        tally.open(record)
        for name, part in _PARTS.items():
            if name in gold.gold:
                part.score(case, tally)
        layout.score(case, tally)
    return tally.figures(), tally.missed


def _bare(source: Source) -> Source:
    """The text alone: title, outlet, byline and day must be read from it."""
    return Source(text=source.text, origin=source.origin, id=source.id)
