"""What a coder marks in a report: an event, a statement or an agreement, with its words and the values of its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from dragoman.codebook.files import table
from dragoman.codebook.vocabulary import event_types, stages
from dragoman.correcting.fields import checked
from dragoman.errors import DragomanError
from dragoman.model.correction import CorrectionError
from dragoman.model.record import Actor, Modality, Quote, Record, Standing, StatementKind
from dragoman.model.span import Span
from dragoman.store.desk.alpha import overlap
from dragoman.store.filters import country_code

KINDS = ("event", "statement", "agreement")


class CodingError(DragomanError, ValueError):
    """Something that cannot be coded as it was given; the message says why and what can be given instead."""


@dataclass(frozen=True)
class FieldOf:
    """A field: one of some choices; or parties or areas, parted by semicolons; or plain text."""

    choices: tuple[str, ...] = ()
    parties: bool = False
    areas: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that a coder found: its words by their spans in code points of the text, and its values, "" where there are none."""

    id: str
    kind: str
    spans: tuple[Span, ...]
    values: Mapping[str, str]

    def row(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"id": self.id, "kind": self.kind, "spans": [list(s) for s in self.spans], "values": dict(self.values)}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Item:
        """Back from JSON."""
        return cls(row["id"], row["kind"], tuple((s, e) for s, e in row["spans"]), dict(row["values"]))


@cache
def fields() -> dict[str, dict[str, FieldOf]]:
    """The fields that are coded of each kind, in order."""
    who = FieldOf(parties=True, hint="states or others, parted by ;")
    day = FieldOf(hint="2021-06-14, 2021-06 or 2021")
    return {
        "event": {
            "type": FieldOf(tuple(event_types())),
            "modality": FieldOf(get_args(Modality)),
            "standing": FieldOf(get_args(Standing)),
            "actor": who,
            "recipient": who,
            "date": day,
            "place": FieldOf(),
            "killed": FieldOf(hint="14, 3/5 or 10/.."),
            "injured": FieldOf(),
        },
        "statement": {
            "kind": FieldOf(get_args(StatementKind)),
            "speaker": FieldOf(hint="as the report calls them"),
            "country": FieldOf(parties=True, hint="the speaker's state"),
            "quote": FieldOf(get_args(Quote)),
        },
        "agreement": {
            "name": FieldOf(),
            "parties": who,
            "stage": FieldOf(tuple(stages())),
            "date": day,
            "areas": FieldOf(areas=True, hint="; ".join(list(table("vocabularies")["area"])[:3]) + " …"),
        },
    }


def item(record: Record, key: str, kind: str, spans: Sequence[Span], given: Mapping[str, str]) -> Item:
    """What a coder gave, checked.

    Raises:
        CodingError: a value cannot be, or the words do not stand in the text.
    """
    if kind not in KINDS:
        raise CodingError(f"{kind!r} is not coded; it is one of: {', '.join(KINDS)}")
    text = record.report.text
    if not spans or not all(0 <= s < e <= len(text) and text[s:e].strip() for s, e in spans):
        raise CodingError("select the words in the text, or type them as they stand there")
    return Item(key, kind, tuple(spans), {name: _value(name, rule, given.get(name, "")) for name, rule in fields()[kind].items()})


def _value(name: str, rule: FieldOf, given: str) -> str:
    text = " ".join(given.split())
    if rule.choices and text not in rule.choices:
        raise CodingError(f"{name}: {text!r} is none of: {', '.join(rule.choices)}")
    if rule.parties:
        return "; ".join(sorted({party(p) for p in re.split(r";", text) if p.strip()}))
    if rule.areas:
        return "; ".join(_areas(text))
    if text and name == "date":
        _check_date(text)
    elif text and name in ("killed", "injured"):
        _check_number(text)
    return text


def _areas(text: str) -> list[str]:
    known = tuple(table("vocabularies")["area"])
    areas = sorted({a.strip().replace(" ", "_") for a in text.split(";") if a.strip()})
    wrong = [a for a in areas if a not in known]
    if wrong:
        raise CodingError(f"areas: {wrong[0]!r} is none of: {', '.join(known)}")
    return areas


def _check_date(text: str) -> None:
    try:
        checked("event", "date", text)
    except CorrectionError as error:
        raise CodingError(str(error)) from None


def _check_number(text: str) -> None:
    if not re.fullmatch(r"\d+(?:/(?:\d+|\.\.))?", text):
        raise CodingError(f"{text!r} is no number; give 14, 3/5 or 10/..")


def party(name: str) -> str:
    """A party as it is compared: a state by its code, another by its code or in small letters."""
    text = " ".join(name.split())
    try:
        return country_code(text)
    except ValueError:
        return text if re.fullmatch(r"[A-Z]{3,9}", text) else text.casefold()


def place_of(record: Record, words: str) -> tuple[Span, ...]:
    """Where words that were typed stand first in a report, whatever white space is between them; nothing where they do not."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), record.report.text) if words.strip() else None
    return ((found.start(), found.end()),) if found else ()


def as_read(record: Record) -> list[Item]:
    """What dragoman read of a report, in the form of a coder's items."""
    actors = {a.id: a for a in record.actors}
    out = []
    for e in record.events:
        values = {"type": e.type, "modality": e.modality, "standing": e.standing, "date": e.date or ""}
        values |= {"actor": _parties(actors, e.actors), "recipient": _parties(actors, e.recipients)}
        values |= {"place": e.place.name if e.place else "", "killed": _written(e.killed), "injured": _written(e.injured)}
        out.append(Item(e.id, "event", e.evidence, values))
    for s in record.statements:
        speaker = actors.get(s.speaker or "")
        said_by = speaker.name if speaker else " ".join(record.report.text[b:e] for b, e in s.speaker_span)
        values = {"kind": s.kind, "speaker": said_by, "country": (speaker.country if speaker else "") or "", "quote": s.quote}
        out.append(Item(s.id, "statement", s.content or s.cue, values))
    for g in record.agreements:
        areas = "; ".join(sorted({a.area for a in g.areas}))
        values = {"name": g.name, "parties": _parties(actors, g.parties), "stage": g.stage, "date": g.date or "", "areas": areas}
        out.append(Item(g.id, "agreement", g.evidence, values))
    return out


def _written(number: int | str | None) -> str:
    return "" if number is None else str(number)


def _parties(actors: Mapping[str, Actor], ids: Sequence[str]) -> str:
    return "; ".join(sorted({a.country or a.code or a.name.casefold() for i in ids if (a := actors.get(i))}))


def compared(name: str, value: str) -> str:
    """A value as it is compared with another coder's."""
    return value.casefold() if name in ("speaker", "place", "name") else value


def match(one: Sequence[Item], other: Sequence[Item]) -> list[tuple[Item | None, Item | None]]:
    """Items of two coders one to one: those of a kind that share words, the most alike first; then those that only one of them found."""
    scores = {
        (i, j): share + (0.5 if _first(a) == _first(b) else 0.0)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if a.kind == b.kind and (share := overlap(a.spans, b.spans)) > 0
    }
    pairs: dict[int, int] = {}
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    out: list[tuple[Item | None, Item | None]] = [(a, other[pairs[i]] if i in pairs else None) for i, a in enumerate(one)]
    out += [(None, b) for j, b in enumerate(other) if j not in pairs.values()]
    return sorted(out, key=_place)


def _first(i: Item) -> str:
    """The field that says most of an item."""
    return i.values[{"event": "type", "statement": "kind", "agreement": "stage"}[i.kind]]


def _place(pair: tuple[Item | None, Item | None]) -> tuple[int, int]:
    here = next(i for i in pair if i is not None)
    return KINDS.index(here.kind), here.spans[0][0] if here.spans else 0
