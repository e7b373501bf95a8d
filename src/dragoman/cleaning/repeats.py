"""What a report tells twice: a headline over a caption, a lead under a headline, a sentence pulled out of the text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from dragoman.model.span import Span, trim_span

LINE = 20
"""Letters from which a whole line that comes again is a repeat: shorter ones come back by chance."""
SENTENCE = 40
"""Letters from which a sentence that comes again is one."""
_RUN = 8
"""Words in a row that a line pulled out of the text shares with it."""
_LONGEST = 60  # words of the longest line that is pulled out of a text


def key(words: str) -> str:
    """Words without marks and letter case, by which what comes again is told."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", words)).strip().casefold()


def doubled(text: str, span: Span, title: str) -> Span | None:
    """The part of a line that it tells twice: the headline that it begins with, or its second half where that is its first."""
    line = text[span[0] : span[1]]
    if len(title) >= LINE and len(line) > len(title) and line.startswith(title) and not line[len(title)].isalnum():
        return span[0], span[0] + len(title)
    half = len(line) // 2
    for cut in range(max(LINE, half - 1), half + 2):
        second = trim_span((span[0] + cut, span[1]), text)
        if second and key(line[:cut]) == key(text[second[0] : second[1]]):
            return second
    return None


def pulled(text: str, spans: Sequence[Span]) -> set[int]:
    """Indices of the lines that stand in full in a longer paragraph of the text: quotations set large, leads told again."""
    words = [key(text[s:e]).split() for s, e in spans]
    runs = Counter(run for line in words for run in set(_runs(line)))
    out = set()
    for i, line in enumerate(words):
        if _RUN <= len(line) <= _LONGEST and all(runs[run] > 1 for run in _runs(line)):
            out.add(i)
    return {i for i in out if not _stands_for(i, out, words)}


def _stands_for(i: int, found: set[int], words: list[list[str]]) -> bool:
    """Whether a line is the first of two alike, of which the second is the repeat."""
    return any(j in found and words[j] == words[i] for j in range(i + 1, min(i + 40, len(words))))


def _runs(line: list[str]) -> list[tuple[str, ...]]:
    return [tuple(line[i : i + _RUN]) for i in range(len(line) - _RUN + 1)]
