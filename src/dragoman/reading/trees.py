"""Small boosted trees: the score of rows of named features, from weights in a data file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

Features = Mapping[str, float]

_BLOCK = 512
"""Rows that are scored at once: a long report has many, and each takes room for every tree."""


@dataclass(frozen=True)
class Trees:
    """Trees of one depth-limited ensemble, as arrays of shape (trees, nodes); a leaf points at itself."""

    names: tuple[str, ...]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]
    depth: int
    base: float
    bar: float
    """The least probability with which a candidate is taken."""

    def scores(self, rows: Sequence[Features]) -> NDArray[np.float64]:
        """Probability of each row, shape (rows,). A feature that a row does not name is 0."""
        if not rows:
            return np.zeros(0)
        table = np.array([[row.get(name, 0.0) for name in self.names] for row in rows], dtype=np.float64)
        total = self.base + np.concatenate([self._leaves(table[k : k + _BLOCK]) for k in range(0, len(table), _BLOCK)])
        return np.asarray(1 / (1 + np.exp(-total)))

    def scores_of(self, groups: Sequence[Sequence[Features]]) -> list[NDArray[np.float64]]:
        """As `scores`, for the rows of many questions at once: one array a question, in order."""
        scores = self.scores([row for group in groups for row in group])
        ends = [0, *accumulate(len(group) for group in groups)]
        return [scores[start:end] for start, end in pairwise(ends)]

    def _leaves(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum over all trees of the leaf that each row comes to, shape (rows,)."""
        size = self.feature.shape[1]
        roots = size * np.arange(self.feature.shape[0])[None, :]
        starts = table.shape[1] * np.arange(len(table))[:, None]
        feature, threshold, value = self.feature.ravel(), self.threshold.ravel(), self.value.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        at = np.broadcast_to(roots, (len(table), len(self.feature)))
        for _ in range(self.depth):
            low = table.take(starts + feature.take(at)) <= threshold.take(at)
            following = roots + np.where(low, left.take(at), right.take(at))
            if np.array_equal(following, at):
                break
            at = following
        out: NDArray[np.float64] = value.take(at).sum(axis=1)
        return out


@cache
def trees(name: str) -> Trees:
    """The ensemble of that name in the package's `models`."""
    data = json.loads((files("dragoman") / "models" / f"{name}.json").read_text(encoding="utf8"))
    return from_dict(data)


def from_dict(data: Mapping[str, object]) -> Trees:
    """An ensemble from what a weights file holds: `names`, `base`, `bar`, `depth` and `trees`.

    A tree is a list of nodes, each [feature, threshold, left, right, value], of which a leaf has only the last.
    """
    listed: list[list[list[float]]] = data["trees"]  # type: ignore[assignment]
    size = max(len(tree) for tree in listed)
    nodes = np.zeros((len(listed), size, 5))
    for i, tree in enumerate(listed):
        nodes[i, : len(tree)] = [node if len(node) > 1 else [0, 0.0, k, k, *node] for k, node in enumerate(tree)]
    return Trees(
        names=tuple(data["names"]),  # type: ignore[arg-type]
        feature=nodes[:, :, 0].astype(np.int64),
        threshold=nodes[:, :, 1],
        left=nodes[:, :, 2].astype(np.int64),
        right=nodes[:, :, 3].astype(np.int64),
        value=nodes[:, :, 4],
        depth=int(data["depth"]),  # type: ignore[call-overload]
        base=float(data["base"]),  # type: ignore[arg-type]
        bar=float(data["bar"]),  # type: ignore[arg-type]
    )
