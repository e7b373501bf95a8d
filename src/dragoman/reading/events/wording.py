"""What the wording of a trigger says of the type of its event, weighed with what the encoder's branch says of the word.

The weights are `models/wording.npz`, a multinomial logistic regression over the branch's shares, the words in and beside a trigger and how they hang
together. They are fitted by training/likelihood/wording.py on reports that the encoder had not seen: what it is sure of in those it was trained on it is
not as sure of elsewhere, and hundreds of reports teach words at a price at which they teach an encoder nothing.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from dragoman.reading.clauses import children, lower_lemma
from dragoman.reading.context import ReportContext
from dragoman.reading.encoder.model import Floats
from dragoman.reading.events.hints import hint_of
from dragoman.reading.layout import SHORT

_TELLING = ("VERB", "NOUN")
_CONTENT = (*_TELLING, "AUX", "ADJ", "PROPN")
_LEAST, _LEAST_OTHER = 0.005, 0.1
"""The branch's share of an event from which a verb, noun or adjective, and from which any other word, is asked; verbs and nouns always are."""
_TINY = 1e-4
_AROUND = 4
"""Words to each side among which another one may tell an event."""
_MOST_STATES = 3
_SUBJECTS, _OBJECTS = ("nsubj", "nsubjpass"), ("dobj", "pobj", "dative")
LEAN = 3.0
"""Times by which the odds of an event are raised in reports whose events are weighed once more as a whole (`likely`): only what is found can be."""
BLEND = 0.6
"""Share of these weights in what stands; the rest is the branch's own."""
NUMBERS = 17 + 3
"""Numbers of a row: the logarithms of the branch's shares, the share of no event, the largest share, the share of an event beside."""


@dataclass(frozen=True)
class Row:
    """A word that may tell an event."""

    token: int
    numbers: Floats
    """(NUMBERS,)"""
    names: tuple[str, ...]
    """What its wording is."""


@dataclass(frozen=True)
class Wording:
    """The weights."""

    keys: NDArray[np.uint32]
    """Hashes of the names, rising."""
    named: Floats
    """(names, types)"""
    numbers: Floats
    """(NUMBERS, types)"""
    bias: Floats
    """(types,)"""

    def shares(self, rows: Sequence[Row], lean: float = 1.0) -> Floats:
        """Probabilities of no event and of every type, (rows, types); a name without a weight counts nothing.

        Args:
            lean: times by which the odds of an event are raised.
        """
        total = np.stack([r.numbers for r in rows]) @ self.numbers + self.bias
        for at, row in enumerate(rows):
            hashes = hashed(row.names)
            where = np.searchsorted(self.keys, hashes).clip(max=len(self.keys) - 1)
            total[at] += self.named[where[self.keys[where] == hashes]].sum(axis=0)
        total[:, 0] -= np.log(lean)
        exps = np.exp(total - total.max(axis=1, keepdims=True))
        out: Floats = (exps / exps.sum(axis=1, keepdims=True)).astype(np.float32)
        return out


def load(path: Path) -> Wording:
    """The weights of a file: names in eight bits, the rest in full."""
    with np.load(path) as data:
        return Wording(data["keys"], data["named"].astype(np.float32) * data["scale"], data["numbers"], data["bias"])


@cache
def wording() -> Wording:
    """The weights of the package."""
    return load(Path(str(files("dragoman") / "models" / "wording.npz")))


def hashed(names: Sequence[str]) -> NDArray[np.uint32]:
    """The keys of names."""
    return np.array([zlib.crc32(name.encode()) for name in names], dtype=np.uint32)


def worded(context: ReportContext, model: Wording | None = None) -> ReportContext:
    """The report with the shares of types weighed anew; single sentences, of which the weights know nothing, stay as they are.

    Args:
        model: other weights than those of the package.
    """
    rows = rows_of(context) if sum(1 for _ in context.doc.sents) >= SHORT else []
    if not rows:
        return context
    asked = [r.token for r in rows]
    types = context.scores.types.copy()
    types[asked] = BLEND * (model or wording()).shares(rows, LEAN) + (1 - BLEND) * types[asked]
    return replace(context, scores=replace(context.scores, types=types))


def rows_of(context: ReportContext) -> list[Row]:
    """A row for every word that may tell an event, in order."""
    shares = context.scores.types
    if not shares.shape[1]:
        return []
    told = 1 - shares[:, 0]
    states = np.zeros(len(context.doc) + 1, dtype=np.int64)
    for hit in context.hits:
        states[hit.start + 1] += bool(hit.entry.country)
    before = states.cumsum()
    asked = (t for t in context.doc if context.readable[t.i] and t.is_alpha and _may_tell(t, float(told[t.i])))
    return [Row(t.i, _numbers(t, shares, told), tuple(_names(t, context, before))) for t in asked]


def _may_tell(token: Token, told: float) -> bool:
    least = _LEAST if token.pos_ in _CONTENT else _LEAST_OTHER
    return token.pos_ in _TELLING or told >= least


def _numbers(token: Token, shares: Floats, told: Floats) -> Floats:
    own, i = shares[token.i], token.i
    beside = max([*told[max(0, i - _AROUND) : i].tolist(), *told[i + 1 : i + 1 + _AROUND].tolist()], default=0.0)
    return np.array([*np.log(own.clip(min=_TINY)) / 3, own[0], own[1:].max(), beside], dtype=np.float32)


def _names(token: Token, context: ReportContext, before: NDArray[np.int64]) -> Iterator[str]:
    lemma = lower_lemma(token)
    yield from (f"{lemma}/{token.pos_}", f"pos {token.pos_}", f"tag {token.tag_}", f"dep {token.dep_}")
    yield f"hint {hint_of(token, context.dictionary)}"
    yield f"under {lower_lemma(token.head)}/{token.dep_}"
    yield from _below(token, lemma)
    yield from _beside(token, lemma)
    sent = token.sent
    yield f"states {min(int(before[sent.end] - before[sent.start]), _MOST_STATES)}"
    for name, deps in (("subject", _SUBJECTS), ("object", _OBJECTS)):
        if any(before[c.right_edge.i + 1] > before[c.left_edge.i] for c in children(token, *deps)):
            yield f"state {name}"
    if context.quotes.holds(token.idx):
        yield "quoted"
    if token.i in context.headline:
        yield "headline"


def _below(token: Token, lemma: str) -> Iterator[str]:
    """What hangs on a word: its particle, object, subject, prepositions and clause."""
    for name, deps in (
        ("part", ("prt",)),
        ("object", ("dobj",)),
        ("subject", ("nsubj",)),
        ("passive", ("nsubjpass",)),
        ("clause", ("xcomp", "ccomp")),
    ):
        first = next(children(token, *deps), None)
        if first is not None:
            yield f"{name} {lower_lemma(first)}"
            yield f"{lemma} {name} {lower_lemma(first)}"
    yield from (f"{lemma} with {c.lower_}" for c in children(token, "prep", "agent", "dative"))
    if any(children(token, "neg")):
        yield "not"
    if any(children(token, "nsubjpass")):
        yield "passive"


def _beside(token: Token, lemma: str) -> Iterator[str]:
    """The words before and behind."""
    doc, i = token.doc, token.i
    left, right = (doc[j].lower_ if 0 <= j < len(doc) else "" for j in (i - 1, i + 1))
    yield from (f"< {left}", f"> {right}", f"{left} {lemma} <", f"{lemma} {right} >")
    yield f"{lemma} {right} {doc[i + 2].lower_ if i + 2 < len(doc) else ''} >>"
