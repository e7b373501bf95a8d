"""The kind of a statement by rules, coded cues and the encoder together."""

import numpy as np

from dragoman.reading.statements.weighing import order, weighed_kind


def _shares(**given: float) -> np.ndarray:
    rest = (1 - sum(given.values())) / (len(order()) - len(given))
    return np.array([given.get(kind, rest) for kind in order()])


def test_the_rules_decide_where_the_encoder_is_unsure() -> None:
    assert weighed_kind("deny", "deny", _shares()) == "deny"


def test_a_plain_cue_gives_way_to_a_sure_encoder() -> None:
    assert weighed_kind("assert", "say", _shares(accuse=0.97)) == "accuse"


def test_a_cue_that_nobody_coded_is_taken_as_its_kind_usually_is() -> None:
    assert weighed_kind("praise", "serenade", _shares()) == "praise"
