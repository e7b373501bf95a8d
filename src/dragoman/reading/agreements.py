"""Agreements between states: who is party, what kind of instrument, how far it has got, and what it covers."""

import re
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table, words
from dragoman.codebook.vocabulary import stages
from dragoman.model.span import Span
from dragoman.reading.areas import add_areas
from dragoman.reading.clauses import children, lower_lemma, prepositional, span_of, subject
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.modality import modality

_GENERIC = {"agreement", "plan", "unspecified"}


@dataclass
class Step:
    """A stage that a verb or noun shows, at a trigger token."""

    stage: str
    trigger: int
    evidence: Span


@dataclass
class AgreementFound:
    """One agreement as far as the report tells it."""

    name: str
    instrument: str
    parties: list[int]
    proper: bool
    year: str | None
    mentions: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    areas: dict[str, list[Span]] = field(default_factory=dict)
    signatories: list[int] = field(default_factory=list)


@cache
def _instruments() -> dict[str, str]:
    return {phrase.lower(): name for name, phrases in table("agreements")["instrument"].items() for phrase in phrases}


@cache
def _stage_verbs() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for stage, verbs in table("agreements")["stage"].items():
        for verb in verbs:
            first, *rest = verb.split()
            out.setdefault(first, []).append((tuple(rest), stage))
    return {v: sorted(found, key=lambda x: -len(x[0])) for v, found in out.items()}


@cache
def _instrument_words() -> frozenset[str]:
    """Every word of the names of instruments: nothing else needs a closer look."""
    return frozenset(word for phrase in _instruments() for word in phrase.split())


def find_agreements(doc: Doc, args: Arguments, live: frozenset[int]) -> tuple[list[AgreementFound], dict[int, list[int]]]:
    """The agreements of a report, and for every token that names one the entities of its parties."""
    found: list[AgreementFound] = []
    parties_at: dict[int, list[int]] = {}
    for noun in doc:
        if noun.lower_ not in _instrument_words() or noun.i not in live or noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "compound":
            continue
        instrument = _instrument(noun)
        if instrument is None:
            continue
        agreement = _attach(noun, instrument, args, found)
        if agreement is None:
            continue
        agreement.mentions.append(noun.i)
        parties_at[noun.i] = agreement.parties
        _steps(noun, agreement, args)
        add_areas(noun, agreement.areas)
    for agreement in found:
        if len(agreement.areas) > 1:
            agreement.areas.pop("general", None)
    return found, parties_at


def _instrument(noun: Token) -> str | None:
    """The instrument that a noun phrase names; a wide word counts only beside a word of the field or between states."""
    known = _instruments()
    for size in (5, 4, 3, 2, 1):
        end = noun.i + 1
        for start in (noun.i - size + 1, noun.i):
            if start < 0 or start + size > len(noun.doc):
                continue
            phrase = noun.doc[start : start + size].text.lower()
            if phrase in known and (start + size == end or start == noun.i):
                if (noun.dep_ == "pobj" and start != noun.i and " of " in phrase) or (
                    phrase == "understanding" and noun.i and noun.nbor(-1).lower_ == "of"
                ):
                    return None  # the head of "memorandum of understanding" is its first word
                return known[phrase]
    return None


def _topical(noun: Token) -> bool:
    start, end = span_of(noun)
    return words(*table("agreements")["topic"]["words"]).search(noun.doc[start:end].text) is not None


def _attach(noun: Token, instrument: str, args: Arguments, found: list[AgreementFound]) -> AgreementFound | None:
    """The agreement that a noun stands for: one told before, or a new one with at least two parties."""
    parties = _parties(noun, args)
    year = _year(noun)
    proper = (
        sum(t.text[0].isupper() for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.pos_ == "PROPN" and t.ent_type_ != "GPE") >= 2
        and noun.text[0].isupper()
    )
    definite = any(c.lower_ in ("the", "this", "that", "its", "their", "both", "these") for c in noun.children) or proper
    beside = next((k for k in found if noun.dep_ == "appos" and noun.head.i in k.mentions), None)
    if beside is not None:  # "the Visiting Forces Agreement, a 1998 pact"
        beside.year = beside.year or year
        return beside
    for known in reversed(found):
        if parties and len(parties) > 1 and not _same_parties(parties, known.parties, args, definite):
            continue
        if year and known.year and year != known.year:
            continue
        if not _one_instrument(instrument, known.instrument, definite, noun, known, proper):
            continue
        if not definite and len(parties) < 2 and not _light(noun):
            continue
        if not definite and known.instrument not in _GENERIC and instrument != known.instrument:
            continue
        if instrument not in _GENERIC and known.instrument in _GENERIC:
            known.instrument = instrument
        known.year = known.year or year
        if proper and not known.proper:
            known.name, known.proper = _name(noun), True
        return known
    if len(args.cast.countries(parties) | {args.cast.entities[i].code or "" for i in parties} - {""}) < 2:
        return None
    if instrument in ("plan", "unspecified") and not (_topical(noun) or (instrument == "plan" and _stage(noun))):
        return None
    new = AgreementFound(_name(noun), instrument, parties, proper, year)
    found.append(new)
    return new


def _light(noun: Token) -> bool:
    """An indefinite noun that still speaks of the one told: "hailed an agreement", "as an agreement"."""
    return noun.dep_ in ("attr", "appos")


def _one_instrument(a: str, b: str, definite: bool, noun: Token, known: AgreementFound, proper: bool) -> bool:
    if proper and known.proper and _name(noun).lower() != known.name.lower():
        return False
    if a == b or a in _GENERIC:
        return True
    return b in _GENERIC and (definite or a not in ("contract", "joint_statement"))


def _name(noun: Token) -> str:
    """The noun with what stands before it, article and state left out."""
    doc = noun.doc
    start = noun.i
    while start > noun.sent.start and _names(doc[start - 1], doc, start):
        start -= 1
    while start < noun.i and (doc[start].is_punct or doc[start].tag_ == "POS"):
        start += 1
    end = noun.i + 1
    on = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("on", "of") and c.i == end), None)
    if on is not None:
        where = next((t.i for t in on.subtree if t.dep_ == "prep" and t.lower_ in ("in", "at", "with", "between")), on.right_edge.i + 1)
        if where - on.i <= 6:
            end = where
    return doc[start:end].text


def _names(token: Token, doc: Doc, i: int) -> bool:
    """Whether the word before position i is part of an agreement's name: no state, article, number or verb."""
    if token.ent_type_ in ("GPE", "NORP", "DATE") and token.text[0].isupper() and not doc[i].text[0].isupper():
        return False
    return token.pos_ in ("ADJ", "NOUN", "PROPN") or token.text in ("-", "/", "–")


def _year(noun: Token) -> str | None:
    found = re.search(r"\b(?:1[89]|20)\d\d\b", noun.doc[noun.left_edge.i : min(noun.i + 3, noun.sent.end)].text)
    return found.group() if found else None


def _same_parties(a: list[int], b: list[int], args: Arguments, definite: bool) -> bool:
    x = args.cast.countries(a) | {args.cast.entities[i].code or "" for i in a} - {""}
    y = args.cast.countries(b) | {args.cast.entities[i].code or "" for i in b} - {""}
    return x == y or (len(y) > 2 and x < y) or (len(x) > 2 and y < x and len(y) > 1 and definite)


def _parties(noun: Token, args: Arguments) -> list[int]:
    """States and bodies that the noun, the verb over it and their phrases name as parties."""
    out: list[int] = []
    for prep in ("between", "among", "with"):
        for token in prepositional(noun, prep):
            out += args.entities(token, loose=True)
    out += args.modifiers(noun)
    verb, via = _governor(noun)
    if verb is not None:
        doer = subject(verb)
        if doer is not None and via != "subject":
            out += args.entities(doer)
        for token in prepositional(verb, "with", "between"):
            out += args.entities(token, loose=True)
    if len({args.cast.entities[i].country for i in out} - {None}) == 1 and any(
        c.lower_ in ("with",) for c in noun.children if c.dep_ == "prep"
    ):
        root = noun.sent.root
        who = subject(root) if root.pos_ in ("VERB", "AUX") else None
        out += args.entities(who) if who is not None and who.i != noun.i else []
    if not out and noun.dep_ == "pobj" and noun.head.lower_ in ("under", "in"):
        root = noun.sent.root
        who = subject(root) if root.pos_ in ("VERB", "AUX") else None
        out += args.entities(who) if who is not None else []  # "A and B exchanged lists under an agreement"
    out += [
        i for child in children(noun, "acl", "relcl") for t in prepositional(child, "with", "between") for i in args.entities(t, loose=True)
    ]
    out += [i for child in children(noun, "acl") if child.tag_ == "VBN" for t in prepositional(child, "by") for i in args.entities(t)]
    if len(args.cast.countries(out)) < 2 and _stage(noun):
        out += _beside(noun, out, args)
    seen: dict[str, int] = {}
    for i in out:
        e = args.cast.entities[i]
        if not (e.country or e.code) or e.sector == "MED" or (e.sector == "REB" and not e.code):
            continue
        key = e.country or e.code or ""
        if key not in seen or e.kind == "government":
            seen[key] = args.cast.state(e.country) if e.country else i
    return list(seen.values())


def _beside(noun: Token, parties: list[int], args: Arguments) -> list[int]:
    """The two states that take part in a sentence: "A gave B notice that it would end the agreement"."""
    sent = noun.sent
    acting = [m.entity for m in args.cast.mentions if sent.start <= m.start < sent.end and m.entity >= 0 and not m.place]
    states = args.cast.countries(acting)
    return acting if len(states) == 2 and args.cast.countries(parties) <= states else []


def _governor(noun: Token) -> tuple[Token | None, str]:
    """The verb that the agreement is object, passive subject or topic of."""
    head = noun.head
    token = noun
    for _ in range(3):
        if token.dep_ in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN"):
            token, head = head, head.head
    if token.dep_ in ("dobj", "nsubjpass") and head.pos_ in ("VERB", "AUX"):
        return head, "object"
    if token.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX"):
        return head, "subject"
    if token.dep_ == "pobj" and head.head.pos_ == "VERB" and head.lower_ in ("on", "to", "from", "into", "of", "in", "out"):
        return head.head, head.lower_
    if token.dep_ == "pobj" and head.lower_ in ("of", "on", "to") and head.head.pos_ == "NOUN":
        return (head.head.head, "noun") if head.head.head.pos_ == "VERB" else (None, "noun")
    if noun.dep_ in ("acl", "relcl"):
        return None, ""
    return None, ""


def _stage(noun: Token) -> str | None:
    verb, via = _governor(noun)
    if verb is None:
        return None
    return _verb_stage(verb, via)


def _verb_stage(verb: Token, via: str) -> str | None:
    for rest, stage in _stage_verbs().get(lower_lemma(verb), ()):
        if rest:
            following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 6]]
            if all(w in following or w in [lower_lemma(t) for t in verb.doc[verb.i + 1 : verb.i + 6]] for w in rest):
                return stage
        elif (
            via in ("object",)
            or (via == "on" and stage in ("agreed", "negotiating"))
            or (via == "subject" and stage == "terminated" and verb.lemma_ == "expire")
        ):
            return stage
    return None


def _steps(noun: Token, agreement: AgreementFound, args: Arguments) -> None:
    """Stages that have been reached: planned, feared and negated ones are none."""
    verb, via = _governor(noun)
    verbs = (
        [verb, *(c for c in verb.conjuncts if c.pos_ == "VERB" and (via == "object" or via == "subject"))]
        if verb is not None and via != "noun"
        else []
    )
    for each in verbs:
        stage = _verb_stage(each, via)
        how = modality(each)
        if (
            stage == "terminated"
            and how != "asserted"
            and how != "negated"
            and _notice(each)
            and any(t.lemma_ in ("give", "notify", "send", "sign") for t in each.sent)
        ):
            _add(agreement, "denounced", each, noun)
        elif (stage and stage not in ("negotiating", "proposed") and how == "asserted") or (
            stage in ("negotiating", "proposed") and how in ("asserted", "planned")
        ):
            assert stage
            _add(agreement, stage, each, noun)
            if stage == "signed" and how == "asserted":
                doer = subject(each)
                agreement.signatories += [
                    i
                    for i in (args.entities(doer) if doer is not None else [])
                    if args.cast.entities[i].kind in ("person", "office") and i not in agreement.signatories
                ]
    inner = [t for t in prepositional(noun, "of") if t.lower_ == "understanding"]
    for child in (c for n in (noun, *inner) for c in n.children):
        if child.dep_ in ("amod", "compound") and child.lower_ in ("draft", "drafted"):
            _add(agreement, "drafted", child, noun)
        elif child.tag_ == "VBN" and child.dep_ in ("amod", "acl", "relcl"):
            for each in [child, *(c for c in child.conjuncts if c.tag_ == "VBN")]:
                if modality(each) == "asserted" and (stage := _verb_stage(each, "object")):
                    _add(agreement, stage, each, noun)
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "on") and noun.head.head.pos_ in ("NOUN", "PROPN"):
        over = noun.head.head
        for stage, nouns in table("agreements")["stage_noun"].items():
            told = lower_lemma(over) in nouns or over.lower_ in nouns
            if told and (stage == "negotiating" or modality(over) == "asserted"):
                _add(agreement, stage, over, noun)
    if (
        noun.i
        and noun.dep_ == "nsubj"
        and noun.head.lemma_ == "be"
        and any(c.lower_ in ("in", "into") and any(g.lower_ in ("force", "effect") for g in c.children) for c in noun.head.children)
        and modality(noun.head) == "asserted"
    ):
        _add(agreement, "in_force", noun.head, noun)


def _notice(trigger: Token) -> bool:
    """Whether notice of the end is given: "gave notice that it would end", "notified B that it was ending"."""
    return any(t.lower_ in ("notice", "notified", "notification", "notifies", "notify") for t in trigger.sent)


def _add(agreement: AgreementFound, stage: str, trigger: Token, noun: Token) -> None:
    if stage == "terminated" and (
        _notice(trigger) or (trigger.tag_ == "VBG" and any(c.lemma_ == "be" for c in trigger.children if c.dep_ == "aux"))
    ):
        stage = "denounced"  # notice has been given; the agreement still runs
    if any(s.stage == stage and s.trigger == trigger.i for s in agreement.steps):
        return
    a, b = sorted((trigger, noun), key=lambda t: t.i)
    agreement.steps.append(Step(stage, trigger.i, (a.idx, b.idx + len(b))))


def stage_of(agreement: AgreementFound) -> str:
    """The newest stage that holds; an agreement without any is one that the report takes as agreed."""
    order = stages()
    reached = [s.stage for s in agreement.steps]
    return max(reached, key=order.index) if reached else "agreed"
