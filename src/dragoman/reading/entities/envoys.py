"""Whose an envoy is of whom no state is told: that of the embassy spoken of before, or the other side of whoever called him in."""

from collections import Counter

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.cast import Entity
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.entities.affiliation import Affiliation
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention

_WORDS = table("en/people")
_POSTED = frozenset(_WORDS["posted"]["offices"])
_SUMMONING = frozenset(_WORDS["summoning"]["verbs"])
_EMBASSIES = frozenset(_WORDS["summoning"]["embassies"])
_REACH = 80
"""Tokens between an embassy and its ambassador."""
_SURE = ("stated", "title", "counterpart", "dictionary")


def settle_envoys(r: Resolver) -> None:
    """Give envoys whose state only the words around tell that of their embassy, or the other one than that of whoever calls them in."""
    for e in r.cast.entities:
        if e.kind == "person" and any(t.office in _POSTED and not t.countries for t in e.roles) and not _surely_of(e):
            found = _of_embassy(r, e) or _called_in(r, e)
            if found is not None and found.country != e.country:
                e.country = found.country
                e.affiliations.append(found)


def _surely_of(e: Entity) -> bool:
    return any(a.basis in _SURE and a.country == e.country for a in e.affiliations)


def _of_embassy(r: Resolver, e: Entity) -> Affiliation | None:
    """The state of the last embassy before an envoy's first mention."""
    doc, at = r.context.doc, min(m.start for m in e.mentions)
    near = [m for m in r.mentions if at - _REACH < m.head < at and doc[m.head].lower_ in _EMBASSIES and len(m.countries) == 1]
    return Affiliation(near[-1].countries[0], "institution", (_span(r, near[-1]),)) if near else None


def _called_in(r: Resolver, e: Entity) -> Affiliation | None:
    """Of the two states that a report names most, the one that did not call an envoy in."""
    named = Counter(h.entry.country for h in r.context.hits if h.entry.country)
    most = [c for c, _ in sorted(named.items(), key=lambda kv: (-kv[1], kv[0]))[:2]]
    hosts = {c for m in e.mentions for c in _summoners(r, r.context.doc[m.head])} & set(most)
    other = [c for c in most if c not in hosts]
    if len(hosts) != 1 or len(other) != 1:
        return None
    word = next(h for h in r.context.hits if h.entry.country == other[0])
    doc = r.context.doc
    return Affiliation(other[0], "coreference", ((doc[word.start].idx, doc[word.end - 1].idx + len(doc[word.end - 1])),))


def _summoners(r: Resolver, head: Token) -> set[str]:
    """The states of those who call somebody in, in whose clause he is the object."""
    verb = next((t for t in head.ancestors if t.pos_ == "VERB"), None)
    if (
        verb is None
        or lower_lemma(verb) not in _SUMMONING
        or (lower_lemma(verb) == "call" and "in" not in {c.lower_ for c in verb.children})
    ):
        return set()
    return {c for m in _in_clause(r, verb) if m.head != head.i for c in _states(r, m)}


def _in_clause(r: Resolver, verb: Token) -> list[Mention]:
    """The people and bodies that a verb's own subject, agent and adjuncts hold; a state's bare name is too often only spoken of."""
    inside = {t.i for t in verb.subtree if t.dep_ in ("nsubj", "pobj", "nmod", "poss") and t.sent.start == verb.sent.start}
    return [m for m in r.mentions if m.head in inside and m.sort != "hit"]


def _states(r: Resolver, m: Mention) -> tuple[str, ...]:
    known = r.cast.entities[m.entity].country if m.entity >= 0 else None
    return m.countries or ((known,) if known else ())


def _span(r: Resolver, m: Mention) -> tuple[int, int]:
    doc = r.context.doc
    return doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])
