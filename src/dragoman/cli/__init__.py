"""The command line: one thin command per verb."""

from dragoman.cli.main import main

__all__ = ["main"]
