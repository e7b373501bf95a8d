"""People by name, and what stands beside a name says of them."""

from collections import Counter, defaultdict

from dragoman.codebook.files import table
from dragoman.codebook.people import is_counterpart
from dragoman.codebook.persons import country_of_person
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.entities.affiliation import Affiliation, home_state, inferred
from dragoman.reading.entities.bases import serving_basis, stated_basis
from dragoman.reading.entities.foreign import facing, foreign_states, is_envoy
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.entities.spellings import name_words, same_person
from dragoman.reading.mentions import Mention

_NATIONAL = frozenset(table("en/people")["national"]["words"])
_SPEAKING_FOR = tuple(table("en/people")["speaking_for"]["offices"])


def place_people(cast: Cast, mentions: list[Mention]) -> None:
    """An entity for everybody named, longest names first, with the offices that stand beside the names."""
    for m in sorted((m for m in mentions if m.sort == "name"), key=lambda m: -len(name_words(m.text))):
        entity = _known(cast, m) or cast.add(Entity(0, "person", m.text, named=True))
        cast.place(m, entity)
        _take_offices(entity, m)
    for e in cast.entities:
        e.mentions.sort(key=lambda m: m.start)


def _known(cast: Cast, m: Mention) -> Entity | None:
    """Who else bears the name: by its tail, else, for "Kim", by the first word of "Kim Yong-hyun"."""
    found = [e for e in cast.entities if same_person(e.name, m.text) and not _clash(e, m)]
    words = name_words(m.text)
    if not found and len(words) == 1:
        found = [e for e in cast.entities if name_words(e.name)[0] == words[0] and not _clash(e, m)]
    return found[0] if found else None


def _clash(entity: Entity, m: Mention) -> bool:
    """Two people of one surname with offices of different states."""
    return bool(m.countries and entity.country and m.countries[0] != entity.country)


def _take_offices(entity: Entity, m: Mention) -> None:
    name = m.name
    assert name
    if name.rank:
        entity.ranks.add(name.rank)
    for title in name.titles:
        entity.roles.append(title)
        if not is_counterpart(title.office):
            entity.offices.add(title.office)
        if title.countries and not entity.country:
            entity.country = title.countries[0]
        if title.organization and not title.countries and not entity.code:
            entity.code = title.organization.entry.code
        entity.sector = entity.sector or title.sector


def locate_people(r: Resolver) -> None:
    """Give people whose titles name no state that of what stands beside them, of their body, or that their mentions point to together."""
    beside: dict[int, list[int]] = defaultdict(list)
    for i, m in enumerate(r.mentions):
        if m.sort == "apposition":
            beside[id(m.name)].append(i)
    in_turn = _in_turn(r.cast)
    for e in r.cast.entities:
        if e.kind == "person" and not e.country:
            _locate(r, e, beside, in_turn[e.index])
    for one, other in facing(r):
        guessed = [e for e in (one, other) if e.affiliations and not any(t.countries for t in e.roles)]
        if one.country and one.country == other.country and guessed:
            weaker = min(guessed, key=lambda e: (e.affiliations[-1].probability, -e.index))
            _relocate(weaker, _pointed_to(r, weaker, beside, in_turn[weaker.index], frozenset((one.country,))))


def _relocate(e: Entity, told: Affiliation | None) -> None:
    """Give somebody another state than the one that he was taken to be of; none, where nothing else points to one."""
    if told is None or told.country != e.country:
        e.country, e.affiliations = (told.country, [told]) if told is not None else (None, [])


def _in_turn(cast: Cast) -> dict[int, list[Entity]]:
    """For everybody those who held one of his offices before or after him, as one phrase says: they are of one state."""
    holders: dict[int, list[Entity]] = defaultdict(list)
    for e in cast.entities:
        if e.kind == "person":
            for head in dict.fromkeys(t.head for t in e.roles):
                holders[head].append(e)
    out: dict[int, list[Entity]] = defaultdict(list)
    for head, found in holders.items():
        statuses = {e.index: next(t.status for t in e.roles if t.head == head) for e in found}
        for e in found:
            out[e.index] += [
                o for o in found if "former" in (statuses[o.index], statuses[e.index]) and statuses[o.index] != statuses[e.index]
            ]
    return out


def _locate(r: Resolver, e: Entity, beside: dict[int, list[int]], in_turn: list[Entity]) -> None:
    affiliation = stated_basis(r, e)
    if affiliation is None and not e.code:
        e.country = country_of_person(e.name) or next((o.country for o in in_turn if o.country), None)
        if e.country:
            return
        affiliation = serving_basis(r, e) or _pointed_to(r, e, beside, in_turn)
    if affiliation is not None:
        e.country = affiliation.country
        e.affiliations.append(affiliation)


def _pointed_to(
    r: Resolver, e: Entity, beside: dict[int, list[int]], in_turn: list[Entity], faced: frozenset[str] = frozenset()
) -> Affiliation | None:
    """The state that somebody's mentions and offices point to together; a national office speaks for the state at home."""
    where = _told_at(r, [m for x in (e, *in_turn) for m in x.mentions], beside)
    national = any(_NATIONAL & set(office.split()) and not _of_named_body(office) for office in e.offices)
    foreign = foreign_states(r, e) | faced
    at_home = national or (not e.roles and _in_home_paper(r))
    return inferred(r.context, r.graph, where, at_home, foreign, e.name) or (_other_of_two(r, foreign) if national or is_envoy(e) else None)


def _told_at(r: Resolver, mentions: list[Mention], beside: dict[int, list[int]]) -> list[tuple[int, Mention]]:
    """Mentions with their places in the report's list, those of appositions beside them, and the offices that are theirs."""
    where = [(r.place[id(m)], m) for m in mentions]
    where += [(i, r.mentions[i]) for i in sorted({i for n in mentions for i in beside[id(n.name)]})]
    return where + [(office, m) for i, m in where for office in r.graph.offices[i]]


def _in_home_paper(r: Resolver) -> bool:
    """Whether a report is written by a paper of one state in that state: of its own people it does not say whose they are."""
    home = home_state(r.context)
    return home is not None and home[1] == "outlet"


def _of_named_body(office: str) -> bool:
    """Whether somebody speaks for a body that is named, and so need not be of the state at home."""
    return office.startswith(_SPEAKING_FOR) and " of " in office


def _other_of_two(r: Resolver, foreign: frozenset[str]) -> Affiliation | None:
    """Of the two states that a report names most the one of which the holder of a national office is, where he is not of the other."""
    named = Counter(h.entry.country for h in r.context.hits if h.entry.country)
    most = [c for c, _ in sorted(named.items(), key=lambda kv: (-kv[1], kv[0]))[:2]]
    left = [c for c in most if c not in foreign]
    if len(most) < 2 or len(left) != 1:
        return None
    word = next(h for h in r.context.hits if h.entry.country == left[0])
    doc = r.context.doc
    return Affiliation(left[0], "coreference", ((doc[word.start].idx, doc[word.end - 1].idx + len(doc[word.end - 1])),))
