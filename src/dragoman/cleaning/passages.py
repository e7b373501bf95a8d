"""Mark what part each stretch of a report plays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.cleaning.bylines import person
from dragoman.cleaning.datelines import dateline, outlet_word, whole_dateline
from dragoman.codebook.days import days
from dragoman.cleaning.features import LONG, signed
from dragoman.cleaning.layout import PARTS, parts
from dragoman.cleaning.pieces import Piece, pieces, sign_off
from dragoman.cleaning.repeats import LINE, SENTENCE, doubled, key, pulled
from dragoman.cleaning.turns import turns
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import outlet
from dragoman.model.record import Passage, PassageKind
from dragoman.model.span import Span, trim_span

READ: frozenset[PassageKind] = frozenset({"headline", "body"})
"""The kinds of passage that are read for actors, statements and events."""

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[”\"’')]*|$)\s*")
_SENTENCE_MIN = 5  # words
_TOP = 10  # pieces among which the header lines stand
_RULED = 400  # characters: the rules for whole lines look at no longer ones
_SURE = 0.9  # probability at which a line that is written like a sentence is furniture all the same
_LATER = 0.1  # probability that a later headline must have more than an earlier one
_MAYBE = 0.2  # probability from which a line may be the headline where no other is
_KIND_OF: dict[str, PassageKind] = {"body": "body", "headline": "headline", "caption": "caption", "furniture": "boilerplate"}
_LIKELY = 0.7  # probability of body at which a paragraph that ends in a photo credit is no caption
_CLOCK = re.compile(r"\W*(?:local time|update(?:d)?(?: time)?|last (?:updated?|modified)|latest update|today is)\b(?!.*\bpublished\b)", re.IGNORECASE)
_MERGED: frozenset[PassageKind] = frozenset({"boilerplate", "credit", "body", "repeat"})


@dataclass
class _Marks:
    """What is known while passages are marked, from top to bottom."""

    text: str
    found: list[Piece]
    kinds: list[PassageKind]
    shares: list[dict[str, float]]
    title: str = ""


def passages(text: str) -> list[Passage]:
    """Every part of the text with its kind, in order. Text between passages is white space."""
    found = pieces(text)
    shares = [dict(zip(PARTS, map(float, row), strict=True)) for row in parts(text, tuple(p.span for p in found))]
    marks = _Marks(text, found, _kinds(text, found, shares), shares)
    _mark_turns(marks)
    _mark_title(marks)
    _mark_only_caption(marks)
    _mark_pulled(marks)
    spoken = [t.who[0] for t in turns(text)]
    out: list[Passage] = []
    seen: set[str] = set()
    for piece, kind in zip(found, marks.kinds, strict=True):
        talks = any(piece.span[0] <= at < piece.span[1] for at in spoken)
        for part, what in _cut(marks, piece.span, kind, seen, talks):
            _add(out, part, what, text)
    return out


def _add(out: list[Passage], span: Span, kind: PassageKind, text: str) -> None:
    """Put a passage after the others; furniture that stands together is one passage, and so are sentences of one paragraph."""
    last = out[-1] if out else None
    joins = last is not None and last.kind == kind and kind in _MERGED
    near = last is not None and (kind in ("boilerplate", "credit") or not re.search(r"[\n\r\u2028\u2029\f]", text[last.end : span[0]]))
    if last is not None and joins and near:
        out[-1] = Passage(kind=kind, start=last.start, end=span[1])
    else:
        out.append(Passage(kind=kind, start=span[0], end=span[1]))


def _kinds(text: str, found: list[Piece], shares: list[dict[str, float]]) -> list[PassageKind]:
    """The kind of every piece: as its form or a rule says, else as the classifier does.

    Where nothing is told at length, a line is furniture only by what it says: it has no report to stand beside.
    """
    told = [i for i, p in enumerate(found) if p.kind is None and len(text[p.span[0] : p.span[1]].split()) >= LONG]
    first = min(told[1], _TOP) if len(told) > 1 else len(found)
    out: list[PassageKind] = []
    for i, piece in enumerate(found):
        line = " ".join(text[piece.span[0] : piece.span[1]].split())
        kind = piece.kind or _ruled(line, shares[i]) or _judged(line, shares[i], top=i <= first)
        alone = not told and not signed(line)
        opens = _sentence_like(line) and dateline(text, piece.span) is not None
        out.append("body" if kind == "boilerplate" and (alone or opens) else kind)
    return out


def _ruled(line: str, share: dict[str, float]) -> PassageKind | None:
    """The kind that a rule gives a whole line; a sentence that the classifier is sure belongs to the report is none of them."""
    if len(line) > _RULED or (_sentence_like(line) and share["body"] > _SURE):
        return None
    kinds: tuple[PassageKind, ...] = ("boilerplate", "credit", "caption", "byline")
    return next((k for k in kinds if _whole(k).fullmatch(line) and not (k == "caption" and share["body"] > _LIKELY)), None)


def _judged(line: str, share: dict[str, float], top: bool) -> PassageKind:
    """A line's kind by the classifier; header lines only at the top, and a sentence is furniture only where that is sure."""
    part = max(share, key=lambda p: share[p])
    if top and part != "headline" and (_is_header(line) or (part == "meta" and _names_maker(line))):
        return "byline"
    if part == "meta":
        return "boilerplate" if top or share["furniture"] > share["body"] else "body"
    if part == "furniture" and _sentence_like(line) and share["furniture"] < _SURE:
        return "body"
    if part == "headline" and not top:
        return "body" if share["body"] >= share["furniture"] else "boilerplate"
    return _KIND_OF[part]


def _is_header(line: str) -> bool:
    """Whether a short line gives the report's day, place, author or outlet."""
    if len(line) > 140 or _sentence_like(line) or _CLOCK.match(line):
        return False
    bare = line.strip(" -–—|.")
    return bool(outlet(bare)) or whole_dateline(line) or (len(line) < 100 and any(True for _ in days(line)))


def _names_maker(line: str) -> bool:
    """Whether a header line names who made the report: a person, or an outlet by its name."""
    pieces_ = [p.strip() for p in re.split(r"[|,/•·]|\s[-–—]\s", line) if p.strip()]
    by = re.search(r"\bby\b", line, re.IGNORECASE) is not None
    return by or any(person(p) or outlet_word(p.split()[-1]) or re.search(r"correspondent|writer|reporter|desk|staff", p, re.IGNORECASE) for p in pieces_)


def _sentence_like(line: str) -> bool:
    """Whether a line is written as a sentence of a report is: five words or more, a full stop, and small words between."""
    found = line.split()
    small = sum(w.islower() for w in found)
    return len(found) >= _SENTENCE_MIN and line.rstrip("”\"’')]")[-1:] in (".", "!", "?") and small >= len(found) // 3


@cache
def _whole(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('boilerplate')[kind]['whole'])})", re.IGNORECASE)


@cache
def _inside() -> re.Pattern[str]:
    return re.compile("|".join(table("boilerplate")["boilerplate"]["inside"]), re.IGNORECASE)


def _mark_turns(marks: _Marks) -> None:
    """What somebody says in an interview or a post is the report's, however short its lines are."""
    said = [s for t in turns(marks.text) for s in (t.who, *t.words)]
    for i, piece in enumerate(marks.found):
        if any(piece.span[0] <= s[0] < piece.span[1] for s in said):
            marks.kinds[i] = "body"


def _mark_title(marks: _Marks) -> None:
    """Settle the headline: what stands first of those marked so, else the first line that can be one; its copies are repeats."""
    first = _best_title(marks)
    if first is None:
        return
    keys = {i: key(marks.text[slice(*marks.found[i].span)]) for i in range(min(len(marks.found), first + 12))}
    title = _shorter_copy(first, keys, marks)
    marks.kinds[title] = "headline"
    marks.title = marks.text[slice(*marks.found[title].span)]
    for i, words in keys.items():
        if i != title and words and (words == keys[title] or _is_slug(words, keys[title]) or (i < title and words.endswith(keys[title]) and len(words) - len(keys[title]) < 4)):
            marks.kinds[i] = "repeat"


def _is_slug(words: str, title: str) -> bool:
    """Whether a line is the headline cut off, as addresses and lists give it."""
    return len(words) >= LINE and words.count(" ") >= 4 and title.startswith(words)


def _best_title(marks: _Marks) -> int | None:
    """Of the headlines before the report's first paragraph the likeliest, each later one being less likely; slogans before it are furniture."""
    body = next((i for i, k in enumerate(marks.kinds) if k == "body"), len(marks.kinds))
    heads = [i for i, k in enumerate(marks.kinds) if k == "headline"]
    early = [i for i in heads if i < body] or heads[:1]
    if not early:
        return _likeliest_title(marks)
    labelled = next((i for i in early if marks.found[i].kind == "headline" and marks.shares[i]["furniture"] < _LIKELY), None)
    best = max(early, key=lambda i: marks.shares[i]["headline"] + (i == labelled) - _LATER * early.index(i))
    for i in early:
        if i < best and key(marks.text[slice(*marks.found[i].span)]) not in key(marks.text[slice(*marks.found[best].span)]):
            marks.kinds[i] = "boilerplate"
    return best


def _likeliest_title(marks: _Marks) -> int | None:
    """Of the lines before the report's first paragraph, the one that looks most like a headline; None where none does."""
    told = [i for i, p in enumerate(marks.found) if marks.kinds[i] == "body" and len(marks.text[slice(*p.span)].split()) >= LONG]
    first = told[0] if told else len(marks.found)
    able = [i for i in range(first) if marks.found[i].kind is None and _can_be_title(marks.text, marks.found[i].span)]
    able = [i for i in able if marks.shares[i]["headline"] >= _MAYBE or marks.kinds[i] == "body"]
    return max(able, key=lambda i: (marks.shares[i]["headline"], -i), default=None)


def _shorter_copy(first: int, keys: dict[int, str], marks: _Marks) -> int:
    """The headline itself where the first is a copy of it with some sign before: a later line that the first one ends in."""
    for i, words in keys.items():
        if i > first and len(words) >= LINE and keys[first].endswith(f" {words}") and len(keys[first]) - len(words) < 4:
            return i
    return first


def _can_be_title(text: str, span: Span) -> bool:
    title = text[span[0] : span[1]]
    return 12 <= len(title) <= 250 and title.rstrip("”\"’' ")[-1:] not in (".", "…", ",", ":") and dateline(text, span) is None


def _mark_only_caption(marks: _Marks) -> None:
    """A page that is one picture: its caption is the report."""
    if "body" not in marks.kinds:
        for i, kind in enumerate(marks.kinds):
            if kind == "caption":
                marks.kinds[i] = "body"


def _mark_pulled(marks: _Marks) -> None:
    """Lines without a full stop of their own place that a paragraph tells as well."""
    told = [i for i, k in enumerate(marks.kinds) if k in ("body", "caption")]
    spans = [(s, sign_off(marks.text, (s, e))) for s, e in (marks.found[i].span for i in told)]
    for n in pulled(marks.text, spans):
        marks.kinds[told[n]] = "repeat"


def _cut(marks: _Marks, span: Span, kind: PassageKind, seen: set[str], talks: bool) -> Iterator[tuple[Span, PassageKind]]:
    """One piece as passages: of body, the dateline, the sentences told before, furniture within and the sign-off are set apart."""
    text = marks.text
    line = key(text[span[0] : span[1]])
    if kind in ("headline", "body", "caption") and len(line) >= LINE and line in seen:
        kind = "repeat"
    if kind in ("headline", "caption"):
        seen.add(line)
    if kind in ("body", "caption") and (again := doubled(text, span, marks.title)):
        yield from _apart(text, span, again, kind)
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


def _apart(text: str, span: Span, again: Span, kind: PassageKind) -> Iterator[tuple[Span, PassageKind]]:
    """A line with what it tells twice set apart."""
    for part, what in (((span[0], again[0]), kind), (again, "repeat"), ((again[1], span[1]), kind)):
        if left := trim_span(part, text):
            yield left, what  # type: ignore[misc]


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

