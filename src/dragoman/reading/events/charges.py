"""What somebody is accused of, or denies: claims of their own, and who of them is of a known state or body."""

from spacy.tokens import Token

from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.found import Found


def any_coded(event: Found, cast: Cast) -> bool:
    """Whether any party to an event is of a known state or body."""
    return any(coded(cast, i) for x in (*event.actors, *event.recipients) for i in cast.expand(x))


def coded(cast: Cast, index: int) -> bool:
    """Whether an entity is of a known state or body."""
    entity = cast.entities[index]
    return bool(entity.country or entity.code)


def is_charge(trigger: Token) -> bool:
    """Whether words stand behind "accused … of"."""
    return trigger.dep_ == "pcomp" and trigger.head.lower_ == "of" and lower_lemma(trigger.head.head) == "accuse"


def charged(rule: Found, cast: Cast) -> bool:
    """Whether a rule's event is what somebody is accused of, or denies: a claim of its own beside the accusation."""
    verb = cast.doc[rule.trigger]
    named = any(coded(cast, i) for i in rule.actors)
    accused = is_charge(verb)
    denied = verb.dep_ in ("ccomp", "xcomp") and lower_lemma(verb.head) == "deny" and not _unsaid(verb.head)
    return (named and accused) or (denied and any_coded(rule, cast))


def _unsaid(verb: Token) -> bool:
    """Whether somebody did not even say it: "has not confirmed or denied that"."""
    return any(c.dep_ == "neg" for t in (verb, verb.head) for c in t.children)
