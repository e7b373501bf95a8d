"""`read --dry-run`: what would be read, by format, without reading it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.intake import Failure, Source

_MOST = 5
"""Outlets and languages that are named, at most."""


@dataclass
class _Share:
    """What one format gives."""

    reports: int = 0
    undated: int = 0
    days: set[str] = field(default_factory=set)
    outlets: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def add(self, source: Source, language: str | None) -> None:
        """Counts one report."""
        self.reports += 1
        self.languages[language or "not told"] += 1
        if source.published:
            self.days.add(source.published)
        else:
            self.undated += 1
        if source.outlet:
            self.outlets[source.outlet] += 1


def summary(results: Iterator[Source | Failure]) -> Iterator[str]:
    """What a batch holds, line by line: for each format the number of reports, their days, outlets and languages; then what is refused."""
    from dragoman.cleaning.language import language
    from dragoman.intake import Failure

    shares: dict[str, _Share] = {}
    refused: list[Failure] = []
    notes: list[str] = []
    for one in results:
        if isinstance(one, Failure):
            refused.append(one)
            continue
        shares.setdefault(one.format, _Share()).add(one, one.language or language(one.text))
        notes += [f"{one.origin}: {note}" for note in one.notes]
    for name, share in sorted(shares.items(), key=lambda s: (-s[1].reports, s[0])):
        yield f"{name}: {_counted(share.reports, 'report')}"
        yield f"  days       {_days(share)}"
        yield f"  outlets    {_named(share.outlets) or 'none told'}"
        yield f"  languages  {_named(share.languages)}"
    yield from (f"note: {note}" for note in notes)
    yield from (f"refused: {f.origin}: {f.reason}" for f in refused)
    total = sum(s.reports for s in shares.values())
    yield f"{_counted(total, 'report')} would be read, {_counted(len(refused), 'input')} refused; nothing was read or written."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _days(share: _Share) -> str:
    span = f"{min(share.days)} to {max(share.days)}" if share.days else "none told"
    return f"{span}, {share.undated} without a day" if share.days and share.undated else span


def _named(counts: Counter[str]) -> str:
    named = ", ".join(f"{name} ({number})" for name, number in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_MOST])
    return f"{named} and {len(counts) - _MOST} more" if len(counts) > _MOST else named
