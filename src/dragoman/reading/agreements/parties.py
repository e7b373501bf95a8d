"""Who is party to an agreement: what its own words say, and what the report around it makes likely."""

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.governing import Governor, governors
from dragoman.reading.agreements.weights import Model, model
from dragoman.reading.clauses import agent, subject
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
        cast = args.cast
        self.at: list[tuple[int, str, bool]] = []
        self._entity: dict[str, int] = {}
        for m in cast.mentions:
            if m.entity < 0 or m.start not in live:
                continue
            for i in cast.expand(m.entity):
                code = self.code(i)
                if code:
                    self.at.append((m.start, code, m.place))
        self.at.sort()
        self.count = Counter(code for _, code, _ in self.at)
        order = [code for code, _ in self.count.most_common()]
        self.rank = {code: n for n, code in enumerate(order)}
        bodies = [s for s in doc.sents if s.start in live and len(s) > 2][:2]
        self.lead = {code for i, code, place in self.at if bodies and i < bodies[-1].end and not place}

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


def naming(mention: Mention, field_: Field) -> Naming:
    """The states around one mention."""
    args, noun = field_.args, field_.doc[mention.head]
    out = Naming()
    if not mention.pronoun or mention.fresh:
        out.modifier = field_.codes(args.modifiers(noun))
        for prep in _preps(noun):
            for child in prep.children:
                if child.dep_ in ("pobj", "pcomp"):
                    out.between += field_.codes(args.entities(child, loose=True))
    for governor in governors(noun):
        _around(governor, field_, out)
    sent = noun.sent
    inside = field_.within(sent.start, sent.end)
    out.sentence = list(dict.fromkeys(code for _, code, place in inside if not place))
    out.venue = list(dict.fromkeys(code for _, code, place in inside if place and code not in out.sentence))
    return out


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
        if doer is not None and doer.i != word.i:
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


FEATURES = (
    "between", "modifier", "doer", "beside", "sentence", "venue", "first", "second", "third", "lead",
    "previous", "nearest", "others_explicit", "named_often", "body", "only_two", "any_explicit", "doer_alone", "share",
)  # fmt: skip


def features(code: str, mentions: list[Mention], namings: list[Naming], field_: Field) -> dict[str, float]:
    """What speaks for and against a state as party to the agreement of these mentions."""
    explicit = Counter(c for n in namings for c in n.explicit)
    first = mentions[0]
    sent = field_.doc[first.head].sent
    before = [c for i, c, place in field_.at if i < sent.start and not place]
    near = list(dict.fromkeys(reversed(before)))[:2]
    total = sum(field_.count.values())
    has = lambda kind: float(any(code in getattr(n, kind) for n in namings))  # noqa: E731
    others = [c for c in explicit if c != code]
    return {
        "between": has("between"),
        "modifier": has("modifier"),
        "doer": has("doer"),
        "beside": has("beside"),
        "sentence": has("sentence"),
        "venue": has("venue") * (1 - has("sentence")),
        "first": float(field_.rank.get(code) == 0),
        "second": float(field_.rank.get(code) == 1),
        "third": float(field_.rank.get(code) == 2),
        "lead": float(code in field_.lead),
        "previous": float(code in before[-2:]),
        "nearest": float(code in near),
        "others_explicit": min(2.0, len(others)),
        "named_often": min(1.0, field_.count[code] / 6),
        "body": float(len(code) != 3),
        "only_two": float(len(field_.count) <= 2),
        "any_explicit": float(bool(explicit)) * float(code not in explicit),
        "doer_alone": has("doer") * float(not others),
        "share": field_.count[code] / max(1, total),
    }


def choose(mentions: list[Mention], namings: list[Naming], field_: Field) -> list[tuple[float, str]]:
    """States and bodies by how likely each is party, those that are taken: at least two where two are near."""
    weights: Model = model("party")
    scored = sorted(((weights.score(features(c, mentions, namings, field_)), c) for c in field_.count), key=lambda x: (-x[0], x[1]))
    chosen = scored[:2]
    chosen += [x for x in scored[2:] if x[0] > 0.5 and any(x[1] in n.explicit for n in namings)]
    return [x for x in chosen if x[0] > 0.05]
