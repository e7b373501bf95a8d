"""How much somebody's name speaks for each state: what tells a reader which of two ministers is whose, where no word says so.

The weights are `models/names.npz`, fitted by training/names to lists of given and family names by state. A name decides nothing alone:
it only weighs states to which the words of the report already point, and names that several states share weigh little between them.
"""

import unicodedata
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dragoman.model.errors import SetupError

LONGEST = 4
"""Most letters of a part of a word that is looked at; whole words are looked at besides."""
SHARPNESS = 0.7
"""Power to which the likelihood of a name is taken: parts of one name repeat one another."""
MOST = 20.0
"""Times that a name makes a state likelier or less likely at most."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class _Weights:
    parts: Floats
    """(buckets, width): the vector of each part of a word, by its hash."""
    states: Floats
    """(states, width)."""
    bias: Floats
    """(states,)."""
    codes: dict[str, int]
    """ISO code -> row of `states`."""


def name_odds(name: str, countries: Collection[str]) -> dict[str, float]:
    """For each state how many times likelier the name makes it than a state drawn at random; 1 where nothing is known of the state.

    Args:
        name: as a report has it, with or without given names.
        countries: ISO codes.
    """
    chances, codes = _chances(name), _weights().codes
    known = {c: len(codes) * float(chances[codes[c]]) for c in countries if c in codes}
    return {c: min(MOST, max(1 / MOST, known[c] ** SHARPNESS)) if c in known else 1.0 for c in countries}


def parts_of(name: str, buckets: int) -> list[int]:
    """The buckets of all parts of the words of a name, with their accents and without."""
    out = []
    for word in name.lower().replace("’", "'").replace("-", " ").split():
        for form in dict.fromkeys((_plain(word), word)):
            marked = f"<{form}>"
            found = {marked} | {marked[i : i + n] for n in range(2, LONGEST + 1) for i in range(len(marked) - n + 1)}
            out += [zlib.crc32(part.encode()) % buckets for part in sorted(found)]
    return out


def words_of(name: str) -> list[str]:
    """The words of a name in lower case, without accents."""
    return [_plain(word) for word in name.lower().replace("’", "'").replace("-", " ").split()]


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _chances(name: str) -> Floats:
    """Probability of each state, shape (states,)."""
    weights = _weights()
    parts = parts_of(name, len(weights.parts))
    if not parts:
        return np.full(len(weights.bias), 1 / len(weights.bias), dtype=np.float32)
    scores = weights.states @ weights.parts[parts].mean(axis=0) + weights.bias
    e = np.exp(scores - scores.max())
    out: Floats = e / e.sum()
    return out


@cache
def _weights() -> _Weights:
    """Raises SetupError where the file is missing or broken."""
    path = files("dragoman") / "models" / "names.npz"
    try:
        return _loaded(path.read_bytes())
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise SetupError(f"{path} cannot be read ({error}); install dragoman again") from error


def _loaded(raw: bytes) -> _Weights:
    with np.load(BytesIO(raw)) as data:
        parts = data["parts"].astype(np.float32) * data["scale"]
        codes = {str(code): row for row, code in enumerate(data["codes"])}
        return _Weights(parts, data["states"].astype(np.float32), data["bias"].astype(np.float32), codes)
