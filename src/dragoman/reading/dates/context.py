"""What a date expression is read against, and the arithmetic of days, months and years that all rules share."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dragoman.codebook.calendar import edtf, month, week
from dragoman.codebook.files import table

LONGEST_LEAD = 60
"""Days ahead of the report that a day told without its year may lie where nothing says whether it is past."""

SOON = 21
"""Days ahead of the report that a day told without its year lies even under a verb of the past: "demanded on Monday that they leave by 18 December"."""

JUST_BEEN = 45
"""Days back within which a day told without its year has been, even under a verb that looks ahead: "the line they agreed to set up on November 26"."""


@dataclass(frozen=True)
class Context:
    """What surrounds one expression."""

    day: date | None
    """The day of the report, or of the item of a report with several dated items."""
    ahead: bool | None = None
    """Whether its clause speaks of what is to come (True), of what has been (False), or does not say."""
    before: str | None = None
    """EDTF of the nearest date told before it."""
    story: str | None = None
    """EDTF of the month or day, told with its year, that opens a sentence before it in the paragraph: "In July 2012 …, and in October …"."""

    def with_ahead(self, ahead: bool | None) -> "Context":
        """The same with another direction."""
        return replace(self, ahead=ahead)


@cache
def number(word: str) -> int:
    """A number in words or figures: `3`, `two`, `forty-five`. Raises KeyError."""
    known: dict[str, int] = table("en/dates")["numbers"]
    plain = " ".join(word.lower().split())
    if plain.isdigit():
        return int(plain)
    return sum(known[part] for part in plain.split("-")) if "-" in plain else known[plain]


def shifted(day: date, count: int, unit: str) -> str | None:
    """The day, week, month or year that lies so many units after a day; None where the calendar has none."""
    try:
        if unit == "day":
            return (day + timedelta(count)).isoformat()
        if unit in ("week", "fortnight"):
            return week(day + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
        if unit == "month":
            return month(day, count)
        return edtf(day.year + count)
    except (ValueError, OverflowError):
        return None


def first_day(value: str) -> date | None:
    """The first day that a date can mean where it is told to the month at least; None for a year, or where the year is not known."""
    match = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", value)
    return date(int(match[1]), int(match[2]), int(match[3] or 1)) if match else None


def exact(value: str) -> date | None:
    """The day, where a date tells one."""
    return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def year_of(context: Context, number_of_month: int, number_of_day: int | None) -> int | None:
    """The year of a month told without one: the next such month where it lies ahead, the last one where it is past, else the nearer, the past before the future."""
    day = context.day
    if day is None:
        return None
    here = (number_of_month, number_of_day or day.day)
    now = (day.month, day.day)
    last = day.year if here <= now else day.year - 1
    if _is_soon(context, day, _some_day(last + 1, *here), number_of_day):
        return last + 1
    if context.ahead is False or (context.ahead and number_of_day and here < now and 0 <= (day - _some_day(last, *here)).days <= JUST_BEEN):
        return last
    following = last + 1
    if context.ahead:
        return day.year if here >= now else following
    lead = (_some_day(following, *here) - day).days
    return following if 0 < lead <= LONGEST_LEAD and number_of_day is not None else last


def _is_soon(context: Context, day: date, coming: date, number_of_day: int | None) -> bool:
    """Whether a day lies so shortly ahead that it is meant even under a verb of the past."""
    return context.ahead is False and number_of_day is not None and 0 < (coming - day).days <= SOON


def _some_day(year: int, number_of_month: int, number_of_day: int) -> date:
    """That day, or the last of its month before it."""
    found = (_real(min(year, date.max.year), number_of_month, number_of_day - back) for back in range(4))
    return next(day for day in found if day is not None)


def _real(year: int, number_of_month: int, number_of_day: int) -> date | None:
    try:
        return date(year, number_of_month, number_of_day)
    except ValueError:
        return None
