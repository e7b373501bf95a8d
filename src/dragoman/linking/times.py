"""Spans of days that EDTF dates allow, as ordinals."""

import calendar
import re
from datetime import date
from functools import lru_cache

Days = tuple[int, int]
"""First and last possible day, as proleptic ordinals, both inclusive."""

_PART = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@lru_cache(maxsize=16384)
def days(edtf: str | None) -> Days | None:
    """The days that a date can mean: one for `2017-07-23`, a month's for `2014-12`; None where the year is not known."""
    if not edtf:
        return None
    first, _, last = edtf.partition("/")
    low, high = _PART.fullmatch(first), _PART.fullmatch(last or first)
    if low is None or high is None:
        return None
    return _edge(low, 0), _edge(high, 1)


def _edge(match: re.Match[str], end: int) -> int:
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    if month is None:
        return date(year, 12 if end else 1, 31 if end else 1).toordinal()
    if day is None:
        return date(year, month, calendar.monthrange(year, month)[1] if end else 1).toordinal()
    return date(year, month, day).toordinal()


def day(edtf: str | None) -> int | None:
    """The first possible day."""
    found = days(edtf)
    return found[0] if found else None


def gap(a: Days, b: Days) -> int:
    """Days between two spans; 0 where they share one."""
    return max(0, a[0] - b[1], b[0] - a[1])


def width(a: Days) -> int:
    """How many days a span holds."""
    return a[1] - a[0] + 1


def iso(ordinal: int) -> str:
    """The day as YYYY-MM-DD."""
    return date.fromordinal(ordinal).isoformat()
