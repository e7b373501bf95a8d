"""On what somebody's state is known where no title says it: what stands beside the name, the list he is in, the body he serves."""

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.model.record import Basis
from dragoman.model.span import Span
from dragoman.reading.cast import Entity
from dragoman.reading.entities.acting import BODIES, acts, is_body, sentence_before, subject_before
from dragoman.reading.entities.affiliation import Affiliation
from dragoman.reading.entities.delegations import led_by, listed_under
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.entities.seats import body_noun, in_town
from dragoman.reading.hits import Hit
from dragoman.reading.mentions import Mention
from dragoman.reading.owners import at_head
from dragoman.reading.titles import Title

_WORDS = table("en/people")
_SPEAKING_FOR = frozenset(_WORDS["speaking_for"]["offices"])
_ARMED = frozenset(_WORDS["speaking_for"]["armed"])
_SIGNED = frozenset(_WORDS["signing_for"]["verbs"])
_DESCRIBED = 9
"""Tokens of what somebody is, between commas behind his name."""
_STATES = ("country", "demonym")
_REACH = 60
"""Tokens between a body and the spokesman who speaks for it without its name."""


def stated_basis(r: Resolver, e: Entity) -> Affiliation | None:
    """The state that stands beside the name of somebody, or over the list in which he is named."""
    doc, hits = r.context.doc, {h.start: h for h in r.context.hits if not h.sided}
    ends = {h.end: h for h in hits.values()}
    names = [m for m in e.mentions if m.name is not None]
    return (
        _first_said(doc, "stated", (_beside(doc, m, hits, ends) for m in names))
        or _first_said(doc, "institution", (listed_under(doc, m, hits) for m in names))
        or _first_said(doc, "institution", (led_by(doc, m, hits) for m in names))
        or _first(in_town(r, t) for t in e.roles)
        or _first(_beside_holder(r, m) for m in names)
    )


def serving_basis(r: Resolver, e: Entity) -> Affiliation | None:
    """The state of the body that somebody's office belongs to: "its director", "the ministry's secretary", a bare "spokesman"."""
    return _at_head(r, e) or _of_subject_before(r, e) or _first(_of_body(r, t) for t in e.roles)


def _at_head(r: Resolver, e: Entity) -> Affiliation | None:
    """The state of the capital at the head of the sentence in which whoever speaks for a body is named: "In Zagreb, ministry spokesman X said"."""
    if not any(office.split()[-1] in _SPEAKING_FOR or set(office.split()) & people.institutions().keys() for office in e.offices):
        return None
    for m in e.mentions:
        state = at_head(r.cast, m) if m.name is not None else None
        if state:
            start = r.context.doc[m.start].sent.start
            return Affiliation(state, "institution", (_span(r.context.doc, start, start + 2),))
    return None


def _of_subject_before(r: Resolver, e: Entity) -> Affiliation | None:
    """The state that acts in the sentence before his who speaks for a body: "Ankara rejected it. …, Foreign Ministry spokesperson X said"."""
    if not any(map(_speaks_for_body, e.roles)):
        return None
    doc, name = r.context.doc, min(m.start for m in e.mentions)
    here = any(doc[name].sent.start <= m.start < name and acts(doc, m) and m.countries for m in r.mentions)
    body = None if here else subject_before(r, name)
    return Affiliation(body.countries[0], "institution", (_span(doc, body.start, body.end),)) if body is not None else None


def _speaks_for_body(t: Title) -> bool:
    """Whether an office is a spokesman's, of a body that is not said to be anybody's."""
    alone = not t.countries and t.possessive is None
    return alone and t.office.split()[-1] in _SPEAKING_FOR and not people.institutions().keys().isdisjoint(t.office.split())


def _first(found: Iterable[Affiliation | None]) -> Affiliation | None:
    return next((f for f in found if f is not None), None)


def _first_said(doc: Doc, basis: Basis, hits: Iterable[Hit | None]) -> Affiliation | None:
    """The state of the first name of one."""
    return _first(_said(doc, hit, basis) for hit in hits if hit is not None)


def _said(doc: Doc, hit: Hit, basis: Basis) -> Affiliation | None:
    return Affiliation(hit.entry.country, basis, (_span(doc, hit.start, hit.end),)) if hit.entry.country else None


def _span(doc: Doc, start: int, end: int) -> Span:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _beside(doc: Doc, m: Mention, hits: dict[int, Hit], ends: dict[int, Hit]) -> Hit | None:
    """ "Iran's Zarif", "Russian Lavrov", "X of the Republic of Peru", "X (Peru)"."""
    assert m.name is not None
    before = _state_before(doc, m.start, ends) or (_state_before(doc, m.name.start, ends) if m.name.start != m.start else None)
    return before or _state_behind(doc, m.name.end, hits) or _signed_for(doc, m.name.end, hits)


def _state_before(doc: Doc, i: int, ends: dict[int, Hit]) -> Hit | None:
    """The state or people named right before a token, as possessor or adjective."""
    marked = i > 0 and doc[i - 1].text in ("’s", "'s", "’")
    before = ends.get(i - 1 if marked else i)
    if before is None or before.entry.role not in _STATES or not (marked or doc[i - 1].pos_ in ("ADJ", "PROPN")):
        return None
    led = before.start > 0 and doc[before.start - 1].lower_ in ("to", "of", "in", "from", "at")
    return None if led else before


def _state_behind(doc: Doc, end: int, hits: dict[int, Hit]) -> Hit | None:
    """The state or body that "of", or a bracket, behind a name leads to."""
    after = doc[end : end + 3]
    behind = hits.get(end + 1 + (len(after) > 1 and after[1].lower_ == "the"))
    if behind is None or behind.entry.role not in ("country", "organization") or not len(after):
        return None
    closed = behind.end < len(doc) and doc[behind.end].text[0] == ")"
    return behind if after[0].lower_ == "of" or (after[0].text == "(" and closed) else None


def _signed_for(doc: Doc, end: int, hits: dict[int, Hit]) -> Hit | None:
    """The state or capital for which somebody signs: "X signed for Lima and Minister Y for La Paz", "by Z, the minister, on behalf of Peru"."""
    i = _behind_description(doc, end)
    i += i < len(doc) and doc[i].lower_ in _SIGNED
    words = [t.lower_ for t in doc[i : i + 4]]
    ahead = 3 if words[:3] == ["on", "behalf", "of"] else 1 if words[:1] == ["for"] else 0
    if not ahead or not any(t.lower_ in _SIGNED for t in doc[end].sent):
        return None
    hit = hits.get(i + ahead) or (hits.get(i + ahead + 1) if words[ahead : ahead + 1] == ["the"] else None)
    return hit if hit is not None and hit.entry.role in ("country", "capital") else None


def _behind_description(doc: Doc, end: int) -> int:
    """Where the sentence goes on behind a name and what stands between commas after it."""
    if end >= len(doc) or doc[end].text != ",":
        return end
    return next((t.i + 1 for t in doc[end + 1 : end + _DESCRIBED] if t.text == ","), end)


def _beside_holder(r: Resolver, m: Mention) -> Affiliation | None:
    """The state of the office holder before whom "and" joins to another: "Tonga's prime minister A and police minister B"."""
    doc, last = r.context.doc, m
    while (before := _joined_before(r, last)) is not None:
        if before.countries and before.name is not None and before.name.titles:
            title = next((t for t in before.name.titles if t.countries), None)
            shared = title is not None and not _of_one_office(m, before) and title.start < before.name.start
            return (
                Affiliation(before.countries[0], "stated", (_span(doc, title.start, title.end),)) if title is not None and shared else None
            )
        last = before
    return None


def _joined_before(r: Resolver, m: Mention) -> Mention | None:
    """Whoever a comma or "and" parts from a holder whose bare office stands before his name."""
    doc = r.context.doc
    assert m.name is not None
    bare = m.title is not None and m.start < m.name.start and doc[m.start].pos_ != "DET" and m.possessive is None and not m.countries
    if not bare or m.start < 2:
        return None
    end = m.start - 1
    if doc[end].text not in (",", "and") or doc[end - 1].is_space:
        return None
    end -= doc[end].text == "and" and doc[end - 1].text == ","
    return next((x for x in r.mentions if x.sort == "name" and x.name is not None and x.name.end == end), None)


def _of_one_office(a: Mention, b: Mention) -> bool:
    """Whether two people hold offices of one name, which one state has but once."""
    return any(
        x.office.split()[-1:] == y.office.split()[-1:] == ["president"] or x.office == y.office for x in _titles(a) for y in _titles(b)
    )


def _titles(m: Mention) -> list[Title]:
    return m.name.titles if m.name is not None else []


def body_of(r: Resolver, title: Title) -> Mention | None:
    """The body that an office belongs to, where the office phrase only points to it; a bare spokesman speaks for the last one."""
    doc = r.context.doc
    if title.possessive is not None and doc[title.possessive].lower_ in ("its", "their"):
        return _antecedent(r, title.possessive)
    if "whose" in (doc[title.start].lower_, doc[max(0, title.start - 1)].lower_):
        return _whose(r, title)
    if (noun := body_noun(doc, title)) is not None:
        return _same_noun(r, noun, title.start)
    if title.countries or title.office.split()[-1] not in _SPEAKING_FOR:
        return None
    armed = bool(_ARMED & set(title.office.split()))
    return _last_body(r, title.start, armed) if armed or title.office in _SPEAKING_FOR else None


def _whose(r: Resolver, title: Title) -> Mention | None:
    """The body whose holder a relative clause names: "the Joint Commission, whose secretary, X, spoke"."""
    doc = r.context.doc
    end = title.start - (doc[title.start].lower_ != "whose")
    end -= end > 0 and doc[end - 1].text == ","
    return next((m for m in r.mentions if m.end == end and m.sort in ("institution", "hit") and m.kind in BODIES), None)


def _of_body(r: Resolver, title: Title) -> Affiliation | None:
    body = body_of(r, title)
    if body is None:
        return None
    countries = body.countries or (r.countries_of(body) if title.possessive is not None else ())
    if len(countries) != 1:
        return None
    return Affiliation(countries[0], "institution", (_span(r.context.doc, body.start, body.end),))


def _antecedent(r: Resolver, pronoun: int) -> Mention | None:
    """The body or state that a possessive pronoun stands for."""
    subjects = [m for m in r.mentions if _is_subject_before(r.context.doc, m, pronoun)]
    if len(subjects) == 1:
        return subjects[0]
    start = r.context.doc[pronoun].sent.start
    opens = not any(start <= m.start < pronoun and m.kind in BODIES for m in r.mentions)
    return (_last_in_sentence_before(r, pronoun) if opens else None) or _pointed_to(r, pronoun)


def _pointed_to(r: Resolver, pronoun: int) -> Mention | None:
    """The body or state before a pronoun that the encoder points to."""
    at = next((i for i, m in enumerate(r.mentions) if m.sort == "pronoun" and m.start == pronoun), None)
    pointer = r.graph.antecedents.get(at) if at is not None else None
    if pointer is None:
        return None
    best = pointer.best({j for j in pointer.scores if r.mentions[j].kind in BODIES and r.mentions[j].start < pronoun})
    return r.mentions[best] if best is not None else None


def _last_in_sentence_before(r: Resolver, i: int) -> Mention | None:
    """The body or state that the sentence before is about: its subject, else the last one in it."""
    doc = r.context.doc
    start, end = sentence_before(doc, i)
    named = [m for m in r.mentions if start <= m.start and m.end <= end and is_body(m)]
    subjects = [m for m in named if doc[m.head].dep_ in ("nsubj", "nsubjpass")]
    found = subjects if len(subjects) == 1 else named
    return found[-1] if found and len({m.countries for m in found if m.countries}) <= 1 else None


def _is_subject_before(doc: Doc, m: Mention, pronoun: int) -> bool:
    """Whether a body or state is the subject of a clause in a pronoun's sentence, before it."""
    return acts(doc, m) and doc[pronoun].sent.start <= m.start and m.end <= pronoun


def _same_noun(r: Resolver, noun: Token, before: int) -> Mention | None:
    """The last body before a token that the same noun heads, or whose text has it, and that has a state."""
    earlier = takewhile(lambda m: m.start < before, r.mentions)
    same = [m for m in earlier if m.sort == "institution" and r.context.doc[m.head].lower_ == noun.lower_ and m.countries]
    return same[-1] if same else None


def _last_body(r: Resolver, before: int, armed: bool) -> Mention | None:
    """The last body of a state in reach before a token, of those that a sentence is about.

    Args:
        armed: whether only an armed force will do, which can be told as its men.
    """
    doc = r.context.doc
    earlier = takewhile(lambda m: m.start < before, r.mentions)
    near = [
        m
        for m in earlier
        if before - m.head < _REACH
        and m.sort in ("institution", "hit")
        and doc[m.head].dep_ in ("nsubj", "nsubjpass")
        and (m.kind == "armed_force" if armed else m.kind != "people" and not (m.plural and m.sort == "institution"))
    ]
    body = near[-1] if near else None
    return body if body is not None and body.sort == "institution" else None
