"""The kind of a statement by rules, coded cues and the encoder together."""

import numpy as np

from dragoman.reading.statements.weighing import kind_in_effect, order, weighed_kind


def _shares(**given: float) -> np.ndarray:
    rest = (1 - sum(given.values())) / (len(order()) - len(given))
    return np.array([given.get(kind, rest) for kind in order()])


def test_the_rules_decide_where_the_encoder_is_unsure() -> None:
    assert weighed_kind("deny", "deny", _shares()) == "deny"


def test_a_plain_cue_gives_way_to_a_sure_encoder() -> None:
    assert weighed_kind("assert", "say", _shares(accuse=0.97)) == "accuse"


def test_a_cue_that_nobody_coded_is_taken_as_its_kind_usually_is() -> None:
    assert weighed_kind("praise", "serenade", _shares()) == "praise"


def test_a_denial_that_the_encoder_alone_sees_unsurely_disputes_nothing() -> None:
    unsure = _shares(deny=0.7)
    assert weighed_kind("assert", "maintain", unsure) == "deny"
    assert kind_in_effect("assert", "maintain", unsure) == "assert"
    assert kind_in_effect("assert", "maintain", _shares(deny=0.97)) == "deny"
    assert kind_in_effect("deny", "deny", unsure) == "deny"


def test_what_a_cue_names_in_so_many_words_gives_way_only_to_far_more() -> None:
    assert weighed_kind("praise", "hail", _shares(praise=0.2, accuse=0.3)) == "praise"
