"""Full dates as pages write them: in header lines, datelines and addresses, where months may be numbers or stand in another language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.codebook.calendar import MONTHS
from dragoman.codebook.files import table
from dragoman.model.span import Span

_YEAR = r"(?:19|20)\d\d"
_TWO = r"[0-3]?\d"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = rf"\b({'|'.join(_WEEKDAYS)})(?:day|sday|nesday|rsday|urday|s|rs|r)?\b"
_WEEKDAY_BEFORE = re.compile(rf"{_WEEKDAY}[.,]?\s{{0,2}}$", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(rf"[,\s(]{{1,3}}{_WEEKDAY}", re.IGNORECASE)
_BESIDE = 14  # characters before a date in which its day of the week stands


@dataclass(frozen=True)
class Day:
    """A full date and where it stands; `other` is the day that the same figures make in the other order."""

    day: date
    span: Span
    other: date | None = None


@cache
def _months() -> dict[str, int]:
    """Month names of the languages that pages come in, by their number."""
    out = dict(MONTHS)
    for number, names in table("months")["months"].items():
        out |= dict.fromkeys(names, int(number))
    return out


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.])(?<!\d:)(?:(?P<iy>{_YEAR})(?P<is>[-/.])(?P<im>\d\d?)(?P=is)(?P<id>\d\d?)(?!\d)"
        rf"|(?P<n1>\d\d?)(?P<ns>[-/.]|\. )(?P<n2>\d\d?)(?P=ns)(?P<ny>{_YEAR}|\d\d)(?![\d/-])(?P<half>[ ,]+\d\d?:\d\d(?::\d\d)? ?[ap]\.?m)?"
        rf"|(?P<m1>{month})\b\.?(?:,?\s+|\s?[-/]\s?)(?P<d1>{_TWO})(?:st|nd|rd|th)?\b(?:\s*,?\s*|\s+(?:of|de)\s+|\s?[-/]\s?)(?P<y1>{_YEAR})(?!\d)"
        rf"|(?P<y3>{_YEAR})\)?,?\s+(?P<m3>{month})\b\.?\s+(?P<d3>{_TWO})\b(?!:|,?\s+{_YEAR})"
        rf"|(?P<d2>{_TWO})(?:st|nd|rd|th|\.)?(?:\s+(?:of\s+|de\s+)?|[-/])(?P<m2>{month})\b\.?(?:\s*,?\s+(?:of\s+|de\s+)?|[-/]|(?='))"
        rf"(?P<y2>{_YEAR}(?!\d)|'?\d\d(?![\d:])))",
        re.IGNORECASE,
    )


def days(text: str, start: int = 0, end: int | None = None) -> Iterator[Day]:
    """Every full date in a stretch of a text, in order. Figures alone are day before month, but for a
    twelve-hour clock beside them, or a day of the week that only the other order has."""
    for m in _pattern().finditer(text, start, len(text) if end is None else end):
        if found := _day(m):
            yield Day(found[0], m.span(), found[1])


def _day(m: re.Match[str]) -> tuple[date, date | None] | None:
    if m["iy"]:
        real = _real(m["iy"], int(m["im"]), int(m["id"])) or _real(m["iy"], int(m["id"]), int(m["im"]))
        return (real, None) if real else None
    if m["n1"]:
        return _in_figures(m)
    n = next(n for n in "123" if m[f"m{n}"])
    real = _real(m[f"y{n}"], _months()[m[f"m{n}"].lower()], int(m[f"d{n}"]))
    return (real, None) if real else None


def _in_figures(m: re.Match[str]) -> tuple[date, date | None] | None:
    """The day that figures with the year behind them tell, and the one that they would tell in the other order."""
    dm = _real(m["ny"], int(m["n2"]), int(m["n1"]))
    md = _real(m["ny"], int(m["n1"]), int(m["n2"]))
    first, other = (md, dm) if m["half"] else (dm, md)
    if first and other and (weekday := _weekday(m)) is not None and weekday in (first.weekday(), other.weekday()):
        return (first if weekday == first.weekday() else other), None if first.weekday() != other.weekday() else other
    return (first, other) if first else ((other, None) if other else None)


def _weekday(m: re.Match[str]) -> int | None:
    """The day of the week that stands beside a date, Monday as 0."""
    near = _WEEKDAY_BEFORE.search(m.string[max(0, m.start() - _BESIDE) : m.start()]) or _WEEKDAY_BEHIND.match(m.string, m.end())
    return _WEEKDAYS.index(near[1].lower()) if near else None


def _real(year: str, month: int, day: int) -> date | None:
    y = int(year.lstrip("'"))
    if y < 100:
        y += 2000 if y < 50 else 1900
    try:
        return date(y, month, day)
    except ValueError:
        return None


_IN_ADDRESS = re.compile(
    rf"/(?P<y>{_YEAR})[/-](?P<m>\d\d?|[a-z]{{3,9}})[/-](?P<d>\d\d?)(?:[/_-]|$)|[/_-](?P<run>{_YEAR}[01]\d[0-3]\d)(?:[/_-]|(?:\.[a-z]{{3,5}})?(?:[?#]|$))",
    re.IGNORECASE,
)


def day_in_address(address: str) -> date | None:
    """The day that an address names: https://paper.example/2024/05/14/accord; None where it names none."""
    m = _IN_ADDRESS.search(address)
    if not m:
        return None
    if m["run"]:
        return _real(m["run"][:4], int(m["run"][4:6]), int(m["run"][6:]))
    month = int(m["m"]) if m["m"].isdigit() else MONTHS.get(m["m"].lower(), 0)
    return _real(m["y"], month, int(m["d"]))
