"""How many were killed or injured, as numbers or ranges: `14`, `3/5`, `10/..` for at least ten; and which event each number belongs to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import children, conjuncts, counted, lower_lemma, patient, prepositional, span_of, subject
from dragoman.reading.dates.context import number
from dragoman.reading.events.found import Found

Harm = Literal["killed", "injured"]
Count = int | str

_WORDS = table("en/casualties")
_HARMS: tuple[Harm, ...] = ("killed", "injured")
_BOUNDS = {kind: re.compile(rf"\b(?:{'|'.join(words)})\W*$", re.IGNORECASE) for kind, words in _WORDS["bounds"].items()}
_HARMING = frozenset(lemma for harm in _HARMS for key in ("upon", "of") for lemma in _WORDS[harm][key])
_FAR = 40
"""Steps between words of two trees."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people killed or injured, and the word that says so."""

    token: int
    harm: Harm
    low: int
    high: int | None
    """None where the number is the least"""

    @property
    def value(self) -> Count:
        """As the record has it."""
        if self.high is None:
            return f"{self.low}/.."
        return self.low if self.low == self.high else f"{self.low}/{self.high}"


def count_casualties(doc: Doc, events: Iterable[Found]) -> None:
    """Give every number of killed and injured to the attack of its sentence that stands nearest to it."""
    attacks: dict[int, list[Found]] = {}
    for event in events:
        if event.type == "ASSAULT":
            attacks.setdefault(event.trigger, []).append(event)
    sentences = {doc[i].sent.start: doc[i].sent for i in attacks}
    for sentence in sentences.values():
        inside = [i for i in attacks if sentence.start <= i < sentence.end]
        for toll in tolls(sentence):
            nearest = min(inside, key=lambda i: (_steps(doc[i], doc[toll.token]), abs(i - toll.token)))
            over = {t.i for t in _governing(doc[nearest])} if lower_lemma(doc[nearest]) in _HARMING else set()
            for event in (e for i in inside if i == nearest or i in over for e in attacks[i]):
                if toll.harm == "killed":
                    event.killed = event.killed or toll.value
                else:
                    event.injured = event.injured or toll.value


def _governing(token: Token) -> Iterator[Token]:
    """The words of which a harm is told as what came of them: the attack of "the attack in which four died"."""
    while token.dep_ not in ("conj", "ccomp", "parataxis", "ROOT") and token.head.i != token.i:
        token = token.head
        yield token


def tolls(sentence: Span) -> list[Toll]:
    """Every number of killed or injured that a sentence tells, in order."""
    out = []
    for token in sentence:
        for harm in _HARMS:
            for people in _harmed(token, _WORDS[harm]):
                harm_done: Harm = "killed" if any(c.lower_ in _WORDS["mortal"]["words"] for c in token.children) else harm
                if (bounds := _number_of(people)) is not None:
                    out.append(Toll(token.i, harm_done, *bounds))
                    break
    return out


def _harmed(token: Token, words: dict[str, Any]) -> Iterator[Token]:
    """The heads of the phrases that a word may count, the likeliest first."""
    lemma = lower_lemma(token)
    phrases, nouns, states = words["phrases"], words["nouns"], words["states"]
    verb = token.pos_ in ("VERB", "ADJ", "AUX")
    if lemma in words["upon"] and verb:
        yield from _some(patient(token), *_numbers_beside(token))
    elif lemma in words["of"] and verb:
        yield from _some(*children(token, "nsubj"), subject(token))
    elif token.pos_ == "VERB":
        yield from _of_phrase(token, lemma, phrases)
    if lemma in nouns["deed"] and token.pos_ == "NOUN":
        yield from prepositional(token, "of", "at")
    if token.lower_ in states["words"] and not (verb and lemma in words["upon"] and patient(token) is not None):
        yield from _in_state(token)


def _some(*tokens: Token | None) -> Iterator[Token]:
    return (t for t in tokens if t is not None)


def _numbers_beside(token: Token) -> Iterator[Token]:
    """The number that a participle stands at: "eleven wounded"."""
    yield from (c for c in token.children if c.pos_ == "NUM")
    if token.i > token.sent.start and token.nbor(-1).pos_ == "NUM":
        yield token.nbor(-1)


def _of_phrase(verb: Token, lemma: str, phrases: dict[str, list[list[str]]]) -> Iterator[Token]:
    """Whom "lost their lives", "claimed the lives of" or "lost soldiers" counts."""
    for thing in children(verb, "dobj"):
        pair = [lemma, lower_lemma(thing)]
        if pair in phrases["subject"]:
            yield from _some(subject(verb))
        elif pair in phrases["owner"]:
            yield from prepositional(thing, "of")
            yield thing
        elif [lemma, lower_lemma(counted(thing))] in phrases["object"]:
            yield thing


def _in_state(token: Token) -> Iterator[Token]:
    """Whom an adjective counts: "five dead", "left two dead", "shot dead a judge"."""
    yield from _numbers_beside(token)
    head = token.head
    if head.pos_ == "NUM" or (token.dep_ == "amod" and head.pos_ == "NOUN"):
        yield head
    elif token.dep_ in ("acomp", "oprd", "ccomp", "xcomp", "advmod") and head.pos_ == "VERB":
        yield from children(token, "nsubj")
        yield from _some(patient(head))


def _number_of(people: Token) -> tuple[int, int | None] | None:
    """From how many to how many a phrase and what is coordinated with it are; None where a part of it has no number."""
    parts = [_bounds(part) for part in conjuncts(people) if part.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")]
    known = [p for p in parts if p is not None]
    if not known or len(known) < len(parts):
        return known[0] if known and parts[0] is not None else None
    return sum(p[0] for p in known), None if any(p[1] is None for p in known) else sum(p[1] or 0 for p in known)


def _bounds(noun: Token) -> tuple[int, int | None] | None:
    start, end = span_of(noun)
    for token in noun.doc[start : min(end, noun.i + 2)]:
        if token.lower_ in _WORDS["round"]:
            return _WORDS["round"][token.lower_], None
        if (n := _figure(token)) is not None and token.head.i in (noun.i, token.i, noun.head.i):
            return _bounded(n, noun.doc[max(token.i - 4, noun.sent.start) : token.i].text)
    return (1, 1) if _is_one(noun) else None


def _figure(token: Token) -> int | None:
    """A number in words or figures, years and articles aside."""
    raw = token.text.replace(",", "")
    if raw.isdigit():
        return int(raw) if len(raw) < 7 and not (token.ent_type_ == "DATE" and len(raw) == 4) else None
    if token.pos_ != "NUM":
        return None
    try:
        return number(token.text)
    except KeyError:
        return None


def _bounded(n: int, before: str) -> tuple[int, int | None]:
    if _BOUNDS["above"].search(before) and not _BOUNDS["most"].search(before):
        return n + 1, None
    if _BOUNDS["least"].search(before):
        return n, None
    if _BOUNDS["most"].search(before) or _BOUNDS["below"].search(before):
        return 0, n
    return n, n


def _is_one(noun: Token) -> bool:
    """Whether a phrase without a number is one person: "a shepherd", "Private Yusuf Lumana", "the former president"."""
    if noun.tag_ not in ("NN", "NNP"):
        return False
    if any(c.lower_ in ("a", "an", "another") for c in noun.children):
        return True
    return noun.ent_type_ == "PERSON" or (noun.tag_ == "NN" and lower_lemma(noun) in _WORDS["single"]["nouns"])


def _steps(event: Token, toll: Token) -> int:
    """Arcs of the tree between two words; many where neither stands under the other's clause."""
    above = [event.i, *(t.i for t in event.ancestors)]
    depth = {i: n for n, i in enumerate(above)}
    for n, token in enumerate([toll, *toll.ancestors]):
        if token.i in depth:
            return n + depth[token.i]
    return _FAR
