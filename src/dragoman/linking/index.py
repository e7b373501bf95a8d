"""What linking keeps: nodes that can be found by keys, and the decisions between them. In memory here; `store` keeps the same in a database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

Kind = Literal["report", "person", "organization", "event", "agreement"]
Verdict = Literal["same", "unsure", "different"]


class Body(BaseModel):
    """What is known of a node; nodes with the same body and id are one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Node:
    """Something that may be the same as another of its kind."""

    kind: Kind
    id: str
    body: Body
    keys: tuple[str, ...]
    """Under which it is found."""
    asks: tuple[str, ...]
    """Under which it looks for others. Where one looks for a key of another, so does the other for a key of the one: keys alone are kept."""


@dataclass(frozen=True, slots=True)
class Member:
    """Where a node was read: a report, and the actor, event or agreement in its record."""

    node: str
    report: str
    item: str
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A decision between two nodes, `a` before `b`."""

    a: str
    b: str
    verdict: Verdict
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided of two nodes; it goes before every `Edge`."""

    a: str
    b: str
    same: bool


class Index(Protocol):
    """What comparing needs of a place that keeps nodes and decisions."""

    def take(self, told: Sequence[tuple[Node, Member]]) -> list[tuple[Node, Sequence[Node]]]:
        """Keep the nodes that one report tells, and where they were read.

        Returns:
            Those that were not there, each with the nodes of its kind that have a key it asks for; never itself.
        """

    def link(self, edges: Mapping[Kind, Sequence[Edge]]) -> None:
        """Keep decisions."""


class Lasting(Index, Protocol):
    """What linking record by record needs besides: clusters are kept, and a report can be forgotten."""

    def component(self, kind: Kind, ids: Iterable[str]) -> list[str]:
        """All nodes that decisions of "same" lead to from these, and these."""

    def nodes(self, kind: Kind, ids: Sequence[str]) -> dict[str, Node]:
        """Nodes by id."""

    def edges(self, kind: Kind, ids: Sequence[str]) -> list[Edge]:
        """Decisions between any two of these nodes."""

    def judgements(self, kind: Kind, ids: Sequence[str]) -> list[Judgement]:
        """What people decided of any two of these nodes."""

    def tell(self, ids: Mapping[Kind, set[str]]) -> None:
        """Note that a report tells of nodes that were there: what is said of their clusters is other than before."""

    def group(self, kind: Kind, clusters: Sequence[Sequence[str]]) -> None:
        """Keep which nodes are one, in place of what was kept of them."""

    def forget(self, report: str) -> dict[Kind, set[str]]:
        """Take a report's members out, with the nodes that nothing else told; the neighbours of those nodes are returned."""


class Memory:
    """An index in memory, for one go over many records. Clusters are made once, at the end, and no report is forgotten."""

    def __init__(self) -> None:
        self.nodes: dict[Kind, dict[str, Node]] = defaultdict(dict)
        self.members: dict[Kind, list[Member]] = defaultdict(list)
        self._keyed: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        self._edges: dict[Kind, list[Edge]] = defaultdict(list)

    def put(self, node: Node) -> bool:
        if node.id in self.nodes[node.kind]:
            return False
        self.nodes[node.kind][node.id] = node
        for key in node.keys:
            self._keyed[node.kind, key].append(node.id)
        return True

    def take(self, told: Sequence[tuple[Node, Member]]) -> list[tuple[Node, Sequence[Node]]]:
        for node, member in told:
            self.members[node.kind].append(member)
        new = [node for node, _ in told if self.put(node)]
        return [(node, self.near(node)) for node in new]

    def near(self, node: Node) -> list[Node]:
        ids = {i for key in node.asks for i in self._keyed.get((node.kind, key), ())}
        ids.discard(node.id)
        return [self.nodes[node.kind][i] for i in sorted(ids)]

    def link(self, edges: Mapping[Kind, Sequence[Edge]]) -> None:
        for kind, found in edges.items():
            self._edges[kind].extend(found)

    def all_edges(self, kind: Kind) -> list[Edge]:
        """Every decision of a kind."""
        return self._edges[kind]
