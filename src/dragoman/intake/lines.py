"""JSON Lines: one report a line."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.intake.days import day_of
from dragoman.intake.decode import MOST, decode, unpack
from dragoman.intake.exports.article import language_code
from dragoman.intake.exports.jsonfeeds import article_of
from dragoman.intake.exports.markup import unmarked
from dragoman.intake.html import is_html, read_page
from dragoman.intake.source import KEYS, Failure, InputError, Settings, Source

_NO_TEXT = 'a line must be a JSON object with a "text", or with a "file" that holds it'
_STRICT = ("id", "text", "published", "outlet", "title", "origin")
"""Keys whose value must be a string; others may be anything, and then say nothing."""


def is_lines(text: str) -> bool:
    """Whether a text is JSON Lines by its first two lines."""
    lines = [line for line in text[:2_000_000].split("\n") if line.strip()][:2]
    return len(lines) == 2 and all(_is_object(line) for line in lines)


def _is_object(line: str) -> bool:
    try:
        return line.lstrip("\ufeff \t").startswith("{") and isinstance(json.loads(line.lstrip("\ufeff")), dict)
    except (ValueError, RecursionError):
        return False


def read_lines(text: str, origin: str, settings: Settings, folder: Path | None) -> Iterator[Source | Failure]:
    """The reports in a file of lines.

    Args:
        folder: where the files lie that lines name; without it they cannot name any.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{origin}:{number}"
        try:
            yield _row(json.loads(line), where, settings, folder)
        except (ValueError, RecursionError, InputError) as error:
            yield Failure(where, str(error) if isinstance(error, InputError) else f"it is not JSON ({error})")


def _row(row: object, where: str, settings: Settings, folder: Path | None) -> Source | Failure:
    """A line of JSON; where it names a "file" instead of giving the "text", the file lies beside or below the one with the line."""
    if not isinstance(row, dict):
        raise InputError(_NO_TEXT)
    if "text" not in row and isinstance(row.get("file"), str) and folder is not None:
        row = {"origin": row["file"]} | row | {"text": _beside(folder, row["file"])}
    if "text" not in row and (source := article_of(row, where, settings)) is not None:
        return source
    if not isinstance(row.get("text"), str):
        raise InputError(_NO_TEXT)
    fields: dict[str, Any] = {"origin": where, **_values(row)}
    fields["text"] = unmarked(fields["text"])
    day = day_of(fields["published"], settings.day_first) if fields.get("published") else None
    fields |= {"published": day.day} if day else {}
    fields |= {"language": language_code(fields["language"])} if "language" in fields else {}
    return replace(Source(**fields), notes=(day.note,) if day and day.note else (), format="JSON Lines")


def _values(row: dict[str, Any]) -> dict[str, str]:
    """What an object says under the keys that are known, as strings.

    Raises:
        InputError: a value that must be a string is none.
    """
    values = {key: row[key] for key in KEYS if row.get(key) is not None and (key in _STRICT or isinstance(row[key], str))}
    wrong = [key for key, value in values.items() if not isinstance(value, str | int)]
    if wrong:
        raise InputError(f"{', '.join(wrong)}: must be a string")
    return {key: str(value) for key, value in values.items()}


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
