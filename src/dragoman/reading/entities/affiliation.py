"""Which state somebody belongs to, and from which words that is known."""

import math
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from dragoman.codebook.people import is_counterpart
from dragoman.model.record import Basis
from dragoman.model.span import Span
from dragoman.reading.context import ReportContext
from dragoman.reading.entities.graph import MentionGraph, StateNode
from dragoman.reading.entities.name_states import name_odds
from dragoman.reading.items import Item, item_at
from dragoman.reading.mentions import Mention

LEAST = 0.3
"""Probability under which a state is not taken."""
HOME = 0.8
"""Share that the state at home gets beside what the mentions of the holder of a national office point to."""
ALONE = 1.5
"""The same where the report names but one other state: there is no word at home to point to, and dealings have two sides."""

FOREIGN = 0.15
"""What is left of the votes for a state that somebody is hardly of: that of his counterpart, of his guest, of his post."""


@dataclass(frozen=True)
class Affiliation:
    """A state that somebody belongs to, on what it is based, and the words."""

    country: str
    basis: Basis
    evidence: tuple[Span, ...]
    probability: float = 1.0


@dataclass(frozen=True)
class Share:
    """How likely one mention points to a state, and the likeliest of its words that name it."""

    probability: float
    word: StateNode


def state_shares(graph: MentionGraph, mention: int, item: Item | None = None) -> dict[str, Share]:
    """For each state to which a mention may point its share; what they lack to 1 points to none.

    Args:
        item: of a digest, in which alone the words stand that tell the state.
    """
    pointer = graph.affiliations.get(mention)
    found = pointer.scores if pointer is not None else {}
    scores = {j: score for j, score in found.items() if item is None or item.holds(graph.states[j].at)}
    if pointer is None or not scores:
        return {}
    top = max(pointer.none, *scores.values())
    mass: dict[str, float] = defaultdict(float)
    words: dict[str, int] = {}
    for j, score in sorted(scores.items(), key=lambda arc: (-arc[1], arc[0])):
        country = graph.states[j].country
        mass[country] += math.exp(score - top)
        words.setdefault(country, j)
    total = sum(mass.values()) + math.exp(pointer.none - top)
    return {country: Share(m / total, graph.states[words[country]]) for country, m in mass.items()}


def likeliest(shares: dict[str, Share]) -> str | None:
    """The state of the greatest share; None where there is none."""
    return max(shares, key=lambda c: (shares[c].probability, c), default=None)


def home_state(context: ReportContext) -> tuple[str, Basis] | None:
    """The state that a report is written from, and whether the dateline or the outlet says so.

    It is one of those that the report names, or one beside the only other that it names: at home nobody says where that is.
    """
    named = _named(context)
    alone = len(named) == 1
    written = [c for c in context.dateline_states if c in named or alone]
    if len(written) == 1:
        return written[0], "dateline"
    home = context.outlet_state
    return (home, "outlet") if home is not None and (home in named or alone) else None


def home_of(context: ReportContext, mentions: list[Mention]) -> tuple[str, Basis] | None:
    """The state at home where somebody is first mentioned: that of an item of a digest, else the report's own."""
    item = item_at(context.items, context.doc[mentions[0].head].idx) if mentions else None
    return (item.country, "dateline") if item is not None else home_state(context)


def _named(context: ReportContext) -> set[str]:
    """ISO codes of the states that a report names."""
    return {h.entry.country for h in (*context.hits, *context.outer_hits) if h.entry.country}


def inferred(
    context: ReportContext,
    graph: MentionGraph,
    mentions: list[tuple[int, Mention]],
    national: bool = False,
    foreign: Collection[str] = (),
    name: str = "",
) -> Affiliation | None:
    """The state that the mentions of one entity point to together; None where none is likely.

    Args:
        mentions: with their places in the report's list of mentions.
        national: whether it holds an office of a state, which is that at home where nothing speaks for another.
        foreign: ISO codes of states that it is hardly of, as the words around it say.
        name: what somebody is called, which speaks for some of these states more than for others.
    """
    home = home_of(context, [m for _, m in mentions]) if national else None
    votes, weight, words = _votes(context, graph, mentions)
    if home is not None:
        votes[home[0]] += (HOME if home[0] in _named(context) and not context.items else ALONE) * weight
    for country in votes:
        votes[country] *= FOREIGN if country in foreign else 1.0
    if not votes:
        return None
    if name:
        votes = _weighed_by_name(votes, name)
    best = max(votes, key=lambda c: (votes[c], c))
    share = votes[best] / weight
    if home is not None and best == home[0] and best not in words:
        return Affiliation(best, home[1], (), share)
    if share < LEAST or best not in words:
        return None
    _, m, word = words[best]
    doc = context.doc
    span = (doc[word.node.start].idx, doc[word.node.end - 1].idx + len(doc[word.node.end - 1]))
    return Affiliation(best, _basis(context, m, word), (span,), share)


def _weighed_by_name(votes: dict[str, float], name: str) -> dict[str, float]:
    """The votes shared out among the same states as the name has it."""
    odds = name_odds(name, votes)
    weighed = {country: vote * odds[country] for country, vote in votes.items()}
    scale = sum(votes.values()) / sum(weighed.values())
    return {country: vote * scale for country, vote in weighed.items()}


def _votes(
    context: ReportContext, graph: MentionGraph, mentions: list[tuple[int, Mention]]
) -> tuple[dict[str, float], float, dict[str, tuple[float, Mention, StateNode]]]:
    """For each state the summed shares of the mentions, the sum of their highest shares (1 where there are none), and the surest word."""
    votes: dict[str, float] = defaultdict(float)
    weight = 0.0
    words: dict[str, tuple[float, Mention, StateNode]] = {}
    for i, m in mentions:
        shares = state_shares(graph, i, item_at(context.items, context.doc[m.head].idx))
        best = likeliest(shares)
        if best is None or _only_quoted(context, m, shares[best].word):
            continue
        sure = shares[best].probability
        weight += sure
        for country, share in shares.items():
            votes[country] += sure * share.probability
            if country not in words or share.probability > words[country][0]:
                words[country] = (share.probability, m, share.word)
    return votes, weight or 1.0, words


def _only_quoted(context: ReportContext, m: Mention, word: StateNode) -> bool:
    """Whether a state is named in somebody's quoted words and the mention stands outside them: who speaks of Chile is not of Chile for that."""
    quotes, doc = context.quotes, context.doc
    bare = m.name is not None and not m.name.titles  # who holds an office speaks of his own state more than of others
    return bare and bool(quotes.holds(doc[word.node.head].idx)) and not quotes.holds(doc[m.head].idx)


def _basis(context: ReportContext, m: Mention, word: StateNode) -> Basis:
    if word.dateline:
        return "dateline"
    if m.title is not None and is_counterpart(m.title.office):
        return "counterpart"
    beside = word.node.start >= m.start - 2 and word.node.end <= m.end + 2
    if beside:
        return "title" if m.title is not None else "stated"
    same = context.doc[word.node.head].sent.start == context.doc[m.head].sent.start
    return "institution" if same else "coreference"
