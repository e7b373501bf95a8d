"""A dozen reports to begin with: three story lines of the project's own examples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import dragoman
from dragoman.intake import Source
from dragoman.intake.collect import collect

_STORIES = ("moyale-", "kalbajar-", "balakot-")
_PACKAGE = Path(dragoman.__file__).parent
_FOLDERS = (_PACKAGE / "examples" / "stories", _PACKAGE.parent.parent / "examples" / "stories")
"""Where they lie once dragoman is installed, and in a checkout."""


@cache
def examples() -> Path | None:
    """The list of the example reports; None where they were not installed."""
    return next((path for folder in _FOLDERS if (path := folder / "index.jsonl").is_file()), None)


def example_sources() -> Iterator[Source]:
    """The reports that a newcomer is offered."""
    index = examples()
    for source in collect([str(index)]) if index else ():
        if isinstance(source, Source) and (source.id or "").startswith(_STORIES):
            yield source
