"""Denials of a report and the events of it that they deny, beyond those that the reading joined.

A denial is often told in words of its own ("denied any part in the raid", "the marines deny that they aimed at the men"), in which
there is no event to read. It is taken to deny an event of the same report whose doer, or whose doer's state, it is who denies; else one that
it names the place, people or deed of; and where nobody is said to deny ("a fabricated story, according to which …") one of its sentence.
"""

from collections import defaultdict

from dragoman.codebook.linking import denied_types
from dragoman.linking.sentences import sentence_span
from dragoman.linking.wordstems import stems
from dragoman.model.record import Event, Record, Statement
from dragoman.model.span import Span


def denials(record: Record) -> dict[str, list[Statement]]:
    """For each event that somebody denies, by its id, the statements that do."""
    out: dict[str, list[Statement]] = defaultdict(list)
    for s in record.statements:
        if s.kind != "deny":
            continue
        for e in _denied(record, s):
            out[e.id].append(s)
    return out


def _denied(record: Record, s: Statement) -> list[Event]:
    """The events that a denial is of, beyond those that the reading joined."""
    told = [e for e in record.events if s.id in e.according_to or _inside(e.evidence[-1], s.content)]
    joined = {e.id for e in record.events if s.id in e.disputed_by}
    if not told and not joined and not s.event_ids:
        near = _meant(record, s)
        told = [near] if near is not None else []
    return [e for e in told if e.modality == "asserted" and (e.id not in joined or s.id in e.according_to)]


def _inside(span: Span, content: tuple[Span, ...]) -> bool:
    return any(s <= span[0] and span[1] <= e for s, e in content)


def _meant(record: Record, s: Statement) -> Event | None:
    """The event that a denial without one is of: by its doer, else by the words that it shares with it."""
    text = record.report.text
    said = stems(" ".join(text[a:b] for a, b in s.content))
    claims = [e for e in record.events if e.type in denied_types() and e.modality == "asserted" and not _asserts(record, s, e)]
    at = s.content[0][0] if s.content else 0
    shared = {e.id: len(said & stems(_words(record, e))) for e in claims}

    def nearest(found: list[Event]) -> Event | None:
        return max(found, key=lambda e: (shared[e.id], -abs(e.evidence[-1][0] - at), e.id), default=None)

    own = _own(record, s, claims) or _beside(record, s, claims)
    if own:
        return nearest(own)
    best = nearest(claims)
    return best if best is not None and shared[best.id] and len(said) > 1 else None


def _own(record: Record, s: Statement, claims: list[Event]) -> list[Event]:
    """Events that are laid on whoever denies, else those laid on their state by others than the report."""
    own = [e for e in claims if s.speaker and s.speaker in e.actors]
    state = {a.id: a.country for a in record.actors}
    denier = state.get(s.speaker or "")
    laid = [e for e in claims if e.standing != "reported" and denier and denier in {state[i] for i in e.actors}]
    return own or laid


def _beside(record: Record, s: Statement, claims: list[Event]) -> list[Event]:
    """Events in the sentence of a denial that nobody is said to make."""
    if s.speaker is not None or not s.content:
        return []
    start, end = sentence_span(record, s.content[0])
    return [e for e in claims if start <= e.evidence[-1][0] < end]


def _asserts(record: Record, s: Statement, e: Event) -> bool:
    """Whether who denies is who says that it happened."""
    by = {x.speaker for x in record.statements if x.id in e.according_to}
    return s.speaker is not None and s.speaker in by


def _words(record: Record, e: Event) -> str:
    text = record.report.text
    names = {a.id: a.name for a in record.actors}
    parts = [text[a:b] for a, b in e.evidence] + [names[i] for i in (*e.actors, *e.recipients)]
    return " ".join([*parts, e.place.name if e.place else ""])
