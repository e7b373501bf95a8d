"""Items of a digest, each under the name of the state or town that it is about: "MALI: ...", "LIMA. ...", a line "ESTONIA"."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dragoman.codebook.gazetteer import entries
from dragoman.reading.places import state_of_town
from dragoman.reading.places.resolve import town_place

_BEGINS = re.compile(r"[^\w\n\"“”'’]*(?:\d{1,2}[.):]?\W+)?")
"""Marks and a number before the name that opens a line."""
_ENDS = re.compile(r"\s?[:–—](?:\s|$)| -{1,2} ")
"""What stands between an item's name and its text."""
_LONGEST = 80
"""Characters of what opens an item, at most."""
_ASIDE = re.compile(r"(?:,? ?\([^()]{1,30}\)|, .{1,30})?\*?")
"""A note behind a name: "MALI (Kayes)", "LIMA, 3 May"."""
_JOINED = re.compile(r" ?[/-] ?")
_WORD = re.compile(r"[A-ZÀ-Þ][\w’'-]*\.?")
_MOST_WORDS = 4
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
    found = {m.start(): [m["name"]] for m in _SHOUTED.finditer(text)}
    found |= {at: names for at, line in _lines(text) if (names := _opening(line))}
    told = [(at, state) for at, names in sorted(found.items()) if (state := next(filter(None, (_state(n, named) for n in names)), None))]
    if len(told) < _FEWEST or len({state for _, state in told}) < _FEWEST:
        return ()
    ends = [at for at, _ in told[1:]] + [len(text)]
    return tuple(Item(at, end, state) for (at, state), end in zip(told, ends, strict=True))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with where it begins."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _opening(line: str) -> list[str]:
    """The names that may open a line, before a colon or a dash or alone in it: all of them together, and the first of several."""
    begins = _BEGINS.match(line)
    rest = line[begins.end() if begins is not None else 0 :]
    ends = _ENDS.search(rest[: _LONGEST + 3])
    told = rest[: ends.start()] if ends is not None else rest.rstrip()
    if not told or len(told) > _LONGEST:
        return []
    start = min((i for i in map(told.find, ("(", ", ")) if i > 0), default=len(told.rstrip("*")))
    names, aside = told[:start].rstrip(), told[start:] if told[start - 1] != " " else told[start - 1 :]
    parts = _JOINED.split(names)
    named = all(len(words := part.split(" ")) <= _MOST_WORDS and all(map(_WORD.fullmatch, words)) for part in parts)
    return list(dict.fromkeys([names, parts[0]])) if named and _ASIDE.fullmatch(aside) else []


def _state(name: str, named: Collection[str]) -> str | None:
    """The state that a name is of, or in which the town of that name is."""
    plain = name.strip(" .").title() if name.isupper() else name.strip(" .")
    known = entries().get(plain) or entries().get(name)
    if known is not None:
        return known.country if known.role in ("country", "capital") else None
    town = town_place(plain, named)
    return town.country if town is not None and town.country in named else state_of_town(plain) if name.isupper() else None
