"""The day on which a report says that it was published: in a header line, a dateline or a line of its own at the foot, and nowhere else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.cleaning.lines import opens_list
from dragoman.codebook.calendar import MONTH, month_of
from dragoman.codebook.days import Day, days
from dragoman.codebook.late import late
from dragoman.model.record import Passage

_LABEL = late(
    r"\b(?:published|posted|issued|date|dated|created|released|first published|submitted|publié|publicado|veröffentlicht|опубликовано)\b[\w\s:,]{0,14}$",
    re.IGNORECASE,
)
_ORIGINALLY = late(r"\b(?:originally|first)\s+(?:published|posted|issued|printed)\b[\s\w:,]{0,14}$", re.IGNORECASE)
_IN_OUTLET = late(r"\b(?:published|appeared|printed) (?:in|by) [^\n.]{2,40}?[,(]? (?:on |of )?(?:\w+day,? )?$", re.IGNORECASE)
"""What stands at the foot before the day: "Published in the Lake Courier, May 4th, 2021"."""
_HEARD = late(r"\bsource: [^\n]{4,90}\b\d{4} ?gmt,? $", re.IGNORECASE)
"""What a monitoring service writes before the day on which it heard or saw a report."""
_CHANGED = late(
    r"\b(?:updat\w+|modif\w+|last|local time|latest|retrieved|accessed|load-date|today is|printed|as of|refreshed)\b[^|/·]{0,24}$",
    re.IGNORECASE,
)
_NO_CHANGE = late(r"\b(?:local time|retrieved|accessed|today is|printed|refreshed)\b[^|/·]{0,24}$", re.IGNORECASE)
"""Of those, what tells when somebody looked at the report, and nothing of the report."""
_OWNED = late(r"©|\([cC]\)|copyright|rights reserved", re.IGNORECASE)
_WIDGET = late(r"\d ?°|\b\d{1,2} ?[CF]\b|\b(?:weather|forecast|poll|expires?|closes?|ends|until|next|upcoming|today|now)\b", re.IGNORECASE)
"""What shows that a line with a day tells the weather or an appointment."""
_AROUND = ("byline", "boilerplate", "credit")
"""What stands around a report and may tell its day."""
_LEADS = 2
"""Paragraphs of a standfirst and the like that may come before the header line with the day."""
_REACH = 40  # characters before a day in which its label stands
_HEARD_LINE = 120  # the same of a line of a monitoring service
_OWN_LINE = 24
"""Letters that a line at the foot may have beside its day."""
_HEADING = late(r"(?:^|[,:|(–—-]\s*(?:as of\s+)?(?:\w+day,?\s+)?)$", re.IGNORECASE)
_MONTH_DAY = late(rf"(?P<m>{MONTH})\s+(?P<d>\d\d?)\b|\b(?P<e>\d\d?)\s+(?P<n>{MONTH})", re.IGNORECASE)


@dataclass(frozen=True)
class _Parts:
    """The passages that may tell the day, by where they stand."""

    top: list[Passage]
    """Header lines and furniture before the report has begun."""
    title: int
    datelines: list[Passage]
    heads: list[Passage]
    foot: list[Passage]

    def over(self) -> list[Passage]:
        """Header lines over the headline."""
        return [p for p in self.top if p.kind == "byline" and p.start <= self.title]

    def under(self) -> list[Passage]:
        """Header lines below the headline."""
        return [p for p in self.top if p.kind == "byline" and p.start > self.title]

    def furniture(self) -> list[Passage]:
        """Other lines before the report has begun."""
        return [p for p in self.top if p.kind != "byline"]


def day_of(text: str, passages: list[Passage]) -> str | None:
    """The day of publication as YYYY-MM-DD; None where the report does not tell it in so many words."""
    parts = _parts(passages, len(text))
    for found in (
        _labelled(text, parts.top, _ORIGINALLY), _labelled(text, parts.top), _plain(text, parts.under()), _plain(text, parts.datelines), _plain(text, parts.over()),
        _in_title(text, parts.heads), _plain(text, parts.furniture()), _labelled(text, parts.foot), _labelled(text, parts.foot, _IN_OUTLET, _HEARD_LINE), _labelled(text, parts.foot, _HEARD, _HEARD_LINE), _own_line(text, parts.foot),
        _changed(text, parts.top),
    ):  # fmt: skip
        if day := next(found, None):
            return _order(day, text, parts.datelines).isoformat()
    return None


def _parts(passages: list[Passage], end: int) -> _Parts:
    heads, datelines, bodies, around = (_of(passages, *kinds) for kinds in (("headline",), ("dateline",), ("body",), _AROUND))
    title = heads[0].start if heads else 0
    told = [p for p in bodies if p.start >= title]
    last = told[-1].end if told else 0
    first = told[_LEADS].start if len(told) > _LEADS else last or end
    top, foot = [p for p in around if p.start < first], [p for p in around if p.start >= last]
    return _Parts(top, title, datelines[:1], heads[:1], foot)


def _of(passages: list[Passage], *kinds: str) -> list[Passage]:
    return [p for p in passages if p.kind in kinds]


def _labelled(text: str, parts: list[Passage], label: re.Pattern[str] = _LABEL, reach: int = _REACH) -> Iterator[Day]:
    """Days that stand behind a label, at most some characters behind where it begins."""
    for p, day in _all(text, parts):
        if label.search(text[max(p.start, day.span[0] - reach) : day.span[0]]) and not _is_changed(text, p, day):
            yield day


def _plain(text: str, parts: list[Passage]) -> Iterator[Day]:
    yield from (day for p, day in _all(text, parts) if not _is_changed(text, p, day))


def _changed(text: str, parts: list[Passage]) -> Iterator[Day]:
    for p, day in _all(text, parts):
        if not _NO_CHANGE.search(text[max(p.start, day.span[0] - 60) : day.span[0]]):
            yield day


def _own_line(text: str, parts: list[Passage]) -> Iterator[Day]:
    """A line at the foot that is little more than a day, with an agency's name perhaps: "Lake Press, 5 May 2021"."""
    for p, day in _all(text, parts):
        start = max(text.rfind("\n", p.start, day.span[0]) + 1, p.start)
        stop = text.find("\n", day.span[1], p.end)
        line = text[start : day.span[0]] + text[day.span[1] : stop if stop > 0 else p.end]
        if sum(c.isalpha() for c in line) <= _OWN_LINE and not _CHANGED.search(line) and not _WIDGET.search(line):
            yield day


def _in_title(text: str, heads: list[Passage]) -> Iterator[Day]:
    """A day that a headline of a digest or log ends in: "World in brief: June 12, 2023"."""
    for p, day in _all(text, heads):
        ends = not text[day.span[1] : p.end].strip(" ).") or text[day.span[1] : p.end].lstrip().startswith("(")
        if ends and _HEADING.search(text[p.start : day.span[0]]):
            yield day


def _all(text: str, parts: list[Passage]) -> Iterator[tuple[Passage, Day]]:
    """Every full date in these passages but those of copyright lines and of other reports."""
    for p in parts:
        for day in days(text, p.start, p.end):
            line = text[max(text.rfind("\n", p.start, day.span[0]) + 1, p.start) : day.span[0]]
            if not _OWNED.search(line) and not opens_list(line):
                yield p, day


def _is_changed(text: str, p: Passage, day: Day) -> bool:
    return _CHANGED.search(text[max(p.start, day.span[0] - 60) : day.span[0]]) is not None


def _order(found: Day, text: str, datelines: list[Passage]) -> date:
    """The day, or its figures in the other order where the dateline has that month and day."""
    if found.other is None:
        return found.day
    for p in datelines:
        for m in _MONTH_DAY.finditer(text, p.start, p.end):
            month, day = month_of(m["m"] or m["n"]), int(m["d"] or m["e"])
            if abs((found.other - found.other.replace(month=month, day=min(day, 28))).days) <= 3:
                return found.other
    return found.day
