"""What is known of a report before anything is read from it; every step is handed it, and none changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.codebook.dictionaries import Dictionary
from dragoman.model.record import Passage
from dragoman.model.span import Spans
from dragoman.reading.encoder.branch import Scores
from dragoman.reading.encoder.model import Encoded
from dragoman.reading.encoder.pairs import PairReader
from dragoman.reading.hits import Hit
from dragoman.reading.items import Item


@dataclass(frozen=True)
class ReportContext:
    """A report, parsed and seen by the encoder."""

    text: str
    doc: Doc
    passages: tuple[Passage, ...]
    content: frozenset[int]
    """Tokens of headline and body: what is read."""
    hits: tuple[Hit, ...]
    """Names of the gazetteer in the content."""
    outer_hits: tuple[Hit, ...]
    """The same in datelines and captions."""
    encoded: Encoded
    scores: Scores
    pairs: PairReader
    dateline_states: tuple[str, ...] = ()
    """ISO codes of the states whose towns the dateline names."""
    outlet_state: str | None = None
    """ISO code of the outlet's state, as the codebook or the outlet's own name tells it."""
    known_outlet_state: str | None = None
    """The same, of an outlet of the codebook only."""
    readable: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """For each token whether it is content."""
    headline: frozenset[int] = frozenset()
    """Tokens of the headline."""
    quotes: Spans = field(default_factory=lambda: Spans(()))
    """Characters within quotation marks."""
    off_topic: bool = False
    """Whether the report is of sport, culture, business, nature or history."""
    items: tuple[Item, ...] = ()
    """Items of a digest, each with the state that it is about."""
    dictionary: Dictionary | None = None
    """The user's own names, roles and verbs."""

    @cached_property
    def state_at(self) -> Mapping[int, str]:
        """The state that each token names or is part of the name of, by ISO code; none for what only says whose side another is on ("Iranian-backed")."""
        return {i: h.entry.country for h in self.hits if h.entry.country and not h.sided for i in range(h.start, h.end)}
