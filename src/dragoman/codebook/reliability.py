"""What a confidence is worth: the share of values with it that are right, a word for that share, and from where on it is uncertain."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from dragoman.codebook.files import table

PERSON = "person"
"""What `read_by` says of a value that a person gave: no share is told of it."""


def share(kind: str, confidence: float, read_by: str = "") -> float:
    """The share of values of a kind ("event", "statement") with about this confidence that are right; 1 for a person's word."""
    if read_by == PERSON:
        return 1.0
    since, right = _steps(kind)
    return right[bisect_right(since, confidence) - 1]


@cache
def _steps(kind: str) -> tuple[list[float], list[float]]:
    rows = table("reliability")[kind]
    return [r["since"] for r in rows], [r["right"] for r in rows]


def word(right: float) -> str:
    """A share in a word."""
    known: dict[str, float] = table("reliability")["words"]
    return next(w for w, since in known.items() if right >= since)


def threshold() -> float:
    """The share under which a fact is uncertain, where nobody sets another."""
    found: float = table("reliability")["uncertain_below"]
    return found
