"""Pronouns and plurals: those who stand for somebody mentioned elsewhere."""

from collections import Counter
from itertools import combinations, pairwise

from dragoman.codebook.frames import cue_verbs
from dragoman.codebook.gender import gender_of_pronoun
from dragoman.reading.cast import Entity
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.entities.holders import holders_before, office_of
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention

_PRONOUN_KINDS = {
    "one": ("person", "office"),
    "many": ("group", "people", "person", "office", "armed_force", "organization", "government"),
    "thing": ("government", "organization", "group", "armed_force", "media"),
}
_CANDIDATES = 8
"""States, those named most, of which two may be meant."""
_TOGETHER = 2
"""Mentions for which it counts that a report has joined two states by "and"."""
_SINGLE = ("person", "office")
_ANY_LEADER = "leader"
"""The office of "the two leaders", whatever they lead."""


def place_pronoun(r: Resolver, m: Mention, history: list[Mention]) -> None:
    """Whom a pronoun stands for; the first person waits for statements."""
    kinds = _PRONOUN_KINDS.get(m.pronoun)
    entity = r.antecedent(m, kinds) or _governing(r, m, kinds) if kinds else None
    if m.pronoun == "many" and (entity is None or entity.kind in _SINGLE):
        listed = _listed_before(r, m, history)
        if len(listed) > 1 and (entity is None or entity.index in listed):
            entity = r.cast.together(listed)
    if entity is not None:
        r.cast.place(m, entity)
        if (gender := gender_of_pronoun(m.text)) is not None:
            r.genders.setdefault(entity.index, gender)


def _governing(r: Resolver, m: Mention, kinds: tuple[str, ...]) -> Entity | None:
    """ "Greece denied that its soldiers …", "that it had …": where nothing else says who is meant, the subject of the verb of saying above."""
    own = r.context.doc[m.head]
    if m.pronoun != "thing" or not (own.tag_ == "PRP$" or own.dep_ in ("nsubj", "nsubjpass")):
        return None
    for verb in (t for t in own.ancestors if lower_lemma(t) in cue_verbs()):
        who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < own.i), None)
        if who is not None:
            found = r.by_head.get(who.i)
            known = found is not None and found.entity >= 0 and r.cast.entities[found.entity].kind in kinds
            return r.cast.entities[found.entity] if found is not None and known else None
    return None


def _listed_before(r: Resolver, m: Mention, history: list[Mention]) -> list[int]:
    """The last people before a plural pronoun, in its sentence or the one before, whom "and" joins."""
    doc = r.context.doc
    floor = doc[max(0, doc[m.start].sent.start - 1)].sent.start
    people = [h for h in history if floor <= h.head < m.start and h.sort != "pronoun" and r.cast.entities[h.entity].kind in _SINGLE]
    for h in reversed(people):
        joined = {doc[h.head].i, *(t.i for t in doc[h.head].conjuncts)}
        listed = list(dict.fromkeys(p.entity for p in people if p.head in joined or _joined(r, p, h)))
        if len(listed) > 1:
            return listed
    return []


def _joined(r: Resolver, a: Mention, b: Mention) -> bool:
    """Whether nothing but "and" stands between two mentions."""
    doc = r.context.doc
    return a.end + 1 == b.start and doc[a.end].lower_ == "and"


def place_pair(r: Resolver, m: Mention, history: list[Mention]) -> None:
    """ "The two ministers": both holders named before; "the two countries": the two states that the report has named most up to here."""
    cast = r.cast
    holders = holders_before(cast, m, history) if m.title is not None else []
    if m.title is not None and m.title.office == _ANY_LEADER:
        holders = _two_just_named(r, m, history) or holders
    if len(holders) == 2:
        cast.place(m, cast.together(holders))
        return
    states = _most_named(r, m, history)
    if len(states) < 2:
        return
    members = tuple(office_of(cast, m.title, c) if m.title else cast.state(c) for c in states)
    key = f"pair {' '.join(sorted(states))} {m.key}"
    entity = next((e for e in cast.entities if e.key == key), None) or cast.add(Entity(0, "group", m.text, key=key, members=members))
    cast.place(m, entity)


def _two_just_named(r: Resolver, m: Mention, history: list[Mention]) -> list[int]:
    """The two people of two states whom the sentence before a mention names: "He spoke by telephone with the president. The two leaders …"."""
    doc = r.context.doc
    floor = doc[max(0, doc[m.start].sent.start - 1)].sent.start
    near = dict.fromkeys(h.entity for h in history if floor <= h.head < m.start and r.cast.entities[h.entity].kind in _SINGLE)
    people = [i for i in near if r.cast.country_of(i)]
    return people if len(people) == 2 and len(r.cast.countries(people)) == 2 else []


def _most_named(r: Resolver, m: Mention, history: list[Mention]) -> list[str]:
    """The two states of most mentions before one; two that "and" joins go before others, the last named where they are equal."""
    states = [(h, c) for h in history if h.end <= m.start and (c := r.cast.country_of(h.entity))]
    named = Counter(c for _, c in states)
    last = {c: i for i, (_, c) in enumerate(states)}
    plain = [(h, c) for h, c in states if r.cast.entities[h.entity].kind == "government"]
    joined = {frozenset((a, b)) for (g, a), (h, b) in pairwise(plain) if a != b and _joined(r, g, h)}

    def weight(pair: tuple[str, str]) -> tuple[int, int]:
        return sum(named[c] for c in pair) + _TOGETHER * (frozenset(pair) in joined), sum(last[c] for c in pair)

    most = sorted(named, key=lambda c: (-named[c], -last[c]))[:_CANDIDATES]
    best = max(combinations(most, 2), key=weight, default=tuple(named))
    return sorted(best, key=lambda c: (-named[c], -last[c]))
