"""Which cue a source or a content belongs to: a linear score of the encoder's vectors and of what lies between the two.

The weights are fitted by training/attribution/link.py and kept in the card of the encoder.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.reading.encoder.model import Encoded
from dragoman.reading.syntax import text_of

REACH = 190
"""Word pieces between a cue and what can belong to it."""
FEATURES = ("vectors", "log gap", "cues between", "other line", "sentences between", "cue after", "sources between", "contents between")


@dataclass(frozen=True)
class Found:
    """A labelled span: characters [start, end), its first piece, and how sure the model is of it."""

    part: str
    start: int
    end: int
    piece: int
    score: float


class Layout:
    """Sentences and lines of a report, by character."""

    def __init__(self, doc: Doc) -> None:
        text = text_of(doc)
        size = len(text) + 1
        self.sentence = np.zeros(size, dtype=np.int64)
        for i, sent in enumerate(doc.sents):
            self.sentence[sent.start_char :] = i
        self.line = np.concatenate([[0], np.cumsum(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) == ord("\n"))])


def candidates(f: Found, cues: list[Found]) -> list[Found]:
    """The cues in reach."""
    return [c for c in cues if abs(c.piece - f.piece) <= REACH]


def features(f: Found, cues: list[Found], spans: list[Found], encoded: Encoded, layout: Layout) -> NDArray[np.float64]:
    """A row of FEATURES for each cue."""
    half = encoded.query.shape[1] // 2
    part = slice(0, half) if f.part == "source" else slice(half, 2 * half)
    rows = []
    for cue in cues:
        low, high = (f.end, cue.start) if cue.start >= f.end else (cue.end, f.start)
        between = [x.part for x in spans if low <= x.start < high]
        at = layout.sentence[cue.start]
        apart = min(abs(int(at - layout.sentence[f.start])), abs(int(at - layout.sentence[max(f.start, f.end - 1)])))
        rows.append(
            (
                float(encoded.key[cue.piece, part] @ encoded.query[f.piece, part]) / math.sqrt(half),
                math.log1p(max(0, high - low)),
                min(between.count("cue"), 4),
                float(layout.line[cue.start] != layout.line[f.start]),
                min(apart, 4),
                float(cue.start > f.start),
                min(between.count("source"), 3),
                min(between.count("content"), 3),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(-1, len(FEATURES))
