"""spaCy without the commands that it brings along: loading them takes a third of the time that importing it takes, and reading never asks them."""

import sys
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli.info"
"""All that `import spacy` asks of its commands."""


def import_spacy() -> None:
    """Import spaCy, unless it is there. `spacy.cli` and `spacy.info` work as ever, and load what they need when they are first asked."""
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
