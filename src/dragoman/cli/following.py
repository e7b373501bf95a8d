"""`changes`: what became new, changed or went in the dossier since a day."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.common import DEFAULT, DossierOption, fail, opened, utf8, written_to

if TYPE_CHECKING:
    from dragoman.export.brief import Briefing
    from dragoman.store.desk.journal import Change
    from dragoman.store.desk.scope import Scope

_FORMS = (".docx", ".html", ".htm", ".md", ".markdown", ".txt")


def changes(
    since: Annotated[str, typer.Option(help="From this day on (YYYY-MM-DD): when the dossier learnt of it, not when it happened.")],
    between: Annotated[tuple[str, str] | None, typer.Option(help="Two states, by ISO code or name.")] = None,
    of: Annotated[str, typer.Option(help="A page of the server, by its address without host: /person/p12, /events?type=AID.")] = "",
    out: Annotated[Path | None, typer.Option(help="Write a digest to this file: .docx, .html, or .md for Markdown.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one change a line.")] = False,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Say what became new, changed or went in the dossier since a day."""
    from dragoman.export.digest import digest
    from dragoman.store.desk import journal, scope

    if between and of:
        raise fail("--between and --of both say what is asked for; give one")
    if out is not None and out.suffix.lower() not in _FORMS:
        raise fail(f"{out}: a digest is written to a file that ends in {', '.join(_FORMS)}")
    day, covered = _asked(since, between, of)
    with opened(dossier) as store, store.view() as view:
        found = scope.changes(view, covered, since=day)
        first = journal.begins(view.read)
        made = digest(view, "What changed", [("", found)], f"since {day}") if out is not None else None
    if made is not None and out is not None:
        _write(made, out)
        print(f"{len(found)} changes written to {out}")
        return
    _print(found, as_json)
    if first and day < first[:10] and not as_json:
        typer.echo(f"Changes are noted from {first[:10]} on; of what was before, the day is not known.", err=True)


def _asked(since: str, between: tuple[str, str] | None, of: str) -> tuple[str, Scope]:
    """The first day, ISO 8601, and what is asked about."""
    from dragoman.codebook.calendar import parse_day
    from dragoman.store.desk.scope import scope_of
    from dragoman.store.filters import country_code

    try:
        day = parse_day(since).isoformat()
        return day, scope_of("/between/" + "/".join(country_code(s) for s in between) if between else of or "/")
    except ValueError as error:
        raise fail(str(error)) from None


def _write(made: Briefing, out: Path) -> None:
    from dragoman.export.setting import form_of, write

    with written_to(out):
        write(made, form_of(out), out)


def _print(found: list[Change], as_json: bool) -> None:
    from dragoman.export.digest import difference
    from dragoman.terminal.plain import Console

    if as_json:
        utf8()
        for c in found:
            print(json.dumps(asdict(c) | {"states": sorted(c.states)}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    for c in found:
        console.print(f"{c.at[:10]}  {c.what:<8} {c.kind}: {c.title}", soft_wrap=True, markup=False)
        for name, was, now in c.fields:
            console.print(f"            {difference(name, was, now)}", soft_wrap=True, markup=False, style="dim")
    if not found:
        console.print("nothing changed", style="dim")
