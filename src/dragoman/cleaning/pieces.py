"""Paragraphs parted where two things stand in one: a day before a headline, a headline glued to the text, an outlet after it, a sign-off."""

import re
from dataclasses import dataclass
from functools import cache

from dragoman.cleaning.datelines import outlet_word
from dragoman.cleaning.glued import glued
from dragoman.cleaning.paragraphs import paragraphs
from dragoman.codebook.calendar import YEAR
from dragoman.codebook.days import days
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import outlet
from dragoman.model.record import PassageKind
from dragoman.model.span import Span, trim_span

_OPENING = 4
"""Paragraphs at the top of a text in which a headline can be glued to something."""
_TITLE = 220  # characters: no headline is longer
_LEAST = 15  # characters of a headline that an outlet stands after
_NAME = 5  # words of an outlet's name after a headline
_HEADER = 140  # characters of the longest header line
_TAIL = 90  # characters at the end of a paragraph in which a sign-off stands

_LEAD_DATE = re.compile(
    rf"\W{{0,3}}(?:(?:date|dated|published|posted)\s*:?\s*)?{YEAR}-\d\d(?:-\d\d)?(?:[T ][\d:.+Z]+)?\s*[:|–—-]?\s+(?=\S)(?!\d\d?:\d\d)",
    re.IGNORECASE,
)
_TAG = re.compile(r"\((?:\d\w\w )?(?:LD|LEAD|URGENT|WRAPUP|CORRECTED)[^)]{0,20}\)\s+")
_LABEL = re.compile(r"(?:HEADLINE|SUBJECT|TITLE|HEADING)\s*:\s+(?=\S)")
_LABEL_ABOVE = re.compile(r"(?:HEADLINE|SUBJECT|HEADING|(?i:headline|title))\s*:\s+(?=\S)")
"""The same in small letters, which only stands over a report: below, a title is somebody's office."""
_HASH = re.compile(r"#{1,6}\s+(?=\S)")
"""The mark of a heading in Markdown."""
_SUFFIX = re.compile(r"\s+(?P<mark>[|–—-]|::|»)\s+(?P<name>[A-Z][^|]{2,40})$")
_BARS = re.compile(r"\s*\|\s*|[ \t]{2,}")
_PAGE_HEAD = re.compile(r"(?P<head>[^\n|]{2,60}?\s*\|\s*[^\n|]{4,40}?\s*\|\s*(?:Page|page|p\.|Pg\.) ?\d{1,4})\s+(?=\S)")
_STEP = r"[^>»›|/\n]{2,30}(?:[>»›|]|\s/\s)"
_CRUMBS = re.compile(
    rf"(?P<path>(?:(?:home|home page|accueil|inicio|startseite|news|latest news|main) ?(?:[>»›|]|/\s)|{_STEP}{_STEP})(?:{_STEP}){{0,4}})\s*(?P<rest>[^>»›|/\n]{{25,220}})$",
    re.IGNORECASE,
)
_AFTER_STOP = r"(?<=[.!?…”\"’)])\s*"
_SIGN_OFFS = (
    re.compile(r"\s*[(/\[*–—-]{1,2}\s?(?:end|ends|fin|enditem|more|30)\s?[)/\]*–—-]{0,2}[\s\w./]{0,14}$", re.IGNORECASE),
    re.compile(r"\s*-0-\s*$|\s*(?:###|■|\*\*\*)\s*$"),
    re.compile(rf"{_AFTER_STOP}\((?![Ll]eft|[Rr]ight)[A-Z][\w .,&:’'/-]{{1,40}}\)\s*(?:[a-z]{{1,3}}(?:/[a-z]{{1,3}})*)?$"),
    re.compile(rf"{_AFTER_STOP}[–—]\s?[A-Z][\w .,&’'/-]{{1,34}}$"),
    re.compile(
        rf"{_AFTER_STOP}(?:[A-Z]{{2,6}} (?:[a-z]{{2,3}}/)+[a-z]{{2,3}}|[A-Z]{{2,4}}/[A-Z]{{2,4}}|[a-z]{{2,3}}(?:/[a-z]{{2,3}}|\.[a-z]{{2,3}})+)$"
    ),
    re.compile(rf"{_AFTER_STOP}[A-Z]{{2,6}}\s?[–—-]\s?\d\w?$"),
    re.compile(rf"{_AFTER_STOP}(?:read more|details to follow)\W{{0,3}}$", re.IGNORECASE),
)


@dataclass(frozen=True)
class Piece:
    """A paragraph or a part of one; the kind where its form alone tells it."""

    span: Span
    kind: PassageKind | None = None


def pieces(text: str) -> list[Piece]:
    """The paragraphs of a text in order, those parted that hold two things. Cut parts never overlap."""
    found = paragraphs(text)
    out: list[Piece] = []
    for i, span in enumerate(found):
        parted = _entitled(text, span, _LABEL_ABOVE if i < _OPENING else _LABEL) or (
            _opened(text, span, i) if i < _OPENING else [Piece(span)]
        )
        out += [p for part in parted for p in (_line(text, part) if part.kind is None else [part])]
    return out


def _opened(text: str, span: Span, n: int) -> list[Piece]:
    """One of the first paragraphs without day or page head before it, and with headline and text apart."""
    out: list[Piece] = []
    for pattern in (_LEAD_DATE, _PAGE_HEAD, _TAG, _HASH):
        m = pattern.match(text, *span)
        if m and m.end() < span[1] and (head := trim_span((span[0], m.end()), text)):
            out.append(Piece(head, "boilerplate" if pattern in (_TAG, _HASH) else "byline"))
            span = (m.end(), span[1])
    if cut := glued(text, span):
        parts: tuple[tuple[Span, PassageKind | None], ...] = (((span[0], cut[0]), "headline"), (cut, "byline"), ((cut[1], span[1]), None))
        return [*out, *(Piece(trimmed, kind) for part, kind in parts if (trimmed := trim_span(part, text)))]
    if crumbs := _CRUMBS.match(text, *span):
        return [*out, Piece((span[0], crumbs.end("path")), "boilerplate"), Piece((crumbs.start("rest"), span[1]))]
    return [*out, *((n == 0 and _among_bars(text, span)) or (_titled(text, span) if n < 2 else [Piece(span)]))]


def _entitled(text: str, span: Span, labelled: re.Pattern[str]) -> list[Piece] | None:
    """A headline that an export or a telegram names as one: "HEADLINE: Accord signed"."""
    label = labelled.match(text, *span) if span[1] - span[0] <= _TITLE else None
    head = trim_span((span[0], label.end()), text) if label else None
    return [Piece(head, "byline"), Piece((label.end(), span[1]), "headline")] if label and head else None


def _titled(text: str, span: Span) -> list[Piece]:
    """A headline and the outlet after it: "Accord signed | Lake Courier"."""
    m = _SUFFIX.search(text, *span) if span[1] - span[0] <= _TITLE else None
    if (
        m
        and _is_headline(text[span[0] : m.start()])
        and next(days(text, *span), None) is None
        and _is_site(m["name"].strip(), m["mark"], text)
    ):
        return [Piece((span[0], m.start()), "headline"), Piece((m.start("mark"), m.end()), "byline")]
    return [Piece(span)]


def _among_bars(text: str, span: Span) -> list[Piece] | None:
    """A headline between bars or gaps with days and counters: "Accord signed | 5 May 2021 | 3 photos"; None where anything else stands there."""
    if span[1] - span[0] > _TITLE or "\n" in text[slice(*span)]:
        return None
    at = [span[0], *(x for m in _BARS.finditer(text, *span) for x in m.span()), span[1]]
    parts = [t for s in zip(at[::2], at[1::2], strict=True) if s[0] < s[1] and (t := trim_span(s, text))]
    title = max(parts, key=lambda p: p[1] - p[0], default=span)
    beside = [text[slice(*p)] for p in parts if p != title]
    if not beside or not _is_headline_among(text[slice(*title)], beside):
        return None
    return [Piece(p, "headline" if p == title else "byline" if next(days(text, *p), None) else "boilerplate") for p in parts]


def _is_headline_among(title: str, beside: list[str]) -> bool:
    """Whether words are a headline, and what stands beside them is nothing but days and counters."""
    return not title.lower().startswith("by ") and _is_headline(title) and all(_is_beside(words) for words in beside)


def _is_beside(words: str) -> bool:
    """Whether a page sets such words beside a headline: a day alone, or a counter."""
    day = next(days(words), None)
    rest = words[: day.span[0]] + words[day.span[1] :] if day else words
    return (day is not None and not re.search(r"[^\W\d_]{3}", rest)) or re.fullmatch(r"\d{1,4} [a-z]{4,10}", words) is not None


def _is_headline(words: str) -> bool:
    return len(words) >= _LEAST and len(re.findall(r"\w{2,}", words)) > 2 and "|" not in words


def _is_site(name: str, mark: str, text: str) -> bool:
    """Whether what stands after a headline names who published it: an outlet that is known, or one by the mark before it or by its words."""
    parts = name.split()
    if outlet(name):
        return True
    if len(parts) > _NAME or name[-1] in ".?!":
        return False
    named = outlet_word(parts[-1]) or outlet_word(parts[0])
    proper = len(parts) > 1 and outlet_word(parts[-1]) and all(p[0].isupper() or p in ("of", "and", "the") for p in parts)
    return mark in ("|", "»", "::") or (named and text.count(name) > 1) or proper


@cache
def _labels() -> tuple[tuple[re.Pattern[str], PassageKind], ...]:
    told = table("boilerplate")["label"]
    kinds: tuple[PassageKind, ...] = ("byline", "boilerplate", "caption")
    return tuple((re.compile(rf"(?:{'|'.join(told[k])})\s*:.*", re.DOTALL), k) for k in kinds)


def _line(text: str, part: Piece) -> list[Piece]:
    """A line as the label before it says, or parted from the counters and buttons that a page sets behind its header lines."""
    counted = _counters().search(text, *part.span) if part.span[1] - part.span[0] <= _HEADER else None
    head = trim_span((part.span[0], counted.start()), text) if counted else None
    if counted is None or head is None or not re.search(r"\w{2}", text[slice(*head)]):
        return _labelled(text, part)
    tail = trim_span((counted.start("counted"), part.span[1]), text)
    return [*_labelled(text, Piece(head)), *([Piece(tail, "boilerplate")] if tail else [])]


@cache
def _counters() -> re.Pattern[str]:
    """Counters and buttons at the end of a line, behind a gap, a mark or a figure."""
    one = "|".join(table("boilerplate")["counter"]["whole"])
    return re.compile(rf"(?:\s{{2,}}|\s*[|·●•]\s*|\s(?=\d))(?P<counted>(?:{one})(?:[\s|·●•,]+(?:{one}))*)\s*$", re.IGNORECASE)


def _labelled(text: str, part: Piece) -> list[Piece]:
    """A line of an export that says in capitals what it is: "BYLINE: ...", "LENGTH: 381 words"."""
    line = text[part.span[0] : part.span[1]]
    if len(line) > _TITLE:
        return [part]
    return [Piece(part.span, next((kind for pattern, kind in _labels() if pattern.fullmatch(line)), None))]


def sign_off(text: str, span: Span) -> int:
    """Where the sign-off at the end of a body paragraph begins; the paragraph's end without one."""
    start = max(span[0], span[1] - _TAIL)
    tail = text[start : span[1]]
    found = [m.start() for pattern in _SIGN_OFFS if (m := pattern.search(tail)) and (start + m.start() > span[0])]
    return start + min(found) if found else span[1]
