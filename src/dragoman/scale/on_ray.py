"""Reading on Ray Data: tasks take the files in, actors, each of which loads the weights once, read their reports.

Chunks travel from tasks to actors one by one and are not kept in order. An actor that dies is started anew and its chunk is read again;
since a part is there whole or not at all, nothing is lost or doubled by that.
"""

from __future__ import annotations

import logging
import os
import pickle
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import ScaleError
from dragoman.scale.engines import Done, Engine, done
from dragoman.scale.parts import path_of, read_chunk
from dragoman.scale.shards import Job, Shard, chunks

_BLOCK = 64 * 1024
"""Bytes from which a block is handed on: a chunk is larger, so that each is a block of its own and any worker can take it."""
_MOST_BLOCKS = 1000
"""Tasks at most to which the shards are handed out at the beginning."""
_TAKING_IN = 0.2
"""Share of a core that taking files in is reckoned to need."""
_TRIES = 3
"""Times that a chunk is tried again whose worker died."""


LOCAL = "local"
"""The address of a cluster on this machine that ends with the process."""


def on_ray(workers: int | None, address: str) -> Engine:
    """An engine of a Ray cluster.

    Args:
        workers: how many read; as many as the cluster has cores where None.
        address: the cluster's, as Ray has it, or LOCAL.
    """

    def engine(found: Sequence[Shard], job: Job, out: Path) -> Iterator[Done]:
        import ray

        _begin(workers, address)
        try:
            for row in _rows(found, job, out, workers or max(1, int(ray.cluster_resources()["CPU"]) - 1)):
                yield Done(row["shard"], row["number"], row["name"], row["reports"])
        except ray.exceptions.RayError as error:
            raise _told(error) from error
        finally:
            ray.shutdown()

    return engine


def _begin(workers: int | None, address: str) -> None:
    """Connect to the cluster, or start one here."""
    import ray

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    if address == LOCAL:
        ray.init(num_cpus=(workers or os.cpu_count() or 1) + 1, include_dashboard=False, **quiet)
    else:
        ray.init(address=address, **quiet)


def _rows(found: Sequence[Shard], job: Job, out: Path, workers: int) -> Iterator[dict[str, Any]]:
    """One row a chunk, once its part is there."""
    import ray

    context = ray.data.DataContext.get_current()
    context.target_max_block_size = _BLOCK
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # its level is set anew where it is loaded, which is here
    rows = [{"number": s.number, "paths": list(s.paths)} for s in found]
    data = ray.data.from_items(rows, override_num_blocks=min(len(rows), _MOST_BLOCKS))
    taken = data.flat_map(_TakeIn(job, out), num_cpus=_TAKING_IN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray has another spelling of the next arguments in mind, and advises on the number of files
        read = taken.map(
            _Reader,
            fn_constructor_args=(job, out),
            concurrency=workers,
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=_TRIES,
        )
        yield from read.iter_rows()


class _TakeIn:
    """Takes a shard in: a row a chunk, with its reports where they are still to be read."""

    def __init__(self, job: Job, out: Path) -> None:
        self._job, self._out = job, out

    def __call__(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for chunk in chunks(Shard(row["number"], tuple(row["paths"])), self._job):
            there = path_of(self._out, chunk.name).exists()
            told = done(chunk)
            yield {
                "shard": told.shard,
                "number": told.number,
                "name": told.name,
                "reports": told.reports,
                "chunk": b"" if there else pickle.dumps(chunk),
            }


class _Reader:
    """A worker: reads chunk after chunk, and loads what that needs with the first report."""

    def __init__(self, job: Job, out: Path) -> None:
        self._job, self._out = job, out

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        if row["chunk"]:
            read_chunk(pickle.loads(row["chunk"]), self._job, self._out)
        return {**row, "chunk": b""}


def _told(error: Exception) -> Exception:
    """What went wrong in a worker, in the words that it had for it."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, OSError):
        return OSError(cause.errno, cause.strerror or str(cause))
    return ScaleError(f"the workers could not go on ({str(error).strip().splitlines()[-1][:300]}); run the same command again to go on")
