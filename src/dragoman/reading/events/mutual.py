"""What two sides do to each other, and who gives where the clause has as its subject who gets it."""

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, is_passive, lower_lemma, prepositional, subject
from dragoman.reading.events.found import Found

_EACH = (("each", "other"), ("one", "another"))


def make_mutual(events: list[Found], cast: Cast) -> None:
    """ "Serbia and Kosovo blamed each other": both do it, and it is done to both."""
    for event in events:
        trigger = cast.doc[event.trigger]
        who = subject(trigger) if trigger.pos_ == "VERB" and _to_each_other(trigger) else None
        mention = cast.headed(who) if who is not None else None
        sides = sorted({*event.actors, *event.recipients, *(cast.expand(mention.entity) if mention is not None else ())})
        if who is not None and len(cast.countries(sides)) > 1:
            event.actors, event.recipients = [i for i in sides if cast.countries([i])], []


def _to_each_other(verb: Token) -> bool:
    """Whether the object of a verb, or of its preposition, is "each other" or "one another", or is theirs."""
    objects = [*children(verb, "dobj"), *(o for prep in children(verb, "prep") for o in children(prep, "pobj"))]
    phrases = ([t.lower_ for t in verb.doc[o.left_edge.i : o.right_edge.i + 1]] for o in objects)
    return any((a, b) in _EACH for words in phrases for a, b in pairwise(words))


def turn_gifts(events: list[Found], cast: Cast) -> None:
    """ "Kenya received 20 lorries from Japan": whoever gives acts, and it is done to who gets it."""
    for event in (e for e in events if e.type == "AID" and _gets(cast.doc[e.trigger])):
        verb = cast.doc[event.trigger]
        who = subject(verb)
        givers = _named((g for o in (verb, *children(verb, "dobj")) for g in prepositional(o, "from")), cast)
        takers = _named([who] if who is not None else [], cast)
        if givers and set(event.actors) & set(takers):
            event.actors, event.recipients = givers, takers


def _gets(verb: Token) -> bool:
    """Whether the subject of a verb is who gets something."""
    return verb.pos_ == "VERB" and lower_lemma(verb) in table("events")["receiving"]["words"] and not is_passive(verb)


def _named(nouns: Iterable[Token], cast: Cast) -> list[int]:
    """The entities of states that nouns name."""
    mentions = (m for n in nouns if (m := cast.headed(n)) is not None)
    return [i for m in mentions for i in cast.expand(m.entity) if cast.countries([i])]
