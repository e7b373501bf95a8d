"""Files that are there whole or not at all, whatever happens while they are written."""

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

BEGUN = ".begun-"
"""Begins the names of files that are being written."""
_LEVEL = 6
_ROWS = 1024
"""Rows of a group, which is what has to be read for one row of it."""


def write(path: Path, data: bytes) -> None:
    """Write a file under another name, wait for the disk, and give it its name.

    Raises:
        OSError: it could not be written; nothing of it is there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(f"{BEGUN}{os.getpid()}-{path.name}")
    try:
        with begun.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(begun, path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    _wait_for(path.parent)


def write_table(path: Path, rows: Sequence[dict[str, Any]], columns: dict[str, Any]) -> None:
    """Write rows as Parquet; the same rows give the same bytes."""
    import polars

    frame = polars.DataFrame([[row.get(name) for name in columns] for row in rows], schema=columns, orient="row")
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd", compression_level=_LEVEL, row_group_size=_ROWS)
    write(path, out.getvalue())


def sweep(folder: Path) -> None:
    """Take out what runs that were killed had begun."""
    for path in folder.rglob(f"{BEGUN}*"):
        path.unlink(missing_ok=True)


def _wait_for(folder: Path) -> None:
    """Wait until the disk has the names of a folder, where the system can."""
    try:
        entry = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
