"""The arcs between the mentions of a report, as the encoder's branch scores them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.branch import branch
from dragoman.reading.encoder.pairs import Node, Sort
from dragoman.reading.hits import Hit
from dragoman.reading.mentions import Mention

MOST_ANTECEDENTS = 60
"""Mentions before one that may be its antecedent, as in training."""
_NEAREST_STATES = 40
_FIRST_STATES = 8
_STATES = ("country", "demonym", "capital", "seat")
_PRONOUN_SORTS: dict[str, Sort] = {"one": "person_pronoun", "many": "group_pronoun", "thing": "thing_pronoun"}


@dataclass(frozen=True)
class StateNode:
    """A word that names a state: the phrase, the state's ISO code, whether it stands in the dateline, and where."""

    node: Node
    country: str
    dateline: bool
    at: int
    """Its first character in the text."""


@dataclass(frozen=True)
class Pointer:
    """Whom one mention may point to: scores by index, and the score of pointing to none."""

    scores: dict[int, float]
    none: float

    def best(self, allowed: set[int], ease: float = 0.0) -> int | None:
        """The index of highest score among those allowed; None where pointing to none is likelier by more than `ease`."""
        fit = [(score, -i) for i, score in self.scores.items() if i in allowed and score > self.none - ease]
        return -max(fit)[1] if fit else None


@dataclass(frozen=True)
class MentionGraph:
    """Arcs between mentions (by their place in the list) and from mentions to state words."""

    antecedents: dict[int, Pointer]
    affiliations: dict[int, Pointer]
    states: tuple[StateNode, ...]
    offices: dict[int, tuple[int, ...]]
    """For the mention of a name the places in `affiliations` of the offices that stand beside it."""


def mention_graph(context: ReportContext, mentions: list[Mention]) -> MentionGraph:
    """Score every arc that may lead from a mention to its antecedent and to its state."""
    nodes = [node_of(m) for m in mentions]
    states = _state_nodes(context)
    asking = list(nodes)
    offices: dict[int, tuple[int, ...]] = {}
    for i, m in enumerate(mentions):
        titles = m.name.titles if m.sort == "name" and m.name is not None else []
        offices[i] = tuple(range(len(asking), len(asking) + len(titles)))
        asking += [Node(t.start, t.end, t.head, "office") for t in titles]
    return MentionGraph(_antecedents(context, nodes), _affiliations(context, asking, [s.node for s in states]), states, offices)


def node_of(m: Mention) -> Node:
    """A mention as an end of an arc."""
    if m.sort == "name" and m.name is not None:
        return Node(m.name.start, m.name.end, m.name.end - 1, "name")
    state = m.hit.entry.country if m.hit is not None and m.hit.entry.role in _STATES else None
    return Node(m.start, m.end, m.head, _sort(m), state)


def _sort(m: Mention) -> Sort:
    if m.sort == "pronoun":
        return _PRONOUN_SORTS.get(m.pronoun, "group_pronoun")
    if m.sort in ("title", "apposition"):
        return "office"
    if m.sort == "hit" and m.hit is not None and m.hit.entry.role in _STATES:
        return "state"
    if m.sort in ("pair", "party"):
        return "party"
    return "org"


def state_nodes(doc: Doc, hits: Iterable[Hit]) -> list[Node]:
    """Every phrase that names a state, with its ISO code, in order."""
    return [
        Node(h.start, h.end, doc[h.start : h.end].root.i, "state", h.entry.country)
        for h in sorted(set(hits), key=lambda h: h.start)
        if h.entry.role in _STATES and h.entry.country and not h.sided
    ]


def _state_nodes(context: ReportContext) -> tuple[StateNode, ...]:
    datelines = [(p.start, p.end) for p in context.passages if p.kind == "dateline"]
    doc = context.doc
    return tuple(
        StateNode(n, n.code or "", any(s <= doc[n.start].idx < e for s, e in datelines), doc[n.start].idx)
        for n in state_nodes(doc, (*context.hits, *context.outer_hits))
    )


def _antecedents(context: ReportContext, nodes: list[Node]) -> dict[int, Pointer]:
    pairs = [
        (i, j)
        for i, a in enumerate(nodes)
        if a.sort != "state"
        for j in range(max(0, i - MOST_ANTECEDENTS), min(len(nodes), i + 2))
        if j != i and (j < i or nodes[j].sort == "name") and not _names_superior(a, nodes[j])
    ]
    return _pointers(context, "antecedent", nodes, nodes, pairs)


def _names_superior(office: Node, name: Node) -> bool:
    """Whether a name tells under whom an office is held: "a spokesman for President X" is not X."""
    return office.sort == "office" and name.sort == "name" and office.head < name.start and name.end <= office.end


def _affiliations(context: ReportContext, nodes: list[Node], states: list[Node]) -> dict[int, Pointer]:
    pairs = []
    first = set(range(min(_FIRST_STATES, len(states))))
    by_head = sorted((s.head, j) for j, s in enumerate(states))
    for i, a in enumerate(nodes):
        if a.sort in ("name", "office", "org", "party"):
            pairs += [(i, j) for j in sorted({*_nearest(by_head, a.head), *first})]
    return _pointers(context, "affiliation", nodes, states, pairs)


def _nearest(by_head: list[tuple[int, int]], head: int) -> list[int]:
    """The places of the states nearest to a token; only as many as may be among them are looked at on either side.

    Args:
        by_head: head and place of each state, in order.
    """
    at = bisect_left(by_head, (head, 0))
    around = by_head[max(0, at - _NEAREST_STATES) : at + _NEAREST_STATES]
    return [j for _, j in sorted(around, key=lambda s: (abs(s[0] - head), s[1]))[:_NEAREST_STATES]]


def _pointers(
    context: ReportContext, relation: str, sources: list[Node], targets: list[Node], pairs: list[tuple[int, int]]
) -> dict[int, Pointer]:
    weights = branch()
    rows = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    scores = weights.arcs(relation, context.scores, context.pairs, sources, targets, rows)
    none = weights.no_arc(relation, context.scores, sources)
    out: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in zip(pairs, scores.tolist(), strict=True):
        out[i][j] = score
    return {i: Pointer(found, float(none[i])) for i, found in out.items()}
