"""Answers that are dear to make, remembered until the dossier changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from dragoman.store import Store

T = TypeVar("T")
_KEPT = 64
_answers: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
_lock = Lock()


def remembered(store: Store, what: str, asked: Hashable, make: Callable[[], T]) -> T:
    """The answer to a question, made where it is not remembered or the dossier was written to since."""
    key = (str(store.where), store.changes(), what, asked)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            found: T = _answers[key]
            return found
    made = make()
    with _lock:
        _answers[key] = made
        while len(_answers) > _KEPT:
            _answers.popitem(last=False)
    return made
