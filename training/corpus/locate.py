"""Where words stand in a text: by unique string, by occurrence, by nearness."""

import re
from collections.abc import Iterable, Sequence

Span = tuple[int, int]

_NUMBER = re.compile(r"#(\d+)$")


class FormError(ValueError):
    """What is wrong with a source, and with what to mend it."""


def occurrences(text: str, words: str) -> list[int]:
    """Starts of `words` in `text`, non-overlapping and flanked by no letter or digit; only glued ones where there are no others."""
    starts: list[int] = []
    glued: list[int] = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        whole = not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum()
        (starts if whole else glued).append(at)
        at = text.find(words, end)
    return starts or glued


def number_of(text: str, span: Span) -> int:
    """Which occurrence of its own words a span is, from 1."""
    starts = occurrences(text, text[span[0] : span[1]])
    return starts.index(span[0]) + 1 if span[0] in starts else 1


def distance(a: Span, b: Span) -> int:
    """Characters between two spans, 0 where they touch or overlap."""
    return max(a[0] - b[1], b[0] - a[1], 0)


def nearest(spans: Iterable[Span], to: Span) -> Span:
    """The span nearest to another; of equally near ones the first, then the longest. Raises ValueError where there are none."""
    return min(spans, key=lambda s: (distance(s, to), s[0], -s[1]))


def find(text: str, words: str, near: Span | None = None, inside: Span | None = None) -> Span:
    """The span that a coded string means.

    `head ~ tail` runs from `head` to the first `tail` after it; `words#2` is the second occurrence in the text. Where the words stand several
    times, those in `inside` come first, then the nearest to `near`. Raises FormError where they stand nowhere, or where it is left open which is meant.
    """
    number = _NUMBER.search(words)
    head, _, tail = (words[: number.start()] if number else words).partition(" ~ ")
    starts = occurrences(text, head)
    spans = [_to_tail(text, s, head, tail) for s in starts]
    if not spans:
        raise FormError(f"not in the text: {head!r}")
    if number:
        if not 0 < int(number[1]) <= len(spans):
            raise FormError(f"{head!r} stands {len(spans)} times, not {number[1]}")
        return spans[int(number[1]) - 1]
    return _choose(spans, head, near, inside)


def _choose(spans: Sequence[Span], head: str, near: Span | None, inside: Span | None) -> Span:
    within = [s for s in spans if inside and inside[0] <= s[0] and s[1] <= inside[1]]
    if len(within) == 1:
        return within[0]
    if near and (within or not inside):
        return nearest(within or spans, near)
    if within:
        raise FormError(f"{head!r} stands {len(within)} times in its evidence: write more words or #number")
    if inside and near is None and len(spans) > 1:
        raise FormError(f"{head!r} is not in its evidence and stands {len(spans)} times: write #number")
    if near:
        return nearest(spans, near)
    if len(spans) > 1:
        raise FormError(f"{head!r} stands {len(spans)} times: write more words or #number")
    return spans[0]


def _to_tail(text: str, start: int, head: str, tail: str) -> Span:
    end = start + len(head)
    if not tail:
        return start, end
    at = text.find(tail, end)
    if at < 0:
        raise FormError(f"no {tail!r} after {head!r}")
    return start, at + len(tail)
