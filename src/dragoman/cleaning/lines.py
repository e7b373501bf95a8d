"""What one paragraph of a page shows by itself of the part that it plays: its length and letters, its marks and its words."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook.calendar import MONTH, WEEKDAYS, YEAR
from dragoman.codebook.files import table

LONG = 18
"""Words of a paragraph that is told as a report tells: furniture is mostly shorter."""
_SENTENCE = 7  # words from which what ends in a full stop and has no layout word is told as a report tells, too
READ = 1_000
"""Characters: what comes later in a paragraph says nothing new about what it is."""
_PHRASE = 5  # words of the longest layout phrase
_LOOKED_AT = 60  # words of a paragraph that are looked up

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[©#@]")
FUNCTION = frozenset(
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
MARKS: dict[str, re.Pattern[str]] = {
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
SIZES = (2, 5, 10, LONG, 40)
SHAPE = ("length", "capitals", "initials", "digits", "function", "no_function", "foreign", "said", "all_caps")
"""What is told of a paragraph's length and letters."""
_END = list(MARKS).index("sentence_end")
_HEADING = 7  # words of the longest line that stands over others
_LATIN = 0x24F  # the last letter of the Latin alphabets


@dataclass(frozen=True)
class Line:
    """One paragraph as the classifier sees it, before its surroundings are looked at."""

    words: tuple[str, ...]
    own: NDArray[np.float64]
    long: bool
    heads: frozenset[str]
    """The groups of layout words that a short line begins with, which what follows it belongs to."""


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


def line_of(text: str) -> Line:
    """One paragraph by itself; only its first READ characters are looked at."""
    text = text[:READ]
    found = _WORD.findall(text)
    signs = _signs(text)
    best = [max(s[0] for s in signs.values()), max(s[1] for s in signs.values())]
    marks = [float(p.search(text) is not None) for p in MARKS.values()]
    own = [*marks, *_size(found), *_shape(text, found), *(x for group in groups() for x in signs[group]), *best]
    heads = frozenset(g for g, s in signs.items() if s[0] and len(found) <= _HEADING)
    sentence = len(found) >= _SENTENCE and bool(marks[_END]) and best[1] == 0 and any(w.lower() in FUNCTION for w in found)
    return Line(tuple(found), np.array(own), len(found) >= LONG or sentence, heads)


def _size(found: list[str]) -> list[float]:
    """Between which of SIZES the number of words lies."""
    return [float(a < len(found) <= b) for a, b in zip((-1, *SIZES), (*SIZES, 10**9), strict=True)]


def _shape(text: str, found: list[str]) -> list[float]:
    """Length, letters and small words, in the order of SHAPE."""
    low, n = [w.lower() for w in found], max(1, len(found))
    letters = [c for c in text if c.isalpha()]
    small = sum(w in FUNCTION for w in low)
    return [
        np.log1p(len(found)) / 5,
        sum(c.isupper() for c in letters) / max(1, len(letters)),
        sum(w[0].isupper() for w in found) / n,
        sum(c.isdigit() for c in text) / max(1, len(text)),
        small / n,
        float(not small),
        sum(ord(c) > _LATIN for c in letters) / max(1, len(letters)),
        float(any(w in _SAID for w in low)),
        float(len(letters) > 3 and all(c.isupper() for c in letters)),
    ]


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
    return any(share for _, share, _ in _signs(line[:READ]).values()) or any(MARKS[mark].search(line[:READ]) for mark in _SHOWING)


def opens_list(line: str) -> bool:
    """Whether a line begins with words that lead to other reports: "Related: ...", "Read also: ..."."""
    return _signs(line[:READ])["related"][0] > 0
