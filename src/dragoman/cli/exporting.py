"""`export` and `import`: the dossier in other people's formats, and a colleague's corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
    written_to,
)


def export(
    name: Annotated[
        str, typer.Argument(help="The format; without a file, or with `list`, all formats are described.", metavar="FORMAT")
    ] = "list",
    out: Annotated[Path | None, typer.Argument(help="The file to write, or for some formats the folder.")] = None,
    between: BetweenOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    facts_only: FactsOption = False,
    with_uncertain: UncertainOption = False,
    uncertain_below: BelowOption = None,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Write the dossier in another format. Claims and plans are marked as such, or left out with --facts-only."""
    from dragoman.export import FORMATS, ExportError, write

    if name == "list" or out is None:
        for key, f in FORMATS.items():
            print(f"{key:<12} {f.about}")
        if name not in ("list", *FORMATS):
            raise fail(f"{name!r} is no format")
        return
    if name not in FORMATS:
        raise fail(f"{name!r} is no format; it is one of: {', '.join(FORMATS)}")
    asked = limits(between, since, until, as_of, facts_only, with_uncertain, uncertain_below)
    with opened(dossier) as store, written_to(out):
        try:
            rows = write(store, name, out, asked)
        except (ExportError, ValueError) as error:
            raise fail(str(error), 1) from None
    print(f"{rows} rows written to {out}")


def import_(
    path: Annotated[Path, typer.Argument(help="What `export corrections` wrote.", metavar="CORRECTIONS")],
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where a colleague's correction and one of yours differ, take the colleague's.")
    ] = False,
    dossier: DossierOption = DEFAULT,
) -> None:
    """Bring a colleague's corrections in. Where they differ from yours, both are shown and yours stay."""
    from dragoman.export.corrections import CorrectionsError, bring

    with opened(dossier) as store:
        try:
            done = bring(store, path, theirs=theirs)
        except CorrectionsError as error:
            raise fail(str(error), 1) from None
    for line in done.conflicts:
        print(f"conflict: {line}")
    for line in done.failed:
        print(f"not applied: {line}")
    print(f"{done.added} corrections brought in, {done.there} were there, {len(done.conflicts)} conflicts, {len(done.failed)} not applied")
    if done.failed or (done.conflicts and not theirs):
        raise typer.Exit(1)
