"""Decisions to clusters, one component at a time: as `linking.cluster` has it, with the components from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars

from dragoman.linking.cluster import partition
from dragoman.linking.index import Edge
from dragoman.linking.linker import distinct
from dragoman.scale import whole
from dragoman.scale.asking import fetched
from dragoman.scale.compare import nodes_by_id

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COMPONENTS: dict[str, Any] = {"n": polars.Int64, "component": polars.Int64}
_CLUSTERS: dict[str, Any] = {"kind": polars.String, "node": polars.String, "cluster": polars.String}
_KEPT = 100_000
"""Rows of a file."""
_INNER = """
SELECT x.component, e.a, e.b, p.kind, p.id, q.id, e.verdict, e.score, e.why
FROM edges e JOIN components x ON x.n = e.a JOIN components y ON y.n = e.b AND y.component = x.component
JOIN nodes p ON p.n = e.a JOIN nodes q ON q.n = e.b
ORDER BY x.component, e.a, e.b
"""
_WHOLE = """
CREATE TABLE clusters AS
SELECT kind, node, cluster FROM read_parquet('{folder}/clusters-*.parquet')
UNION ALL SELECT kind, id, id FROM nodes ANTI JOIN components USING (n)
"""


def cluster(db: DuckDBPyConnection, folder: Path) -> None:
    """Make the table `clusters`, which names for each node the first of its cluster."""
    rows = [{"n": n, "component": first} for n, first in sorted(_components(db).items())]
    whole.write_table(folder / "components.parquet", rows, _COMPONENTS)
    db.execute(f"CREATE TABLE components AS SELECT * FROM read_parquet('{folder}/components.parquet')")
    some: list[dict[str, Any]] = []
    written = 0
    for row in _clusters(db):
        some.append(row)
        if len(some) >= _KEPT:
            whole.write_table(folder / f"clusters-{written:06}.parquet", some, _CLUSTERS)
            written, some = written + 1, []
    whole.write_table(folder / f"clusters-{written:06}.parquet", some, _CLUSTERS)
    db.execute(_WHOLE.format(folder=folder))


def _components(db: DuckDBPyConnection) -> dict[int, int]:
    """For each node that a decision of "same" joins to another, the lowest of its component."""
    up: dict[int, int] = {}
    for a, b in fetched(db.cursor(), "SELECT a, b FROM edges WHERE verdict = 'same' ORDER BY a, b"):
        one, other = _root(up, a), _root(up, b)
        up[max(one, other)] = min(one, other)
    return {n: _root(up, n) for n in up}


def _root(up: dict[int, int], n: int) -> int:
    while up.setdefault(n, n) != n:
        up[n] = up[up[n]]
        n = up[n]
    return n


def _clusters(db: DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """The clusters of each component, which hang on its nodes and decisions alone."""
    bodies = db.cursor()
    for _, rows in groupby(fetched(db.cursor(), _INNER), key=itemgetter(0)):
        found = list(rows)
        kind = found[0][3]
        numbers = sorted({n for row in found for n in row[1:3]})
        ids = sorted({i for row in found for i in row[4:6]})
        edges = [Edge(a, b, verdict, score, why) for *_, a, b, verdict, score, why in found]
        apart = distinct(kind, partial(nodes_by_id, bodies, kind, numbers))
        for group in partition(ids, edges, apart):
            yield from ({"kind": kind, "node": i, "cluster": group[0]} for i in group)
