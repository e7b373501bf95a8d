"""Every table of a dossier as Parquet, CSV or lines of JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from dragoman.codebook.reliability import share
from dragoman.export import notes
from dragoman.export.describe import described
from dragoman.export.errors import ExportError
from dragoman.export.flat import Row, cell, flat
from dragoman.model.record import Event, Record
from dragoman.store.filters import Filter
from dragoman.store.queries import QUESTIONS, View, every
from dragoman.store.schema import reports

TABLES = tuple(QUESTIONS)


def write_parquet(view: View, out: Path, f: Filter) -> int:
    """One file a table in a folder; or the events only, where the name ends in .parquet."""
    import polars

    types = {"text": polars.String, "JSON": polars.String, "list": polars.List(polars.String)}
    types |= {"integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean}
    written = 0
    for name, path in _files(out, ".parquet"):
        schema: Any = {column: types[kind] for column, kind in columns(name).items()}
        rows = [flat(row, columns(name)) for row in notes.beside(view, name, every(view, name, f))]
        polars.DataFrame(rows, schema=schema, orient="row").write_parquet(path)
        written += len(rows)
    return written


def write_csv(view: View, out: Path, f: Filter) -> int:
    """One file a table in a folder; or the events only, where the name ends in .csv."""
    written = 0
    for name, path in _files(out, ".csv"):
        with path.open("w", encoding="utf8", newline="") as file:
            written += csv_of(file, name, notes.beside(view, name, every(view, name, f)))
    return written


def csv_of(file: Any, name: str, rows: Iterator[Row]) -> int:
    """Rows of one table as CSV, with a heading."""
    kinds = columns(name)
    table = csv.DictWriter(file, list(kinds))
    table.writeheader()
    n = 0
    for row in rows:
        table.writerow({k: cell(v) for k, v in flat(row, kinds).items()})
        n += 1
    return n


def write_jsonl(view: View, out: Path, f: Filter) -> int:
    """One object a line: the row as `show --json` prints it, and its "table"."""
    n = 0
    with out.open("w", encoding="utf8") as file:
        for name in TABLES:
            for row in notes.beside(view, name, every(view, name, f)):
                file.write(json.dumps({"table": name, **row}, ensure_ascii=False) + "\n")
                n += 1
    return n


def write_records(view: View, out: Path, f: Filter) -> int:
    """The records of all reports that were published in the time asked for."""
    c = reports.c
    query = select(func.coalesce(c.corrected, c.record)).where(*f.of_day(c.published)).order_by(c.published, c.id)
    if f.as_of:
        query = query.where(c.published <= f.as_of)
    n = 0
    with out.open("w", encoding="utf8") as file:
        for body in view.read.execute(query).scalars():
            record = Record.from_json(body)
            if f.facts_only:
                facts = tuple(e for e in record.events if _fact(e, f))
                gone = {e.id for e in record.events} - {e.id for e in facts}
                said = tuple(s.model_copy(update={"event_ids": tuple(i for i in s.event_ids if i not in gone)}) for s in record.statements)
                record = record.model_copy(update={"events": facts, "statements": said})
            file.write(record.to_json() + "\n")
            n += 1
    return n


def _fact(e: Event, f: Filter) -> bool:
    sure = f.with_uncertain or share("event", e.confidence, e.read_by) >= f.uncertain_below
    return (e.modality, e.standing) == ("asserted", "reported") and sure


def columns(name: str) -> dict[str, str]:
    """The columns of a table in order, and what each holds: text, integer, number, boolean, list or JSON."""
    return {column.name: column.kind for column in described()[name]}


def _files(out: Path, suffix: str) -> Iterator[tuple[str, Path]]:
    if out.suffix == suffix:
        yield "events", out
        return
    if out.exists() and not out.is_dir():
        raise ExportError(f"{out} is a file; name a folder, or a file that ends in {suffix} for the events only")
    out.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        yield name, out / f"{name}{suffix}"
