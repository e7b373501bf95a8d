"""Whether a text is of a page on which violent and diplomatic words mean something else."""

import re
from functools import cache, lru_cache

from dragoman.codebook.files import table, words

_ASKED = 512  # sentences and paragraphs whose topics are remembered: the same are asked about for every event in them
_APART = ("sport", "culture", "business", "nature")


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    return words(*table("topics")[topic]["words"])


@lru_cache(maxsize=_ASKED)
def political(text: str) -> bool:
    """Whether it has a word that makes it political, whatever else it speaks of."""
    return _pattern("political").search(text) is not None


@lru_cache(maxsize=_ASKED)
def apart(text: str) -> bool:
    """Whether it speaks of sport, culture, business, nature or history, and of nothing political."""
    return _pattern("history").search(text) is not None or (not political(text) and any(_pattern(t).search(text) for t in _APART))


def played(text: str) -> bool:
    """Whether it speaks of sport, culture or business, and of nothing political."""
    return not political(text) and any(_pattern(t).search(text) for t in ("sport", "culture", "business"))


@lru_cache(maxsize=_ASKED)
def past(text: str) -> bool:
    """Whether it tells of centuries ago."""
    return _pattern("history").search(text) is not None
