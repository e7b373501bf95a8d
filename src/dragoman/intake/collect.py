"""Paths, folders and standard input to sources, one after the other; what fails is named and the rest goes on."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dragoman.intake.decode import MOST, decode, unpack
from dragoman.intake.html import is_html, read_page
from dragoman.intake.source import Failure, InputError, Source

KEYS = ("id", "text", "published", "outlet", "title", "origin")
_SKIP = {".json", ".md", ".py", ".toml", ".csv", ".db", ".lock", ".yaml", ".yml"}


def collect(paths: Iterable[str], *, published: str | None = None, outlet: str | None = None) -> Iterator[Source | Failure]:
    """Every report in the paths, in order; a folder gives its files in order of name, `-` is standard input.

    `published` and `outlet` hold for reports that do not tell their own.
    """
    for path in paths:
        for found in _open(path):
            if isinstance(found, Failure):
                yield found
                continue
            try:
                yield replace(found, published=found.published or published, outlet=found.outlet or outlet)
            except InputError as error:
                yield Failure(found.origin, str(error))


def load(path: Path) -> Source:
    """The one report in a file.

    Raises:
        InputError: it cannot be read, or holds several.
    """
    found = list(_file(path))
    if len(found) != 1:
        raise InputError(f"{path} holds {len(found)} reports; read it with `dragoman read`")
    if isinstance(found[0], Failure):
        raise InputError(f"{path}: {found[0].reason}")
    return found[0]


def _open(path: str) -> Iterator[Source | Failure]:
    if path == "-":
        yield from _bytes(sys.stdin.buffer.read(MOST + 1), "-", "", None)
        return
    place = Path(path)
    if place.is_dir():
        files = [f for f in sorted(place.rglob("*")) if f.is_file() and f.suffix not in _SKIP and not f.name.startswith(".")]
        if not files:
            yield Failure(path, "there is no report in this folder; reports are .txt, .html or .jsonl files, gzipped or not")
        for file in files:
            yield from _file(file)
    elif not place.exists():
        yield Failure(path, "there is no such file or folder")
    else:
        yield from _file(place)


def _file(path: Path) -> Iterator[Source | Failure]:
    try:
        if path.stat().st_size > MOST:
            raise InputError(f"it is larger than {MOST // 2**20} MiB; split it, or give one report a line as JSON Lines")
        data = path.read_bytes()
    except (OSError, InputError) as error:
        yield Failure(str(path), getattr(error, "strerror", None) or str(error))
        return
    yield from _bytes(data, str(path), path.name.removesuffix(".gz"), path.parent)


def _bytes(data: bytes, origin: str, name: str, folder: Path | None) -> Iterator[Source | Failure]:
    try:
        text = decode(unpack(data))
        if not text.strip():
            raise InputError("it is empty")
        if name.endswith((".jsonl", ".ndjson")) or (not name and text.lstrip().startswith("{")):
            yield from _lines(text, origin, folder)
        elif is_html(text):
            yield read_page(text, origin)
        else:
            yield Source(text=text, origin=origin)
    except InputError as error:
        yield Failure(origin, str(error))


def _lines(text: str, origin: str, folder: Path | None) -> Iterator[Source | Failure]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{origin}:{number}"
        try:
            yield _row(json.loads(line), where, folder)
        except (ValueError, InputError) as error:
            yield Failure(where, str(error) if isinstance(error, InputError) else f"it is not JSON ({error})")


def _row(row: object, where: str, folder: Path | None) -> Source:
    """A line of JSON; where it names a "file" instead of giving the "text", the file lies beside or below the one with the line."""
    if isinstance(row, dict) and isinstance(row.get("file"), str) and "text" not in row and folder is not None:
        row = {"origin": row["file"]} | row | {"text": _beside(folder, row["file"])}
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError('a line must be a JSON object with a "text", or with a "file" that holds it')
    values = {key: row[key] for key in KEYS if row.get(key) is not None}
    wrong = [key for key, value in values.items() if not isinstance(value, str | int)]
    if wrong:
        raise InputError(f"{', '.join(wrong)}: must be a string")
    values = {key: str(value) for key, value in values.items()}
    return Source(**{"origin": where, **values})


def _beside(folder: Path, name: str) -> str:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise InputError(f"{name} lies outside the folder of the file that names it")
    try:
        if path.stat().st_size > MOST:
            raise InputError(f"{name} is larger than {MOST // 2**20} MiB")
        text = decode(unpack(path.read_bytes()))
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    return read_page(text, name).text if is_html(text) else text
