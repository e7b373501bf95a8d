"""What a command is told of the reports that it reads: the options, and their values as reading takes them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import fail

if TYPE_CHECKING:
    from dragoman.intake.source import Limits
    from dragoman.library.reader import Reader

PublishedOption = Annotated[str | None, typer.Option(help="Day of publication of reports that do not tell it, as 2020-06-30.")]
OutletOption = Annotated[str | None, typer.Option(help="Outlet of reports that do not tell it.")]
ActorsOption = Annotated[
    list[Path] | None,
    typer.Option(
        help="Your own dictionary: CSV (name, code, aliases, since, until) or an actor, agent or verb file of PETRARCH; repeatable."
    ),
]
LanguageOption = Annotated[
    str | None, typer.Option(help="Language that all reports are in, as ISO 639-1 code: en reads them all as English.", metavar="CODE")
]
PrivateOption = Annotated[bool, typer.Option("--allow-private", help="Fetch from addresses of this machine and its network as well.")]
WordsOption = Annotated[int, typer.Option(help="Most words and marks of one report; a longer one is kept unread.", min=1)]
CharactersOption = Annotated[int, typer.Option(help="Most characters of one report.", min=1)]
SecondsOption = Annotated[float, typer.Option(help="Most seconds for one report, as a last resort; 0 for no limit.", min=0)]
ColumnOption = Annotated[
    list[str] | None, typer.Option(help="For CSV and Parquet: which column holds what, as text=body; repeatable.", metavar="KEY=COLUMN")
]
FetchOption = Annotated[
    bool, typer.Option("--fetch", help="Fetch the reports at the addresses of tables that hold no texts (GDELT, Media Cloud).")
]
ShortOption = Annotated[bool, typer.Option("--short-entries", help="Read feed entries that look like teasers as well.")]
OrderOption = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="How 03/04/2024 is read; without it such a day is left out, with a note.")
]
WorkersOption = Annotated[
    int,
    typer.Option(help="Processes that read, each in some 300 MB of memory; what is written is the same with any number.", min=1, max=256),
]


def day(given: str | None, option: str = "--published") -> str | None:
    """`--published 2020-06-30` as a day that exists."""
    from dragoman.codebook.calendar import parse_day

    try:
        return parse_day(given).isoformat() if given else None
    except ValueError as error:
        raise fail(f"{option}: {error}") from None


def language_code(given: str | None) -> str | None:
    """`--language EN` as a code."""
    code = given.strip().lower() if given else None
    if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise fail("--language: give an ISO 639-1 code of two letters, as en")
    return code


def columns(given: list[str] | None) -> dict[str, str]:
    """`--column text=body` as {"text": "body"}."""
    from dragoman.intake.source import KEYS

    out = {"address" if key == "url" else key: name for key, _, name in (part.partition("=") for part in given or ())}
    wrong = [key for key, name in out.items() if key not in KEYS or not name]
    if wrong:
        raise fail(f"--column: give KEY=COLUMN with a key of: {', '.join(KEYS)}")
    return out


def reader(actors: list[Path] | None, limits: Limits) -> Reader:
    """A reader with the user's dictionaries; lines of them that could not be used are named."""
    from dragoman.errors import DictionaryError
    from dragoman.library.reader import Reader

    try:
        out = Reader(actors=actors or (), limits=limits)
    except DictionaryError as error:
        raise fail(f"--actors: {error}") from None
    for problem in out.problems:
        print(f"dragoman: --actors: left out: {problem}", file=sys.stderr)
    return out
