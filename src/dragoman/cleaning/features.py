"""What shows which part of a page a paragraph belongs to, as numbers: its length and letters, its words, and where it stands."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook.calendar import MONTH, WEEKDAYS, YEAR
from dragoman.codebook.files import table
from dragoman.model.span import Span

LONG = 18
"""Words of a paragraph that is told as a report tells: furniture is mostly shorter."""
_SENTENCE = 7  # words from which what ends in a full stop and has no layout word is told as a report tells, too
_READ = 1_000  # characters: what comes later in a paragraph says nothing new about what it is
_STEP = 6  # paragraphs: beyond these, how far off something is no longer matters

_PHRASE = 5  # words of the longest layout phrase
_LOOKED_AT = 60  # words of a paragraph that are looked up

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[©#@]")
_FUNCTION = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "an",
        "that",
        "was",
        "were",
        "is",
        "are",
        "on",
        "by",
        "with",
        "for",
        "from",
        "has",
        "have",
        "had",
        "its",
        "his",
        "her",
        "their",
        "they",
        "he",
        "she",
        "it",
        "said",
        "as",
        "at",
        "which",
        "who",
        "will",
        "would",
        "after",
        "be",
        "been",
        "this",
    ]
)
_SAID = frozenset(
    [
        "said",
        "says",
        "told",
        "stated",
        "added",
        "announced",
        "reported",
        "accused",
        "denied",
        "warned",
        "urged",
        "called",
        "noted",
        "stressed",
        "confirmed",
        "signed",
        "met",
        "agreed",
    ]
)
_DAY = "|".join(WEEKDAYS)
_DATE = re.compile(
    rf"\b(?:{YEAR}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]{YEAR}|(?:{MONTH})\s+\d\d?|\d\d?(?:st|nd|rd|th)?\s+(?:{MONTH}))", re.IGNORECASE
)
_MARKS: dict[str, re.Pattern[str]] = {
    "date": _DATE,
    "clock": re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bGMT\b|\bUTC\b", re.IGNORECASE),
    "weekday": re.compile(rf"\b(?:{_DAY})\b", re.IGNORECASE),
    "year": re.compile(rf"\b{YEAR}\b"),
    "address": re.compile(r"https?://|www\.|\b[\w-]{2,}\.(?:com|org|net|info|example|gov|co|tv|news)\b", re.IGNORECASE),
    "mail": re.compile(r"[\w.-]{1,64}@[\w-]{1,64}\.\w"),
    "handle": re.compile(r"(?<!\w)@\w"),
    "hashtag": re.compile(r"(?<!\w)#\w"),
    "phone": re.compile(r"\+?\d[\d ()-]{7,20}\d"),
    "gaps": re.compile(r"\S {3,}\S|\t"),
    "bars": re.compile(r" [|·•/›»>~✦●] |›|»|\|"),
    "quote": re.compile(r"[\"“”«»]"),
    "by": re.compile(r"^\W*(?:by|from|written by|reported by)\b[: ]", re.IGNORECASE),
    "label": re.compile(r"^\W*\w+(?: \w+){0,2} ?:"),
    "bullet": re.compile(r"^\s*[-–—•*·▪►▲●#|]"),
    "bracketed": re.compile(r"^\s*[\[({].*[\])}][.\s]*$", re.DOTALL),
    "code": re.compile(r"\b(?=\w*\d)(?=\w*[A-Z])[\dA-Z]{6,}\b|^\W*[A-Za-z]{2,4}(?:[/.-][A-Za-z]{2,4})+\W*$"),
    "arrow": re.compile(r"[←→<>]{1,2}|\bRT\b"),
    "number": re.compile(r"^\W*\d[\d,. ]*\w?\W*$"),
    "colon_end": re.compile(r":\s*$"),
    "dots_end": re.compile(r"(?:…|\.\.\.)\s*$"),
    "sentence_end": re.compile(r"[.!?][”\"’')\]]*\s*$"),
    "question": re.compile(r"\?"),
    "small_start": re.compile(r"^\W*[a-z]"),
}
_SHOWING = ("date", "clock", "address", "mail", "handle", "hashtag", "phone", "gaps", "bars", "bracketed", "code", "arrow", "number")
_SIZES = (2, 5, 10, LONG, 40)


@dataclass(frozen=True)
class Line:
    """One paragraph as the classifier sees it, before its surroundings are looked at."""

    words: tuple[str, ...]
    own: NDArray[np.float64]
    long: bool
    heads: frozenset[str]
    """The groups of layout words that a short line begins with, which what follows it belongs to."""


@cache
def names() -> tuple[str, ...]:
    """What each column of `features` is, in order."""
    own = [
        *_MARKS,
        *(f"size_{n}" for n in range(len(_SIZES) + 1)),
        "length",
        "capitals",
        "initials",
        "digits",
        "function",
        "no_function",
        "foreign",
        "said",
        "all_caps",
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


@cache
def groups() -> tuple[str, ...]:
    """The groups of layout words."""
    return tuple(table("layout"))


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every layout phrase as words, and the groups that have it."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in groups():
        for phrase in table("layout")[group]["words"]:
            key = tuple(phrase.split())
            out[key] = (*out.get(key, ()), group)
    return out


@cache
def single_words() -> frozenset[str]:
    """The layout phrases that are one word."""
    return frozenset(phrase[0] for phrase in _phrases() if len(phrase) == 1)


def features(text: str, spans: tuple[Span, ...]) -> NDArray[np.float64]:
    """One row of numbers for every paragraph, in the columns of `names`."""
    lines = [_line(text[s : min(e, s + _READ)]) for s, e in spans]
    place = _places(text, spans, lines)
    near = _neighbours(lines)
    column = {name: i for i, name in enumerate(names())}
    parts = [column[f"{group}_part"] for group in groups()]
    own = np.array([line.own for line in lines])
    short = own[:, parts] * (own[:, [column["length"]]] < np.log1p(LONG) / 5)
    return np.hstack([own, place, near, short, np.ones((len(lines), 1))])


def _line(text: str) -> Line:
    found = _WORD.findall(text)
    low = [w.lower() for w in found]
    n = max(1, len(found))
    letters = [c for c in text if c.isalpha()]
    size = [float(a < len(found) <= b) for a, b in zip((-1, *_SIZES), (*_SIZES, 10**9), strict=True)]
    shape = [
        np.log1p(len(found)) / 5,
        sum(c.isupper() for c in letters) / max(1, len(letters)),
        sum(w[0].isupper() for w in found) / n,
        sum(c.isdigit() for c in text) / max(1, len(text)),
        sum(w in _FUNCTION for w in low) / n,
        float(not any(w in _FUNCTION for w in low)),
        sum(ord(c) > 0x24F for c in letters) / max(1, len(letters)),
        float(any(w in _SAID for w in low)),
        float(len(letters) > 3 and all(c.isupper() for c in letters)),
    ]
    signs = _signs(text)
    flat = [x for group in groups() for x in signs[group]]
    best = [max(s[0] for s in signs.values()), max(s[1] for s in signs.values())]
    marks = [float(p.search(text) is not None) for p in _MARKS.values()]
    heads = frozenset(g for g, s in signs.items() if s[0] and len(found) <= 7)
    sentence = len(found) >= _SENTENCE and marks[list(_MARKS).index("sentence_end")] > 0 and best[1] == 0 and shape[4] > 0
    return Line(tuple(found), np.array([*marks, *size, *shape, *flat, *best]), len(found) >= LONG or sentence, heads)


def _signs(text: str) -> dict[str, tuple[float, float, float]]:
    """By group: whether a line begins with one of its phrases, how much of the line they are, and whether there is one."""
    found = [w.lower().replace("’", "'") for w in _TOKEN.findall(text)][:_LOOKED_AT]
    first = dict.fromkeys(groups(), 0.0)
    covered = dict.fromkeys(groups(), 0)
    i = 0
    while i < len(found):
        n = next((n for n in range(_PHRASE, 0, -1) if tuple(found[i : i + n]) in _phrases()), 0)
        for group in _phrases()[tuple(found[i : i + n])] if n else ():
            covered[group] += n
            first[group] = max(first[group], float(i == 0))
        i += max(1, n)
    return {g: (first[g], covered[g] / max(1, len(found)), float(covered[g] > 0)) for g in groups()}


def signed(line: str) -> bool:
    """Whether a line itself shows that it may be furniture: it has a layout phrase, an address, a day, bars or the like."""
    return any(share for _, share, _ in _signs(line[:_READ]).values()) or any(_MARKS[mark].search(line[:_READ]) for mark in _SHOWING)


def opens_list(line: str) -> bool:
    """Whether a line begins with words that lead to other reports: "Related: ...", "Read also: ..."."""
    return _signs(line[:_READ])["related"][0] > 0


def _places(text: str, spans: tuple[Span, ...], lines: list[Line]) -> NDArray[np.float64]:
    """Where each paragraph stands, and what it has in common with those that tell the report."""
    n = len(lines)
    told = [i for i, line in enumerate(lines) if line.long]
    first, last = (told[0], told[-1]) if told else (0, n - 1)
    again: dict[tuple[str, ...], list[int]] = {}
    for i, line in enumerate(lines):
        again.setdefault(tuple(w.lower() for w in line.words), []).append(i)
    holders: dict[str, set[int]] = {}
    for i in told:
        for w in lines[i].words:
            holders.setdefault(w.lower(), set()).add(i)
    out = []
    related = comments = n
    for i, line in enumerate(lines):
        related, comments = (0 if "related" in line.heads else related + 1), (0 if "comments" in line.heads else comments + 1)
        if line.long and line.own[_column("sentence_end")]:
            related = n
        same = again[tuple(w.lower() for w in line.words)]
        content = [w for w in line.words if len(w) > 3 and w.lower() not in _FUNCTION]
        proper = [w for w in line.words if w[0].isupper() and len(w) > 2]
        out.append(
            [
                i == 0, i == 1, i == 2, min(i, _STEP) / _STEP, i == n - 1, min(n - 1 - i, _STEP) / _STEP, i < first, i > last,
                min(max(0, i - last), _STEP) / _STEP, min(max(0, first - i), _STEP) / _STEP, n == 1,
                i > 0 and _blank(text, spans[i - 1][1], spans[i][0]), i + 1 < n and _blank(text, spans[i][1], spans[i + 1][0]),
                same[-1] > i, same[0] < i, _shared(content, holders, i), _shared(proper, holders, i), not proper,
                0 < related < n, 0 < comments < n, _STEP < related < n,
            ]
        )  # fmt: skip
    return np.array(out, dtype=float)


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
