"""CSV and Parquet: one report a row."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from dragoman.intake.decode import MOST
from dragoman.intake.parquet import Table
from dragoman.intake.source import KEYS, Failure, InputError, Source


def is_parquet(data: bytes) -> bool:
    """Whether some bytes are a Parquet file."""
    return data[:4] == b"PAR1" and data[-4:] == b"PAR1"


def read_csv(text: str, origin: str, columns: Mapping[str, str]) -> Iterator[Source | Failure]:
    """Reports in a table with a heading.

    Args:
        columns: which column holds which key, where it is not named like the key.

    Raises:
        InputError: it has no column of texts.
    """
    csv.field_size_limit(MOST)
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    try:
        names = _names(table.fieldnames or (), columns)
    except csv.Error as error:
        raise InputError(f"it is not CSV ({error})") from error
    number = 1
    while True:
        number += 1
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(f"{origin}:{number}", f"it is not CSV ({error})")
            continue
        yield _source({key: row.get(name) for key, name in names.items()}, f"{origin}:{number}")


def read_parquet(data: bytes, origin: str, columns: Mapping[str, str]) -> Iterator[Source | Failure]:
    """Reports in a Parquet file, as `read_csv`.

    Raises:
        InputError: it is broken, or has no column of texts.
    """
    with Table(data) as table:
        names = _names(table.names, columns)
        for number, row in enumerate(table.rows(list(dict.fromkeys(names.values()))), 1):
            yield _source({key: row[name] for key, name in names.items()}, f"{origin}:{number}")


def _names(there: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which key."""
    found = list(there)
    missing = [name for name in columns.values() if name not in found]
    if missing:
        raise InputError(f"it has no column {', '.join(missing)}; its columns are: {', '.join(found)}")
    names = {key: columns.get(key, key) for key in KEYS if columns.get(key, key) in found}
    if "text" not in names:
        raise InputError(f"it has no column text; say which one holds it, as --column text=NAME. Its columns are: {', '.join(found)}")
    return names


def _source(row: Mapping[str, object], where: str) -> Source | Failure:
    values = {key: str(value) for key, value in row.items() if value not in (None, "")}
    try:
        return Source(**{"text": "", "origin": where, **values})
    except InputError as error:
        return Failure(where, str(error))
