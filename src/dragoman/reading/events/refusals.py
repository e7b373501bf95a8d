"""Deeds not done that are refusals made."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, lower_lemma


def refused(verb: Token) -> bool:
    """ "Would not accept the article": what is not granted is refused, and the refusal has happened."""
    unsaid = any(children(verb, "neg")) and lower_lemma(verb) in table("modality")["negated"]["granting"]
    return unsaid and not _perfect(verb)


def refuses(verb: Token) -> bool:
    """ "Does not recognise the border", "will not take part": a deed not done that is told as a refusal, no refusal that is not made."""
    negated = any(c.lower_ != "never" for c in children(verb, "neg"))
    imagined = any(c.lower_ == "would" for c in children(verb, "aux")) and verb.dep_ != "ccomp"
    return negated and not imagined and lower_lemma(verb) not in table("modality")["negated"]["refusing"] and not _perfect(verb)


def _perfect(verb: Token) -> bool:
    return any(lower_lemma(c) == "have" for c in children(verb, "aux"))
