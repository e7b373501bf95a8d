"""Acts that are done by saying so: "we welcome the decision" is a welcome, whoever reports the words."""

from spacy.tokens import Token

from dragoman.reading.cast import Cast
from dragoman.reading.clauses import subject
from dragoman.reading.events.found import Found

_SPOKEN = ("SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "REJECT", "AGREE")
_FIRST_PERSON = ("i", "we")
_PRESENT = ("VBP", "VBZ")


def performed(trigger: Token, event: Found, speakers: set[str], cast: Cast) -> bool:
    """Whether somebody does, in the present and in his own words, what the words tell.

    Args:
        speakers: states of whoever says it.
    """
    if event.type not in _SPOKEN or trigger.tag_ not in _PRESENT or any(c.dep_ in ("aux", "neg") for c in trigger.children):
        return False
    who = subject(trigger)
    own = who is not None and who.lower_ in _FIRST_PERSON
    return event.modality == "asserted" and (own or bool(speakers & cast.countries(event.actors)))
