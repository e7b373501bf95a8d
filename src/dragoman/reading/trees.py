"""Small boosted trees: the score of rows of named features, from weights in a data file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Features = Mapping[str, float]


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
        trees = np.arange(self.feature.shape[0])[None, :]
        at = np.zeros((len(rows), self.feature.shape[0]), dtype=np.int64)
        for _ in range(self.depth):
            values = np.take_along_axis(table, self.feature[trees, at], axis=1)
            at = np.where(values <= self.threshold[trees, at], self.left[trees, at], self.right[trees, at])
        total = self.base + self.value[trees, at].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-total)))


@cache
def trees(name: str) -> Trees:
    """The ensemble of that name in the package's `models`."""
    data = json.loads((files("dragoman") / "models" / f"{name}.json").read_text(encoding="utf8"))
    return from_dict(data)


def from_dict(data: Mapping[str, object]) -> Trees:
    """An ensemble from what a weights file holds: `names`, `base`, `bar`, `depth` and `trees`, each a list of [feature, threshold, left, right, value]."""
    listed: list[list[list[float]]] = data["trees"]  # type: ignore[assignment]
    size = max(len(tree) for tree in listed)
    nodes = np.zeros((len(listed), size, 5))
    for i, tree in enumerate(listed):
        nodes[i, : len(tree)] = tree
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
