"""People whose office is told before their name: "a deputy oil minister has warned. 'We paid', Hamid Azizi told parliament"."""

from bisect import bisect_right

from dragoman.codebook.frames import cue_verbs
from dragoman.codebook.people import is_counterpart
from dragoman.reading.cast import Entity
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.entities.affiliation import Affiliation
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention

_FAR = 2
"""Sentences between an office and the name of its holder."""
_SUBJECTS = ("nsubj", "nsubjpass")


def introduce_people(r: Resolver) -> None:
    """Give whoever is first named as a speaker, with no office, that of the holder of whom the sentences before speak without a name."""
    starts = [s.start for s in r.context.doc.sents]
    for e in [e for e in r.cast.entities if e.kind == "person" and not e.roles and e.mentions]:
        first = min(e.mentions, key=lambda m: m.start)
        told = _told_before(r, first, starts) if _first_speaks(r, first) else None
        if told is not None and not _elsewhere(e, r.cast.entities[told.entity]):
            _take_over(r, e, r.cast.entities[told.entity], told)


def _elsewhere(person: Entity, holder: Entity) -> bool:
    """Whether the words beside a name say another state than the holder's."""
    stated = any(a.basis == "stated" for a in person.affiliations)
    return stated and bool(person.country and holder.country) and person.country != holder.country


def _first_speaks(r: Resolver, m: Mention) -> bool:
    """Whether somebody is a speaker where he is first named, and nothing is said of him there."""
    doc = r.context.doc
    bare = m.name is not None and m.start == m.name.start and m.start not in r.context.headline and m.end - m.start > 1
    owned = m.start > 0 and doc[m.start - 1].tag_ == "POS"
    described = m.end < len(doc) and doc[m.end].text in (",", "(")
    return bare and not owned and not described and doc[m.head].dep_ in _SUBJECTS


def _speaks(r: Resolver, m: Mention) -> bool:
    """Whether somebody is the subject of a verb of saying, or stands right before one."""
    doc = r.context.doc
    head = doc[m.head]
    behind = doc[m.end] if m.end < len(doc) else None
    beside = behind is not None and behind.pos_ == "VERB" and lower_lemma(behind) in cue_verbs()
    return beside or (head.dep_ in _SUBJECTS and lower_lemma(head.head) in cue_verbs())


def _told_before(r: Resolver, name: Mention, starts: list[int]) -> Mention | None:
    """The office told without a name in one of the last sentences, nobody else being a subject since."""
    here = bisect_right(starts, name.start)
    before = [m for m in r.mentions if m.entity >= 0 and m.end <= name.start and here - bisect_right(starts, m.start) <= _FAR]
    for m in reversed(before):
        kind = r.cast.entities[m.entity].kind
        if m.sort == "pronoun" or kind not in ("person", "office"):
            continue
        if m.sort == "title" and kind == "office" and _may_be_named(r, m, name):
            return m
        if r.context.doc[m.head].dep_ in _SUBJECTS or m.sort == "name":
            return None
    return None


def _may_be_named(r: Resolver, m: Mention, name: Mention) -> bool:
    """Whether an office holder who speaks, or of whom the sentence before speaks, may be the one who is named next."""
    assert m.title is not None
    told = _speaks(r, m) or (_speaks(r, name) and r.context.doc[m.head].dep_ in _SUBJECTS)
    return not m.plural and not is_counterpart(m.title.office) and told


def _take_over(r: Resolver, person: Entity, holder: Entity, told: Mention) -> None:
    """Make a holder told without a name the person who is named."""
    person.roles += holder.roles
    person.offices |= holder.offices
    person.sector = person.sector or holder.sector
    if holder.country:
        doc = r.context.doc
        span = (doc[told.start].idx, doc[told.end - 1].idx + len(doc[told.end - 1]))
        person.country, person.affiliations = holder.country, [Affiliation(holder.country, "coreference", (span,))]
    for m in list(holder.mentions):
        r.cast.place(m, person)
    holder.mentions.clear()
    person.mentions.sort(key=lambda m: m.start)
