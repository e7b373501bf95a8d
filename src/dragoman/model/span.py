"""Spans: half-open ranges of Unicode code points in the text of a report."""

from collections.abc import Iterable

Span = tuple[int, int]
"""`(start, end)` in code points of the report's text, end exclusive, never empty."""


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
