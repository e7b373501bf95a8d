"""The queue of what is to be looked at by a person, and what was decided of it.

The uncertain, the contradictory and the new come first. What was looked at is known again by the words it was read from, so that it
stays decided when its report is read again.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Table, and_, case, delete, exists, func, insert, literal, or_, select, tuple_

from dragoman.correcting.anchors import Part, anchor
from dragoman.correcting.apply import value_of
from dragoman.correcting.fields import fields
from dragoman.model.correction import Anchor, Target
from dragoman.model.record import Record
from dragoman.store import schema
from dragoman.store.desk.tables import journal, reviews
from dragoman.store.rows import words

Row = dict[str, Any]
KINDS: tuple[Target, ...] = ("event", "agreement", "statement")
VERDICTS = ("right", "wrong", "edited")
_CONTRADICTORY, _DISPUTED, _NEW, _UNKNOWN = 600, 400, 300, 500
"""What is added, in thousandths of confidence, for what reports contradict each other on, what is denied and what came last; and how
uncertain an agreement is taken to be, for which no confidence is known."""
_LATELY = 7
"""Days before the last arrival within which a report is new."""
_TABLES: dict[str, tuple[Table, str]] = {
    "event": (schema.events, "evidence"),
    "agreement": (schema.agreements, "name"),
    "statement": (schema.statements, "content"),
}
"""For each kind its table and the column by which it is known again."""


@dataclass(frozen=True)
class Wanted:
    """What is to be reviewed: kinds, states (ISO codes, all of which take part), an outlet."""

    kinds: tuple[Target, ...] = KINDS
    states: tuple[str, ...] = ()
    outlet: str = ""


@dataclass(frozen=True)
class Item:
    """Something to be looked at; `score` is how soon, `why` in words why."""

    kind: Target
    report: str
    item: str
    score: int
    why: tuple[str, ...]

    @property
    def target(self) -> str:
        """REPORT/ITEM."""
        return f"{self.report}/{self.item}"

    @property
    def cursor(self) -> str:
        """What `after` takes to pass it over."""
        return f"{self.score}|{KINDS.index(self.kind)}|{self.report}|{self.item}"


@dataclass(frozen=True)
class Decision:
    """What somebody decided of something."""

    id: str
    at: str
    author: str
    verdict: str
    kind: Target
    target: Anchor
    values: Row
    batch: str | None = None


def first(db: Connection, wanted: Wanted, after: str = "") -> Item | None:
    """What is to be looked at first, or after something that is passed over."""
    found = [i for kind in wanted.kinds for i in _first_of(db, kind, wanted, after)]
    return min(found, key=lambda i: (-i.score, KINDS.index(i.kind), i.report, i.item), default=None)


def progress(db: Connection, wanted: Wanted, author: str = "") -> tuple[int, int, int]:
    """How many are decided, how many of these by one author, and how many are left."""
    c = reviews.c
    where: list[ColumnElement[bool]] = [c.kind.in_(wanted.kinds)]
    where += [c.body.contains(f'"{s}"', autoescape=True) for s in wanted.states]
    if wanted.outlet:
        where.append(c.report_id.in_(select(schema.reports.c.id).where(schema.reports.c.outlet == wanted.outlet)))
    done = db.execute(select(func.count()).select_from(reviews).where(*where)).scalar() or 0
    own = db.execute(select(func.count()).select_from(reviews).where(*where, c.author == author)).scalar() or 0
    left = 0
    for kind in wanted.kinds:
        table, _ = _TABLES[kind]
        left += db.execute(select(func.count()).select_from(table).where(*_conditions(kind, wanted))).scalar() or 0
    return done, own, left


def keep(db: Connection, record: Record, kind: Target, part: Part, verdict: str, author: str, at: str, batch: str | None = None) -> None:
    """Keep a decision, with the values as they were looked at."""
    values = {name: value_of(part, name, record) for name in fields()[kind]}
    actors = {a.id: a for a in record.actors}
    ids = [i for name in ("actors", "recipients", "parties") for i in getattr(part, name, ())] + [getattr(part, "speaker", None)]
    states = sorted({a.country for i in ids if i and (a := actors[i]).country})
    target = anchor(record, part)
    body = {"target": target.model_dump(mode="json"), "values": values, "states": states}
    insert_one(
        db,
        Decision(secrets.token_hex(8), at, author, verdict, kind, target, values, batch),
        body,
        known_by(kind, part, record),
    )


def insert_one(db: Connection, d: Decision, body: Row, words: str) -> None:
    """Keep a decision as it is."""
    row = {"id": d.id, "at": d.at, "author": d.author, "verdict": d.verdict, "kind": d.kind, "batch": d.batch}
    db.execute(insert(reviews), [row | {"report_id": d.target.report, "words": words, "body": json.dumps(body, ensure_ascii=False)}])


def listed(db: Connection, author: str | None = None, limit: int | None = None) -> list[Decision]:
    """Decisions, the newest first."""
    query = select(reviews).order_by(reviews.c.at.desc(), reviews.c.id).limit(limit)
    if author is not None:
        query = query.where(reviews.c.author == author)
    return [_decision(dict(row)) for row in db.execute(query).mappings()]


def forget(db: Connection, key: str) -> None:
    """Take a decision back."""
    db.execute(delete(reviews).where(reviews.c.id == key))


def outlets(db: Connection) -> list[str]:
    """Outlets that can be chosen."""
    c = schema.reports.c.outlet
    return [o for o in db.execute(select(c).where(c.is_not(None)).distinct().order_by(c)).scalars() if o]


def _decision(row: Row) -> Decision:
    body = json.loads(row["body"])
    common = {k: row[k] for k in ("id", "at", "author", "verdict", "kind", "batch")}
    return Decision(**common, target=Anchor.model_validate(body["target"]), values=body["values"])


def known_by(kind: Target, part: Any, record: Record) -> str:
    """What the column of its table holds by which it is known again."""
    spans = part.content if kind == "statement" else part.evidence
    return str(part.name) if kind == "agreement" else words(record, spans)


def _first_of(db: Connection, kind: Target, wanted: Wanted, after: str) -> Iterable[Item]:
    table, _ = _TABLES[kind]
    parts = _score(db, kind, table)
    score = reduce(add, parts.values())
    here = (table.c.report_id, table.c.id)
    query = select(*here, score.label("score")).where(*_conditions(kind, wanted), *_past(kind, table, score, after))
    row = db.execute(query.order_by(score.desc(), *here).limit(1)).first()
    if row is None:
        return ()
    report, item, at = row
    reasons = select(*(p.label(why) for why, p in parts.items())).where(table.c.report_id == report, table.c.id == item)
    found = db.execute(reasons).mappings().one()
    why = tuple(name for name in parts if found[name] and (name != "uncertain" or found[name] >= _UNKNOWN))
    return (Item(kind, report, item, at, why),)


def _score(db: Connection, kind: str, table: Table) -> dict[str, ColumnElement[int]]:
    """How soon something is to be looked at, in parts, each with its reason."""
    parts: dict[str, ColumnElement[int]] = {}
    parts["uncertain"] = literal(_UNKNOWN) if kind == "agreement" else 1000 - (table.c.confidence * 1000).cast(Integer)
    if kind in ("event", "agreement"):
        answers = schema.dossier_events if kind == "event" else schema.dossier_agreements
        m = schema.dossier_members.c
        of = select(m.report_id, m.item).join(answers, answers.c.id == m.id).where(m.kind == f"{kind}s", answers.c.differs.is_(True))
        differs = tuple_(table.c.report_id, table.c.id).in_(of)
        parts["reports contradict each other on it"] = case((differs, _CONTRADICTORY), else_=0)
    if kind == "event":
        parts["somebody denies it"] = case((table.c.standing == "disputed", _DISPUTED), else_=0)
    lately = _new_since(db)
    if lately:
        fresh = select(journal.c.item).where(journal.c.kind == "reports", journal.c.what == "new", journal.c.at >= lately)
        parts["new"] = case((table.c.report_id.in_(fresh), _NEW), else_=0)
    return parts


def _new_since(db: Connection) -> str | None:
    """From when on a report is new; None where nothing is known or everything would be."""
    at = func.substr(journal.c.at, 1, 10)
    low, high = db.execute(select(func.min(at), func.max(at)).where(journal.c.kind == "reports", journal.c.what == "new")).one()
    if low is None:
        return None
    since = (date.fromisoformat(high) - timedelta(_LATELY)).isoformat()
    return since if low < since else None


def _past(kind: Target, table: Table, score: ColumnElement[int], after: str) -> list[ColumnElement[bool]]:
    """That something comes after a cursor."""
    if not after:
        return []
    at, number, report, item = after.split("|", 3)
    here, there = KINDS.index(kind), int(number)
    if here != there:
        return [score < int(at)] if here < there else [score <= int(at)]
    later = or_(table.c.report_id > report, and_(table.c.report_id == report, table.c.id > item))
    return [or_(score < int(at), and_(score == int(at), later))]


def _conditions(kind: Target, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What is asked for and nobody has decided."""
    table, column = _TABLES[kind]
    r = reviews.c
    decided = exists().where(r.report_id == table.c.report_id, r.kind == kind, r.words == table.c[column])
    where: list[ColumnElement[bool]] = [~decided]
    p = schema.parties.c
    for state in wanted.states:
        where.append(exists().where(p.report_id == table.c.report_id, p.item == table.c.id, p.country == state))
    if wanted.outlet:
        where.append(table.c.report_id.in_(select(schema.reports.c.id).where(schema.reports.c.outlet == wanted.outlet)))
    return where
