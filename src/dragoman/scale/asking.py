"""DuckDB with little memory: what does not fit is laid on the disk, beside what it is made from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import SetupError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"
"""What DuckDB may take."""
_SOME = 2048
"""Rows that are taken at once."""


@contextmanager
def asking(folder: Path, database: str = ":memory:") -> Iterator[DuckDBPyConnection]:
    """A connection that spills into a folder of its own, which goes with it.

    Raises:
        SetupError: DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise SetupError("`dragoman scale` needs DuckDB and Ray: pip install 'dragoman[scale]'") from None
    spilled = folder / ".spilled"
    shutil.rmtree(spilled, ignore_errors=True)
    connection = duckdb.connect(database)
    try:
        connection.execute("SET memory_limit = ?", [MEMORY])
        connection.execute("SET temp_directory = ?", [str(spilled)])
        yield connection
    finally:
        connection.close()
        shutil.rmtree(spilled, ignore_errors=True)


def fetched(db: DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """Rows of an answer, few at a time."""
    answer = db.execute(query)
    while some := answer.fetchmany(_SOME):
        yield from some
