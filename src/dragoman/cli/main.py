"""The `dragoman` command and its verbs."""

from __future__ import annotations

import sys

import typer

from dragoman.cli import asking, checking, correcting, exporting, following, measuring, reading, serving
from dragoman.cli.common import tolerant

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Read news reports about how states deal with one another, and keep a sourced record of it.",
)
for command in (
    reading.read,
    reading.watch,
    asking.show,
    asking.brief,
    following.changes,
    serving.serve,
    exporting.export,
    exporting.import_,
    reading.classify,
    checking.check,
    measuring.score,
    measuring.schema,
    measuring.codebook,
):
    app.command(command.__name__.rstrip("_"))(command)
app.add_typer(correcting.app, name="correct")


def main() -> None:
    """Entry point of the `dragoman` command."""
    from dragoman.model.errors import SetupError, StoreError

    tolerant()
    try:
        app()
    except (SetupError, StoreError) as error:
        from dragoman.terminal.plain import say

        say(f"dragoman: {error}")
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
