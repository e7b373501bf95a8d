"""Tellings of which little is known: no day, a single word in common, sides that are read the other way round, a plan and its promise."""

from typing import Any

from dragoman.linking.events import SAME, UNSURE, _keys
from dragoman.linking.tellings import Told
from tests.test_evidence import AFFAIR, score, side, told


def test_one_word_in_common_is_chance() -> None:
    left = {"type": "AGREE", "date": None, "evidence": "done in two lots", "sentence": "The withdrawal would be done in two lots."}
    met = {
        "type": "AGREE",
        "date": None,
        "evidence": "the two sides agreed",
        "sentence": "The two sides mutually agreed to defer the drill.",
    }
    again = met | {"evidence": "go in two lots", "sentence": "The soldiers will go home in two lots."}
    assert score(told("r1", **left), told("r2", **met)) < SAME <= score(told("r1", **left), told("r2", **again))


def test_deeds_without_a_day_need_words_in_common() -> None:
    bare: dict[str, Any] = {"type": "AID", "date": None, "story": AFFAIR}
    one = told("r1", evidence="handed over five ambulances", sentence="Chad handed over five ambulances on the square.", **bare)
    late: dict[str, Any] = {"published": "2025-09-01", "modes": ("historical",)}
    same_one = told("r2", evidence="the five ambulances", sentence="The five ambulances were handed over then.", **bare | late)
    other = told("r2", evidence="trained the band", sentence="Its musicians trained the band of Sabha.", **bare | late)
    assert score(one, other) < SAME <= score(one, same_one)
    demand = told("r2", **bare | {"type": "AGREE", "evidence": "will lend a choir", "sentence": "It will lend Sabha a choir."})
    assert score(one, demand) < score(one, told("r2", **bare | {"type": "AGREE", "evidence": "promised five ambulances"}))


def test_a_deed_that_is_not_given_back_is_one_whoever_is_read_as_its_doer() -> None:
    turned = {"actors": (side("LBY"),), "recipients": (side("TCD"),), "story": AFFAIR, "date": "2024-05"}
    came = {"type": "MOBILIZE", "evidence": "came at the request of Tripoli"}
    assert score(told("r1", type="MOBILIZE", story=AFFAIR, evidence="sent 160 soldiers"), told("r2", **turned, **came)) >= SAME
    assert score(told("r1", story=AFFAIR), told("r2", **turned, evidence="fired back", sentence="It fired back.")) < SAME
    assert score(told("r1", type="MOBILIZE"), told("r2", **turned | came | {"story": ()})) < SAME


def test_a_promise_is_no_older_plan() -> None:
    words = {"evidence": "will lend twelve lorries", "sentence": "Chad will lend Libya twelve lorries."}
    plan = told("r1", type="AGREE", modality="planned", date="2024-10", **words)
    assert score(plan, told("r2", type="AGREE", date="2024-05-05", published="2024-09-30", **words)) >= UNSURE
    assert score(plan, told("r2", type="AGREE", date="2024-09-29", published="2024-09-30", **words)) == 0.0


def test_a_plan_and_its_promise_find_each_other_under_any_of_their_types() -> None:
    def keys(t: Told) -> tuple[set[str], set[str]]:
        keys, asks = _keys(t)
        return set(keys), set(asks)

    plan = keys(told("r1", type="CONCEDE", modality="planned", date="2024-05-31"))
    promise = keys(told("r2", type="AGREE", date=None, published="2024-10-15"))
    deed = keys(told("r3", type="RETREAT", date="2024-10-15", published="2024-10-15"))
    assert plan[0] & promise[1] and promise[0] & plan[1]
    assert not plan[0] & deed[1]


def test_names_tell_more_than_words_and_offices_nothing() -> None:
    drill: dict[str, Any] = {"type": "AGREE", "modality": "planned", "date": None, "evidence": "exercise", "story": AFFAIR}
    plan = "In October both forces hold a joint exercise in the hills, a first, under the name Lion Tail."
    named = told("r1", **drill, sentence=plan)
    again = told(
        "r2", **drill, sentence="Preparations of the two armies for the exercise Lion Tail, planned for October, go ahead, he added."
    )
    other = told("r2", **drill, sentence="Preparations of the two armies for the exercise at sea, planned for spring, go ahead, he added.")
    assert score(named, again) >= SAME > score(named, other)
    by = "said the Ministry of Defence, Justice and Security"
    one = told("r1", **drill | {"evidence": "will pull out", "sentence": f"Chad will pull its men out of Sebha, {by}."})
    two = told("r2", **drill | {"evidence": "agreed to defer it", "sentence": f"Both had agreed to defer it, {by}."})
    assert score(one, two) < SAME
