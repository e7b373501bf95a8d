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
    known = _Known(order)
    return [_rows(t, order, place[t.token], known, found, own) for t, found, own in zip(told, near, scores, strict=True)]


def _told(layout: Layout, trigger: Token, near: Sequence[DateFound], scores: Scores) -> _Told:
    values: dict[str, float] = {}
    for found, score in zip(near, scores, strict=True):
        values[found.edtf] = max(values.get(found.edtf, 0.0), float(score))
    best = max(values, key=lambda v: values[v], default=None)
    w = layout.words
    return _Told(trigger.i, layout.sentence(trigger.i), kind_of(w, trigger.i), w.lemma[trigger.i], values, best)


def _rows(own: _Told, order: Sequence[_Told], k: int, known: "_Known", near: Sequence[DateFound], scores: Scores) -> list[Features]:
    before = order[k - 1] if k else None
    after = order[k + 1] if k + 1 < len(order) else None
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
            "c sentence": known.most(("sentence", own.sentence), v, own.token),
            "c kin": known.most(("kin", own.kind), v, own.token),
            "c alike": known.most(("alike", own.lemma), v, own.token),
            "c report": (known.total[v] - own.of(v)) / max(1, len(order) - 1),
            "c events": float(min(len(order), 40)),
        }
        row.update(_neighbour("before", own, before, v))
        row.update(_neighbour("after", own, after, v))
        rows.append(row)
    return rows


class _Known:
    """What all events of a report say of each date: in sum, and at most those of one sentence, kind or word."""

    def __init__(self, told: Sequence[_Told]) -> None:
        self.total: dict[str, float] = {}
        self._peaks: dict[tuple[str, int | str, str], list[tuple[float, int]]] = {}
        for t in told:
            for value, score in t.values.items():
                self.total[value] = self.total.get(value, 0.0) + score
                for key in (("sentence", t.sentence), ("kin", t.kind), ("alike", t.lemma)):
                    peaks = self._peaks.setdefault((*key, value), [])
                    peaks.append((score, t.token))
                    peaks.sort(reverse=True)
                    del peaks[2:]

    def most(self, key: tuple[str, int | str], value: str, token: int) -> float:
        """The highest score of a date among the events of a group, one of them left out."""
        if key == ("kin", 0):
            return 0.0
        return next((score for score, of in self._peaks.get((*key, value), ()) if of != token), 0.0)


def _neighbour(side: str, own: _Told, other: _Told | None, value: str) -> Features:
    if other is None:
        return {f"c {side} gap": 9.0}
    return {
        f"c {side}": other.of(value),
        f"c {side} most": other.most,
        f"c {side} is best": float(other.best == value),
        f"c {side} gap": float(min(abs(own.sentence - other.sentence), 9)),
    }
