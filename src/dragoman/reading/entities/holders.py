"""Holders of offices whom a mention does not name: whose minister, whose counterpart, which of several."""

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.people import is_counterpart, ranks
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention
from dragoman.reading.owners import at_head, named_owner, owner_of, seated_in
from dragoman.reading.titles import Title

_ANYONE = frozenset(table("en/people")["anyone"]["words"])
_POSTED = tuple(table("en/people")["posted"]["offices"])
_BACK = 150
"""Tokens back to which "the ministers" may point."""


def place_title(r: Resolver, m: Mention, history: list[Mention]) -> None:
    """Whom an office stands for: somebody named or spoken of before, else a holder of its own."""
    title = m.title
    if m.sort == "name":
        if title:
            _role_of_named(r.cast, m, title, history)
        return
    assert title
    if title.plural:
        _plural_office(r, m, title, history)
        return
    office, countries = _meant(r, m, title, history)
    known = _known_holder(r, m, title, office, countries, history)
    r.cast.place(m, known or _unknown_holder(r.cast, m, title, office, countries))


def _role_of_named(cast: Cast, m: Mention, title: Title, history: list[Mention]) -> None:
    """Complete what the office beside a name says: the office of a counterpart, the state of whoever it is held for."""
    entity = cast.entities[m.entity]
    if is_counterpart(title.office):
        _counterpart_role(cast, m, history)
    elif not entity.country and not entity.code:
        entity.country = _whose(cast, m, history)


def _whose(cast: Cast, m: Mention, history: list[Mention]) -> str | None:
    """The state of a possessor: "its minister", "Putin's spokesman"."""
    return owner_of(cast, m, history) if m.possessive is not None else named_owner(cast, m)


def _meant(r: Resolver, m: Mention, title: Title, history: list[Mention]) -> tuple[str, tuple[str, ...]]:
    """The office that a phrase means, for a counterpart the one that it must be, and the states it is held for."""
    office, countries = title.office, m.countries or _at_head(r, m, title) or r.countries_of(m)
    if is_counterpart(office):
        antecedent = _antecedent(r.cast, m, history)
        held = sorted(r.cast.entities[antecedent].offices) if antecedent is not None else []
        return held[0] if held else office, countries
    owner = _whose(r.cast, m, history) if not countries and not m.code else None
    return office, (owner,) if owner else countries


def _at_head(r: Resolver, m: Mention, title: Title) -> tuple[str, ...]:
    """The state of the capital at the head of the sentence in which somebody acts who is not posted there: "In Algiers, an official denied"."""
    seat = at_head(r.cast, m) if not m.code and m.possessive is None and not _is_posted(title) else None
    return (seat,) if seat else ()


def _is_posted(title: Title) -> bool:
    return any(f" {posted} " in f" {title.office} " for posted in _POSTED)


def _known_holder(r: Resolver, m: Mention, title: Title, office: str, countries: tuple[str, ...], history: list[Mention]) -> Entity | None:
    """Whoever holds an office, of those mentioned before."""
    if m.code and not countries:
        held = (e for e in r.cast.entities if e.code == m.code and e.kind in ("person", "office"))
        known = next((e for e in held if _fits(e, title, office, ())), None)
    else:
        known = _by_state_or_arc(r, m, title, office, countries, history)
    if known is None and m.definite:
        key = _office_key(office, countries, m.code)
        return next((e for e in r.cast.entities if e.kind == "office" and e.key == key), None)
    return known


def _by_state_or_arc(
    r: Resolver, m: Mention, title: Title, office: str, countries: tuple[str, ...], history: list[Mention]
) -> Entity | None:
    """The holder in the state that the phrase names, else whom the encoder points to, else one in the state that words around it tell."""
    if m.definite and m.countries and (holder := _holder(r.cast, title, office, countries, history)) is not None:
        return holder
    pointed = r.antecedent(m, ("person", "office"), countries)
    other = pointed is None or pointed.kind == "office" or _of_other_office(pointed, title, office)
    only = _only_holder(r.cast, m, title, office, history) if other else None
    if only is not None or pointed is not None or not m.definite:
        return only or pointed
    alone = office in _ANYONE or office in ranks()
    return _holder(r.cast, title, office, countries, history) if countries or alone else None


def _of_other_office(e: Entity, title: Title, office: str) -> bool:
    """Whether somebody named holds an office, and not the one spoken of: "the Minister" is not the ambassador whom he received."""
    return e.kind == "person" and bool(e.offices) and not _fits(e, title, office, ())


def _only_holder(cast: Cast, m: Mention, title: Title, office: str, history: list[Mention]) -> Entity | None:
    """The one person named before who holds a bare office that is spoken of: "the ambassador" where but one was named."""
    if m.countries or m.code or m.possessive is not None or not m.definite or len(office.split()) > 1:
        return None
    named = {h.entity for h in history if cast.entities[h.entity].kind == "person"}
    found = [cast.entities[i] for i in sorted(named) if cast.entities[i].roles and _fits(cast.entities[i], title, office, ())]
    return found[0] if len(found) == 1 else None


def _unknown_holder(cast: Cast, m: Mention, title: Title, office: str, countries: tuple[str, ...]) -> Entity:
    """A holder of whom nothing but the office is known."""
    country = countries[0] if countries else None
    key = _office_key(office, countries, m.code) if m.definite else ""
    entity = cast.add(Entity(0, "office", _office_name(m.text, office, title), country, title.sector, m.code, key=key))
    entity.roles.append(title)
    entity.offices.add(office)
    return entity


def _office_key(office: str, countries: tuple[str, ...], code: str | None) -> str:
    return f"office {office} {countries[0] if countries else code or ''}"


def _office_name(text: str, office: str, title: Title) -> str:
    """ "his Iraqi counterpart" is named by the office that he must hold."""
    if is_counterpart(title.office) and not is_counterpart(office):
        state = f" of {country_name(title.countries[0])}" if title.countries else ""
        return f"{office}{state}"
    return text


def _fits(e: Entity, title: Title, office: str, countries: tuple[str, ...]) -> bool:
    """Whether a person known by name or office can be the holder that a title speaks of."""
    if countries and e.country and e.country not in countries:
        return False
    if countries and not e.country:
        return False
    head = office.split(" of ")[0].split()[-1] if office else ""
    want = set(office.split()) - {"of", "the", "for"}
    for held in (*e.offices, *e.ranks):
        have = set(held.split()) - {"of", "the", "for"}
        if head in have and (want <= have or (have <= want and len(have) > 1) or 3 * len(want & have) >= 2 * len(want | have)):
            return True
    return False


def _holder(cast: Cast, title: Title, office: str, countries: tuple[str, ...], history: list[Mention]) -> Entity | None:
    for m in reversed(history):
        e = cast.entities[m.entity]
        if e.kind in ("person", "office") and e.roles and _fits(e, title, office, countries):
            return e
        if office in _ANYONE and not countries and e.kind == "person" and e.roles:
            return e
    if not countries:
        return None
    return next((e for e in cast.entities if e.kind == "person" and e.roles and _fits(e, title, office, countries)), None)


def _antecedent(cast: Cast, m: Mention, history: list[Mention]) -> int | None:
    """Whose counterpart somebody is: the last office holder before, of another state."""
    for h in reversed(history):
        e = cast.entities[h.entity]
        if e.offices and e.kind in ("person", "office") and h.end <= m.start + 1 and (not m.countries or e.country not in m.countries):
            return e.index
    return None


def _counterpart_role(cast: Cast, m: Mention, history: list[Mention]) -> None:
    title = m.title
    assert title
    at = _antecedent(cast, m, [h for h in history if h is not m])
    entity = cast.entities[m.entity]
    if at is not None:
        entity.offices |= cast.entities[at].offices
        other = next((r for r in cast.entities[at].roles if not is_counterpart(r.office)), None)
        title.office = sorted(cast.entities[at].offices)[0]
        title.sector = other.sector if other else title.sector
        entity.sector = title.sector


def holders_before(cast: Cast, m: Mention, history: list[Mention]) -> list[int]:
    """The people of whom an office in the plural may speak: those before it, not too far back, who hold such an office."""
    title = m.title
    assert title
    near = [h for h in history if h.head < m.start and m.start - h.head < _BACK]
    people = dict.fromkeys(h.entity for h in near if cast.entities[h.entity].kind in ("person", "office"))
    return [i for i in people if cast.entities[i].roles and _fits(cast.entities[i], title, title.office, ())]


def _group_before(cast: Cast, m: Mention, key: str, anywhere: bool) -> Entity | None:
    """The group told before by the same words, of whatever state where none is told."""
    alike = (e for e in reversed(cast.entities) if e.key == key or (anywhere and _is_group(e, m.text.lower())))
    return next(alike, None)


def _plural_office(r: Resolver, m: Mention, title: Title, history: list[Mention]) -> None:
    cast = r.cast
    holders = holders_before(cast, m, history) if cast.doc[m.start].lower_ in ("the", "both") and not m.countries else []
    if len(holders) > 1:
        cast.place(m, cast.together(holders))
        return
    seat = seated_in(cast, m) if not m.countries else None
    country = m.countries[0] if len(m.countries) == 1 else seat or r.state_of_several(m)
    key = " ".join(["group", *([seat] if seat else m.countries), m.text.lower()])
    entity = _group_before(cast, m, key, anywhere=not m.countries and not seat)
    if entity is None:
        entity = cast.add(Entity(0, "group", m.text, country, title.sector, m.code, key=key))
        if len(m.countries) > 1:
            entity.members = tuple(office_of(cast, title, iso3) for iso3 in m.countries)
    cast.place(m, entity)


def _is_group(entity: Entity, words: str) -> bool:
    """Whether somebody is a group told by these words, of whatever state."""
    parts = entity.key.split()
    return parts[:1] == ["group"] and " ".join(p for p in parts[1:] if not p.isupper()) == words


def office_of(cast: Cast, title: Title, iso3: str) -> int:
    holder = next(
        (e for e in cast.entities if e.kind in ("person", "office") and e.roles and _fits(e, title, title.office, (iso3,))),
        None,
    )
    if holder is None:
        holder = cast.add(
            Entity(
                0,
                "office",
                f"{title.office} of {country_name(iso3)}",
                iso3,
                title.sector,
                key=_office_key(title.office, (iso3,), None),
            )
        )
        holder.offices.add(title.office)
    return holder.index
