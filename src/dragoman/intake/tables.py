"""CSV of any dialect and Parquet: one report a row."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from dragoman.codebook.files import table as data
from dragoman.intake.days import day_of, order_in
from dragoman.intake.dialects import Dialect, named, opened, plain, rows_of, says_separator
from dragoman.intake.exports.article import language_code
from dragoman.intake.exports.markup import unmarked
from dragoman.intake.parquet import Table
from dragoman.intake.pointers import Pointer, to_fetch
from dragoman.intake.source import KEYS, Failure, InputError, Settings, Source, Unfetched

_ADDRESS = re.compile(r"https?://\S+")
_DIVIDED = "<UDIV>"
"""What GDELT puts between addresses that a row names together."""
_NO_ROW = "it is a table with a heading and no rows"
_MISSING = frozenset({"", "na", "n/a", "nan", "nat", "none", "null", "\\n", "-", "--", "#n/a"})
_FEW = 2
"""Columns of known names that make a text with a heading a table, whatever the file's name is."""


def is_parquet(data: bytes) -> bool:
    """Whether some bytes are a Parquet file."""
    return data[:4] == b"PAR1" and data[-4:] == b"PAR1"


def is_table(text: str) -> bool:
    """Whether a text is a table by its first lines: `sep=`, or a heading of known names over rows of as many values."""
    if says_separator(text):
        return True
    head, dialect = opened(text[:20_000], {})
    try:
        rows = list(islice(rows_of(head.rpartition("\n")[0] or head, dialect), 5))
    except csv.Error:
        return False
    names = named(rows[0]) if rows else {}
    return "text" in names and len(names) > _FEW and len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows[1:] if row)


def read_csv(text: str, origin: str, settings: Settings) -> Iterator[Source | Failure]:
    """Reports in a table with a heading.

    Args:
        settings: its `columns` say which column holds which key, where it is not named like the key.

    Raises:
        InputError: it has no column of texts.
    """
    text, dialect = opened(text, settings.columns)
    try:
        heading = [name.strip() for name in next(rows_of(text, dialect), [])]
    except csv.Error as error:
        raise InputError(f"it is not CSV ({error})") from error
    names = _names(heading, settings.columns)
    rows = _parsed(text, dialect, heading, origin)
    if "text" not in names:
        yield from _without_texts(rows, names, heading, settings)
        return
    day_first = settings.day_first
    if day_first is None and "published" in names:
        days = (row[names["published"]] for _, row in _parsed(text, dialect, heading, origin) if isinstance(row, dict))
        day_first = order_in(day for day in days if day)
    empty = True
    for where, row in rows:
        empty = False
        yield row if isinstance(row, Failure) else _report(row, names, where, day_first, settings)
    if empty:
        raise InputError(_NO_ROW)


def read_parquet(data: bytes, origin: str, settings: Settings) -> Iterator[Source | Failure]:
    """Reports in a Parquet file, as `read_csv`, without its further columns.

    Raises:
        InputError: it is broken, or has no column of texts.
    """
    with Table(data) as table:
        names = _names(table.names, settings.columns)
        if "text" not in names:
            raise InputError(_no_text(table.names))
        number = 0
        for number, row in enumerate(table.rows(list(dict.fromkeys(names.values()))), 1):
            yield _source({k: _word(v) for k, v in row.items()}, names, f"{origin}:{number}", settings.day_first, settings)
        if not number:
            raise InputError(_NO_ROW)


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _names(there: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which key, as the user says and else by the heading."""
    by_plain = {plain(name): name for name in there}
    given = {key: name if name in there else by_plain.get(plain(name), "") for key, name in columns.items()}
    missing = [columns[key] for key, name in given.items() if not name]
    if missing:
        raise InputError(f"it has no column {', '.join(missing)}; its columns are: {', '.join(there)}")
    headed = {key: name for key, name in named(n for n in there if n not in given.values()).items() if key not in given}
    if "origin" in there and "origin" not in given:
        headed["origin"] = "origin"
    return {key: name for key, name in {**headed, **given}.items() if key in KEYS}


def _parsed(text: str, dialect: Dialect, heading: list[str], origin: str) -> Iterator[tuple[str, dict[str, str | None] | Failure]]:
    """Every row below the heading by name of column, with where it is."""
    rows = rows_of(text, dialect)
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


def _likely(there: Iterable[str]) -> list[str]:
    """The columns that may hold texts, the likeliest first."""
    order = data("exports")["likely"]["text"]
    return sorted((name for name in there if plain(name) in order), key=lambda name: order.index(plain(name)))


def _no_text(there: Iterable[str]) -> str:
    likely = _likely(there)
    hint = f", perhaps --column text={likely[0]}" if likely else ""
    return f"it has no column text; say which one holds it, as --column text=NAME{hint}. Its columns are: {', '.join(there)}"


def _without_texts(rows: Iterable[tuple[str, Any]], names: Mapping[str, str], heading: list[str], settings: Settings) -> Iterator[Failure]:
    """The addresses of a table that has these and no texts."""
    if "address" not in names:
        raise InputError(_no_text(heading))
    held = next((name for name in _likely(heading) if name != names.get("title")), None)
    texts = f"; if its texts are in {held}, say --column text={held}" if held else ""
    titles = f"; or --column text={names['title']} reads the titles as headlines" if "title" in names else ""
    told = f"{texts}{titles}. Its columns are: {', '.join(heading)}"
    yield from to_fetch(_pointers(rows, names), _kind_of_table(heading), settings, told)


def _kind_of_table(heading: list[str]) -> str:
    """Whose table it is, by its columns."""
    there = {plain(name) for name in heading}
    if there & {"globaleventid", "gkgrecordid", "sourceurl", "sourceurls", "documentidentifier", "mentionidentifier"}:
        return "a table of GDELT"
    return "a table of stories from Media Cloud" if there & {"medianame", "mediaurl", "storiesid", "mediaid"} else "a table"


def _pointers(rows: Iterable[tuple[str, Any]], names: Mapping[str, str]) -> Iterator[Pointer]:
    """Every address in the rows, with what its row tells of it."""
    for where, row in rows:
        if isinstance(row, Failure):
            continue
        told = {key: row[name] for key, name in names.items() if key not in ("address", "origin", "language")}
        more = {key: value for key, value in row.items() if key not in names.values() and value}
        yield from (Pointer(address.strip(), where, told, more) for address in (row[names["address"]] or "").split(_DIVIDED))


def _report(
    row: Mapping[str, str | None], names: Mapping[str, str], where: str, day_first: bool | None, settings: Settings
) -> Source | Failure:
    """The report of a row, or its address where the row holds that in the place of a text."""
    text = (row.get(names["text"]) or "").strip()
    address = text if _ADDRESS.fullmatch(text) else "" if text else (row.get(names.get("address", "")) or "").strip()
    if not address:
        return _source(row, names, where, day_first, settings)
    if not settings.fetch:
        return Failure(where, f"there is no text in it, only the address {address}; --fetch fetches the report from it")
    try:
        values = _values(row, names, day_first, settings)
    except InputError as error:
        return Failure(where, str(error))
    known = {key: value for key, value in values.items() if value and key not in ("text", "origin", "address")}
    return Unfetched(where, "its text has not been fetched", address=address, known=known)


def _source(
    row: Mapping[str, str | None], names: Mapping[str, str], where: str, day_first: bool | None, settings: Settings
) -> Source | Failure:
    try:
        return replace(Source(**{"text": "", "origin": where, **_values(row, names, day_first, settings)}), format="table")
    except InputError as error:
        return Failure(where, str(error))


def _values(row: Mapping[str, str | None], names: Mapping[str, str], day_first: bool | None, settings: Settings) -> dict[str, Any]:
    """What a row says by the names of Source's fields; columns that are no key stay with it as they are.

    Raises:
        InputError: its day of publication is none.
    """
    values: dict[str, Any] = {key: value for key, name in names.items() if (value := row.get(name)) and not _is_missing(key, value)}
    for key in ("text", "title"):
        if values.get(key):
            values[key] = unmarked(values[key])
    values["meta"] = {key: value for key, value in row.items() if key and key not in names.values() and value}
    values["language"] = language_code(values.get("language"))
    if written_day := values.pop("published", None):
        sure = "published" in settings.columns or plain(names["published"]) == "published"
        values |= _published(written_day, day_first, sure, settings.day_first is None)
    if plain(names["text"]) in data("exports")["headings"]["title"]:
        values.setdefault("title", values.get("text"))
    return values


def _is_missing(key: str, value: str) -> bool:
    """Whether a value is how programs write that there is none."""
    return key != "text" and value.strip().lower() in _MISSING


def _published(written_day: str, day_first: bool | None, sure: bool, inferred: bool) -> dict[str, Any]:
    """The day of a row and what is to be said of it.

    Args:
        sure: whether the column is known to hold days of publication.
        inferred: whether the order of day and month was taken from other rows.

    Raises:
        InputError: it is no day, in a column that is known to hold such.
    """
    try:
        day = day_of(written_day, day_first)
    except InputError as error:
        if sure:
            raise
        return {"notes": (str(error),)}
    notes = (day.note,) if day.note else ()
    if not notes and inferred and day_first is not None and day_of(written_day).day is None:
        order = "day" if day_first else "month"
        notes = (f"published: {written_day} can be read in two ways; it was read with the {order} first, as others of its column are",)
    return {"published": day.day, "notes": notes}
