"""Dates as people write them, to EDTF (ISO 8601-2)."""

import re
from datetime import date, timedelta

from dragoman.codebook.files import table

MONTHS = {name: i + 1 for i, (full, short) in enumerate(table("en/dates")["months"].items()) for name in (full, *short)}
WEEKDAYS = {name: i for i, name in enumerate(table("en/dates")["weekdays"]["names"])}

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[89]|20)\d\d"
DATED = (
    rf"(?:(?P<iso>{YEAR}[-.]\d\d[-.]\d\d)|(?P<dotted>\d{{1,2}}[./]\d{{1,2}}[./]{YEAR})"
    rf"|(?P<y0>{YEAR})\s+(?P<m0>{MONTH})(?:\s+(?P<d0>{DAY})\b)?"
    rf"|(?P<m1>{MONTH})\s*(?P<d1>{DAY})\b(?:,?\s+(?P<y1>{YEAR}))?|(?P<d2>{DAY})(?:\s+of)?\s+(?P<m2>{MONTH})(?:,?\s+(?:of\s+)?(?P<y2>{YEAR}))?"
    rf"|(?P<m3>{MONTH})(?:,?\s+(?:of\s+)?(?P<y3>{YEAR})))"
)
"""Pattern of a date with its year or its day."""
WRITTEN = re.compile(rf"\b(?:{DATED}|(?P<m4>{MONTH})(?![\w-]))", re.IGNORECASE)


def month_of(word: str) -> int:
    """Number of a month by its English name or abbreviation. Raises KeyError."""
    return MONTHS[word.lower().rstrip(".")]


def written(match: re.Match[str]) -> tuple[int | None, int | None, int | None] | None:
    """Year, month and day of a match of WRITTEN, None for each that is not told; None where no such day exists.

    A dotted or slashed date is day, month, year, unless only the other order makes a date.
    """
    g = match.groupdict()
    if g["iso"]:
        parts = [int(p) for p in re.split(r"[-.]", g["iso"])]
        return _real(parts[0], parts[1], parts[2])
    if g["dotted"]:
        d, m, y = (int(p) for p in re.split(r"[./]", g["dotted"]))
        return _real(y, m, d) or _real(y, d, m)
    for n in ("0", "1", "2", "3", "4"):
        if month := g.get(f"m{n}"):
            day, year = g.get(f"d{n}"), g.get(f"y{n}")
            return _real(int(year) if year else None, month_of(month), int(re.sub(r"\D", "", day)) if day else None)
    return None


def _real(year: int | None, month: int, day: int | None) -> tuple[int | None, int, int | None] | None:
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return None
    return year, month, day


def edtf(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """EDTF of what is known: `2017-07-23`, `2014-12`, `XXXX-08`, `2014`."""
    out = f"{year:04d}" if year else "XXXX"
    if month:
        out += f"-{month:02d}"
        if day:
            out += f"-{day:02d}"
    return out


def week(day: date) -> str:
    """The week of a day, from Monday to Sunday: `2020-11-09/2020-11-15`."""
    monday = day - timedelta(day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def month(day: date, shift: int) -> str:
    """The month that lies so many months after that of a day: `2020-10`."""
    months = day.year * 12 + day.month - 1 + shift
    return edtf(months // 12, months % 12 + 1)


def easter(year: int) -> date:
    """Western Easter Sunday, by the rule of the Gregorian calendar."""
    golden, century = year % 19, year // 100
    leap = century // 4
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    of = moon + sunday - 7 * late + 114
    return date(year, of // 31, of % 31 + 1)


_PART = re.compile(r"(\d{4})(?:-(\d\d?))?")


def parse_end(text: str, *, last: bool) -> date:
    """The first or the last day of what a user gave: a day, as `parse_day` takes it, a month (`2020-06`) or a year (`2020`).

    Raises:
        ValueError: there is no such day, month or year.
    """
    part = _PART.fullmatch(text.strip())
    if part is None:
        return parse_day(text)
    year, number = int(part[1]), int(part[2] or (12 if last else 1))
    if not (year and 1 <= number <= 12):
        raise ValueError(f"{text!r} is no month; write it as YYYY-MM")
    if not last:
        return date(year, number, 1)
    return date(year, 12, 31) if number == 12 else date(year, number + 1, 1) - timedelta(days=1)


def parse_day(text: str) -> date:
    """A calendar day given by a user or a page: `2017-07-23`, `23 July 2017`, or an ISO date and time.

    Raises:
        ValueError: there is no such day; the message says what is wanted.
    """
    wanted = f"{text!r} is not a date; write it as 2020-06-30"
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        match = WRITTEN.fullmatch(text.strip())
        parts = written(match) if match else None
        if not parts or None in parts:
            raise ValueError(wanted) from None
        year, month, day = parts
        assert year and month and day
        return date(year, month, day)
