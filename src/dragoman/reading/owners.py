"""Whose somebody or something is, as words around it say: "its jets", "Putin's spokesman"."""

from bisect import bisect_left
from itertools import islice

from spacy.tokens import Token

from dragoman.reading.cast import Cast
from dragoman.reading.mentions import Mention

_LONGEST = 64
"""Tokens of the longest mention."""
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
    """The state in whose capital somebody sits: "lawmakers in Manila", "prosecutors in Peru"."""
    doc = cast.doc
    if m.end + 1 >= len(doc) or doc[m.end].lower_ != "in":
        return None
    for town in _around(cast.every_mention, m.end + 1, m.end + 1, m.end + 2):
        if town.start == m.end + 1 and town.hit is not None and town.hit.entry.role in ("country", "capital"):
            return town.hit.entry.country or None
    return None
