"""Whether a dossier is whole."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Connection, func, select

from dragoman.model.record import Record
from dragoman.store import schema
from dragoman.store.migrate import FORMAT
from dragoman.store.store import Store


@dataclass(frozen=True)
class Result:
    """One thing that was looked at."""

    name: str
    ok: bool
    told: str


def examine(store: Store) -> list[Result]:
    """Everything that can be wrong with a dossier that opens."""
    with store.connection() as db:
        failed, passed = store.failed()
        told = f"{failed} inputs could not be read" + (f", {passed} were passed over" if passed else "")
        return [
            Result("format", True, str(FORMAT)),
            *_database(db),
            _records(db),
            _current(db),
            Result("failures", True, f"{told} (dragoman show failures)" if failed + passed else "none"),
        ]


def _database(db: Connection) -> list[Result]:
    """What the database itself says."""
    if db.dialect.name != "sqlite":
        return [Result("integrity", True, "left to the server")]
    found = [str(row[0]) for row in db.exec_driver_sql("PRAGMA integrity_check(20)")]
    broken = [f"{table} row {row} → {parent}" for table, row, parent, _ in db.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)]
    return [
        Result("integrity", found == ["ok"], "; ".join(found)),
        Result("references", not broken, "; ".join(broken) or "every one leads somewhere"),
    ]


def _records(db: Connection) -> Result:
    """Whether every record can be read back, and has its text to be searched."""
    c, wrong, n = schema.reports.c, list[str](), 0
    for key, body, corrected in db.execute(select(c.id, c.record, c.corrected)):
        n += 1
        try:
            for line in (body, corrected):
                if line is not None:
                    Record.from_json(line)
        except ValidationError:
            wrong.append(key)
    texts = db.execute(select(func.count()).select_from(schema.texts).where(schema.texts.c.kind == "report")).scalar() or 0
    told = f"{n} reports" + (f"; records that cannot be read back: {', '.join(wrong[:10])}" if wrong else "")
    return Result("records", not wrong and texts == n, told + ("" if texts == n else f"; {texts} of them can be searched"))


def _current(db: Connection) -> Result:
    """Whether the answers are made of all that was read."""
    waiting = db.execute(select(func.count()).select_from(schema.link_changed)).scalar() or 0
    return Result("answers", not waiting, f"{waiting} parts wait to be made anew; open the dossier to write" if waiting else "up to date")
