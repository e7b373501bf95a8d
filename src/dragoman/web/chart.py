"""Counts over time in a small chart: how many events of each type there are, and how many each outlet tells, one line of bars for each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from dragoman.store.filters import Filter
from dragoman.store.queries import View, event_conditions
from dragoman.store.schema import dossier_events, dossier_members, reports

MOST = 6
"""Types and outlets that have a line of their own; the others share one."""
_LEAST, _BINS = 12, 28
"""Bars for which a line has room at least, and that it has at most."""
STEP, HIGH = 9, 22
"""Width of a bar with its gap, and height of the longest, in the units of the drawing."""
_STEPS = (1, 3, 12, 24, 60, 120)
"""Months that a bar may stand for."""
OTHERS = "others"


@dataclass(frozen=True)
class Bar:
    """The events of one stretch of time."""

    x: int
    height: float
    n: int
    since: str
    until: str
    label: str


@dataclass(frozen=True)
class Line:
    """The bars of one type or outlet."""

    name: str
    total: int
    bars: list[Bar]


@dataclass(frozen=True)
class Chart:
    """What is drawn; `first` and `last` name the ends of the time, and `width` is that of the drawing."""

    types: list[Line]
    outlets: list[Line]
    first: str
    last: str
    width: int
    unit: str
    """What a bar stands for, in words."""
    undated: int
    """Events that have no day and are not drawn."""


@dataclass(frozen=True)
class _Bins:
    """Stretches of time of so many months, from a first month on, counted from year 0."""

    first: int
    step: int
    number: int

    @classmethod
    def of(cls, months: Iterable[str]) -> _Bins:
        """Bins for all months, few enough to be drawn."""
        counted = [_month(m) for m in months]
        low, high = min(counted), max(counted)
        step = next((s for s in _STEPS if high // s - low // s < _BINS), _STEPS[-1])
        return cls(low // step * step, step, high // step - low // step + 1)

    def at(self, month: str) -> int:
        """The bin of a month."""
        return (_month(month) - self.first) // self.step

    def days(self, n: int) -> tuple[str, str]:
        """First and last day of a bin."""
        start = self.first + n * self.step
        end = start + self.step
        last = date(end // 12, end % 12 + 1, 1) - timedelta(days=1)
        return date(start // 12, start % 12 + 1, 1).isoformat(), last.isoformat()

    def label(self, n: int) -> str:
        """A bin in words."""
        since, until = self.days(n)
        if self.step == 12:
            return since[:4]
        if self.step > 12:
            return f"{since[:4]}–{until[:4]}"
        return since[:7] if self.step == 1 else f"{since[:7]} to {until[:7]}"

    @property
    def unit(self) -> str:
        """What a bin stands for."""
        return {1: "a month", 3: "a quarter of a year", 12: "a year"}.get(self.step, f"{self.step // 12} years")


def chart(view: View, f: Filter) -> Chart | None:
    """The events within a filter by type and by outlet; None where none of them has a day."""
    by_type = _by_type(view, f)
    months = {m for counts in by_type.values() for m in counts}
    if not months:
        return None
    bins = _Bins.of(months)
    by_outlet = _by_outlet(view, f)
    return Chart(
        types=list(_lines(by_type, bins)),
        outlets=list(_lines(by_outlet, bins)),
        first=bins.label(0),
        last=bins.label(bins.number - 1),
        width=max(bins.number, _LEAST) * STEP,
        unit=bins.unit,
        undated=_undated(view, f),
    )


def _month(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _undated(view: View, f: Filter) -> int:
    query = select(func.count()).select_from(dossier_events).where(*event_conditions(f), dossier_events.c.day.is_(None))
    return int(view.answers.execute(query).scalar_one())


def _of_month() -> ColumnElement[str]:
    return func.substr(dossier_events.c.day, 1, 7)


def _by_type(view: View, f: Filter) -> dict[str, Counter[str]]:
    c, month = dossier_events.c, _of_month()
    out: dict[str, Counter[str]] = defaultdict(Counter)
    query = select(c.type, month, func.count()).where(*event_conditions(f), c.day.is_not(None)).group_by(c.type, month)
    for kind, at, n in view.answers.execute(query):
        out[kind][at] += n
    return out


def _by_outlet(view: View, f: Filter) -> dict[str, Counter[str]]:
    """How many events each outlet tells, each once, by month."""
    c, m, r, month = dossier_events.c, dossier_members.c, reports.c, _of_month()
    out: dict[str, Counter[str]] = defaultdict(Counter)
    where = [*event_conditions(f), c.day.is_not(None)]
    told = select(m.report_id, month, func.count()).join_from(dossier_events, dossier_members, (m.kind == "events") & (m.id == c.id))
    if view.answers is view.read:
        together = told.with_only_columns(r.outlet, month, func.count(c.id.distinct())).join(reports, r.id == m.report_id)
        rows = [tuple(row) for row in view.answers.execute(together.where(*where, r.outlet.is_not(None)).group_by(r.outlet, month))]
    else:
        outlet = {str(i): str(name) for i, name in view.read.execute(select(r.id, r.outlet).where(r.outlet.is_not(None)))}
        found = view.answers.execute(told.where(*where).group_by(m.report_id, month))
        rows = [(outlet[i], at, n) for i, at, n in found if i in outlet]
    for name, at, n in rows:
        out[name][at] += n
    return out


def _lines(counts: dict[str, Counter[str]], bins: _Bins) -> Iterator[Line]:
    """A line for each of the commonest, and one for the others; all on one scale."""
    ranked = sorted(counts, key=lambda k: (-counts[k].total(), k))
    own = ranked[: MOST if len(ranked) > MOST + 1 else MOST + 1]
    lines = {name: _binned(counts[name], bins) for name in own}
    rest = [name for name in ranked if name not in lines]
    if rest:
        lines[OTHERS] = _binned(sum((counts[name] for name in rest), Counter[str]()), bins)
    highest = max((n for line in lines.values() for n in line.values()), default=1)
    for name, line in lines.items():
        bars = [Bar(i * STEP, round(max(HIGH * n / highest, 1.5), 1), n, *bins.days(i), bins.label(i)) for i, n in sorted(line.items())]
        yield Line(name, line.total(), bars)


def _binned(counts: Counter[str], bins: _Bins) -> Counter[int]:
    out: Counter[int] = Counter()
    for month, n in counts.items():
        out[bins.at(month)] += n
    return out
