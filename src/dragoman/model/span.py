"""Spans: half-open ranges of Unicode code points in the text of a report."""

from collections.abc import Iterable

Span = tuple[int, int]
"""`(start, end)` in code points of the report's text, end exclusive, never empty."""
_CELL = 256
"""Characters of a cell in which `Spans` looks."""


def merge_spans(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Sort spans and join those that touch or have only white space between them."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def trim_span(span: Span, text: str) -> Span | None:
    """The span without white space at its ends; None where nothing is left."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def inside(inner: Span, outer: Span) -> bool:
    """Whether the first span lies wholly in the second."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


class Spans:
    """Many spans, each with a number, among which those at a place are found without a look at all of them.

    Args:
        spans: pairs of a span and its number; one number may have several spans.
    """

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._cells: dict[int, list[tuple[int, int, int]]] = {}
        for span, number in spans:
            self.add(span, number)

    def add(self, span: Span, number: int) -> None:
        """One span more."""
        for cell in range(span[0] // _CELL, max(span[1] - 1, span[0]) // _CELL + 1):
            self._cells.setdefault(cell, []).append((*span, number))

    def at(self, place: int) -> list[int]:
        """Numbers of the spans that hold a character, rising."""
        return sorted({n for start, end, n in self._cells.get(place // _CELL, ()) if start <= place < end})

    def holds(self, place: int) -> bool:
        """Whether any span holds a character."""
        return any(start <= place < end for start, end, _ in self._cells.get(place // _CELL, ()))

    def meeting(self, span: Span) -> list[int]:
        """Numbers of the spans that share a character with one, rising."""
        cells = range(span[0] // _CELL, max(span[1] - 1, span[0]) // _CELL + 1)
        return sorted({n for cell in cells for start, end, n in self._cells.get(cell, ()) if start < span[1] and span[0] < end})

    def meets(self, span: Span) -> bool:
        """Whether any span shares a character with one."""
        cells = range(span[0] // _CELL, max(span[1] - 1, span[0]) // _CELL + 1)
        return any(start < span[1] and span[0] < end for cell in cells for start, end, _ in self._cells.get(cell, ()))

    def around(self, inner: Span) -> list[int]:
        """Numbers of the spans in which one lies wholly, rising."""
        return sorted({n for start, end, n in self._cells.get(inner[0] // _CELL, ()) if start <= inner[0] and inner[1] <= end})
