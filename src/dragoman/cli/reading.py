"""`read` and `watch`: reports in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import given
from dragoman.cli.common import DEFAULT, DossierOption, LogOption, fail, logging, opened, shown
from dragoman.cli.given import (
    ActorsOption,
    CharactersOption,
    ColumnOption,
    FetchOption,
    LanguageOption,
    OrderOption,
    OutletOption,
    PrivateOption,
    PublishedOption,
    SecondsOption,
    ShortOption,
    WordsOption,
    WorkersOption,
)
from dragoman.cli.keeping import keep_records, print_records
from dragoman.intake.source import Limits

if TYPE_CHECKING:
    from dragoman.intake import Failure, Settings, Source

LIMITS = Limits()
DryOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be read, by format, and what is refused; read and write nothing.")
]


def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files (text, HTML, PDF, DOCX, RTF, exports of Nexis, Factiva, ProQuest and others, JSON, CSV, mail, WARC, RSS), folders, URLs, or - for standard input.",
            metavar="PATH|URL...",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print records as JSON Lines and touch no database.")] = False,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    dossier: DossierOption = DEFAULT,
    actors: ActorsOption = None,
    column: ColumnOption = None,
    allow_private: PrivateOption = False,
    language: LanguageOption = None,
    fetch: FetchOption = False,
    short_entries: ShortOption = False,
    day_first: OrderOption = None,
    dry_run: DryOption = False,
    workers: WorkersOption = 1,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what could not be read before (see `show failures`).")] = False,
    log: LogOption = None,
    limit_words: WordsOption = LIMITS.words,
    limit_characters: CharactersOption = LIMITS.characters,
    limit_seconds: SecondsOption = LIMITS.seconds,
) -> None:
    """Read reports into the dossier and say what was learnt. What cannot be read is kept with the reason."""
    from dragoman.intake import Settings
    from dragoman.intake.collect import collect

    if retry and as_json:
        raise fail("--retry needs a dossier, which --json does not touch")
    if not paths and not retry:
        raise fail("name what is to be read: files, folders, URLs, or - for standard input; or --retry")
    settings = Settings(
        given.day(published),
        outlet,
        given.columns(column),
        allow_private,
        language=given.language_code(language),
        fetch=fetch,
        short_entries=short_entries,
        day_first=day_first,
        limits=Limits(limit_words, limit_characters, limit_seconds),
    )
    if dry_run:
        _try(list(paths or ()), settings)
        return
    again = _failed_before(dossier) if retry else []
    sources = collect([*(paths or ()), *again], settings)
    if retry:
        sources = _not_there(sources, dossier, set(again))
    results = given.reader(actors, settings.limits).pairs(sources, workers)
    with logging(log) as lines:
        failed = print_records(results, lines) if as_json else keep_records(results, dossier, lines)
    if failed:
        raise typer.Exit(1)


def watch(
    place: Annotated[str, typer.Argument(help="A folder, or the URL of an RSS or Atom feed.", metavar="FOLDER|FEED")],
    every: Annotated[float, typer.Option(help="Seconds between two looks.", min=1)] = 60,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    dossier: DossierOption = DEFAULT,
    actors: ActorsOption = None,
    allow_private: PrivateOption = False,
    language: LanguageOption = None,
    log: LogOption = None,
    limit_words: WordsOption = LIMITS.words,
    limit_characters: CharactersOption = LIMITS.characters,
    limit_seconds: SecondsOption = LIMITS.seconds,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
) -> None:
    """Keep reading what arrives in a folder or feed, until Ctrl-C."""
    import time

    from dragoman.intake import Failure, InputError, Settings
    from dragoman.intake.collect import arrivals

    limits = Limits(limit_words, limit_characters, limit_seconds)
    reader = given.reader(actors, limits)
    look = arrivals(
        place, Settings(given.day(published), outlet, private=allow_private, language=given.language_code(language), limits=limits)
    )
    try:
        while True:
            found = next(look)
            with opened(dossier, create=True) as store:
                new = [s for s in found if isinstance(s, Failure) or not store.has(s.report_id)]
            if new:
                with logging(log) as lines:
                    keep_records(reader.pairs(new), dossier, lines)
            if once:
                print(_looked(place, len(found), len(new), shown(dossier)))
                return
            time.sleep(every)
    except InputError as error:
        raise fail(str(error)) from None
    except KeyboardInterrupt:
        print("stopped watching", file=sys.stderr)


def _looked(place: str, there: int, new: int, dossier: str) -> str:
    """What one look at a place came to."""
    if not there:
        return f"looked at {place}: there is no report in it yet (a file is read once it has not been written to for a moment)"
    if not new:
        return f"looked at {place}: {there} {'report' if there == 1 else 'reports'}, all of them in {dossier} already; nothing to do"
    return f"looked at {place}: {there} {'report' if there == 1 else 'reports'}, {new} of them new"


def _try(paths: list[str], settings: Settings) -> None:
    """Say what would be read; the exit code is as if it had been."""
    from dragoman.cli.trial import summary
    from dragoman.intake.collect import collect

    refused = False
    for line in summary(collect(paths, settings)):
        refused |= line.startswith("refused: ")
        print(line)
    if refused:
        raise typer.Exit(1)


def _failed_before(dossier: str) -> list[str]:
    """Files and addresses of what could not be read before."""
    with opened(dossier) as store:
        places, (failed, _) = store.to_retry(), store.failed()
    if failed and not places:
        print("dragoman: what failed was on standard input or uploaded, and cannot be tried again from here", file=sys.stderr)
    return places


def _not_there(sources: Iterator[Source | Failure], dossier: str, places: set[str]) -> Iterator[Source | Failure]:
    """Of places that are tried again, what the dossier has not yet."""
    from dragoman.intake import Failure

    with opened(dossier) as store:
        for source in sources:
            if isinstance(source, Failure) or source.place not in places or not store.has(source.report_id):
                yield source
