"""Counts over many reports, and the figures made of them."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dragoman.model.record import Actor, Record

Gold = dict[str, Any]

_SHARES = (
    "modality", "standing", "dates", "places", "casualties", "statements", "contents", "statement_precision", "kinds",
    "nested", "speaker_country", "people", "people_precision", "offices", "mentions", "organizations", "agreements",
    "stages", "agreement_precision", "history", "areas", "signatories", "area_precision", "boilerplate", "repeats", "body",
    "header",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One report: its gold, its record, and the record of its text alone."""

    gold: Gold
    record: Record
    bare: Record

    @property
    def text(self) -> str:
        """The text of the report."""
        return self.record.report.text

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id."""
        return {a.id: a for a in self.record.actors}

    def items(self, what: str) -> list[Gold]:
        """The gold items of one sort."""
        return list(self.gold.get(what, []))


class Tally:
    """How many there are of each thing, and how many of them are right."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.missed: list[str] = []
        self._report = ""

    def open(self, record: Record) -> None:
        """Begin a report."""
        self._report = record.report.id
        self.of["reports"] += 1
        text = record.report.text
        self.of["bad_spans"] += sum(not text[s:e].strip() for s, e in record.spans())

    def hit(self, what: str, good: bool, note: object = None) -> None:
        """Count one thing; a note makes a line of it where it is missed."""
        self.of[what] += 1
        self.right[what] += good
        if not good and note is not None:
            self.miss(what, note)

    def share(self, what: str, right: int, of: int) -> None:
        """Count several things at once."""
        self.of[what] += of
        self.right[what] += right

    def miss(self, what: str, note: object) -> None:
        """A line for what was missed or should not be there."""
        self.missed.append(f"{self._report}: {what}: {note}")

    def figures(self) -> dict[str, float]:
        """Shares in percent, then counts; what no report has is left out."""
        out = self._shares("events", "events_found", "event_precision")
        if "events" in out and "event_precision" in out:
            out["event_f1"] = _harmonic(out["events"], out["event_precision"])
        out |= self._shares(*_SHARES)
        reports = max(1, self.of["reports"])
        return out | {
            "facts_per_report": self.of["facts"] / reports,
            "unsupported_per_report": self.of["unsupported_facts"] / reports,
            "false_facts": float(self.of["false_facts"]),
            "trapped": float(self.of["trapped"]),
            "bad_spans": float(self.of["bad_spans"]),
        }

    def _shares(self, *names: str) -> dict[str, float]:
        return {n: 100 * self.right[n] / self.of[n] for n in names if self.of[n]}


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
