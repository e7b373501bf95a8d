"""Whose somebody or something is, as words around it say: "its jets", "Putin's spokesman"."""

from bisect import bisect_left
from itertools import islice

from spacy.tokens import Token

from dragoman.reading.cast import Cast
from dragoman.reading.mentions import Mention
from dragoman.reading.places.resolve import town_place

_LONGEST = 64
"""Tokens of the longest mention."""
_IN, _FROM = ("in", "at"), ("of", "from", "around", "near")
_LONGEST_TOWN = 3
"""Tokens of the longest name of a town."""
_NEAR = 3
"""Tokens behind the place at the head of a sentence in which its subject begins."""
_BACK = 1000
"""Mentions back to which a possessive pronoun can point."""


def owner_of(cast: Cast, m: Mention, history: list[Mention]) -> str | None:
    """The state that "its" or "their" stands for."""
    pronoun = cast.doc[m.possessive].lower_ if m.possessive is not None else ""
    if pronoun in ("its", "their") and m.possessive is not None and (claimant := _claimant(cast, cast.doc[m.possessive])):
        return claimant
    for h in islice(reversed(history), _BACK):
        e = cast.entities[h.entity]
        if pronoun == "its" and e.country and e.kind != "person" and not h.place:
            return e.country
        if pronoun in ("his", "her") and e.country and e.kind in ("person", "office"):
            return e.country
    return None


def _claimant(cast: Cast, pronoun: Token) -> str | None:
    """The state whose claim a clause is: "rejected India's claim that its jets had hit a camp"."""
    for up in pronoun.ancestors:
        if up.dep_ in ("acl", "ccomp") and up.head.pos_ == "NOUN":
            whose = {c.i for c in up.head.children if c.dep_ == "poss"}
            found = (w for w in cast.every_mention if w.entity >= 0 and whose & set(range(w.start, w.end)))
            return next((cast.entities[w.entity].country for w in found), None)
    return None


def _around(mentions: list[Mention], before: int, start: int, end: int) -> list[Mention]:
    """The mentions that may cover a token, or begin among some tokens, in their order, which is that of their first tokens."""
    low = bisect_left(mentions, min(before, start) - _LONGEST, key=lambda x: x.start)
    return mentions[low : bisect_left(mentions, end, key=lambda x: x.start)]


def named_owner(cast: Cast, m: Mention) -> str | None:
    """The state of whoever is named as possessor or within the phrase: "Putin's spokesman", "a spokesman for Duterte"."""
    doc = cast.doc
    before = m.start - 2 if m.start >= 2 and doc[m.start - 1].text in ("’s", "'s", "’", "'") else -1
    end = m.title.end if m.title is not None else m.end
    for other in _around(cast.every_mention, before, m.start, end):
        if other is m or other.entity < 0 or other.sort == "pronoun":
            continue
        if other.start <= before < other.end or (m.start <= other.start and other.end <= end and other.sort == "name"):
            country = cast.entities[other.entity].country
            if country:
                return str(country)
    return None


def seated_in(cast: Cast, m: Mention) -> str | None:
    """The state in which somebody sits, as words behind or a place at the head of his sentence say: "lawmakers in Manila", "In Manila, lawmakers"."""
    return _behind(cast, m, m.end) or at_head(cast, m)


def lives_in(cast: Cast, m: Mention) -> str | None:
    """The state in which people are, or from which they come, as words within or behind their mention say: "unions in Manila", "growers from Gori"."""
    return _behind(cast, m, m.head + 1) or _behind(cast, m, m.end)


def _behind(cast: Cast, m: Mention, end: int) -> str | None:
    """The state of the place behind a mention: "lawmakers in Manila", "prosecutors in Peru", "residents of Umag"."""
    doc = cast.doc
    if end + 1 >= len(doc):
        return None
    if doc[end].lower_ in _IN:
        return _place_at(cast, end + 1) or (town_at(cast, end + 1) if m.plural else None)
    return town_at(cast, end + 1) if m.plural and doc[end].lower_ in _FROM else None


def at_head(cast: Cast, m: Mention) -> str | None:
    """The state of the capital at the head of a sentence in which somebody acts: "In Manila, the ministry denied that"."""
    doc = cast.doc
    start = doc[m.start].sent.start
    while start < m.start and (doc[start].is_space or doc[start].is_punct):
        start += 1
    if doc[start].lower_ not in ("in", "from") or start + 2 >= m.start:
        return None
    place = next((h for h in cast.context.hits if h.start == start + 1 and h.entry.role in ("country", "capital")), None)
    near = place is not None and place.end < m.start <= place.end + _NEAR and doc[place.end].text == ","
    return place.entry.country or None if place is not None and near else None


def _place_at(cast: Cast, i: int) -> str | None:
    """The state whose name, or whose capital's, begins at a token."""
    for town in _around(cast.every_mention, i, i, i + 1):
        if town.start == i and town.hit is not None and town.hit.entry.role in ("country", "capital"):
            return town.hit.entry.country or None
    return None


def town_at(cast: Cast, i: int) -> str | None:
    """The state of the town whose name begins at a token, where the report names that state."""
    doc = cast.doc
    states = {h.entry.country for h in cast.context.hits if h.entry.country}
    end = i
    while end < len(doc) and end < i + _LONGEST_TOWN and doc[end].text[0].isupper():
        end += 1
    found = (town_place(doc[i:j].text, states) for j in range(end, i, -1))
    return next((p.country for p in found if p is not None and p.country in states), None)
