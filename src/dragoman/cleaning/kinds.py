"""What each paragraph of a page is: as its form or a rule says, else as the classifier and where it stands say."""

import re
from dataclasses import dataclass, replace
from functools import cache

from dragoman.cleaning.bylines import person
from dragoman.cleaning.comments import comments_from
from dragoman.cleaning.datelines import dateline, outlet_word, whole_dateline
from dragoman.cleaning.layout import PARTS, parts
from dragoman.cleaning.lines import LONG, signed
from dragoman.cleaning.pieces import Piece, sign_off
from dragoman.codebook.days import days
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import outlet
from dragoman.model.record import PassageKind

Shares = dict[str, float]
"""The probability of each part of a page for one paragraph, as the classifier sees it."""
LIKELY = 0.7
"""Probability at which the classifier is believed against a rule of thumb."""
_SURE = 0.9  # probability at which a line that is written like a sentence is furniture all the same
_SURE_AROUND = 0.75  # the same before and behind everything that the report tells at length
_SENTENCE_MIN = 5  # words of the shortest line that is taken for a sentence
_TOP = 10  # pieces among which the header lines stand
_RULED = 400  # characters: the rules for whole lines look at no longer ones
_DAY_AT = 20  # characters from the start within which a day makes a line a header line and no headline
_HEADER = 140  # characters of the longest header line
_KIND_OF: dict[str, PassageKind] = {"body": "body", "headline": "headline", "caption": "caption", "furniture": "boilerplate"}
_CORRESPONDENT = re.compile(r"\b(?:correspondent|staff writer|staff reporter)s?\b", re.IGNORECASE)
_MAKER = re.compile(r"\b(?:by|correspondents?|writers?|reporters?|desk|staff)\b", re.IGNORECASE)
_ENTRY = re.compile(r"\s*\(?(\d{1,3})[.)]\s+\w")
_WHEN = re.compile(r"\W*(?:first |last )?(?:updated?|published|posted|modified|issued)(?: on| at)?\W+[\w ,.:/()+-]{4,40}", re.IGNORECASE)
_STOPPED = re.compile(r"[a-z]{3,}[”\"’')]?\. [A-Z“\"]")
_CLOCK = re.compile(
    r"\W*(?:local time|update(?:d)?(?: time)?|last (?:updated?|modified)|latest update|today is)\b(?!.*\bpublished\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class _Place:
    """Where a piece stands beside what is told at length."""

    top: bool
    """Where header lines stand."""
    alone: bool
    """On a page on which nothing is told at length."""
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
    return [_Place(top=i <= first, alone=not told, around=not start <= i <= end, below=i > end) for i in range(len(found))]


def _kind_of(text: str, piece: Piece, share: Shares, place: _Place) -> PassageKind:
    line = " ".join(text[slice(*piece.span)].split())
    form = None if piece.kind == "boilerplate" and share["headline"] > _SURE else piece.kind
    settled = form or _ruled(line, share)
    if settled == "byline" and place.below and _dates_only(line):
        settled = "boilerplate"
    if place.around and sign_off(text, piece.span) < piece.span[1]:
        place = replace(place, around=False)  # who signs a report signs its last sentence
    kind = settled or _judged(line, share, place)
    if kind != "boilerplate":
        return kind
    stands = not settled and place.alone and (_sentence_like(line) or not signed(line))
    opens = _sentence_like(line) and dateline(text, piece.span) is not None
    return "body" if stands or opens else kind


def _ruled(line: str, share: Shares) -> PassageKind | None:
    """The kind that a rule gives a whole line; a sentence that the classifier is sure belongs to the report is none of them."""
    if len(line) > _RULED or (_sentence_like(line) and share["body"] > _SURE):
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
    if top and (part != "headline" or opens_with_day(line)) and (_is_header(line) or _tells_maker(line, part)):
        return "byline"
    if part == "meta":
        return "boilerplate" if top or share["furniture"] > share["body"] else "body"
    if part == "furniture" and _sentence_like(line) and share["furniture"] < (_SURE_AROUND if place.around else _SURE):
        return "body"
    if part == "headline" and not top:
        return "body" if share["body"] >= share["furniture"] else "boilerplate"
    return _KIND_OF[part]


def _tells_maker(line: str, part: str) -> bool:
    """Whether a line that the classifier takes for a header, or for furniture, names who made the report."""
    if part == "meta":
        return _names_maker(line)
    return part == "furniture" and len(line) < _HEADER and _CORRESPONDENT.search(line) is not None


def _is_header(line: str) -> bool:
    """Whether a short line gives the report's day, place, author or outlet."""
    if len(line) > _HEADER or _sentence_like(line) or _CLOCK.match(line):
        return False
    bare = line.strip(" -–—|.")
    return bool(outlet(bare)) or whole_dateline(line) or (len(line) < 100 and any(True for _ in days(line)))


def opens_with_day(line: str) -> bool:
    """Whether a line begins with a full date, as header lines do."""
    return any(day.span[0] < _DAY_AT for day in days(line))


def _names_maker(line: str) -> bool:
    """Whether a header line names who made the report: a person, or an outlet by its name."""
    named = [p.strip() for p in re.split(r"[|,/•·]|\s[-–—]\s", line) if p.strip()]
    return _MAKER.search(line) is not None or any(person(p) or outlet_word(p.split()[-1]) for p in named)


def _sentence_like(line: str) -> bool:
    """Whether a line is written as a sentence of a report is: five words or more, a full stop, and small words between."""
    found = line.split()
    small = sum(w.islower() for w in found)
    ends = line.rstrip("”\"’')]")[-1:] in (".", "!", "?") or (len(found) >= LONG // 2 and _STOPPED.search(line) is not None)
    return len(found) >= _SENTENCE_MIN and ends and small >= len(found) // 3


@cache
def _whole(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('boilerplate')[kind]['whole'])})", re.IGNORECASE)
