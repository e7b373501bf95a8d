"""The command line: one thin command per verb."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.codebook.dictionaries import Dictionary
    from dragoman.intake import Failure
    from dragoman.model import Record
    from dragoman.store.queries import Answers, Filter

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Read news reports about how states deal with one another, and keep a sourced record of it.",
)

DossierOption = Annotated[Path, typer.Option("--dossier", help="The dossier's file.")]
DEFAULT = Path("dragoman.db")


class What(StrEnum):
    """What `show` can be asked for."""

    agreements = "agreements"
    events = "events"
    statements = "statements"
    officials = "officials"
    people = "people"
    organizations = "organizations"
    disputes = "disputes"
    follow_through = "follow-through"
    sources = "sources"


def _fail(message: str, code: int = 2) -> typer.Exit:
    print(f"dragoman: {message}", file=sys.stderr)
    return typer.Exit(code)


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="PATH...")],
    as_json: Annotated[bool, typer.Option("--json", help="Print records as JSON Lines and touch no database.")] = False,
    published: Annotated[str | None, typer.Option(help="Day of publication (YYYY-MM-DD) of reports that tell none.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of reports that tell none.")] = None,
    dossier: DossierOption = DEFAULT,
    actors: Annotated[
        list[Path] | None,
        typer.Option(
            help="Your own dictionary: CSV (name, code, aliases, since, until) or an actor, agent or verb file of PETRARCH; repeatable."
        ),
    ] = None,
) -> None:
    """Read reports into the dossier and say what was learnt."""
    if published:
        from dragoman.codebook.calendar import parse_day

        try:
            parse_day(published)
        except ValueError as error:
            raise _fail(f"--published: {error}") from None
    results = _records(paths, published, outlet, _dictionary(actors) if actors else None)
    failed = _print_records(results) if as_json else _keep_records(results, dossier)
    if failed:
        raise typer.Exit(1)


def _dictionary(files: list[Path]) -> Dictionary:
    """The user's dictionaries as one; lines that could not be used are named."""
    from dragoman.codebook.dictionaries import Dictionary, DictionaryError, load

    out = Dictionary()
    try:
        for path in files:
            out.add(load(path))
    except DictionaryError as error:
        raise _fail(f"--actors: {error}") from None
    for problem in out.problems:
        print(f"dragoman: --actors: left out: {problem}", file=sys.stderr)
    return out


def _records(paths: list[str], published: str | None, outlet: str | None, own: Dictionary | None = None) -> Iterator[Record | Failure]:
    """Every report read; one that cannot be read never stops the others."""
    from dragoman.intake import Failure
    from dragoman.intake.collect import collect
    from dragoman.model.errors import SetupError
    from dragoman.reading.read import read_source

    for source in collect(paths, published=published, outlet=outlet):
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


def _keep_records(results: Iterator[Record | Failure], path: Path) -> int:
    from rich.console import Console

    from dragoman.intake import Failure
    from dragoman.store import Store, StoreError
    from dragoman.terminal.show import learnt

    console = Console(highlight=False)
    failed = kept = again = 0
    try:
        with Store(path) as store:
            for result in results:
                if isinstance(result, Failure):
                    failed += 1
                    print(f"dragoman: {result.origin}: {result.reason}", file=sys.stderr)
                    continue
                again += store.add(result)
                kept += 1
                for line in learnt(result):
                    console.print(line, soft_wrap=True)
    except StoreError as error:
        raise _fail(str(error), 1) from None
    repeated = f", {again} of them again" if again else ""
    lost = f"; {failed} inputs failed" if failed else ""
    console.print(f"\n{kept} reports read into {path}{repeated}{lost}.", soft_wrap=True)
    return failed


@app.command()
def show(
    what: Annotated[What | None, typer.Argument(help="What to show; an overview without it.")] = None,
    between: Annotated[tuple[str, str] | None, typer.Option(help="Two states, by ISO code or name.")] = None,
    since: Annotated[str | None, typer.Option(help="From this day on (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day (YYYY-MM-DD).")] = None,
    as_of: Annotated[str | None, typer.Option(help="What could be known, and who was in office, on this day (YYYY-MM-DD).")] = None,
    facts_only: Annotated[bool, typer.Option("--facts-only", help="Leave out claims, plans and what is disputed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show the words each line was read from.")] = False,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Show what the dossier knows."""
    from rich.console import Console

    from dragoman.store.queries import QUESTIONS
    from dragoman.terminal.show import answer, overview

    limits = _filter(between, since, until, as_of, facts_only)
    answers = _answers(dossier, None if what is What.officials else limits.as_of)
    console = Console(highlight=False)
    if as_json:
        rows = {w: ask(answers, limits) for w, ask in QUESTIONS.items()} if what is None else QUESTIONS[what](answers, limits)
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif what:
        answer(console, what, QUESTIONS[what](answers, limits), evidence)
    else:
        overview(console, answers, limits)


def _filter(
    between: tuple[str, str] | None, since: str | None, until: str | None, as_of: str | None = None, facts_only: bool = False
) -> Filter:
    """What a question is limited to, from the options as given."""
    from dragoman.codebook.calendar import parse_day
    from dragoman.store.queries import Filter, country_code

    try:
        states = frozenset(country_code(name) for name in between) if between else frozenset()
        days = [parse_day(day).isoformat() if day else None for day in (since, until, as_of)]
    except ValueError as error:
        raise _fail(str(error)) from None
    return Filter(states, days[0], days[1], facts_only, days[2])


def _answers(path: Path, as_of: str | None) -> Answers:
    """The dossier in a file, as it stood on a day where one is given."""
    from dragoman.linking.link import compose
    from dragoman.store import Store, StoreError
    from dragoman.store.queries import Answers

    try:
        with Store(path, create=False) as store:
            found = store.linked()

        def records() -> list[Record]:
            with Store(path, create=False) as again:
                return again.records()

    except StoreError as error:
        raise _fail(str(error), 1) from None
    return Answers(compose(found.until(as_of) if as_of else found), records)


@app.command()
def brief(
    between: Annotated[tuple[str, str], typer.Option(help="Two states, by ISO code or name.")],
    since: Annotated[str | None, typer.Option(help="From this day on (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day (YYYY-MM-DD).")] = None,
    as_of: Annotated[str | None, typer.Option(help="As it could be known on this day (YYYY-MM-DD).")] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file to write: Markdown, or HTML where it ends in .html; without it Markdown is printed.")
    ] = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Write a briefing on two states, with notes that lead to the words it was made from."""
    from dragoman.export.brief import brief as write

    limits = _filter(between, since, until, as_of)
    try:
        text = write(_answers(dossier, limits.as_of), limits, "html" if out is not None and out.suffix in (".html", ".htm") else "markdown")
    except ValueError as error:
        raise _fail(str(error), 1) from None
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf8")
    except OSError as error:
        raise _fail(f"{out}: {error.strerror or error}", 1) from None
    print(f"briefing written to {out}")


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="cameo or icews", metavar="FORMAT")],
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    facts_only: Annotated[bool, typer.Option("--facts-only", help="Leave out claims, plans and what is disputed.")] = False,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Write the dossier's events as a table in the manner of older event data (CSV)."""
    from dragoman.export import FORMATS, export_events
    from dragoman.store import Store, StoreError

    if name not in FORMATS:
        raise _fail(f"{name!r} is no format; it is one of: {', '.join(FORMATS)}")
    try:
        with Store(dossier, create=False) as opened:
            rows = export_events(opened.records(), name, out, facts_only=facts_only)
    except StoreError as error:
        raise _fail(str(error), 1) from None
    except OSError as error:
        raise _fail(f"{out}: {error.strerror or error}", 1) from None
    print(f"{rows} rows written to {out}")


@app.command()
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


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from dragoman.model import Record

    print(json.dumps(Record.model_json_schema(by_alias=True), ensure_ascii=False, indent=1))


@app.command()
def codebook(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it as the documentation's page.")] = False,
) -> None:
    """Print the vocabularies."""
    from dragoman.codebook.render import as_markdown

    text = as_markdown()
    if markdown:
        print(text, end="")
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))


@app.command()
def score(
    kind: Annotated[str, typer.Argument(help="reports, polnear, plv, statements, modality, silence, stories or synthetic")],
    path: Annotated[Path, typer.Argument(help="Folder or file of the gold data; for synthetic how many records to make.")],
    misses: Annotated[bool, typer.Option("--misses", help="Name what was missed.")] = False,
) -> None:
    """Print the figures of this version on gold data."""
    from dragoman.evaluation import board
    from dragoman.evaluation.gold import GoldError

    if kind not in board.KINDS:
        raise _fail(f"{kind!r} is no kind of gold data; it is one of: {', '.join(board.KINDS)}")
    try:
        figures, missed = board.KINDS[kind](path)
    except GoldError as error:
        raise _fail(str(error), 1) from None
    for line in missed if misses else ():
        print(line)
    print(" ".join(f"{name}={value:.1f}" for name, value in figures.items()))


def main() -> None:
    """Entry point of the `dragoman` command."""
    from dragoman.model.errors import SetupError

    try:
        app()
    except SetupError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
