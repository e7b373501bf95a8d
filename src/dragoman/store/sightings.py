"""The words by which reports show people in office, kept one by one: who is in office for long is shown by thousands of reports."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from dragoman.codebook.linking import office_key
from dragoman.linking.views.posts import Place
from dragoman.model.dossier import Evidence
from dragoman.store.answers import official_id
from dragoman.store.prepared import Prepared, insert
from dragoman.store.schema import dossier_sightings

Row = dict[str, Any]
_c = dossier_sightings.c
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_KEYS = (_c.official_id, _c.day, _c.report_id, _c.item, _c.number)
_BODIES = Prepared(select(_c.official_id, _c.body).where(_c.official_id.in_(_IDS)).order_by(*_KEYS))
_THERE = Prepared(select(*_KEYS, _c.body).where(_c.official_id.in_(_IDS)))
_GONE = Prepared(dossier_sightings.delete().where(*(c == bindparam(f"of_{c.name}") for c in _KEYS)))


def add(db: Connection, sightings: Iterable[tuple[str, Place, Evidence]]) -> None:
    """Keep some that are new; each is the id of a row of `dossier_officials`, where the report stands among others, and its words."""
    insert(db, dossier_sightings, [_row((official, *place, words.model_dump_json())) for official, place, words in sightings])


def replace(db: Connection, officials: Sequence[str], sightings: Iterable[tuple[str, Place, Evidence]]) -> None:
    """Keep all of some officials in place of those that were kept; only what differs is written."""
    there = set(_THERE.of(db, officials))
    now = {(official, *place, words.model_dump_json()) for official, place, words in sightings}
    gone = sorted(there - now)
    if gone:
        _GONE.each(db, [{f"of_{c.name}": value for c, value in zip(_KEYS, found, strict=False)} for found in gone])
    insert(db, dossier_sightings, [_row(found) for found in sorted(now - there)])


def put_back(db: Connection, rows: Sequence[Row]) -> list[Row]:
    """Rows of who is in office, with all the words that show it."""
    ids = [official_id(row["person"], office_key(row["office"]), row["country"]) for row in rows]
    found: dict[str, list[str]] = defaultdict(list)
    for official, body in _BODIES.of(db, sorted(ids)):
        found[official].append(body)
    return [row | {"evidence": json.loads(f"[{','.join(found[i])}]")} for i, row in zip(ids, rows, strict=True)]


def _row(found: tuple[Any, ...]) -> Row:
    return dict(zip((*(c.name for c in _KEYS), "body"), found, strict=True))
