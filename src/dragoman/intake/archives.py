"""Zip archives, and the documents that are zip archives inside: opened within bounds."""

import io
import zipfile
from collections.abc import Callable, Iterator

from dragoman.intake.decode import MOST
from dragoman.intake.guard import cause
from dragoman.intake.source import Failure, InputError, Source

_RATIO = 200
"""Times as large as packed that a file in an archive may be once unpacked."""
_MOST_FILES = 20_000
Inner = Callable[[bytes, str, str], Iterator[Source | Failure]]
"""Reads what lies inside another file: its bytes, what they are called, and the file's name."""


def is_zip(data: bytes) -> bool:
    """Whether some bytes are a zip archive."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def names_in(data: bytes) -> frozenset[str]:
    """The names of the files in an archive; none where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def opened(data: bytes) -> zipfile.ZipFile:
    """An archive that is fit to be unpacked.

    Raises:
        InputError: it is broken, or unpacks to far more than its size.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(f"it is a broken zip archive ({error})") from error
    if len(parts) > _MOST_FILES:
        raise InputError(f"it holds more than {_MOST_FILES} files, and is not opened")
    if sum(p.file_size for p in parts) > MOST or any(p.file_size > _RATIO * max(p.compress_size, 1024) for p in parts):
        raise InputError(f"it unpacks to far more than its size, or to more than {MOST // 2**20} MiB, and is not opened")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A file in an archive that was opened.

    Raises:
        InputError: it is not there, broken or locked.
    """
    try:
        with archive.open(name) as file:
            data = file.read(MOST + 1)
    except KeyError as error:
        raise InputError(f"there is no {name} in it") from error
    except RuntimeError as error:
        raise InputError("it is locked with a password") from error
    except Exception as error:  # the decompressors raise whatever they stumble over
        raise InputError(f"{name} in it is broken ({cause(error)})") from error
    if len(data) > MOST:
        raise InputError(f"{name} in it is larger than {MOST // 2**20} MiB")
    return data


def read_zip(data: bytes, origin: str, inner: Inner) -> Iterator[Source | Failure]:
    """What the files of an archive hold, in order of name.

    Raises:
        InputError: as `opened`; or there is nothing in it.
    """
    with opened(data) as archive:
        files = sorted(p.filename for p in archive.infolist() if not p.is_dir() and not _is_hidden(p.filename))
        if not files:
            raise InputError("there is no file in this archive")
        files = _pages(files)
        for name in files:
            where = f"{origin}/{name}"
            try:
                yield from inner(part(archive, name), where, name.rsplit("/", 1)[-1])
            except InputError as error:
                yield Failure(where, str(error))


def _pages(files: list[str]) -> list[str]:
    """The files of an archive; of a web archive that was packed with its indexes (WACZ), only those that hold pages."""
    held = [name for name in files if name.startswith("archive/")] if "datapackage.json" in files else []
    return held or files


def _is_hidden(name: str) -> bool:
    return any(step.startswith((".", "__MACOSX")) for step in name.split("/"))
