"""A new dossier filled with many records that were linked elsewhere, without comparing anything here.

What is written is what `Store.add` would have, but for the journal: of what is new in a new dossier nothing is noted.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from dragoman.linking.index import Kind
from dragoman.model.record import Record
from dragoman.store import schema
from dragoman.store.derive import write_parts
from dragoman.store.links import SqlLinkIndex
from dragoman.store.prepared import insert
from dragoman.store.refresh import make
from dragoman.store.rows import report_row
from dragoman.store.unlinking import as_kept


def add_records(db: Connection, found: Iterable[tuple[Record, str]]) -> int:
    """Keep records, each with itself as JSON, and return how many; none of their reports may be there."""
    n = 0
    for record, body in found:
        insert(db, schema.reports, [report_row(record) | {"record": body, "corrected": None, "unamended": None}])
        write_parts(db, record, new=True)
        n += 1
    return n


def add_links(db: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what links records: rows of link_nodes, link_keys, link_members, link_edges or link_clusters; of nodes the keys as they are."""
    kept = [row | {"found_by": as_kept(row["found_by"])} for row in rows] if table == "nodes" else rows
    insert(db, schema.metadata.tables[f"link_{table}"], kept)


def answer(db: Connection, kind: Kind, firsts: set[str]) -> None:
    """Make the answers of some clusters of one kind, named by their first nodes, once all links are kept; agreements before events."""
    make(db, SqlLinkIndex(db), kind, firsts)
