"""The kind of a statement by three witnesses: the rules, how coded reports use its cue, and the encoder."""

import json
from functools import cache
from importlib.resources import files

import numpy as np

from dragoman.codebook.files import table
from dragoman.reading.encoder.model import Floats

WEIGHT_OF_RULE = 5.0
"""Coded statements as which the usual meaning of the rules' kind counts beside those that have the very cue."""
WEIGHT_OF_ENCODER = 0.5
"""Of its word beside the counts: it was trained on the very reports that were counted, and is surer than it may be of short ones."""
SURE_OF_PROMISE = 0.8
"""Least probability by which the encoder alone makes a promise of it: a promise is an event as well."""
_LEAST_COUNT = 0.5
_LEAST_SHARE = 1e-4


@cache
def order() -> tuple[str, ...]:
    """The kinds of statement in the order of the encoder's shares."""
    return tuple(table("vocabularies")["statement_kind"])


def weighed_kind(by_rule: str, cue: str, shares: Floats) -> str:
    """The likeliest kind.

    Args:
        by_rule: the kind that the rules give.
        cue: lemma of the cue in lower case.
        shares: the encoder's probability of each kind, in `order`.
    """
    usual = _usual(by_rule)
    seen = _counts()[1].get(f"{by_rule} {cue}")
    share = usual if seen is None else (seen + WEIGHT_OF_RULE * usual) / (seen.sum() + WEIGHT_OF_RULE)
    best = order()[int(np.argmax(np.log(share) + WEIGHT_OF_ENCODER * np.log(shares + _LEAST_SHARE)))]
    doubted = best == "promise" and by_rule != best and float(shares.max()) < SURE_OF_PROMISE
    return by_rule if doubted else best


@cache
def _usual(by_rule: str) -> Floats:
    """How often each kind was meant where the rules gave this one."""
    seen = _counts()[0].get(by_rule)
    full = (np.zeros(len(order())) if seen is None else seen) + _LEAST_COUNT
    return np.asarray(full / full.sum())


@cache
def _counts() -> tuple[dict[str, Floats], dict[str, Floats]]:
    """How often coders gave each kind: by the kind of the rules, and by that and the cue."""
    data = json.loads((files("dragoman.codebook") / "data" / "kind_counts.json").read_text(encoding="utf8"))
    by_rule, by_cue = ({k: np.array([n.get(kind, 0.0) for kind in order()]) for k, n in data[part].items()} for part in ("rules", "cues"))
    return by_rule, by_cue
