"""Rest for the collector of what refers to itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Leave what is there already out of every search for what is needed no longer, for as long as much else comes and goes.

    A reader's models and a caller's records are millions of objects that stay; going through all of them again and again finds nothing.
    Where somebody else has set objects aside, theirs stay so and nothing is done.
    """
    mine = not gc.get_freeze_count()
    if mine:
        gc.freeze()
    try:
        yield
    finally:
        if mine:
            gc.unfreeze()
