"""Which mentions stand for the same one: names by spelling, offices, bodies and pronouns by the arcs that the encoder scores."""

import unicodedata
from collections import Counter, defaultdict

from dragoman.codebook.frames import cue_verbs
from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.gender import Gender, gender_of, gender_of_pronoun
from dragoman.codebook.people import is_counterpart
from dragoman.codebook.persons import country_of_person
from dragoman.model.record import Basis
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.context import ReportContext
from dragoman.reading.entities.affiliation import LEAST, Affiliation, inferred, state_shares
from dragoman.reading.entities.graph import MentionGraph, mention_graph
from dragoman.reading.mentions import Mention
from dragoman.reading.owners import named_owner, owner_of
from dragoman.reading.titles import Title

_STATE_WORDS = {
    "government",
    "administration",
    "regime",
    "authority",
    "authorities",
    "side",
    "state",
    "presidency",
    "officialdom",
}
_PARTICLES = {"al", "al-", "el", "bin", "ibn", "de", "von", "van"}


class Resolver:
    """The entities of one report, made mention by mention."""

    def __init__(self, context: ReportContext, mentions: list[Mention]) -> None:
        self.context = context
        self.mentions = mentions
        self.graph: MentionGraph = mention_graph(context, mentions)
        self.place = {id(m): i for i, m in enumerate(mentions)}
        self.cast = Cast(context.doc)
        self.genders: dict[int, Gender] = {}
        """Of entities for which a pronoun has stood."""
        self.by_head = {m.head: m for m in reversed(mentions)}
        self.pronouns = {m.start: m for m in mentions if m.sort == "pronoun"}

    def countries_of(self, m: Mention) -> tuple[str, ...]:
        """The states that a mention says, else the one that the words around it point to."""
        if m.countries or m.code or m.plural:
            return m.countries
        shares, word = state_shares(self.graph, self.place[id(m)])
        return (word.country,) if word is not None and shares[word.country] >= LEAST else ()

    def antecedent(self, m: Mention, kinds: tuple[str, ...], countries: tuple[str, ...] = ()) -> Entity | None:
        """The entity of the likeliest mention that this one stands for."""
        pointer = self.graph.antecedents.get(self.place[id(m)])
        if pointer is None:
            return None
        allowed = {j for j in pointer.scores if self._fits(m, self.mentions[j], kinds, countries)}
        best = pointer.best(allowed)
        return self.cast.entities[self.mentions[best].entity] if best is not None else None

    def _fits(self, m: Mention, other: Mention, kinds: tuple[str, ...], countries: tuple[str, ...]) -> bool:
        if other.entity < 0 or other.place:
            return False
        e = self.cast.entities[other.entity]
        clash = bool(countries and e.country and e.country not in countries) or self._other_gender(m, e)
        return e.kind in kinds and not clash and (other.plural == m.plural or m.sort == "pronoun")

    def _other_gender(self, m: Mention, e: Entity) -> bool:
        """Whether "he" or "she" cannot be somebody for what the name, the office or an earlier pronoun tells."""
        wanted = gender_of_pronoun(m.text) if m.sort == "pronoun" else None
        offices = (*e.offices, *e.ranks) if e.kind == "person" else (e.name, *e.offices)
        known = self.genders.get(e.index) or gender_of(e.name if e.kind == "person" else "", offices)
        return wanted is not None and known is not None and known != wanted


def resolve(context: ReportContext, mentions: list[Mention]) -> Cast:
    """The cast of a report; every mention that stands for somebody known gets its entity."""
    doc = context.doc
    r = Resolver(context, mentions)
    cast = r.cast
    doc.user_data["mentions"] = mentions
    _people(cast, mentions)
    for m in mentions:
        if m.entity < 0 and m.sort == "hit":
            _proper(cast, m)
    _locate_people(r)
    history: list[Mention] = []
    by_name = {id(n.name): n for n in reversed(mentions) if n.sort == "name"}
    for m in sorted(mentions, key=lambda m: m.end):
        if m.sort == "apposition":
            owner = by_name.get(id(m.name))
            if owner is not None and owner.entity >= 0:
                cast.place(m, cast.entities[owner.entity])
        elif m.sort in ("title", "name"):
            _title(r, m, history)
        elif m.sort == "institution":
            _institution(r, m, history)
        elif m.sort == "party":
            _party(r, m)
        elif m.sort == "pair":
            _pair(cast, m, history)
        elif m.sort == "pronoun":
            _pronoun(r, m)
        if m.entity >= 0:
            history.append(m)
    _at_home(r)
    cast.index([m for m in mentions if m.entity >= 0])
    return cast


def _at_home(r: Resolver) -> None:
    """National offices and bodies to which nothing in the text gives a state: that of the dateline, else of the outlet."""
    home = r.context.dateline_states
    country = home[0] if len(home) == 1 else r.context.outlet_state
    basis: Basis = "dateline" if len(home) == 1 else "outlet"
    if country is None:
        return
    for e in r.cast.entities:
        words = {w for office in e.offices for w in office.split()} | set(e.key.split())
        if not e.country and not e.code and not e.members and e.kind in _NATIONAL_KINDS and words & _NATIONAL:
            e.country = country
            e.affiliations.append(Affiliation(country, basis, ()))


_NATIONAL_KINDS = ("person", "office", "organization", "armed_force")


def _locate_people(r: Resolver) -> None:
    """Give people whose titles name no state the one that their mentions point to together."""
    beside: dict[int, list[int]] = defaultdict(list)
    for i, m in enumerate(r.mentions):
        if m.sort == "apposition":
            beside[id(m.name)].append(i)
    for e in r.cast.entities:
        if e.kind != "person" or e.country or e.code:
            continue
        where = [(r.place[id(m)], m) for m in e.mentions]
        where += [(i, r.mentions[i]) for i in sorted({i for n in e.mentions for i in beside[id(n.name)]})]
        where += [(office, m) for i, m in list(where) for office in r.graph.offices[i]]
        affiliation = inferred(r.context, r.graph, where)
        if affiliation is not None:
            e.country = affiliation.country
            e.affiliations.append(affiliation)


_PRONOUN_KINDS = {
    "one": ("person", "office"),
    "many": ("group", "people", "person", "office", "armed_force", "organization", "government"),
    "thing": ("government", "organization", "group", "armed_force", "media"),
}


def _pronoun(r: Resolver, m: Mention) -> None:
    """The first person waits for statements."""
    kinds = _PRONOUN_KINDS.get(m.pronoun)
    entity = r.antecedent(m, kinds) or _governing(r, m, kinds) if kinds else None
    if entity is not None:
        r.cast.place(m, entity)
        if (gender := gender_of_pronoun(m.text)) is not None:
            r.genders.setdefault(entity.index, gender)


def _governing(r: Resolver, m: Mention, kinds: tuple[str, ...]) -> Entity | None:
    """ "Greece denied that its soldiers …": whose they are where nothing else says it, the subject of the verb above."""
    own = r.context.doc[m.head]
    if own.tag_ != "PRP$" or m.pronoun != "thing":
        return None
    for verb in (t for t in own.ancestors if lower_lemma(t) in cue_verbs()):
        who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < own.i), None)
        if who is not None:
            found = r.by_head.get(who.i)
            known = found is not None and found.entity >= 0 and r.cast.entities[found.entity].kind in kinds
            return r.cast.entities[found.entity] if found is not None and known else None
    return None


def _words(name: str) -> list[str]:
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return [w for w in name.lower().replace("-", " ").replace("’", "").replace("'", "").replace(".", " ").split() if w]


def _same_person(a: str, b: str) -> bool:
    """Whether the shorter name is a tail of the longer one, or the first and last words agree."""
    x, y = sorted((_words(a), _words(b)), key=len)
    if not x:
        return False
    if x == y[-len(x) :] or (len(x) == 1 and len(x[0]) > 2 and x[0] in y[1:]):
        return True
    bare = [w for w in x if w not in _PARTICLES]
    return bool(bare) and (
        bare == [w for w in y if w not in _PARTICLES][-len(bare) :] or (len(x) > 1 and len(y) > len(x) and x[0] == y[0] and x[-1] == y[-1])
    )


def _people(cast: Cast, mentions: list[Mention]) -> None:
    for m in sorted((m for m in mentions if m.sort == "name"), key=lambda m: -len(_words(m.text))):
        found = [e for e in cast.entities if _same_person(e.name, m.text) and not _clash(e, m)]
        if not found and len(_words(m.text)) == 1:  # "Kim" for "Kim Yong-hyun"
            found = [e for e in cast.entities if _words(e.name)[0] == _words(m.text)[0] and not _clash(e, m)]
        entity = found[0] if found else cast.add(Entity(0, "person", m.text, named=True))
        cast.place(m, entity)
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
    for e in cast.entities:
        e.mentions.sort(key=lambda m: m.start)
        e.country = e.country or _possessor(cast, e) or (None if e.code else country_of_person(e.name))


def _clash(entity: Entity, m: Mention) -> bool:
    """Two people of one surname: both with first names that differ, or with offices of different states."""
    return bool(m.countries and entity.country and m.countries[0] != entity.country)


def _possessor(cast: Cast, entity: Entity) -> str | None:
    """The state in "Iran's Zarif" or "Russian Lavrov"."""
    for m in entity.mentions:
        i = m.start - 1
        if i >= 0 and cast.doc[i].text in ("’s", "'s", "’"):
            i -= 1
        if i >= 0 and (m.start - 1 != i or cast.doc[i].pos_ in ("ADJ", "PROPN")):
            from_hit = next((h for h in cast.doc.user_data.get("hits", ()) if h.end == i + 1), None)
            if from_hit and from_hit.entry.role in ("country", "demonym"):
                return str(from_hit.entry.country)
    return None


def _proper(cast: Cast, m: Mention) -> None:
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


def _title(r: Resolver, m: Mention, history: list[Mention]) -> None:
    cast = r.cast
    title = m.title
    if m.sort == "name":
        entity = cast.entities[m.entity]
        if title and is_counterpart(title.office):
            _counterpart_role(cast, m, history)
        elif title and not entity.country and not entity.code:
            entity.country = owner_of(cast, m, history) if m.possessive is not None else named_owner(cast, m)
        return
    assert title
    if title.plural:
        _plural_office(cast, m, title)
        return
    office, countries = title.office, r.countries_of(m)
    if is_counterpart(office):
        antecedent = _antecedent(cast, m, history)
        held = sorted(cast.entities[antecedent].offices) if antecedent is not None else []
        office = held[0] if held else office
    elif not countries and not m.code and (owner := owner_of(cast, m, history) if m.possessive is not None else named_owner(cast, m)):
        countries = (owner,)
    if m.code and not countries:
        known = next(
            (e for e in cast.entities if e.code == m.code and e.kind in ("person", "office") and _fits(e, title, office, ())),
            None,
        )
    else:
        known = _holder(cast, title, office, countries, history) if m.definite and m.countries else None
        known = known or r.antecedent(m, ("person", "office"), countries)
        known = known or (_holder(cast, title, office, countries, history) if m.definite and countries else None)
    if known is None and m.definite:
        known = next((e for e in cast.entities if e.kind == "office" and e.key == _office_key(office, countries, m.code)), None)
    if known is None:
        known = cast.add(
            Entity(
                0,
                "office",
                _office_name(m.text, office, title),
                countries[0] if countries else None,
                title.sector,
                m.code,
                key=_office_key(office, countries, m.code) if m.definite else "",
            )
        )
        known.roles.append(title)
        known.offices.add(office)
    cast.place(m, known)


def _office_key(office: str, countries: tuple[str, ...], code: str | None) -> str:
    return f"office {office} {countries[0] if countries else code or ''}"


def _office_name(text: str, office: str, title: Title) -> str:
    """ "his Iraqi counterpart" is named by the office that he must hold."""
    if is_counterpart(title.office) and not is_counterpart(office):
        state = f" of {country_name(title.countries[0])}" if title.countries else ""
        return f"{office}{state}"
    return text


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


_ANYONE = {"diplomat", "official", "politician", "leader", "envoy", "general", "officer", "lawmaker", "senior official"}
_NATIONAL = {
    "minister",
    "president",
    "premier",
    "chancellor",
    "king",
    "queen",
    "emir",
    "speaker",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "secretary",
    "parliament",
    "ministry",
    "foreign",
    "defence",
    "defense",
    "interior",
    "army",
    "military",
}


def _plural_office(cast: Cast, m: Mention, title: Title) -> None:
    key = f"group {m.text.lower()}"
    entity = next((e for e in cast.entities if e.key == key), None)
    if entity is None:
        entity = cast.add(Entity(0, "group", m.text, m.countries[0] if len(m.countries) == 1 else None, title.sector, m.code, key=key))
        if len(m.countries) > 1:
            entity.members = tuple(_office_of(cast, title, iso3) for iso3 in m.countries)
    cast.place(m, entity)


def _office_of(cast: Cast, title: Title, iso3: str) -> int:
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


def _institution(r: Resolver, m: Mention, history: list[Mention]) -> None:
    cast = r.cast
    words = m.key.split()
    head = words[-1] if words else m.text.lower()
    countries = r.countries_of(m)
    if not m.countries and not m.code:
        known = r.antecedent(m, ("organization", "armed_force", "group", "media"), countries)
        if known is not None:
            cast.place(m, known)
            return
    if not countries and not m.code and (owner := owner_of(cast, m, history) if m.possessive is not None else named_owner(cast, m)):
        countries = (owner,)
    if len(countries) > 1 and m.plural:
        members = tuple(_body(cast, m, m.key, iso3).index for iso3 in countries)
        group = cast.add(Entity(0, "group", m.text, None, m.sector, key=f"group {m.text.lower()}"))
        group.members = members
        cast.place(m, group)
    elif countries and head in _STATE_WORDS:
        cast.place(m, cast.entities[cast.state(countries[0])])
    else:
        cast.place(m, _body(cast, m, m.key, countries[0] if countries else None))


def _party(r: Resolver, m: Mention) -> None:
    """A party that the report only describes: one met before, else one of its own."""
    countries = m.countries or _whose(r, m) or r.countries_of(m)
    entity = r.antecedent(m, ("group", "people", "armed_force"), countries)
    country = countries[0] if countries else None
    r.cast.place(m, entity or r.cast.add(Entity(0, m.kind, m.text, country, m.sector, key=f"party {country or ''} {m.key}")))


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


def _pair(cast: Cast, m: Mention, history: list[Mention]) -> None:
    """ "The two countries": the two states that the report has named most up to here."""
    named = Counter(e.country for h in history if h.end <= m.start and (e := cast.entities[h.entity]).country)
    recent = {c: i for i, h in enumerate(history) if (c := cast.entities[h.entity].country)}
    best = sorted(named, key=lambda c: (-named[c], -recent.get(c or "", 0)))[:2]
    if len(best) < 2:
        return
    members = tuple(_office_of(cast, m.title, c) for c in best if c) if m.title else tuple(cast.state(c) for c in best if c)
    key = f"pair {' '.join(sorted(c for c in best if c))} {m.key}"
    entity = next((e for e in cast.entities if e.key == key), None) or cast.add(Entity(0, "group", m.text, key=key, members=members))
    cast.place(m, entity)
