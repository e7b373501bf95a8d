"""Errors that stop everything, as against those of one report."""

from dragoman.errors import SetupError, StoreError

__all__ = ["SetupError", "StoreError"]
