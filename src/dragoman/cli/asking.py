"""`show` and `brief`: what the dossier knows."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.choosing import some, types
from dragoman.cli.common import (
    DEFAULT,
    AsOfOption,
    BelowOption,
    BetweenOption,
    DossierOption,
    FactsOption,
    SinceOption,
    UncertainOption,
    UntilOption,
    fail,
    limits,
    opened,
    utf8,
    written_to,
)
from dragoman.codebook.questions import What

Shown = StrEnum("Shown", {**{w.name: w.value for w in What}, "failures": "failures"})  # type: ignore[misc]
"""What `show` can show: the answers, and what could not be read."""


def show(
    what: Annotated[Shown | None, typer.Argument(help="What to show; an overview without it.")] = None,
    between: BetweenOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: Annotated[
        str | None, typer.Option(help="What could be known, and who was in office, on this day: later reports are left out.", metavar="DAY")
    ] = None,
    facts_only: FactsOption = False,
    with_uncertain: UncertainOption = False,
    uncertain_below: BelowOption = None,
    state: Annotated[str | None, typer.Option(help="A state that takes part, by name or code.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            help="Of events and disputes: attack, accusation, aid … ; of statements: deny, promise … . Repeatable.",
            metavar="WORD",
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Show at most so many, the newest of what has a day.", min=1, metavar="NUMBER")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="Show the words each line was read from.")] = False,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Show what the dossier knows."""
    from dragoman.store.queries import QUESTIONS
    from dragoman.terminal.plain import Console
    from dragoman.terminal.show import answer, overview

    asked = limits(between, since, until, as_of, facts_only, with_uncertain, uncertain_below, state, **types(what, kind))
    if limit and what in (None, "failures"):
        raise fail("--limit goes with what is to be shown: `dragoman show events --limit 20`")
    if as_json:
        utf8()
    if what == "failures":
        _failures(dossier, as_json)
        return
    console = Console(highlight=False)
    with opened(dossier) as store:
        if as_json:
            rows = {w: store.every(w, asked) for w in QUESTIONS} if what is None else some(store, what, asked, limit)[0]
            print(json.dumps(rows, ensure_ascii=False, indent=1))
        elif what:
            found, total = some(store, what, asked, limit)
            answer(console, what, found, evidence)
            if total > len(found):
                console.print(f"{total - len(found)} more: leave --limit out, or make it larger", style="dim", soft_wrap=True)
        else:
            overview(console, store, asked)


def _failures(dossier: str, as_json: bool) -> None:
    """What could not be read, with the reason."""
    from dataclasses import asdict

    from dragoman.terminal.failures import failure_lines
    from dragoman.terminal.plain import Console

    with opened(dossier) as store:
        found = store.failures()
    if as_json:
        print(json.dumps([asdict(f) for f in found], ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False)
    for line in failure_lines(found):
        console.print(line, soft_wrap=True)


def brief(
    between: Annotated[tuple[str, str], typer.Option(help="Two states, by name or code: --between Iran Iraq.", metavar="STATE STATE")],
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    out: Annotated[
        Path | None, typer.Option(help="The file to write, .docx, .html or .md; without it the briefing is printed as Markdown.")
    ] = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Write a briefing on two states, with notes that lead to the words it was made from."""
    from dragoman.export.brief import briefing
    from dragoman.export.setting import form_of, text_of, write

    asked = limits(between, since, until, as_of)
    try:
        form = form_of(out) if out else "markdown"
    except ValueError as error:
        raise fail(f"--out: {error}") from None
    with opened(dossier) as store, store.view(asked) as view:
        try:
            made = briefing(view, asked)
        except ValueError as error:
            raise fail(str(error), 1) from None
    if out is None:
        from dragoman.terminal.plain import plain

        print(plain(text_of(made, "markdown")), end="")
        return
    with written_to(out):
        write(made, form, out)
    print(f"briefing written to {out}")
