"""Notes and tags by people, on anything: an event, an agreement, a dispute, a person, a report, a statement, a relationship.

Ids of answers change when linking changes; a note also keeps a telling (a part of a report) of what it is about, and is shown wherever
that telling leads.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from dragoman.errors import DragomanError
from dragoman.store.desk.tables import notes
from dragoman.store.schema import dossier_members

KINDS = ("event", "agreement", "dispute", "person", "report", "statement", "relationship")
"""What a note can be about."""
_MEMBERS = {"event": "events", "agreement": "agreements", "person": "people", "dispute": "events"}
"""Kinds that are made of tellings, and the kind of their members; a dispute has those of its event."""
_LONGEST, _TAG = 5000, 40
"""Characters of a note and of a tag."""


class NoteError(DragomanError, ValueError):
    """A note that cannot be kept; the message says why."""


@dataclass(frozen=True)
class Note:
    """One note: what it is about, who wrote it when, its text and its tags."""

    id: str
    at: str
    author: str
    kind: str
    item: str
    label: str
    text: str
    tags: tuple[str, ...] = ()
    report: str | None = None
    part: str | None = None

    @property
    def day(self) -> str:
        """The day on which it was written."""
        return self.at[:10]

    @property
    def line(self) -> str:
        """The note in one line, with its tags and who wrote it."""
        tags = " ".join(f"#{t}" for t in self.tags)
        return f"{' '.join(self.text.split())}{' ' if self.text and tags else ''}{tags} ({self.author}, {self.day})"

    @property
    def address(self) -> str:
        """The page that it is about."""
        from urllib.parse import quote

        if self.kind == "relationship":
            return "/between/" + "/".join(self.item.split())
        if self.kind == "statement":
            report, _, item = self.item.rpartition("/")
            return f"/report/{quote(report, safe='')}#{item}"
        return f"/{self.kind}/{quote(self.item, safe='')}"

    def row(self) -> dict[str, Any]:
        """The note as JSON has it."""
        return asdict(self) | {"tags": list(self.tags)}


def tags_of(given: str) -> tuple[str, ...]:
    """Tags from what somebody typed: parted by blanks or commas, a leading # is not needed."""
    found = [re.sub(r"[^\w./-]", "", t)[:_TAG] for t in re.split(r"[\s,;]+", given.casefold())]
    return tuple(dict.fromkeys(t for t in found if t))


def keep(db: Connection, kind: str, item: str, label: str, text: str, tags: Sequence[str], author: str, at: str) -> Note:
    """Keep a note.

    Raises:
        NoteError: it says nothing, is too long, or is about nothing that notes can be about.
    """
    if kind not in KINDS or not item.strip():
        raise NoteError(f"a note is about one of: {', '.join(KINDS)}")
    if not text.strip() and not tags:
        raise NoteError("a note needs a text or a tag")
    if len(text) > _LONGEST:
        raise NoteError(f"a note has at most {_LONGEST} characters")
    report, part = _telling(db, kind, item)
    made = Note(secrets.token_hex(8), at, author, kind, item, label, text.strip(), tuple(tags), report, part)
    row = {k: v for k, v in asdict(made).items() if k not in ("report", "tags")}
    db.execute(insert(notes), [row | {"report_id": report, "tags": "".join(f" {t}" for t in tags) + " "}])
    return made


def _telling(db: Connection, kind: str, item: str) -> tuple[str | None, str | None]:
    """A telling of what a note is about."""
    if kind == "statement":
        report, _, part = item.rpartition("/")
        return report, part
    if kind not in _MEMBERS:
        return None, None
    m = dossier_members.c
    key = "e" + item[1:] if kind == "dispute" else item
    query = select(m.report_id, m.item).where(m.kind == _MEMBERS[kind], m.id == key).order_by(m.report_id, m.item).limit(1)
    row = db.execute(query).first()
    return (row[0], row[1]) if row else (None, None)


def remove(db: Connection, key: str, author: str, at: str) -> bool:
    """Take a note out of sight; it stays in the database with who removed it."""
    done = db.execute(update(notes).where(notes.c.id == key, notes.c.removed.is_(None)).values(removed=f"by {author}, {at}"))
    return bool(done.rowcount)


def of(db: Connection, kind: str, item: str) -> list[Note]:
    """The notes on one thing, the oldest first."""
    about: ColumnElement[bool] = and_(notes.c.kind == kind, notes.c.item == item)
    if kind in _MEMBERS:
        m = dossier_members.c
        key = "e" + item[1:] if kind == "dispute" else item
        here = select(m.id).where(m.kind == _MEMBERS[kind], m.id == key, m.report_id == notes.c.report_id, m.item == notes.c.part)
        about = or_(about, and_(notes.c.kind == kind, here.exists()))
    return _listed(db, [about])


def of_report(db: Connection, report: str) -> list[Note]:
    """The notes on a report and on statements in it."""
    return _listed(
        db,
        [
            or_(
                and_(notes.c.kind == "report", notes.c.item == report),
                and_(notes.c.kind == "statement", notes.c.report_id == report),
            )
        ],
    )


def listed(db: Connection, *, tag: str = "", author: str = "", kind: str = "") -> list[Note]:
    """All notes that hold, the oldest first, with their present ids; only those with a tag, by an author or on a kind."""
    where: list[ColumnElement[bool]] = []
    if tag:
        where.append(notes.c.tags.contains(f" {tag} ", autoescape=True))
    where += [notes.c.author == author] * bool(author) + [notes.c.kind == kind] * bool(kind)
    return [_current(db, n) for n in _listed(db, where)]


def by_item(db: Connection, kind: str) -> dict[str, list[Note]]:
    """The notes on each thing of a kind, by its present id."""
    out: dict[str, list[Note]] = {}
    for n in listed(db, kind=kind):
        out.setdefault(n.item, []).append(n)
    return out


def tags(db: Connection) -> dict[str, int]:
    """Tags in use, the commonest first."""
    count = Counter(t for n in _listed(db, []) for t in n.tags)
    return dict(sorted(count.items(), key=lambda x: (-x[1], x[0])))


def _current(db: Connection, n: Note) -> Note:
    """The note with the id that what it is about has now."""
    if n.kind not in _MEMBERS or n.report is None:
        return n
    m = dossier_members.c
    query = select(m.id).where(m.kind == _MEMBERS[n.kind], m.report_id == n.report, m.item == n.part)
    now = db.execute(query).scalar()
    if now is None:
        return n
    return Note(**{**asdict(n), "item": "d" + now[1:] if n.kind == "dispute" else now})


def _listed(db: Connection, where: Iterable[ColumnElement[bool]]) -> list[Note]:
    query = select(notes).where(notes.c.removed.is_(None), *where).order_by(notes.c.at, notes.c.id)
    out = []
    for row in db.execute(query).mappings():
        common = {k: row[k] for k in ("id", "at", "author", "kind", "item", "label", "text", "part")}
        out.append(Note(**common, tags=tuple(row["tags"].split()), report=row["report_id"]))
    return out
