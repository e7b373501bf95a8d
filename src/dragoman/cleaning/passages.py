"""Mark what part each stretch of a report plays."""

import re
import unicodedata
from functools import cache

from dragoman.cleaning.paragraphs import paragraphs
from dragoman.cleaning.turns import turns
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import outlet
from dragoman.model.record import Passage, PassageKind
from dragoman.model.span import Span

READ: frozenset[PassageKind] = frozenset({"headline", "body"})
"""The kinds of passage that are read for actors, statements and events."""

_MONTH = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
_DATE_LINE = re.compile(rf"(?:\w+day,? )?{_DATE}(?:[ ,|/–—-]+(?P<rest>.{{0,60}}))?", re.IGNORECASE)
_NAME = r"[A-Z][\w’'.-]*(?:[ /,]+[A-Z][\w’'.-]*){0,4}"
_DATELINE = re.compile(
    rf"(?P<place>{_NAME}?)(?:,? {_MONTH} \d{{1,2}}(?:, \d{{4}})?)?[.,]?\s*(?P<agency>[(/\[][^)/\]\n]{{2,40}}[)/\]]|[A-Z]{{3,10}}(?=\s*[–—-]))?\.?\s*[–—-]{{1,2}}+\s+"
)
_AGENCY = re.compile(rf"(?P<place>{_NAME}?)(?:,? {_MONTH} \d{{1,2}})?[.,]?\s+[(/](?P<agency>[A-Z][\w .’'-]{{1,30}})[)/]\.?\s*[–—-]*\s*")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[”\"’')]*|$)\s*")
_REPEAT_MIN = 40  # characters: shorter sentences come back by chance


def passages(text: str) -> list[Passage]:
    """Every paragraph of the text with its kind, in order. Text between passages is white space."""
    found = paragraphs(text)
    seen: set[str] = set()
    out: list[Passage] = []
    body = _first_body(text, found)
    spoken = {next((s for s in found if s[0] <= t.who[0] < s[1]), t.who) for t in turns(text)}
    for i, span in enumerate(found):
        before = [p for p in out if p.kind not in ("boilerplate", "byline", "credit")]
        kind = _kind(text, span, early=i < 8 and len(before) < 3)
        if kind == "body" and i < body and not any(p.kind in ("headline", "body") for p in out):
            kind = "headline"
            seen.add(_key(text[span[0] : span[1]]))
        if kind != "body":
            out.append(Passage(kind=kind, start=span[0], end=span[1]))
        else:
            out.extend(_cut(text, span, seen, dated=span not in spoken))
    return out


def _kind(text: str, span: Span, early: bool) -> PassageKind:
    line = " ".join(text[span[0] : span[1]].split())
    kinds: tuple[PassageKind, ...] = ("boilerplate", "credit", "caption", "byline")
    for kind in kinds:
        if len(line) <= 400 and _whole(kind).fullmatch(line) and (kind != "byline" or early):
            return kind
    match = _DATE_LINE.fullmatch(line)
    if early and (match or (len(line) < 90 and line[-1] not in ".!?" and _ENDS_IN_DATE.search(line))):
        return "byline"
    if early and len(line) < 60 and outlet(line.strip(" -–—|")):
        return "byline"
    return "body"


@cache
def _whole(kind: str) -> re.Pattern[str]:
    patterns = table("boilerplate")[kind]["whole"]
    return re.compile(rf"(?:{'|'.join(patterns)})", re.IGNORECASE)


@cache
def _inside() -> re.Pattern[str]:
    return re.compile("|".join(table("boilerplate")["boilerplate"]["inside"]), re.IGNORECASE)


def _first_body(text: str, found: tuple[Span, ...]) -> int:
    """Index of the first paragraph that is not a headline: the first that ends like a sentence, or comes after one that may be a headline."""
    plain = [i for i, s in enumerate(found) if _kind(text, s, early=i < 8) == "body"]
    if len(plain) < 2:
        return 0
    start, end = found[plain[0]]
    title = text[start:end]
    titled = len(title) <= 200 and title.rstrip("”\"’' ")[-1:] not in (".", "…") and not _DATELINE.match(title)
    return plain[1] if titled else plain[0]


def _cut(text: str, span: Span, seen: set[str], dated: bool) -> list[Passage]:
    """A body paragraph parted into dateline where it can have one, body, sentences told before, and boilerplate within."""
    out: list[Passage] = []
    start, end = span
    dateline = _dateline(text, span) if dated else None
    if dateline:
        out.append(Passage(kind="dateline", start=start, end=dateline))
        start = dateline
    for piece, kind in _inner(text, (start, end), seen):
        while piece[0] < piece[1] and text[piece[0]].isspace():
            piece = (piece[0] + 1, piece[1])
        while piece[1] > piece[0] and text[piece[1] - 1].isspace():
            piece = (piece[0], piece[1] - 1)
        if piece[0] == piece[1]:
            continue
        if out and out[-1].kind == kind and kind in ("body", "repeat"):
            out[-1] = Passage(kind=kind, start=out[-1].start, end=piece[1])
        else:
            out.append(Passage(kind=kind, start=piece[0], end=piece[1]))
    return out


def _inner(text: str, span: Span, seen: set[str]) -> list[tuple[Span, PassageKind]]:
    out: list[tuple[Span, PassageKind]] = []
    at = span[0]
    for match in [*_inside().finditer(text, *span), None]:
        stop = match.start() if match else span[1]
        for sentence in _SENTENCE.finditer(text, at, stop):
            key = _key(sentence.group())
            told = len(key) >= _REPEAT_MIN and key in seen
            seen.add(key)
            out.append((sentence.span(), "repeat" if told else "body"))
        if match:
            out.append((match.span(), "boilerplate"))
            at = match.end()
    return out


def _key(sentence: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", sentence)).strip().casefold()


_ENDS_IN_DATE = re.compile(rf"(?:^|[ ,|–—-]){_DATE}(?:,? \d{{1,2}}:\d\d.{{0,8}})?$", re.IGNORECASE)
_DATED = re.compile(rf"(?P<place>{_NAME}?), (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:, \d{{4}})?[.:]\s+")
_EQUALS = re.compile(r"\((?P<place>[A-Z][\w’'. -]{1,24})=(?P<agency>[A-Z][\w ]{1,24})\)\s+")
_SLASH = re.compile(rf"(?P<agency>{_NAME})\s*/\s+(?=[A-Z])")
_CITY_COLON = re.compile(r"(?P<place>[A-Z][A-Z’'.-]{2,}(?:[ /,]+[A-Z][A-Z’'.-]+){0,3}): ")


def _dateline(text: str, span: Span) -> int | None:
    """Where the first sentence begins after "TEHRAN (Reuters) – "; None without a dateline."""
    head = text[span[0] : min(span[1], span[0] + 120)]
    slash = _SLASH.match(head)
    if slash and outlet(slash["agency"]):
        return span[0] + slash.end()
    match = _DATELINE.match(head) or _AGENCY.match(head) or _DATED.match(head) or _CITY_COLON.match(head) or _EQUALS.match(head)
    if not match or len(head) - match.end() < 10:
        return None
    place = match.group("place")
    known = match.groupdict().get("agency")
    first = place.split()[0].strip(",.")
    upper = len(first) > 2 and first.isupper()
    agency = bool(known and outlet(known.strip("()/[] ")))
    return span[0] + match.end() if upper or agency else None
