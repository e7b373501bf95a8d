"""Dates in the text, to EDTF, against the day of publication where it is known and never against today."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from dragoman.codebook.calendar import WRITTEN, written
from dragoman.model.span import overlaps
from dragoman.reading.dates.context import Context, exact, first_day
from dragoman.reading.dates.counting import COUNTING
from dragoman.reading.dates.found import DateFound
from dragoman.reading.dates.rules import RULES

Direction = Callable[[int, int], bool | None]
"""Whether the clause around characters [start, end) speaks of what is to come (True), of what has been (False), or does not say."""

_ITEM = re.compile(rf"^[A-Z][^\n(]{{0,40}}?[,.]?\s+(?P<date>(?i:{WRITTEN.pattern}))\s*\([A-Z][^)\n]{{1,30}}\)", re.MULTILINE)
_FAR = 700  # characters back to the date that another one counts from
_REPORT = 4000  # characters back to the days of the meeting that a communique opens with
_OPENS = re.compile(r"(?:^|[.!?][\"”’)]*\s+)\W*(?:(?:In|On|By|Early in|Late in|Since)\s+)?$")
_WITH_YEAR = re.compile(r"[A-Za-z].*\d{4}|\d{4}.*[A-Za-z]")
_ANY_DAY = "2000-06-15"
"""A day from which words may count that count from a day which nobody tells; what they come to is not used."""
_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")


def find_dates(text: str, published: str | None, direction: Direction | None = None) -> list[DateFound]:
    """Every date expression in the text, in order, none overlapping.

    Args:
        published: EDTF day of publication; without it, only what is certain is kept: "in August" is `XXXX-08`,
            and "on Saturday" is nothing.
        direction: what tells the time of the clause around an expression; by its words alone where none is given.
    """
    day = date.fromisoformat(published) if published and re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None
    items = _items(text, day)
    look = direction or (lambda start, end: _by_words(text, start))
    out: list[DateFound] = []
    for rule in RULES:
        for match in _free(rule.pattern, text, out):
            told = _before(text, out, match.start()), _story(text, out, match.start())
            context = Context(_day_at(items, match.start(), day), look(*match.span()), *told)
            value = rule.read(match, context)
            if value:
                out.append(_found(text, match, value, rule.kind, day))
    for counting in COUNTING:
        for match in _free(counting.pattern, text, out):
            if counting.of_days:
                known = _before(text, [d for d in out if _DAYS.fullmatch(d.edtf)], match.start(), far=_REPORT)
            else:
                known = _before(text, _countable(out, counting.to_day), match.start(), counting.near)
            context = Context(_day_at(items, match.start(), day), look(*match.span()), known)
            value = counting.read(match, context, exact(known) or first_day(known) if known else None)
            if value:
                out.append(_found(text, match, value, "counted", day))
    return sorted(out, key=lambda d: d.span)


def open_dates(text: str, known: list[DateFound]) -> list[DateFound]:
    """The expressions of a report without a day that count from it: "on Tuesday". What they date has no date, and no other one.

    Args:
        known: the expressions that tell their day by themselves.
    """
    counting = [replace(d, open=True) for d in find_dates(text, _ANY_DAY)]
    return [d for d in counting if not any(overlaps(d.span, k.span) for k in known)]


def _countable(known: list[DateFound], to_day: bool) -> list[DateFound]:
    """The dates that another one can count from: none ahead, and exact ones where it counts days."""
    return [d for d in known if not d.ahead and (not to_day or exact(d.edtf))]


def _free(pattern: re.Pattern[str], text: str, taken: list[DateFound]) -> Iterator[re.Match[str]]:
    """What a pattern matches where no date has been read yet; `taken` grows meanwhile."""
    for match in pattern.finditer(text):
        if not any(overlaps(match.span(), d.span) for d in taken):
            yield match


def _found(text: str, match: re.Match[str], value: str, kind: str, day: date | None) -> DateFound:
    start, end = match.span("year") if kind == "year" else match.span()
    if kind == "month":
        start = match.start("which") if match["which"] else match.start("m")
    ahead = day is not None and value[:1].isdigit() and value.split("/")[0] > day.isoformat()[: len(value.split("/")[0])]
    return DateFound((start, end - (text[end - 1] == ".")), value, ahead, kind)  # the mark may end the sentence


def _before(text: str, known: list[DateFound], at: int, near: bool = False, far: int = _FAR) -> str | None:
    """The nearest date told before, within some lines, or within the sentence."""
    found = max((d for d in known if d.span[1] <= at), key=lambda d: d.span, default=None)
    if found is None or at - found.span[1] > far or (near and re.search(r"[.!?]\s|\n", text[found.span[1] : at])):
        return None
    return found.edtf


def _story(text: str, known: list[DateFound], at: int) -> str | None:
    """The last date with its year and month that opens a sentence of the paragraph before."""
    line = text.rfind("\n", 0, at) + 1
    opening = (
        d for d in known if line <= d.span[0] < at and _OPENS.search(text[line : d.span[0]]) and _WITH_YEAR.search(text[slice(*d.span)])
    )
    found = max(opening, key=lambda d: d.span, default=None)
    return found.edtf if found is not None else None


def _items(text: str, day: date | None) -> list[tuple[int, date]]:
    """Where a dateline with a day of its own begins an item, and which day that is."""
    own = ((m.start(), _day_of_item(m["date"], day)) for m in _ITEM.finditer(text))
    return [(start, d) for start, d in own if d is not None and (day is None or abs((d - day).days) < 400)]


def _day_of_item(words: str, day: date | None) -> date | None:
    """The day that a dateline tells; without a year the last such day up to the report's."""
    inner = WRITTEN.search(words)
    year, month, number = (written(inner) if inner else None) or (None, None, None)
    if month is None or number is None:
        return None
    if year:
        return _calendar(year, month, number)
    if day is None:
        return None
    here = (_calendar(y, month, number) for y in (day.year, day.year - 1))
    return next((d for d in here if d is not None and d <= day), None)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_at(items: list[tuple[int, date]], at: int, day: date | None) -> date | None:
    """The day that words at this place count from: that of their item, else that of the report."""
    k = bisect_right([start for start, _ in items], at)
    return items[k - 1][1] if k else day


def _by_words(text: str, at: int) -> bool | None:
    """The time of a clause by the words before a date alone: past after "since", to come where they say so."""
    clause = re.split(r"[.;!?]\s|\n", text[max(0, at - 160) : at])[-1]
    if re.search(r"\bsince\s+$", clause, re.IGNORECASE):
        return False
    return True if _COMING.search(clause) else None


_COMING = re.compile(
    r"\b(?:will|is to|are to|is due|are due|is scheduled|are scheduled|is set|are set|is expected|are expected|plans? to|shall|until|by)\b"
    r"(?!.*\b(?:said|told|announced|added|stated)\b)"
)
