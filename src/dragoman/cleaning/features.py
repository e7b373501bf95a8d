"""What shows which part of a page a paragraph belongs to, as numbers: what it shows by itself, and where it stands."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.cleaning.lines import FUNCTION, LONG, MARKS, SHAPE, SIZES, Line, groups, line_of
from dragoman.model.span import Span

_STEP = 6  # paragraphs: beyond these, how far off something is no longer matters


@cache
def names() -> tuple[str, ...]:
    """What each column of `features` is, in order."""
    own = [
        *MARKS,
        *(f"size_{n}" for n in range(len(SIZES) + 1)),
        *SHAPE,
    ]
    for group in groups():
        own += [f"{group}_first", f"{group}_part", f"{group}_any"]
    own += ["any_first", "any_part"]
    place = [
        "at_first", "at_second", "at_third", "early", "last", "near_last", "before_body", "after_body", "beyond", "ahead", "single", "blank_before", "blank_after",
        "comes_again", "came_before", "of_body", "names_of_body", "no_names", "under_related", "under_comments", "after_related_far",
    ]  # fmt: skip
    near = [
        f"{where}_{what}"
        for where in ("before", "after")
        for what in ("long", "sentence_end", "any_first", "size_0", "size_1", "bullet", "date", "none")
    ]
    short = [f"short_{group}" for group in groups()]
    return (*own, *place, *near, *short, "one")


def features(text: str, spans: tuple[Span, ...]) -> NDArray[np.float64]:
    """One row of numbers for every paragraph, in the columns of `names`."""
    lines = [line_of(text[s:e]) for s, e in spans]
    place = _places(text, spans, lines)
    near = _neighbours(lines)
    column = {name: i for i, name in enumerate(names())}
    parts = [column[f"{group}_part"] for group in groups()]
    own = np.array([line.own for line in lines])
    short = own[:, parts] * (own[:, [column["length"]]] < np.log1p(LONG) / 5)
    return np.hstack([own, place, near, short, np.ones((len(lines), 1))])


def _places(text: str, spans: tuple[Span, ...], lines: list[Line]) -> NDArray[np.float64]:
    """Where each paragraph stands, and what it has in common with those that tell the report."""
    told = [i for i, line in enumerate(lines) if line.long]
    again: dict[tuple[str, ...], list[int]] = {}
    for i, line in enumerate(lines):
        again.setdefault(_lower(line), []).append(i)
    holders: dict[str, set[int]] = {}
    for i in told:
        for w in lines[i].words:
            holders.setdefault(w.lower(), set()).add(i)
    under = _under(lines)
    rows = []
    for i, line in enumerate(lines):
        same = again[_lower(line)]
        blanks = [i > 0 and _blank(text, spans[i - 1][1], spans[i][0]), i + 1 < len(lines) and _blank(text, spans[i][1], spans[i + 1][0])]
        rows.append([*_position(i, len(lines), told), *blanks, same[-1] > i, same[0] < i, *_in_common(line, i, holders), *under[i]])
    return np.array(rows, dtype=float)


def _lower(line: Line) -> tuple[str, ...]:
    return tuple(w.lower() for w in line.words)


def _position(i: int, n: int, told: list[int]) -> list[float]:
    """Where the i-th of n paragraphs stands: from both ends of the page, and from those that tell the report."""
    first, last = (told[0], told[-1]) if told else (0, n - 1)
    return [
        i == 0, i == 1, i == 2, min(i, _STEP) / _STEP, i == n - 1, min(n - 1 - i, _STEP) / _STEP, i < first, i > last,
        min(max(0, i - last), _STEP) / _STEP, min(max(0, first - i), _STEP) / _STEP, n == 1,
    ]  # fmt: skip


def _in_common(line: Line, i: int, holders: dict[str, set[int]]) -> list[float]:
    """What the i-th paragraph shares with others: words, names, and whether it has names at all."""
    content = [w for w in line.words if len(w) > 3 and w.lower() not in FUNCTION]
    proper = [w for w in line.words if w[0].isupper() and len(w) > 2]
    return [_shared(content, holders, i), _shared(proper, holders, i), not proper]


def _under(lines: list[Line]) -> list[list[float]]:
    """For each paragraph whether it stands somewhere under a heading of other reports, or of comments, and whether far under the first."""
    n, out = len(lines), []
    related = comments = n
    for line in lines:
        related, comments = (0 if "related" in line.heads else related + 1), (0 if "comments" in line.heads else comments + 1)
        if line.long and line.own[_column("sentence_end")]:
            related = n
        out.append([0 < related < n, 0 < comments < n, float(_STEP < related < n)])
    return out


def _blank(text: str, start: int, end: int) -> bool:
    return text.count("\n", start, end) > 1


def _shared(found: list[str], holders: dict[str, set[int]], i: int) -> float:
    """The share of words that another paragraph of the report has as well."""
    return sum(_elsewhere(holders.get(w.lower()), i) for w in found) / len(found) if found else 0.0


def _elsewhere(places: set[int] | None, i: int) -> bool:
    return places is not None and (len(places) > 1 or i not in places)


@cache
def _column(name: str) -> int:
    return names().index(name)


def _neighbours(lines: list[Line]) -> NDArray[np.float64]:
    wanted = [_column(name) for name in ("sentence_end", "any_first", "size_0", "size_1", "bullet", "date")]
    rows = [[float(line.long), *line.own[wanted], 0.0] for line in lines]
    none = [0.0] * (len(wanted) + 1) + [1.0]
    before, after = [none, *rows[:-1]], [*rows[1:], none]
    return np.array([a + b for a, b in zip(before, after, strict=True)])
