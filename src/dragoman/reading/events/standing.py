"""Who stands behind each event, and who denies it."""

from spacy.tokens import Doc

from dragoman.codebook.files import table
from dragoman.model.record import Statement
from dragoman.model.span import inside
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.found import Found
from dragoman.reading.statements.draft import Draft

_DEEDS = {"ASSAULT", "COERCE", "MOBILIZE", "AID", "SANCTION", "RETREAT"}
_HARM = {
    "attack",
    "strike",
    "killing",
    "assassination",
    "bombing",
    "shelling",
    "raid",
    "explosion",
    "kill",
    "bomb",
    "shell",
    "fire",
    "incursion",
    "hack",
    "seizure",
    "abduction",
    "ambush",
    "shooting",
    "assault",
}
_FAR = 1200  # characters back to what a denial can speak of


def set_standing(doc: Doc, events: list[Found], statements: list[Statement], drafts: list[Draft], cast: Cast) -> list[Found]:
    """Attribute what stands inside statements and mark what is denied; returns the events that remain.

    An event inside a denial is disputed: where the report told it before, that one is, and the denial's own goes.
    """
    for event in events:
        at = doc[event.trigger].idx
        holders = [i for i, s in enumerate(statements) if i != event.statement and _tells(s, drafts[i], event, at)]
        if holders:
            innermost = min(holders, key=lambda i: sum(e - s for s, e in statements[i].content))
            event.standing = "attributed"
            event.according_to = [innermost]
        elif event.hearsay:
            event.standing = "attributed"
    gone: set[int] = set()
    for i, statement in enumerate(statements):
        if statement.kind == "deny":
            _deny(doc, i, statement, drafts, events, statements, cast, gone)
    for event in [e for e in events if e.standing == "disputed" and e.actors]:
        for other in events:
            same = other.type == event.type and cast.countries(other.actors) == cast.countries(event.actors)
            about = not other.recipients or not event.recipients or cast.countries(other.recipients) & cast.countries(event.recipients)
            if other.standing == "attributed" and same and about and other.modality == event.modality:
                for i in event.disputed_by:
                    _dispute(other, i)
    return [e for k, e in enumerate(events) if k not in gone]


def _tells(statement: Statement, draft: Draft, event: Found, at: int) -> bool:
    """Whether the event is part of what the statement says, its own cue not counted."""
    return draft.cue_token != event.trigger and any(s <= at < e for s, e in statement.content)


def _deny(
    doc: Doc,
    i: int,
    statement: Statement,
    drafts: list[Draft],
    events: list[Found],
    statements: list[Statement],
    cast: Cast,
    gone: set[int],
) -> None:
    own = [k for k, e in enumerate(events) if e.according_to == [i]]
    told = _told_noun(doc, drafts[i]) or not own
    for k in own:
        event = events[k]
        earlier = [
            x
            for x in events
            if x is not event
            and x.type == event.type
            and x.trigger < event.trigger
            and x.standing != "reported"
            and (set(x.actors) & set(event.actors) or cast.countries(x.actors) & cast.countries(event.actors))
        ]
        if event.modality == "negated":
            for x in earlier:
                _dispute(x, i)
        elif earlier:
            gone.add(k)
            for x in earlier:
                _dispute(x, i)
        else:
            event.standing = "disputed"
            event.according_to = []
            _dispute(event, i)
    if not told:
        return
    target = (
        _told(i, statement, events, statements, cast)
        if _told_noun(doc, drafts[i]) or _names_report(doc, statement)
        else _alike(doc, i, statement, events, cast)
    )
    for event in target:
        _dispute(event, i)


def _dispute(event: Found, i: int) -> None:
    event.standing = "disputed"
    if i not in event.disputed_by:
        event.disputed_by.append(i)


def _told_noun(doc: Doc, draft: Draft) -> bool:
    """Whether what is denied is something told: "the story", "the allegations"."""
    return draft.object is not None and lower_lemma(doc[draft.object]) in table("cues")["told"]["nouns"]


def _names_report(doc: Doc, statement: Statement) -> bool:
    """ "The report is baseless", "it as false information": the content speaks of what was told."""
    span = doc.char_span(*statement.content[0], alignment_mode="expand")
    return span is not None and any(
        lower_lemma(t) in table("cues")["told"]["nouns"] or (t.lower_ in ("it", "this", "that", "which") and t.dep_ != "mark")
        for t in span[:3]
    )


def _alike(doc: Doc, i: int, statement: Statement, events: list[Found], cast: Cast) -> list[Found]:
    """Events told before of which the denial uses the same words: "denied any involvement in the attacks"."""
    words = {
        lower_lemma(t).removesuffix("ing")
        for s, e in statement.content
        for t in (doc.char_span(s, e, alignment_mode="expand") or ())
        if t.pos_ in ("NOUN", "VERB")
    }
    own = cast.countries([int(statement.speaker)]) if statement.speaker is not None else set()
    at = _at(statement)
    out = []
    for event in events:
        near = {lower_lemma(t) for t in doc[event.trigger].sent if t.pos_ in ("NOUN", "VERB")} if event.type in _DEEDS else set()
        actor_fits = not event.actors or not own or bool(cast.countries(event.actors) & own)
        if (
            doc[event.trigger].idx < at
            and at - doc[event.trigger].idx < _FAR
            and i not in event.according_to
            and actor_fits
            and (lower_lemma(doc[event.trigger]) in words or near & words & _HARM)
        ):
            out.append(event)
    return out


def _told(i: int, statement: Statement, events: list[Found], statements: list[Statement], cast: Cast) -> list[Found]:
    """The events of the nearest earlier statement by somebody else; of a later one where the denial leads."""
    start = statement.cue[0][0] if statement.cue else statement.content[0][0]
    speaker = int(statement.speaker) if statement.speaker is not None else None
    own = cast.countries([speaker]) if speaker is not None else set()
    around = sorted(
        (j for j in range(len(statements)) if j != i),
        key=lambda j: abs(_at(statements[j]) - start) + 4 * _FAR * (_at(statements[j]) > start),
    )
    for j in around:
        other = statements[j]
        if (
            other.kind == "deny"
            or abs(_at(other) - start) > _FAR
            or any(inside(statement.cue[0], c) for c in other.content if statement.cue)
        ):
            continue
        said = int(other.speaker) if other.speaker is not None else None
        if said is not None and (said == speaker or (cast.countries([said]) & own)):
            continue
        told = [e for e in events if e.modality == "asserted" and (j in e.according_to or _within(e, other, statements))]
        mine = [e for e in told if cast.countries(e.actors) & own]  # what one denies is most often what one is said to have done
        told = mine or [e for e in told if not (cast.countries(e.recipients) & own)] or told
        if told or _is_claim(other, cast):
            return told
    return []


def _within(event: Found, outer: Statement, statements: list[Statement]) -> bool:
    """Whether a statement inside this one tells the event."""
    return any(statements[x].within == outer.id for x in event.according_to)


def _is_claim(statement: Statement, cast: Cast) -> bool:
    """Whether this is the kind of statement that a denial of a report or charge is about, events or not."""
    media = statement.speaker is not None and cast.entities[int(statement.speaker)].kind == "media"
    return statement.kind in ("accuse", "claim") or media


def _at(statement: Statement) -> int:
    return statement.cue[0][0] if statement.cue else statement.content[0][0]
