"""A dossier in one SQLite file: records, and what links them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, insert, select, text
from sqlalchemy.exc import DatabaseError

from dragoman.linking.linked import Linked
from dragoman.linking.linker import add
from dragoman.model.record import Record
from dragoman.store import schema
from dragoman.store.links import Kept
from dragoman.store.rows import rows_of

_PARTS = ("statements", "events", "agreements", "officials", "parties")


class StoreError(RuntimeError):
    """A dossier that cannot be opened; the message says why and what to do."""


class Store:
    """Records kept in a file; use as a context manager.

    Raises:
        StoreError: the file is no dossier, or one of another version, or cannot be written.
    """

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        self.path = Path(path)
        if not create and not self.path.exists():
            raise StoreError(f"there is no dossier {self.path}; make one with `dragoman read PATH --dossier {self.path}`")
        self._engine: Engine = create_engine(f"sqlite:///{self.path}")
        event.listen(self._engine, "connect", _pragmas)
        try:
            with self._engine.begin() as connection:
                _prepare(connection, self.path)
        except DatabaseError as error:
            self._engine.dispose()
            raise StoreError(f"{self.path} cannot be opened as a dossier ({error.orig}); name another file with --dossier") from error
        except StoreError:
            self._engine.dispose()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection to ask questions with."""
        with self._engine.connect() as connection:
            yield connection

    def add(self, record: Record) -> bool:
        """Keep a record and link it, in place of an earlier one of the same report; true where there was one.

        All of it or nothing is kept, also where the process is killed.
        """
        rows = rows_of(record)
        with self._engine.begin() as connection:
            old = connection.execute(select(schema.reports.c.id).where(schema.reports.c.id == record.report.id)).first() is not None
            if old:
                connection.execute(text("DELETE FROM search WHERE report_id = :id"), {"id": record.report.id})
                for name in _PARTS:
                    table = schema.metadata.tables[name]
                    connection.execute(table.delete().where(table.c.report_id == record.report.id))
                connection.execute(schema.reports.update().where(schema.reports.c.id == record.report.id), rows["reports"][0])
            else:
                connection.execute(insert(schema.reports), rows["reports"])
            for name in _PARTS:
                if rows[name]:
                    connection.execute(insert(schema.metadata.tables[name]), rows[name])
            connection.execute(
                text("INSERT INTO search (report_id, item, kind, text) VALUES (:report_id, :item, :kind, :text)"),
                rows["search"],
            )
            add(Kept(connection), record)
        return old

    def linked(self) -> Linked:
        """The clusters of everything in the dossier."""
        with self.connection() as connection:
            return Kept(connection).linked()

    def records(self, ids: set[str] | None = None) -> list[Record]:
        """The records of some reports, or of all, in order of publication and id."""
        query = select(schema.reports.c.record).order_by(
            schema.reports.c.published.is_(None), schema.reports.c.published, schema.reports.c.id
        )
        if ids is not None:
            query = query.where(schema.reports.c.id.in_(bindparam("ids", expanding=True)))
        with self.connection() as connection:
            return [Record.from_json(row[0]) for row in connection.execute(query, {"ids": sorted(ids)} if ids is not None else {})]

    def search(self, words: str, limit: int = 50) -> list[dict[str, Any]]:
        """Reports, statements and events with all of the words, best first."""
        quoted = " ".join('"' + w.replace('"', '""') + '"' for w in words.split())
        if not quoted:
            return []
        query = text(
            "SELECT report_id, item, kind, snippet(search, 3, '[', ']', '…', 16) AS text FROM search WHERE search MATCH :words ORDER BY rank LIMIT :limit"
        )
        with self.connection() as connection:
            return [dict(row) for row in connection.execute(query, {"words": quoted, "limit": limit}).mappings()]


def _pragmas(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _prepare(connection: Connection, path: Path) -> None:
    version = connection.execute(text("PRAGMA user_version")).scalar()
    tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar()
    if version not in (0, schema.VERSION) or (version == 0 and tables):
        raise StoreError(f"{path} is a database of another kind or version; name another file with --dossier")
    schema.metadata.create_all(connection)
    connection.execute(text(schema.SEARCH))
    connection.execute(text(f"PRAGMA user_version = {schema.VERSION}"))
