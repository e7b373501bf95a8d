"""Who put their names to an agreement."""

import re

from spacy.tokens import Doc, Token

from dragoman.reading.agreements.draft import Step
from dragoman.reading.agreements.lexicon import section, verb_lemma
from dragoman.reading.clauses import agent, lower_lemma, subject
from dragoman.reading.events.arguments import Arguments

_ONLOOKERS = re.compile(r"\b(?:presence|witness\w*|attend\w*|overs\w+|guarantor|mediat\w+|watch\w*)\b", re.I)
_ON_BEHALF = re.compile(r"\b(?:on behalf of|for the \w+ side|(?:signed|signatures?) .{0,60}\bby\b)", re.I | re.S)

_WRITTEN = ("signed", "agreed", "amended", "extended")


def signatories(steps: list[Step], doc: Doc, args: Arguments, parties: list[int]) -> list[int]:
    """Persons whom the words of signing or initialling name as those who do it, in order; the named ones where there are any."""
    out: list[int] = []
    for step in steps:
        verb = doc[step.trigger]
        hand = section("hands")["signed" if step.stage in ("amended", "extended") else step.stage] if step.stage in _WRITTEN else []
        if not step.implied and (verb_lemma(verb) in hand or verb.lower_ in hand):
            out += [i for i in _of(verb, args, parties) if i not in out]
    named = [i for i in out if args.cast.entities[i].named]
    return named or out


def _of(verb: Token, args: Arguments, parties: list[int]) -> list[int]:
    doers = [agent(verb), subject(verb)] if verb.pos_ in ("VERB", "AUX") else [agent(verb)]
    found: list[int] = []
    for doer in doers:
        if doer is not None and doer.i != verb.i:
            persons = _persons(doer, args)
            named = any(args.cast.entities[i].named for i in persons)
            found += persons if named else _plural(doer, args, parties) or persons
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "by") and not _ONLOOKERS.search(prep.doc[prep.i : prep.right_edge.i + 1].text):
            for child in prep.children:
                found += _persons(child, args)
    if not found and _ON_BEHALF.search(verb.doc[verb.i : verb.sent.end].text):
        found = _people(verb.sent.start, verb.sent.end, args, verb.doc)
    return list(dict.fromkeys(found))


def _persons(token: Token, args: Arguments) -> list[int]:
    """Persons whom a phrase names, however long its list."""
    cast = args.cast
    own = [i for i in args.entities(token) if cast.entities[i].kind in ("person", "office")]
    if token.pos_ == "PRON":
        return own
    inside = _people(token.left_edge.i, _end(token), args, token.doc)
    return list(dict.fromkeys([*own, *inside])) if own or inside else []


def _end(token: Token) -> int:
    """Where a phrase ends before a clause that hangs on it."""
    for t in token.doc[token.i + 1 : token.right_edge.i + 1]:
        if t.dep_ in ("relcl", "advcl") or (t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "acl")):
            return int(t.left_edge.i) if t.left_edge.i > token.i else int(t.i)
    return int(token.right_edge.i) + 1


def _people(start: int, end: int, args: Arguments, doc: Doc) -> list[int]:
    """Every person named between two tokens, but for those who only look on."""
    found = _ONLOOKERS.search(doc[start:end].text)
    stop = doc[start].idx + found.start() if found else doc[end - 1].idx + 1
    cast = args.cast
    return list(
        dict.fromkeys(
            m.entity
            for m in sorted(cast.mentions, key=lambda m: m.start)
            if m.entity >= 0 and start <= m.start < end and doc[m.start].idx < stop and cast.entities[m.entity].kind == "person"
        )
    )


def _plural(token: Token, args: Arguments, parties: list[int]) -> list[int]:
    """ "The three ministers", "the chairmen": for each party the one of that office who was named last."""
    word = lower_lemma(token)
    if word not in section("hands")["plural"] or token.tag_ not in ("NNS", "NNPS", "PRP"):
        return []
    cast = args.cast
    out = []
    for state in (cast.entities[i].country for i in parties):
        fit = [
            e
            for e in cast.entities
            if e.kind == "person" and e.named and e.country == state and state and any(m.start < token.i for m in e.mentions)
            and (word in section("hands")["any_office"] or any(word in office for office in e.offices))
        ]  # fmt: skip
        if fit:
            out.append(max(fit, key=lambda e: max(m.start for m in e.mentions if m.start < token.i)).index)
    return out
