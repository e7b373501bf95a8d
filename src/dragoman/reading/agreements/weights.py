"""Weights of the small models that decide on agreements, as data beside the codebook."""

import json
from functools import cache
from importlib.resources import files

from dragoman.reading.logistic import Logistic


@cache
def model(name: str) -> Logistic:
    """A model by its name in the data file."""
    data = json.loads((files("dragoman.codebook") / "data" / "agreement_weights.json").read_text(encoding="utf8"))[name]
    return Logistic(data["bias"], data["weights"])
