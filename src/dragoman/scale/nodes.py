"""What records tell that may be one with what others tell: nodes, the keys under which they are found, and where they were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars

from dragoman.linking.linker import KINDS
from dragoman.model.record import Record
from dragoman.scale import whole
from dragoman.scale.many import over

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TEXT, _COUNT, _TEXTS = polars.String, polars.Int64, polars.List(polars.String)
_NODES: dict[str, Any] = {"kind": _TEXT, "id": _TEXT, "r": _COUNT, "k": _COUNT, "body": _TEXT, "keys": _TEXTS, "asks": _TEXTS}
_MEMBERS: dict[str, Any] = {"kind": _TEXT, "node": _TEXT, "report": _TEXT, "item": _TEXT, "body": _TEXT, "r": _COUNT, "k": _COUNT}
_FILE = 1_000_000
"""Reports that a file may have, for their numbers."""
# Of nodes that several reports tell, the first counts. Their numbers follow the order of the reports, so that what is compared lies near.
_TABLES = """
CREATE TABLE members AS SELECT * FROM read_parquet('{folder}/members-*.parquet') ORDER BY kind, r, k;
CREATE TABLE nodes AS
SELECT row_number() OVER (ORDER BY kind, r, k) AS n, kind, id, r, body, keys, asks
FROM (SELECT * FROM read_parquet('{folder}/nodes-*.parquet') QUALIFY row_number() OVER (PARTITION BY kind, id ORDER BY r, k) = 1)
ORDER BY kind, r, k;
CREATE TABLE keys AS SELECT DISTINCT n, kind, r, unnest(keys) AS key FROM nodes;
CREATE TABLE asks AS SELECT DISTINCT n, kind, r, unnest(asks) AS key FROM nodes;
"""


@dataclass(frozen=True)
class Window:
    """The reports that are linked: those published from one day to another, both inclusive; all where neither is given."""

    since: str | None = None
    until: str | None = None

    def has(self, published: str | None) -> bool:
        """Whether a report is one of them; without a day it is only where all are."""
        if not published:
            return self.since is None and self.until is None
        return (self.since or "") <= published <= (self.until or "9999")


def files(out: Path) -> list[Path]:
    """The files of records of a folder, month by month, those without one last."""
    return sorted((out / "records").glob("month=*/*.parquet"))


def records(path: Path, window: Window) -> Iterator[tuple[int, str]]:
    """The records of a file that are in a window, as JSON, each with its number in the file."""
    frame = polars.read_parquet(path, columns=["published", "record"])
    for n, (published, body) in enumerate(frame.iter_rows()):
        if window.has(published):
            yield n, body


def find(db: DuckDBPyConnection, out: Path, folder: Path, window: Window, workers: int) -> None:
    """Make the tables `nodes`, `keys`, `asks` and `members` of the records of a folder."""
    things = [(n, path, folder, window) for n, path in enumerate(files(out))]
    for _ in over(_of_file, things, workers):
        pass
    _of_rows(folder, len(things), [], [])  # so that there is a file of each
    db.execute(_TABLES.format(folder=folder))


def _of_file(thing: tuple[int, Path, Path, Window]) -> None:
    """Write the nodes and members of one file of records."""
    number, path, folder, window = thing
    nodes: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    for row, body in records(path, window):
        record = Record.from_json(body)
        told = [pair for find_nodes, _ in KINDS.values() for pair in find_nodes(record)]
        for k, (node, member) in enumerate(told):
            place = {"kind": node.kind, "r": number * _FILE + row, "k": k}
            nodes.append({**place, "id": node.id, "body": node.body.model_dump_json(), "keys": list(node.keys), "asks": list(node.asks)})
            seen = member.body.model_dump_json() if member.body is not None else None
            members.append({**place, "node": node.id, "report": member.report, "item": member.item, "body": seen})
    _of_rows(folder, number, nodes, members)


def _of_rows(folder: Path, number: int, nodes: list[dict[str, Any]], members: list[dict[str, Any]]) -> None:
    whole.write_table(folder / f"nodes-{number:06}.parquet", nodes, _NODES)
    whole.write_table(folder / f"members-{number:06}.parquet", members, _MEMBERS)
