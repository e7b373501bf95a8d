"""What all reports say of people, counted and kept, so that one report more is added to it and the others are not read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from dragoman.linking.linked import Cluster, cluster_id
from dragoman.linking.views.officials import Shown, amendments
from dragoman.linking.views.posts import Posts, posts
from dragoman.linking.views.tallies import Tally, tally
from dragoman.store.chunks import chunked
from dragoman.store.prepared import Prepared, insert
from dragoman.store.schema import dossier_tallies

_c = dossier_tallies.c
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_THERE = Prepared(select(_c.first, _c.body).where(_c.first.in_(_IDS)))


class Tallied(NamedTuple):
    """A person as all reports tell of them."""

    first: str
    """The first node of the cluster."""
    tally: Tally
    posts: Posts
    corrected: bool = False
    """Whether people set anything of them."""

    def shown(self) -> Shown:
        """The person with the offices in which reports show them."""
        return Shown(cluster_id("person", self.first), self.tally.name, self.posts.by_office(self.tally.country))


def of_cluster(c: Cluster) -> Tallied:
    """A person, all of whose reports are at hand."""
    return Tallied(c.nodes[0].id, tally(c), posts(c), bool(amendments(c)))


def load(db: Connection, firsts: Iterable[str]) -> dict[str, Tallied]:
    """Those of some people that are kept, by the first nodes of their clusters."""
    out = {}
    for first, body in _THERE.of(db, sorted(firsts)):
        found = from_json(body)
        out[first] = Tallied(first, Tally.of_plain(found["tally"]), Posts.of_plain(found["posts"]))
    return out


def replace(db: Connection, firsts: Iterable[str], now: Mapping[str, Tallied]) -> None:
    """Keep those of some people in place of what was kept of them; what people set has no place here, so that it is read where it stands."""
    for part in chunked(sorted(firsts)):
        db.execute(delete(dossier_tallies).where(_c.first.in_(part)))
    insert(db, dossier_tallies, [{"first": i, "body": _body(one)} for i, one in now.items() if not one.corrected])


def _body(one: Tallied) -> str:
    return json.dumps({"tally": one.tally.plain(), "posts": one.posts.plain()}, ensure_ascii=False, separators=(",", ":"))
