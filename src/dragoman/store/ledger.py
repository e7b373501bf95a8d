"""What was read after a commitment, looked up in the tables of answers: the same as `linking.views.ledger.Ledger` answers from memory."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from dragoman.linking.times import day, iso
from dragoman.linking.views.ledger import Promise, agreed, promised
from dragoman.model.dossier import LinkedEvent, Thread
from dragoman.store.rows import first_day
from dragoman.store.schema import dossier_agreements, dossier_events, dossier_states, parties, reports

M = TypeVar("M", bound=BaseModel)
_ROLES = ("actor", "recipient", "party")


class Kept:
    """Later events, agreements and reports of a dossier.

    Args:
        answers: where the tables of answers are.
        read: where the reports are.
        as_of: the last day of publication that counts.
    """

    def __init__(self, answers: Connection, read: Connection, as_of: str | None = None) -> None:
        self._answers, self._read, self._as_of = answers, read, as_of
        self.newest = day(first_day(read.execute(select(func.max(reports.c.published)).where(*self._known())).scalar()))

    def _known(self) -> list[ColumnElement[bool]]:
        return [reports.c.published <= self._as_of] if self._as_of else []

    def later(self, parties: Sequence[str], after: int, types: frozenset[str], stems: tuple[str, ...]) -> Iterator[LinkedEvent]:
        """Those between two of the parties, and those of one in the country of one: no others can count for or against an area."""
        table, s = dossier_events, dossier_states.c
        mine = select(s.id, func.count().label("n")).where(s.kind == "events", s.country.in_(parties)).group_by(s.id).subquery()
        query = (
            select(table.c.body)
            .join(mine, mine.c.id == table.c.id)
            .where(
                table.c.modality == "asserted",
                table.c.type.in_(sorted(types)),
                table.c.day > iso(after),
                or_(mine.c.n > 1, table.c.place_country.in_(parties)),
            )
        )
        if stems:
            query = query.where(or_(*(table.c.words.contains(stem, autoescape=True) for stem in stems)))
        return (LinkedEvent.model_validate_json(body) for body in self._answers.execute(query).scalars())

    def reports_since(self, parties: Sequence[str], after: int) -> int:
        """How many reports that tell of two of the parties were published after a day."""
        pairs = [and_(reports.c.id.in_(_telling(a)), reports.c.id.in_(_telling(b))) for a, b in combinations(sorted(set(parties)), 2)]
        if not pairs:
            return 0
        query = select(func.count()).select_from(reports).where(reports.c.published > iso(after), or_(*pairs), *self._known())
        return self._read.execute(query).scalar() or 0

    def threads_of(self, parties: Sequence[str]) -> Iterator[Thread]:
        """Agreements that all of these are parties to, in order."""
        table, s = dossier_agreements, dossier_states.c
        query = select(table.c.body).order_by(table.c.position)
        for state in sorted(set(parties)):
            query = query.where(table.c.id.in_(select(s.id).where(s.kind == "agreements", s.country == state)))
        return (Thread.model_validate_json(body) for body in self._answers.execute(query).scalars())

    def promises(self, rows: Sequence[tuple[str | None, str | None, str]]) -> Iterator[Promise]:
        """Promises by the agreement or event that they stand in, and their area."""
        threads = self._bodies(dossier_agreements, {a for a, _, _ in rows if a}, Thread)
        events = self._bodies(dossier_events, {e for _, e, _ in rows if e}, LinkedEvent)
        for agreement, event, area in rows:
            found = agreed(threads[agreement]) if agreement else promised(events[str(event)], ())
            yield from (p for p in found if p.area == area)

    def _bodies(self, table: Table, ids: set[str], model: type[M]) -> dict[str, M]:
        query = select(table.c.id, table.c.body).where(table.c.id.in_(sorted(ids)))
        return {i: model.model_validate_json(body) for i, body in self._answers.execute(query)}


def _telling(state: str) -> Select[tuple[str]]:
    """Reports in which a state takes part in an event or an agreement."""
    p = parties.c
    return select(p.report_id).where(p.role.in_(_ROLES), or_(p.country == state, and_(p.country.is_(None), p.code == state)))
