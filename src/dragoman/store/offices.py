"""Who holds which office, made anew where people changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from dragoman.codebook.linking import office_key
from dragoman.linking.linked import Cluster, Linked, cluster_id
from dragoman.linking.views.officials import officials
from dragoman.model.dossier import Official
from dragoman.store import answers
from dragoman.store.chunks import chunked
from dragoman.store.desk.journal import Journal
from dragoman.store.links import SqlLinkIndex
from dragoman.store.replacing import replace_rows
from dragoman.store.schema import dossier_officials

Office = tuple[str, str | None]
"""An office as compared, and its state."""
_c = dossier_officials.c


def write_officials(db: Connection, index: SqlLinkIndex, loaded: dict[str, Cluster], firsts: set[str], journal: Journal | None) -> None:
    """Write the holders of the offices in which people are shown whose clusters changed, now or before.

    Args:
        loaded: clusters of people that are at hand, by their first nodes.
        firsts: first nodes of the clusters that changed.
    """
    ids = sorted(cluster_id("person", i) for i in firsts)
    mine = [loaded[i] for i in sorted(firsts) if i in loaded]
    own = officials(Linked({"person": mine}))
    offices = {(office_key(o.office), o.country) for o in own} | _offices_of(db, ids)
    holders = _holders(db, offices) - firsts
    others = [loaded[i] for i in sorted(holders) if i in loaded] + index.clusters("person", holders - set(loaded))
    rows = _office_rows([*mine, *others], officials(Linked({"person": [*mine, *others]})) if others else own)
    changed = set(ids)
    rows = [r for r in rows if r["person_id"] in changed or (r["single"] and (r["key"], r["country"]) in offices)]
    replace_rows(db, dossier_officials, rows, _rows_of(db, ids) | {r["id"] for r in rows}, journal)


def _offices_of(db: Connection, people: list[str]) -> set[Office]:
    """The offices in which some people were shown before."""
    return {
        (row.key, row.country) for part in chunked(people) for row in db.execute(select(_c.key, _c.country).where(_c.person_id.in_(part)))
    }


def _holders(db: Connection, offices: Iterable[Office]) -> set[str]:
    """First nodes of those who hold one of some offices that have one holder at a time."""
    holders: set[str] = set()
    for key, country in sorted(offices, key=str):
        same = _c.country.is_(None) if country is None else _c.country == country
        holders |= set(db.execute(select(_c.first).where(_c.key == key, same, _c.single.is_(True))).scalars())
    return holders


def _rows_of(db: Connection, people: list[str]) -> set[str]:
    """Ids of the rows of some people."""
    return {i for part in chunked(people) for i in db.execute(select(_c.id).where(_c.person_id.in_(part))).scalars()}


def _office_rows(clusters: list[Cluster], rows: list[Official]) -> list[dict[str, Any]]:
    first = {c.id: c.nodes[0].id for c in clusters if c.nodes}
    return [answers.of_official(o, first[o.person]) for o in rows]
