"""A function over many things, by this process or by several, in order and few at a time."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

_AHEAD = 2
"""Things a worker that are handed out before the first answer is taken."""
T = TypeVar("T")
R = TypeVar("R")


def over(function: Callable[[T], R], things: Iterable[T], workers: int) -> Iterator[R]:
    """What a function gives for each of some things, in their order; with one worker this process does it.

    Raises:
        BrokenProcessPool: a worker died.
    """
    if workers == 1:
        yield from map(function, things)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[R]] = deque()
        for thing in things:
            waiting.append(pool.submit(function, thing))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
