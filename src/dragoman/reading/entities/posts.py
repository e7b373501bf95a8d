"""Offices in their full form: short forms and acronyms written out, the posts of envoys by where they are spoken of."""

import re
from collections import Counter
from functools import cache

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import country_name
from dragoman.reading.cast import Entity
from dragoman.reading.entities.affiliation import home_state
from dragoman.reading.entities.bases import body_of
from dragoman.reading.entities.council import is_council, represent_states
from dragoman.reading.entities.ranks import hold_ranks
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.titles import Title

_WORDS = table("en/people")
_SHORT = {short: full for short, full in _WORDS["short"].items() if isinstance(full, str)}
_ALONE = {short: full for short, full in _WORDS["short_alone"].items() if isinstance(full, str)}
_POSTED = tuple(_WORDS["posted"]["offices"])
_CHANCELLORS = frozenset(_WORDS["chancellor"]["states"])
_FOREIGN_MINISTER = "minister of foreign affairs"
_LINKS = frozenset({"of", "and", "the", "for", "to", "in", "on"})
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,6}")
_NAMED_BEFORE = r"((?:[A-Z][\w’'-]+ )(?:(?:[A-Z][\w’'-]+|of|for|the|and|to|in|on) ){1,10})"
"""A name in capitals right before the bracket that shortens it."""
_LONGEST_BARE = 3
"""Words of an office that may go without its body."""
_MOST = 12
"""Words of the longest name that an acronym stands for."""


def complete_offices(r: Resolver) -> None:
    """Write every office of a person or office holder out in full."""
    written = _Written(r.context.text)
    council = is_council(r)
    if council:
        represent_states(r)
    hold_ranks(r)
    for e in r.cast.entities:
        for title in e.roles:
            full = _full(r, e, title, written)
            if title.office in e.offices:
                e.offices.discard(title.office)
                e.offices.add(full)
            title.office = full
        _post(r, e, council)


def _full(r: Resolver, e: Entity, title: Title, written: "_Written") -> str:
    if title.office == "chancellor" and e.country in _CHANCELLORS:
        return _FOREIGN_MINISTER
    if title.office in _ALONE:
        return _ALONE[title.office]
    said = {t.lower_: t.text for t in r.context.doc[title.start : title.end]}
    words = (_SHORT.get(w) or written.out(said.get(w, w)) or w for w in title.office.split())
    full = " ".join(words)
    if " of " in full or len(full.split()) > _LONGEST_BARE:
        return full
    body = body_of(r, title)
    bodied = body is not None and body.kind in ("organization", "armed_force", "government") and not _LINKS & set(full.split())
    return f"{full} of {' '.join(body.text.lower().split())}" if body is not None and bodied else full


class _Written:
    """What the acronyms of a report stand for, by the names in it that have their initials."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = re.findall(r"[^\W\d_][\w’'-]*|[^\w\s]", text)
        self.out = cache(self._out)

    def _out(self, acronym: str) -> str | None:
        if not _ACRONYM.fullmatch(acronym):
            return None
        told = re.search(_NAMED_BEFORE + re.escape(f"({acronym})"), self.text)
        if told:
            return " ".join(told[1].lower().split())
        starts = (i for i, w in enumerate(self.words) if w[0] == acronym[0] and w != acronym)
        return next((name for i in starts if (name := self._name_at(i, acronym.upper()))), None)

    def _name_at(self, i: int, acronym: str) -> str | None:
        """The name from a word on whose initials are the acronym, in lower case."""
        taken, initials = [], ""
        for word in self.words[i : i + _MOST]:
            if word[0].isupper():
                initials += word[0]
            elif word not in _LINKS:
                return None
            taken.append(word)
            if initials == acronym:
                return " ".join(taken).lower()
            if not acronym.startswith(initials):
                return None
        return None


def _post(r: Resolver, e: Entity, council: bool) -> None:
    """Give an envoy told without his post the state that he is spoken of in: that at home, else the other one of two.

    Args:
        council: whether the report is the record of a meeting of the United Nations, to which he is posted then.
    """
    if not e.country or e.kind not in ("person", "office"):
        return
    for title in e.roles:
        post = _post_of(r, e.country, council) if title.office in _POSTED else None
        if post is not None:
            e.offices.discard(title.office)
            title.office = f"{title.office} to {post}"
            e.offices.add(title.office)


def _post_of(r: Resolver, own: str, council: bool) -> str | None:
    if council:
        return "the united nations"
    state = _other_state(r, own)
    return country_name(state).lower() if state is not None else None


def _other_state(r: Resolver, own: str) -> str | None:
    home = home_state(r.context)
    if home is not None and home[0] != own:
        return home[0]
    named = Counter(h.entry.country for h in r.context.hits if h.entry.country)
    most = [c for c, _ in sorted(named.items(), key=lambda kv: (-kv[1], kv[0]))[:2]]
    return next((c for c in most if c != own), None) if own in most and len(most) == 2 else None
