"""Paths, folders, URLs and standard input to sources, one after the other; what fails is named and the rest goes on."""

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dragoman.intake.decode import MOST
from dragoman.intake.formats import reports_in
from dragoman.intake.guard import guarded, why
from dragoman.intake.source import Failure, InputError, Settings, Source, with_given
from dragoman.intake.warc import is_warc, read_warc_file
from dragoman.intake.web import Fetcher, at_addresses, fetched, is_url

_PASSED = {
    ".md",
    ".py",
    ".toml",
    ".lock",
    ".yaml",
    ".yml",
    ".bak",
    ".part",
    ".tmp",
    ".log",
    ".ini",
    ".sh",
    ".js",
    ".css",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
}
"""Endings of files that lie beside reports and are none: they are named, and read where they are named themselves."""
_OWN = (".db", ".db-wal", ".db-shm", ".db-journal")
"""Of dossiers, which lie in the folder where one works; nobody takes them for reports."""
_SETTLED = 1.0
"""Seconds for which a file that arrived must have been left alone: it may still be written to."""


def collect(paths: Iterable[str], settings: Settings = Settings()) -> Iterator[Source | Failure]:  # noqa: B008  (frozen)
    """Every report in the paths, in order; a folder gives its files in order of name, `-` is standard input."""
    fetcher, ids = Fetcher(settings), dict[str, str]()
    for path in paths:
        found = guarded(_told(at_addresses(_open(path, settings, fetcher), fetcher), settings), path, 0)
        yield from (_once(one, ids) for one in found)


def listed(paths: Iterable[str]) -> Iterator[str | Failure]:
    """The same paths with each folder taken apart: its files in order of name, and a failure for each that is passed over."""
    for path in paths:
        place = Path(path)
        if not is_url(path) and place.is_dir():
            yield from (str(one) if isinstance(one, Path) else one for one in _reports_of(place))
        else:
            yield path


def _once(one: Source | Failure, ids: dict[str, str]) -> Source | Failure:
    """A report, unless another of the same run has its id and another text: one would take the other's place, and be lost."""
    if isinstance(one, Failure) or one.id is None:
        return one
    digest = hashlib.sha256(one.text.encode()).hexdigest()
    if ids.setdefault(one.id, digest) == digest:
        return one
    reason = f"another report of this run has the id {one.id} and another text, and was read; give this one an id of its own"
    return Failure(one.origin, reason, one.place, digest)


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
        if not _is_report(file):
            continue
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
        data = sys.stdin.buffer.read(MOST + 1)
        yield from _from(reports_in(data, "-", "", settings), "-", settings, hashlib.sha256(data).hexdigest())
    elif is_url(path):
        yield from fetched(path, fetcher)
    elif place.is_dir():
        yield from _folder(place, settings)
    elif not place.exists():
        yield Failure(path, "there is no such file or folder", _absolute(place))
    else:
        yield from _file(place, settings)


def _folder(folder: Path, settings: Settings) -> Iterator[Source | Failure]:
    for one in _reports_of(folder):
        if isinstance(one, Failure):
            yield one
        else:
            yield from _file(one, settings)


def _reports_of(folder: Path) -> Iterator[Path | Failure]:
    """Files of a folder that are read, in order of name; the others as what was passed over."""
    files = _files(folder)
    if not any(_is_report(f) for f in files):
        yield Failure(
            str(folder), "there is no report in this folder; reports are .txt, .html, .pdf, .docx, .warc or .jsonl files, gzipped or not"
        )
    for file in files:
        if _is_report(file):
            yield file
        else:
            reason = f"files that end in {file.suffix} are passed over in a folder; name it to have it read"
            yield Failure(str(file), reason, _absolute(file), passed=True)


def _files(folder: Path) -> list[Path]:
    return [f for f in sorted(folder.rglob("*")) if f.is_file() and not f.name.startswith(".") and not f.name.endswith(_OWN)]


def _is_report(file: Path) -> bool:
    return file.suffix.lower() not in _PASSED


def _file(path: Path, settings: Settings) -> Iterator[Source | Failure]:
    """The reports in a file, or in what can be opened as one (a pipe)."""
    try:
        with path.open("rb") as file:
            seekable = path.is_file()
            if seekable and is_warc(file.read(512)):
                yield from _from(read_warc_file(path), str(path), settings)
                return
            if seekable:
                file.seek(0)
            data = file.read(MOST + 1)
        if len(data) > MOST:
            raise InputError(f"it is larger than {MOST // 2**20} MiB; split it, or give one report a line as JSON Lines")
    except (OSError, InputError) as error:
        yield Failure(str(path), why(error), _absolute(path))
        return
    found = reports_in(data, str(path), path.name if seekable else "", settings, path.parent)
    yield from _from(found, str(path), settings, hashlib.sha256(data).hexdigest())


def _from(found: Iterator[Source | Failure], origin: str, settings: Settings, digest: str | None = None) -> Iterator[Source | Failure]:
    """What an input holds, each with where it was taken from."""
    place = "" if origin == "-" else _absolute(Path(origin))
    for one in guarded(found, origin, settings.limits.seconds):
        if isinstance(one, Failure) and digest is None and place:
            digest = _digest(place)
        yield replace(one, place=one.place or place, sha256=one.sha256 or digest)


def _absolute(path: Path) -> str:
    return os.path.abspath(path)


def _digest(place: str) -> str | None:
    try:
        with open(place, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
