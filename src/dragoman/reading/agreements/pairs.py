"""Which two states an agreement is between: each two of the report weighed by what stands around the mentions and in the report."""

import math
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.parties import Field, Naming
from dragoman.reading.agreements.weights import model

_NUMBERS = {"three": 3, "trilateral": 3, "tripartite": 3, "three-way": 3, "four": 4, "quadrilateral": 4, "four-way": 4, "five": 5}


@dataclass(frozen=True)
class Pair:
    """Two states, or one where only one is near, and how likely they are the parties."""

    codes: tuple[str, ...]
    score: float


class Surroundings:
    """What stands around the mentions of one agreement, counted once."""

    def __init__(self, mentions: list[Mention], namings: list[Naming], field: Field) -> None:
        self.field = field
        self.by_kind = {
            kind: Counter(c for n in namings for c in set(getattr(n, kind)))
            for kind in ("between", "modifier", "doer", "beside", "sentence", "venue")
        }
        self.explicit = {c for n in namings for c in n.explicit}
        self.codes = sorted({*field.count, *self.explicit})
        first = field.doc[mentions[0].head].sent
        before = [c for i, c, place in field.at if i < first.start and not place]
        self.nearest = list(dict.fromkeys(reversed(before)))[:2]
        start = max(0, first.start - 1)
        previous = field.doc[start].sent.start
        self.previous = {c for i, c, place in field.at if previous <= i < first.start and not place}
        self.sentence = [set(n.sentence) for n in namings]

    def single(self, code: str) -> dict[str, float]:
        """What speaks for one state."""
        f = self.field
        out = {kind: float(bool(n[code])) for kind, n in self.by_kind.items()}
        out["venue"] *= 1 - out["sentence"]
        out["lead"] = float(code in f.lead)
        out["nearest"] = float(code in self.nearest)
        out["last"] = float(self.nearest[:1] == [code])
        out["home"] = float(code in f.home)
        out["share"] = f.count[code] / max(1, f.count.total())
        out["log_count"] = math.log1p(f.count[code])
        out["first"] = float(f.rank.get(code) == 0)
        out["second"] = float(f.rank.get(code) == 1)
        out["body"] = float(len(code) != 3)
        out["repeated"] = float(max(n[code] for n in self.by_kind.values()) > 1)
        return out

    def _crossed(self, a: str, b: str, x: str, y: str) -> float:
        """Whether one of two states stands in one way and the other in another."""
        first, second = self.by_kind[x], self.by_kind[y]
        return float(bool((first[a] and second[b]) or (first[b] and second[a])))

    def pair(self, a: str, b: str) -> dict[str, float]:
        """What speaks for two states together."""
        f, kinds = self.field, self.by_kind
        one, other = self.single(a), self.single(b)
        out = {name: one[name] + other[name] for name in one}
        both = {kind: float(bool(n[a] and n[b])) for kind, n in kinds.items()}
        out |= {f"both_{kind}": value for kind, value in both.items()}
        out["between_doer"] = self._crossed(a, b, "between", "doer")
        out["between_modifier"] = self._crossed(a, b, "between", "modifier")
        out["doer_beside"] = self._crossed(a, b, "doer", "beside")
        alone = [c for c in (a, b) if kinds["between"][c] or kinds["beside"][c]]
        out["with_home"] = float(len(alone) == 1 and bool({a, b} - set(alone) & f.home))
        out["with_first"] = float(len(alone) == 1 and any(f.rank.get(c) == 0 for c in {a, b} - set(alone)))
        out["with_near"] = float(len(alone) == 1 and any(c in self.nearest[:1] for c in {a, b} - set(alone)))
        out["only_in_sentence"] = float(any(s == {a, b} for s in self.sentence))
        out["previous"] = float({a, b} <= self.previous)
        out["only_previous"] = float(self.previous == {a, b})
        out["lead_both"] = float({a, b} <= f.lead)
        key = (min(a, b), max(a, b))
        out["together"] = f.together[key] / max(1, max(f.together.values(), default=1))
        out["top_two"] = float(f.rank.get(a, 9) < 2 and f.rank.get(b, 9) < 2)
        out["missing"] = float(min(3, len(self.explicit - {a, b})))
        return out


def options(around: Surroundings) -> list[tuple[str, str]]:
    """The pairs that may be the parties: those that the words name ("with A", "B signed") are among them."""
    pairs = list(combinations(around.codes, 2))
    for kinds in (("between", "doer"), ("between",), ("doer",)):
        named = {c for kind in kinds for c in around.by_kind[kind]}
        held = [p for p in pairs if named <= set(p)]
        if named and held:
            return held
    return pairs


def best_pair(around: Surroundings) -> Pair:
    """The likeliest two parties; one where the report speaks of one state only."""
    codes = around.codes
    if len(codes) < 2:
        return Pair(tuple(codes), 0.0)
    weights = model("pair")
    scored = [(weights.raw(around.pair(a, b)), a, b) for a, b in options(around)]
    top, a, b = max(scored)
    share = 1 / sum(math.exp(z - top) for z, _, _ in scored)
    order = sorted((a, b), key=lambda c: -weights.raw(around.single(c)))
    return Pair(tuple(order), share)


def choose(mentions: list[Mention], namings: list[Naming], field: Field) -> tuple[list[str], float]:
    """Codes of the parties, and how likely the first two are: more than two where a list or a number says so."""
    around = Surroundings(mentions, namings, field)
    pair = best_pair(around)
    chosen = list(pair.codes)
    listed = _listed(namings)
    if len(listed) > 2 and set(listed) & set(chosen):
        return listed, pair.score
    number = _number(mentions, field) or (_number_of_lead(field) if not around.explicit else 0)
    if number > 2 and len(chosen) == 2:
        rest = sorted((c for c in field.count if c not in chosen and len(c) == 3), key=lambda c: -model("pair").raw(around.single(c)))
        chosen += rest[: number - 2]
    return chosen, pair.score


def _number_of_lead(field: Field) -> int:
    """How many hold the meeting that a report opens with: "the Third Tripartite Meeting on the boundary took place …"."""
    first = field.bodies[0] if field.bodies else ()
    return next((_NUMBERS[t.lower_] for t in first if t.lower_ in _NUMBERS and t.lower_.startswith(("tri", "quad"))), 0)


def _listed(namings: list[Naming]) -> list[str]:
    """Three or more states in one list of parties: "A, B and C signed", "between A, B and C"."""
    for n in namings:
        for kind in (n.between, n.doer, n.beside):
            states = list(dict.fromkeys(c for c in kind if len(c) == 3))
            if len(states) > 2:
                return list(dict.fromkeys([*states, *n.between]))
    return []


def _number(mentions: list[Mention], field: Field) -> int:
    """How many parties the words give: "the three ministers signed", "a tripartite accord"."""
    for m in mentions:
        noun = field.doc[m.head]
        near = field.doc[max(noun.sent.start, noun.i - 12) : min(noun.sent.end, noun.i + 12)]
        for t in (t for t in near if t.lower_ in _NUMBERS):
            party = t.i + 1 < len(field.doc) and any(
                w.lemma_.lower()
                in (
                    "country",
                    "state",
                    "minister",
                    "government",
                    "party",
                    "side",
                    "president",
                    "neighbour",
                    "neighbor",
                    "leader",
                    "chief",
                    "nation",
                )
                for w in field.doc[t.i + 1 : t.i + 3]
            )
            if party or t.lower_.startswith(("tri", "quad")) or "way" in t.lower_:
                return _NUMBERS[t.lower_]
    return 0
