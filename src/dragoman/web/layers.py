"""The text of a report cut where anything begins or ends, so that overlapping and nested readings can all be shown in it."""

from __future__ import annotations

from collections.abc import Iterator
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
            if key not in s.ids:
                s.ids.append(key)
            if layer not in s.layers:
                s.layers.append(layer)
            s.depth += layer == "content"
        if key not in seen:
            seen.add(key)
            out[index[start]].opens.append(key)
    return out


def _read(record: Record) -> Iterator[tuple[str, str, Span]]:
    """Id, layer and span of everything that was read."""
    for s in record.statements:
        for layer, spans in (("content", s.content), ("cue", s.cue), ("source", s.speaker_span)):
            yield from ((s.id, layer, span) for span in spans)
    for e in record.events:
        yield from ((e.id, "event", span) for span in e.evidence)
        yield from ((e.id, "date", span) for span in e.date_evidence)
        yield from ((e.id, "place", span) for span in (e.place.evidence if e.place else ()))
    for g in record.agreements:
        yield from ((g.id, "agreement", span) for span in g.evidence)
        yield from ((g.id, "agreement", span) for a in g.areas for span in a.evidence)
    for a in record.actors:
        yield from ((a.id, "actor", span) for span in a.mentions)
        yield from ((a.id, "role", span) for r in a.roles for span in r.evidence)
