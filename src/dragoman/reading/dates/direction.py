"""Whether a clause speaks of what is to come or of what has been, by its verb."""

from itertools import islice

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import lower_lemma

_WORDS = table("en/dates")["ahead"]
_VERBS = frozenset(_WORDS["verbs"])
_ADJECTIVES = frozenset(_WORDS["adjectives"])
_SET = frozenset(_WORDS["passive"])
_DONE = frozenset(_WORDS["done"])
_PRESENT = frozenset(_WORDS["present"])
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "should", "could", "can", "must"})


_PERFECT = frozenset({"have", "has", "had", "having", "'ve", "’ve"})
_LEADS = ("since", "until", "till", "by", "for", "to")
_DEADLINES = ("until", "till", "by", "for")
_TARGETS = ("for", "to", "until", "till", "by")
_HOPS = 8


def points_ahead(doc: Doc, start: int, end: int) -> bool | None:
    """True where the clause around characters [start, end) is of the time to come, False where it is past, None where it does not say."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    lead = _leads(span)
    if "since" in lead:
        return False
    last, verb = lead[-1] if lead else "", _verb(span.root)
    if last in _DEADLINES and not (last == "by" and verb is not None and verb.tag_ == "VBD"):
        return True
    nouns = [t for t in _nouns(span.root) if t.pos_ in ("NOUN", "PROPN")]
    if any(map(_is_forthcoming, nouns)):
        return True
    return verb_ahead(verb, bool(nouns) or last in _TARGETS) if verb is not None else None


def _is_forthcoming(noun: Token) -> bool:
    return any(c.dep_ == "amod" and c.lower_ in _ADJECTIVES for c in noun.children)


def _leads(span: Span) -> list[str]:
    """Words that lead to a date, in it or right before it; none where it only names a thing: "for the July 11 shooting"."""
    if span.root.dep_ in ("compound", "nummod", "amod", "poss"):
        return []
    return [t.lower_ for t in span.doc[max(0, span.start - 1) : span.end] if t.lower_ in _LEADS]


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
    perfect = not _PERFECT.isdisjoint(aux)
    if aux & _FUTURE:
        return None if perfect else True
    if _plans(verb, aux, governs):
        return True
    if "to" in aux:
        return _infinitive(verb)
    if perfect or verb.tag_ == "VBD" or aux & {"was", "were", "did"}:
        return False
    return _by_form(verb, aux)


def _by_form(verb: Token, aux: set[str]) -> bool | None:
    """The direction of a verb whose auxiliaries do not tell it."""
    own = any(c.dep_ == "nsubj" for c in verb.children)  # "has asked for talks and they begin in May"
    if verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN") and not own and verb.head.pos_ in ("VERB", "AUX"):
        return verb_ahead(verb.head)
    if verb.tag_ == "VBN" and not aux and verb.dep_ in ("acl", "advcl", "amod"):
        return False
    return True if _is_present(verb, aux) and lower_lemma(verb) in _PRESENT else None


def _plans(verb: Token, aux: set[str], governs: bool) -> bool:
    """Whether a verb or adjective says that something is set for later: "was expected on Friday", "plans", "is due"."""
    if lower_lemma(verb) in _SET and aux & {"was", "were", "been"}:
        return True
    if lower_lemma(verb) in _VERBS and (governs or verb.tag_ in ("VBZ", "VBP") or aux & {"is", "are"}):
        return True
    return any(c.dep_ == "acomp" and c.lower_ in _ADJECTIVES for c in verb.children)


def _is_present(verb: Token, aux: set[str]) -> bool:
    """Whether a clause is told in the present, a root in the bare form taken for it."""
    if verb.tag_ == "VBG":
        return not aux.isdisjoint(("is", "are", "'s", "’s", "'re"))
    return verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VB" and not aux and verb.dep_ in ("ROOT", "conj"))


def _infinitive(verb: Token) -> bool | None:
    """ "Is to meet", "agreed to meet" lie ahead; "failed to meet" does not."""
    if any(c.lower_ in ("have", "has") and c.dep_ == "aux" for c in verb.children):
        return False
    return verb_ahead(verb.head) if lower_lemma(verb.head) in _DONE and verb.dep_ == "xcomp" else True
