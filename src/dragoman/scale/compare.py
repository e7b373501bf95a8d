"""Pairs that share a key, and what is decided of each: as `linking.linker` does, but pair by pair from the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars

from dragoman.linking.index import Kind, Node
from dragoman.linking.linker import decided
from dragoman.scale import whole
from dragoman.scale.asking import fetched
from dragoman.scale.many import over
from dragoman.store.links import BODIES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = tuple[Any, ...]
Block = tuple[list[Row], list[tuple[int, int]]]
"""Nodes as (number, kind, id, body), and pairs of their numbers."""
_TILE = 1024
"""Nodes of a stretch: at most two stretches are compared at a time, which bounds memory."""
_KEPT = 100_000
"""Decisions of a file."""
_EDGES: dict[str, Any] = {
    "a": polars.Int64,
    "b": polars.Int64,
    "verdict": polars.String,
    "score": polars.Float64,
    "why": polars.String,
}
# A node looks for those of the reports before it, and of its own report.
_PAIRS = """
CREATE TABLE pairs AS
SELECT DISTINCT least(a.n, k.n) AS a, greatest(a.n, k.n) AS b
FROM asks a JOIN keys k ON a.kind = k.kind AND a.key = k.key AND a.n <> k.n AND a.r >= k.r
"""
_IN_TILES = f"SELECT a, b FROM pairs ORDER BY a // {_TILE}, b // {_TILE}, a, b"
_BODIES = "SELECT n, kind, id, body FROM nodes WHERE n IN (SELECT unnest(?)) ORDER BY n"


def compare(db: DuckDBPyConnection, folder: Path, workers: int) -> None:
    """Make the tables `pairs` and `edges` from nodes and their keys."""
    db.execute(_PAIRS)
    rows: list[Row] = []
    written = 0
    for found in over(_decisions, _blocks(db), workers):
        rows += found
        if len(rows) >= _KEPT:
            written, rows = _write(folder, written, rows), []
    _write(folder, written, rows)
    db.execute(f"CREATE TABLE edges AS SELECT * FROM read_parquet('{folder}/edges-*.parquet')")


def nodes_by_id(db: DuckDBPyConnection, kind: Kind, numbers: Sequence[int]) -> dict[str, Node]:
    """Nodes of a kind with what is compared of them."""
    return {i: _node(kind, i, body) for _, _, i, body in db.execute(_BODIES, [list(numbers)]).fetchall()}


def _blocks(db: DuckDBPyConnection) -> Iterator[Block]:
    """Pairs of two stretches of nodes at a time, with their nodes."""
    bodies = db.cursor()
    for _, of_tiles in groupby(fetched(db.cursor(), _IN_TILES), key=lambda p: (p[0] // _TILE, p[1] // _TILE)):
        pairs = [(int(a), int(b)) for a, b in of_tiles]
        yield bodies.execute(_BODIES, [sorted({n for pair in pairs for n in pair})]).fetchall(), pairs


def _decisions(block: Block) -> list[Row]:
    """What is decided of the pairs of a block, as rows of `edges`; of those with nothing in common, nothing."""
    nodes = {n: _node(kind, i, body) for n, kind, i, body in block[0]}
    number = {(node.kind, node.id): n for n, node in nodes.items()}
    out: list[Row] = []
    for a, b in block[1]:
        e = decided(nodes[a], nodes[b])
        if e is not None:
            kind = nodes[a].kind
            out.append((number[kind, e.a], number[kind, e.b], e.verdict, e.score, e.why))
    return out


def _node(kind: Kind, i: str, body: str) -> Node:
    return Node(kind, i, BODIES[kind].validate_json(body), (), ())


def _write(folder: Path, number: int, rows: list[Row]) -> int:
    """Write decisions as one file more, and return how many there are."""
    whole.write_table(folder / f"edges-{number:06}.parquet", [dict(zip(_EDGES, row, strict=True)) for row in rows], _EDGES)
    return number + 1
