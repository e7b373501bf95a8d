"""What is said of an agreement without a verb of stages: that it is in force, still works, is on hold, has passed its formalities at home."""

import re

from spacy.tokens import Token

from dragoman.codebook.files import words
from dragoman.reading.agreements.lexicon import section
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.modality import modality

_COPULAS = ("be", "remain", "stay", "become", "enter", "come")
_PRESENT = ("VBZ", "VBP")


def said_of(verb: Token) -> str | None:
    """The stage that a verb shows of its subject: "is in force", "is under negotiation", "still works"."""
    if modality(verb) != "asserted":
        return None
    return _predicate(verb) or ("in_force" if _lives(verb) else None)


def _predicate(verb: Token) -> str | None:
    """ "Is in force", "remains valid", "has been in effect since"."""
    if verb.lemma_ not in _COPULAS:
        return None
    after = verb.doc[verb.i : min(verb.sent.end, verb.i + 8)].text.lower()
    if verb.lemma_ not in ("enter", "come"):
        after = re.split(r"\bto\b", after)[0]  # "is due to enter into force"
    return next((stage for stage, phrases in section("predicate").items() if any(f" {p}" in after for p in phrases)), None)


def _lives(verb: Token) -> bool:
    """ "Still works", "is holding", "continues to apply": told in the present, of nothing but the agreement."""
    alive = section("alive")
    if any(c.dep_ in ("dobj", "dative", "prt") for c in verb.children):
        return False
    if lower_lemma(verb) in alive["going_on"]:
        return verb.tag_ in _PRESENT and any(c.dep_ == "xcomp" and lower_lemma(c) in alive["verbs"] for c in verb.children)
    if lower_lemma(verb) not in alive["verbs"]:
        return False
    still = any(c.lower_ == "still" for c in verb.children)
    going = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.tag_ in _PRESENT for c in verb.children)
    return going or (still and verb.tag_ in _PRESENT)


def halted(verb: Token, noun: Token) -> bool:
    """Whether what an agreement asks is no longer done: "stopped applying the accord", "declared force majeure under the contract"."""
    halt = section("halt")
    over = verb.head
    if lower_lemma(verb) in halt["under"]:
        return verb.tag_ == "VBG" and lower_lemma(over) in halt["over"] and modality(over) == "asserted"
    first, last = sorted((verb.i, noun.i))
    return words(*halt["phrases"]).search(verb.doc[first:last].text) is not None and modality(verb) == "asserted"


def passed_formalities(noun: Token) -> bool:
    """ "The internal procedures for the treaty have been completed"."""
    formalities = section("formalities")
    if lower_lemma(noun) not in formalities["nouns"] or not any(c.lower_ in formalities["words"] for c in noun.children):
        return False
    verb = noun.head
    done = noun.dep_ in ("nsubjpass", "dobj") and lower_lemma(verb) in formalities["verbs"]
    return done and modality(verb) == "asserted"
