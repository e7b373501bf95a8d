"""What two sides do to each other."""

from itertools import pairwise

from spacy.tokens import Token

from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, subject
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
