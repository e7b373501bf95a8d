"""What sort of paper a report is, as its dates show, and where in it a date stands: at its head or foot, over a section, on a line of its own."""

from collections import Counter
from collections.abc import Sequence
from math import log1p

from dragoman.codebook.files import table
from dragoman.reading.dates.found import DateFound
from dragoman.reading.layout import Layout
from dragoman.reading.trees import Features

_WORDS = table("en/setting")
_SPEECH = frozenset(_WORDS["speech"])
_CLOSING = frozenset(_WORDS["closing"])
_PART_OF_DAY = frozenset(_WORDS["part_of_day"])
_SHORT = 14
"""Characters beside a date that a line may have which only tells the date: "Geneva, 3 May"."""


def paper_features(layout: Layout, dates: Sequence[DateFound], published: str | None) -> Features:
    """The report as a whole: how long, how many dates, how much of it is told in the present or by speakers, whether it tells its own day."""
    return layout.once(("paper", len(dates), published), lambda: _paper_features(layout, dates, published))


def _paper_features(layout: Layout, dates: Sequence[DateFound], published: str | None) -> Features:
    w = layout.words
    roots = [i for i, dep in enumerate(w.dep) if dep == "ROOT" and w.pos[i] in ("VERB", "AUX")]
    many = max(1, len(roots))
    lines = [line for line in layout.doc.text.splitlines() if line.strip()]
    out = {
        "r sentences": log1p(len(layout.sentences)),
        "r dates": min(len(dates), 30),
        "r values": min(len({d.edtf for d in dates}), 20),
        "r present": sum(w.tag[i] in ("VBZ", "VBP") for i in roots) / many,
        "r said": sum(w.lemma[i] in _SPEECH for i in roots) / many,
        "r first person": sum(text in ("I", "We", "we", "our", "Our") for text in w.text) / max(1, len(w.text)),
        "r dated lines": min(sum(stands_alone(layout, d) or opens_line(layout, d) for d in dates), 12),
        "r listed lines": sum(line.lstrip()[:1] in "•-–*0123456789" for line in lines) / max(1, len(lines)),
        "r own day": any(d.edtf == published for d in dates),
        "r unknown day": published is None,
    }
    return {k: float(v) for k, v in out.items()}


def line_of(layout: Layout, found: DateFound) -> tuple[int, int]:
    """First and last character of the line of a date."""
    text = layout.doc.text
    end = text.find("\n", found.span[1])
    return text.rfind("\n", 0, found.span[0]) + 1, len(text) if end < 0 else end


def stands_alone(layout: Layout, found: DateFound) -> bool:
    """Whether a line tells hardly more than the date."""
    start, end = line_of(layout, found)
    return end - start - (found.span[1] - found.span[0]) <= _SHORT


def opens_line(layout: Layout, found: DateFound) -> bool:
    """Whether nothing but marks stands before a date in its line, and a mark behind it: "• 5 August: …"."""
    start, _ = line_of(layout, found)
    text = layout.doc.text
    return not any(c.isalnum() for c in text[start : found.span[0]]) and text[found.span[1] : found.span[1] + 2].strip()[:1] in (
        ":",
        "–",
        "-",
        "—",
        ".",
        "|",
    )


def closes(layout: Layout, found: DateFound) -> bool:
    """Whether a date says when the whole paper was made: "Done at Geneva on 3 May"."""
    first = layout.doc.text[line_of(layout, found)[0] : found.span[0]].split()[:1]
    return bool(first) and first[0].lower().strip(".,:") in _CLOSING


def place_features(layout: Layout, found: DateFound, dates: Sequence[DateFound]) -> Features:
    """Where in the report a date stands, and how much of the report tells it."""
    return layout.once(("place of date", found.span, len(dates)), lambda: _place_features(layout, found, dates))


def _place_features(layout: Layout, found: DateFound, dates: Sequence[DateFound]) -> Features:
    values = layout.once(("values of dates", len(dates)), lambda: Counter(d.edtf for d in dates))
    head = layout.once(("first date", len(dates)), lambda: next((d.edtf for d in dates), None))
    out = {
        "d alone": stands_alone(layout, found),
        "d opens line": opens_line(layout, found),
        "d closes": closes(layout, found),
        "d position": found.span[0] / max(1, len(layout.doc.text)),
        "d share": values[found.edtf] / max(1, len(dates)),
        "d of first": found.edtf == head,
    }
    return {k: float(v) for k, v in out.items()}


def section_of(layout: Layout, at: int, dates: Sequence[DateFound]) -> DateFound | None:
    """The date over the section in which a character stands: the last before it on a line of its own, or at the head of a line."""
    over = layout.once(("sections", len(dates)), lambda: [d for d in dates if stands_alone(layout, d) or opens_line(layout, d)])
    return max((d for d in over if d.span[0] <= at), key=lambda d: d.span, default=None)


def time_features(layout: Layout, i: int) -> Features:
    """What the words around a trigger say of its day without naming it: a part of the day, "the same", the first person; and whether it opens its passage."""
    return layout.once(("time", i), lambda: _time_features(layout, i))


def _time_features(layout: Layout, i: int) -> Features:
    w, number = layout.words, layout.sentence(i)
    tokens = layout.tokens(number)
    words = {w.lower[k] for k in tokens}
    first = layout.passage(w.at[tokens.start]) != layout.passage(w.at[tokens.start - 1]) if tokens.start else True
    return {
        "s part of day": float(bool(words & _PART_OF_DAY)),
        "s first person": float(bool(words & {"i", "we"})),
        "s opens passage": float(first),
    }
