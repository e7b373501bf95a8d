"""spaCy without the commands that it brings along: loading them takes a third of the time that importing it takes, and reading never asks them.
What it does ask, which plugins there are of a kind, it is told from memory."""

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli.info"
"""All that `import spacy` asks of its commands."""


def import_spacy() -> None:
    """Import spaCy, unless it is there. `spacy.cli` and `spacy.info` work as ever, and load what they need when they are first asked."""
    _remember_plugins()
    if "spacy" in sys.modules:
        return
    stand_in = ModuleType(_COMMANDS)
    stand_in.info = _info  # type: ignore[attr-defined]
    sys.modules[_COMMANDS] = stand_in
    try:
        import spacy  # noqa: F401
    finally:
        del sys.modules[_COMMANDS]


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info`."""
    from spacy.cli.info import info

    return info(*args, **options)


class _Remembered:
    """Entry points that answer as those given, and walk only once for a kind through all that is installed."""

    def __init__(self, points: Any) -> None:
        self.select = cache(points.select)


def _remember_plugins() -> None:
    """Give spaCy's registry entry points that remember: it asks them for every part of every component while a model is loaded."""
    catalogue: Any = import_module("catalogue")
    points = catalogue.AVAILABLE_ENTRY_POINTS
    if hasattr(points, "select") and not isinstance(points, _Remembered):
        catalogue.AVAILABLE_ENTRY_POINTS = _Remembered(points)
