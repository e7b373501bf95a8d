"""What is known of a report before anything is read from it; every step is handed it, and none changes it."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.model.record import Passage
from dragoman.reading.encoder.branch import Scores
from dragoman.reading.encoder.model import Encoded
from dragoman.reading.encoder.pairs import PairReader
from dragoman.reading.hits import Hit


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
    readable: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """For each token whether it is content."""
