"""Databases: one SQLite file, or a PostgreSQL server by its URL; one writer at a time and any number of readers in both."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import QueuePool

from dragoman.model.errors import StoreError

_WAIT = 60
"""Seconds that a writer waits for another one."""
_MAPPED = 2**30
"""Bytes of a file that are read through the machine's own cache."""
_CACHED = 32 * 1024
"""KiB of changed pages that a writer holds before it writes them out."""
_LOGGED, _LOGGED_OF_MANY = 4000, 16000
"""Pages of the log after which they are put in their places: a report changes some hundred, many of them those of the ones before. While
many reports are read the log grows longer, and each page is put in its place once for all of them."""
_written: Counter[str] = Counter()
"""How many times this process has written, by the dossier."""
_LOCK = 0x6472676D
"""The advisory lock that writers to one PostgreSQL database share."""


def engine_for(where: str | Path) -> Engine:
    """An engine for a file or a URL.

    Raises:
        StoreError: the URL is of no database that is known here.
    """
    if not is_url(where):
        mode = _read_only(Path(where))
        address = f"sqlite:///file:{quote(os.path.abspath(where))}?{mode}&uri=true" if mode else f"sqlite:///{where}"
        engine = create_engine(
            address,
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=56,
            connect_args={"timeout": _WAIT, "check_same_thread": False},
        )
        event.listen(engine, "connect", _pragmas_to_read if mode else _pragmas)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        url = make_url(str(where))
    except ArgumentError:
        raise StoreError(f"{where} is no URL of a database; give a file, or postgresql://user@host/name") from None
    if url.get_backend_name() != "postgresql":
        raise StoreError(f"{url.get_backend_name()} is not known as a database; give a file, or postgresql://user@host/name")
    return create_engine(url.set(drivername="postgresql+psycopg"), pool_size=8, max_overflow=56)


def _read_only(path: Path) -> str:
    """How a file is opened that may not be written to; empty where it may."""
    if not path.is_file() or os.access(path, os.W_OK):
        return ""
    log = path.with_name(f"{path.name}-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def is_read_only(engine: Engine) -> bool:
    """Whether a dossier can only be read."""
    return "mode" in engine.url.query


def is_url(where: str | Path) -> bool:
    """Whether a dossier is named by a URL rather than by a file."""
    return isinstance(where, str) and "://" in where


def shown(where: str | Path) -> str:
    """A dossier's name without a password in it."""
    return make_url(where).render_as_string() if isinstance(where, str) and is_url(where) else str(where)


@contextmanager
def writing(engine: Engine, *, many: bool = False) -> Iterator[Connection]:
    """A transaction that no other writer runs beside: all of it is kept, or nothing.

    Args:
        many: whether it is one of many that can be done again. What a killed process wrote is kept all the same, but where the machine
            itself fails the last ones may be lost: the disk is waited for by the next one that is not.

    Raises:
        StoreError: the dossier cannot be written to; nothing of the transaction is kept.
    """
    if is_read_only(engine):
        raise StoreError("this dossier can only be read: its file may not be written to")
    try:
        with engine.connect().execution_options(dragoman_writes="NORMAL" if many else "FULL") as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
        _written[str(engine.url)] += 1
    except OperationalError as error:
        raise StoreError(_unwritten(str(error.orig).strip().split("\n", 1)[0])) from error


def written(engine: Engine) -> int:
    """How many times this process has written to a dossier."""
    return _written[str(engine.url)]


def _unwritten(why: str) -> str:
    """What to do where a database refuses to be written to."""
    known = {
        "full": "the disk is full; make room",
        "disk I/O": "the disk cannot be written to, or is full; make room",
        "readonly": "its file may not be written to; give yourself the right, or copy it",
        "locked": "another process has been writing to it for long; wait, or end that one",
    }
    said = next((what for word, what in known.items() if word in why), "see what the database says")
    return f"the dossier cannot be written to: {said}. All that was kept before is there ({why})"


def _pragmas_to_read(connection: Any, _: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}").close()


def _pragmas(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver begins no transaction of its own: `_begin` does
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(f"PRAGMA mmap_size = {_MAPPED}")
    cursor.execute(f"PRAGMA cache_size = -{_CACHED}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: one that began as a reader could not wait for another."""
    waits = connection.get_execution_options().get("dragoman_writes")
    if waits and connection.info.get("waits") != waits:
        connection.exec_driver_sql(f"PRAGMA synchronous = {waits}")
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {_LOGGED if waits == 'FULL' else _LOGGED_OF_MANY}")
        connection.info["waits"] = waits
    connection.exec_driver_sql("BEGIN IMMEDIATE" if waits else "BEGIN")
