"""A reader: settings made once, and any number of reports read with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.codebook.dictionaries import Dictionary, load
from dragoman.errors import InputError
from dragoman.intake import Failure, Settings, Source
from dragoman.intake.collect import collect
from dragoman.intake.collect import load as load_one
from dragoman.intake.source import Limits, with_given
from dragoman.library.pool import Pool
from dragoman.model.record import Record
from dragoman.reading.encoder.weights import weights_in

Readable = str | Path | Source
"""A text, the path of a file, or a `Source`."""
_SUFFIXED = re.compile(r"\S+\.[A-Za-z0-9]{1,6}")
_LANGUAGE = re.compile("[a-z]{2}")


class Reader:
    """Reads reports, all with the same settings. Threads may share one.

    Args:
        weights: a folder of weights with their card; by default those that come with dragoman.
        actors: your own dictionaries, as `dragoman read --actors` takes them; `problems` names the lines of them that could not be used.
        language: ISO 639-1 code of the language that all reports are in; by default each report tells.
        limits: what one report may be at most; a longer one is kept unread, with a warning.

    Raises:
        DictionaryError: a file of `actors` is no dictionary.
        InputError: `language` is no code of two letters.
    """

    def __init__(
        self,
        weights: str | Path | None = None,
        actors: Iterable[str | Path] = (),
        language: str | None = None,
        *,
        limits: Limits = Limits(),  # noqa: B008  (frozen)
    ) -> None:
        if language is not None and not _LANGUAGE.fullmatch(language):
            raise InputError(f"{language!r} is no language; give an ISO 639-1 code of two small letters, as en")
        self._weights = Path(weights) if weights is not None else None
        self._language = language
        self._limits = limits
        self._own: Dictionary | None = None
        for path in actors:
            self._own = self._own or Dictionary()
            self._own.add(load(Path(path)))

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the dictionaries could not be used, by file and line."""
        return tuple(self._own.problems) if self._own is not None else ()

    def read(self, source: Readable, *, published: str | None = None, outlet: str | None = None) -> Record:
        """Read one report.

        Args:
            source: the text itself, or the path of a file with one report, or a `Source`.
            published: day of publication (YYYY-MM-DD), where the report does not tell it.
            outlet: who published it, where the report does not tell it.

        Raises:
            InputError: there is no text, the file cannot be read, the date does not exist, or a text looks like a path or an address.
            SetupError: the weights are missing or altered, or the parser is not installed.
        """
        from dragoman.reading.read import read_source

        found = load_one(source) if isinstance(source, Path) else _source(source)
        with weights_in(self._weights):
            return read_source(with_given(found, published, outlet, self._language), self._own, self._limits)

    def pipe(
        self,
        sources: Iterable[Readable | Failure],
        workers: int = 1,
        *,
        published: str | None = None,
        outlet: str | None = None,
    ) -> Iterator[Record | Failure]:
        """Read many reports, in order; what cannot be read is a `Failure` in its place, and stops nothing.

        Args:
            sources: texts, paths and `Source`s, taken as they are needed. A path gives every report that is in the file or folder; a failure
                is passed on.
            workers: processes that read; each loads the weights once. A report whose process ended is read once more, in a new one.
            published: day of publication of the reports that do not tell it.
            outlet: outlet of the reports that do not tell it.

        Raises:
            SetupError: the weights are missing or altered, or the parser is not installed.
        """
        told = (with_given(s, published, outlet) if isinstance(s, Source) else s for one in sources for s in _sources(one))
        return (result for _, result in self.pairs(told, workers))

    def pairs(self, sources: Iterable[Source | Failure], workers: int = 1) -> Iterator[tuple[Source | Failure, Record | Failure]]:
        """As `pipe`, of sources that are ready to be read; each comes with its result."""
        if workers > 1:
            with Pool(self, workers) as pool:
                yield from pool.pairs(sources)
            return
        for source in sources:
            yield source, source if isinstance(source, Failure) else self.attempt(source)

    def attempt(self, source: Source) -> Record | Failure:
        """The record of a report, or why there is none. Raises SetupError as `read` does, and nothing else."""
        from dragoman.reading.safely import read_safely

        told = with_given(source, None, None, self._language)
        with weights_in(self._weights):
            return read_safely(told, self._own, self._limits)


def _sources(one: Readable | Failure) -> Iterator[Source | Failure]:
    """The reports of one thing that is to be read."""
    if isinstance(one, Path):
        yield from collect([str(one)], Settings())
        return
    try:
        yield one if isinstance(one, Failure) else _source(one)
    except InputError as error:
        yield Failure("text", str(error))


def _source(given: str | Source) -> Source:
    """A text as a source. The name of a file is refused: it would be read as a report of one word, of which nothing is learnt."""
    if isinstance(given, Source):
        return given
    name = given.strip()
    if "://" in name and len(name.split()) == 1:
        kind, instead = "an address", f"`dragoman read {name}` fetches it"
    elif _SUFFIXED.fullmatch(name):
        kind, instead = "a path", f"give pathlib.Path({name!r})"
    else:
        return Source(text=given, origin="text")
    raise InputError(f"{name!r} looks like {kind} and not like a report; {instead}, or give the text itself as intake.Source(text, origin)")
