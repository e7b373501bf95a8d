"""What the codebook's words say of a predicate, before anybody asks who its parties are."""

from spacy.tokens import Token

from dragoman.codebook.dictionaries import Dictionary
from dragoman.codebook.vocabulary import quad_of
from dragoman.reading.clauses import children
from dragoman.reading.events.matching import verb_matches
from dragoman.reading.events.modality import intended, modality
from dragoman.reading.events.nouns import noun_matches
from dragoman.reading.own import own_type

_DOWN = ("xcomp", "dobj", "acomp", "prep", "pobj", "pcomp", "attr")


def hint_of(predicate: Token, own: Dictionary | None = None) -> str | None:
    """The type of event that the codebook gives a predicate, its modality considered.

    What is still to come of cooperation is an agreement, and of harm a threat; who will not do it rejects it.

    Args:
        own: the user's own dictionary.
    """
    told = _told(predicate, own)
    if told is None:
        return None
    how = modality(predicate)
    if how == "planned" or (how == "hypothetical" and intended(predicate)):
        return "AGREE" if quad_of(told).endswith("cooperation") else "THREATEN" if quad_of(told) == "material_conflict" else told
    if how == "negated" and any(c.lower_ in ("will", "would", "wo") for c in predicate.children if c.dep_ == "aux"):
        return "REJECT"
    return told


def _told(predicate: Token, own: Dictionary | None) -> str | None:
    """The type by the frames of a verb or noun, or of what it carries ("launched an attack", "is ready to help")."""
    if predicate.pos_ in ("VERB", "AUX"):
        found = next(verb_matches(predicate), None)
        if found is not None:
            return found.type
    if predicate.pos_ in ("NOUN", "PROPN"):
        found = next(noun_matches(predicate), None)
        if found is not None:
            return found.type
    if own is not None and predicate.pos_ == "VERB" and (told := own_type(predicate, own)):
        return told
    for down in children(predicate, *_DOWN):
        found_below = _told(down, own) if down.i > predicate.i else None
        if found_below:
            return found_below
    return None
