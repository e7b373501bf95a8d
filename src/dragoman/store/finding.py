"""People, bodies, agreements, disputes and states by their names: in part, without accents, or spelled in another way."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from sqlalchemy import Table, select

from dragoman.codebook.files import many, rows
from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import phrase
from dragoman.codebook.states import code_of, plain, states
from dragoman.linking.names import alike, skeleton
from dragoman.store import schema
from dragoman.store.queries import View

EntityKind = Literal["state", "person", "organization", "agreement", "dispute"]
KINDS: tuple[EntityKind, ...] = ("state", "person", "organization", "agreement", "dispute")
WHOLE, BEGUN, SPELLED = 3, 2, 1
"""How well a name fits: in full, by the beginnings of its words, or by another spelling of them."""
_SHORT = 3
"""Letters of the shortest word that is looked for in other spellings."""


@dataclass(frozen=True)
class Entity:
    """Something that has names."""

    kind: EntityKind
    id: str
    name: str
    names: tuple[str, ...]
    note: str
    """What tells it from others of its name: its state, stage or day."""
    about: str = ""
    """Further words by which it is found: names of the states that take part."""
    reports: int = 0


@dataclass(frozen=True)
class Found:
    """An entity with the name by which it was found, and how well that fits."""

    entity: Entity
    by: str
    fits: int


@dataclass
class Names:
    """All names of a dossier, to be looked through; made anew when the dossier changes."""

    entities: list[Entity]
    _words: list[tuple[str, str]] = field(default_factory=list)
    """For each entity its names as compared, parted by a bar and framed in blanks, and the same of its further words."""
    _by_skeleton: dict[str, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    """Consonants -> word -> entities with that word in a name."""

    def __post_init__(self) -> None:
        for i, e in enumerate(self.entities):
            forms = [plain(n) for n in e.names]
            self._words.append((f" {' | '.join(forms)} ", f" {plain(e.about)} "))
            if e.kind in ("person", "organization"):
                for word in {w for form in forms for w in form.split() if len(w) >= _SHORT and w.isalpha()}:
                    self._by_skeleton[skeleton(word)][word].add(i)

    def find(self, words: str, kind: str | None = None) -> list[Found]:
        """Entities that have all of some words in their names or in those of the states that take part: the best first."""
        wanted = plain(words).split()
        if not wanted:
            return []
        spelled = [self._spelled(w) for w in wanted]
        out = [found for i in range(len(self.entities)) if (found := self._fit(i, wanted, spelled))]
        out = [f for f in out if kind is None or f.entity.kind == kind]
        return sorted(out, key=lambda f: (-f.fits, KINDS.index(f.entity.kind), -f.entity.reports, f.entity.name, f.entity.id))

    def _fit(self, i: int, wanted: list[str], spelled: list[set[int]]) -> Found | None:
        names, about = self._words[i]
        e = self.entities[i]
        if f" {' '.join(wanted)} " in names and self._is_whole(i, " ".join(wanted)):
            return Found(e, self._name_with(e, wanted), WHOLE)
        begun = [f" {w}" in names or (len(w) >= _SHORT and f" {w}" in about) for w in wanted]
        if all(begun):
            # words of states alone find no agreement's name
            return Found(e, self._name_with(e, wanted), BEGUN)
        if all(b or i in s for b, s in zip(begun, spelled, strict=True)):
            return Found(e, e.name, SPELLED)
        return None

    def _is_whole(self, i: int, words: str) -> bool:
        return words in (n.strip() for n in self._words[i][0].split(" | "))

    @staticmethod
    def _name_with(e: Entity, wanted: list[str]) -> str:
        """The first name with the most of the words."""
        return max(e.names, key=lambda n: sum(f" {w}" in f" {plain(n)}" for w in wanted))

    def _spelled(self, word: str) -> set[int]:
        """Entities with a name of which a word is another spelling of this."""
        if len(word) < _SHORT or not word.isalpha():
            return set()
        near = self._by_skeleton.get(skeleton(word), {})
        return {i for other, there in near.items() if alike(word, other) for i in there}


def names_of(view: View) -> Names:
    """All names of a dossier, and of the states that take part in what it tells."""
    return Names([*_states(view), *_people(view), *_organizations(view), *_agreements(view), *_disputes(view)])


def _bodies(view: View, table: Table) -> Iterator[dict[str, Any]]:
    for body in view.answers.execute(select(table.c.body).order_by(table.c.position)).scalars():
        yield json.loads(body)


def _states(view: View) -> Iterator[Entity]:
    there = set(view.answers.execute(select(schema.dossier_states.c.country).distinct()).scalars())
    for s in states():
        if s.code in there:
            yield Entity("state", s.code, s.name, (s.name, *s.others, s.code), s.code, reports=1)


def _people(view: View) -> Iterator[Entity]:
    for p in _bodies(view, schema.dossier_people):
        note = ", ".join([*p["offices"][:1], *([country_name(p["country"])] if p["country"] else [])])
        yield Entity("person", p["id"], p["name"], _ordered(p), note, reports=len(p["reports"]))


def _organizations(view: View) -> Iterator[Entity]:
    for o in _bodies(view, schema.dossier_organizations):
        note = country_name(o["country"]) if o["country"] else ""
        more = () if o["country"] else _known_by().get(o["code"] or "", ())
        yield Entity("organization", o["id"], o["name"], (*_ordered(o), *more), note, reports=len(o["reports"]))


def _ordered(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((row["name"], *row["names"])))


@cache
def _known_by() -> dict[str, tuple[str, ...]]:
    """Names of international bodies by code."""
    return {r["code"]: (r["name"], *many(r["aliases"])) for r in rows("organizations") if not r["country"]}


def _agreements(view: View) -> Iterator[Entity]:
    for t in _bodies(view, schema.dossier_agreements):
        parties = [country_name(p) for p in t["parties"]]
        stage = t["stage"].replace("_", " ")
        note = f"{' – '.join(parties)}; {stage}{' ' + t['date'] if t['date'] else ''}"
        about = f"{' '.join(_all_names(t['parties']))} {stage} {' '.join(t['areas'])}"
        yield Entity("agreement", t["id"], t["names"][0], tuple(t["names"]), note, about, len(t["reports"]))


def _disputes(view: View) -> Iterator[Entity]:
    for d in _bodies(view, schema.dossier_disputes):
        sides = [", ".join(map(country_name, d[k])) for k in ("actors", "recipients") if d[k]]
        name = f"{phrase(d['event_type']).capitalize()}: {' → '.join(sides) or 'somebody unknown'}"
        note = ", ".join(str(x) for x in (d["date"] or "undated", d["place"]) if x)
        voices = [v["name"] for k in ("asserted_by", "denied_by") for v in d[k]]
        about = " ".join([*_all_names([*d["actors"], *d["recipients"]]), note, *voices])
        yield Entity("dispute", d["id"], name, (name,), note, about, len(d["reports"]))


def _all_names(codes: Iterable[str]) -> Iterator[str]:
    """All names of some states."""
    yield from (form for code in dict.fromkeys(codes) for form in _named().get(code, ()))


@cache
def _named() -> dict[str, tuple[str, ...]]:
    return {s.code: (s.name, *s.others) for s in states()}


def other_spellings(found: list[Found], words: str, most: int = 8) -> list[str]:
    """Names by which reports may call what was searched for: those of a state, a person or a body that the words name in full, or spell."""
    asked = plain(words)
    state = code_of(words)
    own = next((s for s in states() if s.code == state), None)
    names = [own.name, *own.others] if own and asked != plain(own.code) else []
    named = [f for f in found if f.entity.kind in ("person", "organization")]
    best = max((f.fits for f in named), default=0)
    if best != BEGUN:  # what only begins with the words is found by them in texts as well
        names += [n for f in named if f.fits == best for n in f.entity.names]
    different = {plain(n): n for n in names if plain(n) != asked}
    return list(different.values())[:most]
