"""Parts: what was read of one chunk, in a file whose name is made from what it was read from."""

from collections.abc import Iterator
from pathlib import Path

from dragoman.intake import Failure
from dragoman.scale import columns, whole
from dragoman.scale.shards import Chunk, Job


def path_of(out: Path, name: str) -> Path:
    """Where the part of a chunk lies; a folder of folders, for there may be many."""
    return out / "parts" / name[:2] / f"{name}.parquet"


def read_chunk(chunk: Chunk, job: Job, out: Path) -> None:
    """Read the reports of a chunk and keep what they say, or why nothing could be read.

    Raises:
        SetupError: a part that reading needs is not there.
        OSError: the disk is full, or cannot be written to.
    """
    rows = [row | {"position": n} for n, row in enumerate(_rows(chunk, job))]
    whole.write_table(path_of(out, chunk.name), rows, columns.PARTS)


def _rows(chunk: Chunk, job: Job) -> Iterator[columns.Row]:
    for item in chunk.items:
        found = item if isinstance(item, Failure) else job.reader.attempt(item)
        yield columns.of_failure(found) if isinstance(found, Failure) else columns.of_record(found)
