"""Weights of the small models that decide on agreements, as data beside the codebook."""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Model:
    """A logistic regression: a bias and a weight for each feature by name."""

    bias: float
    weights: dict[str, float]

    def raw(self, features: dict[str, float]) -> float:
        """The sum before it is made a probability."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def score(self, features: dict[str, float]) -> float:
        """Probability in [0, 1]; features without a weight count nothing."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.raw(features)))))


@cache
def model(name: str) -> Model:
    """A model by its name in the data file."""
    data = json.loads((files("dragoman.codebook") / "data" / "agreement_weights.json").read_text(encoding="utf8"))[name]
    return Model(data["bias"], data["weights"])
