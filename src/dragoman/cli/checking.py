"""`check`: whether this installation and a dossier are whole."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dragoman.cli.common import DEFAULT, DossierOption


def check(
    dossier: DossierOption = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check whether this installation and a dossier are whole, and say what could not be read. Ends with 1 where something is wrong."""
    from dragoman.evaluation.health import examined

    results = examined(dossier)
    if as_json:
        print(json.dumps([r.__dict__ for r in results], ensure_ascii=False, indent=1))
    for r in () if as_json else results:
        print(f"{'ok  ' if r.ok else 'BAD '} {r.name}: {r.told}")
    if not all(r.ok for r in results):
        raise typer.Exit(1)
