"""A record as HTML for notebooks: the text with what was read from it lit, and small tables. No scripts and no style sheet; colours of text are the page's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.model.span import Span

if TYPE_CHECKING:
    from dragoman.model.record import Record

_LONGEST, _ROWS = 20_000, 40
"""Characters of a text and rows of a table that are shown."""
_STYLES = {
    "person": "border-bottom:2px dotted rgba(150,110,210,.9)",
    "statement": "background:rgba(90,140,255,.20)",
    "agreement": "background:rgba(60,180,110,.28)",
    "event": "background:rgba(255,160,40,.32)",
}
"""How words are lit, the strongest last: see-through, so that they can be read on light and on dark."""
_FRAME = '<div class="tex2jax_ignore mathjax_ignore" style="max-width:60em;line-height:1.5">'  # "$5" is no formula
_CELL = "text-align:left;vertical-align:top;padding:.15em .8em .15em 0"
Mark = tuple[Span, str, str]
"""Where, which of the styles, and what is said of it where one points at it."""


def of_record(record: Record) -> str:
    """The page of a record."""
    names = {a.id: a.name for a in record.actors}
    report = record.report
    told = " · ".join(escape(x) for x in (report.outlet, report.published, report.id) if x)
    legend = " ".join(f'<span style="{style}">{kind}</span>' for kind, style in _STYLES.items())
    events = [
        (e.type, " → ".join(x for x in (_all(names, e.actors), _all(names, e.recipients)) if x), e.date or "", e.modality, e.standing)
        for e in record.events
    ]
    statements = [(names.get(s.speaker or "", "unknown"), s.kind, _words(report.text, s.content)) for s in record.statements]
    agreements = [(a.name, _all(names, a.parties), a.stage, a.standing) for a in record.agreements]
    return framed(
        f"<p><b>{escape(report.title or 'Report')}</b> <small>{told}</small><br><small>{legend}</small></p>",
        f'<div style="white-space:pre-wrap">{lit(report.text, _marks(record))}</div>',
        table(("event", "who → whom", "date", "modality", "standing"), events),
        table(("speaker", "says", "what"), statements),
        table(("agreement", "parties", "stage", "standing"), agreements),
        table(("warning", "what it says"), [(w.code, w.message) for w in record.warnings]),
    )


def framed(*parts: str) -> str:
    """Parts of a page in the frame that they share."""
    return f"{_FRAME}{''.join(parts)}</div>"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A small table, its values escaped; nothing where there are no rows."""
    if not rows:
        return ""
    head = "".join(f'<th style="{_CELL}">{escape(h)}</th>' for h in heads)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{escape(str(v))}</td>' for v in row) + "</tr>" for row in rows[:_ROWS])
    more = f"<p><small>{len(rows) - _ROWS} more</small></p>" if len(rows) > _ROWS else ""
    return f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'


def lit(text: str, marks: Iterable[Mark]) -> str:
    """The beginning of a text, escaped, with marks that may overlap: each stretch between two of their edges has the strongest style there."""
    end = min(len(text), _LONGEST)
    found = sorted((m for m in marks if m[0][0] < end), key=lambda m: m[0])
    edges = sorted({0, end, *(min(edge, end) for span, _, _ in found for edge in span)})
    out, open_marks, at = [], list[Mark](), 0
    for start, stop in pairwise(edges):
        open_marks = [m for m in open_marks if m[0][1] > start]
        while at < len(found) and found[at][0][0] <= start:
            open_marks.append(found[at])
            at += 1
        out.append(_stretch(text[start:stop], open_marks))
    return "".join(out) + (f"<br><small>… {len(text) - end} characters more</small>" if len(text) > end else "")


def _stretch(words: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return escape(words)
    styles = ";".join(dict.fromkeys(_STYLES[kind] for kind in _STYLES for m in marks if m[1] == kind))
    return f'<span style="{styles}" title="{escape(" | ".join(dict.fromkeys(m[2] for m in marks)))}">{escape(words)}</span>'


def _marks(record: Record) -> Iterable[Mark]:
    """Everything that is lit in a report, with what it is."""
    names = {a.id: a.name for a in record.actors}
    yield from (
        (span, "person", f"{a.name}{f', {a.country}' if a.country else ''}")
        for a in record.actors
        if a.kind == "person"
        for span in a.mentions
    )
    yield from ((span, "statement", f"{names.get(s.speaker or '', 'unknown')}: {s.kind}") for s in record.statements for span in s.content)
    yield from ((span, "agreement", f"{g.name}: {g.stage}") for g in record.agreements for span in g.evidence)
    yield from ((span, "event", f"{e.type}, {e.modality}, {e.standing}") for e in record.events for span in e.evidence)


def _all(names: dict[str, str], ids: Iterable[str]) -> str:
    return ", ".join(names[i] for i in ids)


def _words(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(" ".join(text[s:e].split()) for s, e in spans)
