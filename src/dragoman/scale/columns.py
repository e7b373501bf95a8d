"""Columns of the files of Parquet: the whole record as JSON, and beside it what one looks for, counts and sorts by."""

import hashlib
import re
from typing import Any

import polars

from dragoman.intake import Failure
from dragoman.model.record import Record

Row = dict[str, Any]
UNDATED = "undated"
"""The month of reports whose day of publication nobody tells."""
_MONTH = re.compile(r"\d{4}-\d\d")
_TEXT, _COUNT, _TEXTS = polars.String, polars.Int64, polars.List(polars.String)
RECORDS: dict[str, Any] = {
    "id": _TEXT,
    "published": _TEXT,
    "outlet": _TEXT,
    "title": _TEXT,
    "language": _TEXT,
    "origin": _TEXT,
    "characters": _COUNT,
    "actors": _COUNT,
    "statements": _COUNT,
    "events": _COUNT,
    "facts": _COUNT,
    "agreements": _COUNT,
    "states": _TEXTS,
    "types": _TEXTS,
    "warnings": _TEXTS,
    "record": _TEXT,
}
"""Of `records`: one row a report."""
FAILURES: dict[str, Any] = {"origin": _TEXT, "place": _TEXT, "reason": _TEXT, "sha256": _TEXT, "kind": _TEXT}
"""Of `failures.parquet`; the kind is failed, passed (over, in a folder) or repeated (the text has been read under its id)."""
PARTS: dict[str, Any] = {
    "position": _COUNT,
    "month": _TEXT,
    "text_sha256": _TEXT,
    **RECORDS,
    "place": _TEXT,
    "reason": _TEXT,
    "sha256": _TEXT,
    "kind": _TEXT,
}
"""Of `parts`, where reports and failures stand together in the order of the input; a failure has no record, and a report no reason."""


def of_record(record: Record) -> Row:
    """A report as a row of PARTS, but for its position."""
    report = record.report
    return {
        "month": month(report.published),
        "text_sha256": hashlib.sha256(report.text.encode("utf8", "surrogatepass")).hexdigest(),
        "id": report.id,
        "published": report.published,
        "outlet": report.outlet,
        "title": report.title,
        "language": report.language,
        "origin": report.origin,
        "characters": len(report.text),
        "actors": len(record.actors),
        "statements": len(record.statements),
        "events": len(record.events),
        "facts": sum(e.modality == "asserted" and e.standing == "reported" for e in record.events),
        "agreements": len(record.agreements),
        "states": _states(record),
        "types": sorted({e.type for e in record.events}),
        "warnings": sorted({w.code for w in record.warnings}),
        "record": record.to_json(),
    }


def _states(record: Record) -> list[str]:
    """States of who takes part in what the report tells."""
    country = {a.id: a.country for a in record.actors}
    sides = [i for e in record.events for i in (*e.actors, *e.recipients)] + [i for a in record.agreements for i in a.parties]
    return sorted({c for i in sides if (c := country[i])})


def of_failure(failure: Failure) -> Row:
    """A failure as a row of PARTS, but for its position."""
    kind = "passed" if failure.passed else "failed"
    place = failure.place.encode("utf8", "backslashreplace").decode()
    return {"origin": failure.origin, "place": place, "reason": failure.reason, "sha256": failure.sha256, "kind": kind}


def month(published: str | None) -> str:
    """The month that a report is kept under."""
    found = _MONTH.match(published or "")
    return found.group() if found else UNDATED
