"""Parts of records found again by the words they were read from."""

from collections.abc import Sequence

from dragoman.model.correction import Anchor, Target
from dragoman.model.record import Actor, Agreement, Event, Record, Statement
from dragoman.model.span import Span

Part = Event | Statement | Agreement | Actor


def parts(record: Record, kind: Target) -> Sequence[Part]:
    """All parts of a kind."""
    if kind == "event":
        return record.events
    if kind == "statement":
        return record.statements
    if kind == "agreement":
        return record.agreements
    return record.actors


def spans(part: Part) -> tuple[Span, ...]:
    """The spans that a part stands on."""
    if isinstance(part, Statement):
        return part.content or part.cue
    return part.mentions if isinstance(part, Actor) else part.evidence


def label(part: Part) -> str:
    """What a part was read as."""
    if isinstance(part, Event):
        return part.type
    return part.kind if isinstance(part, Statement) else part.name


def anchor(record: Record, part: Part) -> Anchor:
    """A part by its words."""
    where = spans(part)
    return Anchor(report=record.report.id, item=part.id, words=said(record, where), spans=where, label=label(part))


def said(record: Record, where: Sequence[Span]) -> str:
    """The words at some spans, in one line."""
    return " … ".join(" ".join(record.report.text[s:e].split()) for s, e in where)


def find(record: Record, kind: Target, target: Anchor) -> Part | None:
    """The part of a record that an anchor speaks of: the one of the same words; else the one at the same place in the same text."""
    there = list(parts(record, kind))
    if kind in ("actor", "person", "organization"):
        return _named(there, target)
    same = [p for p in there if said(record, spans(p)) == target.words]
    if same:
        return min(same, key=lambda p: (p.id != target.item, label(p) != target.label, _apart(spans(p), target.spans)))
    if said(record, [s for s in target.spans if s[1] <= len(record.report.text)]) != target.words:
        return None
    near = [p for p in there if _shared(spans(p), target.spans) >= 0.5]
    return max(near, key=lambda p: (label(p) == target.label, _shared(spans(p), target.spans)), default=None)


def _named(there: Sequence[Part], target: Anchor) -> Actor | None:
    """The actor of the name that an anchor gives: the one of its id where several have it."""
    named = [p for p in there if isinstance(p, Actor) and p.name == target.label]
    return next((p for p in named if p.id == target.item), named[0] if named else None)


def _apart(a: Sequence[Span], b: Sequence[Span]) -> int:
    return abs(a[0][0] - b[0][0]) if a and b else 0


def _shared(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Which part of the shorter one's characters the other has."""
    common = sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)
    shorter = min(sum(e - s for s, e in a), sum(f - t for t, f in b))
    return common / shorter if shorter else 0.0


def place(record: Record, target: Anchor) -> tuple[Span, ...] | None:
    """Where the words of an anchor stand in a text: where they stood, else where they are found first; None where they are gone."""
    text = record.report.text
    if target.spans and all(e <= len(text) for _, e in target.spans) and said(record, target.spans) == target.words:
        return target.spans
    out = []
    for words in target.words.split(" … "):
        at = text.find(words)
        if at < 0:
            return None
        out.append((at, at + len(words)))
    return tuple(out)
