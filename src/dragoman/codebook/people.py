"""Words for offices, ranks and institutions."""

from functools import cache

from dragoman.codebook.files import table


@cache
def offices() -> dict[str, str]:
    """Lower-case office words in the singular -> sector."""
    return {word: sector for sector, words in table("offices")["office"].items() for word in words}


@cache
def office_words() -> frozenset[str]:
    """First words of all offices, in the plural too: nothing else needs a closer look."""
    first = {word for office in offices() for word in (office, office.split()[0], office.split("-")[0])}
    plural = {f"{word[:-1]}ies" if word.endswith("y") else word[:-3] + "men" if word.endswith("man") else f"{word}s" for word in first}
    return frozenset(first | plural | {f"{word}s" for word in first})


@cache
def ranks() -> frozenset[str]:
    """Lower-case ranks and forms of address."""
    return frozenset(table("offices")["rank"]["words"])


@cache
def military_ranks() -> frozenset[str]:
    """Lower-case words of ranks in armed forces and police."""
    return frozenset(table("offices")["military_rank"]["words"])


@cache
def named_bodies() -> frozenset[str]:
    """Lower-case nouns for bodies whose names stand right behind them."""
    return frozenset(table("offices")["named_body"]["words"])


@cache
def rank_notes() -> frozenset[str]:
    """Lower-case words in brackets between a rank and a name, which are part of neither."""
    return frozenset(table("offices")["rank_note"]["words"])


@cache
def institutions() -> dict[str, str]:
    """Lower-case words for institutions and groups of people -> sector (GRP: groups of office holders)."""
    return {word: sector for sector, words in table("offices")["institution"].items() for word in words}


@cache
def instruments() -> frozenset[str]:
    """Lemmas of things and people through which a state acts, where its name stands before them."""
    return frozenset(table("offices")["instrument"]["words"])


@cache
def papers() -> frozenset[str]:
    """Lower-case words and phrases for what states sign, which is nobody: "agreement", "treaty", "protocol"."""
    signed = ("agreement", "treaty", "protocol", "memorandum_of_understanding", "status_of_forces")
    return frozenset(phrase.lower() for name in signed for phrase in table("agreements")["instrument"][name])


@cache
def own_means() -> frozenset[str]:
    """Lemmas of the men and arms that a state sends or takes back, to whom nothing is done thereby."""
    return frozenset(table("offices")["own_means"]["words"])


@cache
def counterparts() -> tuple[str, ...]:
    """Words for whoever holds the same office on the other side."""
    return tuple(table("offices")["counterpart"]["words"])


def is_counterpart(office: str) -> bool:
    """Whether an office is told only by the one that it answers to: "Iraqi counterpart"."""
    return any(word in office for word in counterparts())


@cache
def statuses() -> dict[str, str]:
    """Lower-case words before an office -> role status."""
    return {word: status for status, words in table("offices")["status"].items() for word in words}


@cache
def plain() -> frozenset[str]:
    """Words before an office that do not say which office it is."""
    return frozenset(table("offices")["plain"]["words"])
