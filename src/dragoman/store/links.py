"""Nodes, decisions and clusters of linking, kept in the dossier's tables: the same as `linking.index.Memory`, record by record."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from dragoman.linking.index import Edge, Judgement, Kind, Member, Node
from dragoman.linking.linked import Cluster, Linked, gathered
from dragoman.linking.linker import KINDS
from dragoman.linking.mentions import Mention
from dragoman.linking.organizations import Organization
from dragoman.linking.people import Person
from dragoman.linking.reports import Text
from dragoman.linking.tellings import Told
from dragoman.store.chunks import chunked
from dragoman.store.noderows import member_row, node_row, seen
from dragoman.store.prepared import Prepared, Row, insert
from dragoman.store.schema import corrections, link_clusters, link_edges, link_judgements, link_keys, link_members, link_nodes, reports
from dragoman.store.unlinking import drop

BODIES: dict[Kind, TypeAdapter[Any]] = {
    "report": TypeAdapter(Text),
    "person": TypeAdapter(Person),
    "organization": TypeAdapter(Organization),
    "event": TypeAdapter(Told),
    "agreement": TypeAdapter(Mention),
}
DOUBTED: tuple[Kind, ...] = ("person", "organization", "agreement")
"""Kinds of which it is shown what was left unsure."""
_SHARED: tuple[Kind, ...] = ("person", "organization")
"""Kinds whose nodes several reports can tell; all others are named after their report."""
_said = link_judgements.c
_KIND: BindParameter[Any] = bindparam("of_kind")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_nodes, _keys, _edges, _of, _told = (t.c for t in (link_nodes, link_keys, link_edges, link_clusters, link_members))
_JUDGED = Prepared(select(_said.kind).limit(1))
_THERE = Prepared(select(_nodes.id).where(_nodes.kind == _KIND, _nodes.id.in_(_IDS)))
_NODE = select(_nodes.id, _nodes.body).where(_nodes.kind == _KIND)
_NODES, _ALL_NODES = Prepared(_NODE.where(_nodes.id.in_(_IDS))), Prepared(_NODE)
_NEAR = Prepared(select(_keys.key, _keys.node).where(_keys.kind == _KIND, _keys.key.in_(_IDS)))
_SAME = Prepared(select(_edges.b).where(_edges.kind == _KIND, _edges.verdict == "same", _edges.a.in_(_IDS)))
_EDGE = select(_edges.a, _edges.b, _edges.verdict, _edges.score, _edges.why).where(_edges.kind == _KIND)
_EDGES = Prepared(_EDGE.where(_edges.turned.is_(False), _edges.a.in_(_IDS)))
_JOINED = [
    Prepared(select(there).where(_said.kind == _KIND, _said.same.is_(True), here.in_(_IDS)))
    for here, there in ((_said.a, _said.b), (_said.b, _said.a))
]
_GROUP = select(_of.node, _of.cluster).where(_of.kind == _KIND)
_GROUPS, _IN, _ALL_IN = Prepared(_GROUP.where(_of.node.in_(_IDS))), Prepared(_GROUP.where(_of.cluster.in_(_IDS))), Prepared(_GROUP)
_FIRSTS = Prepared(select(_of.cluster).where(_of.kind == _KIND, _of.node.in_(_IDS)))
_TOLD = Prepared(select(_told.node).where(_told.kind == _KIND, _told.report_id.in_(_IDS)))
_KINDS_TOLD = Prepared(select(_told.kind).where(_told.kind.in_(list(KINDS)), _told.report_id == bindparam("report")).distinct())
_HERE = select(_told.node, _told.report_id, _told.item, _told.body).where(_told.kind == _KIND)
_WHERE = Prepared(_HERE.where(_told.node.in_(_IDS)))
_BY_THEN = _HERE.join(reports, reports.c.id == _told.report_id).where(reports.c.published <= bindparam("until"))
_WHERE_BY_THEN, _ALL_BY_THEN, _EVERYWHERE = Prepared(_BY_THEN.where(_told.node.in_(_IDS))), Prepared(_BY_THEN), Prepared(_HERE)
_LEFT = select(_edges.a, _edges.b, _edges.verdict, _edges.score, _edges.why, _edges.turned).where(
    _edges.kind == _KIND, _edges.verdict == "unsure"
)
_UNSURE, _ALL_UNSURE = Prepared(_LEFT.where(_edges.a.in_(_IDS))), Prepared(_LEFT)
_TEXT = select(reports.c.id, reports.c.outlet, reports.c.published, reports.c.via)
_TEXTS, _ALL_TEXTS = Prepared(_TEXT.where(reports.c.id.in_(_IDS))), Prepared(_TEXT)
_UNGROUP = delete(link_clusters).where(_of.kind == _KIND, _of.node.in_(_IDS))


class SqlLinkIndex:
    """An index in an open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.changed: dict[Kind, set[str]] = {kind: set() for kind in KINDS}
        """First nodes of the clusters that are, or were, other than before, or are told by another report."""
        self.reshaped: dict[Kind, set[str]] = {kind: set() for kind in KINDS}
        """Those of them that have, or had, other nodes than before."""
        self.told: list[tuple[Node, Member]] = []
        """People of whom reports tell that were taken in."""
        self.untold: set[str] = set()
        """First nodes of the clusters of people of whom a report that was taken out told."""
        self._judged: bool | None = None
        self._alone: set[tuple[Kind, str]] = set()
        """New nodes that no decision of "same" leads to."""

    def judged_anew(self) -> None:
        """Look again whether people decided anything."""
        self._judged = None

    def _of(self, query: Prepared, kind: Kind, ids: Sequence[str]) -> list[Row]:
        return query.of(self._db, ids, of_kind=kind)

    def _any_judged(self) -> bool:
        if self._judged is None:
            self._judged = bool(_JUDGED.rows(self._db))
        return self._judged

    def take(self, told: Sequence[tuple[Node, Member]]) -> list[tuple[Node, Sequence[Node]]]:
        """Keep the nodes that one report tells and where they were read; those that were not there are returned with what is near."""
        new = self._new(told)
        insert(self._db, link_nodes, [node_row(n) for n in new])
        insert(self._db, link_keys, [{"kind": n.kind, "key": key, "node": n.id} for n in new for key in dict.fromkeys(n.keys)])
        insert(self._db, link_members, [member_row(node.kind, m) for node, m in told])
        self.told += [pair for pair in told if pair[0].kind == "person"]
        self._alone |= {(n.kind, n.id) for n in new}
        return [pair for kind in KINDS for pair in self._near(kind, [n for n in new if n.kind == kind])]

    def _new(self, told: Sequence[tuple[Node, Member]]) -> list[Node]:
        """The nodes among those of a report that are not kept yet."""
        nodes = {(node.kind, node.id): node for node, _ in told}
        for kind in _SHARED:
            ids = [i for k, i in nodes if k == kind]
            for (i,) in self._of(_THERE, kind, ids):
                del nodes[kind, i]
        return list(nodes.values())

    def _near(self, kind: Kind, new: Sequence[Node]) -> Iterator[tuple[Node, Sequence[Node]]]:
        """Each node with those of its kind that have a key it asks for; never itself."""
        keyed: dict[str, list[str]] = defaultdict(list)
        for key, i in self._of(_NEAR, kind, sorted({key for n in new for key in n.asks})):
            keyed[key].append(i)
        near = [{i for key in n.asks for i in keyed.get(key, ())} - {n.id} for n in new]
        there = self.nodes(kind, sorted(set().union(*near)))
        return ((n, [there[i] for i in sorted(ids)]) for n, ids in zip(new, near, strict=True))

    def nodes(self, kind: Kind, ids: Sequence[str] | None = None) -> dict[str, Node]:
        """Nodes by id, or all of a kind; their keys are not loaded."""
        found = _ALL_NODES.rows(self._db, of_kind=kind) if ids is None else self._of(_NODES, kind, ids)
        return {i: Node(kind, i, BODIES[kind].validate_json(body), (), ()) for i, body in found}

    def link(self, edges: Mapping[Kind, Sequence[Edge]]) -> None:
        """Keep decisions; each is found from both of its ends."""
        rows = [
            {"kind": kind, "a": a, "b": b, "verdict": e.verdict, "score": e.score, "why": e.why, "turned": turned}
            for kind, found in edges.items()
            for e in found
            for a, b, turned in ((e.a, e.b, False), (e.b, e.a, True))
        ]
        self._alone -= {(r["kind"], r["a"]) for r in rows if r["verdict"] == "same"}
        insert(self._db, link_edges, rows)

    def component(self, kind: Kind, ids: Iterable[str]) -> list[str]:
        """All nodes that decisions of "same" lead to from these, and these."""
        found = set(ids)
        steps = [_SAME, *(_JOINED if self._any_judged() else ())]
        edge = [i for i in found if self._any_judged() or (kind, i) not in self._alone]
        while edge:
            reached = {row[0] for query in steps for row in self._of(query, kind, edge)}
            edge = sorted(reached - found)
            found |= reached
        return sorted(found)

    def edges(self, kind: Kind, ids: Sequence[str]) -> list[Edge]:
        """Decisions between any two of these nodes."""
        there = set(ids)
        if len(there) < 2:
            return []
        return [e for e in (Edge(*row) for row in self._of(_EDGES, kind, ids)) if e.b in there]

    def judgements(self, kind: Kind, ids: Sequence[str]) -> list[Judgement]:
        """What people decided of any two of these nodes; of two decisions of the same two the later counts."""
        there = set(ids)
        out: dict[tuple[str, str], Judgement] = {}
        if not self._any_judged():
            return []
        for part in chunked(ids):
            query = select(_said.a, _said.b, _said.same).join(corrections, corrections.c.id == _said.correction_id)
            query = query.where(_said.kind == kind, _said.a.in_(part)).order_by(corrections.c.at, corrections.c.id)
            out |= {(a, b): Judgement(a, b, same) for a, b, same in self._db.execute(query) if b in there}
        return list(out.values())

    def group(self, kind: Kind, clusters: Sequence[Sequence[str]]) -> None:
        """Keep which nodes are one, in place of what was kept of them; only what differs is written."""
        now = {i: min(c) for c in clusters for i in c}
        before = self.groups(kind, [i for i in now if (kind, i) not in self._alone])
        moved = [i for i, first in now.items() if before.get(i) != first]
        firsts = {now[i] for i in moved} | {before[i] for i in moved if i in before}
        self.changed[kind] |= firsts
        self.reshaped[kind] |= firsts
        for part in chunked([i for i in moved if i in before]):
            self._db.execute(_UNGROUP, {"of_kind": kind, "ids": list(part)})
        insert(self._db, link_clusters, [{"kind": kind, "node": i, "cluster": now[i]} for i in moved])
        self._alone -= {(kind, i) for i in now}

    def tell(self, ids: Mapping[Kind, set[str]]) -> None:
        """Note that a report tells of nodes that were there: what is said of their clusters is other than before."""
        for kind, nodes in ids.items():
            self.changed[kind] |= self.firsts(kind, nodes)

    def forget(self, report: str) -> dict[Kind, set[str]]:
        """Take a report's members out, with the nodes that nothing else told; the neighbours of those nodes are returned."""
        left: dict[Kind, set[str]] = {}
        told = {kind for (kind,) in _KINDS_TOLD.rows(self._db, report=report)}
        for kind in (k for k in KINDS if k in told):  # of a new report, which most are, none
            mine, nodes = (_told.kind == kind, _told.report_id == report), select(_told.node)
            ids = set(self._db.execute(nodes.where(*mine)).scalars())
            self._db.execute(delete(link_members).where(*mine))
            there = (nodes.where(_told.kind == kind, _told.node.in_(part)) for part in chunked(sorted(ids)))
            still = {i for query in there for i in self._db.execute(query).scalars()}
            other = self.firsts(kind, still)
            self.changed[kind] |= other
            self.untold |= other if kind == "person" else set()
            gone = sorted(ids - still)
            for part in chunked(gone):
                query = select(link_edges.c.b).where(link_edges.c.kind == kind, link_edges.c.verdict == "same", link_edges.c.a.in_(part))
                left.setdefault(kind, set()).update(set(self._db.execute(query).scalars()) - set(gone))
                self._drop(kind, part)
        return left

    def nodes_in(self, kind: Kind, firsts: Iterable[str]) -> set[str]:
        """The nodes of clusters, by their first nodes."""
        return {node for node, _ in self._of(_IN, kind, sorted(firsts))}

    def _drop(self, kind: Kind, ids: Sequence[str]) -> None:
        firsts = self.firsts(kind, ids)
        self.changed[kind] |= firsts
        self.reshaped[kind] |= firsts
        self._alone -= {(kind, i) for i in ids}
        drop(self._db, kind, ids)

    def forget_changes(self) -> None:
        """Begin anew to note what changes."""
        self.changed, self.reshaped = {kind: set() for kind in KINDS}, {kind: set() for kind in KINDS}
        self.told, self.untold = [], set()

    def groups(self, kind: Kind, nodes: Sequence[str]) -> dict[str, str]:
        """The first node of the cluster that each of some nodes is in."""
        return dict(self._of(_GROUPS, kind, nodes))

    def firsts(self, kind: Kind, nodes: Iterable[str]) -> set[str]:
        """The first nodes of the clusters that some nodes are in."""
        return {first for (first,) in self._of(_FIRSTS, kind, sorted(nodes))}

    def of_reports(self, kind: Kind, reports: Iterable[str]) -> set[str]:
        """The first nodes of the clusters that some reports tell of."""
        return self.firsts(kind, {node for (node,) in self._of(_TOLD, kind, sorted(reports))})

    def clusters(self, kind: Kind, firsts: Iterable[str] | None = None, until: str | None = None) -> list[Cluster]:
        """Clusters by their first nodes, or all of a kind; of reports that had been published by a day, where one is given."""
        groups = self._nodes_of(kind, firsts)
        members = self._where(kind, None if firsts is None else _flat(groups), until)
        if until is not None:
            there = {m.node for m in members}
            groups = [known for group in groups if (known := [i for i in group if i in there])]
        wanted = None if firsts is None and until is None else _flat(groups)
        return gathered(kind, groups, self._texts(wanted) if kind == "report" else self.nodes(kind, wanted), members)

    def _nodes_of(self, kind: Kind, firsts: Iterable[str] | None) -> list[list[str]]:
        """The nodes of each cluster."""
        groups: dict[str, list[str]] = defaultdict(list)
        for node, first in _ALL_IN.rows(self._db, of_kind=kind) if firsts is None else self._of(_IN, kind, sorted(firsts)):
            groups[first].append(node)
        return list(groups.values())

    def _texts(self, ids: Sequence[str] | None) -> dict[str, Node]:
        """Reports without their shingles, which are many and are needed to find copies only."""
        out: dict[str, Node] = {}
        found = _ALL_TEXTS.rows(self._db) if ids is None else _TEXTS.of(self._db, ids)
        for i, outlet, published, via in found:
            body = Text.model_construct(outlet=outlet, published=published, via=tuple(json.loads(via)), shingles=(), story=())
            out[i] = Node("report", i, body, (), ())
        return out

    def _where(self, kind: Kind, nodes: Sequence[str] | None, until: str | None) -> list[Member]:
        day = {} if until is None else {"until": until}
        if nodes is None:
            found: Iterable[Row] = (_ALL_BY_THEN if day else _EVERYWHERE).rows(self._db, of_kind=kind, **day)
        else:
            found = (_WHERE_BY_THEN if day else _WHERE).of(self._db, nodes, of_kind=kind, **day)
        return [Member(node, report, item, seen(body)) for node, report, item, body in found]

    def unsure(self, kind: Kind, nodes: Iterable[str] | None = None) -> list[Edge]:
        """Decisions that left something unsure; those of some nodes, or all."""
        found = _ALL_UNSURE.rows(self._db, of_kind=kind) if nodes is None else self._of(_UNSURE, kind, sorted(nodes))
        out = {Edge(b, a, *rest) if turned else Edge(a, b, *rest) for a, b, *rest, turned in found}
        return sorted(out, key=lambda e: (e.a, e.b))

    def linked(self, firsts: Mapping[Kind, set[str] | None] | None = None, until: str | None = None) -> Linked:
        """Clusters as the views want them: those named of each kind, or all; as they were known on a day, where one is given."""
        asked = {kind: None if firsts is None else firsts.get(kind, set()) for kind in KINDS}
        of = {kind: self.clusters(kind, ids, until) for kind, ids in asked.items()}
        return Linked(of, {k: self.unsure(k, None if asked[k] is None else {n.id for c in of[k] for n in c.nodes}) for k in DOUBTED})


def _flat(groups: Iterable[Iterable[str]]) -> list[str]:
    return sorted(i for group in groups for i in group)
