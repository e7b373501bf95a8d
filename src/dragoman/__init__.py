"""Read news reports about how states deal with one another, and keep a sourced record of it.

`read` takes one report in, text or file, and gives its `Record`; `link` takes records and gives the `Dossier` that they make together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import CorrectionError, DictionaryError, DragomanError, ExportError, GoldError, InputError, SetupError, StoreError
from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.intake import Source
    from dragoman.model import Record
    from dragoman.model.dossier import Dossier

__all__ = [
    "CorrectionError",
    "DictionaryError",
    "DragomanError",
    "ExportError",
    "GoldError",
    "InputError",
    "SetupError",
    "StoreError",
    "__version__",
    "link",
    "read",
]
_SUFFIXED = re.compile(r"\S+\.[A-Za-z0-9]{1,6}")


def read(source: str | Path | Source, *, published: str | None = None, outlet: str | None = None) -> Record:
    """Read one report.

    Args:
        source: the text itself, or the path of a file with one report, or a `Source`.
        published: day of publication (YYYY-MM-DD), where the report does not tell it.
        outlet: who published it, where the report does not tell it.

    Raises:
        InputError: there is no text, the file cannot be read, the date does not exist, or a text looks like a path or an address.
    """
    from dragoman.intake import Source
    from dragoman.intake.collect import load
    from dragoman.intake.source import with_given
    from dragoman.reading.read import read_source

    if isinstance(source, Path):
        source = load(source)
    elif isinstance(source, str):
        _refuse_path(source)
        source = Source(text=source, origin="text")
    return read_source(with_given(source, published, outlet))


def _refuse_path(text: str) -> None:
    """Refuse the name of a file where a text is wanted: it would be read as a report of one word, of which nothing is learnt."""
    name = text.strip()
    if "://" in name and len(name.split()) == 1:
        kind, instead = "an address", f"`dragoman read {name}` fetches it"
    elif _SUFFIXED.fullmatch(name):
        kind, instead = "a path", f"give pathlib.Path({name!r})"
    else:
        return
    raise InputError(f"{name!r} looks like {kind} and not like a report; {instead}, or give the text itself as intake.Source(text, origin)")


def link(records: Iterable[Record]) -> Dossier:
    """What several reports say together: copies, people, officials, events, agreements, disputes and what became of what was agreed.

    The order of the records does not matter; of two of one report the first counts.
    """
    from dragoman.linking.link import link as _link

    return _link(records)
