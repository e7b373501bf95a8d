"""Who does the work: this process alone, several of this machine, or the workers of a Ray cluster. What is done is the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.scale.parts import path_of, read_chunk
from dragoman.scale.shards import Chunk, Job, Shard, chunks


@dataclass(frozen=True, order=True)
class Done:
    """A chunk whose part is there."""

    shard: int
    number: int
    name: str
    reports: int
    """and failures, read now or before"""


Engine = Callable[[Sequence[Shard], Job, Path], Iterator[Done]]
"""Reads every chunk of some shards that has no part yet, and tells of each chunk once its part is there, in any order.

Raises OSError where a part cannot be written.
"""


def here(found: Sequence[Shard], job: Job, out: Path) -> Iterator[Done]:
    """An engine of this process alone."""
    for shard in found:
        for chunk in chunks(shard, job):
            if not path_of(out, chunk.name).exists():
                read_chunk(chunk, job, out)
            yield done(chunk)


def done(chunk: Chunk) -> Done:
    """What is told of a chunk."""
    return Done(chunk.shard, chunk.number, chunk.name, len(chunk.items))
