"""A reader that needs no weights, for what processes do beside reading."""

from dragoman import Failure, Source
from dragoman.library.reader import Reader


class Echo(Reader):
    """Answers each report with its own text, as a failure."""

    def attempt(self, source: Source) -> Failure:
        return Failure(source.origin, source.text)
