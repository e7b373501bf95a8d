"""The reader's branch: scores for mentions, triggers and arcs, from the states that the encoder has made of a report."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.model.errors import SetupError
from dragoman.reading.encoder.decode import decode
from dragoman.reading.encoder.lexical import COLUMNS, Ints
from dragoman.reading.encoder.model import Encoded, Floats, digest, edge_weights, session, window_batches
from dragoman.reading.encoder.pairs import PAIR_FEATURES, Node, PairReader, Sort
from dragoman.reading.encoder.weights import weights_folder

_OUTPUTS = ("spans", "types", "modality", "standing", "kinds", "source", "target", "alone")


@dataclass(frozen=True)
class Scores:
    """A report seen by the branch; one row a token."""

    spans: Floats
    """Scores of the BIO labels of mentions."""
    types: Floats
    """Probabilities that the word tells no event, and that it tells one of each type, in the codebook's order."""
    modality: Floats
    """Probabilities."""
    standing: Floats
    """Probabilities."""
    kinds: Floats
    """Probabilities of the kinds of statement that the word is the cue of, in the codebook's order."""
    source: Floats
    target: Floats
    alone: Floats


@dataclass(frozen=True)
class MentionSpan:
    """Tokens [start, end) that the branch takes for a mention."""

    start: int
    end: int
    sort: Sort
    probability: float
    """Least probability of its label among its words."""


class Branch:
    """The weights of the branch in a folder.

    Raises:
        SetupError: they are missing, altered, or made for other columns and features; the message says what to do.
    """

    def __init__(self, folder: Path) -> None:
        mend = "install dragoman again, or train them (see training/README.md)"
        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf8"))["reader"]
            weights, tables = digest(folder / "reader.onnx"), (folder / "reader.json").read_bytes()
        except (OSError, ValueError, KeyError) as error:
            raise SetupError(f"the weights in {folder} cannot be read ({error}); {mend}") from error
        if (weights, hashlib.sha256(tables).hexdigest()) != (card["sha256"], card["tables_sha256"]):
            raise SetupError(f"the weights in {folder} are not those that their card describes; {mend}")
        if (tuple(card["columns"]), tuple(card["pair_features"])) != (COLUMNS, PAIR_FEATURES):
            raise SetupError(f"the weights in {folder} were trained for other features than this version has; {mend}")
        raw = json.loads(tables)
        self.span_labels: tuple[str, ...] = tuple(card["span_labels"])
        self.relations: tuple[str, ...] = tuple(card["relations"])
        self.paths: dict[str, int] = {path: number for number, path in enumerate(raw["paths"], 1)}
        self._features = [np.array(table, dtype=np.float32) for table in raw["features"]]
        self._mix = [np.array(table, dtype=np.float32) for table in raw["mix"]]
        self._transitions = _bio(self.span_labels)
        self._session = session(folder / "reader.onnx")

    def read(self, doc: Doc, encoded: Encoded, columns: Ints) -> Scores:
        """Scores for every token of a parsed report.

        Args:
            columns: (tokens, columns), as `lexical_columns` gives them.
        """
        n = len(encoded.pieces.ids)
        if not n:
            return Scores(*(np.zeros((len(doc), 0), dtype=np.float32) for _ in _OUTPUTS))
        starts = np.array([t.idx for t in doc], dtype=np.int64)
        token_of = np.maximum(np.searchsorted(starts, encoded.pieces.starts, side="right") - 1, 0)
        first = np.searchsorted(token_of, np.arange(len(doc)), side="left").clip(max=n - 1)
        totals: list[Floats] = []
        weights = np.zeros((n, 1), dtype=np.float32)
        for batch in window_batches(n):
            x = np.stack([encoded.early[s:t] for s, t in batch])
            table = np.stack([columns[token_of[s:t]] for s, t in batch])
            inputs = {"states": x, "mask": np.ones(x.shape[:2], dtype=np.int64), "columns": table}
            parts = self._session.run(_OUTPUTS, inputs)
            if not totals:
                totals = [np.zeros((n, part.shape[2]), dtype=np.float32) for part in parts]
            for row, (s, t) in enumerate(batch):
                edge = edge_weights(s, t, n)
                weights[s:t] += edge
                for total, part in zip(totals, parts, strict=True):
                    total[s:t] += edge * part[row]
        spans, types, modality, standing, kinds, source, target, alone = ((total / weights)[first] for total in totals)
        return Scores(spans, _softmax(types), _softmax(modality), _softmax(standing), _softmax(kinds), source, target, alone)

    def mentions(self, scores: Scores, readable: NDArray[np.bool_]) -> list[MentionSpan]:
        """The mentions of the likeliest sequence of labels, in order.

        Args:
            readable: for each token whether it may be part of one.
        """
        path = np.where(readable, decode(scores.spans, self._transitions), 0)
        sure = _softmax(scores.spans)
        out = []
        at = 0
        while at < len(path):
            label = self.span_labels[path[at]]
            end = at + 1
            if label == "O":
                at = end
                continue
            inside = self.span_labels.index(f"I-{label[2:]}")
            while end < len(path) and path[end] == inside:
                end += 1
            own = [self.span_labels.index(f"{mark}-{label[2:]}") for mark in "BI"]
            out.append(MentionSpan(at, end, label[2:], float(sure[at:end, own].sum(axis=1).min())))
            at = end
        return out

    def arcs(
        self, relation: str, scores: Scores, reader: PairReader, sources: list[Node], targets: list[Node], pairs: NDArray[np.int64]
    ) -> Floats:
        """Scores of arcs (logits), one a pair.

        Args:
            pairs: rows of indices into sources and targets.
        """
        return self.arcs_of([relation], scores, reader, sources, targets, pairs)[0]

    def arcs_of(
        self, relations: list[str], scores: Scores, reader: PairReader, sources: list[Node], targets: list[Node], pairs: NDArray[np.int64]
    ) -> list[Floats]:
        """As `arcs`, for several relations over the same pairs."""
        if not len(pairs):
            return [np.zeros(0, dtype=np.float32) for _ in relations]
        rows = reader.rows(sources, targets, pairs)
        at = np.array([s.head for s in sources])[pairs[:, 0]]
        to = np.array([t.head for t in targets])[pairs[:, 1]]
        width = scores.source.shape[1] // len(self.relations)
        weights, bias, last, last_bias = self._mix
        known = np.concatenate([table[rows[:, column]] for column, table in enumerate(self._features)], axis=1)
        mixed = np.maximum(known @ weights.T + bias, 0.0) @ last.T + last_bias
        out = []
        for relation in relations:
            number = self.relations.index(relation)
            part = slice(number * width, (number + 1) * width)
            total = (scores.source[at, part] * scores.target[to, part]).sum(axis=1) / width**0.5
            out.append((total + mixed[:, number]).astype(np.float32))
        return out

    def no_arc(self, relation: str, scores: Scores, sources: list[Node]) -> Floats:
        """Scores that a phrase has no such arc, one a source."""
        heads = np.array([s.head for s in sources], dtype=np.int64)
        out: Floats = scores.alone[heads, self.relations.index(relation)]
        return out


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=1, keepdims=True)) if x.size else x
    out: Floats = e / e.sum(axis=1, keepdims=True) if x.size else x
    return out


def _bio(labels: tuple[str, ...]) -> Floats:
    """0 where one label may follow another, -10,000 where it may not."""
    out = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for to, label in enumerate(labels):
        for before, other in enumerate(labels):
            if label.startswith("I-") and other[2:] != label[2:]:
                out[before, to] = -1e4
    return out


def branch() -> Branch:
    """The weights that are in use here (see `weights_folder`). Raises SetupError as Branch does."""
    return _branch(weights_folder())


@cache
def _branch(at: Path) -> Branch:
    return Branch(at)
