"""Dates in the text, to EDTF, against the day of publication where it is known and never against today."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.codebook.calendar import WEEKDAYS, WRITTEN, YEAR, edtf, written
from dragoman.model.span import Span

_DAYNAME = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_NUMBER = {
    w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
} | {"a": 1, "an": 1, "couple of": 2}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(w for w in _NUMBER if w != 'zero')})"


@dataclass(frozen=True)
class DateFound:
    """A date expression: where it stands and what it says."""

    span: Span
    edtf: str
    ahead: bool = False
    """Whether it points to the time after publication."""


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], tuple[str, bool] | None]


def find_dates(text: str, published: str | None) -> list[DateFound]:
    """Every date expression in the text, in order, none overlapping.

    Args:
        published: EDTF day of publication; without it, only what is certain is kept: "in August" is `XXXX-08`,
            and "on Saturday" is nothing.
    """
    day = date.fromisoformat(published) if published and re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None
    out: list[DateFound] = []
    taken = bytearray(len(text))
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            found = rule.read(match, day)
            if found:
                start, end = match.span("year") if "year" in match.groupdict() else match.span()
                end -= text[end - 1] == "."  # the mark may end the sentence
                out.append(DateFound((start, end), *found))
                taken[start:end] = b"1" * (end - start)
    return sorted(out, key=lambda d: d.span)


def _written(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    word = match.group().rstrip(".")
    if word in ("may", "march"):
        return None
    if word == "May" and not re.search(
        r"\b(?:in|since|until|last|next|of|this|early|late|by|from|during)\s+$",
        match.string[max(0, match.start() - 8) : match.start()],
        re.IGNORECASE,
    ):
        return None
    parts = written(match)
    if not parts:
        return None
    year, month, number = parts
    if year is None and month and day is not None:
        before = match.string[max(0, match.start() - 12) : match.start()].lower()
        year = _year_of(month, number, day, ahead=bool(re.search(r"\b(?:next|coming|this coming|until|by)\s+$", before)))
    value = edtf(year, month, number)
    return value, bool(day and year and month and value[:7] > f"{day:%Y-%m}")


def _year_of(month: int, number: int | None, day: date, ahead: bool) -> int:
    """The year of a month told without one: the last such month, or the next one where it lies ahead within a month."""
    if ahead:
        return day.year if month >= day.month else day.year + 1
    if month > day.month + 1 or (month == day.month and number is not None and number > day.day + 14):
        return day.year - 1 if month > day.month else day.year
    if day.month == 12 and month == 1:
        return day.year + 1 if number is not None else day.year
    return day.year


def _day_word(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    if day is None:
        return None
    word = match.group().lower()
    shift = -1 if "yesterday" in word or word.startswith("last") else 1 if "tomorrow" in word else 0
    return (day + timedelta(shift)).isoformat(), shift > 0


def _weekday(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    if day is None:
        return None
    wanted = WEEKDAYS[match["day"].lower()]
    which = (match["which"] or "").lower().strip()
    if which in ("next", "coming", "this coming"):
        return (day + timedelta((wanted - day.weekday() - 1) % 7 + 1)).isoformat(), True
    back = (day.weekday() - wanted) % 7
    if which == "last" and back == 0:
        back = 7
    if _will_follow(match):
        return (day + timedelta((wanted - day.weekday()) % 7)).isoformat(), True
    return (day - timedelta(back)).isoformat(), False


def _will_follow(match: re.Match[str]) -> bool:
    """Whether the clause speaks of what is still to come."""
    clause = re.split(r"[.;!?]\s|\n", match.string[max(0, match.start() - 160) : match.start()])[-1]
    return bool(
        re.search(
            r"\b(?:will|is to|are to|is due|are due|is scheduled|are scheduled|is set|are set|is expected|are expected|plans? to|shall)\b(?!.*\b(?:said|told|announced|added|stated)\b)",
            clause,
        )
    )


def _ago(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    if day is None:
        return None
    raw = match["count"].lower()
    count = int(raw) if raw.isdigit() else _NUMBER[raw]
    unit = match["unit"].lower()
    if unit == "day":
        return (day - timedelta(count)).isoformat(), False
    if unit == "week":
        return _week(day - timedelta(weeks=count)), False
    if unit == "month":
        return _month(day, -count), False
    return edtf(day.year - count), False


def _period(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    """Last week, earlier this month, next year."""
    if day is None:
        return None
    shift = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        return _week(day + timedelta(weeks=shift)), shift > 0
    if unit == "month":
        return _month(day, shift), shift > 0
    return (edtf(day.year + shift), shift > 0) if unit == "year" else None


def _week(day: date) -> str:
    monday = day - timedelta(day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def _month(day: date, shift: int) -> str:
    months = day.year * 12 + day.month - 1 + shift
    return edtf(months // 12, months % 12 + 1)


def _year(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    return match["year"], bool(day and int(match["year"]) > day.year)


def _since(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    return f"{match['from']}/{match['to']}", False


def _decade(match: re.Match[str], day: date | None) -> tuple[str, bool] | None:
    return f"{match['decade'][:3]}X", False


_RULES = (
    _Rule(
        re.compile(rf"\b(?:between|from)\s+(?P<from>{YEAR})\s+(?:and|to|until)\s+(?P<to>{YEAR})\b", re.IGNORECASE),
        _since,
    ),
    _Rule(re.compile(rf"\b{_COUNT}\s+{_UNIT}\s+(?:ago|earlier)\b", re.IGNORECASE), _ago),
    _Rule(WRITTEN, _written),
    _Rule(
        re.compile(r"\b(?:today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b", re.IGNORECASE),
        _day_word,
    ),
    _Rule(
        re.compile(
            rf"\b(?:(?P<which>last|next|this coming|coming|this|early|late|past)\s+)?(?P<day>{_DAYNAME})\b",
            re.IGNORECASE,
        ),
        _weekday,
    ),
    _Rule(
        re.compile(
            rf"\b(?:(?:earlier|later|early|late)\s+)?(?P<which>last|past|previous|this|next|coming)\s+{_UNIT}\b",
            re.IGNORECASE,
        ),
        _period,
    ),
    _Rule(re.compile(r"\b(?:the\s+)?(?:early\s+|late\s+|mid-?)?(?P<decade>(?:19|20)\d0)s\b", re.IGNORECASE), _decade),
    _Rule(
        re.compile(
            rf"\b(?:in|since|of|by|until|from|before|after|during|the|late|early|mid-?|a|and|,)\s+(?P<year>{YEAR})\b(?![-/.]\d)",
            re.IGNORECASE,
        ),
        _year,
    ),
)
