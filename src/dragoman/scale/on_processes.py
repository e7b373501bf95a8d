"""Reading with several processes of one machine; Ray takes their place where there are more machines (`scale.on_ray`)."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from dragoman.errors import ScaleError
from dragoman.scale.engines import Done, Engine, done
from dragoman.scale.parts import path_of, read_chunk
from dragoman.scale.shards import Chunk, Job, Shard, chunks

_TRIES = 3
"""Times that a chunk may be among those that were being read when a worker died."""
_AHEAD = 2
"""Chunks a worker that are taken in, so that none waits for the next."""


def on_processes(workers: int) -> Engine:
    """An engine of some processes of this machine. Where one dies, all are replaced, and what they had begun is read again."""

    def engine(found: Sequence[Shard], job: Job, out: Path) -> Iterator[Done]:
        waiting = (chunk for shard in found for chunk in chunks(shard, job))
        deaths: Counter[str] = Counter()
        team = _Team(workers, job, out)
        try:
            while True:
                try:
                    yield from team.fill(waiting)
                    if not team.running:
                        return
                    yield from team.finished()
                except BrokenProcessPool:
                    lost = list(team.running.values())
                    _count(lost, deaths)
                    team.end()
                    team = _Team(workers, job, out, lost)
        finally:
            team.end()

    return engine


class _Team:
    """Workers, and the chunks that they have been given."""

    def __init__(self, workers: int, job: Job, out: Path, first: Iterable[Chunk] = ()) -> None:
        self._workers, self._job, self._out = workers, job, out
        self._pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin)
        self.running: dict[Future[None], Chunk] = {}
        for chunk in first:
            self._give(chunk)

    def fill(self, waiting: Iterator[Chunk]) -> Iterator[Done]:
        """Hand out chunks until all have enough; those that have a part already are told of."""
        while len(self.running) < _AHEAD * self._workers and (chunk := next(waiting, None)) is not None:
            if path_of(self._out, chunk.name).exists():
                yield done(chunk)
            else:
                self._give(chunk)

    def _give(self, chunk: Chunk) -> None:
        """Hand out a chunk; one that comes after a worker's death is running too, so that it is not lost with the team."""
        try:
            future = self._pool.submit(read_chunk, chunk, self._job, self._out)
        except BrokenProcessPool as broken:
            future = Future()
            future.set_exception(broken)
        self.running[future] = chunk

    def finished(self) -> Iterator[Done]:
        """Wait for a part; raises what went wrong."""
        for future in wait(self.running, return_when=FIRST_COMPLETED).done:
            future.result()
            yield done(self.running.pop(future))

    def end(self) -> None:
        """Let the workers finish what they are at, and go."""
        self._pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """What a worker does first: see that it ends with who started it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _count(lost: Sequence[Chunk], deaths: Counter[str]) -> None:
    """Raises ScaleError where the workers die again and again over the same chunks."""
    deaths.update(c.name for c in lost)
    if max(deaths.values(), default=0) >= _TRIES:
        places = sorted({item.place or item.origin for c in lost if deaths[c.name] >= _TRIES for item in c.items})
        raise ScaleError(
            f"workers died {_TRIES} times over reports of {places[0]} to {places[-1]}; give them more memory, or leave these out"
        )
