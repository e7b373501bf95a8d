"""`scale`: the same reading and linking for more reports than one process holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import given
from dragoman.cli.common import fail
from dragoman.cli.given import (
    ActorsOption,
    CharactersOption,
    ColumnOption,
    LanguageOption,
    OrderOption,
    OutletOption,
    PublishedOption,
    SecondsOption,
    ShortOption,
    WordsOption,
)
from dragoman.cli.verbs import PLAIN, Verbs
from dragoman.intake.source import Limits

if TYPE_CHECKING:
    from dragoman.intake import Settings
    from dragoman.scale.engines import Engine
    from dragoman.scale.months import Counts
    from dragoman.scale.shards import Job

LIMITS = Limits()
app = typer.Typer(
    cls=Verbs,
    rich_markup_mode=None,
    context_settings=PLAIN,
    no_args_is_help=True,
    help="Read and link more reports than one process holds, with many workers and files of Parquet.",
)


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help="Files and folders, as `dragoman read` takes them.", metavar="PATH...")],
    out: Annotated[Path, typer.Argument(help="The folder to write; a run that was stopped goes on in it.", metavar="FOLDER")],
    workers: Annotated[int | None, typer.Option(help="How many processes read; by default as many as there are cores.", min=1)] = None,
    address: Annotated[
        str | None, typer.Option(help="Read on a Ray cluster: `auto`, host:6379, or `local` for one on this machine only.")
    ] = None,
    chunk: Annotated[int | None, typer.Option(help="Reports that one worker reads and keeps at a time; 128 by default.", min=1)] = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    actors: ActorsOption = None,
    column: ColumnOption = None,
    language: LanguageOption = None,
    short_entries: ShortOption = False,
    day_first: OrderOption = None,
    limit_words: WordsOption = LIMITS.words,
    limit_characters: CharactersOption = LIMITS.characters,
    limit_seconds: SecondsOption = LIMITS.seconds,
) -> None:
    """Read reports into a folder of Parquet by month of publication. Run again after it was stopped, it goes on where it was."""
    from dragoman.errors import ScaleError
    from dragoman.intake import Settings
    from dragoman.scale.read import read as run
    from dragoman.terminal.progress import counting

    settings = Settings(
        given.day(published),
        outlet,
        given.columns(column),
        language=given.language_code(language),
        short_entries=short_entries,
        day_first=day_first,
        limits=Limits(limit_words, limit_characters, limit_seconds),
    )
    job, engine = _job(settings, actors, chunk), _engine(workers, address)
    try:
        with counting("chunks") as tick:
            counts = run(paths, out, job, engine, lambda _: tick())
    except ScaleError as error:
        raise fail(str(error), 1) from None
    except OSError as error:
        raise fail(f"{out}: {error.strerror or error}; what was read is kept, run the same command again to go on", 1) from None
    print(_told(counts, out))
    if counts.kinds["failed"]:
        raise typer.Exit(1)


@app.command()
def link(
    folder: Annotated[Path, typer.Argument(help="What `scale read` wrote.", metavar="FOLDER")],
    dossier: Annotated[Path, typer.Argument(help="The dossier to make, as a file.", metavar="DOSSIER")],
    since: Annotated[str | None, typer.Option(help="Only reports published on this day or later.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="Only reports published on this day or earlier.", metavar="DAY")] = None,
    workers: Annotated[int, typer.Option(help="How many processes compare.", min=1)] = 1,
) -> None:
    """Link the records of a folder into a new dossier, which show, serve and export then answer from."""
    import sys

    from dragoman.errors import ScaleError
    from dragoman.scale.link import link as run
    from dragoman.scale.nodes import Window

    window = Window(given.day(since, "--since"), given.day(until, "--until"))
    try:
        n = run(folder, dossier, window, workers, lambda step: print(f"{step} …", file=sys.stderr))
    except ScaleError as error:
        raise fail(str(error), 1) from None
    except OSError as error:
        raise fail(f"{dossier}: {error.strerror or error}; nothing of it is kept", 1) from None
    print(f"{n} reports linked into {dossier}.")


def _job(settings: Settings, actors: list[Path] | None, chunk: int | None) -> Job:
    """What holds for all reports, with the user's dictionaries."""
    import hashlib

    from dragoman.scale.shards import CHUNK, Job

    sha256 = hashlib.sha256(b"\0".join(p.read_bytes() for p in actors)).hexdigest() if actors else ""
    return Job(settings, given.reader(actors, settings.limits), sha256, chunk or CHUNK)


def _engine(workers: int | None, address: str | None) -> Engine:
    """Ray where an address is given, else processes of this machine, or this one alone."""
    import os
    from importlib.util import find_spec

    from dragoman.scale.engines import here

    if address:
        if find_spec("ray") is None:
            raise fail("--address needs Ray: pip install 'dragoman[scale]'", 1)
        from dragoman.scale.on_ray import on_ray

        return on_ray(workers, address)
    many = workers or os.cpu_count() or 1
    if many == 1:
        return here
    from dragoman.scale.on_processes import on_processes

    return on_processes(many)


def _told(counts: Counts, out: Path) -> str:
    """The last line of a run."""
    kinds = {"failed": "failed", "passed": "passed over", "repeated": "there twice"}
    rest = "".join(f"; {counts.kinds[kind]} {what}" for kind, what in kinds.items() if counts.kinds[kind])
    why = f" (reasons: {out}/failures.parquet)" if rest else ""
    return f"{counts.reports} reports of {len(counts.months)} months in {out}{rest}{why}."
