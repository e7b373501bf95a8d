"""How far the scores of pairs of tellings can be trusted: of all pairs that score so much, how many are one event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import tanh
from pathlib import Path

from dragoman.codebook.linking import chance, points_of
from dragoman.evaluation.clusters import judged_pairs
from dragoman.evaluation.synthetic import Generator
from dragoman.linking.events import nodes
from dragoman.linking.evidence import decide
from dragoman.linking.index import Memory
from dragoman.linking.tellings import Told

_BANDS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.75, 0.8, 0.9, 1.01)
"""Scores at which one band ends and the next begins; 0.6 and 0.75 are where unsure and same begin."""
_MADE = 300
"""Generated records beside coded clusters: these have too few pairs of two events to say by themselves where a curve begins."""
_ROUNDS, _PULL = 50, 0.1
"""Steps in which a curve is fitted, and how strongly it is held to a flat one: a few pairs that part without exception would make it a cliff."""

Figures = dict[str, float]


@dataclass(frozen=True)
class Judged:
    """The score of a pair, whether it is one event, and the probability that was given to it."""

    score: float
    one: bool
    said: float


def score_pairs(n: int, seed: int = 1) -> tuple[Figures, list[str]]:
    """Calibration over the pairs that n generated records bring together.

    Returns:
        How many pairs, the Brier score of their probabilities and the mean gap between what a band promises and what it holds, both times
        100; and a line for each band.
    """
    return _table([Judged(score, one, chance(score)) for score, one in _generated(n, seed)])


def score_coded_pairs(folder: Path) -> tuple[Figures, list[str]]:
    """Calibration over the pairs of clusters that people coded; see `evaluation.clusters` for the layouts.

    Returns:
        The figures of `score_pairs` for the curve that is in use, and the same with `_left_out` for curves of which each was fitted on
        generated records and on all clusters but the one that it is held against; lines for each band of either, and for each cluster.

    Raises:
        GoldError: the folder is none of clusters.
    """
    by: dict[str, list[tuple[float, bool]]] = {}
    for pair in judged_pairs(folder):
        if (found := decide(pair.x, pair.y)) is not None:
            by.setdefault(pair.cluster, []).append((found[0], pair.one))
    figures, lines = _table([Judged(score, one, chance(score)) for pairs in by.values() for score, one in pairs])
    made, left_out = list(_generated(_MADE, seed=1)), list[Judged]()
    curves = []
    for cluster, pairs in by.items():
        others = [pair for name, found in by.items() if name != cluster for pair in found]
        even, slope = fitted(others, made)
        curves.append(f"without {cluster}: {len(others)} pairs, even {even:.2f}, slope {slope:.1f}; it has {len(pairs)} pairs")
        left_out += [Judged(score, one, _logistic(slope * (points_of(score) - even))) for score, one in pairs]
    alone, bands = _table(left_out)
    return figures | {f"{name}_left_out": alone[name] for name in ("brier", "gap")}, [*lines, *curves, *(f"left out: {b}" for b in bands)]


def fitted(*groups: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Where the curve of [events.chance] is even, and its slope, as pairs of a score and whether it is one event make them likeliest.

    A logistic regression of one variable, by Newton's method. All groups of pairs count as much as the first, however many they are.
    """
    weights = [len(groups[0]) / len(group) for group in groups for _ in group]
    points = [points_of(score) for group in groups for score, _ in group]
    held = [float(one) for group in groups for _, one in group]
    low, slope = 0.0, 1.0
    for _ in range(_ROUNDS):
        said = [_logistic(low + slope * p) for p in points]
        off = [w * (o - s) for w, o, s in zip(weights, held, said, strict=True)]
        spread = [w * s * (1 - s) for w, s in zip(weights, said, strict=True)]
        up, steeper = sum(off) - _PULL * low, _dot(off, points) - _PULL * slope
        a, b = sum(spread) + _PULL, _dot(spread, points)
        c = _dot(spread, [p * p for p in points]) + _PULL
        whole = a * c - b * b
        low, slope = low + (c * up - b * steeper) / whole, slope + (a * steeper - b * up) / whole
    return -low / slope, slope


def _dot(a: Iterable[float], b: Iterable[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _logistic(x: float) -> float:
    return (1 + tanh(x / 2)) / 2


def _table(judged: Sequence[Judged]) -> tuple[Figures, list[str]]:
    """Figures of some pairs, and a line for each band of scores."""
    lines, gap = [], 0.0
    for low, high in pairwise(_BANDS):
        band = [j for j in judged if low <= j.score < high]
        if band:
            said, held = sum(j.said for j in band) / len(band), sum(j.one for j in band) / len(band)
            gap += abs(said - held) * len(band) / len(judged)
            lines.append(
                f"score {low:.2f} to {min(high, 1.0):.2f}: {len(band)} pairs, one event in {100 * held:.0f} %, expected {100 * said:.0f} %"
            )
    brier = sum((j.said - j.one) ** 2 for j in judged) / len(judged) if judged else 0.0
    return {"pairs": float(len(judged)), "brier": 100 * brier, "gap": 100 * gap}, lines


def _generated(n: int, seed: int) -> Iterator[tuple[float, bool]]:
    """Scores of pairs of generated tellings that share a key, and whether they are one."""
    generator, index = Generator(seed), Memory()
    found = [node for record in generator.records(n) for node, _ in nodes(record)]
    truth = generator.truth.events
    for node in found:
        new = index.put(node)
        for other in index.near(node) if new else ():
            x, y = sorted((node.body, other.body), key=lambda t: t.report if isinstance(t, Told) else "")
            assert isinstance(x, Told) and isinstance(y, Told)
            if (score := decide(x, y)) is not None and x.report != y.report:
                yield score[0], truth.get(x.report) == truth.get(y.report)
