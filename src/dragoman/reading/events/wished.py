"""What somebody wants to be done, in clauses that no auxiliary marks: "demands that the crew be released"."""

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, lower_lemma

_WISHING = frozenset(table("modality")["hypothetical"]["wishing"])
_PRESENT = ("VB", "VBZ", "VBP")


def is_wished(verb: Token) -> bool:
    """Whether a clause tells what is wanted: in the subjunctive ("insisted that Ambria withdraw"), or in the present under a verb of wishing."""
    helped = list(children(verb, "aux", "auxpass"))
    if any(c.lower_ != "be" for c in helped):
        return False
    if any(c.tag_ == "VB" and c.dep_ == "auxpass" for c in helped):
        return True
    bare = verb.tag_ == "VB" or (verb.tag_ in _PRESENT and verb.dep_ == "ccomp" and lower_lemma(verb.head) in _WISHING)
    return bare and any(c.lower_ == "that" for c in children(verb, "mark", "dobj")) and any(children(verb, "nsubj"))
