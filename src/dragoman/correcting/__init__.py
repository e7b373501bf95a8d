"""Corrections by people: which can be made, and a record as it is with them."""

from dragoman.correcting.apply import apply

__all__ = ["apply"]
