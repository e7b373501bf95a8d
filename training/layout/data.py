"""Reports coded by hand, as paragraphs with the part of the page that each of them is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.cleaning.features import features
from dragoman.cleaning.layout import PARTS, Matrix
from dragoman.cleaning.pieces import pieces
from dragoman.model.span import Span
from training.corpus.reading import reports

_SENTENCE = 18  # words from which an unmarked paragraph that ends like a sentence is body
_HALF = 0.5
"""Weight of a part that is inferred from where a line stands."""


@dataclass(frozen=True)
class Page:
    """One report: its features, the index of each paragraph's part (-1 where nobody says), and how much each counts."""

    name: str
    text: str
    spans: tuple[Span, ...]
    rows: Matrix
    parts: np.ndarray[Any, np.dtype[np.int64]]
    counts: np.ndarray[Any, np.dtype[np.float64]]


def pages(folders: Iterable[Path]) -> Iterator[Page]:
    """Every report of some folders of golds but those of slices that only measure."""
    return (_page(r.id, r.text, r.gold) for r in reports(folders))


def _page(name: str, text: str, gold: dict[str, Any]) -> Page:
    spans = tuple(p.span for p in pieces(text))
    marked = [_marked(text, span, gold) for span in spans]
    told = [i for i, part in enumerate(marked) if part == "body"]
    first, last = (told[0], told[-1]) if told else (len(spans), len(spans))
    pairs = [_settled(text[slice(*span)], part, (i < first, i > last)) for i, (span, part) in enumerate(zip(spans, marked, strict=True))]
    parts = np.array([PARTS.index(part) if part else -1 for part, _ in pairs])
    return Page(name, text, spans, features(text, spans), parts, np.array([count for _, count in pairs]))


def _marked(text: str, span: Span, gold: dict[str, Any]) -> str | None:
    """The part that the coding gives a paragraph; "mixed" where only a piece of it is furniture, None where it says nothing."""
    words = _plain(text[slice(*span)])
    if words == _plain((gold.get("header") or {}).get("title") or ""):
        return "headline"
    if any(a < span[1] and span[0] < b for a, b in _coded(gold)):
        return "body"
    if any(words == _plain(r) for r in _texts(gold, "repeats")):
        return "mixed"
    furniture = list(_texts(gold, "boilerplate"))
    if any(_covers(text, f, span) for f in furniture) or words in {_plain(f) for f in furniture}:
        return "furniture"
    if any(_touches(text, c, span) for c in _texts(gold, "captions")):
        return "caption"
    return "furniture?" if any(_touches(text, f, span) for f in furniture) else None


def _settled(line: str, part: str | None, where: tuple[bool, bool]) -> tuple[str | None, float]:
    """What an unmarked paragraph is by where it stands: before the first coded sentence a header line, after the last one furniture."""
    before, after = where
    size = len(line.split())
    if part == "mixed" or (part == "furniture?" and len(line) >= 110):
        return None, 0.0
    if part is not None:
        return part.rstrip("?"), 1.0
    if size >= _SENTENCE and line.rstrip()[-1:] in '.!?"”’)':
        return "body", 1.0
    if before:
        return ("meta", 1.0) if size < 14 else (None, 0.0)
    if after:
        return ("furniture", _HALF) if size < 8 else (None, 0.0)
    return "body", _HALF


def _texts(gold: dict[str, Any], key: str) -> Iterator[str]:
    for item in gold.get(key) or []:
        yield item if isinstance(item, str) else item.get("text", "")


def _covers(text: str, words: str, span: Span) -> bool:
    at = text.find(words) if words else -1
    return at >= 0 and at <= span[0] + 2 and span[1] - 2 <= at + len(words.rstrip())


def _touches(text: str, words: str, span: Span) -> bool:
    at = text.find(words) if words else -1
    return at >= 0 and at < span[1] and span[0] < at + len(words)


def _coded(gold: dict[str, Any]) -> Iterator[Span]:
    """Spans of everything that is read from a report."""
    for item in [*gold.get("events", []), *gold.get("statements", []), *gold.get("agreements", [])]:
        yield from _spans(item.get("spans"))


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list) and len(value) == 2 and all(isinstance(x, int) for x in value):
        yield value[0], value[1]
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
