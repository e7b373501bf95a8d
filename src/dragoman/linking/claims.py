"""Claims that stand behind an event of their report, beyond those that the reading joined.

"Two officials confirmed the arrival" and "Chad blamed Libyan soldiers" tell nothing that can be read as an event. The first stands behind
what it shares words with, or what was told last; the second behind a deed of whom it accuses, or of nobody who is known.
"""

from collections import defaultdict
from collections.abc import Callable

from dragoman.codebook.linking import accuses, confirms, denied_types, plain_words
from dragoman.linking.sentences import sentence_span
from dragoman.linking.wordstems import stems
from dragoman.model.record import Event, Record, Statement

_FAR = 700
"""Characters back to what "it" can be."""
_SHORT = 2
"""Words of a content that only points back: "the arrival", "the report"."""
_HARM = ("ASSAULT", "COERCE")


def claims(record: Record) -> dict[str, list[Statement]]:
    """For each event that somebody else stands behind, by its id, the statements that do."""
    out: dict[str, list[Statement]] = defaultdict(list)
    deeds = [e for e in record.events if e.type in denied_types() and e.modality == "asserted"]
    told = {e.id for e in deeds}
    for s in record.statements if deeds else ():
        meant = _meaning(record, s)
        if meant is None or s.speaker is None or told & set(s.event_ids):
            continue
        found = meant(record, s, [e for e in deeds if s.id not in (*e.according_to, *e.disputed_by)])
        if found is not None:
            out[found.id].append(s)
    return out


Meaning = Callable[[Record, Statement, list[Event]], Event | None]


def _meaning(record: Record, s: Statement) -> Meaning | None:
    """How the event is found that a statement stands behind; None for one that is about nothing told."""
    if not s.cue or not s.content or s.kind in ("deny", "deny_comment", "ask", "demand", "urge"):
        return None
    start, _ = sentence_span(record, s.cue[0])
    cue = " ".join(record.report.text[a:b] for a, b in s.cue)
    if confirms(cue, record.report.text[start : s.cue[0][0]]):
        return _confirmed
    return _accused if s.kind == "accuse" and accuses(cue) else None


def _confirmed(record: Record, s: Statement, deeds: list[Event]) -> Event | None:
    """What somebody confirms: what shares words with it, else, where he only points back, what others told last."""
    said, at = _stems_of(record, s), s.cue[0][0]
    shared = {e.id: len(said & _words(record, e)) - (e.standing == "reported") for e in deeds}
    best = max(deeds, key=lambda e: (shared[e.id], -abs(e.evidence[-1][0] - at), e.id), default=None)
    if best is not None and shared[best.id] > 0:
        return best
    before = [e for e in deeds if e.evidence[-1][0] < at <= e.evidence[-1][0] + _FAR and e.standing != "reported"]
    last = max(before, key=lambda e: (e.evidence[-1][0], e.id), default=None)
    if last is None or len(said) > _SHORT:
        return None
    return min((e for e in before if e.according_to == last.according_to), key=lambda e: (e.evidence[-1][0], e.id))


def _accused(record: Record, s: Statement, deeds: list[Event]) -> Event | None:
    """The deed that a state lays on another."""
    state = {a.id: a.country for a in record.actors}
    own = state.get(s.speaker or "")
    if own is None:
        return None
    named = [a for a in record.actors if any(_inside(m, s) for m in a.mentions)]
    laid = {a.country for a in named if a.country} - {own}
    by = _harm(deeds, state)
    can = [e for e in deeds if e.id in by and _can_be_laid(by[e.id], own, laid)]
    said = _stems_of(record, s) - {w for a in named for w in stems(a.name)}
    return _most_alike(record, said, can, lambda e: (bool(by[e.id] & laid), -abs(e.evidence[-1][0] - s.cue[0][0]), e.id))


def _harm(deeds: list[Event], state: dict[str, str | None]) -> dict[str, set[str]]:
    """The states that did each deed that does harm."""
    return {e.id: {c for i in e.actors if (c := state[i])} for e in deeds if e.type in _HARM}


def _most_alike(record: Record, said: frozenset[str], deeds: list[Event], then: Callable[[Event], tuple[bool, int, str]]) -> Event | None:
    """The deed that shares most words with what is said, by another order where several do; none that shares but one of many."""
    shared = {e.id: len(said & _words(record, e)) for e in deeds}
    best = max(deeds, key=lambda e: (shared[e.id], *then(e)), default=None)
    return best if best is not None and (shared[best.id] > 1 or len(said) < _SHORT) else None


def _can_be_laid(by: set[str], own: str, laid: set[str]) -> bool:
    """Whether a deed of some states is not the accuser's own, and that of those whom he names or of nobody who is known."""
    return own not in by and (not by or not laid or bool(by & laid))


def _inside(mention: tuple[int, int], s: Statement) -> bool:
    return any(a <= mention[0] and mention[1] <= b for a, b in s.content)


def _stems_of(record: Record, s: Statement) -> frozenset[str]:
    return stems(" ".join(record.report.text[a:b] for a, b in s.content)) - plain_words()


def _words(record: Record, e: Event) -> frozenset[str]:
    text, name = record.report.text, {a.id: a.name for a in record.actors}
    return stems(
        " ".join([*(text[a:b] for a, b in e.evidence), *(name[i] for i in (*e.actors, *e.recipients)), e.place.name if e.place else ""])
    )
