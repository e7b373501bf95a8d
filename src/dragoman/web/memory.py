"""Answers that are dear to make, remembered until the dossier changes.

Where another process writes without end (one that reads reports, say), an answer is not made anew for each of its writes: it is given for some
times as long as it took to make, and then for some seconds more while a fresh one is made beside, one at a time, so that no visitor waits for
it. What is written through this process, as by somebody who corrects on a page, is always seen at once. Nothing is made by two at once: who
asks for what is being made, and can be given nothing earlier, waits for it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock
from time import monotonic
from typing import Any, TypeVar, cast

from dragoman.store import Store

T = TypeVar("T")
Key = tuple[str, str, Hashable]
"""The dossier, the name of the question, and what it is asked of."""
_KEPT = 128
_TIMES, _LONGEST = 20, 3.0
"""How many times as long as an answer took it is given though another process wrote since; and for how many seconds at most."""
_LATEST = 10.0
"""For how many seconds it is given while a fresh one is made beside."""


@dataclass(frozen=True)
class _State:
    """How many times the dossier had been written to, and how many of them by this process."""

    changes: int
    written: int

    @classmethod
    def of(cls, store: Store) -> _State:
        """The state that a dossier is in."""
        return cls(store.changes(), store.written)


@dataclass(frozen=True)
class _Answer:
    """An answer, the state of the dossier that it is of, when it was made and how long that took."""

    value: Any
    state: _State
    made: float
    took: float


@dataclass(frozen=True)
class _Making:
    """An answer that is being made, of which state of the dossier, and whether it is done."""

    state: _State
    done: Event = field(default_factory=Event)


_answers: OrderedDict[Key, _Answer] = OrderedDict()
_making: dict[Key, _Making] = {}
_waiting: set[Key] = set()
"""Answers that are to be made beside."""
_lock = Lock()
_beside = ThreadPoolExecutor(1, "beside")
_ending = Event()


def remembered(store: Store, what: str, asked: Hashable, make: Callable[[], T]) -> T:
    """The answer to a question, made where it is not remembered or the dossier was written to since.

    Args:
        make: makes it, with a view of its own, since that may be when whoever asks has been answered.
    """
    key = (str(store.where), what, asked)
    while True:
        state = _State.of(store)
        with _lock:
            known, other = _answers.get(key), _making.get(key)
            if known is not None and _may_be_given(known, state):
                _answers.move_to_end(key)
                if other is None and key not in _waiting and not _will_do(known, state):
                    _waiting.add(key)
                    _beside.submit(_freshen, store, key, make)
                return cast(T, known.value)
            if other is None or other.state.written != state.written:
                mine = _making[key] = _Making(state)
                break
        other.done.wait()
    return _made(key, mine, make)


def _freshen(store: Store, key: Key, make: Callable[[], object]) -> None:
    """Make an answer beside, unless somebody does; what goes wrong is told to who asks when the old one is given no more."""
    with _lock:
        _waiting.discard(key)
    state = _State.of(store)
    with _lock:
        if _ending.is_set() or key in _making:
            return
        mine = _making[key] = _Making(state)
    _made(key, mine, make)


def _may_be_given(known: _Answer, state: _State) -> bool:
    """Whether nothing was written since but by another process, and an answer is not too old for that."""
    return known.state == state or (known.state.written == state.written and monotonic() - known.made < _LATEST)


def _will_do(known: _Answer, state: _State) -> bool:
    """Whether no fresh answer is needed yet, since it would be old as soon."""
    return known.state == state or monotonic() - known.made < min(_LONGEST, _TIMES * known.took)


def _made(key: Key, mine: _Making, make: Callable[[], T]) -> T:
    """An answer made, and remembered for others."""
    began = monotonic()
    try:
        value = make()
        _keep(key, _Answer(value, mine.state, monotonic(), monotonic() - began))
    finally:
        with _lock:
            if _making.get(key) is mine:
                del _making[key]
        mine.done.set()
    return value


def _keep(key: Key, answer: _Answer) -> None:
    """Remember an answer, but not in place of one of a later state."""
    with _lock:
        if key not in _answers or _answers[key].state.changes <= answer.state.changes:
            _answers[key] = answer
        _answers.move_to_end(key)
        while len(_answers) > _KEPT:
            _answers.popitem(last=False)


def forget() -> None:
    """Remember nothing of what was answered."""
    with _lock:
        _answers.clear()


def settle() -> None:
    """Wait for what is made beside, and begin no more of it."""
    _ending.set()
    _beside.submit(lambda: None).result()
    _ending.clear()
