"""Whether a clause speaks of what is to come or of what has been, by its verb."""

from itertools import islice

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import lower_lemma

_WORDS = table("en/dates")["ahead"]
_VERBS = frozenset(_WORDS["verbs"])
_ADJECTIVES = frozenset(_WORDS["adjectives"])
_SET = frozenset(_WORDS["passive"])
_DONE = frozenset(_WORDS["done"])
_PRESENT = frozenset(_WORDS["present"])
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "may", "might"})
_LEADS = ("since", "until", "till", "by", "for", "to")
_DEADLINES = ("until", "till", "by", "for")
_TARGETS = ("for", "to", "until", "till", "by")
_HOPS = 8


def points_ahead(doc: Doc, start: int, end: int) -> bool | None:
    """True where the clause around characters [start, end) is of the time to come, False where it is past, None where it does not say."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    naming = span.root.dep_ in ("compound", "nummod", "amod", "poss")  # "for the July 11 shooting"
    lead = [t.lower_ for t in doc[max(0, span.start - 1) : span.end] if t.lower_ in _LEADS] if not naming else []
    if "since" in lead:
        return False
    verb = _verb(span.root)
    if lead and lead[-1] in _DEADLINES and not (verb is not None and verb.tag_ == "VBD" and lead[-1] == "by"):
        return True
    nouns = [t for t in _nouns(span.root) if t.pos_ in ("NOUN", "PROPN")]
    if any(c.dep_ == "amod" and c.lower_ in _ADJECTIVES for t in nouns for c in t.children):
        return True
    return verb_ahead(verb, bool(nouns) or (bool(lead) and lead[-1] in _TARGETS)) if verb is not None else None


def _nouns(token: Token) -> list[Token]:
    """The nouns that a date hangs on, below the nearest verb: "the forthcoming visit in May"."""
    out = []
    for up in islice(token.ancestors, _HOPS):
        if up.pos_ in ("VERB", "AUX"):
            break
        out.append(up)
    return out


def _verb(token: Token) -> Token | None:
    """The nearest verb above a token; an adjective that says that something is due counts as one."""
    return next((t for t in islice(token.ancestors, _HOPS) if t.pos_ in ("VERB", "AUX") or t.lower_ in _ADJECTIVES), None)


def verb_ahead(verb: Token, governs: bool = False) -> bool | None:
    """The direction of a verb's own clause.

    Args:
        governs: whether the question is of what the verb is about, as of the day in "scheduled the talks for Friday".
    """
    if verb.pos_ == "ADJ":
        return True
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    perfect = bool(aux & {"have", "has", "had", "having", "'ve", "’ve"})
    if aux & _FUTURE:
        return None if perfect else True
    if lower_lemma(verb) in _SET and aux & {"was", "were", "been"}:
        return True  # "was expected on Friday"
    if lower_lemma(verb) in _VERBS and (governs or verb.tag_ in ("VBZ", "VBP") or aux & {"is", "are"}):
        return True
    if any(c.dep_ == "acomp" and c.lower_ in _ADJECTIVES for c in verb.children):
        return True
    if "to" in aux:
        return _infinitive(verb)
    if perfect or verb.tag_ == "VBD" or aux & {"was", "were", "did"}:
        return False
    if verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN") and verb.head.pos_ in ("VERB", "AUX"):
        return verb_ahead(verb.head)
    if verb.tag_ == "VBN" and not aux and verb.dep_ in ("acl", "advcl", "amod"):
        return False
    bare = verb.tag_ == "VB" and not aux and verb.dep_ == "ROOT"  # mistagged
    present = bare or verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and aux & {"is", "are", "'s", "’s", "'re"})
    return True if present and lower_lemma(verb) in _PRESENT else None


def _infinitive(verb: Token) -> bool | None:
    """ "Is to meet", "agreed to meet" lie ahead; "failed to meet" does not."""
    if any(c.lower_ in ("have", "has") and c.dep_ == "aux" for c in verb.children):
        return False
    return verb_ahead(verb.head) if lower_lemma(verb.head) in _DONE and verb.dep_ == "xcomp" else True
