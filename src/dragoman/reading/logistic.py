"""Small logistic regressions: the probability of named features, from weights in a data file."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Logistic:
    """A bias and a weight for each feature by name."""

    bias: float
    weights: Mapping[str, float]

    def raw(self, features: Mapping[str, float]) -> float:
        """The sum before it is made a probability."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def score(self, features: Mapping[str, float]) -> float:
        """Probability in [0, 1]; features without a weight count nothing."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.raw(features)))))
