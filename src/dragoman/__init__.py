"""Read news reports about how states deal with one another, and keep a sourced record of it.

`read` takes one report in, text or file, and gives its `Record`; `link` takes records and gives the `Dossier` that they make together.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.intake import Source
    from dragoman.model import Record
    from dragoman.model.dossier import Dossier

__all__ = ["__version__", "link", "read"]


def read(source: str | Path | Source, *, published: str | None = None, outlet: str | None = None) -> Record:
    """Read one report.

    Args:
        source: the text itself, or the path of a file with one report, or a `Source`.
        published: day of publication (YYYY-MM-DD), where the report does not tell it.
        outlet: who published it, where the report does not tell it.

    Raises:
        InputError: there is no text, the file cannot be read, or the date does not exist.
    """
    from dragoman.intake import Source
    from dragoman.intake.collect import load
    from dragoman.intake.source import with_given
    from dragoman.reading.read import read_source

    if isinstance(source, Path):
        source = load(source)
    elif isinstance(source, str):
        source = Source(text=source, origin="text")
    return read_source(with_given(source, published, outlet))


def link(records: Iterable[Record]) -> Dossier:
    """What several reports say together: copies, people, officials, events, agreements, disputes and what became of what was agreed.

    The order of the records does not matter; of two of one report the first counts.
    """
    from dragoman.linking.link import link as _link

    return _link(records)
