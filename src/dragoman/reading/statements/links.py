"""Which cue a source or a content belongs to: a linear score of the encoder's vectors and of what lies between the two.

The weights are fitted by training/attribution/link.py and kept in the card of the encoder.
"""

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.reading.encoder.model import Encoded

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
        text = doc.text
        size = len(text) + 1
        begins = np.zeros(size, dtype=np.int64)
        begins[[sent.start_char for sent in doc.sents][1:]] = 1
        self.sentence = np.cumsum(begins)
        self.line = np.concatenate([[0], np.cumsum(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) == ord("\n"))])

    def sentence_around(self, at: int) -> tuple[int, int]:
        """First character of the sentence that a character is in, and its end."""
        number = self.sentence[at]
        return int(np.searchsorted(self.sentence, number)), int(np.searchsorted(self.sentence, number, side="right"))


class Labelled:
    """The labelled spans of a report, in order, and how many of each part begin before a place."""

    def __init__(self, spans: list[Found]) -> None:
        self.spans = spans
        self.cues = [f for f in spans if f.part == "cue"]
        self.sources = [f for f in spans if f.part == "source"]
        self._pieces = [c.piece for c in self.cues]
        self._starts = {part: [f.start for f in spans if f.part == part] for part in ("cue", "source", "content")}

    def near(self, f: Found) -> list[Found]:
        """The cues in reach."""
        return self.cues[bisect_left(self._pieces, f.piece - REACH) : bisect_right(self._pieces, f.piece + REACH)]

    def sources_in(self, start: int, end: int) -> list[Found]:
        """The sources that begin in [start, end)."""
        starts = self._starts["source"]
        return self.sources[bisect_left(starts, start) : bisect_left(starts, end)]

    def between(self, part: str, low: int, high: int) -> int:
        """How many spans of a part begin in [low, high)."""
        starts = self._starts[part]
        return max(0, bisect_left(starts, high) - bisect_left(starts, low))


def features(f: Found, cues: list[Found], spans: Labelled, encoded: Encoded, layout: Layout) -> NDArray[np.float64]:
    """A row of FEATURES for each cue."""
    half = encoded.query.shape[1] // 2
    part = slice(0, half) if f.part == "source" else slice(half, 2 * half)
    rows = []
    for cue in cues:
        low, high = (f.end, cue.start) if cue.start >= f.end else (cue.end, f.start)
        at = layout.sentence[cue.start]
        apart = min(abs(int(at - layout.sentence[f.start])), abs(int(at - layout.sentence[max(f.start, f.end - 1)])))
        rows.append(
            (
                float(encoded.key[cue.piece, part] @ encoded.query[f.piece, part]) / math.sqrt(half),
                math.log1p(max(0, high - low)),
                min(spans.between("cue", low, high), 4),
                float(layout.line[cue.start] != layout.line[f.start]),
                min(apart, 4),
                float(cue.start > f.start),
                min(spans.between("source", low, high), 3),
                min(spans.between("content", low, high), 3),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(-1, len(FEATURES))
