"""Where in a report a date stands: at its foot, over a section, on a line of its own."""

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.codebook.files import table
from dragoman.reading.dates.found import DateFound
from dragoman.reading.layout import Layout

_CLOSING = frozenset(table("en/setting")["closing"])
_SHORT = 14
"""Characters beside a date that a line may have which only tells the date: "Geneva, 3 May"."""


def line_of(layout: Layout, found: DateFound) -> tuple[int, int]:
    """First and last character of the line of a date."""
    text = layout.text
    end = text.find("\n", found.span[1])
    return text.rfind("\n", 0, found.span[0]) + 1, len(text) if end < 0 else end


def stands_alone(layout: Layout, found: DateFound) -> bool:
    """Whether a line tells hardly more than the date."""
    start, end = line_of(layout, found)
    return end - start - (found.span[1] - found.span[0]) <= _SHORT


def opens_line(layout: Layout, found: DateFound) -> bool:
    """Whether nothing but marks stands before a date in its line, and a mark behind it: "• 5 August: …"."""
    start, _ = line_of(layout, found)
    text = layout.text
    return not any(c.isalnum() for c in text[start : found.span[0]]) and text[found.span[1] : found.span[1] + 2].strip()[:1] in (
        ":",
        "–",
        "-",
        "—",
        ".",
        "|",
    )


def closes(layout: Layout, found: DateFound) -> bool:
    """Whether a date says when the whole paper was made: "Done at Geneva on 3 May"."""
    first = layout.text[line_of(layout, found)[0] : found.span[0]].split()[:1]
    return bool(first) and first[0].lower().strip(".,:") in _CLOSING


def section_of(layout: Layout, at: int, dates: Sequence[DateFound]) -> DateFound | None:
    """The date over the section in which a character stands: the last before it on a line of its own, or at the head of a line."""
    over, starts = layout.once(("sections", len(dates)), lambda: _headings(layout, dates))
    before = bisect_right(starts, at)
    return over[before - 1] if before else None


def _headings(layout: Layout, dates: Sequence[DateFound]) -> tuple[list[DateFound], list[int]]:
    """Dates that stand over a section, in order, and where each begins."""
    over = sorted((d for d in dates if stands_alone(layout, d) or opens_line(layout, d)), key=lambda d: d.span)
    return over, [d.span[0] for d in over]
