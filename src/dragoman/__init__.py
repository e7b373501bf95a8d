"""Read news reports about how states deal with one another, and keep a sourced record of it.

`read` takes one report in, text or file, and gives its `Record`; a `Reader` reads many; `link` takes records and gives the `Dossier` that they make
together; `open` opens one that is kept in a file or on a server, and makes one of records, to ask it questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import (
    CorrectionError,
    DictionaryError,
    DragomanError,
    ExportError,
    GoldError,
    InputError,
    ScaleError,
    SetupError,
    StoreError,
)
from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.intake import Failure as Failure
    from dragoman.intake import Source as Source
    from dragoman.library.dossier import Answers as Answers
    from dragoman.library.dossier import OpenDossier as OpenDossier
    from dragoman.library.reader import Reader as Reader
    from dragoman.library.table import Table as Table
    from dragoman.model import Record as Record
    from dragoman.model.dossier import Dossier

__all__ = [
    "Answers",
    "CorrectionError",
    "DictionaryError",
    "DragomanError",
    "ExportError",
    "Failure",
    "GoldError",
    "InputError",
    "OpenDossier",
    "Reader",
    "Record",
    "ScaleError",
    "SetupError",
    "Source",
    "StoreError",
    "Table",
    "__version__",
    "link",
    "open",
    "read",
]
_ROOMS = {
    "Answers": "library.dossier",
    "Failure": "intake",
    "OpenDossier": "library.dossier",
    "Reader": "library.reader",
    "Record": "model",
    "Source": "intake",
    "Table": "library.table",
}
"""Where what is loaded only when it is asked for comes from: it costs more time than a command's help may take."""


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"dragoman.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__]


def read(source: str | Path | Source, *, published: str | None = None, outlet: str | None = None) -> Record:
    """Read one report.

    Args:
        source: the text itself, or the path of a file with one report, or a `Source`.
        published: day of publication (YYYY-MM-DD), where the report does not tell it.
        outlet: who published it, where the report does not tell it.

    Raises:
        InputError: there is no text, the file cannot be read, the date does not exist, or a text looks like a path or an address.
    """
    from dragoman.library.reader import Reader

    return Reader().read(source, published=published, outlet=outlet)


def link(records: Iterable[Record]) -> Dossier:
    """What several reports say together: copies, people, officials, events, agreements, disputes and what became of what was agreed.

    The order of the records does not matter; of two of one report the first counts.
    """
    from dragoman.linking.link import link as _link

    return _link(records)


def open(dossier: str | Path | Iterable[Record], *, create: bool = False) -> OpenDossier:
    """Open a dossier, to ask it questions and to take its tables to pandas, polars or Arrow.

    Args:
        dossier: a file, the URL of a PostgreSQL database, or records, which are linked in a file of their own that goes when the dossier is closed.
        create: whether to make a dossier where there is none.

    Raises:
        StoreError: it is no dossier, or one of a newer version, or cannot be opened.
    """
    from dragoman.library.dossier import open_dossier

    return open_dossier(dossier, create=create)
