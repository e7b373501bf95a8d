"""Where paragraphs begin and end, in texts with one line a paragraph and in texts wrapped by hand."""

import re
from functools import lru_cache

from dragoman.model.span import Span, trim_span

_BLANK = re.compile(r"(?:\r\n|\r|\n|\u2028)[ \t\u00a0]*(?:\r\n|\r|\n|\u2028)\s*|\u2029|\f")
_LINE = re.compile(r"\r\n|\r|\n|\u2028")
_WRAP_MIN, _WRAP_MAX = 45, 100  # characters: the widths at which people and mail programs wrap lines
_GOES_ON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "that",
        "as",
        "or",
        "its",
        "their",
        "his",
        "her",
        "is",
        "was",
        "were",
        "has",
        "have",
        "had",
        "be",
        "been",
        "will",
        "would",
        "said",
        "minister",
        "president",
        "general",
    ]
)
_ENDS = '.!?:;"”’)…'


@lru_cache(maxsize=4)
def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text in order, without white space at their ends; they never overlap."""
    out: list[Span] = []
    for block in _split(text, (0, len(text)), _BLANK):
        lines = _split(text, block, _LINE)
        if not out and _is_heading(text, lines) and _wrapped(text, lines[1:]):
            out.append(lines.pop(0))
        if not _wrapped(text, lines):
            out.extend(lines)
            continue
        out.append((lines[0][0], lines[-1][1]))
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
    """Whether the lines are one paragraph broken at a column: long, even, rarely ending a sentence, and running on into each other."""
    if len(lines) < 2:
        return False
    body = lines[:-1]
    fits = all(_WRAP_MIN <= end - start <= _WRAP_MAX for start, end in body)
    running = sum(_runs_on(text, a, b) for a, b in zip(body, lines[1:], strict=True))
    return fits and 2 * sum(text[end - 1] in _ENDS for _, end in body) <= len(body) and 4 * running >= len(body)


def _runs_on(text: str, line: Span, after: Span) -> bool:
    """Whether a line goes on in the next: that begins with a small letter, or the line ends in the middle of something."""
    start = text[after[0]]
    capitals = text[line[0] : line[1]].isupper() and text[line[1] - 1] not in _ENDS
    return start.islower() or capitals or text[line[1] - 1] in ",-–—" or text[line[0] : line[1]].rsplit(None, 1)[-1].lower() in _GOES_ON


def _is_heading(text: str, lines: list[Span]) -> bool:
    """Whether the first line stands over the others: the first word of the next one would have had room in it."""
    if len(lines) < 3 or _runs_on(text, lines[0], lines[1]) or text[lines[0][1] - 1] in _ENDS:
        return False
    word = text[lines[1][0] : lines[1][1]].split(None, 1)[0]
    widest = max(end - start for start, end in lines)
    return lines[0][1] - lines[0][0] + 1 + len(word) < widest
