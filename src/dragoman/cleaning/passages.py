"""Mark what part each stretch of a report plays."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from dragoman.cleaning.datelines import dateline
from dragoman.cleaning.headline import Marks, mark_title
from dragoman.cleaning.kinds import kinds_of, shares_of
from dragoman.cleaning.lines import signed
from dragoman.cleaning.pieces import pieces, sign_off
from dragoman.cleaning.repeats import LINE, SENTENCE, doubled, key, pulled
from dragoman.cleaning.turns import turns
from dragoman.codebook.files import table
from dragoman.model.record import Passage, PassageKind
from dragoman.model.span import Span, trim_span

READ: frozenset[PassageKind] = frozenset({"headline", "body"})
"""The kinds of passage that are read for actors, statements and events."""

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[”\"’')]*|$)\s*")
_MERGED: frozenset[PassageKind] = frozenset({"boilerplate", "credit", "body", "repeat"})
_WORDS = 4
"""Words of a text of one line, at least, that is a headline and no name."""
_BREAK = re.compile(r"[\n\r\u2028\u2029\f]")


def passages(text: str) -> list[Passage]:
    """Every part of the text with its kind, in order. Text between passages is white space."""
    found = pieces(text)
    shares = shares_of(text, found)
    marks = Marks(text, found, kinds_of(text, found, shares), shares)
    spoken = sorted(t.who[0] for t in turns(text))
    _mark_turns(marks)
    _mark_only_line(marks)
    mark_title(marks)
    _mark_only_caption(marks)
    _mark_pulled(marks)
    out: list[Passage] = []
    seen: set[str] = set()
    for piece, kind in zip(found, marks.kinds, strict=True):
        talks = _holds(piece.span, spoken)
        for part, what in _cut(marks, piece.span, kind, seen, talks):
            _add(out, part, what, text)
    return out


def _holds(span: Span, places: list[int]) -> bool:
    """Whether one of these places, which are in order, lies in a span."""
    at = bisect_left(places, span[0])
    return at < len(places) and places[at] < span[1]


def _add(out: list[Passage], span: Span, kind: PassageKind, text: str) -> None:
    """Put a passage after the others; furniture that stands together is one passage, and so are sentences of one paragraph."""
    last = out[-1] if out else None
    joins = last is not None and last.kind == kind and kind in _MERGED
    near = last is not None and (kind in ("boilerplate", "credit") or not _BREAK.search(text, last.end, span[0]))
    if last is not None and joins and near:
        out[-1] = Passage(kind=kind, start=last.start, end=span[1])
    else:
        out.append(Passage(kind=kind, start=span[0], end=span[1]))


@cache
def _inside() -> re.Pattern[str]:
    return re.compile("|".join(table("boilerplate")["boilerplate"]["inside"]), re.IGNORECASE)


def _mark_turns(marks: Marks) -> None:
    """What somebody says in an interview or a post is the report's, however short its lines are."""
    said = sorted(s[0] for t in turns(marks.text) for s in (t.who, *t.words))
    for i, piece in enumerate(marks.found):
        if _holds(piece.span, said):
            marks.kinds[i] = "body"


def _mark_only_caption(marks: Marks) -> None:
    """A page that is one picture: its caption is the report."""
    if "body" not in marks.kinds:
        for i, kind in enumerate(marks.kinds):
            if kind == "caption":
                marks.kinds[i] = "body"


def _mark_only_line(marks: Marks) -> None:
    """A text of one line is a headline, however much its capitals make it look like somebody's name, and its shortness like furniture."""
    alone = marks.kinds in (["byline"], ["boilerplate"]) and len(marks.line(0).split()) >= _WORDS
    if alone and not marks.line(0).lower().startswith("by ") and not signed(marks.line(0)):
        marks.kinds[0] = "headline"


def _mark_pulled(marks: Marks) -> None:
    """Lines that a longer paragraph tells in full as well; what shows by its words that it is furniture stays that."""
    told = [i for i, k in enumerate(marks.kinds) if k in ("body", "caption") or (k == "boilerplate" and not signed(marks.line(i)))]
    spans = [(s, sign_off(marks.text, (s, e))) for s, e in (marks.found[i].span for i in told)]
    for n in pulled(marks.text, spans):
        marks.kinds[told[n]] = "repeat"


def _cut(marks: Marks, span: Span, kind: PassageKind, seen: set[str], talks: bool) -> Iterator[tuple[Span, PassageKind]]:
    """One piece as passages: of body, the dateline, the sentences told before, furniture within and the sign-off are set apart."""
    text = marks.text
    line = key(text[span[0] : span[1]])
    if kind in ("headline", "body", "caption") and len(line) >= LINE and line in seen:
        kind = "repeat"
    if kind in ("headline", "caption"):
        seen.add(line)
    if kind in ("body", "caption") and (again := doubled(text, span, marks.title)):
        yield from _apart(text, span, again, kind, seen)
        return
    if kind != "body":
        yield span, kind
        return
    start = (None if talks else dateline(text, span)) or span[0]
    end = sign_off(text, (start, span[1]))
    cut: list[tuple[Span, PassageKind]] = [((span[0], start), "dateline")] if start > span[0] else []
    cut += _inner(text, (start, end), seen)
    cut += [((end, span[1]), "credit")] if end < span[1] else []
    yield from ((t, what) for piece, what in cut if (t := trim_span(piece, text)))
    seen.add(line)


def _apart(text: str, span: Span, again: Span, kind: PassageKind, seen: set[str]) -> Iterator[tuple[Span, PassageKind]]:
    """A line with what it tells twice set apart."""
    for part in ((span[0], again[0]), again, (again[1], span[1])):
        cut: list[tuple[Span, PassageKind]] = [(part, "repeat")] if part == again else [(part, kind)]
        if kind == "body" and part != again:
            cut = list(_inner(text, part, seen))
        yield from ((left, what) for piece, what in cut if (left := trim_span(piece, text)))


def _inner(text: str, span: Span, seen: set[str]) -> Iterator[tuple[Span, PassageKind]]:
    at = span[0]
    for match in [*_inside().finditer(text, *span), None]:
        stop = match.start() if match else span[1]
        for sentence in _SENTENCE.finditer(text, at, stop):
            words = key(sentence.group())
            again = len(words) >= SENTENCE and words in seen
            seen.add(words)
            yield sentence.span(), "repeat" if again else "body"
        if match:
            yield match.span(), "boilerplate"
            at = match.end()
