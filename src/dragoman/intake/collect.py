"""Paths, folders, URLs and standard input to sources, one after the other; what fails is named and the rest goes on."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.intake.decode import MOST
from dragoman.intake.formats import reports_in
from dragoman.intake.source import Failure, InputError, Settings, Source, with_given
from dragoman.intake.warc import is_warc, read_warc_file
from dragoman.intake.web import Fetcher, at_addresses, fetched, is_url

_SKIP = {".json", ".md", ".py", ".toml", ".csv", ".db", ".lock", ".yaml", ".yml", ".bak", ".part", ".db-wal", ".db-shm"}
_SETTLED = 1.0
"""Seconds for which a file that arrived must have been left alone: it may still be written to."""


def collect(paths: Iterable[str], settings: Settings = Settings()) -> Iterator[Source | Failure]:  # noqa: B008  (frozen)
    """Every report in the paths, in order; a folder gives its files in order of name, `-` is standard input."""
    fetcher = Fetcher(settings)
    for path in paths:
        yield from _told(at_addresses(_open(path, settings, fetcher), fetcher), settings)


def load(path: Path) -> Source:
    """The one report in a file.

    Raises:
        InputError: it cannot be read, or holds several.
    """
    found = list(_file(path, Settings()))
    if len(found) != 1:
        raise InputError(f"{path} holds {len(found)} reports; read it with `dragoman read`")
    if isinstance(found[0], Failure):
        raise InputError(f"{path}: {found[0].reason}")
    return found[0]


def arrivals(place: str, settings: Settings = Settings()) -> Iterator[list[Source | Failure]]:  # noqa: B008  (frozen)
    """At every step what is new in a folder or a feed since the step before; endless."""
    fetcher, seen = Fetcher(settings), set[object]()
    while True:
        if is_url(place):
            found = [s for s in fetched(place, fetcher, seen) if isinstance(s, Failure) or (s.origin, s.text) not in seen]
            seen |= {(s.origin, s.text) for s in found if isinstance(s, Source)}
        else:
            found = [s for file in _new_files(Path(place), seen) for s in _file(file, settings)]
        yield list(_told(iter(found), settings))


def _new_files(folder: Path, seen: set[object]) -> list[Path]:
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; name a folder, or the URL of a feed")
    out = []
    for file in _files(folder):
        stat = file.stat()
        if time.time() - stat.st_mtime >= _SETTLED and (file, stat.st_mtime_ns, stat.st_size) not in seen:
            seen.add((file, stat.st_mtime_ns, stat.st_size))
            out.append(file)
    return out


def _told(found: Iterator[Source | Failure], settings: Settings) -> Iterator[Source | Failure]:
    """With what is said of all reports."""
    for source in found:
        if isinstance(source, Failure):
            yield source
            continue
        try:
            yield with_given(source, settings.published, settings.outlet, settings.language)
        except InputError as error:
            yield Failure(source.origin, str(error))


def _open(path: str, settings: Settings, fetcher: Fetcher) -> Iterator[Source | Failure]:
    place = Path(path)
    if path == "-":
        yield from reports_in(sys.stdin.buffer.read(MOST + 1), "-", "", settings)
    elif is_url(path):
        yield from fetched(path, fetcher)
    elif place.is_dir():
        files = _files(place)
        if not files:
            yield Failure(
                path, "there is no report in this folder; reports are .txt, .html, .pdf, .docx, .warc or .jsonl files, gzipped or not"
            )
        for file in files:
            yield from _file(file, settings)
    elif not place.exists():
        yield Failure(path, "there is no such file or folder")
    else:
        yield from _file(place, settings)


def _files(folder: Path) -> list[Path]:
    return [f for f in sorted(folder.rglob("*")) if f.is_file() and f.suffix not in _SKIP and not f.name.startswith(".")]


def _file(path: Path, settings: Settings) -> Iterator[Source | Failure]:
    try:
        with path.open("rb") as file:
            if is_warc(file.read(512)):
                yield from read_warc_file(path)
                return
        if path.stat().st_size > MOST:
            raise InputError(f"it is larger than {MOST // 2**20} MiB; split it, or give one report a line as JSON Lines")
        data = path.read_bytes()
    except (OSError, InputError) as error:
        yield Failure(str(path), getattr(error, "strerror", None) or str(error))
        return
    yield from reports_in(data, str(path), path.name, settings, path.parent)
