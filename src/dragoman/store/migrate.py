"""Formats of a dossier, and how an older one is brought to this one.

What cannot be made again is in `reports`, `corrections`, `failures`, `removed`, `former` and the tables of `desk`. Alembic migrates them, in `migrations/versions`. All other tables
are made from these: when the format changes they are dropped, created as `schema` has them, and filled anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from dragoman.model.errors import StoreError
from dragoman.store import schema
from dragoman.store.desk.tables import DESK
from dragoman.store.engine import is_read_only, writing

if TYPE_CHECKING:
    from alembic.config import Config

FORMAT = 8
"""Kept in SQLite's user_version as well, so that older versions of dragoman refuse the file. To be raised when any table changes."""
_LASTING = ("reports", "corrections", "failures", "removed", "former", *DESK)
_FIRST = {1: "0001", 2: "0001"}
"""Revisions of the formats that were in use before Alembic."""
_MIGRATIONS = Path(__file__).parent / "migrations"
Fill = Callable[[Connection], None]


def prepare(engine: Engine, name: str, fill: Fill) -> None:
    """Make a database ready: an empty one gets its tables, an older one is backed up and migrated.

    Args:
        name: what the dossier is called in messages; of SQLite, the path of its file.
        fill: fills the tables that are made from reports and corrections.

    Raises:
        StoreError: it is a database of something else, or was made by a newer version.
    """
    with engine.connect() as connection:
        if _state(connection, name) == (head(), FORMAT):
            return
        old = inspect(connection).has_table("reports")
    if is_read_only(engine):
        raise StoreError(f"{name} is of an older format and cannot be written to; copy it where you may write, and open the copy")
    with writing(engine) as connection:
        revision, known = _state(connection, name)  # another process may have been faster
        if (revision, known) == (head(), FORMAT):
            return
        if old:
            _backup(connection, name, known)
        _upgrade(connection, revision)
        _create(connection)
        if old:
            fill(connection)


@cache
def head() -> str:
    """The newest revision: migrations are numbered, and their files are called by their numbers.

    Alembic says the same, but loading it takes as long as many a question to a dossier.
    """
    return max(path.name.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _state(connection: Connection, name: str) -> tuple[str | None, int]:
    """Revision and format of a database; no revision where it is empty."""
    there = set(inspect(connection).get_table_names())
    sqlite = connection.dialect.name == "sqlite"
    known = connection.execute(text("PRAGMA user_version")).scalar() or 0 if sqlite else _format(connection, there)
    revision = (
        connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if "alembic_version" in there else _FIRST.get(known)
    )
    if not there and not known:
        return None, 0
    if known > FORMAT or (revision is not None and revision > head()):
        raise StoreError(f"{name} was made by a newer version of dragoman; install that one, or name another dossier with --dossier")
    if revision is None or "reports" not in there:
        raise StoreError(f"{name} is a database of another kind; name another dossier with --dossier")
    return revision, known


def _format(connection: Connection, there: set[str]) -> int:
    if "dossier_about" not in there:
        return 0
    return connection.execute(text("SELECT value FROM dossier_about WHERE key = 'format'")).scalar() or 0


def _backup(connection: Connection, name: str, known: int) -> None:
    """What is there, kept beside: of SQLite a copy of the file, of a server copies of the tables that last."""
    if connection.dialect.name != "sqlite":
        for table in set(_LASTING) & set(inspect(connection).get_table_names()):
            connection.execute(text(f"DROP TABLE IF EXISTS {table}_before_{FORMAT}"))
            connection.execute(text(f"CREATE TABLE {table}_before_{FORMAT} AS TABLE {table}"))
        return
    path = Path(name)
    whole, part = path.with_name(f"{path.name}.format{known}.bak"), path.with_name(f"{path.name}.format{known}.part")
    part.unlink(missing_ok=True)
    source, copy = sqlite3.connect(path), sqlite3.connect(part)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    os.replace(part, whole)


def _upgrade(connection: Connection, revision: str | None) -> None:
    from alembic import command

    if revision is not None and not inspect(connection).has_table("alembic_version"):
        command.stamp(_config(connection), revision)
    lasting = {*_LASTING, "alembic_version"}
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TABLE IF EXISTS search"))
    for view in schema.VIEWS:  # ours only: people may have made views of their own
        connection.execute(text(f"DROP VIEW IF EXISTS {view}"))
    derived = [t for t in reversed(schema.metadata.sorted_tables) if t.name not in lasting]
    schema.metadata.drop_all(connection, derived)
    command.upgrade(_config(connection), "head")


def _create(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for statement in schema.SEARCH:
            connection.execute(text(statement))
        connection.execute(text(f"PRAGMA user_version = {FORMAT}"))
    for view, query in schema.VIEWS.items():
        connection.execute(text(f"CREATE VIEW {view} AS {query}"))
    connection.execute(schema.dossier_about.insert(), [{"key": "format", "value": FORMAT}, {"key": "changes", "value": 0}])
