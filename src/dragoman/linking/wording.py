"""Words of two tellings: what they share in their own words, in the sentences around them, and in the names of their reports."""

import re
from functools import cache, lru_cache

from dragoman.codebook.linking import plain_capitals, weight
from dragoman.linking.names import state_words
from dragoman.linking.tellings import Told
from dragoman.linking.times import width
from dragoman.linking.wordstems import stems

_VERBAL = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"}
"""What is said can be said again on the same day about something else: the words must agree."""
_CALLED = re.compile(r"\b((?:[A-Z][\w’'-]+ )+)(?:[Aa]greement|[Tt]reaty|[Aa]ccord|[Pp]act|[Pp]rotocol|[Mm]emorandum)\b")
_WORD = re.compile(r"[^\W_]+")
_WEEK = 10
_LEAST = 2
"""Words that two tellings must have in common; a single one ("two lots", "the two sides") is chance."""
_FEW = 3
"""Words that a telling needs to be compared by its own alone."""
_KNOWN = 6
"""Names that a report must turn about for another to be known as one of something else."""


def in_words(x: Told, y: Told) -> tuple[float, str]:
    """What the words of two tellings say for and against their being of one event, and why."""
    named, other = called(x.evidence), called(y.evidence)
    if named and other and not named & other:
        return weight("events", "other_agreement"), f"of {min(named)}, of {min(other)}"
    if steps := x.steps & y.steps:
        return weight("events", "one_step"), f"both tell that it was {min(steps).replace('_', ' ')}"
    plain = _states() if x.report == y.report else frozenset[str]()  # one report names its states wherever it tells something
    shared, around = _share(_own(x), _own(y), plain), _share(x.sentence, y.sentence, plain)
    if around >= weight("events", "sentence_share"):
        return weight("events", "one_sentence"), "in one sentence"
    if x.type in _VERBAL or y.type in _VERBAL:
        return _in_what_is_said(x, y, shared, around)
    if shared >= 0.4:
        return weight("events", "like_words"), "in like words"
    if around >= weight("events", "context_share"):
        return weight("events", "context"), "in a like sentence"
    dim = _vague(x) or _vague(y)
    return (weight("events", "dim_and_other"), "in other words") if dim and around < weight("events", "other_share") else (0.0, "")


def _in_what_is_said(x: Told, y: Told, shared: float, around: float) -> tuple[float, str]:
    """What shares of words in common, of the tellings and of their sentences, say of an accusation, a demand or a promise."""
    if shared >= 0.5 or around >= weight("events", "context_share"):
        return weight("events", "said_alike"), "in like words"
    if shared >= 0.3:
        return 0.0, ""
    dated = x.date is not None and y.date is not None
    return weight("events", "said_otherwise" if dated else "said_otherwise_undated"), "in other words"


def _own(t: Told) -> str:
    """The words of a telling; those of its sentence where it has hardly any of its own ("promised")."""
    return t.evidence if len(stems(t.evidence)) >= _FEW else t.sentence


def _vague(t: Told) -> bool:
    """Whether its date is a month or more: a deed of the same two in that month may be another."""
    when = t.when
    return when is None or width(when) > _WEEK


def points_back(t: Told) -> bool:
    """Whether a telling names what was told before: "in the same attack"."""
    last = t.evidence.rpartition(" … ")[2]
    return re.search(rf"\bsame (?:[\w-]+ )?{re.escape(last)}", t.sentence) is not None or re.search(r"\bthe same\b", last) is not None


def in_story(x: Told, y: Told) -> tuple[float, str]:
    """What the names say that two reports turn about: of one affair some are the same."""
    if x.report == y.report or min(len(x.story), len(y.story)) < _KNOWN:
        return 0.0, ""
    common = set(x.story) & set(y.story)
    if one_story(x, y):
        return weight("events", "story"), f"both reports turn about {', '.join(sorted(common)[:3])}"
    return (0.0, "") if common else (weight("events", "other_story"), "in reports of other names")


def one_story(x: Told, y: Told) -> bool:
    """Whether the reports of two tellings turn about the same people and places."""
    return x.report != y.report and like_stories(x.story, y.story)


def like_stories(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the names that two reports turn about are of one affair."""
    common = len(set(a) & set(b))
    return common > 1 and common >= weight("events", "story_share") * min(len(a), len(b))


def _share(a: str, b: str, plain: frozenset[str]) -> float:
    """The share of the shorter one's words that the longer one has, but for some that say nothing; names and numbers count double."""
    x, y = stems(a) - plain - _offices(a), stems(b) - plain - _offices(b)
    common, telling = x & y, _telling(a) | _telling(b)
    return _heft(common, telling) / min(_heft(x, telling), _heft(y, telling)) if len(common) >= _LEAST else 0.0


def _heft(words: frozenset[str], telling: frozenset[str]) -> int:
    return len(words) + len(words & telling)


@lru_cache(maxsize=65536)
def _telling(words: str) -> frozenset[str]:
    """The stems of names and numbers, but for states, whom the sides tell, and offices, which say the same in every report."""
    found = (m.group() for m in _WORD.finditer(words) if m.start() and (m.group()[0].isupper() or m.group()[0].isdigit()))
    return frozenset(s for w in found if w.lower() not in plain_capitals() for s in stems(w)) - _states()


@lru_cache(maxsize=65536)
def _offices(words: str) -> frozenset[str]:
    """The stems of what offices and bodies are called: "the Ministry of Defence said" of whatever it said."""
    return frozenset(
        s for m in _WORD.finditer(words) if m.group()[0].isupper() and m.group().lower() in plain_capitals() for s in stems(m.group())
    )


@cache
def _states() -> frozenset[str]:
    return frozenset(s for w in state_words() for s in stems(w))


@lru_cache(maxsize=16384)
def called(words: str) -> frozenset[str]:
    """The names that stand before a word for an agreement: "the Oran Accord" -> Oran."""
    return frozenset(w for m in _CALLED.finditer(words) for w in m.group(1).split())
