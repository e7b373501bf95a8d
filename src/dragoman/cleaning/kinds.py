"""What each paragraph of a page is: as its form or a rule says, else as the classifier and where it stands say."""

import re
from functools import cache

from dragoman.cleaning.bylines import person
from dragoman.cleaning.comments import comments_from
from dragoman.cleaning.datelines import dateline, outlet_word, whole_dateline
from dragoman.cleaning.layout import PARTS, parts
from dragoman.cleaning.lines import LONG, signed
from dragoman.cleaning.pieces import Piece
from dragoman.codebook.days import days
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import outlet
from dragoman.model.record import PassageKind

Shares = dict[str, float]
"""The probability of each part of a page for one paragraph, as the classifier sees it."""
LIKELY = 0.7
"""Probability at which the classifier is believed against a rule of thumb."""
_SURE = 0.9  # probability at which a line that is written like a sentence is furniture all the same
_SENTENCE_MIN = 5  # words of the shortest line that is taken for a sentence
_TOP = 10  # pieces among which the header lines stand
_RULED = 400  # characters: the rules for whole lines look at no longer ones
_DAY_AT = 20  # characters from the start within which a day makes a line a header line and no headline
_HEADER = 140  # characters of the longest header line
_KIND_OF: dict[str, PassageKind] = {"body": "body", "headline": "headline", "caption": "caption", "furniture": "boilerplate"}
_CORRESPONDENT = re.compile(r"\b(?:correspondent|staff writer|staff reporter)s?\b", re.IGNORECASE)
_MAKER = re.compile(r"\b(?:by|correspondents?|writers?|reporters?|desk|staff)\b", re.IGNORECASE)
_STOPPED = re.compile(r"[a-z]{3,}[”\"’')]?\. [A-Z“\"]")
_CLOCK = re.compile(
    r"\W*(?:local time|update(?:d)?(?: time)?|last (?:updated?|modified)|latest update|today is)\b(?!.*\bpublished\b)", re.IGNORECASE
)


def shares_of(text: str, found: list[Piece]) -> list[Shares]:
    """What the classifier thinks of every piece."""
    return [dict(zip(PARTS, map(float, row), strict=True)) for row in parts(text, tuple(p.span for p in found))]


def kinds_of(text: str, found: list[Piece], shares: list[Shares]) -> list[PassageKind]:
    """The kind of every piece: as its form or a rule says, else as the classifier does.

    Where nothing is told at length, a line is furniture only by what it says: it has no report to stand beside.
    """
    told = [i for i, p in enumerate(found) if p.kind is None and len(text[p.span[0] : p.span[1]].split()) >= LONG]
    first = min(told[1], _TOP) if len(told) > 1 else len(found)
    out = [_kind_of(text, piece, shares[i], top=i <= first, alone=not told) for i, piece in enumerate(found)]
    lines = [text[slice(*p.span)] for p in found]
    start = comments_from(lines, [i for i in told if out[i] == "body"])
    comments: list[PassageKind] = ["boilerplate"] * (len(out) - start)
    return out[:start] + comments


def _kind_of(text: str, piece: Piece, share: Shares, top: bool, alone: bool) -> PassageKind:
    """The kind of one piece.

    Args:
        top: whether it stands where header lines do.
        alone: whether nothing on the page is told at length.
    """
    line = " ".join(text[slice(*piece.span)].split())
    form = None if piece.kind == "boilerplate" and share["headline"] > _SURE else piece.kind
    settled = form or _ruled(line, share)
    kind = settled or _judged(line, share, top)
    if kind != "boilerplate":
        return kind
    stands = not settled and alone and (_sentence_like(line) or not signed(line))
    opens = _sentence_like(line) and dateline(text, piece.span) is not None
    return "body" if stands or opens else kind


def _ruled(line: str, share: Shares) -> PassageKind | None:
    """The kind that a rule gives a whole line; a sentence that the classifier is sure belongs to the report is none of them."""
    if len(line) > _RULED or (_sentence_like(line) and share["body"] > _SURE):
        return None
    kinds: tuple[PassageKind, ...] = ("boilerplate", "credit", "caption", "byline")
    return next((k for k in kinds if _whole(k).fullmatch(line) and not (k == "caption" and share["body"] > LIKELY)), None)


def _judged(line: str, share: Shares, top: bool) -> PassageKind:
    """A line's kind by the classifier; header lines only at the top, and a sentence is furniture only where that is sure."""
    part = max(share, key=lambda p: share[p])
    if top and (part != "headline" or opens_with_day(line)) and (_is_header(line) or _tells_maker(line, part)):
        return "byline"
    if part == "meta":
        return "boilerplate" if top or share["furniture"] > share["body"] else "body"
    if part == "furniture" and _sentence_like(line) and share["furniture"] < _SURE:
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
