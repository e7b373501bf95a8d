"""Reports taken out of a dossier by people: kept aside with who removed them and why, and brought back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dragoman.model.correction import Correction
from dragoman.store.prepared import Prepared
from dragoman.store.schema import removed, reports

_THERE = Prepared(select(removed.c.report_id).where(removed.c.report_id == bindparam("report")))
_SHARED = ("title", "outlet", "published", "record", "unamended")


@dataclass(frozen=True)
class Removed:
    """A report that counts no more."""

    report_id: str
    title: str | None
    outlet: str | None
    published: str | None
    at: str
    author: str
    reason: str
    batch: str


def take_out(db: Connection, c: Correction) -> None:
    """Set a report aside; its rows in other tables go with it."""
    row = db.execute(select(reports).where(reports.c.id == c.target.report)).mappings().first()
    if row is None:
        return
    kept = {k: row[k] for k in _SHARED} | {"report_id": row["id"], "at": c.at, "author": c.author, "reason": c.reason, "batch": c.batch}
    db.execute(insert(removed), [kept])


def put_back(db: Connection, report: str) -> str | None:
    """The record of a report that was removed, which is no longer; None where there is none."""
    body = db.execute(select(removed.c.record, removed.c.unamended).where(removed.c.report_id == report)).first()
    db.execute(delete(removed).where(removed.c.report_id == report))
    return (body.unamended or body.record) if body else None


def keep_out(db: Connection, report: str, record: str) -> bool:
    """Whether a report was removed; what was read of it now is kept aside, in place of what was."""
    there = bool(_THERE.rows(db, report=report))
    if there:
        db.execute(update(removed).where(removed.c.report_id == report).values(record=record, unamended=None))
    return there


def listed(db: Connection, report: str | None = None) -> list[Removed]:
    """What was removed, the latest first."""
    c = removed.c
    query = select(c.report_id, c.title, c.outlet, c.published, c.at, c.author, c.reason, c.batch).order_by(c.at.desc())
    return [Removed(*row) for row in db.execute(query.where(c.report_id == report) if report else query)]
