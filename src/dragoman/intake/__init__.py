"""Any source (text, page, feed, archive, table, document, URL) to texts that can be read."""

from dragoman.intake.source import Failure, InputError, Settings, Source

__all__ = ["Failure", "InputError", "Settings", "Source"]
