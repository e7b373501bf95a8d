"""What joins records: how offices are compared, and which events carry out or contradict an area of cooperation."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dragoman.codebook.files import table


@lru_cache(maxsize=4096)
def office_key(office: str) -> str:
    """An office in the words that all ways of saying it share: "minister of defence", "defense minister" -> defense minister."""
    rules = table("linking")["office"]
    text = re.sub(r"[^a-z' ]+", " ", office.lower())
    for old, new in rules["alike"]:
        text = re.sub(rf"\b{old}\b", new, text)
    return " ".join(sorted({w for w in text.split() if w not in rules["plain"]}))


@lru_cache(maxsize=4096)
def single_holder(office: str) -> bool:
    """Whether an office has one holder at a time."""
    rules = table("linking")["office"]
    text = f" {office.lower()} "
    return not any(f" {w}" in text for w in rules["many"]) and any(f" {w}" in text for w in rules["single"])


@cache
def plain_words() -> frozenset[str]:
    """Words that two tellings share whatever they tell."""
    return frozenset(table("linking")["plain"]["words"])


@cache
def weight(section: str, name: str) -> float:
    """A weight or a bound of the evidence of one kind, by its name in the data file."""
    return float(table("linking")[section][name])


@dataclass(frozen=True)
class Carrying:
    """Types of event, and stems one of which their words must have where there are any."""

    types: frozenset[str]
    stems: tuple[str, ...]

    def stem(self, words: str) -> str | None:
        """The stem found in some words; an empty one where none is asked for, None where none is there."""
        if not self.stems:
            return ""
        lower = words.lower()
        return next((s for s in self.stems if s in lower and re.search(rf"\b{re.escape(s)}", lower)), None)


@cache
def phrase(event_type: str) -> str:
    """What a type of event is called in a briefing."""
    return str(table("linking")["phrase"][event_type])


@cache
def carried_out(area: str) -> Carrying | None:
    """What carries an area out; None for an area that no rule speaks of."""
    return _carrying(table("linking")["carried_out"].get(area))


@cache
def spoken_areas() -> tuple[str, ...]:
    """The areas whose rules ask for words."""
    return tuple(area for area in table("linking")["carried_out"] if (rule := carried_out(area)) and rule.stems)


@dataclass(frozen=True)
class Against:
    """What speaks against cooperation."""

    breach: Carrying
    strong: frozenset[str]
    """Types that do so by deed or refusal, where the words are of the area."""
    plain: frozenset[str]
    """Types that do so against meeting at all, whatever the words."""


@cache
def against() -> Against:
    """The rules for what contradicts an area."""
    rules = table("linking")["against"]
    found = _carrying(rules)
    assert found is not None
    return Against(found, frozenset(rules["strong"]), frozenset(rules["plain"]))


def _carrying(rules: dict[str, Any] | None) -> Carrying | None:
    return Carrying(frozenset(rules["types"]), tuple(rules["words"])) if rules else None
