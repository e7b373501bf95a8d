"""Deeds not done: refusals made, and what somebody keeps from doing."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, lower_lemma


def refused(verb: Token) -> bool:
    """ "Would not accept the article": what is not granted is refused, and the refusal has happened."""
    unsaid = any(children(verb, "neg")) and lower_lemma(verb) in table("modality")["negated"]["granting"]
    return unsaid and not _perfect(verb)


def refuses(verb: Token) -> bool:
    """ "Will not take part", "cannot accept": a deed that somebody will not do is refused; what he did not do is only not done."""
    negated = any(c.lower_ != "never" for c in children(verb, "neg"))
    modals = {c.lower_ for c in children(verb, "aux")} & {"will", "wo", "would", "can", "ca", "shall"}
    imagined = "would" in modals and verb.dep_ != "ccomp"
    own = lower_lemma(verb) in table("modality")["negated"]["refusing"]
    return negated and bool(modals) and not imagined and not own and not _perfect(verb)


def refrains(token: Token) -> bool:
    """ "Stopped short of recalling", "decided against expelling": what somebody keeps from doing."""
    led = [c.lower_ for c in token.children if any(children(c, "pcomp"))]
    short = any(c.lower_ == "short" for c in token.children)
    return short or ("against" in led and lower_lemma(token) in table("modality")["negated"]["deciding"])


def _perfect(verb: Token) -> bool:
    return any(lower_lemma(c) == "have" for c in children(verb, "aux"))
