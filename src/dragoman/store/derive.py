"""What is made from records and corrections: the parts of records, what links them, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from sqlalchemy import Connection, bindparam, func, select, update

from dragoman.correcting import apply
from dragoman.linking.linker import add, settle
from dragoman.model.correction import Correction
from dragoman.model.record import Record
from dragoman.store import corrections, removing, rereading, schema
from dragoman.store.desk.journal import Journal
from dragoman.store.links import SqlLinkIndex
from dragoman.store.prepared import Prepared, insert
from dragoman.store.refresh import put_off, refresh
from dragoman.store.rows import folded, report_row, rows_of

OFTEN = 500
"""Records of a batch after which answers are brought up to date, at the earliest."""
_THERE = Prepared(select(schema.reports.c.id).where(schema.reports.c.id == bindparam("report")))
_about = schema.dossier_about
_COUNTED = Prepared(update(_about).where(_about.c.key == "changes").values(value=_about.c.value + 1))
_PARTS = ("statements", "events", "agreements", "officials", "parties", "texts")


def records_of(db: Connection, ids: set[str] | None = None) -> Iterator[Record]:
    """The records of some reports, or of all, as people corrected them, in order of publication and id."""
    table = schema.reports
    query = select(func.coalesce(table.c.corrected, table.c.record)).order_by(table.c.published.is_(None), table.c.published, table.c.id)
    if ids is not None:
        query = query.where(table.c.id.in_(bindparam("ids", expanding=True)))
    for body in db.execute(query, {"ids": sorted(ids)} if ids is not None else {}).scalars():
        yield Record.from_json(body)


def keep(db: Connection, record: Record, body: str | None = None) -> bool:
    """Keep a record as it was read, and return whether there was one of its report; `body` is the record as JSON, where it is at hand."""
    table = schema.reports
    row = report_row(record) | {"record": body or record.to_json(), "corrected": None, "unamended": None}
    old = bool(_THERE.rows(db, report=record.report.id))
    if old:
        db.execute(update(table).where(table.c.id == record.report.id).values(row))
    else:
        insert(db, table, [row])
    return old


def derive(
    db: Connection, reports: Sequence[str], journal: Journal | None, *, later: bool = False, gone: Set[str] = frozenset()
) -> dict[str, str]:
    """Make everything anew that is made from some reports and their corrections; corrections that do not hold are returned with why.

    Args:
        gone: those of the reports that were removed.
    """
    index = SqlLinkIndex(db)
    orphaned = _derive(db, index, reports, gone)
    if later:
        put_off(db, index)
    else:
        refresh(db, index, journal)
    return orphaned


def derive_new(db: Connection, record: Record, journal: Journal, *, later: bool) -> None:
    """Make everything that is made from a record whose report was not there before, with the corrections that wait for it."""
    index = SqlLinkIndex(db)
    if corrections.any_made(db):
        _derive(db, index, [record.report.id])
    else:
        write_parts(db, record, new=True)
        add(index, record)
    if later:
        put_off(db, index)
    else:
        refresh(db, index, journal)


def _derive(db: Connection, index: SqlLinkIndex, reports: Sequence[str], gone: Set[str] = frozenset()) -> dict[str, str]:
    """The parts of some reports, and who or what is one in them."""
    orphaned: dict[str, str] = {}
    table = schema.reports
    for report in reports:
        made = corrections.of_report(db, report)
        if report in gone:
            _forget(db, index, report, made)
            continue
        read = _as_described(db, report, made)
        if read is None:
            orphaned |= {c.id: f"there is no report {report!r} in the dossier" for c in made if c.target.report == report}
            continue
        record, failed = apply(read, made) if made else (read, {})
        if made:
            corrections.mark(db, {c.id for c in made} - set(failed), "applied")
            db.execute(update(table).where(table.c.id == report).values(report_row(record) | {"corrected": record.to_json()}))
        else:
            db.execute(
                update(table).where(table.c.id == report, table.c.corrected.is_not(None)).values(report_row(read) | {"corrected": None})
            )
        write_parts(db, record)
        add(index, record)
        touched, lost = corrections.judge(db, report)
        index.judged_anew()
        settle(index, touched)
        for i, why in (failed | lost).items():
            corrections.mark(db, [i], "orphaned", why)
            orphaned[i] = why
    return orphaned


def _forget(db: Connection, index: SqlLinkIndex, report: str, made: Sequence[Correction]) -> None:
    """Take a report out of everything that was made from it."""
    settle(index, index.forget(report))
    for name in _PARTS:
        table = schema.metadata.tables[name]
        db.execute(table.delete().where(table.c.report_id == report))
    db.execute(schema.reports.delete().where(schema.reports.c.id == report))
    corrections.mark(db, [c.id for c in made if c.action != "remove"], "orphaned", "its report was removed")
    touched, lost = corrections.judge(db, report)
    settle(index, {kind: set(index.nodes(kind, sorted(ids))) for kind, ids in touched.items()})
    for i, why in lost.items():
        corrections.mark(db, [i], "orphaned", why)


def _as_described(db: Connection, report: str, made: Sequence[Correction]) -> Record | None:
    """A report as it is read with the day, outlet and language that people say it has; read again where that is other than before."""
    table = schema.reports
    row = db.execute(select(table.c.record, table.c.unamended).where(table.c.id == report)).first()
    if row is None:
        return None
    record = Record.from_json(row.record)
    wanted = rereading.described(record.report, made)
    if all(getattr(record.report, k) == v for k, v in wanted.items()) and (wanted or row.unamended is None):
        return record
    first = Record.from_json(row.unamended or row.record)
    read = rereading.reread(first, wanted) if wanted else first
    kept = {"record": read.to_json(), "unamended": first.to_json() if wanted else None}
    db.execute(update(table).where(table.c.id == report).values(report_row(read) | kept))
    return read


def write_parts(db: Connection, record: Record, *, new: bool = False) -> None:
    """The parts of a record in their tables, in place of earlier ones; of a new report there are none."""
    rows = rows_of(record)
    if db.dialect.name != "sqlite":
        rows["texts"] = [r | {"folded": folded(r["text"])} for r in rows["texts"]]
    for name in _PARTS:
        table = schema.metadata.tables[name]
        if not new:
            db.execute(table.delete().where(table.c.report_id == record.report.id))
        insert(db, table, rows[name])


def is_due(waiting: int, there: int) -> bool:
    """Whether answers are to be brought up to date after some records of a batch: whenever the dossier has doubled.

    Whoever is in every report is told anew each time; in equal steps that would cost the square of the reports.

    Args:
        waiting: records since the last time.
        there: records in the dossier, these among them.
    """
    return waiting >= max(OFTEN, there - waiting)


def count_change(db: Connection) -> None:
    """Count that the dossier was written to."""
    _COUNTED.do(db)


def bring_back(db: Connection, report: str, journal: Journal) -> None:
    """Keep a report again that somebody took out; what follows from it is still to be derived."""
    body = removing.put_back(db, report)
    if body is not None:
        record = Record.from_json(body)
        keep(db, record)
        journal.report(record, "new")


def changes(db: Connection) -> int:
    """How often the dossier was written to."""
    return db.execute(select(_about.c.value).where(_about.c.key == "changes")).scalar() or 0


def reading_of(db: Connection, report: str) -> Record | None:
    """The record of a report as it was read, without corrections."""
    c = schema.reports.c
    found = db.execute(select(func.coalesce(c.unamended, c.record)).where(c.id == report)).scalar()
    return Record.from_json(found) if found else None


def fill(db: Connection) -> None:
    """Everything that is made from reports and corrections, for a dossier whose tables are new."""
    c = schema.reports.c
    waiting = 0
    for n, report in enumerate(list(db.execute(select(c.id).order_by(c.id)).scalars()), 1):
        body = db.execute(select(c.record).where(c.id == report)).scalar()
        via = report_row(Record.from_json(str(body)))["via"]
        db.execute(update(schema.reports).where(c.id == report).values(via=via))
        waiting = 0 if is_due(waiting + 1, n) else waiting + 1
        derive(db, [report], None, later=waiting > 0)
    refresh(db, SqlLinkIndex(db))
