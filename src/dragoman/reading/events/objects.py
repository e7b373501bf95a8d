"""Types that the very object of a verb leaves no doubt of."""

from spacy.tokens import Token

from dragoman.codebook.frames import Frame, verb_frames
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import lower_lemma, prepositional
from dragoman.reading.events.found import Found
from dragoman.reading.events.matching import verb_matches


def name_by_object(event: Found, by_rule: dict[int, Found], cast: Cast) -> None:
    """ "Shots were exchanged", "an exchange of fire": a verb with its very object tells what its frame says, though no rule finds a party there."""
    trigger = cast.doc[event.trigger]
    unruled = trigger.pos_ == "VERB" and event.trigger not in by_rule
    frame = next(verb_matches(trigger), None) if unruled else _exchanged(trigger) if trigger.pos_ == "NOUN" else None
    if frame is not None and frame.object and event.type != "REJECT":
        event.type = frame.type


def _exchanged(noun: Token) -> Frame | None:
    """The frame of a verb whose noun has its object behind "of": "an exchange of fire"."""
    things = {lower_lemma(t) for t in prepositional(noun, "of")}
    return next((f for rest, f in verb_frames().get(lower_lemma(noun), ()) if not rest and f.object & things), None)
