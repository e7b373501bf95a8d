"""The `dragoman` command and its verbs."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable

import typer
from typer.main import get_command

from dragoman.cli import asking, checking, classifying, correcting, exporting, following, measuring, reading, scaling, serving
from dragoman.cli.common import tolerant
from dragoman.cli.misplaced import misplaced
from dragoman.cli.verbs import PLAIN, Verbs
from dragoman.errors import SetupError, StoreError

_MADE = 200_000
"""Objects that are made before the first look for what nobody holds any more. Python looks after 700, and while parser and weights are loaded, which
makes three quarters of so many, finds nothing: that was a tenth of the time that one report takes."""

app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich's help costs as much time as all the rest of it
    context_settings=PLAIN,
    help="Read news reports about how states deal with one another, and keep a sourced record of it.",
)
_PANELS: dict[str, tuple[Callable[..., None], ...]] = {
    "Reports in": (reading.read, reading.watch),
    "Answers out": (asking.show, asking.brief, following.changes, serving.serve, exporting.export),
    "For other programs, and to look behind": (
        exporting.import_,
        serving.mcp,
        classifying.classify,
        checking.check,
        measuring.score,
        measuring.schema,
        measuring.codebook,
    ),
}
for panel, commands in _PANELS.items():
    for command in commands:
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)
app.add_typer(scaling.app, name="scale", rich_help_panel="For other programs, and to look behind")
app.add_typer(correcting.app, name="correct", rich_help_panel="Answers out")


def main() -> None:
    """Entry point of the `dragoman` command."""
    gc.set_threshold(_MADE, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # else Python looks at all that is loaded once more, and again, before it ends: a tenth as well
    tolerant()
    command = get_command(app)
    wrong = misplaced(sys.argv[1:], command)
    if wrong:
        from dragoman.terminal.plain import say

        say(f"dragoman: {wrong}")
        sys.exit(2)
    try:
        command()
    except (SetupError, StoreError) as error:
        from dragoman.terminal.plain import say

        say(f"dragoman: {error}")
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
