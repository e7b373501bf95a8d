"""A run: inputs to a folder of Parquet. Stopped at any moment and begun again, it gives the same files as one that nothing disturbed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import ScaleError
from dragoman.intake.web import is_url
from dragoman.scale import whole
from dragoman.scale.engines import Done, Engine
from dragoman.scale.months import Counts, gather
from dragoman.scale.parts import path_of
from dragoman.scale.shards import Job, shards
from dragoman.version import __version__

MANIFEST = "manifest.json"
"""Written last: a folder that has it is complete."""
FORMAT = "dragoman-scale/1"


def read(paths: Sequence[str], out: Path, job: Job, engine: Engine, tick: Callable[[Done], None] = lambda _: None) -> Counts:
    """Read all reports in some files and folders into a folder.

    Args:
        tick: called for each chunk whose part is there.

    Raises:
        ScaleError: the folder cannot be used, or workers could not go on; what has been read is kept.
        OSError: the disk is full, or cannot be written to; what has been read is kept.
    """
    _refuse(paths, out)
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        (out / MANIFEST).unlink(missing_ok=True)
        whole.sweep(out)
        found, passed = shards(paths)
        order: list[Done] = []
        if found:
            for done in engine(found, job, out):
                order.append(done)
                tick(done)
        order.sort()
        _complete(order, out)
        counts = gather(out, order, passed)
        _tidy(out, order)
        whole.write(out / MANIFEST, _manifest(job, order, counts))
    return counts


def complete(out: Path) -> None:
    """Raises ScaleError where a folder is none that a run has finished."""
    try:
        known = json.loads((out / MANIFEST).read_text(encoding="utf8")).get("format")
    except (OSError, ValueError):
        known = None
    if known != FORMAT:
        raise ScaleError(f"{out} holds no finished reading; `dragoman scale read INPUT {out}` makes one, and goes on where it was stopped")


def _refuse(paths: Sequence[str], out: Path) -> None:
    """What cannot be read here."""
    if out.exists() and not out.is_dir():
        raise ScaleError(f"{out} is a file; name a folder")
    for path in paths:
        if path == "-" or is_url(path):
            raise ScaleError(f"{path}: only files and folders are read here; keep it in a file first")
        if out.resolve().is_relative_to(Path(path).resolve()):
            raise ScaleError(f"{out} lies in {path}, which is to be read; name a folder beside it")


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """No other run may write to the folder meanwhile."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        yield
        return
    with (out / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ScaleError(f"another run is writing to {out}; wait for it, or end it") from None
        yield


def _complete(order: Sequence[Done], out: Path) -> None:
    """Every part that was told of is there."""
    lost = [d.name for d in order if not path_of(out, d.name).exists()]
    if lost:
        raise ScaleError(f"{len(lost)} parts are not in {out}/parts; do all workers see one disk there? Run the same command again")


def _tidy(out: Path, order: Sequence[Done]) -> None:
    """Take out the parts of inputs that have changed since they were read."""
    names = {d.name for d in order}
    for path in (out / "parts").glob("*/*.parquet"):
        if path.stem not in names:
            path.unlink()


def _manifest(job: Job, order: Sequence[Done], counts: Counts) -> bytes:
    told = {
        "format": FORMAT,
        "dragoman": __version__,
        "read_with": job.read_with,
        "chunks": len(order),
        "inputs": sum(d.reports for d in order),
        "reports": counts.reports,
        **counts.kinds,
        "months": counts.months,
    }
    return (json.dumps(told, indent=2) + "\n").encode()
