"""Ids that answers had before they were joined, parted or corrected, so that an old address still leads somewhere."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select

from dragoman.store.chunks import chunked
from dragoman.store.schema import dossier_members, former


def note(db: Connection, gone: Mapping[str, set[str]]) -> None:
    """Keep for ids that answers have no more a part of a report by which they are found again.

    Args:
        gone: ids by the name of their answers, whose members are still noted.
    """
    m = dossier_members.c
    for name, ids in gone.items():
        for part in chunked(sorted(ids)):
            first = func.min(m.report_id + "\n" + m.item)
            found = list(db.execute(select(m.id, first).where(m.kind == name, m.id.in_(part)).group_by(m.id)))
            if found:
                db.execute(delete(former).where(former.c.id.in_([i for i, _ in found])))
                split = ((i, *told.split("\n", 1)) for i, told in found)
                db.execute(insert(former), [{"id": i, "kind": name, "report_id": r, "item": item} for i, r, item in split])


def now(db: Connection, name: str, key: str) -> str | None:
    """The id under which what had this id is found today; None where it never was, or is no more."""
    told = where(db, name, key)
    if told is None:
        return None
    m = dossier_members.c
    return db.execute(select(m.id).where(m.kind == name, m.report_id == told[0], m.item == told[1])).scalar()


def where(db: Connection, name: str, key: str) -> tuple[str, str] | None:
    """Report and item that told of what had this id."""
    row = db.execute(select(former.c.report_id, former.c.item).where(former.c.kind == name, former.c.id == key)).first()
    return (row.report_id, row.item) if row else None
