"""In which folder the weights of encoder and branches are looked for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.resources import files
from pathlib import Path

_chosen: ContextVar[Path | None] = ContextVar("weights", default=None)


def weights_folder() -> Path:
    """The folder that is in use here, else the one that DRAGOMAN_WEIGHTS names, else that of the weights that come with dragoman."""
    return _chosen.get() or Path(os.environ.get("DRAGOMAN_WEIGHTS") or str(files("dragoman") / "models"))


@contextmanager
def weights_in(chosen: Path | None) -> Iterator[None]:
    """Read with the weights in a folder, in this thread only; with those of everybody where there is none."""
    before = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(before)
