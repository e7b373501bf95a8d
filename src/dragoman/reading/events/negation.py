"""Words that deny a deed at its own word: "not", "no", "rather than", and parties who are nobody."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, lower_lemma

_NEGATIONS = frozenset(table("modality")["negated"]["words"])
_TIMES = frozenset(table("modality")["negated"]["times"])


def denied(token: Token) -> bool:
    """Whether a "not", "no" or the like stands by a word."""
    if _neither(token) or any(map(_at_no_time, token.children)):
        return True
    return any(
        c.dep_ == "neg" or (c.dep_ in ("det", "preconj", "advmod") and c.lower_ in _NEGATIONS and not _number(c)) for c in token.children
    )


def _neither(token: Token) -> bool:
    """ "They did not enter, nor did they fire"."""
    return token.dep_ == "conj" and any(c.lower_ == "nor" and token.head.i < c.i < token.i for c in children(token.head, "cc"))


def _at_no_time(preposition: Token) -> bool:
    """ "At no time entered the waters", "under no circumstances will"."""
    times = (c for c in children(preposition, "pobj") if preposition.dep_ == "prep" and lower_lemma(c) in _TIMES)
    return any(d.lower_ == "no" for time in times for d in children(time, "det"))


def passed_over(token: Token) -> bool:
    """ "Rather than sign the treaty, they left": it was kept from happening; "answered with a drill rather than with force" was not."""
    before = [c for c in token.children if c.dep_ in ("mark", "prep") and 0 < c.i < token.i]
    before += [c for c in token.head.children if c.dep_ == "cc" and token.dep_ == "conj" and token.head.i < c.i < token.i]
    return any(c.lower_ == "than" and c.nbor(-1).lower_ == "rather" for c in before)


def is_nobody(party: Token) -> bool:
    """Whether the subject or object is nobody: "no soldier was killed"."""
    if party.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    return any(
        d.lower_ in ("no", "neither", "none", "nobody", "nothing")
        and not _number(d)
        and (d.i == party.i or d.dep_ in ("det", "nsubj", "nsubjpass", "preconj", "cc"))
        for d in (party, *party.children)
    )


def _number(token: Token) -> bool:
    """ "No." before a figure: "the group's No. 2 was killed"."""
    after = [t.text for t in token.doc[token.i + 1 : token.i + 3]]
    return token.lower_ in ("no", "no.") and (after[:1] == ["."] or (after[:1] != [] and after[0].isdigit()))
