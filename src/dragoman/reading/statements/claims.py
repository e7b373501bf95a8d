"""Claims told as nouns whose author a phrase names, and comments that somebody refuses: what others reject, and what they will not say."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_nouns
from dragoman.reading.clauses import children, conjuncts, lower_lemma, prepositional, span_of, subject
from dragoman.reading.statements.contents import char_spans, np_end
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.kinds import negated

_TOLD = frozenset(table("cues")["told"]["nouns"])
_SILENCE = {name: frozenset(words) for name, words in table("cues")["silence"].items()}
_PREPOSITIONS = ("by", "of", "from", "in", "on")
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def by_claim(doc: Doc, live: frozenset[int]) -> list[Draft]:
    """ "A claim by the opposition that …", "reports on social media that …": the claim of whoever the phrase names."""
    return [d for t in doc if t.i in live and t.pos_ == "NOUN" and lower_lemma(t) in _TOLD and (d := _claim(t)) is not None]


def _claim(noun: Token) -> Draft | None:
    clause = next((c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") and c.i > noun.i and _tells(c, noun)), None)
    if clause is None:
        return None
    that = next((t for t in clause.subtree if t.lower_ == "that"), None)
    who = next((p for prep in _PREPOSITIONS for p in prepositional(noun, prep)), None)
    if that is None or who is None or not noun.i < who.i < that.i:
        return None
    doc = noun.doc
    return Draft(
        char_spans(doc, [(noun.i, noun.i + 1)]),
        noun.i,
        cue_nouns().get(lower_lemma(noun), "claim").replace("assert", "claim"),
        char_spans(doc, [(that.i + 1, span_of(clause)[1])]),
        char_spans(doc, [(who.left_edge.i, min(np_end(who), that.i))]),
        [h.i for h in _up_to(conjuncts(who), that.i)],
        rule="cue noun",
    )


def _up_to(tokens: list[Token], end: int) -> list[Token]:
    return [t for t in tokens if t.i < end]


def _tells(clause: Token, noun: Token) -> bool:
    """Whether a clause says what is claimed, and does not only say which claim: "the claim that the minister repeated"."""
    that = next((t for t in clause.doc[noun.i + 1 : clause.i] if t.lower_ == "that"), None)
    if that is None or not any(c.dep_ in _SUBJECTS and c.i > that.i for c in clause.children):
        return False
    if that.dep_ not in ("dobj", "nsubj", "nsubjpass") or any(c.i > that.i for c in children(clause, "dobj")):
        return True
    return that.dep_ == "dobj" and (clause.tag_ == "VBN" or any(children(clause, "prep")))


def by_refusal(doc: Doc, live: frozenset[int]) -> list[Draft]:
    """ "Refused to give details", "did not respond to a request for comment": what somebody will not say."""
    return [d for t in doc if t.i in live and t.pos_ == "VERB" and (d := _refusal(t)) is not None]


def _refusal(verb: Token) -> Draft | None:
    who, lemma = subject(verb), lower_lemma(verb)
    unsaid = next((c for c in children(verb, "xcomp") if _would_tell(c)), None) if lemma in ("refuse", "decline") else None
    asked = unanswered(verb)
    what = unsaid if unsaid is not None else asked
    if who is None or what is None:
        return None
    doc = verb.doc
    heads = conjuncts(who)
    return Draft(
        char_spans(doc, [(verb.i, verb.i + 1)]),
        verb.i,
        "deny_comment",
        char_spans(doc, [span_of(what)]),
        char_spans(doc, [(heads[0].left_edge.i, np_end(heads[-1]))]),
        [h.i for h in heads],
        rule="cue verb",
    )


def unanswered(verb: Token) -> Token | None:
    """The question that somebody does not answer: "did not respond to a request for comment"; nothing for "did not respond to the attack"."""
    if lower_lemma(verb) not in ("respond", "reply", "answer") or not negated(verb):
        return None
    return next((t for t in prepositional(verb, "to") if lower_lemma(t) in _SILENCE["asked"]), None)


def _would_tell(verb: Token) -> bool:
    """Whether a verb is one of saying, or gives something that is told: "give details", not "give up"."""
    if lower_lemma(verb) in _SILENCE["verbs"]:
        return True
    thing = next(children(verb, "dobj"), None) if lower_lemma(verb) in _SILENCE["light"] else None
    return thing is not None and lower_lemma(thing) in _SILENCE["told"] and not any(children(verb, "prt"))
