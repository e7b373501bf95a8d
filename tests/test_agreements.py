"""Agreements: parties, stage, areas, signatories."""

from collections.abc import Callable

import pytest

from dragoman.codebook.files import table
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
        ("on the return of stolen vehicles and the traffic in children", {"policing"}),
        ("on the right of pursuit and a demilitarized zone", {"border_security"}),
        ("on the continental shelf and a joint fishing zone", {"maritime"}),
        ("on search and rescue at sea", {"humanitarian"}),
        ("that lets the Ugandan navy use the port", {"status_of_forces", "maritime"}),
        ("on the cosmodrome", {"space"}),
        ("on the supply of unmanned aerial vehicles", {"arms_transfer"}),
    ],
)
def test_areas(look: Looker, words: str, areas: set[str]) -> None:
    found = look(f"Kenya and Uganda signed an agreement {words}.")
    assert {a.area for a in found.record.agreements[0].areas} == areas


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Kenya and Uganda signed a defence cooperation agreement.", {"general"}),
        ("Kenya and Uganda signed a defence cooperation agreement. It covers the training of officers.", {"general", "training"}),
        (
            "Kenya and Uganda signed a defence cooperation agreement. It covers the training of officers, cyber attacks and peacekeeping.",
            {"training", "cyber", "peacekeeping"},
        ),
        ("Kenya and Uganda signed an agreement on training and on military cooperation.", {"training"}),
        ("Kenya and Uganda signed a security agreement.", {"general"}),
        ("Kenya and Uganda signed a social security agreement.", set()),
    ],
)
def test_defence_in_general_is_an_area_where_little_else_is_told(look: Looker, text: str, areas: set[str]) -> None:
    assert {a.area for a in look(text).record.agreements[0].areas} == areas


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


EXAMPLES = table("agreement_examples")["example"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:50])
def test_every_rule_of_stages_has_an_example_that_holds(look: Looker, example: dict[str, str]) -> None:
    found = look(example["text"], "2024-03-12")
    stages = {a.stage for a in found.record.agreements if found.states(a.parties) == {"KEN", "MWI"}}
    assert example["stage"] in stages
    assert example["stage"] not in {a.stage for a in look(example["counter"], "2024-03-12").record.agreements}


@pytest.mark.parametrize(
    "text",
    [
        "No water accord was reached between Kenya and Malawi on Monday.",
        "If Kenya and Malawi signed a fisheries accord, Zambia would join it, an analyst said.",
        "Kenya ruled out a fisheries accord with Malawi.",
        "Malawi declined to sign the gas accord with Kenya.",
        "Kenya was about to sign the accord with Malawi when the talks collapsed.",
        "The talks between Kenya and Malawi ended without an agreement.",
    ],
)
def test_what_is_not_agreed(look: Looker, text: str) -> None:
    reached = {"agreed", "signed", "ratified", "in_force", "amended", "extended"}
    assert not [a for a in look(text).record.agreements if a.stage in reached]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Kenya and Malawi signed a pact in Geneva on Monday.", {"KEN", "MWI"}),
        ("On Monday in Vienna, Kenya and Malawi signed a treaty.", {"KEN", "MWI"}),
        ("The presidents of Kenya and Malawi signed a defence treaty in Lusaka on Monday.", {"KEN", "MWI"}),
        ("Kenya signed a defence treaty with Malawi in Madrid on Monday.", {"KEN", "MWI"}),
        ("Kenya, Malawi and Zambia signed an agreement on joint patrols.", {"KEN", "MWI", "ZMB"}),
        ("Kenya and Malawi quarrelled for years. In 2019 the two countries signed a border treaty.", {"KEN", "MWI"}),
        ("The Kenyan-Malawian border treaty was signed in 2019.", {"KEN", "MWI"}),
    ],
)
def test_parties(look: Looker, text: str, states: set[str]) -> None:
    found = look(text, "2024-03-12")
    assert [found.states(a.parties) for a in found.record.agreements] == [states]


LIST = """NAIROBI, March 12 - Kenyan Defence Minister Ann Moraa and Malawian Defence Minister Paul Banda met in Nairobi on Monday. \
At the end of the talks the two ministers signed the following documents:

1. Memorandum of understanding on the training of officers.
2. Protocol on joint border patrols.
3. Programme of cooperation for 2024-2026.
"""


def test_each_entry_of_a_list_is_an_agreement(look: Looker) -> None:
    found = look(LIST, "2024-03-12")
    agreements = found.record.agreements
    assert [(a.instrument, a.stage, a.date) for a in agreements] == [
        ("memorandum_of_understanding", "signed", "2024-03-11"),
        ("protocol", "signed", "2024-03-11"),
        ("plan", "signed", "2024-03-11"),
    ]
    assert all({found.actors[i].name for i in a.signatories} == {"Ann Moraa", "Paul Banda"} for a in agreements)
    assert [{x.area for x in a.areas} for a in agreements[:2]] == [{"training"}, {"border_security"}]


@pytest.mark.parametrize(
    "text",
    [
        "The memorandum on training was signed by Kenyan Defence Minister Ann Moraa and Malawian Defence Minister Paul Banda in Nairobi.",
        "Kenyan Defence Minister Ann Moraa and Malawian Defence Minister Paul Banda put their signatures to a memorandum on training "
        "in the presence of President Daniel Were.",
        "Kenyan Defence Minister Ann Moraa met her Malawian counterpart, Paul Banda. The two ministers signed a memorandum on training.",
        "Kenyan President Daniel Were oversaw the signing of a memorandum on training by Kenyan Defence Minister Ann Moraa and "
        "Malawian Defence Minister Paul Banda.",
    ],
)
def test_who_signed(look: Looker, text: str) -> None:
    found = look(text)
    assert {found.actors[i].name for a in found.record.agreements for i in a.signatories} == {"Ann Moraa", "Paul Banda"}


def test_a_step_says_who_tells_it(look: Looker) -> None:
    found = look(
        "The defence pact between Kenya and Malawi was signed in 2018. Kenya's senate ratified the pact in May, Malawi's foreign ministry said."
    )
    (agreement,) = found.record.agreements
    steps = {s.stage: s for s in agreement.stage_history}
    assert (steps["signed"].standing, steps["ratified"].standing) == ("reported", "attributed")
    assert steps["ratified"].according_to and set(steps["ratified"].according_to) <= {s.id for s in found.record.statements}


def test_a_headline_and_its_text_tell_one_agreement(look: Looker) -> None:
    found = look(
        "Kenya, Malawi Sign Police Accord\n\nNAIROBI - Kenya and Malawi signed an agreement on police training in Nairobi on Monday.\n",
        "2024-03-12",
    )
    assert [(a.stage, a.date) for a in found.record.agreements] == [("signed", "2024-03-11")]


def test_a_similar_agreement_is_another(look: Looker) -> None:
    found = look("Kenya signed an agreement on cyber security with Malawi in 2021. A similar agreement with Zambia was initialled in 2022.")
    assert [(found.states(a.parties), a.stage) for a in found.record.agreements] == [({"KEN", "MWI"}, "signed"), ({"KEN", "ZMB"}, "agreed")]


def test_entries_of_a_list_without_a_noun_over_it_are_signed_and_by_those_in_brackets(look: Looker) -> None:
    found = look(
        "Today in Lilongwe the President of Malawi Grace Banda held talks with the President of Kenya Joseph Otieno.\n\n"
        "Following the talks were signed:\n\n"
        "- the Joint Statement of the two Presidents;\n\n"
        "- the intergovernmental Agreement on military-technical cooperation (Ministers of defence B. Karimov and T. Orazov);\n\n"
        "- the Treaty between Malawi and Kenya on extradition.\n",
        "2024-03-12",
    )
    assert [(a.stage, a.stage_history[0].date) for a in found.record.agreements] == [("signed", "2024-03-12")] * 3
    technical = next(a for a in found.record.agreements if "technical" in a.name)
    assert [found.actors[i].name for i in technical.signatories] == ["B. Karimov", "T. Orazov"]


def test_several_picked_by_ordinals_are_apart_and_so_is_one_of_another_year(look: Looker) -> None:
    found = look(
        "The interior minister of Kenya, Peter Mwangi, and his Malawian counterpart, Grace Banda, signed on Monday two memoranda of understanding.\n\n"
        "The first memorandum covers the exchange of information on smuggling, while the second deals with the training of officers.\n\n"
        "They put into effect the security cooperation agreement that the two countries concluded in Nairobi in March 2019.",
        "2024-03-12",
    )
    assert sorted((a.stage, a.stage_history[0].date or "") for a in found.record.agreements) == [
        ("signed", "2019-03"),
        ("signed", "2024-03-11"),
        ("signed", "2024-03-11"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's Defence Minister Peter Mwangi signed the memorandum with Malawi's ambassador Grace Banda on Tuesday.",
        "Kenya's Defence Secretary Peter Mwangi and Malawi's deputy minister Grace Banda affixed their signatures to a memorandum on training.",
        "In the presence of the presidents of Kenya and Malawi the following instruments were signed on Tuesday:\n\n"
        "(a) Memorandum of Understanding on Military Medicine;\n\n"
        "(b) Agreement on the Recruitment of Doctors, by Dr. Peter Mwangi, Minister of Health of Kenya, and Dr. Grace Banda, Minister of Health of"
        " Malawi;\n\nThe presidents then dined.",
    ],
)
def test_both_who_put_their_names_to_a_text_are_signatories(look: Looker, text: str) -> None:
    found = look(text)
    assert {found.actors[i].name for a in found.record.agreements for i in a.signatories} == {"Grace Banda", "Peter Mwangi"}


def test_who_signs_with_a_colleague_is_a_signatory_before_the_text_is_named(look: Looker) -> None:
    found = look("On June 3, Malawian Defence Minister Grace Banda signed with her Kenyan colleague Peter Mwangi a framework document.")
    (agreement,) = found.record.agreements
    assert {found.actors[i].name for i in agreement.signatories} == {"Grace Banda", "Peter Mwangi"}


def test_a_name_in_full_or_short_is_no_further_agreement(look: Looker) -> None:
    found = look(
        "Malawi's parliament on Tuesday rejected an agreement on Kenyan soldiers.\n\n"
        "The Status of Forces Agreement, or SOFA, won 61 votes. Signed in Nairobi last May, the text set out the terms of training.",
        "2024-03-14",
    )
    assert [a.stage for a in found.record.agreements] == ["rejected"]


def test_a_tripartite_meeting_signs_for_three_and_instruments_of_ratification_are_no_text(look: Looker) -> None:
    found = look(
        "The Third Tripartite Meeting on the boundary of Zambia, Malawi and Mozambique took place in Chipata.\n\n"
        "The exchange of instruments awaits a date, the Zambian delegate said. At the close, the heads of delegation signed the Minutes.",
        "2024-03-12",
    )
    assert [found.states(a.parties) for a in found.record.agreements] == [{"ZMB", "MWI", "MOZ"}]


def test_the_draft_of_a_resolution_is_no_agreement(look: Looker) -> None:
    found = look("Action on Draft\n\nThe Council adopted resolution 2601 on Kenya and Malawi by 13 votes.", "2024-03-12")
    assert not found.record.agreements


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Kenya has dropped its plan to quit the transit treaty with Uganda.", {"in_force"}),
        ("Kenya has dropped the transit treaty with Uganda.", {"terminated"}),
        ("Kenya has withdrawn its notice to leave the transit treaty with Uganda.", {"in_force"}),
        ("Kenya suspended the transit treaty with Uganda.", {"suspended"}),
    ],
)
def test_a_notice_taken_back_leaves_the_agreement_in_force(look: Looker, text: str, stages: set[str]) -> None:
    (agreement,) = look(text, "2024-03-12").record.agreements
    assert {s.stage for s in agreement.stage_history} == stages


def test_a_headline_that_suspends_an_exit_suspends_no_agreement(look: Looker) -> None:
    found = look(
        "Kenya Suspends Withdrawal From Transit Treaty With Uganda\n\nNAIROBI - Kenya has suspended its decision to end the transit treaty with Uganda, its ministry said."
    )
    assert "suspended" not in {s.stage for a in found.record.agreements for s in a.stage_history}


def test_a_name_in_capitals_goes_on_behind_its_first_words(look: Looker) -> None:
    found = look(
        "After three years of talks the ministers of Kenya and Uganda finally signed the Agreement on Assistance for the Protection of Lake Fish in a hotel in Nairobi."
    )
    assert found.record.agreements[0].name == "Agreement on Assistance for the Protection of Lake Fish"
    found = look(
        "After three years of talks the ministers of Kenya and Uganda finally signed the Treaty on Friendship in Trade and Transit in a hotel in Nairobi."
    )
    assert found.record.agreements[0].name == "Treaty on Friendship in Trade and Transit"


def test_an_older_memorandum_is_not_the_treaty_that_replaces_it(look: Looker) -> None:
    text = (
        "Kenya and Uganda on Friday signed a treaty on defence. Until it is ratified the two use the memorandum of understanding of 1975."
    )
    found = look(text, "2024-03-12").record.agreements
    assert {(a.instrument, s.date) for a in found for s in a.stage_history if s.stage == "signed"} == {
        ("treaty", "2024-03-08"),
        ("memorandum_of_understanding", "1975"),
    }


def test_what_an_agreement_is_described_as_is_no_other(look: Looker) -> None:
    text = "Kenya and Uganda on Friday signed a treaty on defence, which both ministers described as the first serious paper of the decade."
    assert len(look(text).record.agreements) == 1


def test_minutes_on_a_clock_are_no_agreement(look: Looker) -> None:
    assert look("The plane from Kenya was held for 40 minutes in Uganda.").record.agreements == ()


def test_the_congress_of_another_state_is_not_that_of_the_united_states(look: Looker) -> None:
    found = look("Peru and Bolivia signed an agreement on customs. The Congress of the Republic of Peru has to vote on it.")
    assert found.states(found.record.agreements[0].parties) == {"PER", "BOL"}
    assert "USA" in {a.country for a in look("The United States waits. Congress approved the sale to Peru.").record.actors}
