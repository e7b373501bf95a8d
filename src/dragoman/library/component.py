"""dragoman as a component of a spaCy pipeline: what it reads from a document's text, with spans into the document."""

# no `from __future__ import annotations`: spaCy checks a component's settings by the types of the factory's parameters
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Words

from dragoman.intake import Source
from dragoman.library.reader import Reader
from dragoman.model.record import Actor, Agreement, Event, Record, Statement
from dragoman.model.span import Span

V = TypeVar("V", Statement, Event, Agreement, Actor)
_HELD = 64
"""Records that are held ready for documents that are looked at."""


@dataclass(frozen=True)
class Part(Generic[V]):
    """A part of a record, with the words of the document that it was read from: what is said, what tells it, where somebody is mentioned."""

    value: V
    spans: tuple[Words, ...]


@dataclass(frozen=True)
class Said(Part[Statement]):
    """A statement; `spans` is what is said."""

    cue: tuple[Words, ...]
    speaker: tuple[Words, ...]


class Component:
    """Reads the text of documents and keeps the record with them, as JSON, so that it is written and sent wherever the document is."""

    def __init__(self, reader: Reader, published: str | None, outlet: str | None) -> None:
        self._reader, self._published, self._outlet = reader, published, outlet

    def __call__(self, doc: Doc) -> Doc:
        """The document with its record; one without text has none."""
        if doc.text.strip():
            source = Source(doc.text, origin="spaCy")
            published, outlet = doc._.published or self._published, doc._.outlet or self._outlet
            doc._.dragoman = self._reader.read(source, published=published, outlet=outlet).to_json()
        return doc


@Language.factory(
    "dragoman",
    default_config={"published": None, "outlet": None, "weights": None, "actors": [], "language": "en"},
    assigns=["doc._.record", "doc._.statements", "doc._.events", "doc._.agreements", "doc._.people"],
)
def make(
    nlp: Language, name: str, published: str | None, outlet: str | None, weights: str | None, actors: list[str], language: str | None
) -> Component:
    """The component, whatever else is in the pipeline: it reads the document's text with dragoman's own.

    Args:
        published: day of publication (YYYY-MM-DD) of documents that do not tell it and have none in `doc._.published`.
        outlet: likewise, and `doc._.outlet`.
        weights: as of `dragoman.Reader`, and so are `actors` and `language`.
    """
    for given in ("dragoman", "published", "outlet"):
        if not Doc.has_extension(given):
            Doc.set_extension(given, default=None)
    for key, getter in _GETTERS.items():
        if not Doc.has_extension(key):
            Doc.set_extension(key, getter=getter)
    return Component(Reader(weights, actors, language), published, outlet)


@lru_cache(maxsize=_HELD)
def _read_back(record: str) -> Record:
    return Record.from_json(record)


def _record(doc: Doc) -> Record | None:
    """The record of a document; None where nothing was read."""
    return _read_back(doc._.dragoman) if doc._.dragoman else None


def _statements(doc: Doc) -> tuple[Said, ...]:
    found = _record(doc)
    return tuple(
        Said(s, _words(doc, s.content), _words(doc, s.cue), _words(doc, s.speaker_span)) for s in (found.statements if found else ())
    )


def _events(doc: Doc) -> tuple[Part[Event], ...]:
    found = _record(doc)
    return tuple(Part(e, _words(doc, e.evidence)) for e in (found.events if found else ()))


def _agreements(doc: Doc) -> tuple[Part[Agreement], ...]:
    found = _record(doc)
    return tuple(Part(a, _words(doc, a.evidence)) for a in (found.agreements if found else ()))


def _people(doc: Doc) -> tuple[Part[Actor], ...]:
    found = _record(doc)
    return tuple(Part(a, _words(doc, a.mentions)) for a in (found.actors if found else ()) if a.kind == "person")


def _words(doc: Doc, spans: Iterable[Span]) -> tuple[Words, ...]:
    """The tokens in which some stretches of the text stand, whole ones where a stretch ends within one."""
    found = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans)
    return tuple(s for s in found if s is not None)


_GETTERS: dict[str, Callable[[Doc], object]] = {
    "record": _record,
    "statements": _statements,
    "events": _events,
    "agreements": _agreements,
    "people": _people,
}
"""What a document tells besides."""
