"""Weights of what is named: a row of numbers for each name, in eight bits, found by the name's hash."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.reading.encoder.model import Floats


@dataclass(frozen=True)
class Table:
    """Weights of names; a name that is not in it weighs nothing."""

    keys: NDArray[np.uint32]
    """Hashes of the names, rising."""
    whole: NDArray[np.int8]
    """(names, types), in steps."""
    step: float

    def sums(self, rows: Sequence[Sequence[str]]) -> Floats:
        """The weights of the names of each row together, (rows, types)."""
        out = np.zeros((len(rows), self.whole.shape[1]), dtype=np.float32)
        for at, names in enumerate(rows):
            hashes = hashed(names)
            where = np.searchsorted(self.keys, hashes).clip(max=max(0, len(self.keys) - 1))
            if len(self.keys):
                out[at] = self.whole[where[self.keys[where] == hashes]].sum(axis=0, dtype=np.int32)
        return out * np.float32(self.step)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """What a file holds of it; hashes as the distances between them, byte by byte, which pack better."""
        gaps = np.diff(self.keys.astype(np.int64), prepend=0).astype("<u4").view(np.uint8).reshape(-1, 4)
        return {
            f"{name}_gaps": np.ascontiguousarray(gaps.T),
            f"{name}_whole": np.ascontiguousarray(self.whole.T),
            f"{name}_step": np.full(1, self.step),
        }


def table_of(weights: Mapping[str, NDArray[np.floating]], types: int, step: float, least: int = 1) -> Table:
    """A table of weights that have names.

    Args:
        types: numbers in a row.
        step: what a number of the table stands for.
        least: steps that the weights of a name must come to together; others are left out.
    """
    named = {int(k): row for k, row in zip(hashed(list(weights)), weights.values(), strict=True)}
    keys = sorted(named)
    rows = np.stack([named[k] for k in keys]) if keys else np.zeros((0, types))
    whole = np.rint(rows / step).clip(-127, 127).astype(np.int8)
    stay = np.abs(whole.astype(np.int64)).sum(axis=1) >= least
    return Table(np.array(keys, dtype=np.uint32)[stay], whole[stay], step)


def read_table(arrays: Mapping[str, NDArray[Any]], name: str) -> Table:
    """The table that `Table.arrays` made a file's arrays of."""
    gaps = np.ascontiguousarray(arrays[f"{name}_gaps"].T).astype(np.uint8).view("<u4")
    keys = gaps[:, 0].cumsum(dtype=np.int64).astype(np.uint32)
    return Table(keys, np.ascontiguousarray(arrays[f"{name}_whole"].T).astype(np.int8), float(arrays[f"{name}_step"][0]))


def hashed(names: Sequence[str]) -> NDArray[np.uint32]:
    """The keys of names."""
    return np.array([zlib.crc32(name.encode()) for name in names], dtype=np.uint32)
