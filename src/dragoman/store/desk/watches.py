"""Watchlists: pages that somebody follows, with what they have seen of them."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select, update

from dragoman.store.desk import journal
from dragoman.store.desk.journal import Change
from dragoman.store.desk.scope import ScopeError, changes, present, scope_of, telling
from dragoman.store.desk.tables import watches
from dragoman.store.queries import View


@dataclass(frozen=True)
class Watch:
    """A page on somebody's list; `seen` is the last entry of the journal that they saw, `seen_at` when."""

    id: str
    at: str
    author: str
    name: str
    address: str
    report_id: str | None
    part: str | None
    seen: int
    seen_at: str


def add(db: Connection, author: str, name: str, address: str, at: str) -> Watch:
    """Put a page on somebody's list; one that is on it already stays as it is.

    Raises:
        ScopeError: the page cannot be followed.
    """
    scope_of(address)
    c = watches.c
    old = db.execute(select(watches).where(c.author == author, c.address == address)).mappings().first()
    if old:
        return Watch(**dict(old))
    report, part = telling(db, address)
    made = Watch(secrets.token_hex(6), at, author, name.strip()[:200] or address, address, report, part, journal.last(db), at)
    db.execute(insert(watches), [asdict(made)])
    return made


def listed(db: Connection, author: str) -> list[Watch]:
    """Somebody's list, in the order in which it was made, with present addresses."""
    query = select(watches).where(watches.c.author == author).order_by(watches.c.at, watches.c.id)
    found = [Watch(**dict(row)) for row in db.execute(query).mappings()]
    return [Watch(**{**asdict(w), "address": present(db, w.address, w.report_id, w.part)}) for w in found]


def news(view: View, watch: Watch, limit: int | None = None) -> list[Change]:
    """What changed on a page since it was seen last, the newest first; nothing where it leads nowhere any more."""
    try:
        return changes(view, scope_of(watch.address), after=watch.seen, limit=limit)
    except ScopeError:
        return []


def see(db: Connection, author: str, upto: int, at: str, key: str | None = None) -> None:
    """Note that somebody has seen everything up to an entry, of one page or of all on their list."""
    c = watches.c
    where = [c.author == author, c.seen < upto, *([c.id == key] if key else [])]
    db.execute(update(watches).where(*where).values(seen=upto, seen_at=at))


def remove(db: Connection, author: str, key: str) -> bool:
    """Take a page off somebody's list."""
    return bool(db.execute(delete(watches).where(watches.c.author == author, watches.c.id == key)).rowcount)
