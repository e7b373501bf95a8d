"""What somebody is accused of, or denies: claims of their own, and who of them is of a known state or body."""

from spacy.tokens import Token

from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma, patient
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
    return _accusing(trigger) is not None


def _accusing(trigger: Token) -> Token | None:
    """The verb that accuses somebody of what the trigger tells; "of bombing bases" may be parsed as of bases of a kind."""
    compound = trigger.dep_ == "compound" and trigger.lower_.endswith("ing") and trigger.head.dep_ == "pobj"
    by = trigger.head.head if compound else trigger.head if trigger.dep_ == "pcomp" else None
    stands = by is not None and by.lower_ == "of" and (not compound or by.i == trigger.i - 1)
    return by.head if by is not None and stands and lower_lemma(by.head) == "accuse" else None


def blame(event: Found, cast: Cast) -> None:
    """ "Israel has been accused by Baghdad of bombing bases": whoever is accused of a deed did it, and it was not done to him."""
    trigger = cast.doc[event.trigger]
    accusing = _accusing(trigger)
    whom = patient(accusing) if accusing is not None else None
    mention = cast.headed(whom) if whom is not None else None
    if mention is None or mention.entity < 0:
        return
    accused = cast.expand(mention.entity)
    if not any(i in event.actors for i in accused) and any(i in event.recipients for i in accused):
        event.actors, event.recipients = list(accused), [i for i in (*event.actors, *event.recipients) if i not in accused]


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
