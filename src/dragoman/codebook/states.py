"""States by whatever name a person types: codes, names and other names in any case and without accents; and what is meant where none fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from dragoman.codebook.files import many, rows, table

_NEAR = 0.84
"""Likeness (Jaro-Winkler, 0 to 1) from which a name is offered as what may be meant."""
_OFFERED = 4
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class State:
    """A state with its names."""

    code: str
    """ISO 3166 alpha-3"""
    name: str
    others: tuple[str, ...]
    """Other names of it, not of its people or capital."""


@lru_cache(maxsize=65536)
def plain(words: str) -> str:
    """Words in small letters without accents, marks and an article before them: "Côte d’Ivoire" -> "cote d ivoire"."""
    small = words.casefold()
    bare = small if small.isascii() else "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    kept = _MARKS.sub(" ", bare).split()
    return " ".join(kept[1:] if len(kept) > 1 and kept[0] == "the" else kept)


@cache
def states() -> tuple[State, ...]:
    """All states, by name."""
    more = table("statenames")["names"]
    made = (State(r["iso3"], r["name"], (*many(r["aliases"]), *more.get(r["iso3"], ()))) for r in rows("countries"))
    return tuple(sorted(made, key=lambda s: plain(s.name)))


@cache
def _forms() -> dict[str, str]:
    """What stands for a state, as compared, and its code; names go before those of people and capitals, and these before codes."""
    out: dict[str, str] = {}
    for form, code in _named():
        out.setdefault(plain(form), code)
    return out


def _named() -> Iterator[tuple[str, str]]:
    for s in states():
        yield from ((form, s.code) for form in (s.name, *s.others))
    for row in rows("countries"):
        people = [x for d in many(row["demonyms"]) for x in (d, f"{d}s")]
        yield from ((form, row["iso3"]) for form in (*people, *many(row["capital"]), row["iso3"]))


def code_of(name: str) -> str | None:
    """ISO 3166 alpha-3 of a state by code, name, other name, people or capital; None for what is none of these."""
    upper = name.strip()
    if upper.isupper() and len(upper) == 3 and any(s.code == upper for s in states()):
        return upper
    return _forms().get(plain(name))


@cache
def _spelled() -> dict[str, State]:
    """Every name of a state, as compared."""
    return {plain(form): s for s in states() for form in (s.name, *s.others)}


def meant(name: str) -> list[State]:
    """States whose names are like what was typed, the likest first; also those whose names hold it as a word."""
    wanted = plain(name)
    if not wanted:
        return []
    inside = [s for form, s in _spelled().items() if f" {wanted}" in f" {form}" and len(wanted) > 2]
    near = process.extract(wanted, list(_spelled()), scorer=JaroWinkler.similarity, limit=12, score_cutoff=_NEAR)
    return list(dict.fromkeys([*inside, *(_spelled()[form] for form, _, _ in near)]))[:_OFFERED]


def unknown(name: str) -> str:
    """What is said where a name is no state's: what may be meant, and what can be given."""
    offered = " or ".join(f"{s.name} ({s.code})" for s in meant(name))
    return f"{name.strip()!r} is not the name of a state" + (
        f"; did you mean {offered}?" if offered else "; give its English name (Iran) or its code of three letters (IRN)"
    )
