"""What a question is limited to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, select

from dragoman.codebook.calendar import parse_end
from dragoman.codebook.reliability import threshold
from dragoman.codebook.states import code_of, unknown
from dragoman.store.schema import dossier_members, dossier_states

_COLUMNS = ("type", "quad", "standing", "modality", "stage", "kind", "place", "place_country")


@dataclass(frozen=True)
class Filter:
    """What a question is limited to; countries are ISO codes, days are YYYY-MM-DD.

    The fields from `state` on hold where rows have such a value, and are passed over where they have none.
    """

    between: frozenset[str] = field(default_factory=frozenset)
    since: str | None = None
    until: str | None = None
    facts_only: bool = False
    as_of: str | None = None
    state: str | None = None
    type: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    place_country: tuple[str, ...] = ()
    area: str | None = None
    report: str | None = None
    person: str | None = None
    open: bool | None = None
    placed: bool | None = None
    corrected: bool | None = None
    uncertain_below: float = field(default_factory=threshold)
    """The share of right ones under which a fact is uncertain."""
    with_uncertain: bool = False
    """Whether `facts_only` keeps those that are uncertain."""

    @classmethod
    def of(
        cls,
        between: tuple[str, ...] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        **rest: Any,
    ) -> Filter:
        """A filter from what a person gave: names or codes of states, and days.

        Raises:
            ValueError: no such state or day.
        """
        states = frozenset(country_code(name) for name in between or ())
        given = ((since, False), (until, True), (as_of, True))
        days = [parse_end(day, last=last).isoformat() if day else None for day, last in given]
        if rest.get("state"):
            rest["state"] = country_code(rest["state"])
        return cls(between=states, since=days[0], until=days[1], as_of=days[2], **rest)

    @property
    def states(self) -> list[str]:
        """All states that are asked for."""
        return sorted(self.between | ({self.state} if self.state else set()))

    def of_day(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """That a day lies in the time asked for; what has none is left out where a time is asked for."""
        return [*([column >= self.since] if self.since else []), *([column <= self.until] if self.until else [])]

    def of_states(self, kind: str, table: Table) -> list[ColumnElement[bool]]:
        """That all states asked for take part in a row."""
        if not self.states:
            return []
        s, other = dossier_states.c, dossier_states.alias("other").c
        first, *others = self.states
        # the others are looked up of those of the first: making a list of each costs more
        together = [exists().where(other.kind == kind, other.id == s.id, other.country == state) for state in others]
        return [table.c.id.in_(select(s.id).where(s.kind == kind, s.country == first, *together))]

    def of_country(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """That somebody is of one of the states asked for."""
        return [column.in_(self.states)] if self.states else []

    def of_values(self, table: Table) -> list[ColumnElement[bool]]:
        """That columns have one of the values asked for."""
        return [table.c[n].in_(getattr(self, n)) for n in _COLUMNS if getattr(self, n) and n in table.c]

    def of_members(self, kind: str, table: Table) -> list[ColumnElement[bool]]:
        """That the report asked for tells of a row."""
        m = dossier_members.c
        return [table.c.id.in_(select(m.id).where(m.kind == kind, m.report_id == self.report))] if self.report else []


def country_code(name: str) -> str:
    """ISO 3166 alpha-3 of a state given by code or name.

    Raises:
        ValueError: no such state; the message says what may be meant.
    """
    found = code_of(name)
    if found is None:
        raise ValueError(unknown(name))
    return found
