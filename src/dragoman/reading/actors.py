"""The cast of a report as the actors of its record."""

from collections import defaultdict

from spacy.tokens import Token

from dragoman.codebook.gazetteer import known_state
from dragoman.codebook.people import is_counterpart
from dragoman.model.record import Actor, Affiliation, Basis, Role
from dragoman.model.span import Span
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.hits import Hit
from dragoman.reading.mentions import Mention
from dragoman.reading.titles import Title

_SHORTEST_ACRONYM = 2
_LINKS = frozenset(("of", "in", "on", "for", "with", "at", "by", "and", "or", "to", "the", "a", "an"))


def make_actors(cast: Cast, used: set[int]) -> tuple[list[Actor], dict[int, str]]:
    """Actors in order of first mention, and the id of each entity.

    Args:
        used: entities that statements, events or agreements name; the rest count when they are named or have a role.
    """
    keep = [
        e for e in cast.entities if e.index in used or (_told(e) and (e.named or e.kind in ("person", "office") or _named_body(cast, e)))
    ]
    keep.sort(key=lambda e: (min((m.start for m in e.mentions), default=len(cast.doc)), e.index))
    ids = {e.index: f"a{i + 1}" for i, e in enumerate(keep)}
    together = _together(cast)
    return [_actor(cast, e, ids[e.index], together[e.index]) for e in keep], ids


def _told(e: Entity) -> bool:
    """Whether a mention names somebody for his own sake, and not only as what might have been party to an event."""
    return any(m.sort != "party" for m in e.mentions)


def _named_body(cast: Cast, e: Entity) -> bool:
    """Whether a body is told by a name, and not only by what it is: "the Ministry of Lands", "ECOWAS", "the Nigerian army", not "the ministry"."""
    if e.kind not in ("organization", "armed_force", "media", "government"):
        return False
    return any(_is_name([t for t in cast.doc[m.start : m.end] if t.text[0].isupper() and t.tag_ != "DT"], e) for m in e.mentions)


def _is_name(capitals: list[Token], e: Entity) -> bool:
    of_a_state = e.country is not None and bool(capitals)
    return len(capitals) > 1 or of_a_state or any(t.text.isupper() and len(t) > _SHORTEST_ACRONYM for t in capitals)


def _together(cast: Cast) -> dict[int, list[Mention]]:
    """For each entity the mentions of the groups of people of which it is one: "the two ministers", "they"."""
    out: dict[int, list[Mention]] = defaultdict(list)
    for e in cast.entities:
        for i in e.members:
            if cast.entities[i].kind in ("person", "office"):
                out[i] += e.mentions
    return out


def _actor(cast: Cast, e: Entity, actor_id: str, together: list[Mention]) -> Actor:
    offices = {_title_span(cast, t) for m in e.mentions if m.name is not None for t in m.name.titles if not t.implicit}
    mentions = tuple(sorted({*(_span(cast, m) for m in (*e.mentions, *together)), *offices}))
    rebels = _rebels(e) if e.country is None else None
    return Actor(
        id=actor_id,
        name=_name(cast, e),
        kind=e.kind,
        country=known_state(rebels.entry.country if rebels is not None else e.country),
        sector=e.sector,
        code=e.own_code,
        named=e.named,
        roles=_roles(cast, e),
        affiliation=_affiliation(cast, e) if rebels is None else _from_body(cast, rebels),
        mentions=mentions,
    )


def _rebels(e: Entity) -> Hit | None:
    """The armed group for which somebody speaks, who is of its country and of no government: "a spokesman for the Taliban"."""
    if e.kind not in ("person", "office"):
        return None
    bodies = (t.organization for t in e.roles)
    return next((b for b in bodies if b is not None and b.entry.kind == "group" and b.entry.code == e.code and b.entry.country), None)


def _from_body(cast: Cast, body: Hit) -> tuple[Affiliation, ...]:
    first, last = cast.doc[body.start], cast.doc[body.end - 1]
    country = body.entry.country
    return (Affiliation(country=country, basis="institution", evidence=((first.idx, last.idx + len(last)),)),) if country else ()


def _affiliation(cast: Cast, e: Entity) -> tuple[Affiliation, ...]:
    """What the state of an entity is known from: the words beside it where they say it, else what they point to."""
    if e.country is None or known_state(e.country) is None:
        return ()
    inferred = [a for a in e.affiliations if a.country == e.country]
    if inferred:
        return tuple(Affiliation(country=a.country, basis=a.basis, evidence=a.evidence) for a in inferred[:1])
    titles = [t for m in e.mentions if (t := m.title) is not None and e.country in t.countries]
    if titles:
        basis: Basis = "counterpart" if is_counterpart(cast.doc[titles[0].start : titles[0].end].text.lower()) else "title"
        return (Affiliation(country=e.country, basis=basis, evidence=(_title_span(cast, titles[0]),)),)
    named = [m for m in e.mentions if e.country in m.countries]
    return (Affiliation(country=e.country, basis="stated", evidence=(_span(cast, named[0]),)),) if named else ()


def _name(cast: Cast, e: Entity) -> str:
    """What an actor is called: without a preposition or article at the end, and with the noun that a number or article belongs to ("23 agreements")."""
    words = _one_line(e.name).split()
    while len(words) > 1 and words[-1].lower() in _LINKS:
        words.pop()
    if e.mentions and all(w.lower() in _LINKS or w.isdigit() for w in words):
        start = e.mentions[0].start
        rest = cast.doc[start : cast.doc[start].sent.end]
        noun = next((t for t in rest if t.pos_ in ("NOUN", "PROPN")), None)
        return _one_line(cast.doc[start : noun.i + 1].text) if noun is not None else " ".join(words)
    return " ".join(words)


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _span(cast: Cast, m: Mention) -> Span:
    doc = cast.doc
    start, end = m.start, m.end
    if m.sort == "name" and m.name is not None:
        start, end = m.name.start, m.name.end
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _roles(cast: Cast, e: Entity) -> tuple[Role, ...]:
    """Each office once, with all the words it was read from."""
    out: dict[tuple[str, str | None, str], list[Title]] = {}
    later = (m.title for m in e.mentions if m.title is not None and m.title not in e.roles and e.kind == "person")
    for title in (*e.roles, *later):
        office = _office(title, e)
        if office is not None:
            country = known_state(title.countries[0] if title.countries else None if _of_world_body(title) else e.country)
            out.setdefault((office, country, title.status), []).append(title)
    return tuple(
        Role(
            title=_text(cast, titles[0]),
            office=office,
            country=country,
            status=titles[0].status,
            evidence=tuple(sorted({_title_span(cast, t) for t in titles})),
        )
        for (office, country, _), titles in out.items()
    )


def _of_world_body(title: Title) -> bool:
    """Whether an office is no state's: "the chairman of the African Union commission, the Chadian X"."""
    return title.organization is not None and title.organization.entry.sector == "IGO"


def _office(title: Title, e: Entity) -> str | None:
    """The office that a title says: for a counterpart the one it must be, for a short form ("the minister") the one that it is short for."""
    known = sorted(e.offices)
    if is_counterpart(title.office):
        return known[0] if known else None
    if e.kind == "person" and known and title not in e.roles and not _new(title.office, e):
        words = set(title.office.split())
        return next((o for o in known if words <= set(o.split())), known[0])
    return title.office


def _new(office: str, e: Entity) -> bool:
    """Whether a later mention says an office that was not known: ranks and short forms ("the general") say none."""
    words = set(office.split())
    return not any(words & set(o.split()) for o in e.offices) and not any(words & set(r.split()) for r in e.ranks)


def _text(cast: Cast, title: Title) -> str:
    span = cast.doc[title.start : title.end]
    words = list(span)
    while words and (words[0].lower_ in ("the", "a", "an") or words[0].tag_ == "PRP$"):
        words.pop(0)
    return _one_line(cast.doc[words[0].i : title.end].text) if words else span.text


def _title_span(cast: Cast, title: Title) -> Span:
    doc = cast.doc
    return doc[title.start].idx, doc[title.end - 1].idx + len(doc[title.end - 1])
