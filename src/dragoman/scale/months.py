"""From parts to months: the reports of all parts by month of publication, each once, and beside them what could not be read.

All of it follows from the parts and their order, so that it can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars

from dragoman.intake import Failure
from dragoman.scale import columns, whole
from dragoman.scale.asking import asking, fetched
from dragoman.scale.engines import Done

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS = 2048
"""Reports of a file."""
_CHUNKS: dict[str, Any] = {"seq": polars.Int64, "part": polars.String, "reports": polars.Int64}
_PLACED = """
CREATE TEMP TABLE placed AS
SELECT c.seq, p.position, c.part, p.month, p.kind, p.id,
       row_number() OVER one = 1 AND p.kind IS NULL AS kept,
       first_value(p.text_sha256) OVER one = p.text_sha256 AS same
FROM read_parquet('{chunks}') c
JOIN (SELECT *, parse_filename(filename, true) AS part FROM read_parquet('{parts}', filename = true)) p ON p.part = c.part
WINDOW one AS (PARTITION BY coalesce(p.id, c.seq || '/' || p.position) ORDER BY c.seq, p.position)
"""
_KEPT = """
SELECT p.month, {names} FROM read_parquet('{parts}', filename = true) p
JOIN placed w ON w.kept AND w.part = parse_filename(p.filename, true) AND w.position = p.position
ORDER BY p.month, w.seq, w.position
"""
_FAILED = """
SELECT p.origin, p.place, w.same, w.id, p.text_sha256, p.reason, p.sha256, p.kind
FROM read_parquet('{parts}', filename = true) p
JOIN placed w ON NOT w.kept AND w.part = parse_filename(p.filename, true) AND w.position = p.position
ORDER BY w.seq, w.position
"""


@dataclass
class Counts:
    """What a run came to."""

    months: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=lambda: {"failed": 0, "passed": 0, "repeated": 0})
    """Inputs that gave no report, by kind of failure."""

    @property
    def reports(self) -> int:
        """How many reports were read."""
        return sum(self.months.values())


def gather(out: Path, order: Sequence[Done], passed: Sequence[Failure]) -> Counts:
    """Write `records`, `failures.parquet` and `chunks.parquet` from the parts of a run.

    Args:
        order: the parts, in the order of the input.
        passed: what was passed over before.
    """
    rows = [{"seq": n, "part": d.name, "reports": d.reports} for n, d in enumerate(order)]
    whole.write_table(out / "chunks.parquet", rows, _CHUNKS)
    counts = Counts()
    with asking(out) as db:
        found = {"chunks": out / "chunks.parquet", "parts": out / "parts" / "*" / "*.parquet"} if rows else None
        if found:
            db.execute(_PLACED.format(**found))
        written = set(_months(db, out, found, counts))
        _failures(db, out, found, passed, counts)
    for path in sorted((out / "records").rglob("*.parquet")):
        if path not in written:
            path.unlink()
    return counts


def _months(db: DuckDBPyConnection, out: Path, found: dict[str, Path] | None, counts: Counts) -> Iterator[Path]:
    """Write the files of each month; their paths."""
    names = list(columns.RECORDS)
    rows = fetched(db, _KEPT.format(names=", ".join(f"p.{n}" for n in names), **found)) if found else iter(())
    for month, of_month in groupby(rows, key=itemgetter(0)):
        for n, some in enumerate(iter(lambda rows=of_month: list(islice(rows, ROWS)), [])):  # type: ignore[misc]
            path = out / "records" / f"month={month}" / f"{n:06}.parquet"
            whole.write_table(path, [dict(zip(names, row[1:], strict=True)) for row in some], columns.RECORDS)
            counts.months[month] = counts.months.get(month, 0) + len(some)
            yield path


def _failures(db: DuckDBPyConnection, out: Path, found: dict[str, Path] | None, passed: Sequence[Failure], counts: Counts) -> None:
    """Write what could not be read, and what was read already."""
    rows = [columns.of_failure(f) for f in passed]
    rows += [_failure(*row) for row in fetched(db, _FAILED.format(**found))] if found else []
    for row in rows:
        counts.kinds[row["kind"]] += 1
    whole.write_table(out / "failures.parquet", rows, columns.FAILURES)


def _failure(
    origin: str, place: str, same: bool, report: str | None, text: str | None, reason: str | None, sha256: str | None, kind: str | None
) -> columns.Row:
    """A row of failures, also for a report whose id another had before."""
    if kind is None:
        kind = "repeated" if same else "failed"
        reason = f"a report with the id {report} and {'this' if same else 'another'} text was read before; " + (
            "it counts once" if same else "give this one an id of its own"
        )
        sha256 = text
    return {"origin": origin, "place": place, "reason": reason, "sha256": sha256, "kind": kind}
