"""Answers as HTML for notebooks: a small table each, with the words, and with who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.codebook.status import MARKS, shown
from dragoman.export.flat import Row, cell, flat
from dragoman.model.shown import framed, table

_COLUMNS = {
    "agreements": ("names", "parties", "stage", "date", "standing", "words"),
    "events": ("date", "type", "actors", "recipients", "modality", "standing", "according_to", "disputed_by", "words"),
    "statements": ("published", "speaker", "kind", "content", "outlet"),
    "officials": ("office", "country", "holder", "from", "to", "status", "words"),
    "people": ("name", "country", "offices", "reports"),
    "organizations": ("name", "country", "names", "reports"),
    "disputes": ("date", "event_type", "actors", "recipients", "status", "words"),
    "follow-through": ("name", "parties", "area", "reports_since", "days_since"),
    "sources": ("origin", "cluster", "why"),
}
"""What is shown of each table."""


def of_table(name: str, rows: list[Row], columns: Mapping[str, str]) -> str:
    """One answer."""
    return framed(f"<p><b>{len(rows)} {name}</b></p>", _table(name, rows, columns))


def of_dossier(reports: int, answers: Sequence[tuple[str, list[Row], Mapping[str, str]]]) -> str:
    """Several answers of a dossier, one below the other."""
    parts = [f"<p><b>{len(rows)} {name}</b></p>{_table(name, rows, columns)}" for name, rows, columns in answers]
    return framed(f"<p><b>Dossier</b> <small>{reports} reports</small></p>", *parts)


def _table(name: str, rows: list[Row], columns: Mapping[str, str]) -> str:
    heads = _COLUMNS[name]
    marked = name == "events"
    values = [[*([MARKS[shown(row)]] if marked else []), *_values(flat(row, columns), heads)] for row in rows]
    return table(["", *heads] if marked else heads, values)


def _values(row: Row, heads: tuple[str, ...]) -> list[Any]:
    return ["" if row[head] is None else cell(row[head]) for head in heads]
