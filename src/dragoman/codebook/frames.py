"""The verbs and nouns that tell events, statements and what becomes of agreements."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.codebook.files import table


@dataclass(frozen=True)
class Frame:
    """How one family of words tells one type of event; the fields are described at the head of events.toml."""

    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    recipient: tuple[str, ...] = ()
    reciprocal: bool = False
    needs: str | None = None
    topic: tuple[str, ...] = ()
    person: bool = False
    visitor: str | None = None
    topic_of: str | None = None
    crowd: bool = False
    violent: bool = False
    infinitive: bool = False
    late: bool = False


@cache
def frames() -> tuple[Frame, ...]:
    """Every frame, in the order of the file: an earlier one wins over a later one of like fit."""
    return tuple(_frame(row) for row in table("events")["frame"])


def _frame(row: dict[str, Any]) -> Frame:
    listed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    for key in ("object", "not_object"):
        listed[key] = frozenset(listed.get(key, ()))
    return Frame(**listed)


@cache
def verb_frames() -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    """First lemma of a verb -> the words that must follow it, and its frame; longer ones first."""
    return _index([(verb, frame) for frame in frames() for verb in frame.verbs])


@cache
def noun_frames() -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    """Last lemma of a noun -> the words that must stand before it, and its frame; longer ones first."""
    out: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for frame in frames():
        for noun in frame.nouns:
            *before, head = noun.split()
            out.setdefault(head, []).append((tuple(before), frame))
    return {head: tuple(sorted(found, key=lambda x: -len(x[0]))) for head, found in out.items()}


def _index(pairs: list[tuple[str, Frame]]) -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for words, frame in pairs:
        first, *rest = words.split()
        out.setdefault(first, []).append((tuple(rest), frame))
    return {first: tuple(sorted(found, key=lambda x: -len(x[0]))) for first, found in out.items()}


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that carry a noun's event: hold (talks), carry out (a strike)."""
    return frozenset(table("events")["light"]["verbs"])


@cache
def unmistakable_verbs() -> frozenset[str]:
    """Lemmas of verbs whose frame gives their type beyond doubt: abduct, bombard."""
    return frozenset(table("events")["unmistakable"]["verbs"])


@cache
def cue_verbs() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First lemma of a cue -> the words that must follow it, and the kind of statement."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in table("vocabularies")["statement_kind"]:
        for verb in table("cues")[kind].get("verbs", ()):
            first, *rest = verb.split()
            out.setdefault(first, []).append((tuple(rest), kind))
    return {first: tuple(sorted(found, key=lambda x: -len(x[0]))) for first, found in out.items()}


@cache
def cue_nouns() -> dict[str, str]:
    """Lemma of a noun that a clause of content follows -> the kind of statement."""
    return {noun: kind for kind in table("vocabularies")["statement_kind"] for noun in table("cues")[kind].get("nouns", ())}


@cache
def weak_cues() -> frozenset[str]:
    """Cue verbs that need a clause or a quotation before they count."""
    return frozenset(table("cues")["weak"]["verbs"])


@cache
def reciprocal_types() -> frozenset[str]:
    """Types all of whose frames are of the parties alike: those events have no recipient."""
    return frozenset({"CONSULT", "COOPERATE"})
