"""What a careful coder leaves out: what nobody has said or is thought of doing, what is only asked for or threatened, and what a promise holds beside itself."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.model.record import Statement
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.events.casualties import HARMED
from dragoman.reading.events.found import Found
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import negated

_WANTING = {"urge", "demand", "ask"}
_FORETELLING = {"threaten", "warn"}
_ASKING = _WANTING | _FORETELLING
_PRETEXTS = frozenset(table("modality")["pretended"]["nouns"])


class Beside:
    """What an event is weighed against: the other events of its report."""

    def __init__(self, events: list[Found]) -> None:
        agreed = [e for e in events if e.type == "AGREE"]
        self.agreed_by = {e.statement for e in agreed if e.statement is not None}
        """Statements whose cue tells an agreement."""
        self.agreed_in = {i for e in agreed if len(e.actors) > 1 for i in e.according_to}
        """Statements whose words tell an agreement of several."""


def is_idle(event: Found, beside: Beside, statements: list[Statement], drafts: list[Draft], cast: Cast) -> bool:
    """Whether an event is left out."""
    doc = cast.doc
    told_by = event.according_to[0] if event.according_to else None
    if _asked_by_press(doc[event.trigger], drafts) or tells_nothing(doc[event.trigger]):
        return True
    if told_by is not None and negated(doc[drafts[told_by].cue_token]):
        return True  # "has not confirmed or denied that": nobody has said it
    if event.modality == "hypothetical" and not event.actors:
        return True
    if told_by is not None and _only_asked(event, statements[told_by], cast):
        return True
    if _told_better(event, beside):
        return True
    return told_by is not None and _is_promised(event, statements[told_by]) and told_by in beside.agreed_by


def tells_nothing(token: Token) -> bool:
    """Whether a word that may tell an event stands where it tells none: a toll, a word for another one, a pretext."""
    return _is_toll(token) or _stands_for_another(token) or _is_pretended(token)


def _is_pretended(token: Token) -> bool:
    """ "Under the pretext of fighting smugglers": nobody says that they are fought."""
    of = token.head
    return of.lower_ == "of" and token.dep_ in ("pcomp", "pobj") and lower_lemma(of.head) in _PRETEXTS


def _is_toll(token: Token) -> bool:
    """ "No source puts the dead at more than two": how many there were is counted, and they come to no harm by it."""
    return token.lower_ in HARMED and token.dep_ in ("dobj", "nsubjpass") and any(c.lower_ == "at" for c in children(token.head, "prep"))


def _stands_for_another(token: Token) -> bool:
    """ "Would answer with a drill, as it did in 2012": a word that stands for another one, and tells nothing by itself."""
    return lower_lemma(token) == "do" and not any(children(token, "dobj")) and any(c.lower_ == "as" for c in children(token, "mark"))


def _asked_by_press(trigger: Token, drafts: list[Draft]) -> bool:
    """ "Farah, reached in Djibouti, denied it": how a reporter came by the words of whoever speaks is no dealing."""
    bare = trigger.tag_ == "VBN" and trigger.dep_ in ("acl", "advcl") and not any(children(trigger, "nsubj", "nsubjpass", "agent", "dobj"))
    if not bare or lower_lemma(trigger) not in table("events")["reporting"]["words"]:
        return False
    speaks = trigger.head.i if trigger.dep_ == "acl" else next((c.i for c in children(trigger.head, "nsubj")), -1)
    return any(speaks in d.source_tokens for d in drafts)


def _told_better(event: Found, beside: Beside) -> bool:
    """Whether a promise is of what several are to do together: its own verb tells it better."""
    return event.rule == "statement: promise" and event.statement in beside.agreed_in


def _is_promised(event: Found, holder: Statement) -> bool:
    """Whether an agreement is what one side promises."""
    return holder.kind == "promise" and event.type == "AGREE" and len(event.actors) < 2


def _only_asked(event: Found, holder: Statement, cast: Cast) -> bool:
    """Whether an event is what a statement asks for or threatens, and not what somebody else is said to be about to do."""
    if holder.kind not in _ASKING:
        return False
    speaker = cast.countries([int(holder.speaker)] if holder.speaker else [])
    if holder.kind in _FORETELLING and not (cast.countries(event.actors) & speaker):
        return False
    wanted = holder.kind in _WANTING and cast.doc[event.trigger].tag_ in ("VB", "VBP", "NN", "NNS")
    return wanted or event.modality in ("planned", "hypothetical")
