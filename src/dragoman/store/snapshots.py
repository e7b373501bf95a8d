"""Dossiers as they stood on days that were asked for, held ready in memory."""

from __future__ import annotations

from collections import OrderedDict
from threading import Event, Lock

from sqlalchemy import Connection, Engine

from dragoman.store.filters import Filter
from dragoman.store.past import past

HELD = 12
"""How many such dossiers are held ready."""
Key = tuple[str | None, tuple[str, ...]]
"""A day and the states asked for."""


class Snapshots:
    """The answers as of the days asked for last; threads may share one."""

    def __init__(self) -> None:
        self._held: OrderedDict[Key, tuple[int, Engine]] = OrderedDict()
        self._making: dict[Key, Event] = {}
        self._lock = Lock()

    def of(self, connection: Connection, f: Filter, changes: int) -> Engine:
        """The answers as of the filter's day. While one thread makes them anew, the others have those of a moment ago, or wait.

        Args:
            changes: how many times the dossier was written to; answers made before the last time are made anew.
        """
        key: Key = (f.as_of, tuple(f.states))
        while True:
            with self._lock:
                held, other = self._held.get(key), self._making.get(key)
                if held is not None and (held[0] >= changes or other is not None):
                    self._held.move_to_end(key)
                    return held[1]
                if other is None:
                    done = self._making[key] = Event()
                    break
            other.wait()
        try:
            return self._made(key, past(connection, f), changes)
        finally:
            with self._lock:
                del self._making[key]
            done.set()

    def _made(self, key: Key, fresh: Engine, changes: int) -> Engine:
        with self._lock:
            self._held[key] = (changes, fresh)
            self._held.move_to_end(key)
            while len(self._held) > HELD:
                self._held.popitem(last=False)
        return fresh

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            for _, engine in self._held.values():
                engine.dispose()
            self._held.clear()
