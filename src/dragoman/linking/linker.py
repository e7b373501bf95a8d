"""Linking record by record: what a new report tells is compared with its neighbourhood only, and the clusters it touches are made anew."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from dragoman.linking import agreements, events, organizations, people, reports
from dragoman.linking.cluster import Apart, judged
from dragoman.linking.index import Edge, Index, Kind, Lasting, Member, Node
from dragoman.model.record import Record

Nodes = Callable[[Record], Iterator[tuple[Node, Member]]]
Decide = Callable[[Node, Node], Edge | None]
Ids = dict[Kind, set[str]]
"""Ids of nodes by their kind."""

KINDS: dict[Kind, tuple[Nodes, Decide]] = {
    "report": (reports.nodes, reports.edge),
    "person": (people.nodes, people.edge),
    "organization": (organizations.nodes, organizations.edge),
    "event": (events.nodes, events.edge),
    "agreement": (agreements.nodes, agreements.edge),
}
"""For each kind, what a record holds of it and how two are compared. Decisions look at the two alone, so that no order matters."""


_PARTED: frozenset[Kind] = frozenset(("person", "event", "agreement"))
"""Kinds of which two can be alike to a third and yet be different."""


@dataclass(frozen=True)
class Entered:
    """Nodes that a record tells."""

    new: Ids = field(default_factory=dict)
    """those that were not there, whose clusters are still to be made"""
    again: Ids = field(default_factory=dict)
    """those that another report told before: who is one with them stays as it is"""


def enter(index: Index, record: Record) -> Entered:
    """Compare what a record tells with what is there."""
    told = [pair for find, _ in KINDS.values() for pair in find(record)]
    out = Entered()
    edges: dict[Kind, dict[tuple[str, str], Edge | None]] = {}
    for node, near in index.take(told):
        out.new.setdefault(node.kind, set()).add(node.id)
        found = edges.setdefault(node.kind, {})
        for other in near:
            pair = (node.id, other.id) if node.id < other.id else (other.id, node.id)
            if pair not in found:  # two that are new find each other
                found[pair] = decided(node, other)
    index.link({kind: [e for e in found.values() if e is not None] for kind, found in edges.items()})
    for node, _ in told:
        if node.id not in out.new.get(node.kind, ()):
            out.again.setdefault(node.kind, set()).add(node.id)
    return out


def decided(a: Node, b: Node) -> Edge | None:
    """The decision between two nodes, which does not depend on which came first."""
    first, second = (a, b) if a.id < b.id else (b, a)
    return KINDS[a.kind][1](first, second)


def settle(index: Lasting, touched: Ids) -> None:
    """Make the clusters of these nodes and of all that hangs together with them."""
    for kind, ids in touched.items():
        if ids:
            whole = index.component(kind, sorted(ids))
            found = index.edges(kind, whole)
            index.group(kind, judged(whole, found, index.judgements(kind, whole), distinct(kind, partial(index.nodes, kind, whole))))


def distinct(kind: Kind, load: Callable[[], Mapping[str, Node]]) -> Apart:
    """Whether two nodes that no key brought together are different; they are loaded where that is asked first."""
    nodes: dict[str, Node] = {}

    def apart(a: str, b: str) -> bool:
        if kind not in _PARTED:
            return False
        if not nodes:
            nodes.update(load())
        found = decided(nodes[a], nodes[b])
        return found is not None and found.verdict == "different"

    return apart


def add(index: Lasting, record: Record) -> None:
    """Take a record in, in place of what was there of the same report."""
    touched = index.forget(record.report.id)
    entered = enter(index, record)
    for kind, ids in entered.new.items():
        touched.setdefault(kind, set()).update(ids)
    settle(index, touched)
    index.tell(entered.again)
