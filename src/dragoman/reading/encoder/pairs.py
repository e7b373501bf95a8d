"""What stands between two phrases of a report, as numbers: distance, syntax, sorts and spelling.

A pair leads from a phrase that asks (an office, a pronoun, a trigger) to one that may answer (a name, a state, a party).
The scores of the encoder's vectors and of these features are added; see `arcs.py`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
_FAR = 40
_OTHER = "other sentence"
_QUOTES = ('"', "“", "”")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_MALE = frozenset(("he", "him", "his", "himself", "mr", "king", "sheikh", "prince", "president", "emir", "chairman", "spokesman"))
_FEMALE = frozenset(("she", "her", "hers", "herself", "mrs", "ms", "queen", "princess", "madam", "spokeswoman"))
_SEXED = _MALE | _FEMALE


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
        self._doc = doc
        self._passages = passages
        self._paths = paths
        self._salience = salience(states, passages)
        self._sentence = np.zeros(len(doc), dtype=np.int64)
        for number, sent in enumerate(doc.sents):
            self._sentence[sent.start : sent.end] = number
        words = [t.text for t in doc]
        self._lower = [w.lower() for w in words]
        tags = [t.tag_ for t in doc]
        self._plural = np.array([_plural(tag, low) for tag, low in zip(tags, self._lower, strict=True)], dtype=np.bool_)
        self._marks = np.stack(
            [
                _running(w == "," for w in words),
                _running(w in _QUOTES for w in words),
                _running(w in ("and", "&") for w in self._lower),
                _running(tag in _FINITE for tag in tags),
            ]
        )
        self._ups: dict[int, list[Token]] = {}
        self._own: dict[tuple[int, int], tuple[frozenset[str], str]] = {}

    def rows(self, sources: Sequence[Node], targets: Sequence[Node], pairs: Ints) -> Ints:
        """(pairs, features), as in PAIR_FEATURES, for rows (source, target) of indices."""
        out = np.zeros((len(pairs), len(PAIR_FEATURES)), dtype=np.int64)
        if not len(pairs):
            return out
        i, j = pairs[:, 0], pairs[:, 1]
        a, b = _table(sources)[i], _table(targets)[j]
        distance = b[:, 2] - a[:, 2]
        apart = self._sentence[b[:, 2]] - self._sentence[a[:, 2]]
        out[:, 0] = _buckets(distance)
        out[:, 1] = np.clip(apart, -4, 4) + 4
        out[:, 2] = self._paths.get(_OTHER, 0)
        near = np.flatnonzero(apart == 0)
        out[near, 2] = [self._paths.get(self.path(sources[x], targets[y]), 0) for x, y in pairs[near].tolist()]
        out[:, 3] = a[:, 3] * len(SORTS) + b[:, 3]
        out[:, 4] = self._spellings(sources, targets, i, j)
        out[:, 5] = self._between(a, b)
        out[:, 6] = self._passages[a[:, 2]] * _PASSAGES + self._passages[b[:, 2]]
        out[:, 7] = np.array([self._salience.get(n.code or "", 0) for n in targets], dtype=np.int64)[j]
        out[:, 8] = np.array([n.kind for n in sources], dtype=np.int64)[i]
        return out

    def path(self, a: Node, b: Node) -> str:
        """The dependencies that lead from one head to the other, prepositions by name; a word where there is no short path."""
        if self._sentence[a.head] != self._sentence[b.head]:
            return _OTHER
        if b.start <= a.head < b.end or a.start <= b.head < a.end:
            return "inside" if a.start <= b.head < a.end else "around"
        up = self._up(a.head)
        places = {t.i: n for n, t in enumerate(up)}
        down: list[Token] = []
        for token in self._up(b.head):
            at = places.get(token.i)
            if at is not None:
                break
            down.append(token)
        else:
            return "far"
        if len(down) > _LONGEST_PATH or at + len(down) > _LONGEST_PATH:
            return "far"
        climbed = [f"<{_dep(t)}" for t in up[:at]]
        return " ".join(climbed + [f">{_dep(t)}" for t in reversed(down)]) or "same"

    def _up(self, i: int) -> list[Token]:
        """A token and the five that govern it."""
        found = self._ups.get(i)
        if found is None:
            found = self._ups[i] = [self._doc[i], *_ancestors(self._doc[i])]
        return found

    def _spellings(self, sources: Sequence[Node], targets: Sequence[Node], i: Ints, j: Ints) -> Ints:
        """Whether the two share their head word, other words, initials, number and sex, as one number a pair."""
        numbers: dict[str, int] = {}
        heads = [np.array([numbers.setdefault(self._lower[n.head], len(numbers)) for n in nodes]) for nodes in (sources, targets)]
        mine, theirs = [self._named(n)[0] for n in sources], [self._named(n)[0] for n in targets]
        sexes = [np.array([_sex(w) for w in words]) for words in (mine, theirs)]
        plural = [self._plural[np.array([n.head for n in nodes], dtype=np.int64)] for nodes in (sources, targets)]
        acronyms = [self._acronym(n) for n in sources]
        initials = [self._named(n)[1] for n in targets]
        shared = np.array([not mine[x].isdisjoint(theirs[y]) for x, y in zip(i.tolist(), j.tolist(), strict=True)], dtype=np.int64)
        acronym = np.array(
            [bool(acronyms[x]) and acronyms[x] == initials[y] for x, y in zip(i.tolist(), j.tolist(), strict=True)], dtype=np.int64
        )
        one, other = sexes[0][i], sexes[1][j]
        known = (one > 0) & (other > 0)
        out: Ints = (
            (heads[0][i] == heads[1][j]).astype(np.int64)
            + 2 * shared
            + 4 * acronym
            + 8 * (known & (one != other))
            + 16 * (plural[0][i] == plural[1][j])
            + 32 * (known & (one == other))
        )
        return out

    def _named(self, n: Node) -> tuple[frozenset[str], str]:
        """The words of a phrase, and its initials."""
        found = self._own.get((n.start, n.end))
        if found is None:
            found = self._own[n.start, n.end] = self._words(n), self._initials(n)
        return found

    def _words(self, n: Node) -> frozenset[str]:
        return frozenset(
            self._lower[t.i] for t in self._doc[n.start : n.end] if t.is_alpha and not (t.is_stop and self._lower[t.i] not in _SEXED)
        )

    def _acronym(self, n: Node) -> str:
        """The text of a phrase of one word of several letters."""
        return self._doc[n.start].text if n.end - n.start == 1 and len(self._doc[n.start]) > 1 else ""

    def _initials(self, n: Node) -> str:
        return "".join(t.text[0] for t in self._doc[n.start : n.end] if t.text[0].isupper())

    def _between(self, a: Ints, b: Ints) -> Ints:
        """Which marks and words stand between the two, as one number a pair: comma, quotation mark, "and", a finite verb."""
        before = a[:, 1] <= b[:, 0]
        start, end = np.where(before, a[:, 1], b[:, 1]), np.where(before, b[:, 0], a[:, 0])
        far = (end - start > _FAR) | (end < start)
        stop = np.maximum(start, end)
        there = self._marks[:, stop] > self._marks[:, start]
        out: Ints = np.minimum(14, there[0] + 2 * there[1] + 4 * there[2] + 8 * there[3])
        return np.where(far, 15, out)


def salience(states: Sequence[Node], passages: Ints) -> dict[str, int]:
    """How much a report is about each state: 1 to 5 by how often it is named, and 5 more where the headline names it."""
    counts = Counter(n.code for n in states if n.code)
    first = {n.code: i for i, n in reversed(list(enumerate(states)))}
    ranked = sorted(counts, key=lambda c: (-counts[c], first[c]))
    headline = {n.code for n in states if passages[n.head] == 1}
    return {code: 1 + min(rank, 4) + 5 * (code in headline) for rank, code in enumerate(ranked)}


def _table(nodes: Sequence[Node]) -> Ints:
    """(nodes, 4): first token, end, head and number of the sort of each."""
    return np.array([(n.start, n.end, n.head, SORTS.index(n.sort)) for n in nodes], dtype=np.int64).reshape(-1, 4)


def _running(found: Iterable[bool]) -> Ints:
    """How many of the tokens before each are such; one entry more than tokens."""
    return np.concatenate([[0], np.cumsum(np.fromiter(found, dtype=np.int64))])


def _ancestors(token: Token) -> list[Token]:
    out: list[Token] = []
    while token.head.i != token.i and len(out) < _LONGEST_PATH:
        token = token.head
        out.append(token)
    return out


def _dep(token: Token) -> str:
    return f"{token.dep_}:{token.lower_}" if token.dep_ in ("prep", "agent") else str(token.dep_)


def _buckets(distance: Ints) -> Ints:
    """Tokens between heads on a scale of doublings, signed: 0 to 16, 8 for none."""
    size = np.minimum(8, 1 + np.log2(np.maximum(np.abs(distance), 1)).astype(np.int64)) * (distance != 0)
    out: Ints = 8 + np.sign(distance) * size
    return out


def _sex(words: frozenset[str]) -> int:
    return 1 if words & _MALE else 2 if words & _FEMALE else 0


def _plural(tag: str, lower: str) -> bool:
    return tag in ("NNS", "NNPS") or lower in ("they", "them", "their", "both")
