"""Figures of whole reports against their gold codings: what was found, what was missed, what should not be there."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.evaluation.gold import GoldError, GoldReport, load
from dragoman.model.record import Actor, Event, Record
from dragoman.model.span import Span
from dragoman.reading.read import read_source

__all__ = ["GoldError", "score_folder", "score_records"]

_REACH = 200  # characters between the words that gold names and the evidence given
_SMALL = {"of", "the", "and", "for", "s", "in", "to", "a", "an", "his", "her", "its"}
_ALIASES = {"ALQ": "Al-Qaeda", "AFGTAL": "Taliban", "IGONAT": "NATO", "IGOEUN": "EU", "IGOUNO": "UN"}
Gold = dict[str, Any]
Figures = dict[str, float]


def score_folder(folder: Path) -> tuple[Figures, list[str]]:
    """Figures in percent (false facts, bad spans and facts a report as counts), and a line for each miss."""
    gold = load(folder)
    return score_records([(g, read_source(g.source)) for g in gold])


def score_records(pairs: Iterable[tuple[GoldReport, Record]]) -> tuple[Figures, list[str]]:
    """Figures of records against gold."""
    tally = _Tally()
    for gold, record in pairs:
        tally.add(gold.gold, record)
    return tally.figures(), tally.missed


def plain_words(text: str | None) -> list[str]:
    """Words in lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text or "")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).split()


def _same_name(gold: str, *found: str | None) -> bool:
    """Whether the last word agrees, or half of the words."""
    want = plain_words(gold)
    return any(
        want and have and (want[-1] in have or len(set(want) & set(have)) >= max(1, len(want) // 2)) for have in map(plain_words, found)
    )


def holds(role: str, actor: Actor) -> bool:
    """Whether half of a gold role's words, small ones aside, are in one of somebody's titles or offices."""
    want = {w.replace("defence", "defense") for w in plain_words(role)} - _SMALL
    have = [{w.replace("defence", "defense") for w in plain_words(f"{r.title} {r.office}")} for r in actor.roles]
    return any(2 * len(want & h) >= len(want) for h in have)


class _Tally:
    """Counts over many reports."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.missed: list[str] = []

    def add(self, gold: Gold, record: Record) -> None:
        self.count["reports"] += 1
        self.count["facts"] += sum(map(_is_fact, record.events))
        actors = {a.id: a for a in record.actors}
        self._statements(gold, record, actors)
        self._events(gold, record, actors)
        self._people(gold, record)
        self._agreements(gold, record, actors)
        self._passages(gold, record)

    def _hit(self, what: str, good: bool, record: Record, told: object) -> None:
        self.count[what] += 1
        self.count[f"{what} hit"] += good
        if not good:
            self.missed.append(f"{record.report.id}: {what}: {told}")

    def _statements(self, gold: Gold, record: Record, actors: dict[str, Actor]) -> None:
        for g in gold.get("statements", []):
            want = " ".join(plain_words(g["contains"]))
            same = [s for s in record.statements if want in " ".join(plain_words(text_of(record, s.content)))]
            hit = None
            for s in same:
                who = actors.get(s.speaker or "")
                names = [who.name, *(r.title for r in who.roles)] if who else []
                if _same_name(g["speaker"], text_of(record, s.speaker_span), *names):
                    hit = s
                    break
            if g.get("optional"):
                continue
            self._hit("statements", hit is not None, record, (g["speaker"], g["contains"]))
            if g.get("kind"):
                self._hit(
                    "kinds",
                    hit is not None and hit.kind == g["kind"],
                    record,
                    (g["contains"], g["kind"], hit and hit.kind),
                )

    def _events(self, gold: Gold, record: Record, actors: dict[str, Actor]) -> None:
        wanted = gold.get("events", [])
        for g in wanted:
            if g.get("optional"):
                continue
            hits = [e for e in record.events if _fits(g, e, actors) and _near(record, g.get("contains"), e.evidence)]
            right = [e for e in hits if has_status(g["status"], e)]
            self._hit("events", bool(right), record, (g["type"], g["actor"], g["recipient"], g["status"], g.get("contains")))
            if g.get("date"):
                self._hit(
                    "dates",
                    any((e.date or "").startswith(g["date"]) for e in right),
                    record,
                    (g["contains"], g["date"], [e.date for e in right]),
                )
        if "acceptable" in gold:
            self._event_precision([*gold["acceptable"], *wanted], record, actors)
        self._false_facts(gold.get("false_fact", []), record, actors)

    def _false_facts(self, traps: list[Gold], record: Record, actors: dict[str, Actor]) -> None:
        for trap in traps:
            for e in record.events:
                if _is_fact(e) and e.type == trap["type"] and trap["actor"] in codes_of(actors, e.actors):
                    self.count["false facts"] += 1
                    self.missed.append(f"{record.report.id}: FALSE FACT: {trap}")

    def _event_precision(self, acceptable: list[Gold], record: Record, actors: dict[str, Actor]) -> None:
        for e in record.events:
            fits = any(_fits(g, e, actors, open_end=True) for g in acceptable)
            extra = ("extra", e.type, sorted(codes_of(actors, e.actors)), text_of(record, e.evidence)[:90])
            self._hit("event_precision", fits, record, extra)

    def _people(self, gold: Gold, record: Record) -> None:
        for p in gold.get("people", []):
            found = [a for a in record.actors if _same_name(p["name"], a.name) and p.get("country") in (None, a.country)]
            self._hit("people", bool(found), record, (p["name"], p.get("country")))
            if p.get("role"):
                self._hit("roles", any(holds(p["role"], a) for a in found), record, (p["name"], p["role"]))

    def _agreements(self, gold: Gold, record: Record, actors: dict[str, Actor]) -> None:
        for g in gold.get("agreements", []):
            same = [a for a in record.agreements if set(g["parties"]) <= codes_of(actors, a.parties)]
            best = next((a for a in same if a.stage == g["stage"]), same[-1] if same else None)
            self._hit("agreements", best is not None, record, g["parties"])
            self._hit(
                "stages",
                best is not None and best.stage == g["stage"],
                record,
                (g["parties"], g["stage"], best and best.stage),
            )
            have = {x.area for x in best.areas} if best else set()
            for area in g.get("areas", []):
                self._hit("areas", area in have, record, (g["parties"], area))
            for area in sorted(have):
                self._hit("area_precision", area in g.get("areas", []), record, ("extra", area))

    def _passages(self, gold: Gold, record: Record) -> None:
        text = record.report.text
        for words in gold.get("boilerplate", []):
            at = text.find(words)
            self._hit(
                "boilerplate",
                any(p.kind in ("boilerplate", "credit") and p.start <= at and at + len(words) <= p.end + 2 for p in record.passages),
                record,
                words,
            )
        for words in gold.get("repeats", []):
            want = " ".join(plain_words(words))
            self._hit(
                "repeats",
                any(p.kind == "repeat" and want in " ".join(plain_words(text[p.start : p.end])) for p in record.passages),
                record,
                words,
            )

    def figures(self) -> Figures:
        names = (
            "statements",
            "kinds",
            "events",
            "event_precision",
            "dates",
            "people",
            "roles",
            "agreements",
            "stages",
            "areas",
            "area_precision",
            "boilerplate",
            "repeats",
        )
        out = {n: 100 * self.count[f"{n} hit"] / self.count[n] if self.count[n] else 100.0 for n in names}
        return out | {
            "false_facts": float(self.count["false facts"]),
            "facts_per_report": self.count["facts"] / max(1, self.count["reports"]),
        }


def text_of(record: Record, spans: tuple[Span, ...]) -> str:
    """The words of spans."""
    return " ".join(record.report.text[s:e] for s, e in spans)


def codes_of(actors: dict[str, Actor], ids: tuple[str, ...]) -> set[str]:
    """Every code that an actor may be named by in gold."""
    out: set[str] = set()
    for i in ids:
        a = actors[i]
        out |= {c for c in (a.country, a.code, (a.code or "")[:3], _ALIASES.get(a.code or "")) if c}
    return out


def _is_fact(e: Event) -> bool:
    return e.modality == "asserted" and e.standing == "reported"


def _fits(g: Gold, e: Event, actors: dict[str, Actor], open_end: bool = False) -> bool:
    """Whether an event is of a gold row's type and parties; `*` is anyone or no one."""
    if e.type not in g["type"]:
        return False
    doers, whom = codes_of(actors, e.actors), codes_of(actors, e.recipients)
    if g["actor"] and "*" not in g["actor"] and not set(g["actor"]) & doers:
        return False
    if not g["recipient"] or "*" in g["recipient"] or (open_end and not whom):
        return True
    return bool(set(g["recipient"]) & (whom | doers))


def _near(record: Record, contains: str | None, spans: tuple[Span, ...]) -> bool:
    at = record.report.text.find(contains) if contains else -1
    return at < 0 or any(s - _REACH < at + len(contains or "") and at < e + _REACH for s, e in spans)


def has_status(status: str, e: Event) -> bool:
    """Whether modality and standing are those of a gold status."""
    return {
        "actual": e.modality == "asserted" and e.standing != "disputed",
        "alleged": e.modality == "asserted" and e.standing in ("attributed", "disputed"),
        "denied": e.standing == "disputed" or e.modality == "negated",
        "planned": e.modality in ("planned", "hypothetical"),
        "hypothetical": e.modality in ("planned", "hypothetical"),
        "negated": e.modality == "negated",
    }[status]
