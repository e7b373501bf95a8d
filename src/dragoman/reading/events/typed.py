"""Rules and model together: the model weighs what the rules found, and finds at other predicates what no rule tells."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import reciprocal_types
from dragoman.codebook.topics import apart
from dragoman.model.record import Modality
from dragoman.model.span import Span
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.encoder.model import Encoded, Encoder
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.candidates import Candidate, candidates
from dragoman.reading.events.found import Found
from dragoman.reading.events.hints import hint_of
from dragoman.reading.events.judge import Question, Verdict, judge
from dragoman.reading.events.modality import hearsay, intended, modality
from dragoman.reading.events.parties import Parties

_WHERE = {"in", "at", "near", "across", "outside", "inside", "around", "off"}


_HARM = ("ASSAULT", "COERCE")
_DEEDS = ("ASSAULT", "COERCE", "SANCTION", "AID", "COOPERATE", "RETREAT", "PROTEST")
_MEANING_TO = {"plan", "prepare", "plot", "intend", "mull", "consider", "weigh", "aim", "hope", "seek", "discuss", "contemplate"}


@dataclass(frozen=True)
class Bar:
    """How sure the model must be, as probabilities; fitted on the project's own examples."""

    silent: float = 0.85
    """That there is no event, for what a rule found to be dropped."""
    retype: float = 0.75
    """Of another type, for a rule's to give way."""
    event: float = 0.5
    """That there is an event where no rule found one."""
    type: float = 0.4
    """Of its type."""
    agentless: float = 0.55
    """Of its type, where nobody is said to have done it."""
    agreed: float = 0.15
    """Of the type that the codebook's frames give as well, where nobody is said to have done it."""
    violent: float = 0.65
    """Of an ASSAULT that none of the codebook's many words for violence tells."""
    sentence: float = 8.0
    """Times by which the odds of no event grow in a sentence of sport, culture, business, nature or history."""
    page: float = 20.0
    """The same for a report most of whose sentences are such."""


def weigh(doc: Doc, encoded: Encoded, encoder: Encoder, live: frozenset[int], args: Arguments, rules: list[Found], bar: Bar) -> list[Found]:
    """The events of rules and model together.

    Args:
        rules: what verbs and nouns of the codebook told; these are changed in place.
    """
    told = {i for e in rules for i in (e.trigger, *(t for t in e.tokens if doc[t].pos_ == "VERB"))}
    every = list(candidates(doc, live, Parties(args)))
    _complete(rules, every, args)
    silent = [c for c in every if c.trigger.i not in told and not _governs(c.trigger, told) and _political(c, args)]
    asked = [_of_rule(doc, e, args) for e in rules] + [_of_candidate(c) for c in silent]
    verdicts = judge(doc, encoded, encoder, asked)
    verdicts = [v.doubted(doubt(q.trigger, bar)) for q, v in zip(asked, verdicts, strict=True)]
    kept = [e for e, v in zip(rules, verdicts, strict=False) if _stands(e, v, bar)]
    answers = zip(silent, asked[len(rules) :], verdicts[len(rules) :], strict=True)
    found = [*kept, *(_found(c, v, args) for c, q, v in answers if _tells(c, q.hint, v, bar))]
    if not doc.user_data.get("apart"):
        return found
    return [e for e in found if not e.actors or any(_of_state(i, args) for i in e.actors)]


def _of_state(index: int, args: Arguments) -> bool:
    """Whether somebody can act for a state on a page of sport or culture: nobody who is only a person or a people."""
    e = args.cast.entities[index]
    return e.kind not in ("person", "people", "group") or bool(e.roles)


def doubt(trigger: Token, bar: Bar) -> float:
    """Times by which the odds of no event grow on pages of sport, culture, business, nature and history."""
    known: dict[int, bool] = trigger.doc.user_data.setdefault("apart sentences", {})
    sent = trigger.sent
    if sent.start not in known:
        known[sent.start] = apart(sent.text)
    return (bar.sentence if known[sent.start] else 1.0) * (bar.page if trigger.doc.user_data.get("apart") else 1.0)


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


def _governs(verb: Token, told: set[int]) -> bool:
    """Whether a verb only says that what a rule's event tells is meant or missed: "plans to withdraw", "failed to visit"."""
    return any(c.i in told and modality(c) in ("planned", "negated") for c in children(verb, "xcomp"))


def _stands(event: Found, verdict: Verdict, bar: Bar) -> bool:
    """Whether a rule's event stands; its type gives way to a surer one of the model."""
    if verdict.none > bar.silent:
        return False
    sure = verdict.probabilities[event.type]
    if verdict.probabilities[verdict.best] > bar.retype and sure < 0.1 and verdict.best != event.type and event.modality != "negated":
        event.type, event.modes = verdict.best, []
        event.rule += ", typed by the model"
        sure = verdict.probabilities[verdict.best]
    event.confidence = round((event.confidence + sure) / 2, 3)
    return True


def _tells(candidate: Candidate, hint: str | None, verdict: Verdict, bar: Bar) -> bool:
    wanted = bar.type if candidate.actors else bar.agentless
    if hint is None and verdict.best == "ASSAULT":
        wanted = max(wanted, bar.violent)
    elif hint == verdict.best and not candidate.actors:
        wanted = bar.agreed
    return 1 - verdict.none >= bar.event and verdict.sure >= wanted


def _political(candidate: Candidate, args: Arguments) -> bool:
    """Whether any party is a state, a known body or an institution; where something is makes nobody a party."""
    place = _at_a_place(candidate)
    if not candidate.recipients and len(candidate.actors) < 2:
        return False
    if place and not args.coded(list(candidate.actors)):
        return False
    if not candidate.actors and hint_of(candidate.trigger) in _HARM:
        return True  # "a convoy was shelled": nobody is named, and it has happened all the same
    return args.coded([*candidate.actors, *candidate.recipients])


def _at_a_place(candidate: Candidate) -> bool:
    """Whether whom it is done to is only where it is done: "in Changwon"."""
    return candidate.target is not None and candidate.target.dep_ == "pobj" and candidate.target.head.lower_ in _WHERE


def _found(candidate: Candidate, verdict: Verdict, args: Arguments) -> Found:
    verb = candidate.trigger
    actors, recipients = list(candidate.actors), list(candidate.recipients)
    if verdict.best in reciprocal_types() and actors and not _at_a_place(candidate):
        actors, recipients = [*actors, *recipients], []
    return Found(
        type=verdict.best,
        trigger=verb.i,
        actors=actors,
        recipients=recipients,
        modality=_modality(verb, verdict.best),
        rule="model",
        evidence=[],
        tokens={verb.i, *(t.i for t in (candidate.source, candidate.target) if t is not None and t.sent == verb.sent)},
        hearsay=hearsay(verb),
        confidence=round(verdict.probabilities[verdict.best], 3),
    )


def _modality(verb: Token, kind: str) -> Modality:
    """As the words say; an agreement that is only meant or offered is planned."""
    found = _refused(modality(verb), kind)
    if found == "asserted" and kind in _DEEDS and lower_lemma(verb) in _MEANING_TO:
        return "planned"  # "the group was preparing further attacks"
    if kind == "AGREE" and found in ("asserted", "hypothetical") and (intended(verb) or _own_word(verb)):
        return "planned"
    return found


def _own_word(verb: Token) -> bool:
    """ "Said it would allow": a future told in the past, of whoever says it."""
    return any(c.lower_ == "would" for c in children(verb, "aux")) and any(c.pos_ == "PRON" for c in children(verb, "nsubj"))


def _refused(found: Modality, kind: str) -> Modality:
    """ "Will not withdraw" read as a refusal has happened."""
    return "asserted" if kind == "REJECT" and found == "negated" else found


def _of_rule(doc: Doc, event: Found, args: Arguments) -> Question:
    return Question(
        doc[event.trigger],
        _mention(doc, event.trigger, event.actors, args),
        _mention(doc, event.trigger, event.recipients, args),
        event.type,
    )


def _of_candidate(c: Candidate) -> Question:
    return Question(c.trigger, _phrase(c.source), _phrase(c.target), hint_of(c.trigger))


def _phrase(head: Token | None) -> Span | None:
    """From the first word of a phrase to its head."""
    if head is None:
        return None
    return head.doc[head.left_edge.i].idx, head.idx + len(head)


def _mention(doc: Doc, trigger: int, entities: list[int], args: Arguments) -> Span | None:
    """Where the sentence of a trigger names any of the entities."""
    sent = doc[trigger].sent
    for index in entities:
        near = [m for m in args.cast.entities[index].mentions if sent.start <= m.start < sent.end]
        if near:
            m = min(near, key=lambda m: abs(m.head - trigger))
            return doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])
    return None
