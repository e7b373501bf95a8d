"""The closed vocabularies: PLOVER's types, modes and contexts, and those of statements, agreements and sectors."""

import re
from functools import cache, lru_cache

from dragoman.codebook.files import table, words


@cache
def quad_of(event_type: str) -> str:
    """The quad class of a PLOVER type. Raises KeyError for what is no type."""
    quad: str = table("plover")["type"][event_type]["quad"]
    return quad


@cache
def event_types() -> tuple[str, ...]:
    """The sixteen PLOVER types, in the manual's order."""
    return tuple(table("plover")["type"])


@cache
def modes_of(event_type: str) -> tuple[str, ...]:
    """The modes that PLOVER allows for a type."""
    return tuple(table("plover")["type"][event_type].get("modes", ()))


@lru_cache(maxsize=512)
def contexts_in(sentence: str) -> tuple[str, ...]:
    """The PLOVER contexts whose words stand in a sentence."""
    return tuple(name for name, pattern in _contexts().items() if pattern.search(sentence))


@cache
def _contexts() -> dict[str, re.Pattern[str]]:
    """Context -> the words that show it."""
    return {name: words(*patterns) for name, patterns in table("plover")["context"].items()}


def stages() -> tuple[str, ...]:
    """The stages of an agreement in the order it goes through them."""
    return tuple(table("vocabularies")["stage"])
