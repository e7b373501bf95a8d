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


@cache
def idioms() -> dict[str, frozenset[str]]:
    """Lemmas of verbs, and of the objects with which they are no deed to anybody."""
    return {verb: frozenset(objects) for verb, objects in table("parties")["idiom"].items()}


@cache
def circumstances() -> frozenset[str]:
    """Lemmas of nouns after a preposition that say how something was done, and not to whom."""
    return frozenset(table("parties")["circumstances"]["words"])


@cache
def place_nouns() -> frozenset[str]:
    """Lower-case nouns for places that stand beside their names: "the port of X", "X province"."""
    return frozenset(table("parties")["places"]["words"])


@cache
def moving_verbs() -> frozenset[str]:
    """Lemmas of verbs by which a party moves its means."""
    return frozenset(table("parties")["means"]["verbs"])


@cache
def means_nouns() -> frozenset[str]:
    """Lemmas of what a party moves and sends."""
    return frozenset(table("parties")["means"]["words"])


@cache
def suffering_verbs() -> frozenset[str]:
    """Lemmas of verbs whose subject bears what somebody else does."""
    return frozenset(table("parties")["suffering"]["verbs"])
