"""What is to be read, cut into chunks that depend on the input alone: never on how many workers there are or which is faster."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from itertools import islice
from pathlib import Path

from dragoman.intake import Failure, Settings, Source
from dragoman.intake.collect import collect, listed
from dragoman.library.reader import Reader
from dragoman.version import __version__

CHUNK = 128
"""Reports of a chunk, which is read by one worker and kept whole or not at all."""
_FILES, _BYTES = 128, 16 * 2**20
"""Files of a shard, and the bytes after which it takes no further one: a large file is a shard of its own."""


@dataclass(frozen=True)
class Job:
    """What holds for all reports of a run."""

    settings: Settings = field(default_factory=Settings)
    reader: Reader = field(default_factory=Reader)
    own_sha256: str = ""
    """Of the files of the reader's dictionaries."""
    chunk: int = CHUNK

    @property
    def read_with(self) -> str:
        """SHA-256 of all that a reading depends on beside the report."""
        card = files("dragoman.models").joinpath("card.json").read_bytes()
        told = json.dumps([__version__, asdict(self.settings), self.own_sha256], sort_keys=True)
        return hashlib.sha256(told.encode() + card).hexdigest()


@dataclass(frozen=True)
class Shard:
    """Some files that are taken in one after the other, in the order of the input."""

    number: int
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Chunk:
    """Some reports, or reasons why there are none, in the order of the input."""

    shard: int
    number: int
    items: tuple[Source | Failure, ...] = field(repr=False)
    name: str
    """Made from the reports and from what they are read with, so that nothing is read twice and nothing stale is kept."""


def shards(paths: Iterable[str]) -> tuple[list[Shard], list[Failure]]:
    """The files of some paths in order, and what was passed over in folders."""
    found, passed = [], []
    for one in listed(paths):
        if isinstance(one, Failure):
            passed.append(one)
        else:
            found.append(one)
    return [Shard(n, tuple(some)) for n, some in enumerate(_together(found))], passed


def _together(paths: list[str]) -> Iterator[list[str]]:
    """Files one after the other, few enough to be taken in by one worker."""
    some: list[str] = []
    size = 0
    for path in paths:
        more = _size(path)
        if some and (len(some) == _FILES or size + more > _BYTES):
            yield some
            some, size = [], 0
        some.append(path)
        size += more
    if some:
        yield some


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0  # taking it in will say what is wrong


def chunks(shard: Shard, job: Job) -> Iterator[Chunk]:
    """The reports of a shard, some at a time; the last chunk may hold fewer."""
    found = collect(shard.paths, job.settings)
    for number, items in enumerate(iter(lambda: tuple(islice(found, job.chunk)), ())):
        yield Chunk(shard.number, number, items, _name(items, job.read_with))


def _name(items: tuple[Source | Failure, ...], read_with: str) -> str:
    digest = hashlib.sha256(read_with.encode())
    for item in items:
        digest.update(json.dumps([type(item).__name__, asdict(item)], sort_keys=True, default=dict).encode("utf8", "surrogatepass"))
    return digest.hexdigest()[:32]
