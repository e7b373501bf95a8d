"""Names to places: towns with coordinates from GeoNames, chosen among those of one name by the states that the report speaks of."""

from collections.abc import Collection
from functools import cache

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries
from dragoman.codebook.towns import Town, towns
from dragoman.model.record import Place

LARGE = 100_000
"""Inhabitants that a town needs when nothing else in the report speaks for its state."""


def us_state(name: str) -> str | None:
    """The postal code of a state of the United States by its name or abbreviation: `Minn.` -> `MN`."""
    return _us_states().get(name)


@cache
def _us_states() -> dict[str, str]:
    return {form: code for code, forms in table("en/places")["us_states"].items() for form in forms}


@cache
def _not_towns() -> frozenset[str]:
    return frozenset(table("en/places")["not_towns"])


def state_of_town(name: str) -> str | None:
    """ISO code of the state of a capital or large town, in any case: `MANILA` -> `PHL`."""
    known = entries().get(name.title()) or entries().get(name)
    if known and known.role in ("capital", "country"):
        return known.country
    place = town_place(name, set())
    return place.country if place else None


def town_place(name: str, states: Collection[str], within: str | None = None) -> Place | None:
    """The town of that name that the report means; None where there is none, or where nothing speaks for any.

    Args:
        states: ISO codes of the states that the report names; a town in one of them is taken before a large one elsewhere.
        within: the state, or the first-level division (`US-IL`), that the words beside the name tell: then no other is taken.
    """
    if name.lower() in _not_towns():
        return None
    known = towns(name)
    if within:
        inside = [t for t in known if within in (t.country, t.admin1)]
        return _place(name, inside[0]) if inside else None
    here = [t for t in known if t.country in states]
    best = max(here or [t for t in known if t.inhabitants >= LARGE], key=lambda t: (_capital(name, t), t.inhabitants), default=None)
    return _place(name, best) if best else None


def _capital(name: str, town: Town) -> bool:
    known = entries().get(name.title()) or entries().get(name)
    return known is not None and known.role == "capital" and known.country == town.country


def _place(name: str, town: Town) -> Place:
    return Place(
        name=name,
        country=town.country or None,
        admin1=town.admin1,
        lat=round(town.lat, 4),
        lon=round(town.lon, 4),
        source="GeoNames",
    )
