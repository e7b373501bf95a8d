"""What could not be read, and why: kept until it has been read."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from dragoman.intake.source import Failure
from dragoman.store import schema
from dragoman.store.prepared import Prepared

_T = schema.failures
_OF_ORIGIN = Prepared(delete(_T).where(_T.c.origin == bindparam("of_origin")))


@dataclass(frozen=True)
class StoredFailure:
    """An input that could not be read, as the dossier keeps it."""

    id: str
    origin: str
    place: str
    """The file or address by which it can be tried again; empty where there is none."""
    day: str
    """When it failed last."""
    reason: str
    sha256: str | None
    """Of the bytes that could not be read, where there were any."""
    passed: bool
    """Whether it was only passed over."""
    times: int
    """How often it failed."""


def keep(db: Connection, failed: Failure, day: str) -> str:
    """Keep a failure, in place of an earlier one of the same input; its id is returned."""
    place = _written(failed.place)
    key = "x" + hashlib.sha256(f"{place}\0{failed.origin}".encode()).hexdigest()[:16]
    values = {"day": day, "reason": failed.reason, "sha256": failed.sha256, "passed": failed.passed}
    if db.execute(select(_T.c.id).where(_T.c.id == key)).first() is not None:
        db.execute(update(_T).where(_T.c.id == key).values(**values, times=_T.c.times + 1))
    else:
        db.execute(insert(_T).values(id=key, origin=failed.origin, place=place, times=1, **values))
    return key


def forget_origin(db: Connection, origin: str) -> None:
    """Take out what failed under an origin, since a report of that origin has been read."""
    _OF_ORIGIN.do(db, of_origin=origin)


def forget_places(db: Connection, places: Iterable[str], but: set[str]) -> None:
    """Take out the failures of places that have been read to their ends, but those of some ids, which failed again."""
    for place in places:
        gone = [i for i in db.execute(select(_T.c.id).where(_T.c.place == _written(place))).scalars() if i not in but]
        for i in gone:
            db.execute(delete(_T).where(_T.c.id == i))


def listed(db: Connection, limit: int | None = None) -> list[StoredFailure]:
    """All failures, the latest day first."""
    query = select(_T).order_by(_T.c.passed, _T.c.day.desc(), _T.c.origin, _T.c.id).limit(limit)
    return [StoredFailure(**row) for row in db.execute(query).mappings()]


def count(db: Connection) -> tuple[int, int]:
    """How many inputs failed, and how many were passed over."""
    found = {bool(row[0]): int(row[1]) for row in db.execute(select(_T.c.passed, func.count()).group_by(_T.c.passed))}
    return found.get(False, 0), found.get(True, 0)


def places(db: Connection) -> list[str]:
    """Files and addresses of what failed, each once, in the order of their names."""
    query = select(_T.c.place).where(_T.c.place != "", _T.c.passed.is_(False)).distinct().order_by(_T.c.place)
    return [_read(place) for place in db.execute(query).scalars()]


def _written(place: str) -> str:
    """A place as text; the name of a file that is no UTF-8 as JSON of its bytes."""
    try:
        place.encode("utf8")
    except UnicodeEncodeError:
        return json.dumps(list(os.fsencode(place)))
    return place


def _read(place: str) -> str:
    return os.fsdecode(bytes(json.loads(place))) if place.startswith("[") else place
