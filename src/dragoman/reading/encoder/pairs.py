"""What stands between two phrases of a report, as numbers: distance, syntax, sorts and spelling.

A pair leads from a phrase that asks (an office, a pronoun, a trigger) to one that may answer (a name, a state, a party).
The scores of the encoder's vectors and of these features are added; see `arcs.py`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

Ints = NDArray[np.int64]
Sort = Literal["name", "office", "org", "party", "place", "state", "person_pronoun", "thing_pronoun", "group_pronoun", "trigger"]
SORTS: tuple[Sort, ...] = (
    "name",
    "office",
    "org",
    "party",
    "place",
    "state",
    "person_pronoun",
    "thing_pronoun",
    "group_pronoun",
    "trigger",
)
PAIR_FEATURES = ("distance", "sentences", "path", "sorts", "spelling", "between", "passage", "salience", "type")
_PASSAGES = 9
PAIR_SIZES = {
    "distance": 17,
    "sentences": 9,
    "sorts": len(SORTS) ** 2,
    "spelling": 64,
    "between": 16,
    "passage": _PASSAGES**2,
    "salience": 11,
    "type": 17,
}
"""How many values each feature has; that of "path" is the length of the table of paths that came with the weights."""
_LONGEST_PATH = 5
_MALE = frozenset(("he", "him", "his", "himself", "mr", "king", "sheikh", "prince", "president", "emir", "chairman", "spokesman"))
_FEMALE = frozenset(("she", "her", "hers", "herself", "mrs", "ms", "queen", "princess", "madam", "spokeswoman"))


@dataclass(frozen=True)
class Node:
    """A phrase that can stand at an end of an arc: tokens [start, end), its head, and what sort it is.

    `code` is the state or body that it stands for, where that is known; `kind` of a trigger is one more than the number of its type.
    """

    start: int
    end: int
    head: int
    sort: Sort
    code: str | None = None
    kind: int = 0


class PairReader:
    """Features of pairs in one parsed report."""

    def __init__(self, doc: Doc, passages: Ints, paths: dict[str, int], states: Sequence[Node]) -> None:
        """
        Args:
            passages: for each token the number of its kind of passage.
            paths: number of each syntactic path that the weights know; 0 is for the others.
            states: every phrase that names a state, with its code.
        """
        self._salience = salience(states, passages)
        self._doc = doc
        self._passages = passages
        self._paths = paths
        self._sentence = np.zeros(len(doc), dtype=np.int64)
        for number, sent in enumerate(doc.sents):
            self._sentence[sent.start : sent.end] = number
        self._path = lru_cache(maxsize=None)(self._uncached_path)
        self._words = lru_cache(maxsize=None)(self._uncached_words)

    def row(self, a: Node, b: Node) -> list[int]:
        """One number a feature, as in PAIR_FEATURES, for the arc from a to b."""
        doc = self._doc
        apart = self._sentence[b.head] - self._sentence[a.head]
        return [
            _bucket(b.head - a.head),
            int(np.clip(apart, -4, 4)) + 4,
            self._paths.get(self.path(a, b), 0),
            SORTS.index(a.sort) * len(SORTS) + SORTS.index(b.sort),
            self._spelling(a, b),
            _between(doc, a, b),
            int(self._passages[a.head]) * _PASSAGES + int(self._passages[b.head]),
            self._salience.get(b.code or "", 0),
            a.kind,
        ]

    def path(self, a: Node, b: Node) -> str:
        """The dependencies that lead from one head to the other, prepositions by name; a word where there is no short path."""
        if self._sentence[a.head] != self._sentence[b.head]:
            return "other sentence"
        if b.start <= a.head < b.end or a.start <= b.head < a.end:
            return "inside" if a.start <= b.head < a.end else "around"
        return self._path(a.head, b.head)

    def _uncached_path(self, a: int, b: int) -> str:
        doc = self._doc
        up = [doc[a], *_ancestors(doc[a])]
        places = {t.i: n for n, t in enumerate(up)}
        down: list[Token] = []
        token = doc[b]
        while token.i not in places and len(down) < _LONGEST_PATH:
            down.append(token)
            if token.head.i == token.i:
                return "far"
            token = token.head
        if token.i not in places or places[token.i] + len(down) > _LONGEST_PATH:
            return "far"
        climbed = [f"<{_dep(t)}" for t in up[: places[token.i]]]
        return " ".join(climbed + [f">{_dep(t)}" for t in reversed(down)]) or "same"

    def _spelling(self, a: Node, b: Node) -> int:
        """Whether the two share their head word, other words, initials, number and sex."""
        mine, theirs = self._words(a.start, a.end), self._words(b.start, b.end)
        doc = self._doc
        same_head = doc[a.head].lower_ == doc[b.head].lower_
        shared = bool(mine & theirs)
        initials = "".join(doc[i].text[0] for i in range(b.start, b.end) if doc[i].text[0].isupper())
        acronym = a.end - a.start == 1 and len(doc[a.start]) > 1 and doc[a.start].text == initials
        mine_sex, their_sex = _sex(mine), _sex(theirs)
        clash = bool(mine_sex and their_sex and mine_sex != their_sex)
        agree = bool(mine_sex and mine_sex == their_sex)
        number = _plural(doc[a.head]) == _plural(doc[b.head])
        return same_head + 2 * shared + 4 * acronym + 8 * clash + 16 * number + 32 * agree

    def _uncached_words(self, start: int, end: int) -> frozenset[str]:
        return frozenset(t.lower_ for t in self._doc[start:end] if t.is_alpha and not (t.is_stop and t.lower_ not in _MALE | _FEMALE))


def salience(states: Sequence[Node], passages: Ints) -> dict[str, int]:
    """How much a report is about each state: 1 to 5 by how often it is named, and 5 more where the headline names it."""
    counts = Counter(n.code for n in states if n.code)
    first = {n.code: i for i, n in reversed(list(enumerate(states)))}
    ranked = sorted(counts, key=lambda c: (-counts[c], first[c]))
    headline = {n.code for n in states if passages[n.head] == 1}
    return {code: 1 + min(rank, 4) + 5 * (code in headline) for rank, code in enumerate(ranked)}


def pair_rows(reader: PairReader, sources: Sequence[Node], targets: Sequence[Node], pairs: NDArray[np.int64]) -> Ints:
    """(pairs, features) for rows (source, target) of indices."""
    rows = [reader.row(sources[i], targets[j]) for i, j in pairs.tolist()]
    return np.array(rows, dtype=np.int64).reshape(-1, len(PAIR_FEATURES))


def _ancestors(token: Token) -> list[Token]:
    out: list[Token] = []
    while token.head.i != token.i and len(out) < _LONGEST_PATH:
        token = token.head
        out.append(token)
    return out


def _dep(token: Token) -> str:
    return f"{token.dep_}:{token.lower_}" if token.dep_ in ("prep", "agent") else str(token.dep_)


def _bucket(distance: int) -> int:
    """Tokens between heads on a scale of doublings, signed: 0 to 16, 8 for none."""
    size = 0 if not distance else min(8, 1 + int(np.log2(abs(distance))))
    return 8 + (size if distance > 0 else -size)


def _between(doc: Doc, a: Node, b: Node) -> int:
    """Which marks and words stand between the two: comma, quotation mark, "and", a finite verb."""
    start, end = (a.end, b.start) if a.end <= b.start else (b.end, a.start)
    if end - start > 40 or end < start:
        return 15
    words = doc[start:end]
    comma = any(t.text == "," for t in words)
    quote = any(t.text in ('"', "“", "”") for t in words)
    joined = any(t.lower_ in ("and", "&") for t in words)
    verb = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
    return min(14, comma + 2 * quote + 4 * joined + 8 * verb)


def _sex(words: frozenset[str]) -> str:
    return "m" if words & _MALE else "f" if words & _FEMALE else ""


def _plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "them", "their", "both")
