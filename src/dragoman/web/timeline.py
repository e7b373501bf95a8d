"""Events on a line of time: cooperation above it, conflict below; each a mark, or where there are too many a bar a month."""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.codebook.plain import tag
from dragoman.codebook.status import Status, shown
from dragoman.store.rows import first_day

WIDTH, STEP, ROOM, BARS = 1000, 11, 14, 90
"""Width of the drawing, size of a mark, most marks above each other, and the height of the longest bar."""


@dataclass(frozen=True)
class Mark:
    """An event, or the events of one month and kind."""

    x: float
    y: float
    height: float
    above: bool
    status: Status
    id: str
    title: str


@dataclass(frozen=True)
class Timeline:
    """What is drawn; heights are above and below the line."""

    marks: list[Mark]
    ticks: list[tuple[float, str]]
    above: float
    below: float
    bars: bool
    undated: int


def timeline(rows: list[dict[str, Any]]) -> Timeline | None:
    """A mark for each event, in whatever order they come; None where none of them has a day."""
    dated = [(day, row) for row in rows if (day := first_day(row["date"]) or first_day(row["published"]))]
    if not dated:
        return None
    scale = _Scale([day for day, _ in dated])
    return _drawn(_marks(dated, scale), scale, bars=False, undated=len(rows) - len(dated))


def monthly(counts: dict[tuple[str, bool, Status], int], undated: int) -> Timeline | None:
    """A bar for each month, side and status, from how many events there are of each."""
    if not counts:
        return None
    scale = _Scale([f"{month}-15" for month, _, _ in counts])
    return _drawn(_bars(counts, scale), scale, bars=True, undated=undated)


class _Scale:
    """Where days lie on the line."""

    def __init__(self, days: list[str]) -> None:
        low, high = (date.fromisoformat(f(days)).toordinal() for f in (min, max))
        margin = max(15, (high - low) // 40)
        self.low, self.high = low - margin, high + margin

    def at(self, day: str) -> float:
        return round((date.fromisoformat(day).toordinal() - self.low) / (self.high - self.low) * WIDTH, 1)


def _drawn(marks: list[Mark], scale: _Scale, *, bars: bool, undated: int) -> Timeline:
    above = max((-m.y for m in marks if m.above), default=0.0)
    below = max((m.y + m.height for m in marks if not m.above), default=0.0)
    return Timeline(marks, _ticks(scale.low, scale.high), above + 12, below + 12, bars, undated)


def _marks(dated: list[tuple[str, dict[str, Any]]], scale: _Scale) -> list[Mark]:
    """One a row; those that would lie on each other are stacked."""
    levels: Counter[tuple[int, bool]] = Counter()
    out = []
    for day, row in sorted(dated, key=lambda x: (x[0], x[1]["id"])):
        x, above = scale.at(day), row["quad"].endswith("cooperation")
        column = round(x / STEP)
        level = min(levels[column, above], ROOM)
        levels[column, above] += 1
        y = -(level + 1) * STEP if above else level * STEP + STEP / 2
        out.append(Mark(x, y, STEP, above, shown(row), row["id"], _title(day, row)))
    return out


def _title(day: str, row: dict[str, Any]) -> str:
    who = ", ".join(dict.fromkeys(row["actors"])) or "somebody unknown"
    whom = ", ".join(dict.fromkeys(row["recipients"]))
    told = "" if row["date"] else " (day of the report)"
    return f"{row['date'] or day}{told} {tag(row['type'], tuple(row['modes']), ' '.join(e['words'] for e in row['evidence']))}: {who}{f' → {whom}' if whom else ''}"


def _bars(counts: dict[tuple[str, bool, Status], int], scale: _Scale) -> list[Mark]:
    totals: dict[tuple[str, bool], int] = {}
    for (month, above, _), n in counts.items():
        totals[month, above] = totals.get((month, above), 0) + n
    unit = BARS / max(totals.values())
    reached: dict[tuple[str, bool], float] = {}
    out = []
    for (month, above, kind), n in sorted(counts.items()):
        start, height = reached.get((month, above), 0.0), n * unit
        reached[month, above] = start + height
        y = -(start + height) if above else start
        out.append(Mark(scale.at(f"{month}-15"), round(y, 1), round(height, 1), above, kind, "", f"{month}: {n} × {kind}"))
    return out


def _ticks(low: int, high: int) -> list[tuple[float, str]]:
    """Years, or months where the time is short."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    span = high - low
    out = []
    if span > 900:
        step = max(1, (last.year - first.year) // 12)
        days = [date(y, 1, 1) for y in range(first.year + 1, last.year + 1, step)]
        out = [(d, str(d.year)) for d in days]
    else:
        step = 1 if span < 400 else 3
        months = [(first.year + (first.month + i) // 12, (first.month + i) % 12 + 1) for i in range(0, span // 28 + 1, step)]
        out = [(date(y, m, 1), f"{calendar.month_abbr[m]} {y}") for y, m in months if date(y, m, 1) <= last]
        out = out[:: max(1, len(out) // 12 + (len(out) % 12 > 0 and len(out) > 12))]
    return [(round((d.toordinal() - low) / span * WIDTH, 1), label) for d, label in out if d.toordinal() < high - span * 0.04]
