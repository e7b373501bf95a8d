"""Read news reports about how states deal with one another, and keep a sourced record of it.

`read` is the whole public API of one report: text or file in, `Record` out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.intake import Source
    from dragoman.model import Record

__version__ = "0.1.0"
__all__ = ["read"]


def read(source: str | Path | Source, *, published: str | None = None, outlet: str | None = None) -> Record:
    """Read one report.

    Args:
        source: the text itself, or the path of a file with one report, or a `Source`.
        published: day of publication (YYYY-MM-DD), where the report does not tell it.
        outlet: who published it, where the report does not tell it.

    Raises:
        InputError: there is no text, the file cannot be read, or the date does not exist.
    """
    from dataclasses import replace

    from dragoman.intake import Source
    from dragoman.intake.collect import load
    from dragoman.reading.read import read_source

    if isinstance(source, Path):
        source = load(source)
    elif isinstance(source, str):
        source = Source(text=source, origin="text")
    return read_source(replace(source, published=source.published or published, outlet=source.outlet or outlet))
