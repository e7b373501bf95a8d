"""Records in a database with what links them and what people corrected, and the questions that are asked of them."""

from dragoman.model.errors import StoreError
from dragoman.store.store import Store

__all__ = ["Store", "StoreError"]
