"""The command line: one thin command per verb."""

import sys

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command()
def read(paths: list[str], json: bool = typer.Option(False, "--json")) -> None:
    from dragoman.intake import Failure
    from dragoman.intake.collect import collect
    from dragoman.reading.read import read_source

    for s in collect(paths):
        if isinstance(s, Failure):
            print(s, file=sys.stderr)
        else:
            print(read_source(s).to_json())


@app.command()
def schema() -> None:
    pass


def main() -> None:
    app()
