"""Who put their names to an agreement."""

import re

from spacy.tokens import Doc, Token

from dragoman.reading.agreements.draft import Mention, Step
from dragoman.reading.agreements.lexicon import section, verb_lemma
from dragoman.reading.agreements.lists import entry
from dragoman.reading.cast import Entity
from dragoman.reading.clauses import agent, is_passive, lower_lemma, subject
from dragoman.reading.events.arguments import Arguments

_ONLOOKERS = re.compile(r"\b(?:presence|witness\w*|attend\w*|overs\w+|guarantor|mediat\w+|watch\w*)\b", re.I)
_ON_BEHALF = re.compile(r"\b(?:on behalf of|for the \w+ side|\bfor [A-Z]\w+ and .{5,80} for [A-Z]\w+)", re.S)
_FINITE = ("VBD", "VBZ", "VBP", "MD")

_WRITTEN = ("signed", "agreed", "amended", "extended")


def signatories(steps: list[Step], doc: Doc, args: Arguments, parties: list[int], mentions: list[Mention]) -> list[int]:
    """Persons whom the words of signing or initialling name as those who do it, in order; the named ones where there are any."""
    told = [s for s in steps if not s.implied]
    out = dict.fromkeys(i for s in told if _by_hand(s, doc[s.trigger]) for i in _of(doc[s.trigger], args, parties))
    if any(s.stage in _WRITTEN for s in told):
        out |= dict.fromkeys(i for m in mentions for i in _in_brackets(m, args, doc))
    named = [i for i in out if args.cast.entities[i].named]
    return named or list(out)


def _by_hand(step: Step, verb: Token) -> bool:
    """Whether a step is told by a word of signing or initialling."""
    if step.stage not in _WRITTEN:
        return False
    hand = section("hands")["signed" if step.stage in ("amended", "extended") else step.stage]
    return verb_lemma(verb) in hand or verb.lower_ in hand


def _in_brackets(mention: Mention, args: Arguments, doc: Doc) -> list[int]:
    """The two or more persons behind an entry of a list: "- the Protocol on training (Ministers B. Karimov and T. Orazov)", "…, by A and B;"."""
    sent = doc[mention.head].sent
    if not entry(sent):
        return []
    behind = doc[mention.head : sent.end]
    opening = next((t for t in behind if t.text == "(" or (t.lower_ == "by" and t.nbor(-1).text == ",")), None)
    if opening is None:
        return []
    ends = (")",) if opening.text == "(" else (";", "(", ":")
    closing = next((t.i for t in doc[opening.i + 1 : sent.end] if t.text in ends), None if opening.text == "(" else sent.end)
    inside = _people(opening.i + 1, closing, args, doc) if closing is not None and closing > opening.i + 1 else []
    return inside if len(inside) > 1 else []


def _of(verb: Token, args: Arguments, parties: list[int]) -> list[int]:
    """Who signs: the subject or agent and its list, whoever signs with them; a plural stands for one person of each side."""
    doc, sent = verb.doc, verb.sent
    if _ON_BEHALF.search(doc[verb.i : sent.end].text):
        each = _people(sent.start, sent.end, args, doc)
        if len(each) > 1:
            return each
    by = _by(verb)
    doer = agent(verb) or (subject(verb) if by is None and verb.pos_ in ("VERB", "AUX") else None)
    found = _listed(verb, by, doer, args)
    if doer is not None and doer.i != verb.i:
        persons = [i for i in args.entities(doer) if args.cast.entities[i].kind in ("person", "office")]
        if not found or _any_named(persons, args):
            found += persons
    if doer is not None and not _any_named(found, args):
        found = _plural(doer, args, parties) or found
    return list(dict.fromkeys([*found, *_beside(verb, args)]))


def _listed(verb: Token, by: Token | None, doer: Token | None, args: Arguments) -> list[int]:
    """The persons in the list behind "by", or in that before the verb."""
    if by is not None:
        return _people(by.i + 1, _clause_end(by), args, verb.doc)
    if doer is not None and verb.sent.start <= doer.i < verb.i and doer.pos_ != "PRON":
        return _people(_clause_start(verb), verb.i, args, verb.doc)
    return []


def _any_named(entities: list[int], args: Arguments) -> bool:
    return any(args.cast.entities[i].named for i in entities)


def _beside(verb: Token, args: Arguments) -> list[int]:
    """With whom it is signed: "signed with his colleague X", "signed the accord with his colleague X"."""
    out: list[int] = []
    objects = (c for c in verb.children if c.dep_ == "dobj")
    for prep in (*verb.children, *(c for o in objects for c in o.children)):
        stretch = prep.doc[prep.i : prep.right_edge.i + 1]
        if prep.dep_ == "prep" and prep.lower_ in ("with", "together", "alongside") and not _ONLOOKERS.search(stretch.text):
            out += _people(prep.i, prep.right_edge.i + 1, args, prep.doc)
    return out


def _by(verb: Token) -> Token | None:
    """The "by" after a passive, a bare participle or a noun of signing."""
    if verb.pos_ in ("VERB", "AUX") and not is_passive(verb) and verb.dep_ not in ("acl", "relcl", "appos"):
        return None
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 30)]:
        if token.tag_ in _FINITE:
            return None
        if token.lower_ == "by":
            return token
    return None


def _clause_end(by: Token) -> int:
    """Where what follows "by" ends: before the next finite verb."""
    return next((int(t.i) for t in by.doc[by.i : by.sent.end] if t.tag_ in _FINITE and t.dep_ != "relcl"), int(by.sent.end))


def _clause_start(verb: Token) -> int:
    """Where the clause of a verb begins: after the finite verb before it."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.text in (";", ":", "“", '"') or (token.tag_ in _FINITE and token.dep_ not in ("relcl", "aux", "auxpass")):
            return int(token.i) + 1
    return int(verb.sent.start)


def _people(start: int, end: int, args: Arguments, doc: Doc) -> list[int]:
    """Every person named between two tokens, but for those who only look on."""
    found = _ONLOOKERS.search(doc[start:end].text)
    stop = doc[start].idx + found.start() if found else doc[end - 1].idx + 1
    cast = args.cast
    return list(
        dict.fromkeys(
            m.entity
            for m in sorted(cast.mentions, key=lambda m: m.start)
            if m.entity >= 0
            and start <= m.start < end
            and doc[m.start].idx < stop
            and cast.entities[m.entity].kind == "person"
            and m.sort != "pronoun"
            and not _met(doc[m.head], start)
        )
    )


def _met(token: Token, start: int) -> bool:
    """Whether somebody only stands in a phrase of company: "at a meeting with X", "invited by X"."""
    prep = token.head
    return token.dep_ == "pobj" and prep.lower_ in ("with", "by", "under", "from", "to", "against") and prep.i > start


def _plural(token: Token, args: Arguments, parties: list[int]) -> list[int]:
    """ "The three ministers", "the chairmen": for each party the one of that office who was named last."""
    word = lower_lemma(token)
    if word not in section("hands")["plural"] or token.tag_ not in ("NNS", "NNPS", "PRP"):
        return []
    cast = args.cast
    out = []
    for state in (cast.entities[i].country for i in parties):
        fit = [(before, e) for e in cast.entities if e.country == state and state and (before := _last_named(e, word, token.i)) is not None]
        if fit:
            out.append(max(fit, key=lambda x: x[0])[1].index)
    return out


def _last_named(e: Entity, word: str, before: int) -> int | None:
    """Where somebody of an office was last mentioned before a token; None where nobody by name was."""
    of_office = word in section("hands")["any_office"] or any(word in office for office in e.offices)
    if e.kind != "person" or not e.named or not of_office:
        return None
    return max((m.start for m in e.mentions if m.start < before), default=None)
