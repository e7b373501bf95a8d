"""Where paragraphs begin and end, in texts with one line a paragraph and in texts wrapped by hand."""

import re
from functools import lru_cache

from dragoman.model.span import Span, trim_span

_BLANK = re.compile(r"(?:\r\n|\r|\n|\u2028)[ \t\u00a0]*(?:\r\n|\r|\n|\u2028)\s*|\u2029|\f")
_LINE = re.compile(r"\r\n|\r|\n|\u2028")
_WRAP_MIN, _WRAP_MAX = 45, 100  # characters: the widths at which people and mail programs wrap lines
_ENDS = '.!?:;"”’)…'


@lru_cache(maxsize=4)
def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text in order, without white space at their ends; they never overlap."""
    out: list[Span] = []
    for block in _split(text, (0, len(text)), _BLANK):
        lines = _split(text, block, _LINE)
        if _wrapped(text, lines):
            out.append((lines[0][0], lines[-1][1]))
        else:
            out.extend(lines)
    return tuple(out)


def _split(text: str, span: Span, at: re.Pattern[str]) -> list[Span]:
    out: list[Span] = []
    start = span[0]
    for match in at.finditer(text, *span):
        out.append((start, match.start()))
        start = match.end()
    out.append((start, span[1]))
    return [t for s in out if s[0] < s[1] and (t := trim_span(s, text))]


def _wrapped(text: str, lines: list[Span]) -> bool:
    """Whether the lines are one paragraph broken at a column: long, even, and rarely ending a sentence."""
    if len(lines) < 2:
        return False
    body = lines[:-1]
    fits = all(_WRAP_MIN <= end - start <= _WRAP_MAX for start, end in body)
    return fits and 2 * sum(text[end - 1] in _ENDS for _, end in body) <= len(body)
