"""Decisions between pairs to clusters.

The clusters of a component depend on its nodes and decisions alone, never on the order in which they came.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from dragoman.linking.index import Edge, Judgement

Apart = Callable[[str, str], bool]
"""Whether two nodes that no key brought together are different."""


def _unknown(a: str, b: str) -> bool:
    return False


def components(ids: Iterable[str], edges: Iterable[Edge]) -> list[list[str]]:
    """Nodes that decisions of "same" hold together, each list sorted, in the order of their first."""
    up: dict[str, str] = {i: i for i in ids}
    for e in edges:
        if e.verdict == "same" and e.a in up and e.b in up:
            a, b = _root(up, e.a), _root(up, e.b)
            up[max(a, b)] = min(a, b)
    out: dict[str, list[str]] = defaultdict(list)
    for i in sorted(up):
        out[_root(up, i)].append(i)
    return list(out.values())


def partition(ids: Iterable[str], edges: Iterable[Edge], apart: Apart = _unknown) -> list[list[str]]:
    """The clusters of a component: the surest decisions first, and none that would join two nodes decided to be different.

    A node that is as much like one of two different nodes as like the other stays with neither.

    Args:
        apart: decides on two nodes between which there is no decision, before a third one ("in May") joins them (the 14th, the 30th).
    """
    found = list(edges)
    differ = _differences(found)
    apart = _uncompared({frozenset((e.a, e.b)) for e in found}, apart)
    same = _sure([e for e in found if e.verdict == "same"], differ)
    up = {i: i for i in ids}
    members = {i: {i} for i in up}
    for e in sorted(same, key=lambda e: (-e.score, e.a, e.b)):
        a, b = _root(up, e.a), _root(up, e.b)
        if a == b:
            continue
        small, large = (members[r] for r in sorted((a, b), key=lambda r: (len(members[r]), r)))
        if any(differ[i] & large for i in small) or any(apart(i, j) for i in small for j in large):
            continue
        low, high = min(a, b), max(a, b)
        up[high] = low
        members[low] = members[low] | members.pop(high)
    return sorted(sorted(m) for m in members.values())


def _uncompared(compared: set[frozenset[str]], apart: Apart) -> Apart:
    """A decision on two nodes that is asked of none between which there is one."""
    return lambda a, b: frozenset((a, b)) not in compared and apart(a, b)


def _differences(edges: Iterable[Edge]) -> dict[str, set[str]]:
    """For each node those that it is decided to be different from."""
    out: dict[str, set[str]] = defaultdict(set)
    for e in edges:
        if e.verdict == "different":
            out[e.a].add(e.b)
            out[e.b].add(e.a)
    return out


def judged(ids: Iterable[str], edges: Iterable[Edge], judgements: Iterable[Judgement], distinct: Apart = _unknown) -> list[list[str]]:
    """The clusters of a component where people have the last word: what they parted stays apart, what they joined is one."""
    said = list(judgements)
    if not said:
        return partition(ids, edges, distinct)
    apart = {frozenset((j.a, j.b)) for j in said if not j.same}
    kept = [e for e in edges if frozenset((e.a, e.b)) not in apart]
    kept += [Edge(j.a, j.b, "different", 1.0, "parted by a person") for j in said if not j.same]
    return _with_joined(partition(ids, kept, distinct), said)


def _with_joined(clusters: list[list[str]], said: Iterable[Judgement]) -> list[list[str]]:
    """Clusters, of which those that people said are one are one."""
    where = {i: one for cluster in clusters for one in (set(cluster),) for i in cluster}
    for j in said:
        if j.same and j.a in where and j.b in where and where[j.a] is not where[j.b]:
            one = where[j.a] | where[j.b]
            where |= dict.fromkeys(one, one)
    return sorted(sorted(c) for c in {id(c): c for c in where.values()}.values())


def _sure(same: list[Edge], differ: dict[str, set[str]]) -> list[Edge]:
    """Decisions without those that speak as much for one of two different nodes as for the other."""
    best: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for e in same:
        best[e.a].append((e.score, e.b))
        best[e.b].append((e.score, e.a))
    torn: set[tuple[str, str]] = set()
    for node, others in best.items():
        scores = sorted(others, reverse=True)
        for score, other in scores:
            rivals = [o for s, o in scores if s == score and o in differ[other]]
            if rivals:
                torn |= {(node, other), (other, node)}
    return [e for e in same if (e.a, e.b) not in torn]


def _root(up: dict[str, str], i: str) -> str:
    while up[i] != i:
        up[i] = up[up[i]]
        i = up[i]
    return i
