"""States that somebody is hardly of: that of his counterpart, of whom he meets, and of his post abroad."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, product

from spacy.tokens import Token

from dragoman.cleaning.turns import turns
from dragoman.codebook.files import table
from dragoman.codebook.people import is_counterpart
from dragoman.reading.cast import Entity
from dragoman.reading.clauses import agent, children, conjuncts, is_passive, lower_lemma, patient, prepositional, subject
from dragoman.reading.entities.affiliation import home_state
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention
from dragoman.reading.places.resolve import town_place
from dragoman.reading.titles import Title

_WORDS = table("en/people")
_MEETING = frozenset(_WORDS["meeting"]["verbs"])
_TALKS = frozenset(_WORDS["meeting"]["nouns"])
_GUESTS = frozenset(_WORDS["meeting"]["guests"])
_BACK = 40
"""Tokens back, at most, from a counterpart to the one whose he is."""
_POSTED = frozenset(_WORDS["posted"]["offices"])
_DISMISSING = frozenset(_WORDS["dismissing"]["verbs"])
_SINGLE = _WORDS["single"]
_BASED = frozenset(_WORDS["based"]["words"])


def foreign_states(r: Resolver, e: Entity) -> frozenset[str]:
    """ISO codes of the states that somebody is hardly of."""
    met = r.met.get(e.index, frozenset())
    briefs = any(t.who[0] <= r.context.doc[m.head].idx < t.who[1] for t in turns(r.context.text) for m in e.mentions)
    return met if briefs else met | _of_posts(r, e) | {c for m in e.mentions for c in _hosts(r, m)} | _taken(r, e)


def _taken(r: Resolver, e: Entity) -> set[str]:
    """The states in which somebody else, as his title says, holds an office that a state has but once."""
    single = {t.office for t in e.roles if t.status == "current" and _is_single(t.office)}
    others = (o for o in r.cast.entities if o is not e and o.kind == "person" and o.country)
    return {o.country for o in others if o.country and any(t.office in single and t.status == "current" and t.countries for t in o.roles)}


def _is_single(office: str) -> bool:
    """Whether a state has an office but once: "minister of defence", not "minister"."""
    return office not in _SINGLE["bare"] and bool(set(_SINGLE["heads"]) & set(office.split()))


def _hosts(r: Resolver, m: Mention) -> set[str]:
    """The states in which, as somebody's sentence says, others' troops are based."""
    doc = r.context.doc
    based = [t for t in doc[m.head].sent if t.lower_ in _BASED and t.pos_ == "VERB"]
    where = {p.i for t in based for p in prepositional(t, "in", "at", "on")}
    return {h.entry.country for h in r.context.hits if h.entry.country and not where.isdisjoint(range(h.start, h.end))}


def is_envoy(e: Entity) -> bool:
    """Whether somebody is posted abroad."""
    return any(map(_is_posted, e.roles))


def _is_posted(title: Title) -> bool:
    return any(f" {posted} " in f" {title.office} " for posted in _POSTED)


def _of_posts(r: Resolver, e: Entity) -> set[str]:
    """The states of an envoy's post: those named behind "to" and "in", else who calls him in or sends him off, else that at home."""
    posts = [t for t in e.roles if _is_posted(t)]
    if not posts:
        return set()
    home = home_state(r.context)
    named = {c for t in posts for c in _named_post(r, t)} or {c for m in e.mentions for c in _dismissed_by(r, m)}
    return named or ({home[0]} if home is not None else set())


def _named_post(r: Resolver, title: Title) -> set[str]:
    """The state, or that of the town, named behind "to" and "in" in an envoy's office or right behind it."""
    doc = r.context.doc
    abroad = next((t.i for t in doc[title.head + 1 : title.end + 1] if t.lower_ in ("to", "in", "at")), None)
    if abroad is None:
        return set()
    named = {h.entry.country for h in r.context.hits if abroad < h.start <= abroad + 3 and h.entry.country}
    states = {h.entry.country for h in r.context.hits if h.entry.country}
    towns = (town_place(t.text, states) for t in doc[abroad + 1 : title.end] if t.pos_ == "PROPN")
    return named or {p.country for p in towns if p is not None and p.country in states}


def _dismissed_by(r: Resolver, m: Mention) -> set[str]:
    """The state that calls an envoy in or sends him off, of whom a mention is the object of that verb."""
    heads = [r.context.doc[m.head], *(r.context.doc[t.head] for t in (m.name.titles if m.name is not None else ()))]
    for token in heads:
        led = token.dep_ == "pobj" and token.head.lower_ == "in"  # "called in the ambassador"
        verb = token.head.head if led else token.head
        done_to = led or token.dep_ in ("dobj", "nsubjpass", "dative")
        if done_to and verb.pos_ == "VERB" and lower_lemma(verb) in _DISMISSING:
            who = agent(verb) if token.dep_ == "nsubjpass" else subject(verb)
            doer = r.by_head.get(who.i) if who is not None else None
            return set(doer.countries) if doer is not None else set()
    return set()


def met_states(r: Resolver) -> dict[int, frozenset[str]]:
    """For everybody named the states of those whom he meets, receives or addresses, and of his counterparts."""
    out: dict[int, set[str]] = {}
    for m in r.mentions:
        owner = _whose_counterpart(r, m) if _is_own_counterpart(m) else None
        if owner is not None and owner.entity >= 0:
            out.setdefault(owner.entity, set()).update(m.countries)
    for verb in r.context.doc:
        if verb.pos_ != "VERB" or verb.i not in r.context.content or lower_lemma(verb) not in _MEETING:
            continue
        one, other = _sides(r, verb)
        _add_states(out, one, other)
        _add_states(out, other, one)
    return {i: frozenset(states) for i, states in out.items()}


def facing(r: Resolver) -> Iterator[tuple[Entity, Entity]]:
    """Two people of whom each holds an office that a state has but once, and who meet, or hold it both: "Foreign ministers A and B"."""
    for one, other in chain(_meetings(r), _of_one_title(r)):
        for a, b in product(_holders(r, one), _holders(r, other)):
            if a is not b:
                yield a, b
    yield from _guests(r)


def _guests(r: Resolver) -> Iterator[tuple[Entity, Entity]]:
    """Whoever is called somebody's guest or host, and whose he is: "Her guest, Tuomas Aalto, agreed"."""
    doc = r.context.doc
    for m in r.mentions:
        at = m.start - 1 - (m.start > 1 and doc[m.start - 1].text == ",")
        if m.sort == "name" and m.entity >= 0 and at > 0 and doc[at].lower_ in _GUESTS and doc[at - 1].tag_ == "PRP$":
            owner = _whose_counterpart(r, m)
            if owner is not None and owner.entity >= 0:
                yield r.cast.entities[owner.entity], r.cast.entities[m.entity]


def _of_one_title(r: Resolver) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """Two to whom one office in the plural is given; three or more may be of a state and its neighbours."""
    by_head: dict[int, list[Mention]] = defaultdict(list)
    for m in r.mentions:
        for head in {t.head for t in (m.name.titles if m.name is not None else ()) if t.implicit and t.status == "current"}:
            by_head[head].append(m)
    yield from (([found[0]], [found[1]]) for found in by_head.values() if len(found) == 2)


def _holders(r: Resolver, side: list[Mention]) -> list[Entity]:
    people = [r.cast.entities[m.entity] for m in side if m.sort == "name" and m.entity >= 0]
    return [e for e in people if any(_is_single(t.office) for t in e.roles)]


def _meetings(r: Resolver) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """Those on either side of every meeting: "A received B", "A spoke after talks with B"."""
    for token in r.context.doc:
        if token.i not in r.context.content:
            continue
        if token.pos_ == "VERB" and lower_lemma(token) in _MEETING:
            yield _sides(r, token)
        elif token.pos_ == "NOUN" and lower_lemma(token) in _TALKS:
            verb: Token = token
            while verb.head.i != verb.i and verb.pos_ not in ("VERB", "AUX"):
                verb = verb.head
            yield _present(r, subject(verb)), _present(r, next(prepositional(token, "with"), None))


def _is_own_counterpart(m: Mention) -> bool:
    """ "His Omani counterpart"."""
    return m.title is not None and is_counterpart(m.title.office) and m.possessive is not None and bool(m.countries)


def _whose_counterpart(r: Resolver, m: Mention) -> Mention | None:
    """Whose counterpart a mention is: the subject over it, else the holder of an office last named: "Minister X spoke. Her Omani counterpart was silent"."""
    over = _subject_above(r, m)
    if over is not None and over is not m:
        return over
    named = (n for n in r.mentions if n.sort == "name" and n.name is not None and n.name.titles and m.start - _BACK < n.end <= m.start)
    return max(named, key=lambda n: n.end, default=None)


def _add_states(met: dict[int, set[str]], one: list[Mention], other: list[Mention]) -> None:
    """Add to those on one side, named and without a state, the states of those on the other."""
    states = {c for m in other for c in m.countries}
    for m in one:
        if m.sort == "name" and m.entity >= 0 and not m.countries:
            met.setdefault(m.entity, set()).update(states)


def _subject_above(r: Resolver, m: Mention) -> Mention | None:
    """Whoever is the subject of the clause that a mention stands in."""
    token: Token = r.context.doc[m.head]
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    who = subject(token)
    return r.by_head.get(who.i) if who is not None else None


def _sides(r: Resolver, verb: Token) -> tuple[list[Mention], list[Mention]]:
    """Those who meet, and those whom they meet."""
    doers = agent(verb) if is_passive(verb) else subject(verb)
    met = next(children(verb, "nsubjpass"), None) if is_passive(verb) else patient(verb)
    met = met if met is not None else next(prepositional(verb, "with", "on", "by"), None)
    return _present(r, doers), _present(r, met)


def _present(r: Resolver, token: Token | None) -> list[Mention]:
    """The people and holders of offices that a token and those coordinated with it head."""
    heads = conjuncts(token) if token is not None else []
    return [m for t in heads if (m := r.by_head.get(t.i)) is not None and m.kind in ("person", "office")]
