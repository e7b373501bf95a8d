"""The one guard under which every input is taken in: whatever goes wrong ends that input, with a reason, and nothing else."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from dragoman.intake.source import Failure, InputError, Source
from dragoman.model.errors import SetupError, StoreError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it stumbles over is told once, as the input's failure
PASSING = (KeyboardInterrupt, SystemExit, GeneratorExit, SetupError, StoreError)
"""What is no input's fault, and stops everything."""
_LONGEST = 300
"""Characters of what a library says that are passed on."""


class OutOfTime(BaseException):
    """The clock's last word; no `Exception`, so that no library catches it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Ends what takes longer, by OutOfTime, where the machine can: in the main thread, on systems with timers.

    A last resort against what counts cannot bound. Work is bounded by counts elsewhere, so that the same input gives the same result on slow
    machines as on fast ones.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer") or seconds <= 0:
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise OutOfTime(f"it took longer than {seconds:.0f} seconds; --limit-seconds gives it more")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def why(error: BaseException, what: str = "it cannot be opened") -> str:
    """What to tell of an error: the message of one that was meant for people, else its kind and the first line of what it says."""
    if isinstance(error, InputError | OutOfTime):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return str(error.strerror)
    said = str(error).strip().split("\n", 1)[0][:_LONGEST]
    return f"{what} ({type(error).__name__}{': ' if said else ''}{said})"


_SLIPS = (AssertionError, AttributeError, IndexError, KeyError, NameError, RecursionError, TypeError)
"""What a library raises where it is not on its guard: its words are about its own code, and tell nobody anything."""


def cause(error: BaseException) -> str:
    """What is wrong with a file that a library could not open, for a message: the library's words where they are about the file."""
    said = str(error).strip().split("\n", 1)[0][:_LONGEST]
    if isinstance(error, _SLIPS) or not said:
        return "a part of it is not as its format asks; open it in the program it was made with and save it anew"
    return said


def guarded(found: Iterator[Source | Failure], origin: str, seconds: float) -> Iterator[Source | Failure]:
    """What an input holds; an error, a library's panic or the end of its time is its last failure.

    Args:
        seconds: for each of its reports.
    """
    while True:
        try:
            with deadline(seconds):
                one = next(found, None)
        except PASSING:
            raise
        except BaseException as error:
            yield Failure(origin, why(error))
            return
        if one is None:
            return
        yield one
