"""Sums of evidence as scores from 0 to 1."""

_SURE = 0.9
"""From here on evidence adds a tenth only, so that of two very sure decisions the surer one is still told from the other."""


def squeezed(points: float) -> float:
    """A sum of evidence as a score from 0 to 1 that never orders two sums otherwise."""
    return round(max(0.0, min(1.0, points if points <= _SURE else _SURE + (points - _SURE) / 10)), 3)
