"""Figures of speech, sport and exercises: words of force where nobody is hurt."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dragoman.codebook.files import table, words
from dragoman.codebook.topics import past, played, political
from dragoman.reading.clauses import children, lower_lemma, patient, subject

_FORCE = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION")


@dataclass(frozen=True)
class Figure:
    """Verbs that are a figure of speech with one of these subjects, objects or words behind them."""

    verbs: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    after: frozenset[str]


@cache
def figures() -> tuple[Figure, ...]:
    """Every figure of speech, in the order of the file."""
    rows = table("figures")["figure"]
    return tuple(Figure(*(frozenset(row.get(key, ())) for key in ("verbs", "subjects", "objects", "after"))) for row in rows)


def figurative(trigger: Token, kind: str, off_topic: bool = False) -> bool:
    """Whether an event of force is none: a figure of speech, a game, or a part in an exercise.

    Args:
        off_topic: whether the report is of sport, culture, business, nature or history.
    """
    if kind not in _FORCE:
        return False
    sentence = trigger.sent.text
    if words(*table("figures")["exercise"]["words"]).search(sentence):
        return True
    if off_topic and (not political(sentence) or past(sentence)):
        return True
    if played(sentence) and kind != "SANCTION" and not words(*table("figures")["harm"]["words"]).search(sentence):
        return True
    return any(_fits(trigger, f) for f in figures() if lower_lemma(trigger) in f.verbs)


def _fits(verb: Token, figure: Figure) -> bool:
    who, about = subject(verb) or next(children(verb, "nsubj"), None), patient(verb)
    behind = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    return (
        (who is not None and bool(_words(who) & figure.subjects))
        or (about is not None and bool(_words(about) & figure.objects))
        or behind in figure.after
    )


def _words(head: Token) -> set[str]:
    """The lemmas of a phrase's head and of what its name is made of."""
    return {lower_lemma(head), *(lower_lemma(c) for c in children(head, "compound", "nmod"))}


def made_in_words(trigger: Token) -> bool:
    """Whether an attack is one in words, which accuses: "launched a scathing attack on the council, calling it a circus"."""
    told = table("figures")["in_words"]
    nouns = [t for t in (trigger, *children(trigger, "dobj")) if lower_lemma(t) in told["nouns"]]
    sharp = any(lower_lemma(a) in told["adjectives"] for noun in nouns for a in children(noun, "amod", "advmod", "compound"))
    verb = trigger if trigger.pos_ == "VERB" else trigger.head
    return sharp or bool(nouns and any(lower_lemma(c) in told["sayings"] and c.tag_ == "VBG" for c in children(verb, "advcl")))
