"""The exports that are plain text, wherever that text stands: in a file, a document, a mail."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from dragoman.intake.exports import factiva, labelled, nexis, proquest, ris, wire
from dragoman.intake.exports.article import Article, plain_lines, sources
from dragoman.intake.source import Failure, Settings, Source

_WRITTEN: tuple[tuple[str, Callable[[str], bool], Callable[[str], Iterator[Article]]], ...] = (
    ("RIS", ris.is_ris, ris.articles),
    ("wire", wire.is_wire, wire.articles),
    ("ProQuest", proquest.is_proquest, proquest.articles),
    ("Factiva", factiva.is_factiva, factiva.articles),
    ("Nexis", nexis.is_nexis, nexis.articles),
    ("labelled articles", labelled.is_labelled, labelled.articles),
    ("parted articles", labelled.is_parted, labelled.parted),
)


def is_export(text: str) -> bool:
    """Whether a text is an export of a press archive."""
    plain = plain_lines(text)
    return any(fits(plain) for _, fits, _ in _WRITTEN)


def exported(text: str, origin: str, settings: Settings) -> Iterator[Source | Failure]:
    """The articles of an export, or nothing where a text is none."""
    plain = plain_lines(text)
    for name, fits, articles in _WRITTEN:
        if fits(plain):
            yield from named(sources(articles(plain), origin, settings.day_first), name)
            return


def named(results: Iterator[Source | Failure], name: str) -> Iterator[Source | Failure]:
    """Sources with the name of the format that they were read from."""
    for one in results:
        yield replace(one, format=name) if isinstance(one, Source) else one
