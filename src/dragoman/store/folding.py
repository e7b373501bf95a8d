"""People of whom one report more tells: what it says is added to what is kept of them, and their other reports are not read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from dragoman.linking.index import Member
from dragoman.linking.people import Person as Form
from dragoman.linking.people import Seen
from dragoman.model.dossier import Person
from dragoman.store import answers, tallies
from dragoman.store.desk.journal import Journal
from dragoman.store.links import SqlLinkIndex
from dragoman.store.prepared import Prepared, insert
from dragoman.store.replacing import replace_rows
from dragoman.store.schema import dossier_members, dossier_people
from dragoman.store.tallies import Tallied

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_BODIES = Prepared(select(dossier_people.c.id, dossier_people.c.body).where(dossier_people.c.id.in_(_IDS)))
Telling = tuple[Member, str | None]
"""Where a person was read, and the state that the report was read to give."""


@dataclass(frozen=True)
class Folded:
    """A person with what was added."""

    now: Tallied
    came: list[Telling]


def fold(db: Connection, index: SqlLinkIndex, firsts: Set[str]) -> dict[str, Folded]:
    """Those of some people, of the same nodes as before, to whom what reports say can be added.

    Not where a report went, where people set anything, or where the reports give another state than before: that changes which of what
    the other reports say counts as said of an office of it.
    """
    came = _came(index, firsts - index.untold)
    out: dict[str, Folded] = {}
    for first, one in tallies.load(db, came).items():
        told, country = came[first], one.tally.country
        if any(isinstance(m.body, Seen) and m.body.corrected for m, _ in told):
            continue
        for m, read in told:
            one.tally.add(m, read)
            one.posts.add(m, read)
        if one.tally.country == country:
            out[first] = Folded(one, told)
    return out


def _came(index: SqlLinkIndex, firsts: Set[str]) -> dict[str, list[Telling]]:
    """What reports that were taken in say of some people."""
    where = index.groups("person", sorted({m.node for _, m in index.told}))
    out: dict[str, list[Telling]] = defaultdict(list)
    for node, m in index.told:
        first = where.get(m.node)
        if first is not None and first in firsts and isinstance(node.body, Form):
            out[first].append((m, node.body.country))
    return out


def write_people(db: Connection, folded: Mapping[str, Folded], journal: Journal | None) -> set[str]:
    """Write the answers about people to whom something was added; ids of those that have another name than before are returned."""
    by_id = {f.now.shown().person: f for f in folded.values()}
    rows, renamed, members = [], set(), []
    for i, body in _BODIES.of(db, sorted(by_id)):
        before, f = Person.model_validate_json(body), by_id[i]
        now = _person(before, f)
        rows.append(answers.of_person(now))
        renamed |= {i} if now.name != before.name else set()
        members += [{"kind": "people", "id": i, "report_id": m.report, "item": m.item} for m, _ in f.came]
    replace_rows(db, dossier_people, rows, set(by_id), journal)
    insert(db, dossier_members, members)
    return renamed


def _person(before: Person, f: Folded) -> Person:
    told = f.now.tally
    reports = tuple(sorted({*before.reports, *(m.report for m, _ in f.came)}))
    return before.model_copy(update={"name": told.name, "names": told.names, "offices": told.offices, "reports": reports})
