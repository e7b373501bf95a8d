"""Stretches of time by the calendar, as the day of the report tells them: last week, the end of the year, the first quarter, the nineties, in two weeks."""

import re
from datetime import date, timedelta

from dragoman.codebook.calendar import edtf
from dragoman.codebook.files import table
from dragoman.reading.dates.context import Context, number, shifted

_WORDS = table("en/dates")
WHICH = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "this coming": 1,
    "following": 1,
}
_LAST_MONTH = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}


def in_time(match: re.Match[str], context: Context) -> str | None:
    """ "Will meet in two weeks": so long after the report, where the clause speaks of what is to come."""
    return shifted(context.day, number(match["count"]), match["unit"].lower()) if context.day and context.ahead else None


def past_day(match: re.Match[str], context: Context) -> str | None:
    """ "Over the past 24 hours": from the day before the report to it."""
    return f"{(context.day - timedelta(1)).isoformat()}/{context.day.isoformat()}" if context.day else None


def period(match: re.Match[str], context: Context) -> str | None:
    """Last week, earlier this month, next year, last autumn, last century."""
    day = context.day
    if day is None:
        return None
    shift, unit = WHICH[" ".join(match["which"].lower().split())], match["unit"].lower()
    if unit == "century":
        return f"{day.year // 100 + shift:02d}XX"
    if unit == "decade":
        return f"{day.year // 10 + shift}X"
    if unit in ("week", "month", "year"):
        return shifted(day, shift, unit)
    if unit == "weekend":
        return _weekend(day, shift)
    over = day.month > _LAST_MONTH[unit]
    return edtf(day.year + shift + (over if shift < 0 else 0))  # a season: which months, the hemisphere decides


def _weekend(day: date, shift: int) -> str:
    saturday = day - timedelta((day.weekday() - 5) % 7)
    if shift >= 0 and day.weekday() < 5:
        saturday += timedelta(7)
    if shift > 0 and day.weekday() >= 5:
        saturday += timedelta(7)
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def the_weekend(match: re.Match[str], context: Context) -> str | None:
    return _weekend(context.day, 1 if context.ahead else -1) if context.day else None


def end_of(match: re.Match[str], context: Context) -> str | None:
    """The end of the year, the middle of the month."""
    return shifted(context.day, 0, match["unit"].lower()) if context.day else None


def part_of_year(match: re.Match[str], context: Context) -> str | None:
    """The first quarter of 2024, the second half of this year."""
    told = match["year"].lower()
    if told.isdigit():
        year = int(told)
    elif context.day is not None:
        year = context.day.year + WHICH.get(told.split()[0], 0)
    else:
        return None
    months = 3 if match["part"].lower() == "quarter" else 6
    nth = min(_WORDS["ordinals"][match["nth"].lower()], 12 // months)
    return f"{edtf(year, months * (nth - 1) + 1)}/{edtf(year, months * nth)}"


def quarter(match: re.Match[str], context: Context) -> str | None:
    """ "In the fourth quarter": of this year, or the last one that has been."""
    if context.day is None:
        return None
    nth = _WORDS["ordinals"][match["nth"].lower()]
    year = context.day.year - (not context.ahead and 3 * nth - 2 > context.day.month)
    return f"{edtf(year, 3 * nth - 2)}/{edtf(year, 3 * nth)}"


def decade(match: re.Match[str], context: Context) -> str | None:
    if match["decade"]:
        return f"{match['decade'][:3]}X"
    return f"19{_WORDS['decades'][match['word'].lower()]}X"
