"""All events of a report: found, dated, placed, attributed and merged."""

from itertools import islice

from spacy.tokens import Doc

from dragoman.codebook.vocabulary import modes_of
from dragoman.model.record import Passage, Statement
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.context import ReportContext
from dragoman.reading.dates import DateFound
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.casualties import count_casualties
from dragoman.reading.events.combine import combine
from dragoman.reading.events.counterpart import add_counterparts, turn_passives
from dragoman.reading.events.detect import detect
from dragoman.reading.events.figures import figurative
from dragoman.reading.events.found import Found
from dragoman.reading.events.merge import merge
from dragoman.reading.events.modality import conditional, historical, inverted, modality
from dragoman.reading.events.modes import modes_in
from dragoman.reading.events.nouns import by_noun
from dragoman.reading.events.settle import drop_venues, set_dates, set_evidence, set_places
from dragoman.reading.events.sides import name_sides
from dragoman.reading.events.speech import by_statement
from dragoman.reading.events.standing import set_standing
from dragoman.reading.events.typed import Bar, weigh
from dragoman.reading.events.verbs import by_verb
from dragoman.reading.hits import Hit
from dragoman.reading.layout import Layout
from dragoman.reading.places import PlaceFound, towns_of
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import negated
from dragoman.reading.statements.unsaid import told_by_nobody

_STILL_TO_COME = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_SAID = ("ACCUSE", "SUPPORT", "THREATEN", "REQUEST", "AGREE", "REJECT")
_WANTING = {"urge", "demand", "ask"}
_FORETELLING = {"threaten", "warn"}
_ASKING = _WANTING | _FORETELLING


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
    marked: list[Passage],
    published: str | None = None,
) -> list[Found]:
    """Every event in the live tokens, in order of its trigger."""
    doc = cast.doc
    args = Arguments(cast, hits, towns_of(places))
    verbs = by_verb(doc, live, args, parties)
    cue_of = {d.cue_token: i for i, d in enumerate(drafts)}
    rules = [*verbs, *by_noun(doc, live, args)]
    weighed = weigh(doc, context.scores.types, live, args, rules, Bar())
    for event in weighed:
        if event.type in _SAID and event.rule.startswith("verb"):
            event.statement = cue_of.get(event.trigger)
    weighed = combine(detect(context, cast, min(cue_of, default=None)), weighed, cast, context.scores)
    name_sides(weighed, args)
    turn_passives(weighed, cast)
    add_counterparts(weighed, cast)
    for event in weighed:
        event.statement = cue_of.get(event.trigger) if event.type in _SAID else None
    told = {e.trigger for e in (*weighed, *verbs)}
    events = [*weighed, *by_statement(doc, statements, drafts, args, told)]
    events = [
        e
        for e in events
        if not _denial(e, statements) and not told_by_nobody(doc[e.trigger]) and not figurative(doc[e.trigger], e.type, context.off_topic)
    ]
    _anaphoric(events, cast)
    events = _claimed(events, doc)
    set_evidence(cast.doc, events)
    layout = Layout(doc, tuple(marked))
    set_dates(layout, events, dates, published)
    set_places(layout, events, places)
    drop_venues(events, places, cast)
    for event in events:
        _finish(event, cast, statements)
    count_casualties(doc, events)
    events = set_standing(doc, events, statements, drafts, cast)
    beside = Beside(events)
    events = [e for e in events if not _idle(e, beside, statements, drafts, cast)]
    titles = [(p.start, p.end) for p in marked if p.kind == "headline"]
    headline = frozenset(e.trigger for e in events if any(start <= doc[e.trigger].idx < end for start, end in titles))
    return sorted(merge(doc, events, cast, headline), key=lambda e: (e.evidence[0], e.trigger))


def _denial(event: Found, statements: list[Statement]) -> bool:
    """A denial is a statement and no event."""
    return event.statement is not None and statements[event.statement].kind in ("deny", "deny_comment")


def _anaphoric(events: list[Found], cast: Cast) -> None:
    """ "The strike also killed …": whoever made the strike told before did this too."""
    doc = cast.doc
    by_lemma: dict[str, list[Found]] = {}
    for event in events:
        if event.type == "ASSAULT":
            for lemma in {lower_lemma(t) for t in doc[event.trigger].sent}:
                by_lemma.setdefault(lemma, []).append(event)
    for event in events:
        if event.actors or event.type != "ASSAULT":
            continue
        nouns = [
            doc[i] for i in event.tokens if doc[i].pos_ == "NOUN" and any(c.lower_ in ("the", "that", "this") for c in doc[i].children)
        ]
        for noun in nouns:
            told = reversed(by_lemma.get(lower_lemma(noun), []))
            before = next((e for e in told if e.trigger < event.trigger and e.actors), None)
            if before is not None:
                event.actors = list(before.actors)
                event.modes += [m for m in before.modes if m not in event.modes]
                break


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
    """Future cooperation is agreement, future retreat concession; modes that the type does not have go."""
    doc = cast.doc
    _stopped(event, doc)
    if event.modality == "planned" and event.type in _STILL_TO_COME:
        event.type = _STILL_TO_COME[event.type]
    told = " ".join(str(span.text) for s, e in event.evidence if (span := doc.char_span(s, e, alignment_mode="expand")) is not None)
    event.modes = [m for m in dict.fromkeys([*event.modes, *modes_in(event.type, told)]) if m in modes_of(event.type)]
    if historical(doc[event.trigger].sent.text):
        event.modes.append("historical")


def _stopped(event: Found, doc: Doc) -> None:
    """ "Stopped training the pilots": help that ends is a sanction that has happened."""
    over = doc[event.trigger].head
    if (
        event.type in ("AID", "COOPERATE")
        and doc[event.trigger].dep_ in ("xcomp", "dobj")
        and lower_lemma(over) in ("stop", "halt", "suspend", "cease", "freeze", "end")
    ):
        event.type, event.modes, event.modality = "SANCTION", ["discontinue"], modality(over)


class Beside:
    """What an event is weighed against: the other events of its report."""

    def __init__(self, events: list[Found]) -> None:
        self.triggers = {e.trigger for e in events}
        self.asking = {e.trigger for e in events if e.type in ("REQUEST", "AGREE", "THREATEN", "REJECT", "CONCEDE")}
        agreed = [e for e in events if e.type == "AGREE"]
        self.agreed_by = {e.statement for e in agreed if e.statement is not None}
        """Statements whose cue tells an agreement."""
        self.agreed_in = {i for e in agreed if len(e.actors) > 1 for i in e.according_to}
        """Statements whose words tell an agreement of several."""


def _content_of(event: Found, beside: Beside, doc: Doc) -> bool:
    """Whether the event is only what another one asks for, agrees to, threatens or refuses: "passed a resolution to expel"."""
    token = doc[event.trigger]
    for _ in range(5):
        if token.dep_ not in ("xcomp", "acl", "dobj", "prep", "pobj", "pcomp", "advcl") or token.head.i == token.i:
            return False
        if token.dep_ == "advcl" and (inverted(token) or any(c.dep_ == "mark" for c in token.children)):
            return False  # a condition is no part of what hangs on it
        token = token.head
        if token.i in beside.asking:
            return True
    return False


def _purpose_of(event: Found, beside: Beside, doc: Doc) -> bool:
    """Whether the model's event is only what another one is for: "gave 350 million to promote investment"."""
    token = doc[event.trigger]
    if "model" not in event.rule or token.tag_ != "VB" or not any(c.lower_ == "to" for c in token.children):
        return False
    return any(t.i in beside.triggers for t in islice(token.ancestors, 3)) and token.dep_ in ("advcl", "acl", "relcl", "xcomp")


def _idle(event: Found, beside: Beside, statements: list[Statement], drafts: list[Draft], cast: Cast) -> bool:
    """What a careful coder leaves out: what is only asked for, threatened or imagined, and the content of a promise coded as such."""
    doc = cast.doc
    holder = statements[event.according_to[0]] if event.according_to else None
    if holder is not None and negated(doc[drafts[event.according_to[0]].cue_token]):
        return True  # "has not confirmed or denied that": nobody has said it
    if event.modality in ("planned", "hypothetical") and (_content_of(event, beside, doc) or _purpose_of(event, beside, doc)):
        return True
    if holder is not None and holder.kind in _ASKING:
        foretold = holder.kind in _FORETELLING and not (
            cast.countries(event.actors) & cast.countries([int(holder.speaker)] if holder.speaker else [])
        )
        wanted = holder.kind in _WANTING and doc[event.trigger].tag_ in ("VB", "VBP", "NN", "NNS")
        if not foretold and (event.modality in ("hypothetical", "planned") or wanted):
            return True
    if (
        event.modality == "hypothetical"
        and conditional(doc[event.trigger])
        and event.actors
        and (event.recipients or len(event.actors) > 1)
    ):
        return False
    if event.rule == "statement: promise" and event.statement in beside.agreed_in:
        return True  # what several are to do together is told better by its own verb
    if holder is not None and holder.kind == "promise" and event.type == "AGREE" and len(event.actors) < 2:
        return event.according_to[0] in beside.agreed_by
    if event.modality == "hypothetical" and event.type in (
        "SUPPORT",
        "CONSULT",
        "AGREE",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "COOPERATE",
        "CONCEDE",
    ):
        return True
    return event.modality == "hypothetical" and (holder is None or not event.actors)
