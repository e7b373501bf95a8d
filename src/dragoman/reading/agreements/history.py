"""When and where each step of an agreement was, and who stands behind it."""

import re
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from dragoman.model.record import Standing, Statement
from dragoman.model.span import Span, inside
from dragoman.reading.agreements.draft import Step
from dragoman.reading.agreements.lexicon import stage_of_noun, stage_of_verb
from dragoman.reading.dates import DateFound
from dragoman.reading.events.found import Found

_ASIDE = {"for", "until", "till", "by", "through", "to", "before", "between", "than"}
"""Words before a date that says how long or by when, and not when it happened."""
_DATELINE = 80
"""Tokens from the start within which a date in no clause is that of the dateline."""
_SCENE = 21
"""Days before the report within which the scenes that it tells are set."""


@dataclass(frozen=True)
class Settled:
    """A step with its date and standing; statements by index."""

    step: Step
    date: str | None
    date_evidence: Span | None
    standing: Standing
    according_to: tuple[int, ...]
    disputed_by: tuple[int, ...]


class Context:
    """What later steps of reading know: dates, events, statements."""

    def __init__(self, doc: Doc, dates: list[DateFound], events: list[Found], statements: list[Statement], published: str | None) -> None:
        self.doc, self.events, self.statements = doc, events, statements
        self._published = date.fromisoformat(published) if published and re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None
        self.dates = [
            (d, span) for d in dates if not d.naming and (span := doc.char_span(*d.span, alignment_mode="expand")) is not None and len(span)
        ]

    def within(self, start: int, end: int) -> list[tuple[DateFound, Token]]:
        """Dates in a range of tokens, each with the token by which it hangs in its clause."""
        return [(d, span.root) for d, span in self.dates if start <= span.start < end]

    def recent(self, found: DateFound) -> bool:
        """Whether a date is a day shortly before the report: one on which its scenes can be set."""
        if self._published is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", found.edtf):
            return False
        return 0 <= (self._published - date.fromisoformat(found.edtf)).days <= _SCENE


def settle(step: Step, context: Context) -> Settled:
    """A step with its date and who stands behind it."""
    standing, according_to, disputed_by = _standing(step, context)
    day, words = _date(step, context)
    return Settled(step, day, words, standing, according_to, disputed_by)


_NONE: tuple[None, None] = (None, None)


def _date(step: Step, context: Context) -> tuple[str | None, Span | None]:
    """The date of a step and the words that give it."""
    trigger = context.doc[step.trigger]
    if step.year:
        return _named(step, trigger, context)
    if step.implied:
        return _NONE
    own = _own(step, trigger, context)
    if own is not None:
        return own.edtf, own.span
    event = next((e for e in context.events if e.trigger == step.trigger and e.date), None)
    if event is not None:
        return event.date, event.date_evidence[0] if event.date_evidence else None
    scene = _scene(step, trigger, context)
    return (scene.edtf, scene.span) if scene is not None else _NONE


def _named(step: Step, noun: Token, context: Context) -> tuple[str | None, Span | None]:
    """The day or year in the name: "the accord of July 30, 2007"."""
    near = context.within(noun.left_edge.i, min(noun.i + 10, noun.sent.end))
    return next(((d.edtf, d.span) for d, _ in near if d.edtf.startswith(step.year or "?")), (step.year, None))


def _own(step: Step, trigger: Token, context: Context) -> DateFound | None:
    """The date that the trigger governs, else the nearest in its clause that no other verb takes."""
    here = _near(step, trigger, context)
    governed = [(d, t) for d, t in here if _holder(t) == trigger.i and _clear(trigger, t)]
    after = [(d, t) for d, t in here if t.i > trigger.i and _clear(trigger, t)]
    before = [(d, t) for d, t in here if t.i < trigger.i and _clear(t, trigger)]
    for found in (governed, after):
        if found:
            return min(found, key=lambda x: abs(x[1].i - trigger.i))[0]
    return max(before, key=lambda x: x[1].i)[0] if before else None


def _near(step: Step, trigger: Token, context: Context) -> list[tuple[DateFound, Token]]:
    """Dates of the sentence that can be the step's; one still ahead only of what is not done."""
    open_ = step.stage in ("negotiating", "proposed", "drafted")
    here = context.within(trigger.sent.start, trigger.sent.end)
    return [(d, t) for d, t in here if (open_ or not d.ahead) and not _limit(t, context.doc) and not _in_name(t)]


def _limit(token: Token, doc: Doc) -> bool:
    """ "For 2009-2010", "until May": a span or an end, not the day it happened."""
    first = token.left_edge.i
    return first > 0 and doc[first - 1].lower_ in _ASIDE


def _in_name(token: Token) -> bool:
    """Whether the date is part of a name: "the 1998 agreement", "of 2009"."""
    first = token.left_edge.i
    before = token.doc[first - 1] if first else token
    if before.lower_ == "of" and before.head.pos_ in ("NOUN", "PROPN") and stage_of_noun(before.head) is None:
        return True
    return (
        token.dep_ in ("nummod", "compound")
        and token.head.pos_ in ("NOUN", "PROPN")
        and token.head.i > token.i
        and token.head.ent_type_ != "DATE"
    )


def _holder(token: Token) -> int | None:
    """The verb, or the noun of signing or the like, under which a date hangs."""
    for up in token.ancestors:
        if up.pos_ in ("VERB", "AUX") or (up.pos_ == "NOUN" and stage_of_noun(up) is not None):
            return int(up.i)
    return None


def _clear(first: Token, second: Token) -> bool:
    """Whether no other verb stands between two tokens, so that they belong to one clause."""
    a, b = sorted((first, second), key=lambda t: t.i)
    return not any(t.pos_ == "VERB" and t.dep_ not in ("amod", "compound") and t.tag_ != "VBG" for t in a.doc[a.i + 1 : b.i])


def _scene(step: Step, trigger: Token, context: Context) -> DateFound | None:
    """The day of the scene in which it is told: "met on Monday. … They signed a protocol".

    Only what is told as done and as news takes it: nothing in a relative clause, in the pluperfect, or beside a date of long ago.
    """
    if not _news(step, trigger) or any(not context.recent(d) for d, _ in context.within(trigger.sent.start, trigger.sent.end)):
        return None
    earlier = [
        d for d, t in context.within(0, trigger.sent.start) if context.recent(d) and not d.ahead and _main(t) and not _limit(t, context.doc)
    ]
    return earlier[-1] if earlier else None


def _news(step: Step, trigger: Token) -> bool:
    shown = stage_of_verb(trigger) if trigger.pos_ == "VERB" else stage_of_noun(trigger)
    if shown != step.stage and step.stage != "proposed":
        return False
    verb = next((t for t in (trigger, *trigger.ancestors) if t.pos_ == "VERB"), trigger)
    if any(c.lower_ == "had" for c in verb.children) or any(
        t.dep_ in ("relcl", "acl") for t in (trigger, *trigger.ancestors) if t.pos_ == "VERB"
    ):
        return False
    return verb.tag_ in ("VBD", "VBN", "VBZ", "VBP", "VBG", "VB")


def _main(token: Token) -> bool:
    """Whether a date hangs in a main clause, or stands in the dateline."""
    holder = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if holder is None:
        return token.i < _DATELINE and not any(t.pos_ in ("VERB", "AUX") for t in token.sent)
    return holder.dep_ in ("ROOT", "conj", "ccomp")


def _standing(step: Step, context: Context) -> tuple[Standing, tuple[int, ...], tuple[int, ...]]:
    """Who says it and who denies it: what the event of the same word has, else the statement in which the word stands."""
    event = next((e for e in context.events if e.trigger == step.trigger), None)
    if event is not None and event.standing != "reported":
        return event.standing, tuple(event.according_to), tuple(event.disputed_by)
    at: Span = (context.doc[step.trigger].idx, context.doc[step.trigger].idx + 1)
    holders = [i for i, s in enumerate(context.statements) if any(inside(at, c) for c in s.content)]
    if not holders:
        return "reported", (), ()
    innermost = min(holders, key=lambda i: sum(e - s for s, e in context.statements[i].content))
    if context.statements[innermost].kind == "deny" and not re.search(r"\b(?:no|not|never|n't)\b", context.doc[step.trigger].sent.text):
        return "disputed", (), (innermost,)
    return "attributed", (innermost,), ()
