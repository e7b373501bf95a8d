"""The dates of a report's events weighed together: what one is dated by speaks for its neighbours.

The first trees see each event alone. The second see beside that how likely the first think each date for the events before and after, for those of the same
sentence, kind and word, and for all of the report: "signed on Friday … also agreed …", a communique of one day, a section under one date.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from dragoman.reading.dates.found import DateFound
from dragoman.reading.layout import Layout
from dragoman.reading.setting import kind_of
from dragoman.reading.trees import Features

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class _Told:
    """What the first trees think of one event: the likeliest score of each date, and the best of all."""

    token: int
    sentence: int
    kind: int
    lemma: str
    values: dict[str, float]
    best: str | None

    @property
    def most(self) -> float:
        return self.values[self.best] if self.best is not None else 0.0

    def of(self, value: str) -> float:
        return self.values.get(value, 0.0)


def together(
    layout: Layout, triggers: Sequence[Token], near: Sequence[Sequence[DateFound]], scores: Sequence[Scores]
) -> list[list[Features]]:
    """For each event and each date near it, how the dates of the report's other events speak for it.

    Args:
        triggers: the words that tell the events, in any order.
        near: the date expressions that may date each.
        scores: what the first trees think of these, shape (dates of the event,) each.
    """
    told = [_told(layout, *one) for one in zip(triggers, near, scores, strict=True)]
    order = sorted({t.token: t for t in told}.values(), key=lambda t: t.token)
    place = {t.token: k for k, t in enumerate(order)}
    total: dict[str, float] = {}
    for t in order:
        for value, score in t.values.items():
            total[value] = total.get(value, 0.0) + score
    return [_rows(t, order, place[t.token], total, found, own) for t, found, own in zip(told, near, scores, strict=True)]


def _told(layout: Layout, trigger: Token, near: Sequence[DateFound], scores: Scores) -> _Told:
    values: dict[str, float] = {}
    for found, score in zip(near, scores, strict=True):
        values[found.edtf] = max(values.get(found.edtf, 0.0), float(score))
    best = max(values, key=lambda v: values[v], default=None)
    w = layout.words
    return _Told(trigger.i, layout.sentence(trigger.i), kind_of(w, trigger.i), w.lemma[trigger.i], values, best)


def _rows(own: _Told, order: Sequence[_Told], k: int, total: dict[str, float], near: Sequence[DateFound], scores: Scores) -> list[Features]:
    before = order[k - 1] if k else None
    after = order[k + 1] if k + 1 < len(order) else None
    others = [t for t in order if t is not own and t.token != own.token]
    here = [t for t in others if t.sentence == own.sentence]
    kin = [t for t in others if own.kind and t.kind == own.kind]
    alike = [t for t in others if t.lemma == own.lemma]
    ranked = sorted(own.values.values(), reverse=True)
    sums: dict[str, float] = {}
    for found, score in zip(near, scores, strict=True):
        sums[found.edtf] = sums.get(found.edtf, 0.0) + float(score)
    rows: list[Features] = []
    for found, score in zip(near, scores, strict=True):
        v = found.edtf
        row: dict[str, float] = {
            "c own": float(score),
            "c value": own.of(v),
            "c sum": min(sums[v], 2.0),
            "c rank": float(min(ranked.index(own.of(v)), 6)),
            "c best": own.most,
            "c sentence": max((t.of(v) for t in here), default=0.0),
            "c kin": max((t.of(v) for t in kin), default=0.0),
            "c alike": max((t.of(v) for t in alike), default=0.0),
            "c report": (total[v] - own.of(v)) / max(1, len(others)),
            "c events": float(min(len(order), 40)),
        }
        row.update(_neighbour("before", own, before, v))
        row.update(_neighbour("after", own, after, v))
        rows.append(row)
    return rows


def _neighbour(side: str, own: _Told, other: _Told | None, value: str) -> Features:
    if other is None:
        return {f"c {side} gap": 9.0}
    return {
        f"c {side}": other.of(value),
        f"c {side} most": other.most,
        f"c {side} is best": float(other.best == value),
        f"c {side} gap": float(min(abs(own.sentence - other.sentence), 9)),
    }
