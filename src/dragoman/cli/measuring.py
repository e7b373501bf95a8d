"""`score`, `schema` and `codebook`: how good this version is, and what its words mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import fail


def schema() -> None:
    """Print what a record looks like, as JSON Schema."""
    from dragoman.model import Record

    print(json.dumps(Record.model_json_schema(by_alias=True), ensure_ascii=False, indent=1))


def codebook(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it as the documentation's page.")] = False,
) -> None:
    """Print what the words for events, stages and standings mean."""
    from dragoman.codebook.render import as_markdown

    text = as_markdown()
    if markdown:
        print(text, end="")
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))


def score(
    kind: Annotated[str, typer.Argument(help="field, reports, polnear, plv, statements, modality, silence, stories, synthetic or pairs")],
    path: Annotated[
        Path, typer.Argument(help="Folder or file of the gold data; for synthetic how many records to make; for pairs either.")
    ],
    misses: Annotated[bool, typer.Option("--misses", help="Name what was missed.")] = False,
    only: Annotated[str, typer.Option("--only", help="Of field: the reports whose id begins with this.")] = "",
) -> None:
    """Measure this version on reports that people coded by hand."""
    from dragoman.evaluation import board
    from dragoman.evaluation.field import score_field
    from dragoman.evaluation.gold import GoldError

    if kind not in board.KINDS:
        raise fail(f"{kind!r} is no kind of gold data; it is one of: {', '.join(board.KINDS)}")
    if only and kind != "field":
        raise fail("--only parts the slices of `field`; other kinds are scored whole")
    try:
        figures, missed = score_field(path, only) if kind == "field" else board.KINDS[kind](path)
    except GoldError as error:
        raise fail(str(error), 1) from None
    for line in missed if misses else ():
        print(line)
    print(" ".join(f"{name}={value:.1f}" for name, value in figures.items()))
