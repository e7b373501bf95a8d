"""Who is party to an agreement: what its own words say, and what the report around it makes likely."""

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.codebook.gazetteer import entries
from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.governing import Governor, governors
from dragoman.reading.clauses import agent, hosts, subject
from dragoman.reading.events.arguments import Arguments

_JOINING = ("between", "among", "amongst", "with")


@dataclass
class Naming:
    """Codes of states and bodies that stand around one mention, by how they stand."""

    modifier: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    doer: list[str] = field(default_factory=list)
    sentence: list[str] = field(default_factory=list)
    venue: list[str] = field(default_factory=list)

    @property
    def explicit(self) -> list[str]:
        """Codes that the mention's own phrase and verb give, the surest first."""
        return list(dict.fromkeys([*self.between, *self.modifier, *self.doer, *self.beside]))


class Field:
    """The states and bodies of a report and where they stand: all that is asked of its cast."""

    def __init__(self, doc: Doc, args: Arguments, live: frozenset[int]) -> None:
        self.doc, self.args = doc, args
        context = args.cast.context
        self.context = context
        self.at = self._codes_at(live)
        self.count = Counter(code for _, code, _ in self.at)
        self.rank = {code: n for n, (code, _) in enumerate(self.count.most_common())}
        self.bodies = bodies = [s for s in doc.sents if s.start in live and len(s) > 2][:2]
        self.lead = {code for i, code, place in self.at if bodies and i < bodies[-1].end and not place}
        self.home = {*context.dateline_states, context.known_outlet_state}
        self.together = _together(doc, self.at)

    def _codes_at(self, live: frozenset[int]) -> list[tuple[int, str, bool]]:
        """Where states and bodies are mentioned in the live tokens, and whether as places, in order."""
        cast = self.args.cast
        out: list[tuple[int, str, bool]] = []
        for m in cast.mentions:
            if m.entity >= 0 and m.start in live:
                place = m.place or hosts(self.doc[m.head])
                out += [(m.start, code, place) for i in cast.expand(m.entity) if (code := self.code(i))]
        return sorted(out)

    def code(self, index: int) -> str | None:
        """ISO code of an entity's state, else the code of a body that can be party."""
        e = self.args.cast.entities[index]
        if e.sector in ("MED", "REB") and not e.code:
            return None
        return e.country or (e.code if e.code and e.code.startswith("IGO") else None)

    def codes(self, indices: list[int]) -> list[str]:
        """Codes of entities, in order, each once."""
        return list(dict.fromkeys(c for i in indices for x in self.args.cast.expand(i) if (c := self.code(x))))

    def entity(self, code: str) -> int:
        """The entity that stands for a code."""
        cast = self.args.cast
        if len(code) == 3:
            return cast.state(code)
        return next(e.index for e in cast.entities if e.code == code)

    def within(self, start: int, end: int) -> list[tuple[int, str, bool]]:
        """Where states and bodies stand in a range of tokens, and whether as places."""
        return [x for x in self.at if start <= x[0] < end]


def _together(doc: Doc, at: list[tuple[int, str, bool]]) -> Counter[tuple[str, str]]:
    """In how many sentences each two codes stand together."""
    inside: dict[int, set[str]] = {}
    for i, code, _ in at:
        inside.setdefault(doc[i].sent.start, set()).add(code)
    return Counter((a, b) for codes in inside.values() for a in codes for b in codes if a < b)


def naming(mention: Mention, field_: Field) -> Naming:
    """The states around one mention."""
    noun = field_.doc[mention.head]
    out, venue = Naming(), list[str]()
    if not mention.undertaking and (not mention.pronoun or mention.fresh):
        venue = _within_phrase(noun, field_, out)
    if mention.undertaking:
        _around(Governor(noun, "object"), field_, out)
    for governor in [] if mention.undertaking else governors(field_.doc[mention.anchor], max(mention.end, mention.anchor + 1)):
        _around(governor, field_, out)
    sent = noun.sent
    inside = field_.within(sent.start, sent.end)
    out.sentence = list(dict.fromkeys(code for _, code, place in inside if not place and code not in venue))
    out.venue = list(dict.fromkeys(code for _, code, place in inside if (place or code in venue) and code not in out.sentence))
    return out


def _within_phrase(noun: Token, field_: Field, out: Naming) -> list[str]:
    """Put the states in the noun's own phrase into `out`; those that are only where it was made are returned instead."""
    args = field_.args
    modifier = field_.codes(args.modifiers(noun))
    venue = modifier if _named_for_its_venue(noun, modifier) else []
    out.modifier = [] if venue else modifier
    for prep in _preps(noun):
        for child in prep.children:
            if child.dep_ in ("pobj", "pcomp"):
                out.between += field_.codes(args.entities(child, loose=True))
    return venue


def _named_for_its_venue(noun: Token, modifier: list[str]) -> bool:
    """Whether one state before a name in capitals is only where it was made: "in the Kuwait Declaration, the two sides …"."""
    named = noun.text[:1].isupper() and not noun.is_upper and len(modifier) == 1
    before = entries().get(noun.nbor(-1).text) if named and noun.i else None
    return before is not None and before.role in ("country", "capital")


def _preps(noun: Token) -> list[Token]:
    """Joining prepositions in the noun's phrase, wherever the parser has hung them, clauses left out."""
    out = []
    for t in noun.doc[noun.i + 1 : noun.right_edge.i + 1]:
        if t.dep_ in ("relcl", "acl", "appos", "conj") and t.pos_ in ("VERB", "AUX"):
            break
        if t.lower_ in _JOINING and t.dep_ == "prep":
            out.append(t)
    return out


def _around(governor: Governor, field_: Field, out: Naming) -> None:
    word, args = governor.word, field_.args
    if word.pos_ in ("VERB", "AUX"):
        doer = agent(word) or (subject(word) if governor.relation in ("object", "prep") else None)
        if doer is not None and doer.i != word.i and not hosts(doer):
            out.doer += field_.codes(args.entities(doer))
        for prep in word.children:
            if prep.lower_ in ("with", "between") and prep.dep_ == "prep":
                for child in prep.children:
                    out.beside += field_.codes(args.entities(child, loose=True))
    else:
        out.doer += field_.codes(args.modifiers(word))
        for prep in _preps(word):
            for child in prep.children:
                out.beside += field_.codes(args.entities(child, loose=True))
