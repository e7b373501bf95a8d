"""The best sequence of labels, given scores for each word and for each pair of neighbours (Viterbi)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def decode(emissions: Floats, transitions: Floats) -> NDArray[np.int64]:
    """The highest-scoring path.

    Args:
        emissions: (words, labels).
        transitions: (labels, labels), from row to column.
    """
    n, labels = emissions.shape
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    back = np.zeros((n, labels), dtype=np.int64)
    score = emissions[0].copy()
    from_each = score[:, None]
    each = from_each + transitions
    for before, now in zip(back[1:], emissions[1:], strict=True):
        np.add(from_each, transitions, out=each)
        each.argmax(axis=0, out=before)
        np.maximum.reduce(each, axis=0, out=score)
        score += now
    path = np.zeros(n, dtype=np.int64)
    path[-1] = score.argmax()
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path
