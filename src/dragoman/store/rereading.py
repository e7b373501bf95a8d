"""A report read again with the day, outlet or language that people gave it: what its words mean depends on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.intake.source import Source
from dragoman.model.correction import Correction
from dragoman.model.record import Record, Report

_READ_WITH = ("published", "outlet", "language")
"""What changes the reading; a title does not."""


def described(report: Report, made: Iterable[Correction]) -> dict[str, Any]:
    """Day, outlet and language of a report as people say, the last one counting; only those that they set."""
    return {c.field: c.value for c in made if c.kind == "report" and c.action == "set" and c.field in _READ_WITH}


def reread(record: Record, given: dict[str, Any]) -> Record:
    """The record of the same text, read with what is given of its report."""
    from dragoman.reading.read import read_source

    r = record.report
    language = given.get("language")
    source = Source(
        text=r.text,
        origin=r.origin,
        id=r.id,
        published=given.get("published", r.published),
        published_by="user" if given.get("published") else r.published_by,
        outlet=given.get("outlet", r.outlet),
        title=r.title,
        byline=r.byline,
        section=r.section,
        address=r.address,
        language=language or r.language,
        read_as=language,
        meta=r.meta or {},
    )
    return read_source(source)
