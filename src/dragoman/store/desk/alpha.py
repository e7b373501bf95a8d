"""How far coders agree: Krippendorff's alpha for categories, and F1 for what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from dragoman.model.span import Span


def alpha(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha of nominal data: 1 for full agreement, 0 for that of chance, less for worse.

    Args:
        units: for each unit the value that each coder gave it; None where a coder gave none. Units with one value count for nothing.

    Returns:
        None where it is not defined: no unit has two values, or there is only one value in all.
    """
    paired = [[v for v in unit if v is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    values = {v: n for n, v in enumerate(dict.fromkeys(v for unit in paired for v in unit))}
    if len(values) < 2:
        return None
    coincidences = np.zeros((len(values), len(values)))
    for unit in paired:
        counts = np.zeros(len(values))
        for v, n in Counter(unit).items():
            counts[values[v]] = n
        coincidences += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    totals = coincidences.sum(axis=1)
    n = totals.sum()
    observed = n - np.trace(coincidences)
    expected = (n**2 - (totals**2).sum()) / (n - 1)
    return float(1 - observed / expected)


def same(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Share of the units with two values or more on which all agree; None where there are none."""
    paired = [[v for v in unit if v is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    return sum(len(set(unit)) == 1 for unit in paired) / len(paired) if paired else None


def f1(matched: int, one: int, other: int) -> float | None:
    """Harmonic mean of precision and recall of either against the other; None where neither found anything."""
    return 2 * matched / (one + other) if one + other else None


def overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Share of the characters in both among those in either."""
    one, other = ({i for s, e in spans for i in range(s, e)} for spans in (a, b))
    return len(one & other) / len(one | other) if one | other else 0.0
