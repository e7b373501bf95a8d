"""What is not told of an agreement but follows from how it is spoken of: that it has been signed, that it is in force."""

import re

from spacy.tokens import Token

from dragoman.reading.agreements.draft import Mention, Step
from dragoman.reading.agreements.lexicon import section
from dragoman.reading.agreements.steps import made
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.modality import modality

_RULES = {"may", "must", "can", "shall"}
"""What stands in the rules of an agreement that is in force: "either army must phone before it comes near"."""
_AHEAD = {"will", "would", "shall", "may", "can", "could", "must", "should"}


def implied(mention: Mention, noun: Token, shown: list[Step]) -> list[Step]:
    """What a year in the name and acting under an agreement imply: it has been signed, it is in force."""
    out = []
    reached = {s.stage for s in shown}
    had = noun.doc[mention.anchor]
    open_ = {s.stage for s in shown if not s.weak} & {"agreed", "negotiating", "drafted", "proposed", "terminated", "denounced"}
    if not open_ and _is_had(had, noun):
        out.append(made("in_force", had.head, noun))
    if (mention.year and not reached & {"signed", "agreed"}) or (not reached and _standing_text(mention, noun)):
        out.append(made("signed", noun, noun, implied=True, year=mention.year, weak=not mention.year))
    old = _dated(noun) and _of_old(noun, mention.end)
    if not open_ and _binds(mention, noun, bool(shown), old):
        out.append(made("in_force", noun, noun, implied=True, current=old))
    return out


def _binds(mention: Mention, noun: Token, told: bool, old: bool) -> bool:
    """Whether somebody acts under an agreement, or one of an earlier year is spoken of as one that binds."""
    return acted_under(mention, noun, told, old) or (bool(mention.year or old) and invoked(mention, noun))


def _is_had(had: Token, noun: Token) -> bool:
    """ "The two have had a treaty since 1990", "we have an agreement from 2004": one that is there."""
    over = had.head
    if had.dep_ != "dobj" or over.lemma_ != "have" or over.pos_ not in ("VERB", "AUX"):
        return False
    behind = noun.doc[noun.i : noun.sent.end].text.split()[:14]
    dated = any(w in ("of", "from") for w in behind) and _dated(noun)
    return "since" in behind or (dated and over.tag_ in ("VBZ", "VBP") and modality(over) == "asserted")


def _of_old(noun: Token, end: int) -> bool:
    """Whether the signing is only told in passing: "patrols under an agreement signed in 1998", "signed in 1998, under which they train"."""
    after = noun.doc[end : min(noun.sent.end, end + 30)].text
    return re.match(r",? ?(?:between .{0,40}? )?(?:that|which|\w+ed|dating|made)\b", after) is not None


def _dated(noun: Token) -> bool:
    """Whether the sentence tells a year, as news of a signing seldom does."""
    return re.search(r"\b(?:(?:1[89]|20)\d\d|last year|years? (?:ago|before))\b", noun.sent.text) is not None


def _standing_text(mention: Mention, noun: Token) -> bool:
    """ "Broke the border treaty", "the memorandum with Oman": an agreement that is spoken of as one that is there."""
    if not mention.definite or mention.plural or mention.instrument not in section("generic")["standing"] or mention.fresh:
        return False
    sought = {*section("seek")["verbs"], *section("seek")["more"]}
    return not any(lower_lemma(a) in sought for a in list(noun.ancestors)[:4])


def acted_under(mention: Mention, noun: Token, told: bool, old: bool = False) -> bool:
    """Whether somebody acts under the agreement: "trains there under a memorandum", "a pact under which B patrols".

    Args:
        told: whether words show a step of it.
        old: whether it was made in a year before, so that what may or must be done under it is so now.
    """
    doc, acting = noun.doc, section("acting")
    top = _top(doc[mention.anchor])
    before = doc[max(noun.sent.start, mention.start - 6) : mention.start].text.lower()
    under = top.dep_ == "pobj" and top.head.lower_ in acting["prepositions"]
    if under and _marked(top.head.head):
        return False
    if under or any(re.search(rf"\b{p}\b", before) for p in acting["phrases"]):
        return _happening(top.head if under else top, old)
    after = "" if told and not _dated(noun) else doc[mention.end : min(noun.sent.end, mention.end + 30)].text.lower()
    if (found := re.search(r"\bunder which\b", after)) is not None:
        start, end = (doc[mention.end].idx + x for x in found.span())
        which = doc.char_span(start, end, alignment_mode="expand")
        return which is not None and _happening(which[0], old)
    bound = _bound(top)
    return bound is not None and lower_lemma(bound) in acting["binding"] and modality(bound) == "asserted"


def invoked(mention: Mention, noun: Token) -> bool:
    """Whether an agreement of an earlier year is spoken of as one that binds: "obliges both to", "a breach of", "urged B to respect"."""
    words, top = section("invoking"), _top(noun.doc[mention.anchor])
    if _behind_year(mention, noun) in words["verbs"]:
        return True
    over = top.head
    if top.dep_ == "nsubj":
        return lower_lemma(over) in words["verbs"] and _rules(over)
    if top.dep_ in ("dobj", "nsubjpass"):
        return lower_lemma(over) in words["upholding"]
    if top.dep_ != "pobj":
        return False
    return over.lower_ in words["prepositions"] or not {lower_lemma(over.head), over.head.lower_}.isdisjoint(words["nouns"])


def _rules(verb: Token) -> bool:
    """Whether a verb tells what holds: "obliges", "would not allow it"."""
    if verb.tag_ in ("VBZ", "VBP"):
        return modality(verb) == "asserted"
    return any(c.lower_ == "would" for c in verb.children) and any(c.dep_ == "neg" for c in verb.children)


def _behind_year(mention: Mention, noun: Token) -> str | None:
    """Lemma of a verb that the parser takes for a plural with the year before it: "an accord of 2004 obliges both"."""
    taken = (t for t in noun.doc[noun.i + 1 : min(noun.i + 8, noun.sent.end)] if t.tag_ == "NNS" and t.nbor(-1).text == mention.year)
    return next((lower_lemma(t) for t in taken), None)


def _marked(over: Token) -> bool:
    """Whether what stands under the agreement is a signature: "put their signatures under the plan"."""
    marks = section("hands")["marks"]
    return lower_lemma(over) in marks or any(lower_lemma(c) in marks for c in over.children)


def _top(noun: Token) -> Token:
    """The head of the list or apposition that a noun stands in."""
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def _bound(top: Token) -> Token | None:
    """The verb by which an agreement binds: "a framework agreement links the two neighbours since 2018", "are bound by"."""
    if top.dep_ == "pobj" and top.head.dep_ == "agent":
        return top.head.head
    return top.head if top.dep_ == "nsubj" and top.head.tag_ in ("VBZ", "VBP") else None


def _happening(prep: Token, old: bool) -> bool:
    """Whether what is done under it is done, and not to come: "under the pact, A will train B" only tells what it holds."""
    over = next((a for a in prep.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if over is None or (over.lower_ in ("was", "were") and any(c.dep_ == "xcomp" for c in over.children)):
        return False  # "under the accord, A was to withdraw"
    modals = {c.lower_ for c in over.children if c.dep_ == "aux"}
    if old and modals and modals <= _RULES:
        return True
    return modality(over) == "asserted" and not any(c.lower_ in _AHEAD for c in over.children) and "to" not in modals
