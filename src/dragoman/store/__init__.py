"""Records in a database with what links them, and the questions that are asked of them."""

from dragoman.store.store import Store, StoreError

__all__ = ["Store", "StoreError"]
