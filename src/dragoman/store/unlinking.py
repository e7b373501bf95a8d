"""Nodes taken out of what linking keeps.

Keys of a node are found in the node and the other ends of its edges by the edges from it, so that no index has to be kept for what is
rarely done: most of what a report writes would be entries of such indexes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from dragoman.linking.index import Kind
from dragoman.store.prepared import Prepared
from dragoman.store.schema import link_clusters, link_edges, link_keys, link_nodes

_nodes, _keys, _edges = (t.c for t in (link_nodes, link_keys, link_edges))
_KIND: BindParameter[Any] = bindparam("of_kind")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_KEYS = Prepared(select(_nodes.id, _nodes.found_by).where(_nodes.kind == _KIND, _nodes.id.in_(_IDS)))
_ENDS = Prepared(select(_edges.b, _edges.a).where(_edges.kind == _KIND, _edges.a.in_(_IDS)))
_KEY = Prepared(delete(link_keys).where(_keys.kind == _KIND, _keys.key == bindparam("of_key"), _keys.node == bindparam("of_node")))
_EDGE = Prepared(delete(link_edges).where(_edges.kind == _KIND, _edges.a == bindparam("of_a"), _edges.b == bindparam("of_b")))


def as_kept(keys: Iterable[str]) -> str:
    """The keys of a node as `link_nodes` has them."""
    return json.dumps(sorted(set(keys)), ensure_ascii=False)


def drop(db: Connection, kind: Kind, ids: Sequence[str]) -> None:
    """Take nodes out, with their keys, edges and places in clusters."""
    keys = [{"of_kind": kind, "of_key": key, "of_node": i} for i, kept in _KEYS.of(db, ids, of_kind=kind) for key in json.loads(kept)]
    ends = [{"of_kind": kind, "of_a": a, "of_b": b} for a, b in _ENDS.of(db, ids, of_kind=kind)]
    for statement, rows in ((_KEY, keys), (_EDGE, ends)):
        if rows:
            statement.each(db, rows)
    for table, column in ((link_edges, "a"), (link_clusters, "node"), (link_nodes, "id")):
        db.execute(delete(table).where(table.c.kind == kind, table.c[column].in_(ids)))
