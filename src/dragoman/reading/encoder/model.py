"""The encoder's weights, loaded and checked once a process, and run over a report in overlapping windows."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer

from dragoman.model.errors import SetupError
from dragoman.reading.encoder.pieces import FEATURES, Ints, Pieces, pieces
from dragoman.reading.encoder.weights import weights_folder

Floats = NDArray[np.float32]

WINDOW = 254
"""Most word pieces in a window, as in training."""
STRIDE = 190
_ASKED = os.environ.get("OMP_NUM_THREADS", "")
THREADS = min(2, int(_ASKED) if _ASKED.isdecimal() and int(_ASKED) else os.cpu_count() or 1)
"""Cores that one report is read on: as many as OMP_NUM_THREADS allows, two at most. The scores are the same with one, which costs a tenth less in all."""
_EDGE = 64  # pieces from a window's edge after which a score counts in full
_BATCH = 8
_TINY = np.float32(1e-9)
_CLS, _SEP = 101, 102
_OUTPUTS = ("labels", "query", "key", "early", "states")


@dataclass(frozen=True)
class Card:
    """What the loader must know of the weights."""

    sha256: str
    labels: tuple[str, ...]
    transitions: Floats
    """(labels, labels), from row to column."""
    links: dict[str, NDArray[np.float64]]
    """For sources and contents, the weights of what links them to their cues."""
    calibration: list[list[float]]
    """Points (raw score, share that is right), rising; raw scores stay as they are where there are none."""
    branch_sha256: str
    """Of the weights of the event branch."""
    types: tuple[str, ...]
    """The event types that the branch tells apart, and NONE."""


@dataclass(frozen=True)
class Encoded:
    """A report seen by the encoder; one row a piece."""

    pieces: Pieces
    labels: Floats
    query: Floats
    """Two halves: for sources, for contents."""
    key: Floats
    """Two halves, likewise, for cues."""
    early: Floats
    """Hidden states after the layer that attribution and the reader's branch share."""
    states: Floats
    """Hidden states after the layers that attribution and the event branch share."""


class Encoder:
    """The weights in a folder.

    Raises:
        SetupError: they are missing, altered or foreign; the message says what to do.
    """

    def __init__(self, folder: Path) -> None:
        mend = "install dragoman again, or train them (see training/README.md)"
        try:
            raw = json.loads((folder / "card.json").read_text(encoding="utf8"))
            sums = digest(folder / "encoder.onnx"), digest(folder / "events.onnx")
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except (OSError, ValueError) as error:
            raise SetupError(f"the weights in {folder} cannot be read ({error}); {mend}") from error
        self.card = Card(
            raw["sha256"],
            tuple(raw["labels"]),
            np.array(raw["transitions"], dtype=np.float32),
            _links(raw),
            raw.get("calibration", []),
            raw["events"]["sha256"],
            tuple(raw["events"]["types"]),
        )
        if sums != (self.card.sha256, self.card.branch_sha256):
            raise SetupError(f"the weights in {folder} are not those that their card describes; {mend}")
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._session = session(folder / "encoder.onnx")
        self._folder = folder

    @cached_property
    def _branch(self) -> onnxruntime.InferenceSession:
        """The event branch; only single sentences are asked of it, so that few processes load it."""
        return session(self._folder / "events.onnx")

    def read(self, doc: Doc) -> Encoded:
        """Scores for every word piece of a parsed report, averaged where windows overlap."""
        p = pieces(doc, self._tokenizer)
        n = len(p.ids)
        windows = [w for w in _windows(n) if p.features[w[0] : w[1], 0].any()]  # nothing is said where there is no letter
        totals: list[Floats] = []
        weights = np.zeros((n, 1), dtype=np.float32)
        for batch in _alike(windows):
            parts = self._session.run(_OUTPUTS, self._inputs(p, batch))
            if not totals:
                totals = [np.zeros((n, part.shape[2]), dtype=np.float32) for part in parts]
            for row, (start, end) in enumerate(batch):
                edge = edge_weights(start, end, n)
                weights[start:end] += edge
                for total, part in zip(totals, parts, strict=True):
                    total[start:end] += edge * part[row, 1 : end - start + 1]
        if not totals:
            empty = np.zeros((0, len(self.card.labels)), dtype=np.float32)
            return Encoded(p, empty, empty, empty, empty, empty)
        totals[0][weights[:, 0] == 0, 0] = 1.0  # outside any span
        weights = weights.clip(_TINY)
        return Encoded(p, *(total / weights for total in totals))

    def types(self, asked: list[tuple[Floats, Ints]]) -> Floats:
        """Probabilities of the event types, in the card's order, for marked sentences.

        Args:
            asked: for each its hidden states (pieces, hidden) and the role of every piece, as `roles_of` gives them. Of a sentence that is
                longer than a window the window around its trigger is looked at.
        """
        asked = [_around_trigger(states, roles) for states, roles in asked]
        out = np.zeros((len(asked), len(self.card.types)), dtype=np.float32)
        order = sorted(range(len(asked)), key=lambda i: len(asked[i][1]))  # of like length together: less padding
        for at in range(0, len(order), _BATCH):
            rows = order[at : at + _BATCH]
            width = max(len(asked[i][1]) for i in rows)
            states = np.zeros((len(rows), width, asked[rows[0]][0].shape[1]), dtype=np.float32)
            roles = np.zeros((len(rows), width), dtype=np.int64)
            mask = np.zeros_like(roles)
            for row, i in enumerate(rows):
                n = len(asked[i][1])
                states[row, :n], roles[row, :n], mask[row, :n] = asked[i][0], asked[i][1], 1
            scores = self._branch.run(None, {"states": states, "mask": mask, "roles": roles})[0]
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            out[rows] = scores / scores.sum(axis=1, keepdims=True)
        return out

    def _inputs(self, p: Pieces, windows: list[tuple[int, int]]) -> dict[str, Ints]:
        width = max(end - start for start, end in windows) + 2
        ids = np.zeros((len(windows), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        features = np.zeros((*ids.shape, len(FEATURES)), dtype=np.int64)
        for row, (start, end) in enumerate(windows):
            size = end - start
            ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = _CLS, p.ids[start:end], _SEP
            mask[row, : size + 2] = 1
            features[row, 1 : size + 1] = p.features[start:end]
        return {"ids": ids, "mask": mask, "features": features}


def digest(file: Path) -> str:
    """The SHA-256 of a file, read piece by piece: weights that lay in memory here would lie in it twice."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def session(weights: Path) -> onnxruntime.InferenceSession:
    """Weights ready to run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # what waits leaves the core to others
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # weights become floats on loading, and inputs are never rounded
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


def window_batches(n: int) -> Iterator[list[tuple[int, int]]]:
    """Batches of overlapping windows over n pieces, those of one length together."""
    yield from _alike(_windows(n))


def _windows(n: int) -> list[tuple[int, int]]:
    """Overlapping windows over n pieces; the last one is as short as it needs to be."""
    return [(start, min(n, start + WINDOW)) for start in range(0, max(1, n - WINDOW + STRIDE), STRIDE)] if n else []


def _around_trigger(states: Floats, roles: Ints) -> tuple[Floats, Ints]:
    """At most a window of a marked sentence: attention costs the square of the length. The trigger has the highest role."""
    if len(roles) <= WINDOW:
        return states, roles
    start = min(max(0, int(roles.argmax()) - WINDOW // 2), len(roles) - WINDOW)
    return states[start : start + WINDOW], roles[start : start + WINDOW]


def _alike(windows: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Batches of windows of one length, so that nothing is padded."""
    for _, group in groupby(windows, key=lambda w: w[1] - w[0]):
        same = list(group)
        yield from (same[i : i + _BATCH] for i in range(0, len(same), _BATCH))


def calibrated(raw: float, points: list[list[float]]) -> float:
    """The probability of a raw score, by straight lines between the points."""
    if not points:
        return raw
    return float(np.interp(raw, [x for x, _ in points], [y for _, y in points]))


def _links(card: dict[str, Any]) -> dict[str, NDArray[np.float64]]:
    return {part: np.array(weights) for part, weights in card.get("links", {}).items()}


def edge_weights(start: int, end: int, n: int) -> Floats:
    """How much each piece of a window counts: less near an edge that is not the report's own."""
    at = np.arange(end - start)
    left = at + 1 + (_EDGE if start == 0 else 0)
    right = end - start - at + (_EDGE if end == n else 0)
    out: Floats = np.minimum(left, right).clip(1, _EDGE).astype(np.float32)[:, None]
    return out


def encoder() -> Encoder:
    """The weights that are in use here (see `weights_folder`). Raises SetupError as Encoder does."""
    return _encoder(weights_folder())


@cache
def _encoder(at: Path) -> Encoder:
    return Encoder(at)
