"""Header lines of a page: what makes a line one, and whether it tells of the report alone or carries what the page sets there as well."""

import re
from collections.abc import Iterator, Sequence

from dragoman.cleaning.bylines import names_staff, person
from dragoman.cleaning.datelines import outlet_word, whole_dateline
from dragoman.cleaning.lines import LONG
from dragoman.cleaning.outletnames import clean, initials, office_of_state, outlet_like, worded
from dragoman.codebook.calendar import MONTH
from dragoman.codebook.days import days
from dragoman.codebook.gazetteer import entries, outlet
from dragoman.codebook.late import late
from dragoman.model.record import Passage

HEADER = 140
"""Characters of the longest header line."""
_DATED = 100  # characters of the longest line that is one by its day alone
_SENTENCE_MIN = 5  # words of the shortest line that is taken for a sentence
_REPORT = 2  # paragraphs that the report tells at length, before the second of which its header lines stand
_STOPPED = late(r"[a-z]{3,}[”\"’')]?\. [A-Z“\"]")
_CLOCK_LINE = late(
    r"\W*(?:local time|update(?:d)?(?: time)?|last (?:updated?|modified)|latest update|today is)\b(?!.*\bpublished\b)", re.IGNORECASE
)
_PARTED = late(r"\s*[|·•●»>\t]\s*|\s[/–—-]{1,2}\s|\s{2,}|/\s|,\s")
_OF_THE_DAY = late(
    r"\W*(?:(?:first )?(?:date|dated|published|posted|issued|publication date|on|at)\b[\s:]*)*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun))?\W*"
    rf"(?:{MONTH}\s+\d\d?|\d\d?\s+{MONTH}|\d\d?)?\W*(?:at )?(?:\d\d?[:.]\d\d(?::\d\d)?(?: ?[ap]\.? ?m\.?)?(?: ?(?:local time|[A-Z]{{2,5}}))?)?\W*",
    re.IGNORECASE,
)
_NUMBERED = late(r"\b(?:no|nr|vol|issue|number)\b\.?.*", re.IGNORECASE)
_BY = late(r"(?:by|from|text|story|author|byline|reporter|written by|source)\b\W*", re.IGNORECASE)


def sentence_like(line: str) -> bool:
    """Whether a line is written as a sentence of a report is: five words or more, a full stop, and small words between."""
    found = line.split()
    small = sum(w.islower() for w in found)
    ends = line.rstrip("”\"’')]")[-1:] in (".", "!", "?") or (len(found) >= LONG // 2 and _STOPPED.search(line) is not None)
    return len(found) >= _SENTENCE_MIN and ends and small >= len(found) // 3


def is_header(line: str) -> bool:
    """Whether a short line gives the report's day, place, author or outlet."""
    if len(line) > HEADER or sentence_like(line) or _CLOCK_LINE.match(line):
        return False
    bare = line.strip(" -–—|.")
    return bool(outlet(bare)) or whole_dateline(line) or (len(line) < _DATED and any(True for _ in days(line)))


def tells_report_only(line: str) -> bool:
    """Whether a header line has nothing but day, place, author and outlet: no counter, section or button."""
    for day in reversed(list(days(line))):
        line = f"{line[: day.span[0]]} | {line[day.span[1] :]}"
    return all(_plain(piece) for piece in _PARTED.split(line))


def _plain(piece: str) -> bool:
    piece = piece.strip(" \t.,:;()[]*_-–—")
    if not piece or _OF_THE_DAY.fullmatch(piece):
        return True
    name = _BY.sub("", piece, count=1) if _BY.match(piece) else piece
    known = name in entries() or outlet(name) or whole_dateline(piece)
    named = person(name) and all(w[0].isupper() or w in ("and", "de", "bin", "al") for w in name.split())
    return bool(known or named or worded(name) or initials(name) or office_of_state(name) or names_staff(name) or outlet_word(name))


def with_header_lines(text: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, with the lines among the furniture over a report that tell of it as header lines of their own."""
    title = next((p.start for p in passages if p.kind == "headline"), len(text))
    told = [p.start for p in passages if p.kind == "body" and len(text[p.start : p.end].split()) >= LONG]
    first = told[_REPORT - 1] if len(told) >= _REPORT else len(text)
    out: list[Passage] = []
    for p in passages:
        out += _by_line(text, p, below=p.start > title) if p.kind == "boilerplate" and p.start < first else [p]
    return out


def _by_line(text: str, p: Passage, below: bool) -> list[Passage]:
    """A passage of furniture as it is, or in lines where one of them is a header line.

    Args:
        below: whether it stands under the headline, where a line of names alone is one.
    """
    lines = [(p.start + m.start(), p.start + m.end()) for m in re.finditer(r"\S[^\n\r]*", text[p.start : p.end])]
    heads = [is_header(text[s:e]) or (below and e - s < HEADER and tells_report_only(text[s:e])) for s, e in lines]
    if not any(heads):
        return [p]
    return [Passage(kind="byline" if head else "boilerplate", start=s, end=e) for (s, e), head in zip(lines, heads, strict=True)]


def named_beside_day(line: str) -> Iterator[str]:
    """What may be an outlet among the pieces of a header line that has a day: initials, words in capitals, or two words that are no person."""
    found = list(days(line))
    for day in reversed(found):
        line = f"{line[: day.span[0]]} | {line[day.span[1] :]}"
    for piece in _PARTED.split(line) if found else ():
        name = clean(_NUMBERED.sub("", piece))
        if name and ":" not in name and not _OF_THE_DAY.fullmatch(name) and _may_be_outlet(name):
            yield name


def _may_be_outlet(name: str) -> bool:
    if name in entries() or person(name) or not outlet_like(name) or any(c.isdigit() for c in name):
        return False
    return initials(name) or (name.isupper() and " " in name) or ("-" in name and name[-1].isalpha()) or worded(name)
