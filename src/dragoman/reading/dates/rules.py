"""The kinds of date expression: a pattern for each, and what it means in its context."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.codebook.calendar import DATED, DAY, MONTH, WEEKDAYS, WRITTEN, YEAR, easter, edtf, month, month_of, week, written
from dragoman.codebook.files import table
from dragoman.reading.dates.context import Context, number, shifted, year_of
from dragoman.reading.dates.periods import WHICH, decade, end_of, in_time, part_of_year, past_day, period, quarter, the_weekend

_WORDS = table("en/dates")
_TENS = "|".join(w for w, n in _WORDS["numbers"].items() if n >= 20)
COUNT = rf"(?P<count>\d{{1,3}}|(?:{_TENS})-(?:one|two|three|four|five|six|seven|eight|nine)|{'|'.join(sorted(_WORDS['numbers'], key=len, reverse=True))})"
_DAYNAME = rf"(?:{'|'.join(WEEKDAYS)})"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon)"
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
        return context.day.year + WHICH[post]
    if context.day is not None and which == "last":
        same = number_of_month >= context.day.month
        return context.day.year - 1 if same else context.day.year
    if which in ("next", "coming", "this coming"):
        return year_of(context.with_ahead(True), number_of_month, day)
    return _year_of_story(context, number_of_month) or year_of(context, number_of_month, day)


def _year_of_story(context: Context, number_of_month: int) -> int | None:
    """The year in which a paragraph that opens with a month of some year goes on: that year, or the next for an earlier month."""
    known = re.match(r"(\d{4})-(\d\d)", context.story or "")
    if known is None or context.ahead or context.day is None:
        return None
    year = int(known[1]) + (number_of_month < int(known[2]))
    return year if (year, number_of_month) <= (context.day.year, context.day.month) else None


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
        monday = day - timedelta(day.weekday()) + timedelta(weeks=WHICH[match["post"].lower()])
        return (monday + timedelta(wanted)).isoformat()
    if which in ("next", "coming", "this coming"):
        return (day + timedelta((wanted - day.weekday() - 1) % 7 + 1)).isoformat()
    if context.ahead and which not in ("last", "past", "this past", "previous"):
        return (day + timedelta((wanted - day.weekday()) % 7)).isoformat()
    back = (day.weekday() - wanted) % 7
    return (day - timedelta(back or (7 if which in ("last", "previous") else 0))).isoformat()


def _weekdays(match: re.Match[str], context: Context) -> str | None:
    """ "The night of Thursday to Friday", "from Monday to Wednesday": the last of them before the report, or the next where it is ahead."""
    day = context.day
    if day is None:
        return None
    first, last = (WEEKDAYS[match[name].lower()] for name in ("from", "to"))
    ends = day + timedelta((last - day.weekday()) % 7) if context.ahead else day - timedelta((day.weekday() - last) % 7)
    return f"{(ends - timedelta((last - first) % 7)).isoformat()}/{ends.isoformat()}"


def _ago(match: re.Match[str], context: Context) -> str | None:
    if context.day is None:
        return None
    count, unit = number(match["count"]), match["unit"].lower()
    if unit == "decade":
        return f"{(context.day.year - 10 * count) // 10}X"
    exact = (match["exact"] or "").lower()
    if exact == "today" and unit == "year":
        return _same_day(context.day, -count)
    if exact == "this month" and unit == "year":
        return month(context.day, -12 * count)
    return shifted(context.day, -count, unit)


def _same_day(day: date, years: int) -> str | None:
    return edtf(day.year + years, day.month, day.day) if exists(day.year + years, day.month, day.day) else edtf(day.year + years)


def _week_of(match: re.Match[str], context: Context) -> str | None:
    inner = WRITTEN.fullmatch(match["of"].strip())
    value = _fixed(inner, context) if inner else None
    return week(date.fromisoformat(value)) if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


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
    Rule("interval", compiled(rf"\b(?:between|from|night\s+(?:of|from))\s+(?P<from>{_DAYNAME})\s+(?:and|to|until|till)\s+(?P<to>{_DAYNAME})\b"), _weekdays),
    Rule("week", compiled(rf"\b(?:the )?week of\s+(?P<of>{_DATE})"), _week_of),
    Rule("written", compiled(rf"\bthe\s+(?P<nth>{'|'.join(_WORDS['nth'])})\s+of\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), _day_in_words),
    Rule("written", compiled(rf"\b(?P<nth>{DAY})\s+day\s+of\s+(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?"), _day_in_words),
    Rule("ago", compiled(rf"\b(?:(?:about|some|around|nearly|almost|exactly)\s+)?{COUNT}\s+{UNIT}\s+ago\b(?:\s+(?:on\s+)?(?P<exact>today|{_DAYNAME}|this (?:week|month)))?"), _ago),
    Rule("written", compiled(rf"\b(?:{_DAYNAME},?\s+(?:the\s+)?)?{DATED}{_OF_YEAR}"), _fixed),
    Rule("month", compiled(rf"\b(?<!that )(?<!following )(?P<lead>(?:in|since|until|of|by|from|during|for|to|before|after|early|late|mid)[\s-]+(?:early[\s-]+|late[\s-]+|mid[\s-]+)?)?(?:(?P<which>last|next|this coming|coming|this|past)\s+)?(?<!that )(?<!following )(?P<m>{MONTH})(?![\w-]|\s+\d){_OF_YEAR}"), _bare_month),
    Rule("day word", compiled(rf"\b(?:{'|'.join(w.replace(' ', chr(92) + 's+') for w in sorted(_WORDS['days'], key=len, reverse=True))}|overnight)\b"), _day_word),
    Rule("weekday", compiled(rf"\b(?:(?P<which>last|next|this coming|this past|coming|this|past|previous)\s+)?(?P<day>{_DAYNAME})\b(?:\s+{_PART_OF_DAY})?(?:\s+(?:of\s+)?(?P<post>last|this|next)\s+week)?"), _weekday),
    Rule("part of year", compiled(rf"\b(?P<nth>first|second|third|fourth|last)\s+(?P<part>quarter|half)\s+of\s+(?P<year>{YEAR}|(?:this|last|next|the)\s+year)\b"), part_of_year),
    Rule("part of year", compiled(r"\bin the (?P<nth>first|second|third|fourth) quarter\b"), quarter),
    Rule("period", compiled(r"\b(?<!the )(?:(?:earlier|later|early|late)\s+)?(?P<which>last|this past|previous|this|current|next|coming)\s+(?P<unit>week|month|year|weekend|decade|century|spring|summer|autumn|fall)\b"), period),
    Rule("period", compiled(r"\b(?:at|over|during|before|after|by|on)\s+the\s+weekend\b"), the_weekend),
    Rule("period", compiled(r"\b(?:over|in|during|for|within)\s+the\s+(?:past|last)\s+(?:day|24 hours|twenty-four hours)\b"), past_day),
    Rule("period", compiled(rf"\b(?:with)?in\s+(?:about\s+|some\s+)?{COUNT}\s+{UNIT}(?!['’]|\s+(?:ago|of|time to))\b"), in_time),
    Rule("period", compiled(r"\b(?:end|middle|close|beginning|start)\s+of\s+(?:the|this)\s+(?P<unit>year|month|week)\b"), end_of),
    Rule("decade", compiled(rf"\b(?:the\s+)?(?:(?:early|late)[\s-]+|mid-?)?(?:(?P<decade>(?:18|19|20)\d0)s|(?P<word>{'|'.join(_WORDS['decades'])}))\b"), decade),
    Rule("feast", compiled(rf"\b(?P<feast>{'|'.join(_WORDS['feasts']).replace(chr(39), '[’' + chr(39) + ']')}|easter(?: sunday)?)\b(?:,?\s+(?P<year>{YEAR}))?"), _feast),
    Rule("year", compiled(rf"\b(?:in|since|of|by|until|from|before|after|during|the|late|early|mid|a|and|to|as|for|over|year|{_SEASON}|{_DAYNAME},)[\s-]+(?P<year>{YEAR})\b(?![-/.]\d|\s+(?:troops|soldiers|people|men|women|euros|dollars|tons|tonnes|square|km|kilometres|kilometers|metres|meters)\b)"), _year),
    Rule("year", compiled(rf"[’']s?\s+(?P<year>{YEAR})(?=\s+[a-z])"), _year),
    Rule("year", compiled(rf"(?<=\()(?P<year>{YEAR})(?=[);,])"), _year),
    Rule("year", compiled(rf"\b(?:signed|initialled|ratified|concluded|adopted|dated)\s+(?P<year>{YEAR})(?=[);,.]|$)"), _year),
)  # fmt: skip
