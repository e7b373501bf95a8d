"""Who put their names to an agreement."""

import re

from spacy.tokens import Token

from dragoman.reading.agreements.draft import Step
from dragoman.reading.clauses import agent, lower_lemma, subject
from dragoman.reading.events.arguments import Arguments

_HANDS = {"sign", "ink", "initial", "conclude", "pen", "subscribe", "seal", "put"}
_ONLOOKERS = re.compile(r"\b(?:presence|witness\w*|attend\w*|overs\w+)\b", re.I)


def signatories(steps: list[Step], doc_token: list[Token], args: Arguments) -> list[int]:
    """Persons whom the words of signing name as those who sign, in order."""
    out: list[int] = []
    for step in steps:
        verb = doc_token[step.trigger]
        if step.implied or step.stage not in ("signed", "agreed") or not (lower_lemma(verb) in _HANDS or verb.lower_ in ("signing", "signature")):
            continue
        out += [i for i in _of(verb, args) if i not in out]
    return out


def _of(verb: Token, args: Arguments) -> list[int]:
    doers = [agent(verb), subject(verb)] if verb.pos_ in ("VERB", "AUX") else [agent(verb)]
    found: list[int] = []
    for doer in doers:
        if doer is not None and doer.i != verb.i:
            found += _persons(doer, args)
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "by"):
            for child in prep.children:
                found += _persons(child, args)
    sentence = verb.sent.text
    if re.search(r"\b(?:on behalf of|signed (?:\w+ ){0,6}for|(?:first|last)? signed by)\b", sentence):
        found += _all_in(verb, args)
    return list(dict.fromkeys(found))


def _persons(token: Token, args: Arguments) -> list[int]:
    cast = args.cast
    return [i for i in args.entities(token) if cast.entities[i].kind in ("person", "office")]


def _all_in(verb: Token, args: Arguments) -> list[int]:
    """Every person named in the sentence before those who only look on."""
    sent = verb.sent
    found = _ONLOOKERS.search(sent.text)
    end = sent.start_char + found.start() if found else sent.end_char
    cast = args.cast
    return [
        m.entity for m in sorted(cast.mentions, key=lambda m: m.start)
        if m.entity >= 0 and sent.start <= m.start < sent.end and verb.doc[m.start].idx < end and cast.entities[m.entity].kind == "person"
    ]  # fmt: skip
