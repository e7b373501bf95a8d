"""What the wording of a trigger says of the type of its event, weighed with what the encoder's branch says of the word.

The weights are `models/wording.npz`, two regressions one upon the other, over the words in and beside a trigger and how they hang together. The first hears
words alone, and so may learn of every coded report, those that the encoder was trained on among them. The second weighs its shares and the branch's with
the same words; it is fitted to reports that neither has seen: what they are sure of in those they were fitted to they are not as sure of elsewhere.
training/likelihood/wording.py fits both.
"""

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
from dragoman.reading.events.tables import Table, read_table
from dragoman.reading.layout import SHORT

_TELLING = ("VERB", "NOUN")
_CONTENT = (*_TELLING, "AUX", "ADJ", "PROPN")
_LEAST, _LEAST_OTHER = 0.005, 0.1
"""The branch's share of an event from which a verb, noun or adjective, and from which any other word, is asked; verbs and nouns always are."""
_TINY = 1e-4
SCALE = 3
"""By which logarithms are divided, so that they are as large as other numbers."""
_AROUND = 4
"""Words to each side among which another one may tell an event."""
_MOST_STATES = 3
_STEMS = (5, 7)
"""Letters with which a verb and its noun begin alike ("withdraw", "withdrawal")."""
_SUBJECTS, _OBJECTS = ("nsubj", "nsubjpass"), ("dobj", "pobj", "dative")
LEAN = 3.0
"""Times by which the odds of an event are raised in reports whose events are weighed once more as a whole (`likely`): only what is found can be."""
BLEND = 0.7
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
class Words:
    """What words alone say."""

    table: Table
    bias: Floats
    """(types,)"""

    def logs(self, rows: Sequence[Row]) -> Floats:
        """Logarithms of the shares of no event and of every type, scaled as those of a row, (rows, types)."""
        shares = _softmax(self.table.sums([r.names for r in rows]) + self.bias)
        logs: Floats = np.log(shares.clip(min=_TINY)) / SCALE
        return logs


@dataclass(frozen=True)
class Weighed:
    """What words and the branch say together."""

    table: Table
    numbers: Floats
    """(NUMBERS + types, types)"""
    bias: Floats
    """(types,)"""

    def shares(self, rows: Sequence[Row], alone: Floats, lean: float = 1.0) -> Floats:
        """Probabilities of no event and of every type, (rows, types).

        Args:
            alone: what words alone say of the rows, as `Words.logs` gives it.
            lean: times by which the odds of an event are raised.
        """
        numbers = np.hstack([np.stack([r.numbers for r in rows]), alone])
        total = numbers @ self.numbers + self.table.sums([r.names for r in rows]) + self.bias
        total[:, 0] -= np.log(lean)
        return _softmax(total)


@dataclass(frozen=True)
class Wording:
    """The weights of both."""

    words: Words
    weighed: Weighed

    def shares(self, rows: Sequence[Row], lean: float = 1.0) -> Floats:
        """Probabilities of no event and of every type, (rows, types); `lean` as of `Weighed.shares`."""
        return self.weighed.shares(rows, self.words.logs(rows), lean)


def _softmax(scores: Floats) -> Floats:
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Floats = (exps / exps.sum(axis=1, keepdims=True)).astype(np.float32)
    return out


def load(path: Path) -> Wording:
    """The weights of a file, as training writes it."""
    with np.load(path) as data:
        words = Words(read_table(data, "words"), data["words_bias"])
        return Wording(words, Weighed(read_table(data, "weighed"), data["numbers"], data["bias"]))


@cache
def wording() -> Wording:
    """The weights of the package."""
    return load(Path(str(files("dragoman") / "models" / "wording.npz")))


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
    return np.array([*np.log(own.clip(min=_TINY)) / SCALE, own[0], own[1:].max(), beside], dtype=np.float32)


def _names(token: Token, context: ReportContext, before: NDArray[np.int64]) -> Iterator[str]:
    lemma = lower_lemma(token)
    yield from (f"{lemma}/{token.pos_}", f"pos {token.pos_}", f"tag {token.tag_}", f"dep {token.dep_}")
    yield f"hint {hint_of(token, context.dictionary)}"
    yield from (f"stem {lemma[:n]}" for n in _STEMS)
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
            yield f"stem {lemma[: _STEMS[0]]} {name} {lower_lemma(first)}"
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
