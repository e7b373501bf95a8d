"""Whose word each event is: the statement around it, or the outlet's own."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.model.record import Statement
from dragoman.model.span import Spans, inside
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.events.found import Found
from dragoman.reading.events.modality import modality, supposed, taken_for_granted
from dragoman.reading.events.performed import offered, performed, threatened
from dragoman.reading.statements.draft import Draft

OWN_VOICE = 0.95
"""Probability that the outlet itself tells it, from which it does although somebody's words are around it."""


def say_whose(doc: Doc, events: list[Found], statements: list[Statement], drafts: list[Draft], cast: Cast) -> None:
    """Attribute every event to the innermost statement around it, but for what is done by saying so."""
    contents = Spans((c, i) for i, s in enumerate(statements) for c in (*s.content, *_aside(doc, s)))
    for event in events:
        around = contents.at(_told_at(doc[event.trigger]).idx)
        holders = [i for i in around if i != event.statement and drafts[i].cue_token != event.trigger]
        innermost = min(holders, key=lambda i: sum(e - s for s, e in statements[i].content), default=None)
        if innermost is not None and _is_own(event, statements[innermost], drafts[innermost], cast):
            continue
        if innermost is not None and not _is_done(doc[event.trigger], event, innermost, statements, drafts, cast):
            _attribute(doc, event, innermost, statements)
            _leave_out_speaker(event, statements[innermost], cast)
        elif innermost is None and event.hearsay:
            event.standing = "attributed"


def _is_own(event: Found, statement: Statement, draft: Draft, cast: Cast) -> bool:
    """Whether the outlet tells an event although somebody's words are around it.

    "It will be recalled that" is said by nobody else, and what is judged or asked for takes for granted what it names:
    "condemned the attack on the post", "urged both to keep the ceasefire signed in May". Whose harm it is remains the word of whoever judges.
    """
    trigger, told = cast.doc[event.trigger], cast.context.scores.standing[event.trigger, 0]
    if supposed(trigger) and not draft.source_tokens:
        return True  # "suppose, then, that Ambria attacks": the outlet's own case to think of
    cue = lower_lemma(cast.doc[draft.cue_token])
    spoken = draft.rule == "layout"  # in a turn of a transcript the outlet says nothing itself
    if (told >= OWN_VOICE and not spoken) or (not draft.source_tokens and cue in table("cues")["granted"]["reminding"]):
        return True
    if event.modality != "asserted" or statement.quote != "indirect":
        return False
    blamed = event.type in ("ASSAULT", "COERCE") and bool(cast.countries(event.actors) - states_of(statement, cast))
    return not blamed and cue in table("cues")["granted"]["cues"] and (trigger.pos_ == "NOUN" or taken_for_granted(trigger))


def _is_done(trigger: Token, event: Found, holder: int, statements: list[Statement], drafts: list[Draft], cast: Cast) -> bool:
    """Whether somebody does by his words what they tell, so that the event is the outlet's own and the words are its statement."""
    speakers = states_of(statements[holder], cast)
    foretold = statements[holder].kind in ("threaten", "warn") and threatened(trigger, event, speakers, cast)
    if foretold or offered(trigger, drafts[holder].cue_token, event, speakers, cast):
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


def _leave_out_speaker(event: Found, statement: Statement, cast: Cast) -> None:
    """ "Russia shut the pipeline, Poland's minister said": who only says it, and is not named in his words, has not done it beside another."""
    if statement.speaker is None or statement.quote != "indirect":
        return
    saying = cast.expand(int(statement.speaker))
    named = [cast.doc[m.start].idx for i in saying for m in cast.entities[i].mentions]
    within = any(inside((at, at), c) for at in named for c in statement.content)
    others = [i for i in event.actors if i not in saying]
    if not within and cast.countries(others) - cast.countries(saying):
        event.actors = others


def states_of(statement: Statement, cast: Cast) -> set[str]:
    """The states of the speaker."""
    return cast.countries([int(statement.speaker)]) if statement.speaker is not None else set()
