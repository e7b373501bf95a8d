"""Clusters with what was read of them: what the views are made of."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter

from dragoman.linking.cluster import components, partition
from dragoman.linking.index import Edge, Kind, Member, Memory, Node
from dragoman.linking.linker import KINDS, distinct
from dragoman.linking.mentions import Mention
from dragoman.linking.reports import Text
from dragoman.linking.tellings import Told

_BY_REPORT = attrgetter("report", "item")


@dataclass(frozen=True, eq=False)
class Cluster:
    """Nodes that are one, in the order of their ids, and where they were read. Two are compared by what they are, not by what is in them."""

    kind: Kind
    nodes: tuple[Node, ...]
    members: tuple[Member, ...]

    @cached_property
    def id(self) -> str:
        """The same for as long as its first node stays in it."""
        return cluster_id(self.kind, self.nodes[0].id)


def cluster_id(kind: Kind, first: str) -> str:
    """The id of the cluster whose first node is this."""
    return kind[0] + hashlib.sha256(first.encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Linked:
    """All clusters, and the decisions that left something unsure."""

    clusters: dict[Kind, list[Cluster]]
    unsure: dict[Kind, list[Edge]] = field(default_factory=dict)

    def of(self, kind: Kind) -> list[Cluster]:
        """The clusters of a kind."""
        return self.clusters.get(kind, [])

    def until(self, day: str) -> "Linked":
        """What was known on a day: reports published later, and those without a date, are left out."""
        known = {n.id for c in self.of("report") for n in c.nodes if isinstance(n.body, Text) and (n.body.published or "9999") <= day}
        out: dict[Kind, list[Cluster]] = {}
        for kind, clusters in self.clusters.items():
            kept = [_within(c, known) for c in clusters]
            out[kind] = [c for c in kept if c.nodes]
        return Linked(out, self.unsure)


def _within(c: Cluster, reports: set[str]) -> Cluster:
    members = tuple(m for m in c.members if m.report in reports)
    there = {m.node for m in members}
    return Cluster(c.kind, tuple(n for n in c.nodes if n.id in there), members)


def gathered(kind: Kind, groups: list[list[str]], nodes: dict[str, Node], members: list[Member]) -> list[Cluster]:
    """Clusters from the ids of their nodes."""
    where: dict[str, list[Member]] = defaultdict(list)
    for m in members:
        where[m.node].append(m)
    out = []
    for group in groups:
        found = sorted((m for i in group for m in where[i]), key=_BY_REPORT)
        out.append(Cluster(kind, tuple(nodes[i] for i in sorted(group)), tuple(found)))
    return sorted(out, key=lambda c: c.nodes[0].id)


def from_memory(index: Memory) -> Linked:
    """The clusters of everything in an index."""
    clusters: dict[Kind, list[Cluster]] = {}
    unsure: dict[Kind, list[Edge]] = {}
    for kind in KINDS:
        edges = index.all_edges(kind)
        of: dict[str, int] = {}
        whole = components(index.nodes[kind], edges)
        for i, ids in enumerate(whole):
            of |= dict.fromkeys(ids, i)
        inner: dict[int, list[Edge]] = defaultdict(list)
        for e in edges:
            if of[e.a] == of[e.b]:
                inner[of[e.a]].append(e)
        apart = distinct(kind, partial(index.nodes.__getitem__, kind))
        groups = [g for i, ids in enumerate(whole) for g in partition(ids, inner[i], apart)]
        clusters[kind] = gathered(kind, groups, index.nodes[kind], index.members[kind])
        unsure[kind] = sorted((e for e in edges if e.verdict == "unsure"), key=lambda e: (e.a, e.b))
    return Linked(clusters, unsure)


def told(c: Cluster) -> list[Told]:
    """The tellings of an event, the earliest report first."""
    found = [n.body for n in c.nodes if isinstance(n.body, Told)]
    return sorted(found, key=lambda t: (t.published or "9999", t.report, len(t.item), t.item))


def mentions(c: Cluster) -> list[Mention]:
    """The accounts of an agreement, the earliest report first."""
    found = [n.body for n in c.nodes if isinstance(n.body, Mention)]
    return sorted(found, key=lambda m: (m.published or "9999", m.report, len(m.item), m.item))
