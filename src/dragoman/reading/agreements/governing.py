"""What governs an agreement in its clause: verbs of which it is object, passive subject or bearer, nouns and prepositions over it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from dragoman.reading.agreements.lexicon import bears, head_words, section, stage_of_noun, stage_of_verb, verb_lemma
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.modality import modality

Relation = Literal["object", "subject", "noun", "prep"]
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_RELATIVE = {"which", "that", "who"}


@dataclass(frozen=True)
class Governor:
    """A word over an agreement, and what the agreement is to it."""

    word: Token
    relation: Relation
    prep: str = ""
    bare: bool = False
    """Whether it is a participle that describes the agreement: nothing over it says whether it has happened."""


def anchor(noun: Token, start: int, end: int) -> Token:
    """The word by which the phrase of an instrument hangs in its clause: "Status" where the parser took it for the head."""
    root: Token = noun.doc[start:end].root
    return root if noun.sent.start <= root.i < noun.sent.end else noun


def governors(noun: Token, end: int) -> list[Governor]:
    """Every word that says what became of the agreement that a noun names, the nearest first.

    Args:
        end: where its name ends; what stands inside the name says nothing of it.
    """
    out: list[Governor] = []
    for found in (*_above(noun, 0), *_after(noun, end), *_fronted(noun)):
        if all(g.word.i != found.word.i for g in out):
            out.append(found)
    parts = any(g.relation == "noun" and lower_lemma(g.word) in section("light")["parts"] for g in out)
    if not parts and not any(stage_of_verb(g.word) or stage_of_noun(g.word) for g in out):
        out += _before(noun)  # who agrees on articles of a draft has not agreed on it
    return out


def _above(noun: Token, depth: int) -> Iterator[Governor]:
    head = noun.head
    if head.i == noun.i or depth > 4:
        return
    if noun.dep_ in ("conj", "appos", "nmod") and head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        yield from _above(head, depth + 1)
    elif noun.dep_ in ("dobj", "nsubjpass", "oprd") and head.pos_ in ("VERB", "AUX"):
        yield from _verbs(head, "object")
    elif noun.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX"):
        yield from _verbs(head, "object" if _short_passive(head) else "subject")
    elif noun.dep_ in ("compound", "amod") and stage_of_noun(head):
        yield Governor(head, "noun", "of")
    elif noun.dep_ == "pobj":
        yield from _over_preposition(head, depth)


def _over_preposition(prep: Token, depth: int) -> Iterator[Governor]:
    over = prep.head
    if prep.dep_ == "agent" or over.i == prep.i:
        return
    if prep.lower_ in ("including", "namely") and over.pos_ in ("NOUN", "PROPN"):
        yield from _above(over, depth + 1)
        return
    over = _noun_over(prep)
    if _is_talks(over):
        yield Governor(over, "noun", prep.lower_)
    elif prep.lower_ in ("with", "alongside") and _object_after_company(prep, over):
        yield from _verbs(over, "object")
    elif over.dep_ == "dobj" and prep.lower_ in ("under", "to", "on") and lower_lemma(over) in section("hands")["marks"]:
        yield Governor(over.head, "prep", prep.lower_)  # "put their signatures under the plan"
    elif _leads_to_matter(prep, over):
        yield Governor(over, "noun", prep.lower_)
        if lower_lemma(over) in section("light")["nouns"] or stage_of_noun(over) not in (None, "negotiating"):
            yield from _above(over, depth + 1)
    else:
        yield from _verb_over(prep, over)


def _leads_to_matter(prep: Token, over: Token) -> bool:
    """Whether a preposition leads from a noun to what it is of: "the text of the treaty", "notice under the treaty"."""
    if over.pos_ not in ("NOUN", "PROPN"):
        return False
    return prep.lower_ in ("of", "to", "on", "for", "about", "in") or (prep.lower_ == "under" and stage_of_noun(over) == "denounced")


def _is_talks(word: Token) -> bool:
    """Whether "talks" was taken for a verb: "talks on a pact are continuing"."""
    return word.tag_ == "VBZ" and word.lower_ != word.lemma_ and stage_of_noun(word) == "negotiating"


def _verb_over(prep: Token, over: Token) -> Iterator[Governor]:
    """The verb that a preposition hangs on, also across another one: "concluded along with an extradition treaty"."""
    if over.pos_ in ("VERB", "AUX"):
        yield Governor(over, "prep", prep.lower_)
    elif over.pos_ == "ADP" and over.head.pos_ in ("VERB", "AUX"):
        beside = over.lower_ in ("along", "together")
        yield Governor(over.head, "object" if beside else "prep", prep.lower_, bare=beside and over.head.tag_ == "VBN")


def _noun_over(prep: Token) -> Token:
    """What a preposition hangs on: the noun right before it in "froze talks on a contract", also where the parser chose the verb."""
    before = prep.nbor(-1) if prep.i else prep
    if before.pos_ == "NOUN" and stage_of_noun(before):
        return before
    return _talks(prep) or prep.head


def _object_after_company(prep: Token, verb: Token) -> bool:
    """Whether the object of a verb stands behind those with whom it is done: "signed with his Danish colleague Lise Bak a document"."""
    if verb.pos_ != "VERB" or stage_of_verb(verb) is None or any(c.dep_ in ("dobj", "nsubjpass", "auxpass") for c in verb.children):
        return False
    inside = verb.doc[prep.i + 1 : prep.right_edge.i + 1]
    article = next((t.i for t in inside if t.lower_ in ("a", "an", "the", "two", "three") and t.i > prep.i + 1), None)
    return article is not None and any(t.pos_ == "PROPN" for t in verb.doc[prep.i + 1 : article])


def _talks(prep: Token) -> Token | None:
    """The talks that an agreement is the matter of, across those with whom they are held: "talks with Kenya on a pact"."""
    if prep.lower_ not in ("on", "about", "over"):
        return None
    for token in reversed(prep.doc[max(prep.sent.start, prep.i - 8) : prep.i]):
        if token.pos_ in ("VERB", "AUX") or token.text in (",", ";"):
            return None
        if token.pos_ == "NOUN" and stage_of_noun(token) == "negotiating":
            return token
    return None


def _verbs(verb: Token, relation: Relation, bare: bool = False) -> Iterator[Governor]:
    """A verb and those joined to it that have no object or subject of their own."""
    yield Governor(verb, relation, bare=bare)
    yield from _let(verb)
    for other in verb.conjuncts:
        own = {c.dep_ for c in other.children}
        if other.i > verb.i and bears(other) and not own & {"nsubj", "nsubjpass"}:
            yield Governor(other, "subject")  # "was signed in May and took effect in June"
        elif other.i > verb.i and other.pos_ in ("VERB", "AUX") and not own & {"dobj", "nsubj", "nsubjpass"}:
            yield Governor(other, relation, bare=bare and other.tag_ == "VBN")


def _let(verb: Token) -> Iterator[Governor]:
    """What is let happen to the agreement: "was allowed to lapse", "left to expire"."""
    if lower_lemma(verb) in section("letting")["verbs"] and modality(verb) == "asserted":
        yield from (Governor(c, "subject", bare=True) for c in verb.children if c.dep_ in ("xcomp", "ccomp") and bears(c))


def _short_passive(verb: Token) -> bool:
    """A headline's participle taken for a past tense: "Pact signed in Rome"."""
    return (
        verb.tag_ in ("VBN", "VBD")
        and not any(c.dep_ in ("dobj", "aux") for c in verb.children)
        and stage_of_verb(verb) is not None
        and not bears(verb)
    )


def _after(noun: Token, end: int) -> Iterator[Governor]:
    """Participles and relative clauses that follow a name: "signed in 2010 and renewed last year", "which both ratified"."""
    open_ = False  # whether a relative pronoun or a subject of its own has begun a clause about the noun
    for token in noun.doc[max(end, noun.i + 1) : min(noun.sent.end, end + 45)]:
        if token.lower_ in head_words() and token.pos_ in ("NOUN", "PROPN") and token.nbor(-1).text != "(":
            return
        open_ = open_ or (token.lower_ in _RELATIVE and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"))
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if _is_another_clause(token, subject, end, open_):
            return
        yield from _describing(token, subject, end)


def _is_another_clause(verb: Token, subject: Token | None, end: int, open_: bool) -> bool:
    """Whether a verb behind a name begins a clause that is not about it.

    Args:
        open_: whether a relative pronoun stands between.
    """
    if subject is not None and subject.lower_ in _RELATIVE:
        return False
    if subject is not None and subject.i >= end:
        return verb.dep_ != "relcl" and not open_
    return verb.tag_ in _FINITE and verb.dep_ not in ("relcl", "conj", "acl") and not _bare(verb)


def _describing(verb: Token, subject: Token | None, end: int) -> Iterator[Governor]:
    """What a clause or participle behind a name says became of it."""
    if subject is not None and subject.lower_ in _RELATIVE:
        yield from _verbs(verb, "object" if subject.dep_ == "nsubjpass" else "subject")
    elif subject is not None and subject.i >= end:
        if not any(c.dep_ == "dobj" and c.lower_ not in _RELATIVE for c in verb.children):
            yield from _verbs(verb, "object")
    elif verb.tag_ in ("VBN", "VBD") and _bare(verb):
        yield Governor(verb, "object", bare=True)
    elif verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl") and bears(verb):
        yield Governor(verb, "subject", bare=True)


def _bare(token: Token) -> bool:
    """Whether a participle has no subject, object or auxiliary, so that what stands before it bears it."""
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj") for c in token.children):
        return False
    return stage_of_verb(token) is not None and token.dep_ in ("acl", "advcl", "relcl", "amod", "conj", "dep", "ROOT", "appos", "nmod")


def _fronted(noun: Token) -> Iterator[Governor]:
    """ "Signed in Rome in 1998, the pact …": a participle before the subject that it describes."""
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return
    for child in noun.head.children:
        if (
            child.dep_ == "advcl"
            and child.tag_ == "VBN"
            and child.i < noun.i
            and not any(c.dep_ in ("nsubj", "mark", "aux") for c in child.children)
        ):
            yield from _verbs(child, "object", bare=True)


def _before(noun: Token) -> Iterator[Governor]:
    """The verb before the phrase that the parser has not given an object: "signed in Rome in March a declaration", "senate OKs pact"."""
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i > noun.i:
        return
    doc = noun.doc
    beside = noun.dep_ in ("conj", "appos", "dep") or doc[max(0, noun.left_edge.i - 1)].lower_ in ("and", ",")
    for token in reversed(doc[max(noun.sent.start, noun.i - 40) : noun.left_edge.i if noun.dep_ != "appos" else noun.i]):
        if noun.i - token.i < 6 and _in_headline(token):
            yield Governor(token, "object", bare=True)
            return
        if beside and token.pos_ == "NOUN" and stage_of_noun(token) and token.nbor(1).lower_ == "of":
            yield Governor(token, "noun", "of")  # "the signing of a memorandum and a programme"
            return
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod"):
            yield from _active(token, beside)
            return
        if _parts(token, beside):
            return


def _in_headline(token: Token) -> bool:
    """Whether a verb of headlines was taken for a noun: "senate OKs pact"."""
    return token.dep_ in ("compound", "nmod", "amod", "nsubj") and verb_lemma(token) in section("headline")["verbs"]


def _parts(token: Token, beside: bool) -> bool:
    """Whether a mark, or another agreement than one it is coordinated with, parts a phrase from the verbs before it."""
    return token.text in (";", ":") or (not beside and token.lower_ in head_words() and token.pos_ == "NOUN")


def _active(verb: Token, beside: bool) -> Iterator[Governor]:
    """A verb of a stage that wants an object, or has one that the agreement may be coordinated with."""
    has_object = any(c.dep_ in ("dobj", "nsubjpass", "auxpass") and not (beside and c.lower_ in head_words()) for c in verb.children)
    if stage_of_verb(verb) and not has_object and not bears(verb):
        yield Governor(verb, "object", bare=verb.dep_ == "acl" and verb.tag_ == "VBN")
