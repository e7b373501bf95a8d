"""Who holds which office, made anew where people changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from dragoman.linking.linked import Cluster, cluster_id
from dragoman.linking.views.officials import evidence, register
from dragoman.linking.views.posts import Office, sights
from dragoman.store import answers, sightings, tallies
from dragoman.store.chunks import chunked
from dragoman.store.desk.journal import Journal
from dragoman.store.folding import Folded
from dragoman.store.links import SqlLinkIndex
from dragoman.store.replacing import replace_rows
from dragoman.store.schema import dossier_officials
from dragoman.store.tallies import Tallied

_c = dossier_officials.c


def write_officials(
    db: Connection,
    index: SqlLinkIndex,
    loaded: dict[str, Cluster],
    firsts: set[str],
    journal: Journal | None,
    folded: Mapping[str, Folded] = {},
) -> None:
    """Write the holders of the offices in which people are shown whose clusters changed, now or before.

    Args:
        loaded: clusters of people that are at hand, by their first nodes.
        firsts: first nodes of the clusters that changed.
        folded: those of them to whom something was added, by their first nodes.
    """
    whole = [loaded[i] for i in sorted(firsts) if i in loaded]
    mine = {c.nodes[0].id: tallies.of_cluster(c) for c in whole} | {i: f.now for i, f in folded.items()}
    shown = [one.shown() for _, one in sorted(mine.items())]
    ids = sorted(cluster_id("person", i) for i in firsts)
    offices = {office for one in shown for office in one.posts} | _offices_of(db, ids)
    others = _others(db, index, loaded, _holders(db, offices) - firsts)
    first = {cluster_id("person", i): i for i in (*mine, *others)}
    every = [answers.of_official(o, first[o.person]) for o in register([*shown, *(one.shown() for one in others.values())])]
    rows = _concerned(every, set(ids), offices)
    replace_rows(db, dossier_officials, rows, _rows_of(db, ids) | {r["id"] for r in rows}, journal)
    tallies.replace(db, firsts, mine)
    _write_sightings(db, rows, whole, folded)


def _concerned(rows: list[dict[str, Any]], changed: set[str], offices: set[Office]) -> list[dict[str, Any]]:
    """The rows of people who changed, and of other holders of the offices of one holder in which they are."""
    return [r for r in rows if r["person_id"] in changed or (r["single"] and (r["key"], r["country"]) in offices)]


def _write_sightings(db: Connection, rows: list[dict[str, Any]], whole: list[Cluster], folded: Mapping[str, Folded]) -> None:
    """The words that show people in their offices: all of those that were made anew, of others what came."""
    there = {c.id for c in whole}
    made = evidence(whole)
    found = ((answers.official_id(*at), place, words) for at, every in made.items() for place, words in every)
    sightings.replace(db, sorted(r["id"] for r in rows if r["person_id"] in there), found)
    came = []
    for f in folded.values():
        person, country = f.now.shown().person, f.now.tally.country
        for m, read in f.came:
            came += [(answers.official_id(person, s.key, s.told or country), s.place, s.evidence) for s in sights(m, read)]
    sightings.add(db, came)


def _others(db: Connection, index: SqlLinkIndex, loaded: dict[str, Cluster], firsts: set[str]) -> dict[str, Tallied]:
    """Other people, by their first nodes; those of whom no tally is kept are made of their reports."""
    kept = tallies.load(db, firsts)
    rest = firsts - set(kept)
    clusters = [loaded[i] for i in sorted(rest) if i in loaded] + index.clusters("person", rest - set(loaded))
    return kept | {c.nodes[0].id: tallies.of_cluster(c) for c in clusters}


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
