"""Places: the names that tell them, where they are, and at which of them each event was."""

from dragoman.reading.places.find import find_places, towns_of
from dragoman.reading.places.found import PlaceFound
from dragoman.reading.places.resolve import state_of_town

__all__ = ["PlaceFound", "find_places", "state_of_town", "towns_of"]
