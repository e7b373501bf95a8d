"""What was read after a commitment, looked up in the tables of answers: the same as `linking.views.ledger.Ledger` answers from memory."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, exists, false, func, or_, select

from dragoman.linking.times import day, iso
from dragoman.linking.views.deeds import counting
from dragoman.linking.views.ledger import follow
from dragoman.linking.views.promises import Promise, agreed, promised
from dragoman.model.dossier import LinkedEvent, Thread
from dragoman.store.rows import first_day
from dragoman.store.schema import dossier_agreements, dossier_counting, dossier_events, dossier_promises, dossier_states, parties, reports

M = TypeVar("M", bound=BaseModel)
_ROLES = ("actor", "recipient", "party")


class SqlCommitments:
    """Later events, agreements and reports of a dossier.

    Args:
        answers: where the tables of answers are.
        read: where the reports are.
        as_of: the last day of publication that counts.
    """

    def __init__(self, answers: Connection, read: Connection, as_of: str | None = None) -> None:
        self._answers, self._read, self._as_of = answers, read, as_of
        self._found: dict[tuple[str, ...], dict[str, list[tuple[str, str]]]] = {}
        self._areas: set[str] = set()
        self._events: dict[str, LinkedEvent] = {}
        self._told: dict[tuple[str, ...], list[str]] = {}
        self._earliest: str | None = None
        """The day after which what can count lies for every promise that was asked for."""
        self.newest = day(first_day(read.execute(select(func.max(reports.c.published)).where(*self._known())).scalar()))

    def _known(self) -> list[ColumnElement[bool]]:
        return [reports.c.published <= self._as_of] if self._as_of else []

    def later(self, parties: Sequence[str], after: int, area: str) -> Iterator[LinkedEvent]:
        """Those in which one of the parties takes part: no others can count for or against an area."""
        key = tuple(sorted(set(parties)))
        self._areas.add(area)
        if key not in self._found or area not in self._found[key]:
            self._found[key] = self._candidates(key)
        there = [event for event, first in self._found[key][area] if first > iso(after)]
        for part in _stretches(there):
            self._read_in([i for i in part if i not in self._events])
            yield from (self._events[i] for i in part)

    def _candidates(self, states: tuple[str, ...]) -> dict[str, list[tuple[str, str]]]:
        """Ids and days of the events that can count for or against each of the areas that are asked for, in their order."""
        c, noted, s = dossier_events.c, dossier_counting.c, dossier_states.c
        of_any = exists().where(s.kind == "events", s.id == c.id, s.country.in_(states))
        then = c.day.is_not(None) if self._earliest is None else c.day > self._earliest
        query = select(c.id, c.day, noted.area).where(then, of_any).order_by(c.position)
        by_words = [area for area in sorted(self._areas) if counting(area)[1]]
        found: dict[str, list[tuple[str, str]]] = {area: [] for area in self._areas}
        for event, first, area in self._answers.execute(query.where(c.id == noted.id, noted.area.in_(by_words))).all():
            found[area].append((event, first))
        for area in sorted(self._areas.difference(by_words)):
            rows = self._answers.execute(query.with_only_columns(c.id, c.day).where(can_count([area])))
            found[area] = [(event, first) for event, first in rows]
        return found

    def _read_in(self, ids: Sequence[str]) -> None:
        """Events whole, which most are not needed of."""
        c = dossier_events.c
        if ids:
            for body in self._answers.execute(select(c.body).where(c.id.in_(ids))).scalars():
                e = LinkedEvent.model_validate_json(body)
                self._events[e.id] = e

    def reports_since(self, parties: Sequence[str], after: int) -> int:
        """How many reports that tell of two of the parties were published after a day."""
        key = tuple(sorted(set(parties)))
        if key not in self._told:
            pairs = [and_(reports.c.id.in_(_telling(a)), reports.c.id.in_(_telling(b))) for a, b in combinations(key, 2)]
            query = select(reports.c.published).where(reports.c.published.is_not(None), or_(false(), *pairs), *self._known())
            self._told[key] = sorted(self._read.execute(query.order_by(reports.c.published)).scalars())
        days = self._told[key]
        return len(days) - bisect_right(days, iso(after))

    def threads_of(self, parties: Sequence[str]) -> Iterator[Thread]:
        """Agreements that all of these are parties to, in order."""
        table, s = dossier_agreements, dossier_states.c
        query = select(table.c.body).order_by(table.c.position)
        for state in sorted(set(parties)):
            query = query.where(table.c.id.in_(select(s.id).where(s.kind == "agreements", s.country == state)))
        return (Thread.model_validate_json(body) for body in self._answers.execute(query).scalars())

    def promises(self, rows: Sequence[tuple[str | None, str | None, str]]) -> Iterator[Promise]:
        """Promises by the agreement or event that they stand in, and their area."""
        self._areas |= {area for _, _, area in rows}
        threads = self._bodies(dossier_agreements, {a for a, _, _ in rows if a}, Thread)
        events = self._bodies(dossier_events, {e for _, e, _ in rows if e}, LinkedEvent)
        out = [
            p
            for agreement, event, area in rows
            for p in (agreed(threads[agreement]) if agreement else promised(events[str(event)], ()))
            if p.area == area
        ]
        days = [p.day for p in out if p.day is not None]
        self._earliest = iso(min(days)) if days else None
        return iter(out)

    def _bodies(self, table: Table, ids: set[str], model: type[M]) -> dict[str, M]:
        query = select(table.c.id, table.c.body).where(table.c.id.in_(sorted(ids)))
        return {i: model.model_validate_json(body) for i, body in self._answers.execute(query)}


def _stretches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Few at first, since the first may be enough, then more and more."""
    at, n = 0, 32
    while at < len(ids):
        yield ids[at : at + n]
        at, n = at + n, min(2 * n, 512)


def promises_of(answers: Connection, read: Connection, agreement: str) -> list[dict[str, Any]]:
    """What became of each area of one agreement, as rows of `follow-through`."""
    c = dossier_promises.c
    query = select(c.agreement_id, c.event_id, c.area).where(c.agreement_id == agreement).order_by(c.position)
    since = SqlCommitments(answers, read)
    return [follow(p, since).row() for p in since.promises([(a, e, area) for a, e, area in answers.execute(query)])]


def can_count(areas: Sequence[str]) -> ColumnElement[bool]:
    """That an event may count for or against one of some areas: by its words as noted, or by its type where no words are asked for."""
    c, noted = dossier_events.c, dossier_counting.c
    spoken = [area for area in areas if counting(area)[1]]
    types = {kind for area in areas if area not in spoken for kind in counting(area)[0]}
    by_type = and_(c.modality == "asserted", c.type.in_(sorted(types))) if types else false()
    return or_(c.id.in_(select(noted.id).where(noted.area.in_(spoken))), by_type) if spoken else by_type


def _telling(state: str) -> Select[tuple[str]]:
    """Reports in which a state takes part in an event or an agreement."""
    p = parties.c
    return select(p.report_id).where(p.role.in_(_ROLES), or_(p.country == state, and_(p.country.is_(None), p.code == state)))
