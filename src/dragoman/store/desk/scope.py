"""What a page of the dossier covers, from its address: which changes belong to it, and which reports stand behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sqlalchemy import ColumnElement, Connection, select

from dragoman.errors import DragomanError
from dragoman.store import schema
from dragoman.store.chunks import chunked
from dragoman.store.desk import journal
from dragoman.store.desk.journal import Change, Sought
from dragoman.store.filters import Filter, country_code
from dragoman.store.queries import Cut, View, ask, event_conditions, every, one
from dragoman.store.search import LONGEST, search

_LISTS = {
    "/": journal.KINDS,
    "/events": ("events",),
    "/agreements": ("agreements",),
    "/disputes": ("disputes",),
    "/people": ("people",),
    "/reports": ("reports",),
    "/statements": ("statements",),
    "/search": ("reports",),
    "/map": ("events",),
    "/network": ("events",),
}
"""Pages that list something, and the kinds of change that belong to them."""
_ONE = re.compile(r"/(event|agreement|dispute|person|report)/([^/]+)")
_PAIR = re.compile(r"/between/([^/]+)/([^/]+)")
_PLURAL = {"event": "events", "agreement": "agreements", "dispute": "disputes", "person": "people", "report": "reports"}
_FILTERS = ("state", "since", "until", "area", "person")
_MANY = ("type", "quad", "standing", "modality", "stage", "kind", "place_country")
_HITS, _SAID, _AT_ONCE = 500, 20, 500
"""Hits of a search that are looked at, statements of a report that are named, ids that are asked for at once, and entries looked through at once."""


class ScopeError(DragomanError, ValueError):
    """An address that leads to no page which can be followed; the message says which do."""


@dataclass(frozen=True)
class Scope:
    """What a page covers: kinds of change, limited by a filter, by one id, or by the words of a search."""

    address: str
    kinds: tuple[str, ...]
    f: Filter = field(default_factory=Filter)
    one: tuple[str, str] | None = None
    """Kind and id of what the page shows, where it shows one thing."""
    words: str = ""


def can_be_followed(address: str) -> bool:
    """Whether a page has a feed and can be put on a watchlist."""
    path = urlsplit(address).path
    return path in _LISTS or bool(_ONE.fullmatch(path) or _PAIR.fullmatch(path))


def scope_of(address: str) -> Scope:
    """What an address covers.

    Raises:
        ScopeError: it leads to no page that can be followed, or its query cannot be asked.
    """
    parts = urlsplit(address)
    given = parse_qsl(parts.query)
    try:
        f = _filter(given)
        if pair := _PAIR.fullmatch(parts.path):
            states = frozenset(country_code(unquote(s)) for s in pair.groups())
            return Scope(address, ("reports", "agreements", "disputes", "events", "officials"), replace(f, between=states))
    except ValueError as error:
        raise ScopeError(str(error)) from None
    if single := _ONE.fullmatch(parts.path):
        kind, key = single[1], unquote(single[2])
        kinds = ("people", "officials", "events", "statements") if kind == "person" else (_PLURAL[kind],)
        person = replace(f, person=key) if kind == "person" else f
        return Scope(address, kinds, person, (kind, key))
    if parts.path not in _LISTS:
        raise ScopeError(f"{parts.path or address!r} cannot be followed; a list, a relationship, or the page of one thing can")
    words = dict(given).get("q", "")[:LONGEST] if parts.path == "/search" else ""
    return Scope(address, _LISTS[parts.path], f, words=words)


def _filter(given: list[tuple[str, str]]) -> Filter:
    plain: dict[str, Any] = {k: v for k, v in given if k in _FILTERS and v}
    many: dict[str, Any] = {n: tuple(v for k, v in given if k == n and v) for n in _MANY}
    between = tuple(v for k, v in given if k == "between" and v)
    facts = dict(given).get("facts_only", "").casefold() in ("true", "1", "on")
    return Filter.of(between or None, facts_only=facts, **plain, **{k: v for k, v in many.items() if v})


def changes(view: View, scope: Scope, *, after: int = 0, since: str = "", limit: int | None = None) -> list[Change]:
    """The changes that belong to a page, the newest first.

    Args:
        after: only entries of the journal with a higher number.
        since: only entries from this time or day on, ISO 8601.
        limit: at most so many.
    """
    out: list[Change] = []
    sought = _sought(scope, after, since)
    while True:
        found = journal.entries(view.read, sought, _AT_ONCE)
        out += _belonging(view, scope, found)
        if len(found) < _AT_ONCE or (limit is not None and len(out) >= limit):
            return sorted(out, key=lambda c: -c.id)[:limit]
        sought = replace(sought, before=found[-1].id)


def _sought(scope: Scope, after: int, since: str) -> Sought:
    """Which entries of the journal can belong to a page."""
    kinds = tuple(k for k in journal.KINDS if k in scope.kinds or (k == "reports" and "statements" in scope.kinds))
    item = scope.one[1] if scope.one and scope.one[0] != "person" else ""
    return Sought(after=after, since=since, kinds=kinds, item=item, states=tuple(scope.f.states))


def _belonging(view: View, scope: Scope, found: list[Change]) -> list[Change]:
    out = [c for kind in scope.kinds if kind in journal.KINDS for c in _within(view, scope, kind, [c for c in found if c.kind == kind])]
    if "statements" in scope.kinds:
        came = [c for c in found if (c.kind, c.what) == ("reports", "new")]
        speaking = select(schema.statements.c.report_id).where(schema.statements.c.report_id.in_([c.item for c in came])).distinct()
        there = set(view.read.execute(speaking).scalars())
        out += [s for c in came if c.item in there for s in _said(view, scope, c)]
    return out


def _within(view: View, scope: Scope, kind: str, found: list[Change]) -> list[Change]:
    """Those of one kind that a page covers."""
    if scope.one and scope.one[0] != "person":
        return [c for c in found if c.item == scope.one[1]]
    if kind == "reports":
        return _reports_within(view, scope, found)
    there = _ids(view.answers, scope, kind, {c.item for c in found if c.what != "gone"})
    return [c for c in found if (_covers_gone(scope.f, c) if c.what == "gone" else c.item in there)]


def _covers_gone(f: Filter, change: Change) -> bool:
    """Whether what is gone was within a filter, as far as the journal says."""
    return set(f.states) <= change.states and not _narrow(f)


def _narrow(f: Filter) -> bool:
    """Whether a filter asks for more than states: of what is gone it cannot be said whether it was so."""
    return f != Filter(between=f.between, state=f.state)


def _reports_within(view: View, scope: Scope, found: list[Change]) -> list[Change]:
    if scope.words:
        hits = {r["report_id"] for r in search(view.read, scope.words, kind="report", limit=_HITS)}
        return [c for c in found if c.item in hits]
    return [c for c in found if set(scope.f.states) <= c.states]


def _ids(db: Connection, scope: Scope, kind: str, ids: set[str]) -> set[str]:
    """Which of some ids are within a filter."""
    table = schema.ANSWERS[kind]
    where = _conditions(scope, kind)
    out: set[str] = set()
    wanted = sorted(ids)
    for part in chunked(wanted):
        out |= set(db.execute(select(table.c.id).where(table.c.id.in_(part), *where)).scalars())
    return out


def _conditions(scope: Scope, kind: str) -> list[ColumnElement[bool]]:
    f, table = scope.f, schema.ANSWERS[kind]
    if kind == "events":
        return event_conditions(f)
    if kind in ("people", "officials"):
        person = table.c.id if kind == "people" else table.c.person_id
        return [*f.of_country(table.c.country), *([person == f.person] if f.person else [])]
    where = [*f.of_states(kind, table), *f.of_values(table), *f.of_day(table.c.day)]
    if kind == "agreements" and f.area:
        where.append((" " + table.c.areas + " ").contains(f" {f.area} ", autoescape=True))
    return where


def _said(view: View, scope: Scope, report: Change) -> Iterable[Change]:
    """The statements of a new report that a page covers, as changes."""
    for s in ask(view, "statements", replace(scope.f, report=report.item), Cut(_SAID)).rows:
        title = f"{s['speaker']}: {s['kind'].replace('_', ' ')}"
        yield replace(report, kind="statements", item=f"{report.item}/{s['id']}", title=title, words=s["content"], report=report.item)


def reports_of(view: View, address: str) -> list[str]:
    """Ids of the reports that stand behind a page which shows one thing or a relationship.

    Raises:
        ScopeError: the page shows something else, or there is no such thing.
    """
    path = urlsplit(address).path
    if pair := _PAIR.fullmatch(path):
        f = Filter(between=frozenset(country_code(unquote(s)) for s in pair.groups()))
        return sorted({r for what in ("events", "agreements") for row in every(view, what, f) for r in row["reports"]})
    single = _ONE.fullmatch(path)
    if single is None:
        raise ScopeError(f"{path!r} shows nothing that reports could be cited for")
    kind, key = single[1], unquote(single[2])
    if kind == "report":
        return [key]
    row = one(view, _PLURAL[kind], key)
    if row is None:
        raise ScopeError(f"there is no {kind} {key} in the dossier")
    return list(row["reports"])


def present(db: Connection, address: str, report: str | None, part: str | None) -> str:
    """The address by which what was followed is reached now: ids change when linking changes, tellings do not."""
    single = _ONE.fullmatch(urlsplit(address).path)
    if single is None or single[1] == "report" or report is None:
        return address
    kind, key = single[1], single[2]
    table = schema.ANSWERS[_PLURAL[kind]]
    if db.execute(select(table.c.id).where(table.c.id == key)).first():
        return address
    m = schema.dossier_members.c
    of = "events" if kind == "dispute" else _PLURAL[kind]
    now = db.execute(select(m.id).where(m.kind == of, m.report_id == report, m.item == part)).scalar()
    return address if now is None else f"/{kind}/{'d' + now[1:] if kind == 'dispute' else now}"


def telling(db: Connection, address: str) -> tuple[str | None, str | None]:
    """A telling of the one thing that a page shows, by which it is known again."""
    single = _ONE.fullmatch(urlsplit(address).path)
    if single is None or single[1] == "report":
        return None, None
    kind, key = single[1], single[2]
    m = schema.dossier_members.c
    of, member = ("events", "e" + key[1:]) if kind == "dispute" else (_PLURAL[kind], key)
    row = db.execute(select(m.report_id, m.item).where(m.kind == of, m.id == member).order_by(m.report_id, m.item).limit(1)).first()
    return (row[0], row[1]) if row else (None, None)
