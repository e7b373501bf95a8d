"""What each paragraph of a page is: as its form or a rule says, else as the classifier and where it stands say."""

import re
from dataclasses import dataclass, replace
from functools import cache

from dragoman.cleaning.bylines import person
from dragoman.cleaning.comments import comments_from
from dragoman.cleaning.datelines import dateline, outlet_word
from dragoman.cleaning.headerlines import HEADER, is_header, sentence_like, tells_report_only
from dragoman.cleaning.layout import PARTS, parts
from dragoman.cleaning.lines import LONG, signed
from dragoman.cleaning.pieces import Piece, sign_off
from dragoman.codebook.days import days
from dragoman.codebook.files import table
from dragoman.model.record import PassageKind

Shares = dict[str, float]
"""The probability of each part of a page for one paragraph, as the classifier sees it."""
LIKELY = 0.7
"""Probability at which the classifier is believed against a rule of thumb."""
_SURE = 0.9  # probability at which a line that is written like a sentence is furniture all the same
_SURE_AROUND = 0.75  # the same before and behind everything that the report tells at length
_TOP = 10  # pieces among which the header lines stand
_RULED = 400  # characters: the rules for whole lines look at no longer ones
_DAY_AT = 20  # characters from the start within which a day makes a line a header line and no headline
_KIND_OF: dict[str, PassageKind] = {"body": "body", "headline": "headline", "caption": "caption", "furniture": "boilerplate"}
_CORRESPONDENT = re.compile(r"\b(?:correspondent|staff writer|staff reporter)s?\b", re.IGNORECASE)
_MAKER = re.compile(r"\b(?:by|correspondents?|writers?|reporters?|desk|staff)\b", re.IGNORECASE)
_POINT = re.compile(r"\s*[•▪●*–-]\s+(?:[\w’'\".,-]+\s+){3}\w")
"""A line of the points that a page sets under its headline."""
_ENTRY = re.compile(r"\s*\(?(\d{1,3})[.)]\s+\w")
_WHEN = re.compile(r"\W*(?:first |last )?(?:updated?|published|posted|modified|issued)(?: on| at)?\W+[\w ,.:/()+-]{4,40}", re.IGNORECASE)


@dataclass(frozen=True)
class _Place:
    """Where a piece stands beside what is told at length."""

    top: bool
    """Where header lines stand."""
    alone: bool
    """On a page on which nothing else is told at length."""
    around: bool
    """Before or behind everything that the report tells at length."""
    below: bool
    """Behind it."""


def shares_of(text: str, found: list[Piece]) -> list[Shares]:
    """What the classifier thinks of every piece."""
    return [dict(zip(PARTS, map(float, row), strict=True)) for row in parts(text, tuple(p.span for p in found))]


def kinds_of(text: str, found: list[Piece], shares: list[Shares]) -> list[PassageKind]:
    """The kind of every piece: as its form or a rule says, else as the classifier does.

    Where nothing is told at length, a line is furniture only by what it says: it has no report to stand beside.
    """
    told = [i for i, p in enumerate(found) if p.kind is None and len(text[p.span[0] : p.span[1]].split()) >= LONG]
    places = _places(found, shares, told)
    out = [_kind_of(text, piece, share, place) for piece, share, place in zip(found, shares, places, strict=True)]
    lines = [text[slice(*p.span)] for p in found]
    out = _lists_whole(lines, out)
    start = comments_from(lines, [i for i in told if out[i] == "body"])
    comments: list[PassageKind] = ["boilerplate"] * (len(out) - start)
    return out[:start] + comments


def _lists_whole(lines: list[str], kinds: list[PassageKind]) -> list[PassageKind]:
    """The kinds with the entries of a numbered list kept together: what goes on counting after an entry of the report is one too."""
    out = list(kinds)
    numbers = [int(m[1]) if (m := _ENTRY.match(line)) else None for line in lines]
    for i in range(1, len(out)):
        before, number = numbers[i - 1], numbers[i]
        if out[i] == "boilerplate" and out[i - 1] == "body" and before is not None and number == before + 1:
            out[i] = "body"
    return out


def _places(found: list[Piece], shares: list[Shares], told: list[int]) -> list[_Place]:
    """Where every piece stands beside those that are told at length."""
    first = min(told[1], _TOP) if len(told) > 1 else len(found)
    sure = [i for i in told if shares[i]["body"] > _SURE]
    start, end = (sure[0], sure[-1]) if sure else (0, len(found))
    return [
        _Place(top=i <= first, alone=not told or len(found) == 1, around=not start <= i <= end, below=i > end) for i in range(len(found))
    ]


def _kind_of(text: str, piece: Piece, share: Shares, place: _Place) -> PassageKind:
    line = " ".join(text[slice(*piece.span)].split())
    settled = _settled(line, piece, share, place)
    if place.around and sign_off(text, piece.span) < piece.span[1]:
        place = replace(place, around=False)  # who signs a report signs its last sentence
    kind = settled or _judged(line, share, place)
    if kind == "byline" and piece.kind is None and is_header(line) and not tells_report_only(line):
        return "boilerplate"
    return "body" if kind == "boilerplate" and _stands(text, piece, line, alone=place.alone and not settled) else kind


def _settled(line: str, piece: Piece, share: Shares, place: _Place) -> PassageKind | None:
    """The kind that a line's form or a rule says, whatever the classifier thinks; None where neither says any."""
    form = None if piece.kind == "boilerplate" and share["headline"] > _SURE else piece.kind
    kind = form or _ruled(line, share)
    return "boilerplate" if kind == "byline" and place.below and _dates_only(line) else kind


def _stands(text: str, piece: Piece, line: str, alone: bool) -> bool:
    """Whether a line that is taken for furniture is told all the same: on a page that tells nothing at length, or behind a dateline."""
    if alone and (sentence_like(line) or not signed(line)):
        return True
    return sentence_like(line) and dateline(text, piece.span) is not None


def _ruled(line: str, share: Shares) -> PassageKind | None:
    """The kind that a rule gives a whole line; a sentence that the classifier is sure belongs to the report is none of them."""
    if len(line) > _RULED or (sentence_like(line) and share["body"] > _SURE):
        return None
    kinds: tuple[PassageKind, ...] = ("boilerplate", "credit", "caption", "byline")
    return next((k for k in kinds if _whole(k).fullmatch(line) and not (k == "caption" and share["body"] > LIKELY)), None)


def _dates_only(line: str) -> bool:
    """Whether a line says when the report was published or changed, and nothing of who made it."""
    return _WHEN.fullmatch(line) is not None


def _judged(line: str, share: Shares, place: _Place) -> PassageKind:
    """A line's kind by the classifier; header lines only at the top, and a sentence is furniture only where that is sure."""
    part = max(share, key=lambda p: share[p])
    top = place.top
    if top and _heads(line, part):
        return "byline"
    if part == "meta":
        return "boilerplate" if top or share["furniture"] > share["body"] else "body"
    if _told_at_top(line, part, place) or _told_by_form(line, part, share, place):
        return "body"
    if part == "headline" and not top:
        return "body" if share["body"] >= share["furniture"] else "boilerplate"
    return _KIND_OF[part]


def _heads(line: str, part: str) -> bool:
    """Whether a line at the top is one of the header, and no headline."""
    return (part != "headline" or opens_with_day(line)) and (is_header(line) or _tells_maker(line, part))


def _told_at_top(line: str, part: str, place: _Place) -> bool:
    """Whether a line is one of the points in which a report is told in short at its top."""
    return part != "body" and place.top and _POINT.match(line) is not None and not signed(line)


def _told_by_form(line: str, part: str, share: Shares, place: _Place) -> bool:
    """Whether a line that the classifier takes for furniture, but not surely, is written as a sentence."""
    return part == "furniture" and sentence_like(line) and share["furniture"] < (_SURE_AROUND if place.around else _SURE)


def _tells_maker(line: str, part: str) -> bool:
    """Whether a line that the classifier takes for a header, or for furniture, names who made the report."""
    if part == "meta":
        return _names_maker(line)
    return part == "furniture" and len(line) < HEADER and _CORRESPONDENT.search(line) is not None


def opens_with_day(line: str) -> bool:
    """Whether a line begins with a full date, as header lines do."""
    return any(day.span[0] < _DAY_AT for day in days(line))


def _names_maker(line: str) -> bool:
    """Whether a header line names who made the report: a person, or an outlet by its name."""
    named = [p.strip() for p in re.split(r"[|,/•·]|\s[-–—]\s", line) if p.strip()]
    return _MAKER.search(line) is not None or any((person(p) and _capital(p)) or outlet_word(p.split()[-1]) for p in named)


def _capital(words: str) -> bool:
    """Whether no word begins with a figure, or with a small letter but that of a name's particle."""
    return not any(c.isdigit() for c in words) and words[0].isupper() and words.split()[-1][0].isupper()


@cache
def _whole(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('boilerplate')[kind]['whole'])})", re.IGNORECASE)
