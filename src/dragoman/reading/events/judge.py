"""What the model says of a predicate and its parties: the type of event, or that there is none."""

import bisect
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from dragoman.codebook.vocabulary import event_types
from dragoman.model.span import Span
from dragoman.reading.encoder.model import Encoded, Encoder
from dragoman.reading.encoder.pieces import Pieces
from dragoman.reading.events.roles import roles_of

NONE = "NONE"


@dataclass(frozen=True)
class Question:
    """A predicate with the phrases of its parties, in characters."""

    trigger: Token
    source: Span | None
    target: Span | None
    hint: str | None
    """The type that the codebook's frames give it."""
    whole: bool = False
    """Whether the whole text is one sentence, however the parser cuts it."""


_CERTAIN = 1e6


@dataclass(frozen=True)
class Verdict:
    """Probabilities of every type and of NONE."""

    probabilities: dict[str, float]

    @property
    def best(self) -> str:
        """The likeliest type, NONE left out."""
        return max(event_types(), key=lambda t: self.probabilities[t])

    @property
    def sure(self) -> float:
        """Probability of the likeliest type; CONCEDE and RETREAT, which words seldom tell apart, stand in for each other."""
        alike = ("CONCEDE", "RETREAT")
        return sum(self.probabilities[t] for t in alike) if self.best in alike else self.probabilities[self.best]

    @property
    def none(self) -> float:
        """That there is no event."""
        return self.probabilities[NONE]

    def doubted(self, times: float) -> "Verdict":
        """The same with the odds of no event so many times higher."""
        if times == 1:
            return self
        total = self.none * times + (1 - self.none)
        return Verdict({t: p * (times if t == NONE else 1) / total for t, p in self.probabilities.items()})


def judge(doc: Doc, encoded: Encoded, encoder: Encoder, questions: list[Question]) -> list[Verdict]:
    """A verdict for each question, in the same order; all are asked in one go."""
    if not len(encoded.states):  # there is no letter in it
        alike = {t: 1.0 / len(encoder.card.types) for t in encoder.card.types}  # nothing speaks for any of them
        return [Verdict(alike).doubted(_CERTAIN) for _ in questions]
    starts = encoded.pieces.starts.tolist()
    asked = []
    for q in questions:
        first, last = 0, len(starts)
        if not q.whole:
            sent = doc[q.trigger.i].sent
            first, last = bisect.bisect_left(starts, sent.start_char), bisect.bisect_left(starts, sent.end_char)
        p = _part(encoded.pieces, first, last)
        trigger = (q.trigger.idx, q.trigger.idx + len(q.trigger))
        asked.append((encoded.states[first:last], roles_of(p, q.source, q.target, trigger, q.hint)))
    told: NDArray[np.float32] = encoder.types(asked)
    return [Verdict(dict(zip(encoder.card.types, row.tolist(), strict=True))) for row in told]


def _part(p: Pieces, first: int, last: int) -> Pieces:
    return Pieces(p.ids[first:last], p.starts[first:last], p.ends[first:last], p.first[first:last], p.features[first:last])
