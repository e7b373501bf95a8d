"""Questions asked of a dossier, each answered in pages of rows that JSON can hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select, tuple_

from dragoman.codebook.cameo import equivalent, intensity
from dragoman.codebook.questions import What
from dragoman.codebook.reliability import threshold
from dragoman.linking.views.ledger import follow
from dragoman.linking.views.officials import in_office
from dragoman.model.dossier import Official
from dragoman.store import schema
from dragoman.store.filters import Filter
from dragoman.store.ledger import SqlCommitments
from dragoman.store.paging import CursorError, Cut, Page, Row, View, page_of, rows_within
from dragoman.store.sightings import put_back

__all__ = ["QUESTIONS", "CursorError", "Cut", "Page", "Row", "View"]


def ask(view: View, what: str, f: Filter, cut: Cut = Cut()) -> Page:  # noqa: B008  (Cut is frozen)
    """Answer a question.

    Args:
        what: a key of QUESTIONS.

    Raises:
        KeyError: there is no such question.
        ValueError: the cursor is none that an earlier page gave.
    """
    return QUESTIONS[what](view, f, cut)


def agreements(view: View, f: Filter, cut: Cut) -> Page:
    """Agreements, each from its first mention to its last."""
    table = schema.dossier_agreements
    where = [*f.of_states("agreements", table), *f.of_day(table.c.day), *f.of_values(table), *f.of_members("agreements", table)]
    if f.facts_only:
        where.append(table.c.standing == "reported")
    if f.area:
        where.append((" " + table.c.areas + " ").contains(f" {f.area} ", autoescape=True))
    return page_of(view.answers, table, where, cut)


def events(view: View, f: Filter, cut: Cut) -> Page:
    """Events with who stands behind them, in the order of their days."""
    return page_of(view.answers, schema.dossier_events, event_conditions(f), cut, lambda row: _with_codes(row, f.uncertain_below))


def event_conditions(f: Filter) -> list[ColumnElement[bool]]:
    """What `dossier_events` must fulfil to be within a filter."""
    table = schema.dossier_events
    where = [*f.of_states("events", table), *f.of_day(table.c.day), *f.of_values(table), *f.of_members("events", table)]
    if f.facts_only:
        where.append(table.c.fact.is_(True))
        where += [] if f.with_uncertain else [table.c.confidence >= f.uncertain_below]
    if f.placed is not None:
        where.append(table.c.lat.is_not(None) if f.placed else table.c.lat.is_(None))
    if f.corrected is not None:
        where.append(table.c.corrected_by.is_not(None) if f.corrected else table.c.corrected_by.is_(None))
    if f.person:
        where.append(table.c.id.in_(_taking_part(f.person)))
    return where


def _taking_part(person: str) -> Select[tuple[str]]:
    """Events in which a person takes part: from where the person is told of, which is a part of the dossier, to what they do there."""
    event, who, p = schema.dossier_members.alias("event").c, schema.dossier_members.alias("who").c, schema.parties.c
    told = select(who.report_id, who.item).where(who.kind == "people", who.id == person)
    theirs = select(p.report_id, p.item).where(p.role.in_(("actor", "recipient")), tuple_(p.report_id, p.actor).in_(told))
    return select(event.id).where(event.kind == "events", tuple_(event.report_id, event.item).in_(theirs))


def _with_codes(row: Row, uncertain_below: float) -> Row:
    codes = equivalent(row["type"], row["modes"])
    told = {key: row["evidence"][0][key] for key in ("report", "outlet", "published")}
    return (
        row
        | told
        | {"cameo": list(codes.codes), "cameo_exact": codes.exact, "intensity": intensity(row["type"])}
        | {"uncertain": row["fact"] and row["confidence"] < uncertain_below}
    )


_SPEAKING = ("speaker", "addressee")
"""Roles of those between whom a statement is made."""


def statements(view: View, f: Filter, cut: Cut) -> Page:
    """Statements with speaker, kind and words, in the order of the reports."""
    table, p = schema.statements, schema.parties
    where = [*f.of_day(table.c.date), *f.of_values(table)]
    if f.as_of:
        where.append(table.c.date <= f.as_of)
    if f.report:
        where.append(table.c.report_id == f.report)
    here, taking_part = tuple_(table.c.report_id, table.c.id), select(p.c.report_id, p.c.item)
    if f.states:
        where.append(here.in_(taking_part.where(p.c.role.in_(_SPEAKING), p.c.country.in_(f.states))))
        named = p.c.role.in_((*_SPEAKING, "about"))  # the other roles are those of events and agreements, which are many more
        where += [here.in_(taking_part.where(named, p.c.country == state)) for state in f.states]
    if f.person:
        members = schema.dossier_members
        who = and_(members.c.report_id == p.c.report_id, members.c.item == p.c.actor)
        theirs = taking_part.join(members, who).where(members.c.kind == "people", members.c.id == f.person, p.c.role == "speaker")
        where.append(here.in_(theirs))
    return page_of(view.read, table, where, cut)


def officials(view: View, f: Filter, cut: Cut) -> Page:
    """Who held which office and when; as of a day, who held it then as far as is shown."""
    table = schema.dossier_officials
    where = [*f.of_country(table.c.country), *f.of_day(table.c.day)]
    if f.person:
        where.append(table.c.person_id == f.person)
    if not f.as_of:
        page = page_of(view.read, table, where, cut)
        return replace(page, rows=put_back(view.read, page.rows))
    rows, _, _ = rows_within(view.read, table, where, Cut())
    held = in_office([Official.model_validate_json(r.body) for r in rows], f.as_of)
    return Page(put_back(view.read, [o.row() for o in held]), None, len(held))


def people(view: View, f: Filter, cut: Cut) -> Page:
    """People under all their forms, with those that were left apart as unsure."""
    table = schema.dossier_people
    return page_of(view.answers, table, [*f.of_country(table.c.country), *f.of_members("people", table)], cut)


def organizations(view: View, f: Filter, cut: Cut) -> Page:
    """Bodies under all their names, with those that were left apart as unsure."""
    table = schema.dossier_organizations
    return page_of(view.answers, table, [*f.of_country(table.c.country), *f.of_members("organizations", table)], cut)


def disputes(view: View, f: Filter, cut: Cut) -> Page:
    """What one side says and another denies."""
    table = schema.dossier_disputes
    where = [*f.of_states("disputes", table), *f.of_day(table.c.day), *f.of_values(table)]
    if f.open is not None:
        where.append(table.c.open.is_(f.open))
    return page_of(view.answers, table, where, cut)


def follow_through(view: View, f: Filter, cut: Cut, most: int | None = None) -> Page:
    """What became of each area that was agreed or promised; of each at most so many steps of a kind, the first."""
    table = schema.dossier_promises
    where = [*f.of_states("promises", table), *f.of_day(table.c.day)]
    if f.area:
        where.append(table.c.area == f.area)
    found, after, total = rows_within(view.answers, table, where, cut, (table.c.agreement_id, table.c.event_id, table.c.area))
    since = SqlCommitments(view.answers, view.read, f.as_of)
    rows = [follow(p, since, most).row() for p in since.promises([(r.agreement_id, r.event_id, r.area) for r in found])]
    return Page(rows, after, total)


def sources(view: View, f: Filter, cut: Cut) -> Page:
    """Reports that are one source; between two states, those that tell of both."""
    table, m = schema.dossier_sources, schema.dossier_members
    where: list[ColumnElement[bool]] = []
    if f.states:
        told = [
            select(m.c.report_id).where(m.c.kind == kind, m.c.id.in_(select(of.c.id).where(*f.of_states(kind, of))))
            for kind, of in (("events", schema.dossier_events), ("agreements", schema.dossier_agreements))
        ]
        about = or_(*(m.c.report_id.in_(query) for query in told))
        where.append(table.c.id.in_(select(m.c.id).where(m.c.kind == "sources", about)))
    if f.report:
        where += f.of_members("sources", table)
    return page_of(view.answers, table, where, cut)


QUESTIONS: dict[str, Callable[[View, Filter, Cut], Page]] = {
    What.agreements: agreements,
    What.events: events,
    What.statements: statements,
    What.officials: officials,
    What.people: people,
    What.organizations: organizations,
    What.disputes: disputes,
    What.follow_through: follow_through,
    What.sources: sources,
}


def every(view: View, what: str, f: Filter, limit: int = 500) -> Iterator[Row]:
    """All rows of an answer, page by page."""
    after: str | None = None
    while True:
        page = ask(view, what, f, Cut(limit, after))
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def count(db: Connection, table: Table, column: str, where: Iterable[ColumnElement[bool]] = ()) -> dict[str, int]:
    """How many rows have each value of a column, the commonest first."""
    c, n = table.c[column], func.count()
    return {value: many for value, many in db.execute(select(c, n).where(*where).group_by(c).order_by(n.desc(), c)) if value is not None}


def count_reports(view: View, f: Filter) -> int:
    """How many reports had been published by the day as of which is asked, or have been read in all."""
    table = schema.reports
    where = [table.c.published <= f.as_of] if f.as_of else []
    return view.read.execute(select(func.count()).select_from(table).where(*where)).scalar() or 0


def newest(view: View, f: Filter) -> str | None:
    """The day of the newest report that had been published by the day as of which is asked."""
    column = schema.reports.c.published
    return view.read.execute(select(func.max(column)).where(*([column <= f.as_of] if f.as_of else []))).scalar()


def own(model: type[BaseModel], row: Row) -> Row:
    """A row without what questions add to it."""
    return {k: v for k, v in row.items() if k in model.model_fields or k == "from"}


def one(view: View, what: str, key: str, uncertain_below: float | None = None) -> Row | None:
    """A row of an answer by its id."""
    table = schema.ANSWERS[what]
    body = view.answers.execute(select(table.c.body).where(table.c.id == key)).scalar()
    if body is None:
        return None
    row: Row = json.loads(body)
    return _with_codes(row, threshold() if uncertain_below is None else uncertain_below) if what == "events" else row


def members(view: View, kind: str, *, report: str | None = None, key: str | None = None) -> list[tuple[str, str, str]]:
    """Id, report and item of what an answer was made from: of one report, or of one answer."""
    m = schema.dossier_members.c
    query = select(m.id, m.report_id, m.item).where(m.kind == kind).order_by(m.report_id, m.item)
    for column, value in ((m.report_id, report), (m.id, key)):
        query = query if value is None else query.where(column == value)
    return [(i, r, item) for i, r, item in view.read.execute(query)]
