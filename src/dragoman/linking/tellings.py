"""Tellings: what one report says of an event, as linking compares it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.codebook.calendar import MONTHS, WEEKDAYS
from dragoman.codebook.gazetteer import official_voice
from dragoman.codebook.linking import denied_types, plain_capitals, plain_words, said_on, steps_in
from dragoman.linking.claims import claims
from dragoman.linking.denials import denials
from dragoman.linking.index import Body
from dragoman.linking.names import folded, state_words
from dragoman.linking.sentences import sentence_at, sentence_span, words_at
from dragoman.linking.times import Days, day, days, width
from dragoman.model.amendment import Amendment, of
from dragoman.model.record import Agreement, Event, Record, Statement
from dragoman.model.span import Span

UNKNOWN = "unknown"
"""Who says something that nobody is said to say."""
FRESH = 10
"""Days before its report in which an event without a date is taken to lie."""
BINDING = frozenset(("AGREE", "SUPPORT", "CONCEDE", "SANCTION", "REJECT", "RETREAT"))
"""Types under which the steps of an agreement's life are told."""
_STATE = ("", "GOV", "MIL", "SPY", "COP", "LEG", "JUD")
_NAME = re.compile(r"[^\W\d_][\w’'-]+")
_OPENING = " \t\"'“‘("
"""What may stand between the end of a sentence and the first word of the next."""
_STORY = 16
"""Names by which the story that a report tells is known; more would say little more."""


class Side(Body):
    """Somebody who takes part."""

    name: str
    country: str | None
    code: str | None
    named: bool
    person: bool


class Teller(Body):
    """Who stands behind a telling, or denies it."""

    name: str
    country: str | None
    state: bool
    """Whether they speak for the state: rebels, media and private people do not."""


class Told(Body):
    """One report's telling of an event."""

    report: str
    item: str
    outlet: str | None
    published: str | None
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    date: str | None
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    modality: str
    standing: str
    asserted: tuple[Teller, ...]
    denied: tuple[Teller, ...]
    killed: str | None
    injured: str | None
    evidence: str
    sentence: str
    """The sentence around the last words of evidence: the body tells more than the headline."""
    spans: tuple[Span, ...]
    read_by: str
    confidence: float
    about: tuple[str, ...] = ()
    """Parties of the agreement that its words speak of."""
    story: tuple[str, ...] = ()
    """Names of people and places that its report turns about, those it has most often first."""
    said_then: bool = False
    """Whether its date is the day on which somebody told of it, which says only that it was not later."""
    corrected: tuple[Amendment, ...] = ()
    """What people set of it, of who takes part, and of its report."""

    @property
    def states(self) -> frozenset[str]:
        """States and bodies that take part."""
        return frozenset(c for s in (*self.actors, *self.recipients) if (c := s.country or s.code))

    @property
    def when(self) -> Days | None:
        """The days on which it can have been; shortly before the report where it has no date."""
        found = days(self.day_told)
        published = day(self.published)
        if found is not None or self.day_told is not None or published is None or self.modality == "planned" or "historical" in self.modes:
            return found
        return published - FRESH, published

    @property
    def day_told(self) -> str | None:
        """Its date, unless that is the day on which somebody told of it."""
        return None if self.said_then else self.date

    @property
    def steps(self) -> frozenset[str]:
        """The steps of an agreement's life that it tells."""
        return steps_in(self.evidence) if self.type in BINDING else frozenset()


def tellings(record: Record) -> Iterator[Told]:
    """The events of a record as it tells them."""
    story, denied = story_of(record) if record.events else (), denials(record)
    claimed = claims(record)
    return (_told(record, e, story, denied.get(e.id, []), claimed.get(e.id, [])) for e in record.events)


def _told(record: Record, e: Event, story: tuple[str, ...], denied: list[Statement], claimed: list[Statement]) -> Told:
    asserting, denying = _tellers(record, e, denied, claimed)
    return Told(
        report=record.report.id,
        item=e.id,
        outlet=record.report.outlet,
        published=record.report.published,
        type=e.type,
        modes=e.modes,
        contexts=e.contexts,
        actors=sides_of(record, e.actors),
        recipients=sides_of(record, e.recipients),
        date=e.date,
        place=e.place.name if e.place else None,
        place_country=e.place.country if e.place else None,
        lat=e.place.lat if e.place else None,
        lon=e.place.lon if e.place else None,
        modality=e.modality,
        standing="disputed" if denied else e.standing,
        asserted=asserting,
        denied=denying,
        killed=None if e.killed is None else str(e.killed),
        injured=None if e.injured is None else str(e.injured),
        evidence=words_at(record, e.evidence),
        sentence=sentence_at(record, e.evidence[-1]),
        spans=e.evidence,
        read_by=e.read_by,
        confidence=e.confidence,
        about=_about(record, e),
        story=story,
        said_then=_said_then(record, e, bool(denying)),
        corrected=(*e.corrected, *amended(record, (*e.actors, *e.recipients))),
    )


def sides_of(record: Record, ids: tuple[str, ...]) -> tuple[Side, ...]:
    """Some actors of a record, in order."""
    actors = {a.id: a for a in record.actors}
    found = (actors[i] for i in ids)
    return tuple(Side(name=a.name, country=a.country, code=a.code, named=a.named, person=a.kind == "person") for a in found)


def _tellers(record: Record, e: Event, denied: list[Statement], claimed: list[Statement]) -> tuple[tuple[Teller, ...], tuple[Teller, ...]]:
    """Who stands behind an event and who denies it.

    Args:
        denied, claimed: denials and claims of it beyond those that the reading joined.
    """
    statements = {s.id: s for s in record.statements}
    deniers = {s.speaker for s in denied} - {None}
    against = [*(statements[i] for i in e.disputed_by), *denied]
    by = [teller(record, statements[i]) for i in e.according_to if statements[i].speaker not in deniers]
    by += [_source(record, s) for s in claimed if s.speaker not in {x.speaker for x in against}]
    return tuple(dict.fromkeys(by)), _denying(record, e, against)


def _denying(record: Record, e: Event, against: list[Statement]) -> tuple[Teller, ...]:
    """Who makes some denials of an event: where they name nobody, the office whose own report it is."""
    own = _official(record)
    found = tuple(dict.fromkeys(own if own and s.speaker is None else teller(record, s) for s in against))
    itself = own is not None and not found and e.modality == "negated" and e.standing == "reported"
    return (own,) if own and itself else found


def _said_then(record: Record, e: Event, denied: bool) -> bool:
    """Whether the date of a deed is the day on which its sentence tells that it was said: "…, officials said on Wednesday".

    What a report lets somebody deny on the day on which it is written was seldom done on that day.
    """
    when = days(e.date)
    if e.type not in denied_types() or when is None or width(when) != 1:
        return False
    said, published = said_on(sentence_at(record, e.evidence[-1])), day(record.report.published)
    if said is None and denied and e.standing == "disputed" and when[0] == published:
        return "today" not in sentence_at(record, e.evidence[-1]).lower()
    if said in ("today", "yesterday"):
        return published is not None and when[0] == published - (said == "yesterday")
    return said is not None and WEEKDAYS[said] == (when[0] + 6) % 7


def _official(record: Record) -> Teller | None:
    """Whoever speaks in an office's own report, which names itself nowhere where it denies; None for a press of its own."""
    name = record.report.outlet or ""
    state = official_voice(name)
    return Teller(name=name, country=state, state=True) if state else None


def amended(record: Record, ids: Iterable[str]) -> tuple[Amendment, ...]:
    """What people set of some actors, and of the report that names them."""
    actors = {a.id: a for a in record.actors}
    named = (x for i in dict.fromkeys(ids) for x in of(actors[i].name, actors[i].corrected))
    return (*named, *of(record.report.id, record.report.corrected))


def _about(record: Record, e: Event) -> tuple[str, ...]:
    """The parties of the agreement that an event is a step of."""
    meant = agreement_of(record, e)
    code = {a.id: a.country or a.code for a in record.actors}
    return tuple(sorted({c for i in meant.parties if (c := code[i])})) if meant else ()


def agreement_of(record: Record, e: Event) -> Agreement | None:
    """The agreement of which the sentence of an event speaks, where it is one and the event is of a type that steps are told under."""
    if e.type not in BINDING:
        return None
    start, end = sentence_span(record, e.evidence[-1])
    near = [a for a in record.agreements if any(start <= s < end for s, _ in _evidence_of(a))]
    return near[0] if len(near) == 1 else None


def _evidence_of(a: Agreement) -> Iterator[Span]:
    yield from a.evidence
    for stage in a.stage_history:
        yield from stage.evidence


def story_of(record: Record) -> tuple[str, ...]:
    """The names that a report has most often, states and people of states left out; a word that begins a sentence may be none."""
    text = record.report.text
    parts = [text[p.start : p.end] for p in record.passages if p.kind == "body"] or [text]
    names: Counter[str] = Counter()
    for part in parts:
        for m in _NAME.finditer(part):
            if m.group()[0].isupper() and not _begins(part, m.start()):
                names[folded(m.group())] += 1
    plain = _of_states()
    own = [n for n in names if len(n) > 3 and n not in plain]
    return tuple(sorted(own, key=lambda n: (-names[n], n))[:_STORY])


def _begins(text: str, at: int) -> bool:
    """Whether a word stands where a sentence begins."""
    while at and text[at - 1] in _OPENING:
        at -= 1
    return not at or text[at - 1] in ".!?:\n"


@lru_cache(maxsize=1)
def _of_states() -> frozenset[str]:
    """Words for states, their people and capitals, and words that are capitalised for what they are."""
    return state_words() | plain_words() | plain_capitals() | frozenset(w.lower() for w in (*MONTHS, *WEEKDAYS))


def teller(record: Record, s: Statement) -> Teller:
    """Who makes a statement."""
    speaker = next((a for a in record.actors if a.id == s.speaker), None)
    if speaker is not None:
        return Teller(name=speaker.name, country=speaker.country, state=speaker.country is not None and (speaker.sector or "") in _STATE)
    return Teller(name=" ".join(record.report.text[b:e] for b, e in s.speaker_span) or UNKNOWN, country=None, state=False)


def _source(record: Record, s: Statement) -> Teller:
    """Who confirms or accuses; sources without a name ("two officials") do not speak for their state."""
    found = teller(record, s)
    unnamed = any(a.id == s.speaker and a.kind in ("group", "people") for a in record.actors)
    return found.model_copy(update={"state": False}) if unnamed else found
