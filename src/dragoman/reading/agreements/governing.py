"""What governs an agreement in its clause: verbs of which it is object, passive subject or bearer, nouns and prepositions over it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from dragoman.reading.agreements.lexicon import bears, stage_of_noun, stage_of_verb
from dragoman.reading.clauses import children, lower_lemma

Relation = Literal["object", "subject", "noun", "prep"]
_LIGHT = {"text", "draft", "version", "series", "number", "copy", "pair", "package", "set", "bill", "law", "provision", "term", "content", "wording", "implementation", "entry", "article", "process", "term"}


@dataclass(frozen=True)
class Governor:
    """A word over an agreement, and what the agreement is to it."""

    word: Token
    relation: Relation
    prep: str = ""


def governors(noun: Token) -> list[Governor]:
    """Every word that says what became of the agreement that a noun names, the nearest first."""
    out: list[Governor] = []
    for found in (*_above(noun, 0), *_below(noun), *_loose(noun)):
        if all(g.word.i != found.word.i for g in out):
            out.append(found)
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
        yield from _verbs(head, "object" if head.pos_ == "VERB" and _short_passive(head) else "subject")
    elif noun.dep_ in ("compound", "amod") and stage_of_noun(head):
        yield Governor(head, "noun", "of")
    elif noun.dep_ == "pobj":
        yield from _over_preposition(head, depth)
    elif noun.dep_ in ("attr", "ROOT") and any(c.dep_ == "expl" for c in head.children):
        return


def _over_preposition(prep: Token, depth: int) -> Iterator[Governor]:
    over = prep.head
    if prep.dep_ == "agent" or over.i == prep.i:
        return
    if prep.lower_ in ("of", "to", "on", "for", "about", "in") and over.pos_ in ("NOUN", "PROPN"):
        yield Governor(over, "noun", prep.lower_)
        if lower_lemma(over) in _LIGHT or stage_of_noun(over):
            yield from _above(over, depth + 1)
    elif over.pos_ in ("VERB", "AUX"):
        yield Governor(over, "prep", prep.lower_)
    elif over.pos_ == "ADP" and over.head.pos_ in ("VERB", "AUX"):
        yield Governor(over.head, "prep", prep.lower_)


def _verbs(verb: Token, relation: Relation) -> Iterator[Governor]:
    """A verb and those joined to it that have no object or subject of their own."""
    yield Governor(verb, relation)
    for other in verb.conjuncts:
        own = {c.dep_ for c in other.children}
        if other.i > verb.i and other.pos_ in ("VERB", "AUX") and not own & {"dobj", "nsubj", "nsubjpass"}:
            yield Governor(other, relation)


def _short_passive(verb: Token) -> bool:
    """A headline's participle taken for a past tense: "Pact signed in Rome"."""
    return verb.tag_ in ("VBN", "VBD") and not any(c.dep_ in ("dobj", "aux") for c in verb.children) and stage_of_verb(verb) is not None and not bears(verb)


def _below(noun: Token) -> Iterator[Governor]:
    """Participles and relative clauses that hang on the noun: "signed in 2010 and renewed last year", "which both ratified"."""
    for child in children(noun, "acl", "relcl"):
        if child.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((c for c in child.children if c.dep_ == "nsubj"), None)
        bearer = child.dep_ == "relcl" and subject is not None and subject.lower_ in ("which", "that")
        if child.dep_ == "acl" and child.tag_ == "VBG" and not any(c.dep_ == "auxpass" for c in child.children):
            bearer = True
        yield from _verbs(child, "subject" if bearer else "object")


def _loose(noun: Token) -> Iterator[Governor]:
    """Participles after the noun or before the clause that the parser has hung elsewhere: ", signed in 1998,", "Signed in Rome, the pact"."""
    sent = noun.sent
    for token in noun.doc[noun.i + 1 : min(sent.end, noun.i + 40)]:
        if token.tag_ in ("VBN", "VBD") and stage_of_verb(token) and _bare(token) and _nearest(noun, token):
            yield Governor(token, "object")
            yield from (Governor(c, "object") for c in token.conjuncts if c.i > token.i and c.tag_ in ("VBN", "VBD") and _bare(c))
    if noun.dep_ in ("nsubj", "nsubjpass"):
        for child in children(noun.head, "advcl"):
            if child.tag_ == "VBN" and child.i < noun.i and not any(c.dep_ in ("nsubj", "mark", "aux") for c in child.children):
                yield from _verbs(child, "object")


def _bare(token: Token) -> bool:
    """Whether a participle has no subject or auxiliary, so that what stands before it bears it."""
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj") for c in token.children):
        return False
    before = token.nbor(-1) if token.i else token
    return token.dep_ in ("acl", "advcl", "relcl", "amod", "conj", "dep", "ROOT", "appos") and (
        before.text in (",", "(", "and") or before.pos_ in ("NOUN", "PROPN", "NUM", "ADV") or before.text in (")", "”", '"')
    )


def _nearest(noun: Token, token: Token) -> bool:
    """Whether nothing else that a participle could describe stands between: only the noun's own phrase."""
    if token.dep_ == "acl" and token.head.i == noun.i:
        return True
    within = noun.doc[noun.i + 1 : token.i]
    if any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "acl", "relcl") for t in within):
        return False
    if any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN" for t in within):
        return False
    comma = within.text.rstrip().endswith(",") if len(within) else False
    holder = token.head
    inside = holder.i > noun.i and any(a.i == noun.i for a in holder.ancestors)
    return inside or comma or (len(within) <= 1)
