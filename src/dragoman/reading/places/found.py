"""A place name in a text."""

from dataclasses import dataclass
from typing import Literal

from dragoman.model.record import Place

PlaceKind = Literal["state", "town", "site", "dateline"]
"""A state; a town that the gazetteer has; another named place; a town that a dateline names."""


@dataclass(frozen=True)
class PlaceFound:
    """A place name at tokens [start, end)."""

    start: int
    end: int
    place: Place
    kind: PlaceKind = "town"
