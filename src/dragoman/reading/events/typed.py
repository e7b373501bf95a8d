"""The rules' events with the parties whom the report only describes, the harm that no rule tells, and how much a page is to be doubted."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import reciprocal_types
from dragoman.codebook.topics import apart, past, political
from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.model import Floats
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.candidates import Candidate, candidates
from dragoman.reading.events.found import Found
from dragoman.reading.events.hearsay import hearsay
from dragoman.reading.events.hints import hint_of
from dragoman.reading.events.modality import modality
from dragoman.reading.events.parties import Parties

_HARM = ("ASSAULT", "COERCE")
_NONE = 0  # the column of no event


@dataclass(frozen=True)
class Bar:
    """How much is needed of an event, and how much its page and sentence take off; fitted on the project's own examples."""

    harm: float = 0.5
    """Probability that a word of harm tells no event, from which harm to somebody only described is left out."""
    sentence: float = 8.0
    """Times by which the odds of no event grow in a sentence of sport, culture, business or nature."""
    history: float = 1000.0
    """The same in a sentence that tells of centuries ago."""
    page: float = 20.0
    """The same for a report most of whose sentences are such."""


def weigh(doc: Doc, types: Floats, live: frozenset[int], args: Arguments, rules: list[Found], bar: Bar) -> list[Found]:
    """The rules' events, and harm done to somebody whom the report only describes; whether each stands, `combine` decides.

    Args:
        types: (tokens, types) probabilities of the branch: that the word tells no event, and one of each type.
        rules: what verbs and nouns of the codebook told; these are changed in place.
    """
    every = list(candidates(doc, live, Parties(args)))
    _complete(rules, every, args)
    events = [*rules, *_harm(doc, every, types, rules, bar, args)]
    if not args.cast.context.off_topic:
        return events
    return [e for e in events if not e.actors or any(_of_state(i, args, political(doc[e.trigger].sent.text)) for i in e.actors)]


def _harm(doc: Doc, every: list[Candidate], types: Floats, rules: list[Found], bar: Bar, args: Arguments) -> Iterator[Found]:
    """ "A convoy was shelled": nobody is named, and it has happened all the same."""
    told = {i for e in rules for i in (e.trigger, *(t for t in e.tokens if doc[t].pos_ == "VERB"))}
    for c in every:
        verb, kind = c.trigger, hint_of(c.trigger, args.cast.context.dictionary)
        if kind in _HARM and not c.actors and c.recipients and verb.i not in told and types[verb.i, _NONE] < bar.harm:
            tokens = {verb.i, *(t.i for t in (c.target,) if t is not None and t.sent == verb.sent)}
            yield Found(kind, verb.i, [], list(c.recipients), modality(verb), "model", [], tokens=tokens, hearsay=hearsay(verb))


def _of_state(index: int, args: Arguments, politics: bool) -> bool:
    """Whether somebody can act for a state on a page of sport or culture: nobody who is only a person or a people.

    An office does where its sentence has a political word: "the Iranian director" makes films.
    """
    e = args.cast.entities[index]
    return e.kind not in ("person", "people", "group", "office") or (politics and bool(e.roles))


def doubt(trigger: Token, bar: Bar, context: ReportContext) -> float:
    """Times by which the odds of no event grow on pages of sport, culture, business, nature and history."""
    sentence = trigger.sent.text
    odds = bar.history if past(sentence) else bar.sentence if apart(sentence) else 1.0
    return odds * (bar.page if context.off_topic else 1.0)


def _complete(rules: list[Found], found: list[Candidate], args: Arguments) -> None:
    """Parties whom the report only describes ("ten farmers", "a convoy"), for the rules' events that lack them."""
    by_trigger = {c.trigger.i: c for c in found}
    for event in rules:
        candidate = by_trigger.get(event.trigger)
        if candidate is None:
            continue
        if not event.actors:
            event.actors = [i for i in candidate.actors if i not in event.recipients]
        if not args.coded(event.recipients) and event.type not in reciprocal_types():
            event.recipients += [i for i in candidate.recipients if i not in event.actors and i not in event.recipients]
