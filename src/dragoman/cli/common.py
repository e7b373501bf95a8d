"""What several commands share."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.store import Store
    from dragoman.store.filters import Filter

DossierOption = Annotated[
    str, typer.Option("--dossier", help="The dossier: a file, or the URL of a PostgreSQL database.", envvar="DRAGOMAN_DOSSIER")
]
DEFAULT = "dragoman.db"


def fail(message: str, code: int = 2) -> typer.Exit:
    """Print what went wrong; raise what is returned."""
    print(f"dragoman: {message}", file=sys.stderr)
    return typer.Exit(code)


def opened(dossier: str, *, create: bool = False) -> Store:
    """The dossier, which must be there unless it may be made."""
    from dragoman.store import Store

    return Store(dossier, create=create)


def shown(dossier: str) -> str:
    """The dossier's name for messages, without a password in it."""
    return re.sub(r"(://[^:@/]*):[^@/]*@", r"\1:***@", dossier)


def limits(
    between: tuple[str, str] | None, since: str | None, until: str | None, as_of: str | None = None, facts_only: bool = False
) -> Filter:
    """What a question is limited to, from the options as given."""
    from dragoman.store.filters import Filter

    try:
        return Filter.of(between, since, until, as_of, facts_only=facts_only)
    except ValueError as error:
        raise fail(str(error)) from None
