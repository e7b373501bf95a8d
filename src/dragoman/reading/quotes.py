"""Quotation marks: what they enclose, also over paragraphs that each open with a mark and close only at the end."""

import re
from functools import lru_cache

from dragoman.cleaning.paragraphs import paragraphs
from dragoman.model.span import Span

_OPEN = "“„«"
_CLOSE = "”»"


@lru_cache(maxsize=4)
def find_quotes(text: str) -> tuple[tuple[Span, ...], ...]:
    """Every quotation as its pieces, marks included: one piece a paragraph for one that runs over several."""
    out: list[tuple[Span, ...]] = []
    unclosed: list[Span] = []
    for start, end in paragraphs(text):
        closed, opened = _within(text, start, end)
        continues = bool(unclosed) and text[start] in (*_OPEN, '"')
        if continues and closed and closed[0][0] == start:
            out.append((*unclosed, closed.pop(0)))
            unclosed = []
        out.extend((q,) for q in closed)
        if opened is not None:
            piece = (opened, end)
            unclosed = [*unclosed, piece] if continues and opened == start else [piece]
        elif not continues:
            unclosed = []
    return tuple(sorted(out))


def _within(text: str, start: int, end: int) -> tuple[list[Span], int | None]:
    """The quotations that open and close in a paragraph, and where one opens that does not close there."""
    opened: int | None = None
    closed: list[Span] = []
    for i in range(start, end):
        c = text[i]
        if c in _OPEN or (c == '"' and opened is None):
            opened = i if opened is None else opened
        elif (c in _CLOSE or c == '"') and opened is not None:
            closed.append((opened, i + 1))
            opened = None
    return closed, opened


def worth(text: str, quote: tuple[Span, ...]) -> bool:
    """Whether a quotation is speech rather than a word held at arm's length."""
    words = re.findall(r"\w+", " ".join(text[s:e] for s, e in quote))
    return len(words) >= 4
