"""Linking record by record: what a new report tells is compared with its neighbourhood only, and the clusters it touches are made anew."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from dragoman.linking import agreements, events, organizations, people, reports
from dragoman.linking.cluster import Apart, judged
from dragoman.linking.index import Edge, Index, Kind, Lasting, Member, Node
from dragoman.model.record import Record

Nodes = Callable[[Record], Iterator[tuple[Node, Member]]]
Decide = Callable[[Node, Node], Edge | None]

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


def enter(index: Index, record: Record) -> dict[Kind, set[str]]:
    """Compare what a record tells with what is there; the nodes whose clusters may have changed are returned."""
    touched: dict[Kind, set[str]] = {}
    for kind, (find, _) in KINDS.items():
        here = touched.setdefault(kind, set())
        for node, member in find(record):
            new = index.put(node)
            index.join(kind, member)
            here.add(node.id)
            if new:
                index.link(kind, [e for other in index.near(node) if (e := decided(node, other)) is not None])
    return touched


def decided(a: Node, b: Node) -> Edge | None:
    """The decision between two nodes, which does not depend on which came first."""
    first, second = (a, b) if a.id < b.id else (b, a)
    return KINDS[a.kind][1](first, second)


def settle(index: Lasting, touched: dict[Kind, set[str]]) -> None:
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
    for kind, ids in enter(index, record).items():
        touched.setdefault(kind, set()).update(ids)
    settle(index, touched)
