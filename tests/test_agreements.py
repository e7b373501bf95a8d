"""Agreements: parties, stage, areas, signatories."""

from collections.abc import Callable

import pytest

from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Kenya and Uganda signed a defence agreement on Monday.", "signed"),
        ("Kenya and Uganda have drafted a plan on border security.", "drafted"),
        ("Kenya and Uganda are negotiating a defence agreement.", "negotiating"),
        ("The Kenyan parliament ratified the defence agreement with Uganda.", "ratified"),
        ("Kenya and Uganda extended their defence agreement by five years.", "extended"),
        ("Kenya suspended its defence agreement with Uganda.", "suspended"),
        ("Kenya notified Uganda that it was ending the defence agreement between the two countries.", "denounced"),
        ("Kenya rejected a draft security agreement with Uganda.", "rejected"),
    ],
)
def test_stages(look: Looker, text: str, stage: str) -> None:
    found = look(text)
    agreement = found.record.agreements[0]
    assert (found.states(agreement.parties), agreement.stage) == ({"KEN", "UGA"}, stage)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda will sign a defence agreement next month.",
        "Kenya and Uganda did not sign the defence agreement.",
        "Kenya and Uganda have drafted a defence agreement, which will be signed in May.",
        "Kenya refused to sign a defence agreement with Uganda.",
    ],
)
def test_what_is_not_signed(look: Looker, text: str) -> None:
    for agreement in look(text).record.agreements:
        assert agreement.stage != "signed"
        assert "signed" not in [s.stage for s in agreement.stage_history]


def test_a_visit_is_no_agreement(look: Looker) -> None:
    assert look("The Kenyan president visited Uganda to discuss trade.").record.agreements == ()


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        ("which provides for joint exercises and the training of officers", {"joint_exercises", "training"}),
        ("on intelligence sharing and border security", {"intelligence_sharing", "border_security"}),
        ("on the joint production of drones and on air defence", {"defence_industry", "air_and_missile_defence"}),
        ("on fighting terrorism and on maritime security", {"counter_terrorism", "maritime"}),
        ("on cyber security and peacekeeping", {"cyber", "peacekeeping"}),
    ],
)
def test_areas(look: Looker, words: str, areas: set[str]) -> None:
    found = look(f"Kenya and Uganda signed an agreement {words}.")
    assert {a.area for a in found.record.agreements[0].areas} == areas


def test_signatories_date_and_place(look: Looker) -> None:
    text = "Kenyan Defence Minister Aden Duale and his Ugandan counterpart, Vincent Ssempijja, signed a memorandum of understanding on training in Kampala on Tuesday."
    found = look(text, "2020-11-15")
    agreement = found.record.agreements[0]
    assert (agreement.instrument, agreement.date, agreement.place) == ("memorandum_of_understanding", "2020-11-10", "Kampala")
    assert {found.actors[i].name for i in agreement.signatories} == {"Aden Duale", "Vincent Ssempijja"}


def test_history_of_one_agreement(look: Looker) -> None:
    found = look("The pact between Kenya and Uganda was signed in 2018. The Kenyan parliament ratified the pact in March 2019.")
    assert [(s.stage, s.date) for s in found.record.agreements[0].stage_history] == [("signed", "2018"), ("ratified", "2019-03")]


def test_two_agreements_stay_apart(look: Looker) -> None:
    found = look(
        "Kenya and Uganda signed a protocol on training. The two countries are negotiating a draft agreement on the joint production of rifles."
    )
    assert [a.stage for a in found.record.agreements] == ["signed", "drafted"]


def test_a_text_that_only_a_source_speaks_of_is_attributed(look: Looker) -> None:
    found = look("A newspaper wrote that Kenya and Uganda had drafted a security plan.")
    assert [a.standing for a in found.record.agreements] == ["attributed"]
