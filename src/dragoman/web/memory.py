"""Answers that are dear to make, remembered until the dossier changes.

Where another process writes without end (one that reads reports, say), an answer is not made anew for each of its writes: while one visitor
waits for a fresh one the others are given that of a moment ago, and for some times as long as it took to make. What is written through this
process, as by somebody who corrects on a page, is always seen at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from dragoman.store import Store

T = TypeVar("T")
Key = tuple[str, str, Hashable]
"""The dossier, the name of the question, and what it is asked of."""
_KEPT = 128
_TIMES, _LONGEST = 20, 3.0
"""How many times as long as an answer took it is given though another process wrote since; and for how many seconds at most."""


@dataclass(frozen=True)
class _Answer:
    """An answer, the state of the dossier that it is of, and how long its making took."""

    value: Any
    changes: int
    written: int
    """How many times this process had written to the dossier."""
    made: float
    took: float


_answers: OrderedDict[Key, _Answer] = OrderedDict()
_making: set[Key] = set()
_lock = Lock()


def remembered(store: Store, what: str, asked: Hashable, make: Callable[[], T]) -> T:
    """The answer to a question, made where it is not remembered or the dossier was written to since."""
    key = (str(store.where), what, asked)
    changes, written = store.changes(), store.written
    with _lock:
        known = _answers.get(key)
        if known is not None and (known.changes == changes or (known.written == written and _will_do(key, known))):
            _answers.move_to_end(key)
            found: T = known.value
            return found
        _making.add(key)
    began = monotonic()
    try:
        made = make()
    finally:
        with _lock:
            _making.discard(key)
    now = monotonic()
    with _lock:
        _answers[key] = _Answer(made, changes, written, now, now - began)
        _answers.move_to_end(key)
        while len(_answers) > _KEPT:
            _answers.popitem(last=False)
    return made


def _will_do(key: Key, known: _Answer) -> bool:
    """Whether an answer of a moment ago is given, since a fresh one is being made or would be old as soon."""
    return key in _making or monotonic() - known.made < min(_LONGEST, _TIMES * known.took)


def forget() -> None:
    """Remember nothing of what was answered."""
    with _lock:
        _answers.clear()
