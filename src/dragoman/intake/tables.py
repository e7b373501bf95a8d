"""CSV of any dialect and Parquet: one report a row."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dragoman.codebook.files import table as data
from dragoman.intake.days import day_of, order_in
from dragoman.intake.decode import MOST
from dragoman.intake.exports.article import language_code
from dragoman.intake.pointers import Pointer, to_fetch
from dragoman.intake.source import KEYS, Failure, InputError, Settings, Source

_ROWS = 10_000
_DELIMITERS = (",", "\t", ";", "|")
_SEP = re.compile(r"\"?sep=(.)\"?\s*\n")
_FEW = 2
"""Columns of known names that make a text with a heading a table, whatever the file's name is."""


def is_parquet(data: bytes) -> bool:
    """Whether some bytes are a Parquet file."""
    return data[:4] == b"PAR1" and data[-4:] == b"PAR1"


def is_table(text: str) -> bool:
    """Whether a text is a table by its first lines: `sep=`, or a heading of known names over rows of as many values."""
    text = _with_line_ends(text[:20_000])
    if _SEP.match(text):
        return True
    delimiter = _delimiter(text, {})
    rows = list(csv.reader(io.StringIO(text.rpartition("\n")[0] or text), delimiter=delimiter))[:5]
    named = _named(rows[0]) if rows else {}
    return "text" in named and len(named) > _FEW and len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows[1:] if row)


def read_csv(text: str, origin: str, settings: Settings) -> Iterator[Source | Failure]:
    """Reports in a table with a heading.

    Args:
        settings: its `columns` say which column holds which key, where it is not named like the key.

    Raises:
        InputError: it has no column of texts.
    """
    csv.field_size_limit(MOST)
    text = _with_line_ends(text)
    delimiter = _delimiter(text, settings.columns)
    text = _SEP.sub("", text, count=1)
    heading = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
    names = _names([name.strip() for name in heading], settings.columns)
    rows = _parsed(text, delimiter, [name.strip() for name in heading], origin)
    if "text" not in names:
        yield from _without_texts(rows, names, heading, settings)
        return
    day_first = settings.day_first
    if day_first is None and "published" in names:
        column = [
            row[names["published"]] or ""
            for _, row in _parsed(text, delimiter, [n.strip() for n in heading], origin)
            if isinstance(row, dict)
        ]
        day_first = order_in(column)
    for where, row in rows:
        yield row if isinstance(row, Failure) else _source(row, names, where, day_first, settings)


def read_parquet(data: bytes, origin: str, settings: Settings) -> Iterator[Source | Failure]:
    """Reports in a Parquet file, as `read_csv`, without its further columns.

    Raises:
        InputError: it is broken, or has no column of texts.
    """
    import polars
    from polars.exceptions import PolarsError

    try:
        there = list(polars.read_parquet_schema(io.BytesIO(data)))
        names = _names(there, settings.columns)
        if "text" not in names:
            raise InputError(_no_text(there))
        table = polars.scan_parquet(io.BytesIO(data)).select(names.values())
        start = 0
        while True:
            rows = table.slice(start, _ROWS).collect().to_dicts()
            for number, row in enumerate(rows, start + 1):
                yield _source({k: _word(v) for k, v in row.items()}, names, f"{origin}:{number}", settings.day_first, settings)
            start += len(rows)
            if len(rows) < _ROWS:
                return
    except PolarsError as error:
        raise InputError(f"it is a broken Parquet file ({error})") from error


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _with_line_ends(text: str) -> str:
    """A table with the line ends that the reader of CSV knows: old programs wrote a carriage return alone."""
    text = text.lstrip("\ufeff")
    return text.replace("\r", "\n") if "\r" in text and "\n" not in text else text


def _delimiter(text: str, columns: Mapping[str, str]) -> str:
    """What parts the columns: as the first line says, or that under which most names of the heading are known."""
    if match := _SEP.match(text):
        return match[1]
    line = text.split("\n", 1)[0]

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([line], delimiter=delimiter), [])
        wanted = {_plain(name) for name in columns.values()}
        return len(_named(names)) + sum(_plain(name) in wanted for name in names), len(names)

    return max(_DELIMITERS, key=known)


def _plain(name: str) -> str:
    """A heading as headings are compared: without capitals, blanks, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name.strip().lstrip("\ufeff")).lower()


def _named(there: Iterable[str]) -> dict[str, str]:
    """Which column holds which key by its name; a column holds one key only."""
    plain: dict[str, str] = {}
    for name in there:
        plain.setdefault(_plain(name), name)
    out: dict[str, str] = {}
    for key, headings in data("exports")["headings"].items():
        held = next((plain[h] for h in headings if h in plain and plain[h] not in out.values()), None)
        if held is not None:
            out[key] = held
    return out


def _names(there: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which key, as the user says and else by the heading."""
    plain = {_plain(name): name for name in there}
    given = {key: name if name in there else plain.get(_plain(name), "") for key, name in columns.items()}
    missing = [columns[key] for key, name in given.items() if not name]
    if missing:
        raise InputError(f"it has no column {', '.join(missing)}; its columns are: {', '.join(there)}")
    found = {key: name for key, name in _named(n for n in there if n not in given.values()).items() if key not in given}
    if "origin" in there and "origin" not in given:
        found["origin"] = "origin"
    return {key: name for key, name in {**found, **given}.items() if key in KEYS}


def _parsed(text: str, delimiter: str, heading: list[str], origin: str) -> Iterator[tuple[str, dict[str, str | None] | Failure]]:
    """Every row below the heading by name of column, with where it is."""
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        where = f"{origin}:{number}"
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield where, Failure(where, f"it is not CSV ({error})")
            continue
        if number == 1 or not values:
            number -= not values
            continue
        if any(v.strip() for v in values[len(heading) :]):
            yield where, Failure(where, f"it has {len(values)} values under {len(heading)} headings; quote texts that hold the separator")
            continue
        yield where, dict(zip(heading, [*values, *[None] * (len(heading) - len(values))], strict=False))


def _no_text(there: Iterable[str]) -> str:
    likely = [name for name in there if _plain(name) in data("exports")["likely"]["text"]]
    hint = f", perhaps --column text={likely[0]}" if likely else ""
    return f"it has no column text; say which one holds it, as --column text=NAME{hint}. Its columns are: {', '.join(there)}"


def _without_texts(rows: Iterable[tuple[str, Any]], names: Mapping[str, str], heading: list[str], settings: Settings) -> Iterator[Failure]:
    """The addresses of a table that has these and no texts."""
    plain = {_plain(name) for name in heading}
    if "address" not in names:
        raise InputError(_no_text(heading))
    what = "a table"
    if plain & {"globaleventid", "gkgrecordid", "sourceurl", "documentidentifier", "mentionidentifier"}:
        what = "a table of GDELT"
    elif plain & {"medianame", "mediaurl", "storiesid", "mediaid"}:
        what = "a table of stories from Media Cloud"
    titles = f"; or --column text={names['title']} reads the titles as headlines" if "title" in names else ""
    pointers = (
        Pointer(
            (row[names["address"]] or "").strip(),
            where,
            {key: row[name] for key, name in names.items() if key not in ("address", "origin", "language")},
            {key: value for key, value in row.items() if key not in names.values() and value},
        )
        for where, row in rows
        if not isinstance(row, Failure)
    )
    yield from to_fetch(pointers, what, settings, f"{titles}. Its columns are: {', '.join(heading)}")


def _source(
    row: Mapping[str, str | None], names: Mapping[str, str], where: str, day_first: bool | None, settings: Settings
) -> Source | Failure:
    """The report of a row; columns that are no key stay with it as they are."""
    values: dict[str, Any] = {key: value for key, name in names.items() if (value := row.get(name)) not in (None, "")}
    values["meta"] = {key: value for key, value in row.items() if key and key not in names.values() and value}
    values["language"] = language_code(values.get("language"))
    try:
        if told := values.pop("published", None):
            sure = "published" in settings.columns or _plain(names["published"]) == "published"
            values |= _published(told, day_first, sure, settings.day_first is None)
        if _plain(names["text"]) in data("exports")["headings"]["title"]:
            values.setdefault("title", values.get("text"))
        return replace(Source(**{"text": "", "origin": where, **values}), format="table")
    except InputError as error:
        return Failure(where, str(error))


def _published(told: str, day_first: bool | None, sure: bool, inferred: bool) -> dict[str, Any]:
    """The day of a row and what is to be said of it.

    Args:
        sure: whether the column is known to hold days of publication.
        inferred: whether the order of day and month was taken from other rows.

    Raises:
        InputError: it is no day, in a column that is known to hold such.
    """
    try:
        day = day_of(told, day_first)
    except InputError as error:
        if sure:
            raise
        return {"notes": (str(error),)}
    notes = (day.note,) if day.note else ()
    if not notes and inferred and day_first is not None and day_of(told).day is None:
        order = "day" if day_first else "month"
        notes = (f"published: {told} can be read in two ways; it was read with the {order} first, as others of its column are",)
    return {"published": day.day, "notes": notes}
