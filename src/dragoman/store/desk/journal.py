"""What became new, changed or went in a dossier, noted when answers are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, func, or_, select

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import phrase
from dragoman.codebook.plain import clipped
from dragoman.model.record import Record
from dragoman.store.chunks import chunked
from dragoman.store.desk.tables import journal
from dragoman.store.prepared import insert

Row = dict[str, Any]
KINDS = ("reports", "agreements", "disputes", "events", "officials", "people")
"""What is noted, in the order in which changes are shown."""
_FIELDS = {
    "events": (
        *("type", "modality", "standing", "date", "actors", "recipients", "place", "killed", "injured"),
        *("according_to", "disputed_by", "reports"),
    ),
    "agreements": ("stage", "standing", "date", "parties", "areas", "signatories", "reports"),
    "disputes": ("status", "about", "asserted_by", "denied_by", "reports"),
    "people": ("name", "country", "offices"),
    "officials": ("holder", "from", "to", "status"),
}
"""Fields of which it is said how they differ."""
_TITLE = 100
"""Characters of the first line of a report without a headline."""


@dataclass(frozen=True)
class Change:
    """One entry: what is new, different or gone.

    `fields` are (name, value before, value now), lists as text; `states` are ISO 3166 alpha-3 codes.
    """

    id: int
    at: str
    kind: str
    item: str
    what: str
    title: str
    words: str = ""
    report: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()
    states: frozenset[str] = field(default_factory=frozenset)

    @property
    def address(self) -> str:
        """The page that shows it."""
        one = {"events": "event", "agreements": "agreement", "disputes": "dispute", "people": "person"}.get(self.kind)
        if one:
            return f"/{one}/{self.item}"
        return "" if self.kind != "reports" else "/report/"


class Journal:
    """Notes changes in one transaction, all at one time."""

    def __init__(self, db: Connection, at: str) -> None:
        self._db, self._at = db, at

    def report(self, record: Record, what: str) -> None:
        """A report that is new, was read again or was taken out."""
        r = record.report
        title = r.title or clipped(" ".join(r.text.split()), most=_TITLE) or r.id
        states = {a.country for a in record.actors if a.country}
        body = {"title": title, "words": ", ".join(x for x in (r.outlet, r.published) if x), "report": r.id, "fields": []}
        self._write([self._entry("reports", r.id, what, states, body)])

    def answers(self, kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """Rows of one kind that stand in place of others; the values are their bodies, JSON."""
        if kind not in _FIELDS:
            return
        came, went, pairs = _paired(kind, old, new)
        entries = [self._entry(kind, i, "new", _states(kind, row), _body(kind, row)) for i, row in came.items()]
        entries += [self._entry(kind, i, "gone", _states(kind, row), _body(kind, row)) for i, row in went.items()]
        for i, was, now in pairs:
            if fields := _differences(kind, was, now):
                entries.append(self._entry(kind, i, "changed", _states(kind, now), _body(kind, now) | {"fields": fields}))
        self._write(entries)

    def _entry(self, kind: str, item: str, what: str, states: Iterable[str], body: Row) -> Row:
        concerned = "".join(f" {s}" for s in sorted(set(states)))
        return {
            "at": self._at,
            "kind": kind,
            "item": item,
            "what": what,
            "states": f"{concerned} ",
            "body": json.dumps(body, ensure_ascii=False),
        }

    def _write(self, entries: list[Row]) -> None:
        insert(self._db, journal, entries)


def last(db: Connection) -> int:
    """The number of the newest entry; 0 where there is none."""
    return db.execute(select(func.max(journal.c.id))).scalar() or 0


def begins(db: Connection) -> str | None:
    """When the first entry was made: of what was before, nothing is known."""
    return db.execute(select(func.min(journal.c.at))).scalar()


@dataclass(frozen=True)
class Sought:
    """Which entries are wanted: after a number and before another, from a time on, of some kinds, of one id, of any of some states."""

    after: int = 0
    before: int | None = None
    since: str = ""
    kinds: tuple[str, ...] = KINDS
    item: str = ""
    states: tuple[str, ...] = ()


def entries(db: Connection, sought: Sought, limit: int | None = None) -> list[Change]:
    """Entries, the newest first, at most so many."""
    c = journal.c
    where = [c.id > sought.after, c.kind.in_(sought.kinds)]
    where += [c.id < sought.before] if sought.before is not None else []
    where += [c.at >= sought.since] if sought.since else []
    where += [c.item == sought.item] if sought.item else []
    where += [or_(*(c.states.contains(f" {s} ", autoescape=True) for s in sought.states))] if sought.states else []
    query = select(journal).where(*where).order_by(c.id.desc()).limit(limit)
    return [_change(dict(row)) for row in db.execute(query).mappings()]


def arrivals(db: Connection, reports: Iterable[str]) -> dict[str, str]:
    """The day on which each of some reports was first read, as far as the journal goes back."""
    c = journal.c
    out: dict[str, str] = {}
    for part in chunked(sorted(set(reports))):
        query = select(c.item, func.min(c.at)).where(c.kind == "reports", c.what == "new", c.item.in_(part)).group_by(c.item)
        out |= {item: at[:10] for item, at in db.execute(query)}
    return out


def _change(row: Row) -> Change:
    body = from_json(row["body"])
    fields = tuple((name, was, now) for name, was, now in body["fields"])
    common = {k: row[k] for k in ("id", "at", "kind", "item", "what")}
    return Change(
        **common, title=body["title"], words=body["words"], report=body["report"], fields=fields, states=frozenset(row["states"].split())
    )


def _paired(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> tuple[dict[str, Row], dict[str, Row], list[tuple[str, Row, Row]]]:
    """Rows that came, rows that went, and the id of each that differs with the row before and the row now."""
    went = {i: from_json(body) for i, body in old.items() if i not in new}
    came = {i: from_json(body) for i, body in new.items() if i not in old}
    pairs = [(i, from_json(old[i]), from_json(new[i])) for i in new if i in old and old[i] != new[i]]
    for i, row in list(came.items()):
        before = next((g for g in went if _is_same(kind, went[g], row)), None)
        if before is not None:
            pairs.append((i, went.pop(before), came.pop(i)))
    return came, went, pairs


def _is_same(kind: str, old: Row, new: Row) -> bool:
    """Whether a row that came stands for one that went: ids change where linking finds an earlier telling."""
    if kind == "events":
        return bool(set(old["told_as"]) & set(new["told_as"]))
    if kind == "officials":
        return (old["person"], old["office"], old["country"]) == (new["person"], new["office"], new["country"])
    if kind == "disputes":
        return (old["event_type"], old["actors"], old["recipients"]) == (new["event_type"], new["actors"], new["recipients"])
    return bool(set(old["names"]) & set(new["names"])) and bool(set(old["reports"]) & set(new["reports"]))


def _differences(kind: str, was: Row, now: Row) -> list[tuple[str, str, str]]:
    """What differs: of reports, the ones that came."""
    out = []
    for name in _FIELDS[kind]:
        a, b = _text(was.get(name)), _text(now.get(name))
        if name == "reports":
            came = [r for r in now["reports"] if r not in was["reports"]]
            if came:
                out.append((name, "", "; ".join(came)))
        elif a != b:
            out.append((name, a, b))
    return out


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(v["name"] if isinstance(v, dict) else v) for v in value)
    return "" if value is None else str(value)


def _states(kind: str, row: Row) -> set[str]:
    """Codes of the states that a row concerns."""
    if kind == "events":
        found = {*row["actor_countries"], *row["recipient_countries"]}
    elif kind == "agreements":
        found = set(row["parties"])
    elif kind == "disputes":
        found = {*row["actors"], *row["recipients"], *(v["country"] for side in ("asserted_by", "denied_by") for v in row[side])}
    else:
        found = {row["country"]}
    return {s for s in found if s and len(s) == 3}


def _body(kind: str, row: Row) -> Row:
    told = (row.get("evidence") or [{}])[0]
    return {"title": _title(kind, row), "words": told.get("words", ""), "report": told.get("report", ""), "fields": []}


def _title(kind: str, row: Row) -> str:
    """What a row is called in one line."""
    if kind == "events":
        sides = " → ".join(x for x in (", ".join(dict.fromkeys(row["actors"])), ", ".join(dict.fromkeys(row["recipients"]))) if x)
        return f"{phrase(row['type'])}{f': {sides}' if sides else ''}{', ' + row['date'] if row['date'] else ''}"
    if kind == "agreements":
        return f"{row['names'][0]} ({row['stage'].replace('_', ' ')})"
    if kind == "disputes":
        sides = " → ".join(", ".join(country_name(c) for c in side) for side in (row["actors"], row["recipients"]) if side)
        return f"dispute about {phrase(row['event_type'])}{f': {sides}' if sides else ''}"
    if kind == "officials":
        return f"{row['holder']}, {row['office']}{', ' + country_name(row['country']) if row['country'] else ''}"
    return str(row["name"])
