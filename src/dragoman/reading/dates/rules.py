"""The kinds of date expression: a pattern for each, and what it means in its context."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.codebook.calendar import DATED, DAY, MONTH, WEEKDAYS, WRITTEN, YEAR, easter, edtf, month_of, week, written
from dragoman.codebook.files import table
from dragoman.reading.dates.context import Context, number, shifted, year_of

_WORDS = table("en/dates")
_TENS = "|".join(w for w, n in _WORDS["numbers"].items() if n >= 20)
COUNT = rf"(?P<count>\d{{1,3}}|(?:{_TENS})-(?:one|two|three|four|five|six|seven|eight|nine)|{'|'.join(sorted(_WORDS['numbers'], key=len, reverse=True))})"
_DAYNAME = rf"(?:{'|'.join(WEEKDAYS)})"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon)"
_WHICH = {
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
_SEASON = r"(?:spring|summer|autumn|fall)"
_OF_YEAR = r"(?:\s+(?:of\s+)?(?P<post>last|this|next|the (?:same|following|previous)|that)\s+year)?"


@dataclass(frozen=True)
class Rule:
    """A kind of expression. `read` gives EDTF, or None where the words are no date or cannot be resolved."""

    kind: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Context], str | None]


def _fixed(match: re.Match[str], context: Context) -> str | None:
    """A written date that tells its year, or a day and month without one."""
    parts = written(match)
    if parts is None:
        return None
    year, number_of_month, day = parts
    assert number_of_month is not None
    if (
        match["dotted"]
        and context.day
        and year
        and day
        and (year, day, number_of_month) == (context.day.year, context.day.month, context.day.day)
    ):
        return context.day.isoformat()  # month first, as the day of the report shows
    return edtf(year or _year_in(match, context, number_of_month, day), number_of_month, day)


def _year_in(match: re.Match[str], context: Context, number_of_month: int, day: int | None) -> int | None:
    """The year that the words beside a month tell, else the one that its clause allows."""
    groups = match.groupdict()
    post, which = (groups.get("post") or "").lower(), (groups.get("which") or "").lower().strip()
    if post in ("that", "the same", "the following", "the previous"):
        known = re.match(r"\d{4}", context.before or "")
        return int(known[0]) + {"the following": 1, "the previous": -1}.get(post, 0) if known else None
    if post and context.day is not None:
        return context.day.year + _WHICH[post]
    if context.day is not None and which == "last":
        same = number_of_month >= context.day.month
        return context.day.year - 1 if same else context.day.year
    if which in ("next", "coming", "this coming"):
        return year_of(context.with_ahead(True), number_of_month, day)
    return year_of(context, number_of_month, day)


def _bare_month(match: re.Match[str], context: Context) -> str | None:
    word, led = match["m"].rstrip("."), match["which"] or match["lead"] or match["post"]
    short = len(word) < 5 and word.lower() not in ("june", "july")
    if word[0].islower() or (short and (not led or (word.isupper() and len(word) == 3 and word != "MAY"))):
        return None
    if word.lower() == "march" and not led:
        return None
    number_of_month = month_of(word)
    return edtf(_year_in(match, context, number_of_month, None), number_of_month)


def _days_of_month(match: re.Match[str], context: Context) -> str | None:
    """From the 3rd to the 7th of a month."""
    month_number = month_of(match["m"])
    first, last = (int(re.sub(r"\D", "", match[g])) for g in ("d1", "d2"))
    year = int(match["y"]) if match["y"] else _year_in(match, context, month_number, first)
    if first >= last or not (exists(year, month_number, first) and exists(year, month_number, last)):
        return None
    return f"{edtf(year, month_number, first)}/{edtf(year, month_number, last)}"


def exists(year: int | None, number_of_month: int, day: int) -> bool:
    """Whether the calendar has that day; in a leap year where the year is not known."""
    try:
        date(year or 2000, number_of_month, day)
    except ValueError:
        return False
    return True


def _span_of_days(match: re.Match[str], context: Context) -> str | None:
    """From 31 August to 12 September 2022."""
    ends = [WRITTEN.fullmatch(match[g].strip()) for g in ("from", "to")]
    first, last = (written(m) if m else None for m in ends)
    if first is None or last is None:
        return None
    (y1, m1, d1), (y2, m2, d2) = first, last
    if m1 is None or m2 is None:
        return None
    later = y2 or year_of(context, m2, d2)
    earlier = y1 or (later if later is None or (m1, d1 or 0) <= (m2, d2 or 0) else later - 1)
    return f"{edtf(earlier, m1, d1)}/{edtf(later, m2, d2)}"


def _day_in_words(match: re.Match[str], context: Context) -> str | None:
    """The third of April, this 13th day of September."""
    told, number_of_month = match["nth"].lower(), month_of(match["m"])
    day = int(re.sub(r"\D", "", told)) if told[0].isdigit() else _WORDS["nth"].index(told) + 1
    year = int(match["y"]) if match["y"] else year_of(context, number_of_month, day)
    return edtf(year, number_of_month, day) if exists(year, number_of_month, day) else None


def _years(match: re.Match[str], context: Context) -> str | None:
    return f"{match['from']}/{match['to']}" if match["from"] < match["to"] else None


def _day_word(match: re.Match[str], context: Context) -> str | None:
    if context.day is None:
        return None
    word = " ".join(match.group().lower().split())
    if word == "overnight":
        return f"{(context.day - timedelta(1)).isoformat()}/{context.day.isoformat()}"
    return (context.day + timedelta(_WORDS["days"][word])).isoformat()


def _weekday(match: re.Match[str], context: Context) -> str | None:
    day = context.day
    if day is None:
        return None
    wanted = WEEKDAYS[match["day"].lower()]
    which = " ".join((match["which"] or "").lower().split())
    if match["post"]:
        monday = day - timedelta(day.weekday()) + timedelta(weeks=_WHICH[match["post"].lower()])
        return (monday + timedelta(wanted)).isoformat()
    if which in ("next", "coming", "this coming"):
        return (day + timedelta((wanted - day.weekday() - 1) % 7 + 1)).isoformat()
    if context.ahead and which not in ("last", "past", "this past", "previous"):
        return (day + timedelta((wanted - day.weekday()) % 7)).isoformat()
    back = (day.weekday() - wanted) % 7
    return (day - timedelta(back or (7 if which in ("last", "previous") else 0))).isoformat()


def _ago(match: re.Match[str], context: Context) -> str | None:
    if context.day is None:
        return None
    count, unit = number(match["count"]), match["unit"].lower()
    if unit == "decade":
        return f"{(context.day.year - 10 * count) // 10}X"
    if match["exact"] and match["exact"].lower() == "today" and unit == "year":
        return _same_day(context.day, -count)
    return shifted(context.day, -count, unit)


def _same_day(day: date, years: int) -> str | None:
    return edtf(day.year + years, day.month, day.day) if exists(day.year + years, day.month, day.day) else edtf(day.year + years)


def _period(match: re.Match[str], context: Context) -> str | None:
    """Last week, earlier this month, next year, last autumn, last century."""
    day = context.day
    if day is None:
        return None
    shift, unit = _WHICH[" ".join(match["which"].lower().split())], match["unit"].lower()
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


def _the_weekend(match: re.Match[str], context: Context) -> str | None:
    return _weekend(context.day, 1 if context.ahead else -1) if context.day else None


def _week_of(match: re.Match[str], context: Context) -> str | None:
    inner = WRITTEN.fullmatch(match["of"].strip())
    value = _fixed(inner, context) if inner else None
    return week(date.fromisoformat(value)) if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def _end_of(match: re.Match[str], context: Context) -> str | None:
    """The end of the year, the middle of the month."""
    return shifted(context.day, 0, match["unit"].lower()) if context.day else None


def _part_of_year(match: re.Match[str], context: Context) -> str | None:
    """The first quarter of 2024, the second half of this year."""
    told = match["year"].lower()
    if told.isdigit():
        year = int(told)
    elif context.day is not None:
        year = context.day.year + _WHICH.get(told.split()[0], 0)
    else:
        return None
    months = 3 if match["part"].lower() == "quarter" else 6
    nth = min(_WORDS["ordinals"][match["nth"].lower()], 12 // months)
    return f"{edtf(year, months * (nth - 1) + 1)}/{edtf(year, months * nth)}"


def _quarter(match: re.Match[str], context: Context) -> str | None:
    """ "In the fourth quarter": of this year, or the last one that has been."""
    if context.day is None:
        return None
    nth = _WORDS["ordinals"][match["nth"].lower()]
    year = context.day.year - (not context.ahead and 3 * nth - 2 > context.day.month)
    return f"{edtf(year, 3 * nth - 2)}/{edtf(year, 3 * nth)}"


def _decade(match: re.Match[str], context: Context) -> str | None:
    if match["decade"]:
        return f"{match['decade'][:3]}X"
    return f"19{_WORDS['decades'][match['word'].lower()]}X"


def _feast(match: re.Match[str], context: Context) -> str | None:
    word = " ".join(match["feast"].lower().replace("’", "'").split())
    year = int(match["year"]) if match["year"] else None
    if word.startswith("easter"):
        if year is None and context.day is not None:
            past = easter(context.day.year) <= context.day
            year = context.day.year + (1 if context.ahead and past else 0 if past or context.ahead else -1)
        return easter(year).isoformat() if year else None
    number_of_month, day = _WORDS["feasts"][word]
    if word == "the new year" and context.before and re.match(r"\d{4}", context.before) and context.ahead is None:
        return None
    return edtf(year or year_of(context, number_of_month, day), number_of_month, day)


def _year(match: re.Match[str], context: Context) -> str | None:
    return match["year"]


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in any letter case."""
    return re.compile(pattern, re.IGNORECASE)


UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
_DASH = r"\s*[-–—]\s*"
_DATE = rf"(?:{DAY}(?:\s+of)?\s+{MONTH}(?:,?\s+{YEAR})?|{MONTH}\s+{DAY}\b(?:,?\s+{YEAR})?)"
_MONTH_YEAR = rf"{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?"

RULES: tuple[Rule, ...] = (
    Rule("interval", compiled(rf"\b(?:between|from)\s+(?P<from>{YEAR})\s+(?:and|to|until)\s+(?P<to>{YEAR})\b"), _years),
    Rule("interval", compiled(rf"(?<![\d/-])(?P<from>{YEAR})[-–—](?P<to>{YEAR})(?![\d/-])"), _years),
    Rule("interval", compiled(rf"\b(?:between|from)\s+(?P<from>{_DATE})\s+(?:and|to|until|till)\s+(?P<to>{_DATE})"), _span_of_days),
    Rule("interval", compiled(rf"\b(?P<from>{_DATE}){_DASH}(?P<to>{_DATE})"), _span_of_days),
    Rule("interval", compiled(rf"\b(?P<d1>{DAY})(?:{_DASH}|\s+(?:to|and|until)\s+)(?P<d2>{DAY})(?:\s+of)?\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR})|{_OF_YEAR})"), _days_of_month),
    Rule("interval", compiled(rf"\b(?:(?P<y>{YEAR})\s+)(?P<m>{MONTH})\s+(?P<d1>{DAY})(?:{_DASH}|\s+to\s+)(?P<d2>{DAY})\b"), _days_of_month),
    Rule("interval", compiled(rf"\b(?P<m>{MONTH})\s+(?P<d1>{DAY})(?:{_DASH}|\s+(?:to|until)\s+|\s+and\s+(?=\d+\b(?!\s+[a-z])))(?P<d2>{DAY})\b(?:,?\s+(?P<y>{YEAR}))?"), _days_of_month),
    Rule("interval", compiled(rf"\b(?:between|from)\s+(?P<from>{_MONTH_YEAR})\s+(?:and|to|until|till)\s+(?P<to>{_MONTH_YEAR})"), _span_of_days),
    Rule("week", compiled(rf"\b(?:the )?week of\s+(?P<of>{_DATE})"), _week_of),
    Rule("written", compiled(rf"\bthe\s+(?P<nth>{'|'.join(_WORDS['nth'])})\s+of\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), _day_in_words),
    Rule("written", compiled(rf"\b(?P<nth>{DAY})\s+day\s+of\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), _day_in_words),
    Rule("ago", compiled(rf"\b(?:(?:about|some|around|nearly|almost|exactly)\s+)?{COUNT}\s+{UNIT}\s+ago\b(?:\s+(?:on\s+)?(?P<exact>today|{_DAYNAME}|this (?:week|month)))?"), _ago),
    Rule("written", compiled(rf"\b(?:{_DAYNAME},?\s+(?:the\s+)?)?{DATED}{_OF_YEAR}"), _fixed),
    Rule("month", compiled(rf"\b(?<!that )(?<!following )(?P<lead>(?:in|since|until|of|by|from|during|for|to|before|after|early|late|mid)[\s-]+(?:early[\s-]+|late[\s-]+|mid[\s-]+)?)?(?:(?P<which>last|next|this coming|coming|this|past)\s+)?(?<!that )(?<!following )(?P<m>{MONTH})(?![\w-]|\s+\d){_OF_YEAR}"), _bare_month),
    Rule("day word", compiled(rf"\b(?:{'|'.join(w.replace(' ', chr(92) + 's+') for w in sorted(_WORDS['days'], key=len, reverse=True))}|overnight)\b"), _day_word),
    Rule("weekday", compiled(rf"\b(?:(?P<which>last|next|this coming|this past|coming|this|past|previous)\s+)?(?P<day>{_DAYNAME})\b(?:\s+{_PART_OF_DAY})?(?:\s+(?:of\s+)?(?P<post>last|this|next)\s+week)?"), _weekday),
    Rule("part of year", compiled(rf"\b(?P<nth>first|second|third|fourth|last)\s+(?P<part>quarter|half)\s+of\s+(?P<year>{YEAR}|(?:this|last|next|the)\s+year)\b"), _part_of_year),
    Rule("part of year", compiled(r"\bin the (?P<nth>first|second|third|fourth) quarter\b"), _quarter),
    Rule("period", compiled(r"\b(?<!the )(?:(?:earlier|later|early|late)\s+)?(?P<which>last|this past|previous|this|current|next|coming)\s+(?P<unit>week|month|year|weekend|decade|century|spring|summer|autumn|fall)\b"), _period),
    Rule("period", compiled(r"\b(?:at|over|during|before|after|by|on)\s+the\s+weekend\b"), _the_weekend),
    Rule("period", compiled(r"\b(?:end|middle|close|beginning|start)\s+of\s+(?:the|this)\s+(?P<unit>year|month|week)\b"), _end_of),
    Rule("decade", compiled(rf"\b(?:the\s+)?(?:(?:early|late)[\s-]+|mid-?)?(?:(?P<decade>(?:18|19|20)\d0)s|(?P<word>{'|'.join(_WORDS['decades'])}))\b"), _decade),
    Rule("feast", compiled(rf"\b(?P<feast>{'|'.join(_WORDS['feasts']).replace(chr(39), '[’' + chr(39) + ']')}|easter(?: sunday)?)\b(?:,?\s+(?P<year>{YEAR}))?"), _feast),
    Rule("year", compiled(rf"\b(?:in|since|of|by|until|from|before|after|during|the|late|early|mid|a|and|to|as|for|over|year|{_SEASON}|{_DAYNAME},)[\s-]+(?P<year>{YEAR})\b(?![-/.]\d|\s+(?:troops|soldiers|people|men|women|euros|dollars|tons|tonnes|square|km|kilometres|kilometers|metres|meters)\b)"), _year),
    Rule("year", compiled(rf"[’']s?\s+(?P<year>{YEAR})(?=\s+[a-z])"), _year),
    Rule("year", compiled(rf"(?<=\()(?P<year>{YEAR})(?=[);,])"), _year),
)  # fmt: skip
