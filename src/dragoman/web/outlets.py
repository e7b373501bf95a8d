"""One event as each outlet tells it: rows of who, what, number, attribution and denial, a column for each source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import phrase
from dragoman.codebook.status import MEANINGS, status
from dragoman.correcting.anchors import said
from dragoman.linking.reports import outlet_key
from dragoman.model.record import Event, Record
from dragoman.store.filters import Filter
from dragoman.store.queries import Cut, Row, View, ask
from dragoman.store.schema import parties, reports

_BEFORE, _AFTER, _SILENT = 1, 7, 20
"""Days around an event within which an outlet that reported about the same states could have told it, and how many such are named."""


@dataclass(frozen=True)
class Telling:
    """One report's account: its record, the event in it, and the sentence that tells it."""

    record: Record
    event: Event
    sentence: str

    @property
    def published(self) -> str:
        """Day of the report; after all others where it has none."""
        return self.record.report.published or "9999"


@dataclass
class Column:
    """A source: an outlet with what it tells, and the reports that only copy it."""

    outlet: str
    tellings: list[Telling]
    copies: list[Telling] = field(default_factory=list)
    first: bool = False

    @property
    def words(self) -> list[Telling]:
        """One telling for each sentence."""
        return list({t.sentence: t for t in reversed(self.tellings)}.values())[::-1]

    @property
    def reports(self) -> list[Telling]:
        """One telling of each report."""
        return list({t.record.report.id: t for t in reversed(self.tellings)}.values())[::-1]


@dataclass(frozen=True)
class Cell:
    """What one source says of one thing; `odd` where it says something else than the others."""

    values: tuple[str, ...]
    odd: bool = False


@dataclass(frozen=True)
class Line:
    """One thing, and what each source says of it; `differs` where they do not agree."""

    name: str
    cells: tuple[Cell, ...]
    differs: bool

    @property
    def left_out(self) -> tuple[int, ...]:
        """The columns that do not tell it."""
        return tuple(i for i, c in enumerate(self.cells) if not c.values)


@dataclass(frozen=True)
class Comparison:
    """Columns, the first to tell first; rows; reports on the same states that leave the event out; and in words who leaves out what."""

    columns: list[Column]
    lines: list[Line]
    silent: list[Row]

    @property
    def omissions(self) -> list[tuple[str, list[str]]]:
        """For each outlet the things that it leaves out and others tell."""
        out = []
        for n, column in enumerate(self.columns):
            gone = [line.name for line in self.lines if n in line.left_out]
            if gone:
                out.append((column.outlet, gone))
        return out


def compare(view: View, event: Row) -> Comparison:
    """An event's tellings side by side."""
    tellings = _tellings(view, event)
    columns = _columns(view, tellings)
    lines = [line for name, read in _READ for line in [_line(name, [[v for t in c.tellings for v in read(t)] for c in columns])] if line]
    return Comparison(columns, lines, _silent(view, event))


def _tellings(view: View, event: Row) -> list[Telling]:
    told: dict[str, list[str]] = {}
    for name in event["told_as"]:
        report, item = name.rsplit("/", 1)
        told.setdefault(report, []).append(item)
    sentences = {name: e["sentence"] or e["words"] for name, e in zip(event["told_as"], event["evidence"], strict=False)}
    query = select(func.coalesce(reports.c.corrected, reports.c.record)).where(reports.c.id.in_(sorted(told)))
    out: list[Telling] = []
    for body in view.read.execute(query).scalars():
        record = Record.from_json(body)
        mine = [e for e in record.events if e.id in told[record.report.id]]
        out += [Telling(record, e, sentences.get(f"{record.report.id}/{e.id}") or said(record, e.evidence)) for e in mine]
    return sorted(out, key=lambda t: (t.published, t.record.report.id, t.event.id))


def _columns(view: View, tellings: list[Telling]) -> list[Column]:
    """Sources in the order in which they told; copies of one are put under it."""
    columns: dict[str, Column] = {}
    source_of: dict[str, str] = {}
    for t in tellings:
        report = t.record.report
        outlet = report.outlet or report.title or report.id
        key = outlet_key(report.outlet) if report.outlet else report.id
        copied = source_of.get(report.id)
        if copied is None:
            for row in ask(view, "sources", Filter(report=report.id), Cut(1)).rows:
                source_of |= dict.fromkeys(row["cluster"], key)
        if copied is not None and copied in columns and copied != key:
            _put_under(columns[copied], t)
        elif key in columns:
            columns[key].tellings.append(t)
        else:
            columns[key] = Column(outlet, [t])
    out = list(columns.values())
    days = [c.tellings[0].published for c in out]
    for column, day in zip(out, days, strict=True):
        column.first = len(out) > 1 and day == min(days) != "9999"
    return out


def _put_under(column: Column, copy: Telling) -> None:
    """A copy under its source, once for each report."""
    if all(copy.record.report.id != c.record.report.id for c in column.copies):
        column.copies.append(copy)


def _line(name: str, values: list[list[tuple[str, str]]]) -> Line | None:
    """A row, or nothing where no source tells of it; of each value what is shown, and what it is compared by."""
    cells = [tuple(dict.fromkeys(shown for shown, _ in v)) for v in values]
    if not any(cells):
        return None
    keys = [frozenset(key.casefold() for _, key in v) for v in values]
    spoken = [k for k in keys if k]
    commonest = max(spoken, key=spoken.count)
    differs = len(set(spoken)) > 1 and name not in _FREE
    return Line(name, tuple(Cell(c, differs and bool(k) and k != commonest) for c, k in zip(cells, keys, strict=True)), differs)


def _named(t: Telling, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Names with their states, by which they are compared: the "warplanes" of one outlet are the "India" of another."""
    actors = {a.id: a for a in t.record.actors}
    out = []
    for a in (actors[i] for i in ids):
        state = country_name(a.country) if a.country else ""
        shown = a.name if not state or state[:4].lower() in a.name.lower() else f"{a.name} ({state})"
        out.append((shown, state or a.name))
    return out


def _speakers(t: Telling, ids: Iterable[str]) -> list[tuple[str, str]]:
    names = {a.id: a.name for a in t.record.actors}
    said_by = {s.id: s for s in t.record.statements}
    found = [s for i in ids if (s := said_by.get(i)) is not None]
    return [_plain(names.get(s.speaker or "") or said(t.record, s.speaker_span) or "somebody not named") for s in found]


def _plain(value: str) -> tuple[str, str]:
    return value, value


def _optional(value: str | int | None) -> list[tuple[str, str]]:
    return [] if value in (None, "") else [_plain(str(value))]


_READ: tuple[tuple[str, Any], ...] = (
    ("what", lambda t: [_plain(phrase(t.event.type))]),
    ("told as", lambda t: [_plain(MEANINGS[status(t.event.modality, t.event.standing)])]),
    ("who", lambda t: _named(t, t.event.actors)),
    ("to whom", lambda t: _named(t, t.event.recipients)),
    ("when", lambda t: _optional(t.event.date)),
    ("where", lambda t: _optional(t.event.place.name if t.event.place else None)),
    ("killed", lambda t: _optional(t.event.killed)),
    ("injured", lambda t: _optional(t.event.injured)),
    ("according to", lambda t: _speakers(t, t.event.according_to)),
    ("denied by", lambda t: _speakers(t, t.event.disputed_by)),
)
_FREE = frozenset(("according to",))
"""Things on which outlets may say different things without contradicting each other."""


def _silent(view: View, event: Row) -> list[Row]:
    """Reports of the days around, about the states that take part, that do not tell the event."""
    states = sorted({c for c in (*event["actor_countries"], *event["recipient_countries"]) if c})
    days = sorted(e["published"][:10] for e in event["evidence"] if e["published"] and len(e["published"]) >= 10)
    if len(states) < 2 or not days:
        return []
    first = date.fromisoformat(days[0])
    low, high = (first - timedelta(_BEFORE)).isoformat(), (first + timedelta(_AFTER)).isoformat()
    p, r = parties.c, reports.c
    about = select(p.report_id).where(p.country.in_(states)).group_by(p.report_id).having(func.count(p.country.distinct()) >= 2)
    query = (
        select(r.id, r.title, r.outlet, r.published)
        .where(r.published >= low, r.published <= high, r.id.in_(about), r.id.not_in(event["reports"]))
        .order_by(r.published, r.id)
        .limit(_SILENT)
    )
    return [dict(row) for row in view.read.execute(query).mappings()]
