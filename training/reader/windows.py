"""Reports cut into windows of word pieces, and windows put together as the encoder takes them."""

import random
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from dragoman.reading.encoder.lexical import COLUMNS
from dragoman.reading.encoder.pieces import FEATURES
from training.reader.data import Example

WINDOW = 254
STRIDE = 190
EDGE = 64
"""Pieces from a window's edge after which a state counts in full."""
_CLS, _SEP = 101, 102

Cut = list[tuple[int, int]]


@dataclass
class Batch:
    """Windows of several reports, padded."""

    rows: list[tuple[int, int, int]]
    """Report, first piece, end of each window."""
    ids: Tensor
    """(windows, pieces), between the marks of beginning and end."""
    features: Tensor
    columns: Tensor
    """(windows, pieces without the two marks, columns)."""
    mask: Tensor
    """(windows, pieces): whether there is one."""


def windows(n: int) -> Cut:
    """Overlapping windows over n pieces."""
    return [(s, min(n, s + WINDOW)) for s in range(0, max(1, n - WINDOW + STRIDE), STRIDE)] if n else []


def tiles(n: int, rng: random.Random) -> Cut:
    """Windows that cover n pieces once, cut at a random place."""
    first = rng.randint(WINDOW // 2, WINDOW)
    cuts = [0, *range(first, n, WINDOW), n] if n > WINDOW else [0, n]
    return [(s, t) for s, t in pairwise(cuts) if s < t]


def batch_of(examples: list[Example], cuts: list[Cut], device: torch.device) -> Batch:
    """The windows of some reports."""
    rows = [(k, s, t) for k, cut in enumerate(cuts) for s, t in cut]
    width = 2 + max(t - s for _, s, t in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)
    features = np.zeros((len(rows), width, len(FEATURES)), dtype=np.int64)
    columns = np.zeros((len(rows), width - 2, len(COLUMNS)), dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=bool)
    for row, (k, s, t) in enumerate(rows):
        end = t - s + 1
        ids[row, 0], ids[row, 1:end], ids[row, end] = _CLS, examples[k].ids[s:t], _SEP
        features[row, 1:end] = examples[k].features[s:t]
        columns[row, : t - s] = examples[k].columns[s:t]
        mask[row, : end + 1] = True
    return Batch(rows, *(torch.from_numpy(a).to(device) for a in (ids, features, columns, mask)))


def pieces_in(batch: Batch) -> Tensor:
    """Where each piece of the reports stands in a batch of tiles, its windows laid end to end."""
    width = batch.columns.shape[1]
    return torch.cat([torch.arange(t - s) + row * width for row, (_, s, t) in enumerate(batch.rows)]).to(batch.ids.device)


def edge_weights(s: int, t: int, n: int, device: torch.device) -> Tensor:
    """How much each piece of a window counts, (pieces, 1): less near an edge that is not the report's own."""
    at = torch.arange(t - s, device=device)
    left, right = at + 1 + EDGE * (s == 0), t - s - at + EDGE * (t == n)
    return torch.minimum(left, right).clamp(1, EDGE).float().unsqueeze(1)
