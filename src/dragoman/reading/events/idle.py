"""What a careful coder leaves out: what is only asked for, threatened or imagined, and what a promise holds beside itself."""

from itertools import islice

from spacy.tokens import Doc

from dragoman.model.record import Statement
from dragoman.reading.cast import Cast
from dragoman.reading.events.found import Found
from dragoman.reading.events.modality import conditional, inverted
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import negated

_WANTING = {"urge", "demand", "ask"}
_FORETELLING = {"threaten", "warn"}
_ASKING = _WANTING | _FORETELLING
_OF_WORDS = ("SUPPORT", "CONSULT", "AGREE", "REQUEST", "ACCUSE", "REJECT", "COOPERATE", "CONCEDE")
"""Types of which nothing is told where they are only imagined."""


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


def is_idle(event: Found, beside: Beside, statements: list[Statement], drafts: list[Draft], cast: Cast) -> bool:
    """Whether an event is left out."""
    doc = cast.doc
    told_by = event.according_to[0] if event.according_to else None
    if told_by is not None and negated(doc[drafts[told_by].cue_token]):
        return True  # "has not confirmed or denied that": nobody has said it
    open_, imagined = event.modality in ("planned", "hypothetical"), event.modality == "hypothetical"
    if open_ and (_content_of(event, beside, doc) or _purpose_of(event, beside, doc)):
        return True
    if told_by is not None and _only_asked(event, statements[told_by], cast, open_):
        return True
    if imagined and _is_condition(event, doc):
        return False
    if _told_better(event, beside):
        return True
    if told_by is None:
        return imagined
    return told_by in beside.agreed_by if _is_promised(event, statements[told_by]) else imagined and _is_vague(event)


def _told_better(event: Found, beside: Beside) -> bool:
    """Whether a promise is of what several are to do together: its own verb tells it better."""
    return event.rule == "statement: promise" and event.statement in beside.agreed_in


def _is_promised(event: Found, holder: Statement) -> bool:
    """Whether an agreement is what one side promises."""
    return holder.kind == "promise" and event.type == "AGREE" and len(event.actors) < 2


def _is_vague(event: Found) -> bool:
    """Whether nothing is told by what is only imagined: words, or what nobody does."""
    return event.type in _OF_WORDS or not event.actors


def _only_asked(event: Found, holder: Statement, cast: Cast, open_: bool) -> bool:
    """Whether an event is what a statement asks for or threatens, and not what somebody else is said to be about to do."""
    if holder.kind not in _ASKING:
        return False
    speaker = cast.countries([int(holder.speaker)] if holder.speaker else [])
    if holder.kind in _FORETELLING and not (cast.countries(event.actors) & speaker):
        return False
    wanted = holder.kind in _WANTING and cast.doc[event.trigger].tag_ in ("VB", "VBP", "NN", "NNS")
    return open_ or wanted


def _is_condition(event: Found, doc: Doc) -> bool:
    """Whether parties on both sides do it in a clause of its own that is open: "if A attacks B"."""
    several = bool(event.actors) and (bool(event.recipients) or len(event.actors) > 1)
    return several and conditional(doc[event.trigger])
