"""Items of a digest, each under the name of the state or town that it is about: "MALI: ...", "LIMA. ...", a line "ESTONIA"."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from dragoman.codebook.gazetteer import entries
from dragoman.reading.places import state_of_town
from dragoman.reading.places.resolve import town_place

_NAME = r"[A-ZÀ-Þ][\w’'-]*\.?(?:[ -][A-ZÀ-Þ][\w’'-]*\.?){0,3}"
_NAMES = rf"(?P<name>{_NAME}?)(?: ?[/-] ?{_NAME}?)*?"
_OPENING = re.compile(
    rf"^[^\w\n\"“”'’]*(?:\d{{1,2}}[.):]?\W+)?{_NAMES}(?:,? ?\([^()\n]{{1,30}}\)|, [^:–—\n]{{1,30}})?\*?(?:\s?[:–—]\s| -{{1,2}} |\s*$)", re.M
)
"""A state or town that opens a line, before a colon or a dash, or alone in it."""
_SHOUTED = re.compile(r"^[^\w\n\"“”'’]*(?P<name>[A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{2,}){0,2})(?:[/-][A-ZÀ-Þ ]+)?\. ", re.M)
_FEWEST = 3
"""Openings that make a digest."""


@dataclass(frozen=True)
class Item:
    """Characters [start, end) of an item, and the ISO code of the state that it is about."""

    start: int
    end: int
    country: str

    def holds(self, at: int) -> bool:
        """Whether a character stands in it."""
        return self.start <= at < self.end


def item_at(items: tuple[Item, ...], at: int) -> Item | None:
    """The item of a digest in which a character stands."""
    return next((item for item in items if item.holds(at)), None)


def find_items(text: str, named: Collection[str]) -> tuple[Item, ...]:
    """The items of a digest in order; none of a report on one matter.

    Args:
        named: ISO codes of the states that the report names.
    """
    found = {m.start(): m["name"] for form in (_OPENING, _SHOUTED) for m in form.finditer(text)}
    told = [(at, state) for at, name in sorted(found.items()) if (state := _state(name, named))]
    if len(told) < _FEWEST or len({state for _, state in told}) < _FEWEST:
        return ()
    ends = [at for at, _ in told[1:]] + [len(text)]
    return tuple(Item(at, end, state) for (at, state), end in zip(told, ends, strict=True))


def _state(name: str, named: Collection[str]) -> str | None:
    """The state that a name is of, or in which the town of that name is."""
    plain = name.strip(" .").title() if name.isupper() else name.strip(" .")
    known = entries().get(plain) or entries().get(name)
    if known is not None:
        return known.country if known.role in ("country", "capital") else None
    town = town_place(plain, named)
    return town.country if town is not None and town.country in named else state_of_town(plain) if name.isupper() else None
