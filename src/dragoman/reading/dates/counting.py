"""Expressions that count from the nearest date told before them: "two days later", "the following year", "the same day"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dragoman.codebook.calendar import MONTH, edtf, month, month_of
from dragoman.reading.dates.context import Context, number, shifted
from dragoman.reading.dates.rules import COUNT, UNIT, compiled, exists


def _counted(match: re.Match[str], context: Context, base: date | None, sign: int) -> str | None:
    if base is None:
        known = re.match(r"\d{4}", context.before or "")
        if match["unit"].lower() == "year" and known:
            return edtf(int(known[0]) + sign * number(match["count"]))
        return None
    return shifted(base, sign * number(match["count"]), match["unit"].lower())


def _relative(match: re.Match[str], context: Context, base: date | None) -> str | None:
    """Two days later, a year earlier."""
    return _counted(match, context, base, 1 if match["way"].lower() in ("later", "after", "on") else -1)


def _until(match: re.Match[str], context: Context, base: date | None) -> str | None:
    """ "On Sunday, two days before the chiefs meet": what follows is two days after Sunday."""
    return _counted(match, context, base, 1 if match["way"].lower() == "before" else -1)


def _from_today(match: re.Match[str], context: Context, base: date | None) -> str | None:
    """ "The step comes two days after a raid": two days before the day of the report."""
    return _counted(match, context, context.day, 1 if match["way"].lower() == "before" else -1) if context.day else None


def _that_month(match: re.Match[str], context: Context, base: date | None) -> str | None:
    """ "In 2016 … that June", "in October 2020 … the following January"."""
    known = re.match(r"(\d{4})(?:-(\d\d))?", context.before or "")
    if known is None or (match["m"][0].islower() and match["m"].lower() in ("may", "march")):
        return None
    number_of_month = month_of(match["m"])
    later = match["way"].lower() == "following" and number_of_month <= int(known[2] or 12)
    return edtf(int(known[1]) + later, number_of_month)


def _at_the_end(match: re.Match[str], context: Context, base: date | None) -> str | None:
    """The last day of talks, a session or a visit whose days have been told."""
    last = (context.before or "").partition("/")[2]
    return last if re.fullmatch(r"\d{4}-\d\d-\d\d", last) else None


def _next_to(match: re.Match[str], context: Context, base: date | None) -> str | None:
    """The next day, the following year, the day before, the same month."""
    way, unit = match["way"].lower(), match["unit"].lower()
    sign = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}.get(way, 0)
    unit = "day" if unit in ("morning", "evening", "afternoon", "night") else unit
    if unit == "year":
        known = re.match(r"\d{4}", context.before or "")
        return edtf(int(known[0]) + sign) if known else None
    if unit == "month" and base is not None:
        return month(base, sign)
    return shifted(base, sign, unit) if base else None


def _eve(match: re.Match[str], context: Context, base: date | None) -> str | None:
    return shifted(base, -1, "day") if base else None


def _same(match: re.Match[str], context: Context, base: date | None) -> str | None:
    return shifted(base, 0, "day") if base else None


def _nth(match: re.Match[str], context: Context, base: date | None) -> str | None:
    """ "On the 9th", of the month told before; of the month of the report or the next one, where it is to come."""
    day, today = int(match["nth"]), context.day
    if context.ahead and today is not None:
        base = today if day >= today.day else date.fromisoformat(f"{month(today, 1)}-01")
    return edtf(base.year, base.month, day) if base and exists(base.year, base.month, day) else None


@dataclass(frozen=True)
class Counting:
    """A kind of expression that counts from a date told before it.

    `near` asks for one in the same sentence, `to_day` for one told to the day, `of_days` for the days of a meeting, however far back they are told.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context, date | None], str | None]
    near: bool = False
    to_day: bool = True
    of_days: bool = False


COUNTING: tuple[Counting, ...] = (
    Counting(compiled(rf"\b{COUNT}\s+(?P<unit>year)s?\s+(?P<way>earlier|later|before|on)(?=[,.;)]|$)"), _relative, to_day=False),
    Counting(compiled(rf"\b{COUNT}\s+(?P<unit>month)s?\s+(?P<way>earlier|later|before|on)(?=[,.;)]|\s+\w|$)"), _relative, to_day=False),
    Counting(compiled(rf"\b{COUNT}\s+(?P<unit>day|week)s?\s+(?P<way>earlier|later)\b"), _relative),
    Counting(compiled(rf"\b{COUNT}\s+(?P<unit>day|week)s?\s+(?P<way>before)(?=[,.;)]|$)"), _relative),
    Counting(compiled(rf"\b(?:comes?|happens?|takes place|follows?)\s+(?:just\s+|only\s+|barely\s+|some\s+)?{COUNT}\s+{UNIT}\s+(?P<way>after|before)\b"), _from_today, to_day=False),
    Counting(compiled(rf"\b(?:came|happened|took place|followed)\s+(?:just\s+|only\s+|barely\s+|some\s+)?{COUNT}\s+{UNIT}\s+(?P<way>after|before)\b"), _until),
    Counting(compiled(rf"(?<=, ){COUNT}\s+(?P<unit>month|year)s?\s+(?P<way>before|after)(?=\s+\w)"), _until, near=True, to_day=False),
    Counting(compiled(rf"\b(?P<way>following|same|that)\s+(?P<m>{MONTH})"), _that_month, to_day=False),
    Counting(compiled(r"\bat the (?:end|close|conclusion) of (?:the|them|it|his|her|their)\b(?!\s+(?:year|month|week|day)\b)"), _at_the_end, to_day=False, of_days=True),
    Counting(compiled(r"\bat the (?:end|close|conclusion)(?=[,.;])"), _at_the_end, to_day=False, of_days=True),
    Counting(compiled(rf"(?<=, ){COUNT}\s+(?P<unit>day|week)s?\s+(?P<way>before|after)(?=\s+\w)"), _until, near=True),
    Counting(compiled(r"\b(?:the\s+)?(?P<way>same|next|following|previous|preceding)\s+(?P<unit>day|week|month|year|morning|evening|afternoon|night)\b"), _next_to, to_day=False),
    Counting(compiled(r"\bthe\s+(?P<unit>day|night|evening|month|year)\s+(?P<way>before|after)(?=[,.;]|$)"), _next_to, to_day=False),
    Counting(compiled(r"\b(?:in|of|during|later)\s+(?P<way>that)\s+(?P<unit>month|year)\b"), _next_to, to_day=False),
    Counting(compiled(r"\b(?:on the eve|a day earlier|the day before)(?=[,.;]|$)"), _eve),
    Counting(compiled(r"\b(?:earlier|later)\s+(?:that|the same)\s+(?:day|night|evening)\b|\bthat\s+(?:day|evening|night|morning)\b"), _same),
    Counting(compiled(r"\bon\s+the\s+(?P<nth>[12]?\d|3[01])(?:st|nd|rd|th)(?=[,.;)]|\s+(?:and|in|at|for|from|to|by|after|when|with)\b|$)"), _nth),
)  # fmt: skip
