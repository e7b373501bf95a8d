"""Where a headline ends that runs into its report: without a blank, in capitals, or before a day or a dateline in one line with it."""

import re
from collections.abc import Iterator

from dragoman.cleaning.datelines import dateline
from dragoman.codebook.calendar import MONTH
from dragoman.codebook.days import days
from dragoman.codebook.gazetteer import entries
from dragoman.model.span import Span

_TITLE = 220  # characters: no headline is longer
_FEWEST, _MOST = 4, 30
"""Words of a headline."""
_SHORTEST = 14  # words of a paragraph that can hold a headline and a sentence
_TOWN = 40  # characters of a dateline in capitals, behind which a sentence has small letters
_STEM = 5  # letters by which a state and its people are one name
_JOINED = re.compile(r"(?<=[a-z’')\d])(?=[A-Z“\"][a-zA-Z]*)")
_CAMEL = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|Fitz|You|Whats|Tik|Face|Pay|Link|Black|i|e)$")
_CAPITALS = re.compile(
    r"(?P<head>(?:[A-Z\d][A-Z\d’'.,:&/%-]*\s+|[&–—-]\s+){4,30}?)(?=(?:[AI] )?[A-Z“\"][a-z’]+ (?:[\w’'-]+ ){0,6}[a-z]{2,})"
)
_PLACE = re.compile(
    rf"(?<=[a-z’'\")\d]) (?=(?P<place>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){{0,2}}),? (?:{MONTH} \d|\d\d? {MONTH}|\())", re.IGNORECASE
)
_STOPPED = re.compile(r"[.!?] ")


def glued(text: str, span: Span) -> Span | None:
    """What stands between a headline and the first sentence that is glued to it, a day or nothing; None where nothing is glued.

    "Accord signed in RigaThe two ministers ...": an empty span before "The".
    """
    if len(text[span[0] : span[1]].split()) < _SHORTEST:
        return None
    head = text[span[0] : min(span[1], span[0] + _TITLE)]
    cuts = [*_joined(head, text[span[0] :])]
    if dateline(text, span) is None:
        cuts += [*_after_capitals(head), *_before_day(head), *_before_dateline(text, span)]
    for start, end in cuts:
        title, rest = head[:start], text[span[0] + end : span[1]][:_TITLE]
        if _FEWEST <= len(title.split()) <= _MOST and not _STOPPED.search(title) and _begins(rest, title):
            return span[0] + start, span[0] + end
    return None


def _joined(head: str, rest_of_text: str) -> Iterator[Span]:
    """Where a capital follows a small letter without a blank, as it does in no name."""
    for m in _JOINED.finditer(head):
        before, rest = head[: m.start()].split()[-1], head[m.end() :]
        after = rest.split()[0] if rest.split() else ""
        odd = (
            _CAMEL.search(before)
            or len(re.sub(r"\W", "", after)) < 2
            or (len(before) < 3 and not before.isdigit())
            or f"{before}{after}" in rest_of_text[m.end() + len(after) :]
        )
        if not odd:
            yield m.span()


def _after_capitals(head: str) -> Iterator[Span]:
    """Where words in capitals end and others begin."""
    if m := _CAPITALS.match(head):
        yield m.end("head"), m.end("head")


def _before_day(head: str) -> Iterator[Span]:
    """A full date after the headline in one line with it."""
    yield from (day.span for day in days(head) if re.match(r" +[A-Z“\"]", head[day.span[1] :]))


def _before_dateline(text: str, span: Span) -> Iterator[Span]:
    """Where the dateline begins that stands in one line with its headline."""
    for m in _PLACE.finditer(text, span[0], min(span[1], span[0] + _TITLE)):
        known = entries().get(m["place"])
        if text[span[0] : m.end()].isupper() and text[m.end() : m.end() + _TOWN].isupper():
            continue  # the headline goes on in capitals
        if m["place"][0].isupper() and (m["place"].isupper() or (known and known.role == "capital")) and dateline(text, (m.end(), span[1])):
            yield m.end() - span[0], m.end() - span[0]


def _begins(rest: str, title: str) -> bool:
    """Whether words are the beginning of a report under that title: they name again what it names, or carry a dateline."""
    named = {w.strip("’'\",.:;")[:_STEM].casefold() for w in title.split() if w[:1].isupper()}
    again = sum(w[:1].isupper() and w.strip("’'\",.:;“”")[:_STEM].casefold() in named for w in rest.split())
    return again > 0 or dateline(rest, (0, len(rest))) is not None or re.match(r"[“\"]?(?:The|A|An|In|On|At|After)\b", rest) is not None
