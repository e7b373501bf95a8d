"""How a table in CSV is written: what parts its columns, what quotes them, and which of its headings are known."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.codebook.files import table
from dragoman.intake.decode import MOST

_DELIMITERS = (",", "\t", ";", "|", "^", "~")
_SEP = re.compile(r"\"?sep=(.)\"?[ ,;\t]{0,40}\r?\n", re.IGNORECASE)
_ABOVE = re.compile(r"\A(?:[ \t]*(?:#(?!,)[^\n]{0,400})?\r?\n)+")
"""Empty lines and remarks above the heading."""
_PREAMBLE = 12  # lines among which the heading stands, below what a program says of its search
_HEADED = 3
"""Columns of known names in a heading that does not stand in the first line."""


@dataclass(frozen=True)
class Dialect:
    """What parts and quotes the values of a table; `escape` is None where a quotation mark within a value is doubled, and
    `spaced` says that a blank stands before the marks."""

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    spaced: bool = False


def with_line_ends(text: str) -> str:
    """A table with the line ends that the reader of CSV knows: old programs wrote a carriage return alone."""
    text = text.lstrip("\ufeff")
    return text.replace("\r", "\n") if "\r" in text and "\n" not in text else text


def opened(text: str, columns: Mapping[str, str]) -> tuple[str, Dialect]:
    """A table without its first line where that only names the separator, and its dialect.

    Args:
        columns: names of columns that the user gave.
    """
    text = _ABOVE.sub("", with_line_ends(text), count=1)
    if match := _SEP.match(text):
        text = text[match.end() :]
        return text, _quoting(text, match[1])
    wanted = {plain(name) for name in columns.values()}

    def known(line: str, delimiter: str) -> tuple[int, int]:
        names = next(rows_of(line.rstrip("\r").replace("\r", " "), Dialect(delimiter)), [])
        return len(named(names)) + sum(plain(name) in wanted for name in names), len(names)

    heads = text.split("\n", _PREAMBLE)[:_PREAMBLE]
    told = [max(known(line, mark) for mark in _DELIMITERS) for line in heads]
    start = next((n for n, (names, _) in enumerate(told) if names >= _HEADED), 0) if told[0] < (1, 2) else 0
    text = text.split("\n", start)[-1]
    return text, _quoting(text, max(_DELIMITERS, key=lambda mark: known(heads[start], mark)))


def says_separator(text: str) -> bool:
    """Whether the first line of a text only names the separator of a table."""
    return _SEP.match(text.lstrip("\ufeff")) is not None


def rows_of(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """The rows of a table. Raises csv.Error."""
    csv.field_size_limit(MOST)
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        skipinitialspace=dialect.spaced,
    )


def _quoting(text: str, delimiter: str) -> Dialect:
    """Single quotation marks where the heading has them, or values below it and none has double ones; and backslashes before those within values where none is doubled."""
    heading, _, rows = text.partition("\n")
    below = (
        '"' not in heading
        and f'{delimiter}"' not in rows
        and f"{delimiter}'" in rows
        and (f"'{delimiter}" in rows or "'\n" in rows.replace("\r", ""))
    )
    single = (text.startswith("'") and f"'{delimiter}'" in heading) or below
    quote = "'" if single else '"'
    escaped = f"\\{quote}" in text and f"{quote}{quote}" not in text.replace(f"{delimiter}{quote}{quote}", "")
    spaced = f"{delimiter} {quote}" in text and f"{delimiter}{quote}" not in text
    return Dialect(delimiter, quote, "\\" if escaped else None, spaced)


def plain(name: str) -> str:
    """A heading as headings are compared: without capitals, blanks, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name.strip().lstrip("\ufeff")).lower()


def named(there: Iterable[str]) -> dict[str, str]:
    """Which column holds which key by its name; a column holds one key only."""
    by_plain: dict[str, str] = {}
    for name in there:
        by_plain.setdefault(plain(name), name)
    out: dict[str, str] = {}
    for key, headings in table("exports")["headings"].items():
        held = next((by_plain[h] for h in headings if h in by_plain and by_plain[h] not in out.values()), None)
        if held is not None:
            out[key] = held
    return out
