"""People known by name, with their state: leaders and ministers whom reports name without saying whose they are."""

from functools import cache

from dragoman.codebook.files import many, rows


@cache
def _known() -> dict[str, str]:
    return {name.lower(): row["country"] for row in rows("persons") for name in (row["name"], *many(row["aliases"]))}


@cache
def _alone() -> dict[str, str]:
    return {name.lower(): row["country"] for row in rows("persons") for name in many(row["alone"])}


def country_of_person(name: str) -> str | None:
    """ISO code of the state of a person known by this full name or unmistakable surname; None otherwise.

    A surname that others bear too means the leader only where it stands alone: "Uribe", not "Hernán Uribe".
    """
    known = _known()
    words = name.lower().replace("’", "'").split()
    whole = " ".join(words)
    return known.get(whole) or _alone().get(whole) or (known.get(words[-1]) if len(words) > 1 else None)


@cache
def _names() -> dict[str, str]:
    return {form.lower(): row["name"] for row in rows("persons") for form in (row["name"], *many(row["aliases"]), *many(row["alone"]))}


def known_person(name: str) -> str | None:
    """The usual full name of a person known by this full name or surname; None otherwise."""
    return _names().get(" ".join(name.lower().replace("’", "'").split()))
