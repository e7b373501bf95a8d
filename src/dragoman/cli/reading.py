"""`read`, `watch` and `classify`: reports in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import DEFAULT, DossierOption, fail, opened, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.codebook.dictionaries import Dictionary
    from dragoman.intake import Failure, Settings, Source
    from dragoman.model import Record

PublishedOption = Annotated[str | None, typer.Option(help="Day of publication (YYYY-MM-DD) of reports that tell none.")]
OutletOption = Annotated[str | None, typer.Option(help="Outlet of reports that tell none.")]
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
DryOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be read, by format, and what is refused; read and write nothing.")
]


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files (text, HTML, PDF, DOCX, RTF, exports of Nexis, Factiva, ProQuest and others, JSON, CSV, mail, WARC, RSS), folders, URLs, or - for standard input.",
            metavar="PATH|URL...",
        ),
    ],
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
) -> None:
    """Read reports into the dossier and say what was learnt."""
    from dragoman.intake import Settings

    settings = Settings(
        _day(published),
        outlet,
        _columns(column),
        allow_private,
        language=_language(language),
        fetch=fetch,
        short_entries=short_entries,
        day_first=day_first,
    )
    if dry_run:
        _try(paths, settings)
        return
    results = _records(paths, settings, _dictionary(actors) if actors else None)
    failed = _print_records(results) if as_json else _keep_records(results, dossier)
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
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
) -> None:
    """Keep reading what arrives in a folder or feed, until Ctrl-C."""
    import time

    from dragoman.intake import Failure, InputError, Settings
    from dragoman.intake.collect import arrivals

    own = _dictionary(actors) if actors else None
    look = arrivals(place, Settings(_day(published), outlet, private=allow_private, language=_language(language)))
    try:
        while True:
            found = next(look)
            with opened(dossier, create=True) as store:
                new = [s for s in found if isinstance(s, Failure) or not store.has(s.report_id)]
            if new:
                _keep_records(_read_all(iter(new), own), dossier)
            if once:
                return
            time.sleep(every)
    except InputError as error:
        raise fail(str(error)) from None
    except KeyboardInterrupt:
        print("stopped watching", file=sys.stderr)


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


def _day(published: str | None) -> str | None:
    from dragoman.codebook.calendar import parse_day

    try:
        return parse_day(published).isoformat() if published else None
    except ValueError as error:
        raise fail(f"--published: {error}") from None


def _language(given: str | None) -> str | None:
    code = given.strip().lower() if given else None
    if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise fail("--language: give an ISO 639-1 code of two letters, as en")
    return code


def _columns(given: list[str] | None) -> dict[str, str]:
    """`--column text=body` as {"text": "body"}."""
    from dragoman.intake.source import KEYS

    out = {"address" if key == "url" else key: name for key, _, name in (part.partition("=") for part in given or ())}
    wrong = [key for key, name in out.items() if key not in KEYS or not name]
    if wrong:
        raise fail(f"--column: give KEY=COLUMN with a key of: {', '.join(KEYS)}")
    return out


def _dictionary(files: list[Path]) -> Dictionary:
    """The user's dictionaries as one; lines that could not be used are named."""
    from dragoman.codebook.dictionaries import Dictionary, DictionaryError, load

    out = Dictionary()
    try:
        for path in files:
            out.add(load(path))
    except DictionaryError as error:
        raise fail(f"--actors: {error}") from None
    for problem in out.problems:
        print(f"dragoman: --actors: left out: {problem}", file=sys.stderr)
    return out


def _records(paths: list[str], settings: Settings, own: Dictionary | None = None) -> Iterator[Record | Failure]:
    from dragoman.intake.collect import collect

    return _read_all(collect(paths, settings), own)


def _read_all(sources: Iterator[Source | Failure], own: Dictionary | None) -> Iterator[Record | Failure]:
    """Every report read; one that cannot be read never stops the others."""
    from dragoman.intake import Failure
    from dragoman.model.errors import SetupError
    from dragoman.reading.read import read_source

    for source in sources:
        if isinstance(source, Failure):
            yield source
            continue
        try:
            yield read_source(source, own)
        except SetupError:
            raise
        except Exception as error:  # a fault in reading one report is named, and the rest goes on
            yield Failure(source.origin, f"it could not be read ({type(error).__name__}: {error})")


def _print_records(results: Iterator[Record | Failure]) -> int:
    from dragoman.intake import Failure

    failed = 0
    for result in results:
        if isinstance(result, Failure):
            failed += 1
            print(f"dragoman: {result.origin}: {result.reason}", file=sys.stderr)
        else:
            sys.stdout.write(result.to_json() + "\n")
    return failed


def _keep_records(results: Iterator[Record | Failure], dossier: str) -> int:
    """Every report into the dossier as soon as it is read, so that stopping loses none of those before."""
    from rich.console import Console

    from dragoman.intake import Failure
    from dragoman.terminal.progress import counting
    from dragoman.terminal.show import learnt

    console = Console(highlight=False)
    failed = kept = again = 0
    stopped = ""
    with opened(dossier, create=True) as store, counting("reports") as tick, store.batch() as add:
        try:
            for result in results:
                if isinstance(result, Failure):
                    failed += 1
                    print(f"dragoman: {result.origin}: {result.reason}", file=sys.stderr)
                    continue
                again += add(result)
                kept += 1
                tick()
                for line in learnt(result):
                    console.print(line, soft_wrap=True)
        except KeyboardInterrupt:
            stopped = "; stopped, and all read so far is kept"
    repeated = f", {again} of them again" if again else ""
    lost = f"; {failed} inputs failed" if failed else ""
    console.print(f"\n{kept} reports read into {shown(dossier)}{repeated}{lost}{stopped}.", soft_wrap=True)
    if stopped:
        raise typer.Exit(130)
    return failed


def classify() -> None:
    """Type what a marked party does to another: JSON Lines {"sentence", "source": [s, e] or null, "target": [s, e] or null} on standard input.

    One JSON object a line comes out, in the same order: {"type", "modes", "contexts", "modality", "scores"}; {"error"} for a line that
    cannot be used.
    """
    from dataclasses import asdict

    from dragoman.reading.classify import classify as ask
    from dragoman.reading.classify import marked

    failed = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            answer = asdict(next(ask([marked(line)])))
        except ValueError as error:
            failed += 1
            print(f"dragoman: line {number}: {error}", file=sys.stderr)
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if failed:
        raise typer.Exit(1)
