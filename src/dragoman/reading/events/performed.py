"""Acts that are done by saying so: "we welcome the decision" is a welcome, whoever reports the words."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, lower_lemma, subject
from dragoman.reading.events.found import Found
from dragoman.reading.events.refusals import refuses

_SPOKEN = ("SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "REJECT", "AGREE")
_FIRST_PERSON = ("i", "we")
_THIRD_PERSON = ("it", "he", "she", "they")
_AHEAD = ("will", "would", "shall", "'ll", "’ll")
_PRESENT = ("VBP", "VBZ")


def performed(trigger: Token, event: Found, speakers: set[str], cast: Cast) -> bool:
    """Whether somebody does, in the present and in his own words, what the words tell.

    Args:
        speakers: states of whoever says it.
    """
    if event.type == "REJECT" and event.modality == "asserted" and refuses(trigger):
        return bool(speakers & cast.countries(event.actors))  # "said it would not take part"
    now = trigger.tag_ in _PRESENT or _shifted(trigger)
    if event.type not in _SPOKEN or not now or any(c.dep_ in ("aux", "neg") for c in trigger.children):
        return False
    who = subject(trigger)
    own = who is not None and who.lower_ in _FIRST_PERSON
    return event.modality == "asserted" and (own or bool(speakers & cast.countries(event.actors)))


def threatened(trigger: Token, event: Found, speakers: set[str], cast: Cast) -> bool:
    """ "The ministry said it would answer by force": whoever says what he will do to another has threatened him."""
    ahead = any(c.lower_ in _AHEAD for c in children(trigger, "aux"))
    return event.type == "THREATEN" and ahead and bool(speakers & cast.countries(event.actors)) and bool(event.recipients)


def offered(trigger: Token, cue: int, event: Found, speakers: set[str], cast: Cast) -> bool:
    """ "Reaffirmed its readiness to train the pilots": whoever tells his own willingness has offered it.

    Args:
        cue: the token with which it is said.
    """
    willing = trigger.pos_ == "NOUN" and lower_lemma(trigger) in table("modality")["performed"]["willingness"]
    said = trigger.dep_ == "dobj" and trigger.head.i == cue
    return event.type == "AGREE" and willing and said and bool(speakers & cast.countries(event.actors))


def _shifted(trigger: Token) -> bool:
    """ "The ministry said it respected the decision": a present put into the past by the verb of saying before it."""
    who = next(children(trigger, "nsubj"), None)
    of_speaker = who is not None and who.lower_ in _THIRD_PERSON
    said = trigger.dep_ == "ccomp" and trigger.head.tag_ == trigger.tag_ == "VBD"
    return said and of_speaker and lower_lemma(trigger) in table("modality")["performed"]["verbs"]
