"""Common nouns that can be party to an event."""

from functools import cache

from dragoman.codebook.files import table


@cache
def people_nouns() -> frozenset[str]:
    """Lemmas of nouns for people and bodies of people."""
    return frozenset(table("parties")["people"]["words"])


@cache
def thing_nouns() -> frozenset[str]:
    """Lemmas of nouns for things and places that deeds are done to."""
    return frozenset(table("parties")["things"]["words"])
