"""The text of a report cut where anything begins or ends, so that overlapping and nested readings can all be shown in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.model.record import Record
from dragoman.model.span import Span


@dataclass
class Segment:
    """A stretch of the text with all that was read from it."""

    start: int
    text: str
    kind: str = ""
    """Kind of the passage."""
    ids: list[str] = field(default_factory=list)
    layers: list[str] = field(default_factory=list)
    depth: int = 0
    """How many statements the stretch is told in."""
    opens: list[str] = field(default_factory=list)
    """Ids of what begins here."""


def segments(record: Record) -> list[Segment]:
    """The whole text, in order; joined it is the report's text again."""
    text = record.report.text
    read = list(_read(record))
    cuts = {0, len(text)} | {at for _, _, span in read for at in span} | {at for p in record.passages for at in (p.start, p.end)}
    edges = sorted(c for c in cuts if 0 <= c <= len(text))
    out = [Segment(a, text[a:b]) for a, b in pairwise(edges)]
    index = {s.start: i for i, s in enumerate(out)}
    for p in record.passages:
        for s in out[index[p.start] : index.get(p.end, len(out))]:
            s.kind = p.kind
    seen: set[str] = set()
    for key, layer, (start, end) in sorted(read, key=lambda x: (x[2][0], -x[2][1], x[0])):
        for s in out[index[start] : index.get(end, len(out))]:
            _lay(s, key, layer)
        if key not in seen:
            seen.add(key)
            out[index[start]].opens.append(key)
    return out


def _lay(s: Segment, key: str, layer: str) -> None:
    """Put a thing that was read over a stretch."""
    if key not in s.ids:
        s.ids.append(key)
    if layer not in s.layers:
        s.layers.append(layer)
    s.depth += layer == "content"


def _read(record: Record) -> Iterator[tuple[str, str, Span]]:
    """Id, layer and span of everything that was read."""
    for key, layer, spans in (*_said(record), *_happened(record), *_named(record)):
        yield from ((key, layer, span) for span in spans)


_Laid = Iterator[tuple[str, str, Iterable[Span]]]


def _said(record: Record) -> _Laid:
    for s in record.statements:
        yield from ((s.id, "content", s.content), (s.id, "cue", s.cue), (s.id, "source", s.speaker_span))


def _happened(record: Record) -> _Laid:
    for e in record.events:
        place = e.place.evidence if e.place else ()
        yield from ((e.id, "event", e.evidence), (e.id, "date", e.date_evidence), (e.id, "place", place))
    for g in record.agreements:
        yield g.id, "agreement", g.evidence
        yield from ((g.id, "agreement", a.evidence) for a in g.areas)


def _named(record: Record) -> _Laid:
    for a in record.actors:
        yield a.id, "actor", a.mentions
        yield from ((a.id, "role", r.evidence) for r in a.roles)
