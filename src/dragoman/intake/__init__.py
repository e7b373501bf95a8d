"""Any source (text, page, JSON Lines, folder, standard input) to texts that can be read."""

from dragoman.intake.source import Failure, InputError, Source

__all__ = ["Failure", "InputError", "Source"]
