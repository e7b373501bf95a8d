"""What joins records: how offices are compared, and which events carry out or contradict an area of cooperation."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from typing import Any

from dragoman.codebook.calendar import WEEKDAYS
from dragoman.codebook.files import table

_DAYS = (*(w.lower() for w in WEEKDAYS), "today", "yesterday")


@lru_cache(maxsize=4096)
def office_key(office: str) -> str:
    """An office in the words that all ways of saying it share: "minister of defence", "defense minister" -> defense minister."""
    rules = table("linking")["office"]
    text = re.sub(r"[^a-z' ]+", " ", office.lower())
    for old, new in rules["alike"]:
        text = re.sub(rf"\b{old}\b", new, text)
    spoken = [w for w in text.split() if w not in rules["plain"]]
    if "minister" in spoken and not set(spoken) & set(rules["apart"]):
        first = next((w for w in spoken if w in rules["portfolio"]), None)
        if first:
            return " ".join(sorted((first, "minister")))
    words = set(spoken)
    bare = words if words & set(rules["of_rank"]) else words - set(rules["ranks"])
    return " ".join(sorted(bare or words))


@lru_cache(maxsize=65536)
def like_offices(a: str, b: str) -> bool:
    """Whether two office keys can be of one office of one person: the same, or one in full and one in short that no word tells apart."""
    short, long = sorted((set(a.split()), set(b.split())), key=len)
    return short == long or (short < long and not (long - short) & set(table("linking")["office"]["apart"]))


@lru_cache(maxsize=65536)
def near_offices(a: str, b: str) -> bool:
    """Whether two office keys speak neither for nor against one person: they share many words, or one is a rank beside an office."""
    if only_rank(a) != only_rank(b):
        return True
    words, ranks = set(a.split()) & set(b.split()), set(table("linking")["office"]["ranks"])
    return len(words - ranks - {"minister", "spokesperson"}) > 1


@cache
def basis_weight(basis: str) -> float:
    """How much a report counts that tells somebody's state by this."""
    return float(table("linking")["people"]["basis"].get(basis, 1.0))


def only_rank(key: str) -> bool:
    """Whether an office key is a rank, which many hold."""
    return set(key.split()) <= set(table("linking")["office"]["ranks"])


@lru_cache(maxsize=4096)
def single_holder(office: str) -> bool:
    """Whether an office has one holder at a time."""
    rules = table("linking")["office"]
    text = f" {office.lower()} "
    if any(f" {w} " in text for w in rules["sole"]):
        return True
    return not any(f" {w}" in text for w in rules["many"]) and any(f" {w}" in text for w in rules["single"])


def other_holder(words: str) -> bool:
    """Whether the words of an office tell of it by way of another holder: "his Norwegian counterpart"."""
    return not set(words.lower().split()).isdisjoint(table("linking")["office"]["counterpart"])


def several(words: str) -> bool:
    """Whether an office is told of more than one holder: "Foreign ministers A and B"."""
    return not set(words.lower().split()).isdisjoint(table("linking")["office"]["several"])


@cache
def plain_words() -> frozenset[str]:
    """Words that two tellings share whatever they tell."""
    return frozenset(table("linking")["plain"]["words"])


@cache
def plain_capitals() -> frozenset[str]:
    """Words that are capitalised and name no person, place or body of one affair."""
    return frozenset(table("linking")["plain"]["capitals"])


@cache
def plain_names() -> frozenset[str]:
    """Beginnings of words that tell no agreement of two states from another."""
    return frozenset(table("linking")["agreements"]["plain"])


@cache
def weight(section: str, name: str) -> float:
    """A weight or a bound of the evidence of one kind, by its name in the data file."""
    return float(table("linking")[section][name])


def points_of(score: float) -> float:
    """The sum of evidence that `linking.scores.squeezed` made a score of."""
    return score if score <= 0.9 else 0.9 + (score - 0.9) * 10


def chance(score: float) -> float:
    """The probability that two tellings of this score are of one event, by the fitted curve of [events.chance]."""
    rule = table("linking")["events"]["chance"]
    return 1 / (1 + exp(-float(rule["slope"]) * (points_of(score) - float(rule["even"]))))


@cache
def confused_types(kind: str) -> dict[str, float]:
    """Types that tellings of one event are told under beside a type, with what the difference takes away."""
    pairs = table("linking")["events"]["confused"]
    return {(b if a == kind else a): -float(cost) for a, b, cost in pairs if kind in (a, b)}


@cache
def denied_types() -> frozenset[str]:
    """Types of the deeds that a denial without an event of its own can be of."""
    return frozenset(table("linking")["events"]["deeds"])


@cache
def one_way_types() -> frozenset[str]:
    """Types of deeds that the other side does not give back in kind."""
    return frozenset(table("linking")["events"]["one_way"])


@lru_cache(maxsize=65536)
def steps_in(words: str) -> frozenset[str]:
    """The steps of an agreement's life that some words tell of."""
    return frozenset(step for step, pattern in _steps().items() if pattern.search(words))


@cache
def step_stages() -> dict[str, str]:
    """For the steps that an event can tell as done, the stage of the agreement."""
    return dict(table("linking")["events"]["stages"])


@cache
def _steps() -> dict[str, re.Pattern[str]]:
    return {step: re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE) for step, stems in table("linking")["events"]["steps"].items()}


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


@lru_cache(maxsize=16384)
def called_off(words: str) -> str | None:
    """The words by which something is told to be called off or put off; None where there are none."""
    found = _any(tuple(table("linking")["called_off"]["words"])).search(words)
    return found.group() if found else None


def undone(area: str, promise: str, words: str) -> str | None:
    """The words by which it is told that what was promised in such words has not been done; None where there are none."""
    rule = table("linking")["undone"].get(area)
    if rule is None or not _any(tuple(rule["promised"])).search(promise):
        return None
    found = _any(tuple(rule["words"])).search(words)
    return found.group() if found else None


def unkept(words: str) -> str | None:
    """The words by which somebody is accused of not keeping to what was agreed; None where there are none."""
    found = _any(tuple(table("linking")["against"]["unkept"])).search(words)
    return found.group() if found else None


def confirms(cue: str, before: str) -> bool:
    """Whether a cue tells that something told is so, and the words of its sentence before it do not take that back: "could not confirm"."""
    rules = table("linking")["vouching"]
    return bool(_any(tuple(rules["confirming"])).search(cue)) and not _any(tuple(rules["not"])).search(f"{before} {cue}")


def accuses(cue: str) -> bool:
    """Whether a cue lays something told on somebody: "blamed", "pointed the finger at"."""
    return bool(_any(tuple(table("linking")["vouching"]["accusing"])).search(cue))


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


@lru_cache(maxsize=16384)
def said_on(sentence: str) -> str | None:
    """The weekday on which a sentence tells that something was said, in lower case, where it names no other; "today" and "yesterday" count."""
    text = sentence.lower()
    named = set(_any(_DAYS).findall(text))
    found = next((m.group(1) for p in _saying() if (m := p.search(text))), None)
    return found if found is not None and named == {found} else None


@cache
def _saying() -> tuple[re.Pattern[str], ...]:
    """How a day stands by a word for saying or denying: "told reporters on Monday", "denied on Monday", "on Monday denied"."""
    rules, days = table("linking")["saying"], "|".join(_DAYS)
    verbs, denying = "|".join(rules["verbs"]), "|".join(rules["denying"])
    ways = (
        rf"\b(?:{verbs})\b(?: (?!on\b)[\w'’-]+){{0,3}}? (?:on )?({days})\b",
        rf"\b(?:{denying}) (?:on )?({days})\b",
        rf"\b({days}) (?:again |also |formally )?(?:{verbs}|{denying})\b",
    )
    return tuple(map(re.compile, ways))


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
