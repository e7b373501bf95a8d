"""What several commands share."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dragoman.store import Store
    from dragoman.store.filters import Filter
    from dragoman.terminal.log import Log

DossierOption = Annotated[
    str, typer.Option("--dossier", help="The dossier: a file, or the URL of a PostgreSQL database.", envvar="DRAGOMAN_DOSSIER")
]
BetweenOption = Annotated[
    tuple[str, str] | None, typer.Option(help="Two states, by name or code: --between Iran Iraq.", metavar="STATE STATE")
]
SinceOption = Annotated[str | None, typer.Option(help="From this day, month or year on: 2020-06-30, 2020-06 or 2020.", metavar="DAY")]
UntilOption = Annotated[str | None, typer.Option(help="Up to the end of this day, month or year.", metavar="DAY")]
AsOfOption = Annotated[str | None, typer.Option(help="As it could be known on this day.", metavar="DAY")]
FactsOption = Annotated[bool, typer.Option("--facts-only", help="Leave out claims, plans and what is disputed, and uncertain facts.")]
UncertainOption = Annotated[bool, typer.Option("--with-uncertain", help="Let --facts-only keep facts that are uncertain.")]
BelowOption = Annotated[
    float | None,
    typer.Option(
        help="The share of right ones under which a fact is uncertain; by default as the reliability table says.",
        envvar="DRAGOMAN_UNCERTAIN_BELOW",
        min=0.0,
        max=1.0,
    ),
]
LogOption = Annotated[Path | None, typer.Option("--log", help="A file to which each report and failure is added, one JSON object a line.")]
DEFAULT = "dragoman.db"


def fail(message: str, code: int = 2) -> typer.Exit:
    """Print what went wrong; raise what is returned."""
    from dragoman.terminal.plain import say

    say(f"dragoman: {message}")
    return typer.Exit(code)


def utf8() -> None:
    """Write UTF-8 on standard output, whatever the terminal takes: JSON is that by its own rules."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def tolerant() -> None:
    """Let no character end a command that the terminal's encoding has not."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def logging(path: Path | None) -> Iterator[Log]:
    """A log in a file, or one that keeps nothing."""
    from dragoman.terminal.log import Log

    try:
        log = Log(path)
    except OSError as error:
        raise fail(f"--log: {path}: {error.strerror or error}") from None
    try:
        yield log
    finally:
        log.close()


@contextmanager
def written_to(out: Path) -> Iterator[None]:
    """End with a message where a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise fail(f"{out}: {error.strerror or error}", 1) from None


def opened(dossier: str, *, create: bool = False) -> Store:
    """The dossier, which must be there unless it may be made."""
    from dragoman.store import Store

    return Store(dossier, create=create)


def shown(dossier: str) -> str:
    """The dossier's name for messages, without a password in it."""
    return re.sub(r"(://[^:@/]*):[^@/]*@", r"\1:***@", dossier)


def limits(
    between: tuple[str, str] | None,
    since: str | None,
    until: str | None,
    as_of: str | None = None,
    facts_only: bool = False,
    with_uncertain: bool = False,
    uncertain_below: float | None = None,
    state: str | None = None,
    **rest: Any,
) -> Filter:
    """What a question is limited to, from the options as given."""
    from dragoman.store.filters import Filter

    given: tuple[tuple[str, dict[str, Any]], ...] = (
        ("--between", {"between": between}),
        ("--since", {"since": since}),
        ("--until", {"until": until}),
        ("--as-of", {"as_of": as_of}),
        ("--state", {"state": state}),
    )
    for option, value in given:
        try:
            Filter.of(**value)
        except ValueError as error:
            raise fail(f"{option}: {error}") from None
    below = {} if uncertain_below is None else {"uncertain_below": uncertain_below}
    return Filter.of(between, since, until, as_of, facts_only=facts_only, with_uncertain=with_uncertain, state=state, **below, **rest)
