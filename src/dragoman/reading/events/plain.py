"""Where the syntax of a clause leaves no doubt who acts and who is acted upon."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.reading.cast import Cast
from dragoman.reading.clauses import subject
from dragoman.reading.events.found import Found

_WITHIN = ("conj", "appos", "compound", "amod", "poss", "nmod", "nummod")
"""Relations that lead from a name up to the head of the phrase that it stands in: "Israeli jets", "Kenya and Uganda"."""
_SIDES = ("nsubj", "nsubjpass", "dobj", "dative", "agent", "poss")
_OF_NOUN = (*_SIDES, "amod", "nmod")
"""The same for an event that a noun tells: "an Algerian air strike"."""
_JOINING = ("by", "with", "between", "from", "to", "against", "on")
_HOSTING = (*_JOINING, "in", "at")
_US = ("we", "us", "our")
_MOST_STEPS = 8


@dataclass(frozen=True)
class Plain:
    """Which sides of an event its own clause names in so many words."""

    actors: bool
    recipients: bool


def plain_sides(doc: Doc, event: Found, cast: Cast) -> Plain:
    """Whether each actor, and each recipient, of a rule's event stands in the subject, object or joining phrase of its trigger.

    "Israeli jets bombed Syrian positions" is plain on both sides; in "he said they had bombed it" neither is.
    """
    trigger = doc[event.trigger]
    joining = _HOSTING if event.frame is not None and event.frame.person else _JOINING
    return Plain(_all_tied(event.actors, trigger, cast, joining), _all_tied(event.recipients, trigger, cast, joining))


def _all_tied(entities: list[int], trigger: Token, cast: Cast, joining: tuple[str, ...]) -> bool:
    coded = any(cast.country_of(i) or cast.entities[i].code for i in entities)
    return coded and all(_named(i, trigger, cast, joining) for i in entities)


def _named(entity: int, trigger: Token, cast: Cast, joining: tuple[str, ...]) -> bool:
    """Whether the clause of a trigger names an entity, or a group that it is a member of."""
    sent = trigger.sent
    controller = subject(trigger) if trigger.tag_ == "VBG" and trigger.dep_ == "advcl" else None
    groups = [e for e in cast.entities if e.index == entity or entity in e.members]
    return any(
        (m.sort != "pronoun" or trigger.doc[m.head].lower_ in _US)
        and sent.start <= m.start < sent.end
        and (_tied(trigger.doc[m.head], trigger, joining) or (controller is not None and m.start <= controller.i < m.end))
        for e in groups
        for m in e.mentions
    )


def _tied(token: Token, trigger: Token, joining: tuple[str, ...]) -> bool:
    """Whether a token leads up to the subject, the object or a joining phrase of a trigger: "signed a pact with Uganda"."""
    noun = trigger.pos_ == "NOUN"
    for _ in range(_MOST_STEPS):
        if token.head.i == trigger.i and token.dep_ in (_OF_NOUN if noun else _SIDES):
            return True
        if token.dep_ == "pobj":
            if token.head.lower_ in joining or (noun and token.head.lower_ == "of"):
                return _joins(token.head.head, trigger)
            if token.head.lower_ == "of" and _is_attribute(token.head.head, trigger):
                return True
        if token.dep_ not in _WITHIN or token.head.i == token.i:
            return False
        token = token.head
    return False


def _joins(over: Token, trigger: Token) -> bool:
    """Whether a joining phrase hangs on a trigger, its object or passive subject, or on what it came under: "came under attack from"."""
    under = over.dep_ == "pobj" and over.head.lower_ == "under" and over.head.head.i == trigger.i
    return over.i == trigger.i or (over.head.i == trigger.i and over.dep_ in ("dobj", "nsubjpass")) or under


def _is_attribute(over: Token, trigger: Token) -> bool:
    """ "Was the target of a strike"."""
    return over.dep_ == "attr" and over.head.i == trigger.i


def they_together(rule: Found, cast: Cast) -> bool:
    """ "In 2018 they concluded a pact": of "they" nobody is known, and the pact's parties are."""
    who = subject(cast.doc[rule.trigger])
    unknown = who is not None and who.lower_ in ("they", "both") and cast.headed(who) is None
    return unknown and len(cast.countries(rule.actors)) > 1
