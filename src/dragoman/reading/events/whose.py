"""Whose word each event is: the statement around it, or the outlet's own."""

from spacy.tokens import Doc, Token

from dragoman.model.record import Statement
from dragoman.model.span import Spans
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children
from dragoman.reading.events.found import Found
from dragoman.reading.events.modality import modality
from dragoman.reading.events.performed import performed, threatened
from dragoman.reading.statements.draft import Draft


def say_whose(doc: Doc, events: list[Found], statements: list[Statement], drafts: list[Draft], cast: Cast) -> None:
    """Attribute every event to the innermost statement around it, but for what is done by saying so."""
    contents = Spans((c, i) for i, s in enumerate(statements) for c in (*s.content, *_aside(doc, s)))
    for event in events:
        around = contents.at(_told_at(doc[event.trigger]).idx)
        holders = [i for i in around if i != event.statement and drafts[i].cue_token != event.trigger]
        innermost = min(holders, key=lambda i: sum(e - s for s, e in statements[i].content), default=None)
        if innermost is not None and not _is_done(doc[event.trigger], event, innermost, statements, cast):
            _attribute(doc, event, innermost, statements)
        elif innermost is None and event.hearsay:
            event.standing = "attributed"


def _is_done(trigger: Token, event: Found, holder: int, statements: list[Statement], cast: Cast) -> bool:
    """Whether somebody does by his words what they tell, so that the event is the outlet's own and the words are its statement."""
    speakers = states_of(statements[holder], cast)
    if statements[holder].kind in ("threaten", "warn") and threatened(trigger, event, speakers, cast):
        event.statement, event.modality = holder, "asserted"
        return True
    if performed(trigger, event, speakers, cast):
        event.statement = holder if event.statement is None else event.statement
        return True
    return False


def _aside(doc: Doc, statement: Statement) -> list[tuple[int, int]]:
    """What stands between the parts of one clause of somebody's words: "the pact, which was signed in 2006, had cut smuggling, he said"."""
    first, last = statement.content[0], statement.content[-1]
    hull = doc.char_span(first[0], last[1], alignment_mode="expand")
    cut = any(first[0] <= s < last[1] for s, _ in statement.cue)
    one = hull is not None and hull[0].sent.start == hull[-1].sent.start
    return [(first[1], last[0])] if len(statement.content) == 2 and one and not cut and statement.quote == "indirect" else []


def _told_at(trigger: Token) -> Token:
    """Where a trigger is told: "said that the envoy had been called in and asked to leave" tells both in one clause."""
    over = trigger.head
    own = any(children(trigger, "nsubj", "nsubjpass", "aux", "auxpass", "dobj"))
    shared = trigger.dep_ == "conj" and trigger.tag_ in ("VBN", "VBD") and over.tag_ == "VBN" and not own
    return over if shared and any(children(over, "auxpass")) else trigger


def _attribute(doc: Doc, event: Found, i: int, statements: list[Statement]) -> None:
    event.standing = "attributed"
    event.according_to = [i]
    if statements[i].kind == "deny" and event.modality != "asserted" and modality(doc[event.trigger]) == "asserted":
        event.modality = "asserted"  # "denied that it had asked": the denial is no part of the deed


def states_of(statement: Statement, cast: Cast) -> set[str]:
    """The states of the speaker."""
    return cast.countries([int(statement.speaker)]) if statement.speaker is not None else set()
