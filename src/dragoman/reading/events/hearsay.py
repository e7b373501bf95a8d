"""Words by which the outlet does not vouch for a deed: "allegedly", "accused of having shot", "by Tirana's count"."""

from functools import cache

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, lower_lemma

_BESIDE = ("xcomp", "dobj", "prep", "pobj", "amod", "acl")
"""What a trigger is to the word above it, where words beside that one speak of the trigger too."""


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(table("modality")["hearsay"][part])


def hearsay(trigger: Token) -> bool:
    """Whether a word like "allegedly" stands by the trigger or what governs it in its clause, or somebody's charge or count tells it."""
    beside = trigger.head.children if trigger.dep_ in _BESIDE else ()
    return any(t.lower_ in _words("words") for t in (trigger, *trigger.children, *beside)) or by_somebody(trigger)


def by_somebody(trigger: Token) -> bool:
    """ "The guards, accused of having shot two men", "the sixth attack by Tirana's count"."""
    return _charged_with(trigger) or any(map(_is_count, (*trigger.children, *trigger.head.children)))


def _charged_with(verb: Token) -> bool:
    over = verb.head.head
    of = verb.dep_ == "pcomp" and verb.head.lower_ == "of"
    return of and over.tag_ == "VBN" and lower_lemma(over) in _words("charges")


def _is_count(preposition: Token) -> bool:
    by = preposition.dep_ in ("prep", "agent") and preposition.lower_ == "by"
    return by and any(lower_lemma(c) in _words("counts") and any(children(c, "poss", "prep")) for c in children(preposition, "pobj"))
