"""Who stands behind each event, and who denies it."""

from spacy.tokens import Doc

from dragoman.codebook.files import table
from dragoman.model.record import Statement
from dragoman.model.span import inside
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.found import Found
from dragoman.reading.statements.draft import Draft

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
    return [e for k, e in enumerate(events) if k not in gone]


def _tells(statement: Statement, draft: Draft, event: Found, at: int) -> bool:
    """Whether the event is part of what the statement says, its own cue not counted."""
    return draft.cue_token != event.trigger and any(s <= at < e for s, e in statement.content)


def _deny(doc: Doc, i: int, statement: Statement, drafts: list[Draft], events: list[Found], statements: list[Statement], cast: Cast, gone: set[int]) -> None:
    own = [k for k, e in enumerate(events) if e.according_to == [i]]
    told = _told_noun(doc, drafts[i]) or not own
    for k in own:
        event = events[k]
        earlier = [x for x in events if x is not event and x.type == event.type and x.trigger < event.trigger and x.standing != "reported" and set(x.actors) & set(event.actors)]
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
    if told:
        target = _target(i, statement, drafts, events, statements, cast)
        for event in target:
            _dispute(event, i)


def _dispute(event: Found, i: int) -> None:
    event.standing = "disputed"
    if i not in event.disputed_by:
        event.disputed_by.append(i)


def _told_noun(doc: Doc, draft: Draft) -> bool:
    """Whether what is denied is something told: "the story", "the allegations"."""
    return draft.object is not None and lower_lemma(doc[draft.object]) in table("cues")["told"]["nouns"]


def _target(i: int, statement: Statement, drafts: list[Draft], events: list[Found], statements: list[Statement], cast: Cast) -> list[Found]:
    """The events of the nearest earlier statement by somebody else; of a later one where the denial leads."""
    start = statement.cue[0][0] if statement.cue else statement.content[0][0]
    speaker = int(statement.speaker) if statement.speaker is not None else None
    own = cast.countries([speaker]) if speaker is not None else set()
    around = sorted((j for j in range(len(statements)) if j != i), key=lambda j: abs(_at(statements[j]) - start) + 4 * _FAR * (_at(statements[j]) > start))
    for j in around:
        other = statements[j]
        if other.kind == "deny" or abs(_at(other) - start) > _FAR or any(inside(statement.cue[0], c) for c in other.content if statement.cue):
            continue
        said = int(other.speaker) if other.speaker is not None else None
        if said is not None and (said == speaker or (cast.countries([said]) & own)):
            continue
        told = [e for e in events if e.according_to == [j] and e.modality == "asserted"]
        if told:
            return told
    return []


def _at(statement: Statement) -> int:
    return statement.cue[0][0] if statement.cue else statement.content[0][0]
