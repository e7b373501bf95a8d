"""The day that a table or an export tells, in the ways in which programs write days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dragoman.codebook.calendar import WRITTEN, written
from dragoman.codebook.days import days
from dragoman.intake.source import InputError

_DIGITS = re.compile(r"\d{8}|\d{9,14}")
_BIG_ENDIAN = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d).{0,40}", re.DOTALL)
_BASIC_TIME = re.compile(r"(\d{8})T\d{4,6}.{0,12}")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?:,? +\d.{0,24})?")
_HYPHENED = re.compile(r"(\d{1,2})-([A-Za-z]{3,9})-(\d{4})")
_SHORT_YEAR = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d\d)(?: \d.{0,24})?")
_CLOCK_BETWEEN = re.compile(r"([A-Za-z]{3} \d{1,2}) \d\d:\d\d:\d\d(?: [+-]\d{4}| [A-Z]{3,4})? (\d{4})\b")
"""The clock between day and year, as in "Tue May 04 10:30:00 +0000 2021"."""
_SERIAL = re.compile(r"([2-5]\d{4})(?:[.,]\d{1,12})?")
"""The days since 1899 as Excel counts them, of 1954 to 2064, perhaps with the time as their fraction."""
_FIRST_SERIAL = date(1899, 12, 30)
_OLDEST, _LATEST = 1900, 2100


@dataclass(frozen=True)
class Day:
    """A day (YYYY-MM-DD), or None with the reason in `note`; both where the order of day and month was settled by others."""

    day: str | None
    note: str | None = None


def day_of(written_day: str, day_first: bool | None = None) -> Day:
    """The day of publication in whatever way it is written: ISO, `4 May 2021`, RFC 822, Unix time, `04/05/2021`, Excel's `44320`.

    Args:
        day_first: how a day of numbers is read that can be read in two ways; None where nobody has said.

    Raises:
        InputError: it is no day.
    """
    text = " ".join(written_day.split())
    if serial := _SERIAL.fullmatch(text):
        told = (_FIRST_SERIAL + timedelta(int(serial[1]))).isoformat()
        return Day(told, f"published: {text} is the number of a day in Excel, read as {told}")
    day = _from_digits(text) or _from_iso(text)
    if day is None and (numbers := _NUMBERS.fullmatch(text)):
        return _from_numbers(written_day, numbers, day_first)
    day = day or _from_words(text)
    if day is None or not _OLDEST <= day.year <= _LATEST:
        raise InputError(f"published: {written_day!r} is not a date; write it as YYYY-MM-DD")
    return Day(day.isoformat())


def order_in(column: Iterable[str]) -> bool | None:
    """Whether the day comes first in a column of days: settled by those that can be read in one way only, and none that speaks against it."""
    orders = set()
    for written_day in column:
        numbers = _NUMBERS.fullmatch(" ".join(written_day.split()))
        if numbers and (first := int(numbers[1])) != (second := int(numbers[3])) and max(first, second) > 12:
            orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def _from_digits(text: str) -> date | None:
    """20210504, 20210504103000, or seconds or thousandths of a second since 1970."""
    whole = text.removesuffix(".0")
    if not _DIGITS.fullmatch(whole):
        return None
    if len(whole) in (8, 12, 14) and (day := _date(whole[:4], whole[4:6], whole[6:8])):
        return day
    seconds = int(whole) / (1000 if len(whole) > 11 else 1)
    return datetime.fromtimestamp(seconds, UTC).date() if len(whole) > 8 and seconds < 4_102_444_800 else None


def _from_iso(text: str) -> date | None:
    if match := _BIG_ENDIAN.fullmatch(text):
        return _date(match[1], match[3], match[4])
    if match := _BASIC_TIME.fullmatch(text):
        return _date(match[1][:4], match[1][4:6], match[1][6:])
    return None


def _from_words(text: str) -> date | None:
    """A month by its name somewhere in a short line: "Tue, 04 May 2021 07:30:00 GMT", "May 4, 2021 Tuesday", "4. Mai 2021"."""
    if match := _SHORT_YEAR.fullmatch(text):
        text = f"{match[1]} {match[2]} {_whole_year(match[3])}"
    text = _CLOCK_BETWEEN.sub(r"\1 \2", text)
    for match in WRITTEN.finditer(_HYPHENED.sub(r"\1 \2 \3", text[:80])):
        parts = written(match)
        if parts and None not in parts:
            return _date(*parts)
    return next((found.day for found in days(text[:80]) if found.other is None and any(map(str.isalpha, text))), None)


def _from_numbers(written_day: str, match: re.Match[str], day_first: bool | None) -> Day:
    first, mark, second, year = match.groups()
    full = _whole_year(year)
    by_day, by_month = _date(full, second, first), _date(full, first, second)
    if not by_day and not by_month:
        raise InputError(f"published: {written_day!r} is not a date; write it as YYYY-MM-DD")
    if mark == "." or by_day == by_month or not by_month or not by_day:
        only = by_day or by_month
        assert only is not None
        return Day(only.isoformat())
    if day_first is not None:
        return Day((by_day if day_first else by_month).isoformat())
    return Day(
        None,
        f"published: {written_day} is ambiguous: it is {by_day} with the day first, {by_month} with the month first, and was left out;"
        " say --day-first or --month-first",
    )


def _whole_year(year: str) -> str:
    return year if len(year) == 4 else f"{'20' if year < '70' else '19'}{year}"


def _date(year: object, month: object, day: object) -> date | None:
    try:
        return date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None
