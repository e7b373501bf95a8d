"""How far the scores of pairs of tellings can be trusted: of all pairs that score so much, how many are one event."""

from collections.abc import Iterator
from itertools import pairwise

from dragoman.codebook.linking import chance
from dragoman.evaluation.synthetic import Generator
from dragoman.linking.events import nodes
from dragoman.linking.evidence import decide
from dragoman.linking.index import Memory
from dragoman.linking.tellings import Told

_BANDS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.75, 0.8, 0.9, 1.01)
"""Scores at which one band ends and the next begins; 0.6 and 0.75 are where unsure and same begin."""


def score_pairs(n: int, seed: int = 1) -> tuple[dict[str, float], list[str]]:
    """Calibration over the pairs that n generated records bring together.

    Returns:
        How many pairs, the Brier score of their probabilities and the mean gap between what a band promises and what it holds, both times
        100; and a line for each band.
    """
    judged = list(_judged(n, seed))
    lines, gap = [], 0.0
    for low, high in pairwise(_BANDS):
        band = [(chance(s), one) for s, one in judged if low <= s < high]
        if band:
            said, held = sum(c for c, _ in band) / len(band), sum(one for _, one in band) / len(band)
            gap += abs(said - held) * len(band) / len(judged)
            lines.append(
                f"score {low:.2f} to {min(high, 1.0):.2f}: {len(band)} pairs, one event in {100 * held:.0f} %, expected {100 * said:.0f} %"
            )
    brier = sum((chance(s) - one) ** 2 for s, one in judged) / len(judged) if judged else 0.0
    return {"pairs": float(len(judged)), "brier": 100 * brier, "gap": 100 * gap}, lines


def _judged(n: int, seed: int) -> Iterator[tuple[float, bool]]:
    """Scores of pairs that share a key, and whether they are one."""
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
