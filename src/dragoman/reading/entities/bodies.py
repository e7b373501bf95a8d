"""Bodies, states and parties: what has a name of its own, what is somebody's ministry, what is only described."""

from spacy.tokens import Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention
from dragoman.reading.owners import lives_in, named_owner, owner_of, seated_in
from dragoman.reading.phrases import singular
from dragoman.reading.places.resolve import town_place

_WORDS = table("en/people")
_STATE_NOUNS = frozenset(_WORDS["state_nouns"]["words"])
_NATIONAL = frozenset(_WORDS["national"]["words"])
_SEATED = frozenset(_WORDS["seated"]["words"])
_PEOPLE = ("GRP", "CVL", "JUD", "LEG", "COP")
_AT = frozenset(_WORDS["serving_at"]["prepositions"])


def place_proper(cast: Cast, m: Mention) -> None:
    hit = m.hit
    assert hit
    entry = hit.entry
    if entry.role in ("country", "capital", "seat") and entry.country:
        cast.place(m, cast.entities[cast.state(entry.country)])
        return
    key = f"{entry.kind} {entry.name}" if entry.role != "demonym" else f"people {entry.country}"
    found = next((e for e in cast.entities if e.key == key), None)
    entity = found or cast.add(
        Entity(
            0,
            m.kind,
            entry.name if entry.role != "demonym" else m.text,
            entry.country,
            m.sector,
            None if entry.role == "demonym" else entry.code,
            entry.role != "demonym",
            key,
        )
    )
    cast.place(m, entity)


def place_institution(r: Resolver, m: Mention, history: list[Mention]) -> None:
    """Whom the name of an institution stands for: one spoken of before, a state itself, else a body of its own."""
    cast = r.cast
    words = m.key.split()
    known = _same_noun(r, m, history)
    countries = _told(r, m) if known is None else ()
    if known is None and not m.countries and not m.code:
        known = r.antecedent(m, ("organization", "armed_force", "group", "media"), countries)
    if known is not None:
        cast.place(m, known)
        return
    countries = countries or _owning(cast, m, history)
    if len(countries) > 1 and m.plural:
        members = tuple(_body(cast, m, m.key, iso3).index for iso3 in countries)
        group = cast.add(Entity(0, "group", m.text, None, m.sector, key=f"group {m.text.lower()}"))
        group.members = members
        cast.place(m, group)
    elif countries and (words[-1] if words else m.text.lower()) in _STATE_NOUNS:
        cast.place(m, cast.entities[cast.state(countries[0])])
    else:
        cast.place(m, _body(cast, m, m.key, countries[0] if countries else None))


def _told(r: Resolver, m: Mention) -> tuple[str, ...]:
    """The states that an institution, the place where it sits, or the words around it tell."""
    return served(r, m) or _sitting(r, m) or r.countries_of(m, national=bool(_NATIONAL & set(m.key.split())))


def _sitting(r: Resolver, m: Mention) -> tuple[str, ...]:
    """The state in which a ministry or several people are told to be: "In Zagreb, the ministry denied", "residents of Umag"."""
    noun = r.context.doc[m.head]
    told = m.countries or m.code or m.possessive is not None
    of_place = noun.lower_ in _SEATED or (m.plural and people.institutions().get(singular(noun)) in _PEOPLE)
    seat = seated_in(r.cast, m) if of_place and not told else None
    return (seat,) if seat else ()


def _owning(cast: Cast, m: Mention, history: list[Mention]) -> tuple[str, ...]:
    """The state of a possessor of an institution, else that in whose capital it sits."""
    if m.code:
        return ()
    owner = owner_of(cast, m, history) if m.possessive is not None else named_owner(cast, m)
    state = owner or seated_in(cast, m)
    return (state,) if state else ()


def _same_noun(r: Resolver, m: Mention, history: list[Mention]) -> Entity | None:
    """The body of a state that "the ministry" takes up: the last one before that the same noun heads."""
    doc = r.context.doc
    bare = m.end - m.start == 2 and doc[m.start].lower_ == "the" and m.key in people.institutions() and m.key not in _STATE_NOUNS
    if not bare or m.plural or people.institutions()[m.key] in _PEOPLE:
        return None
    last = next(
        (h for h in reversed(history) if h.sort == "institution" and not h.plural and doc[h.head].lower_ == doc[m.head].lower_), None
    )
    known = r.cast.entities[last.entity] if last is not None else None
    return known if known is not None and known.country and not known.members else None


def served(r: Resolver, m: Mention) -> tuple[str, ...]:
    """The state of the body or place that somebody unnamed is told to be at: "a source at the Honduran foreign ministry"."""
    head = r.context.doc[m.head]
    if m.countries or m.code or people.institutions().get(singular(head)) not in ("GRP", "CVL"):
        return ()
    for prep in (
        t
        for t in head.subtree
        if t.dep_ == "prep" and t.lower_ in _AT and t.i > head.i and (t.head.i == head.i or t.head.lower_ == "close")
    ):
        if told := _states_in(r, prep):
            return told
    return ()


def _states_in(r: Resolver, prep: Token) -> tuple[str, ...]:
    """The state that a phrase names, else that of the body or the town in it."""
    inside = range(prep.i, prep.right_edge.i + 1)
    told = next((h.entry.country for h in r.context.hits if h.start in inside and h.entry.country), None)
    if told is not None:
        return (told,)
    body = next((x for x in r.mentions if x.sort == "institution" and x.head in inside), None)
    return r.countries_of(body, national=True)[:1] if body is not None else _of_town(r, prep)


def _of_town(r: Resolver, prep: Token) -> tuple[str, ...]:
    """The state of a town in a phrase, where the report names that state."""
    states = {h.entry.country for h in r.context.hits if h.entry.country}
    towns = (town_place(t.text, states) for t in prep.subtree if t.pos_ == "PROPN")
    return next(((p.country,) for p in towns if p is not None and p.country in states), ())


def place_party(r: Resolver, m: Mention) -> None:
    """A party that the report only describes: one met before, else one of its own."""
    countries = m.countries or _whose(r, m) or served(r, m) or _from_town(r, m) or r.countries_of(m)
    entity = r.antecedent(m, ("group", "people", "armed_force"), countries)
    country = countries[0] if countries else None
    r.cast.place(m, entity or r.cast.add(Entity(0, m.kind, m.text, country, m.sector, key=f"party {country or ''} {m.key}")))


def _from_town(r: Resolver, m: Mention) -> tuple[str, ...]:
    """The state of the town in which people are told to be: "unions in Montevideo", "growers from Gori"."""
    country = lives_in(r.cast, m) if m.kind == "people" else None
    return (country,) if country else ()


def _whose(r: Resolver, m: Mention) -> tuple[str, ...]:
    """The state of "its soldiers"."""
    owner = next((t for t in r.context.doc[m.head].children if t.dep_ == "poss" and t.tag_ == "PRP$"), None)
    known = r.pronouns.get(owner.i) if owner is not None else None
    country = r.cast.country_of(known.entity) if known is not None and known.entity >= 0 else None
    return (country,) if country else ()


def _body(cast: Cast, m: Mention, key: str, iso3: str | None) -> Entity:
    full = f"{iso3 or m.code or ''} {key}".strip()
    found = next((e for e in cast.entities if e.key == full and e.kind == m.kind), None) if m.definite or iso3 else None
    return found or cast.add(Entity(0, m.kind, m.text, iso3, m.sector, m.code, key=full))
