"""The state that a report is written from: by its dateline, or by the name of its outlet."""

import re
from collections.abc import Collection
from itertools import takewhile

from dragoman.codebook.gazetteer import entries, outlet
from dragoman.model.record import Passage
from dragoman.reading.places import state_of_town
from dragoman.reading.places.resolve import town_place

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPENING = re.compile(
    r"((?:[^\W\d_][\w’']*+(?:[.-]+[\w’']++)*+\.?[ /]?){1,4}?)(?:,? ?\[[^\]]+\]| ?\([^)]{2,40}\))?(?:,? [^:–—\n]{0,20})? ?(?:[:–—]|--|\|\|?| - )\s"
)
"""A dateline that opens the first paragraph: "Canberra [Australia], December 21 : "."""
_SHOUTED = re.compile(r"([A-ZÀ-Þ]{4,}(?:[ -][A-ZÀ-Þ]{2,}){0,2})\. ")
_DATED = re.compile(r"\d{4}|\||^By\b")
"""What a line has that tells day and place, or author and place."""
_WRITER = re.compile(
    r"\b(?:[Oo]ur|[Ss]pecial) (?:special |regional )?(?:correspondent|reporter)s? in ([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2})"
)
_NOT_HOME = re.compile(r"\bEnglish\b|\b\w+ (?:Ocean|Sea)\b|\b\w+ Abroad\b")
"""The language of an edition, and seas named after states."""
_LONGEST = 3
"""Words of a state's name in the name of an outlet."""


def dateline_states(text: str, marked: list[Passage], named: Collection[str] = ()) -> list[str]:
    """ISO codes of the states whose capitals or towns the dateline names, also one that opens the first paragraph.

    Args:
        named: ISO codes of the states that the report names; a town in one of them is taken before one elsewhere.
    """
    line = next((text[p.start : p.end] for p in marked if p.kind == "dateline"), "")
    told = _states(line, named)
    if told:
        return told
    first = next((text[p.start : p.end] for p in marked if p.kind == "body"), "")
    opening = _OPENING.match(first) or _SHOUTED.match(first)
    return (_states(opening[1], named) if opening else []) or _above(text, marked, named) or _written_in(text, named)


def _written_in(text: str, named: Collection[str]) -> list[str]:
    """The state of the town in which the report says that its writer is: "From our correspondent in Abidjan"."""
    told = _WRITER.search(text)
    return _states(told[1], named) if told else []


def _above(text: str, marked: list[Passage], named: Collection[str]) -> list[str]:
    """The states of the towns in the lines between headline and body that tell day and author: "Bratislava, 3 May 2024"."""
    lines = (p for p in takewhile(lambda p: p.kind != "body", marked) if p.kind in ("byline", "boilerplate"))
    told = (text[p.start : p.end] for p in lines)
    return next((found for line in told if _DATED.search(line) and (found := _states(line, named))), [])


def _states(line: str, named: Collection[str]) -> list[str]:
    while line != (bare := _BRACKETS.sub(" ", line)):
        line = bare
    names = [n.strip(" .:()") for n in re.split(r"[/,(|–—-]|\) ", line)]
    return list(dict.fromkeys(state for n in names if n and (state := _state(n, named))))


def _state(name: str, named: Collection[str]) -> str | None:
    plain = name.title() if name.isupper() else name
    near = town_place(plain, named)
    return near.country if near is not None and near.country in named else state_of_town(name) or state_of_town(plain)


def outlet_home(name: str | None) -> str | None:
    """ISO code of an outlet's state: a known one's, else that which its name tells: "Kigali Courier"."""
    known = outlet(name) if name else None
    if known is not None:
        return known.country
    words = re.findall(r"[^\W\d_][\w’'-]*", _NOT_HOME.sub(" ", name or ""))
    spans = (" ".join(words[i : i + size]) for size in range(_LONGEST, 0, -1) for i in range(len(words) - size + 1))
    found = (entries().get(s) for s in spans)
    states = {e.country for e in found if e is not None and e.role in ("country", "demonym", "capital") and e.country}
    return states.pop() if len(states) == 1 else None
