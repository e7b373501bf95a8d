"""Dates: the words that tell them, what day they mean, and which event each of them dates."""

from dragoman.reading.dates.find import find_dates, open_dates
from dragoman.reading.dates.found import DateFound

__all__ = ["DateFound", "find_dates", "open_dates"]
