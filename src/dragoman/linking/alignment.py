"""Sentences of two texts set beside each other: a copy that was cut, reworded or translated tells the same things in the same order.

A sentence is the set of the beginnings of its words; names and numbers, which a rewriter leaves as they are, count double.
"""

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.codebook.linking import plain_words, weight

Sentence = tuple[int, ...]
"""Hashed beginnings of words, sorted; the lowest bit says whether it is of a name or a number."""

_END = re.compile(r"\n\s*\n|(?<=[a-z0-9)”\"]{2}[.!?])[”\"]?\s+|(?<=[.!?][\"”])\s+")
_WORD = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(r"(?:ing|ed|es|s|ly|ment|ion)$")
_LETTERS, _FEWEST = 6, 4


@dataclass(frozen=True, slots=True)
class Aligned:
    """How much of the shorter of two texts has its like in the longer one."""

    share: float
    """Weight of its sentences that have, from 0 to 1."""
    sentences: int
    """How many they are."""
    in_order: int
    """How many of these stand in the same order in both."""


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text that say enough to be compared, in order."""
    found = (_sentence(part) for part in _END.split(text))
    return tuple(s for s in found if len(s) >= _FEWEST)


def _sentence(text: str) -> Sentence:
    stems: dict[int, bool] = {}
    for i, word in enumerate(_WORD.findall(text)):
        stem = _stem(word.lower())
        if stem is not None:
            stems[stem] = stems.get(stem, False) or (word[0].isupper() and i > 0) or word[0].isdigit()
    return tuple(sorted((stem << 1) | telling for stem, telling in stems.items()))


@lru_cache(maxsize=65536)
def _stem(low: str) -> int | None:
    """The beginning of a word, hashed; None of one that says too little."""
    if low in plain_words() or (len(low) < 3 and not low.isdigit()):
        return None
    return zlib.crc32((_SUFFIX.sub("", low) if len(low) > 4 else low)[:_LETTERS].encode())


def align(a: Sequence[Sentence], b: Sequence[Sentence]) -> Aligned:
    """Set the sentences of two texts beside each other; the result does not depend on which comes first."""
    short, long = sorted((tuple(a), tuple(b)), key=lambda t: (sum(map(len, t)), t))
    others = [_weights(s) for s in long]
    whole = alike = 0.0
    places: list[int] = []
    for s in map(_weights, short):
        own = sum(s.values())
        whole += own
        best, at = max(((_likeness(s, own, t), -j) for j, t in enumerate(others)), default=(0.0, 0))
        if best >= weight("copies", "sentence"):
            alike += own
            places.append(-at)
    return Aligned(alike / whole if whole else 0.0, len(places), _ascending(places))


@lru_cache(maxsize=16384)
def _weights(s: Sentence) -> dict[int, float]:
    return {t >> 1: 2.0 if t & 1 else 1.0 for t in s}


def _likeness(s: dict[int, float], own: float, t: dict[int, float]) -> float:
    """The share of the words of one sentence that another has; a short one within a long one must share more."""
    common = s.keys() & t.keys()
    if len(common) < 3:
        return 0.0
    return sum(s[k] for k in common) / min(own, max(sum(t.values()), own / 2))


def _ascending(places: Iterable[int]) -> int:
    """The length of the longest run of places that does not go back, with gaps."""
    ends: list[int] = []
    for p in places:
        at = bisect_right(ends, p)
        ends[at : at + 1] = [p]
    return len(ends)
