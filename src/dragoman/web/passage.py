"""The paragraph around some words, cut where they begin and end."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from dragoman.model.span import Span

_MOST = 1600
"""Characters of a passage."""


def around(text: str, spans: Iterable[Span]) -> list[tuple[str, bool]]:
    """The paragraphs that some words stand in, as stretches with whether they are the words; nothing where there are none."""
    found = sorted(spans)
    if not found:
        return []
    start = text.rfind("\n", 0, found[0][0]) + 1
    end = text.find("\n", found[-1][1])
    end = len(text) if end < 0 else end
    if end - start > _MOST:
        start, end = max(start, found[0][0] - _MOST // 3), min(end, found[-1][1] + _MOST // 3)
    cuts = sorted({start, end, *(at for span in found for at in span)})
    return [(text[a:b], any(s <= a and b <= e for s, e in found)) for a, b in pairwise(cuts) if a < b]
