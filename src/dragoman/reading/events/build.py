"""All events of a report: found, dated, placed, attributed and merged."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.codebook.vocabulary import modes_of
from dragoman.model.record import Statement
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma, subject
from dragoman.reading.context import ReportContext
from dragoman.reading.dates import DateFound
from dragoman.reading.events.aftermath import carry_back
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.casualties import count_casualties
from dragoman.reading.events.combine import combine
from dragoman.reading.events.concerned import name_concerned, turn_by_soil
from dragoman.reading.events.counterpart import add_counterparts
from dragoman.reading.events.detect import detect
from dragoman.reading.events.figures import figurative, made_in_words
from dragoman.reading.events.found import Found
from dragoman.reading.events.idle import Beside, is_idle
from dragoman.reading.events.merge import merge
from dragoman.reading.events.modality import modality
from dragoman.reading.events.modes import historical, modes_in
from dragoman.reading.events.mutual import make_mutual, turn_gifts
from dragoman.reading.events.nouns import by_noun
from dragoman.reading.events.settle import drop_venues, set_ahead, set_dates, set_evidence, set_places
from dragoman.reading.events.sides import name_sides
from dragoman.reading.events.speech import by_statement, without_wishes
from dragoman.reading.events.standing import set_standing
from dragoman.reading.events.suffered import name_strikers
from dragoman.reading.events.turned import turn_own, turn_passives
from dragoman.reading.events.typed import Bar, weigh
from dragoman.reading.events.verbs import by_verb
from dragoman.reading.events.wanted import turn_wanted
from dragoman.reading.hits import Hit
from dragoman.reading.layout import Layout
from dragoman.reading.places import PlaceFound, towns_of
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.unsaid import told_by_nobody

_STILL_TO_COME = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_SAID = ("ACCUSE", "SUPPORT", "THREATEN", "REQUEST", "AGREE", "REJECT")


def find_events(
    context: ReportContext,
    cast: Cast,
    hits: list[Hit],
    statements: list[Statement],
    drafts: list[Draft],
    dates: list[DateFound],
    places: list[PlaceFound],
    parties: dict[int, list[int]],
    live: frozenset[int],
    layout: Layout,
    published: str | None = None,
) -> list[Found]:
    """Every event in the live tokens, in order of its trigger, whether or not it is likely to be right."""
    doc = cast.doc
    args = Arguments(cast, hits, towns_of(places))
    cue_of = {d.cue_token: i for i, d in enumerate(drafts)}
    verbs = by_verb(doc, live, args, parties)
    weighed = weigh(doc, context.scores.types, live, args, [*verbs, *by_noun(doc, live, args)], Bar())
    _link_cues((e for e in weighed if e.rule.startswith("verb")), cue_of)
    weighed = combine(detect(context, cast, min(cue_of, default=None)), weighed, cast, context.scores)
    for event in weighed:
        if event.type == "ASSAULT" and made_in_words(doc[event.trigger]):
            event.type, event.modes = "ACCUSE", []
    name_sides(weighed, args)
    name_concerned(weighed, args)
    make_mutual(weighed, cast)
    turn_gifts(weighed, cast)
    turn_passives(weighed, cast)
    turn_own(weighed, cast)
    name_strikers(weighed, cast)
    add_counterparts(weighed, cast)
    turn_by_soil(weighed, args)
    turn_wanted(weighed, cast)
    for event in weighed:
        event.statement = None
    _link_cues(weighed, cue_of)
    weighed = without_wishes(weighed, statements, drafts, doc)
    triggers = {e.trigger: e.type for e in (*verbs, *weighed)}
    events = [*weighed, *by_statement(doc, statements, drafts, args, triggers)]
    events = [e for e in events if _is_told(e, statements, context)]
    _anaphoric(events, cast)
    events = _claimed(events, doc)
    set_evidence(cast.doc, events)
    set_dates(layout, events, dates, published)
    set_ahead(doc, events, published)
    set_places(layout, events, places)
    drop_venues(events, places, cast)
    for event in events:
        _finish(event, cast, statements)
    count_casualties(doc, events)
    carry_back(doc, events)
    events = set_standing(doc, events, statements, drafts, cast)
    beside = Beside(events)
    events = [e for e in events if not is_idle(e, beside, statements, drafts, cast)]
    return sorted(merge(doc, events, cast, _in_headline(layout, events)), key=lambda e: (e.evidence[0], e.trigger))


def _link_cues(events: Iterable[Found], cue_of: dict[int, int]) -> None:
    """Say of words that are events which statement their cue makes."""
    for event in events:
        if event.type in _SAID:
            event.statement = cue_of.get(event.trigger)


def _is_told(event: Found, statements: list[Statement], context: ReportContext) -> bool:
    """Whether words tell an event at all: no denial, nothing that nobody has said, no figure of speech."""
    trigger = context.doc[event.trigger]
    return not (_denial(event, trigger, statements) or told_by_nobody(trigger) or figurative(trigger, event.type, context.off_topic))


def _in_headline(layout: Layout, events: list[Found]) -> frozenset[int]:
    """Triggers that stand in the headline."""
    return frozenset(e.trigger for e in events if layout.kind(layout.doc[e.trigger].idx) == "headline")


def _denial(event: Found, trigger: Token, statements: list[Statement]) -> bool:
    """A denial is a statement and no event; who refuses to do a thing does more than speak."""
    refused = lower_lemma(trigger) in table("cues")["unsaid"]["refusals"]
    return event.statement is not None and statements[event.statement].kind in ("deny", "deny_comment") and not refused


def _anaphoric(events: list[Found], cast: Cast) -> None:
    """ "The strike also killed …": whoever made the strike told before did this too."""
    doc = cast.doc
    assaults = [e for e in events if e.type == "ASSAULT"]
    by_lemma = _by_words(doc, assaults)
    for event in assaults:
        nouns = (doc[i] for i in event.tokens if _taken_up(doc[i])) if not event.actors else ()
        told = (x for noun in nouns for x in reversed(by_lemma.get(lower_lemma(noun), [])))
        before = next((x for x in told if x.trigger < event.trigger and x.actors), None)
        if before is not None:
            event.actors = list(before.actors)
            event.modes += [m for m in before.modes if m not in event.modes]


def _by_words(doc: Doc, events: list[Found]) -> dict[str, list[Found]]:
    """Events under each lemma of their sentences."""
    out: dict[str, list[Found]] = {}
    for event in events:
        for lemma in {lower_lemma(t) for t in doc[event.trigger].sent}:
            out.setdefault(lemma, []).append(event)
    return out


def _taken_up(noun: Token) -> bool:
    """ "The strike", "that attack"."""
    return noun.pos_ == "NOUN" and any(c.lower_ in ("the", "that", "this") for c in noun.children)


def _claimed(events: list[Found], doc: Doc) -> list[Found]:
    """ "Claimed responsibility for a bombing that killed 40": the bombing gets its actor, and is told once."""
    out = []
    assaults: dict[int, list[Found]] = {}
    for event in events:
        if event.type == "ASSAULT":
            assaults.setdefault(event.trigger, []).append(event)
    for event in events:
        if event.rule != "verb: claim":
            out.append(event)
            continue
        deeds = [e for t in doc[event.trigger].subtree for e in assaults.get(t.i, ()) if e is not event]
        for deed in deeds:
            deed.actors = deed.actors or list(event.actors)
        if not deeds:
            out.append(event)
    return out


def _finish(event: Found, cast: Cast, statements: list[Statement]) -> None:
    """Future cooperation is agreement, future retreat concession, and who only means to do harm threatens it; modes that the type does not have go."""
    doc = cast.doc
    _stopped(event, doc)
    if event.modality == "planned" and _is_given(event, doc[event.trigger], cast):
        event.modality = "asserted"
    if event.modality == "planned" and event.type in _STILL_TO_COME:
        event.type = _STILL_TO_COME[event.type]
    told = " ".join(str(span.text) for s, e in event.evidence if (span := doc.char_span(s, e, alignment_mode="expand")) is not None)
    event.modes = [m for m in dict.fromkeys([*event.modes, *modes_in(event.type, told)]) if m in modes_of(event.type)]
    if historical(doc[event.trigger].sent.text):
        event.modes.append("historical")


def _is_given(event: Found, trigger: Token, cast: Cast) -> bool:
    """Whether a threat or a promise is made by telling what is meant: "is considering a reply", "we will continue to stand by them".

    Of threats in somebody's words `performed.threatened` decides.
    """
    quoted = cast.context.quotes.holds(trigger.idx)
    if event.type != "AGREE" or not quoted:
        return event.type == "THREATEN" and not quoted
    who = subject(trigger)
    return who is not None and who.lower_ in ("we", "i")


def _stopped(event: Found, doc: Doc) -> None:
    """ "Stopped training the pilots": help that ends is a sanction that has happened."""
    over = doc[event.trigger].head
    if (
        event.type in ("AID", "COOPERATE")
        and doc[event.trigger].dep_ in ("xcomp", "dobj")
        and lower_lemma(over) in ("stop", "halt", "suspend", "cease", "freeze", "end")
    ):
        event.type, event.modes, event.modality = "SANCTION", ["discontinue"], modality(over)
