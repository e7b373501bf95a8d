"""Which part of a page each paragraph is, by a small classifier over `features`: two layers of logistic regression.

The second layer sees what the first one thought of the paragraphs around. `training/layout` fits it; its weights are in `models/layout.json`.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dragoman.cleaning.features import features, names
from dragoman.model.errors import SetupError
from dragoman.model.span import Span

PARTS = ("body", "headline", "meta", "caption", "furniture")
"""What a paragraph can be; `meta` is a header line: byline, day, place, section."""
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """Of the first layer, features by parts; of the second, features, own and neighbours' parts by parts."""

    first: Matrix
    second: Matrix


@cache
def _weights() -> Weights:
    path = files("dragoman") / "models" / "layout.json"
    told = json.loads(path.read_text(encoding="utf8"))
    if told["columns"] != list(names()) or told["parts"] != list(PARTS):
        raise SetupError("models/layout.json was fitted to other features; fit it anew with `python -m training.layout.train`")
    return Weights(np.array(told["first"]), np.array(told["second"]))


def parts(text: str, spans: tuple[Span, ...]) -> Matrix:
    """The probability of each of PARTS for every paragraph; one row a paragraph."""
    if not spans:
        return np.zeros((0, len(PARTS)))
    return apply(_weights(), features(text, spans))


def apply(weights: Weights, rows: Matrix) -> Matrix:
    """Both layers over the rows of one report."""
    alone = softmax(rows @ weights.first)
    wide: Matrix = np.hstack([rows, alone, around(alone)])
    told: Matrix = softmax(wide @ weights.second)
    return told


def around(alone: Matrix) -> Matrix:
    """What the first layer thought of the two paragraphs before and the two after."""
    edge = np.zeros((2, alone.shape[1]))
    wide = np.vstack([edge, alone, edge])
    n = len(alone)
    out: Matrix = np.hstack([wide[1 : n + 1], wide[:n], wide[3 : n + 3], wide[4 : n + 4]])
    return out


def softmax(scores: Matrix) -> Matrix:
    """Probabilities by row."""
    powers: Matrix = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return out
