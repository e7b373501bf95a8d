"""Texts signed together: however a report lists them, they are as many agreements, and what only announces the list is none."""

from collections.abc import Callable

import pytest

from dragoman.codebook.files import table
from dragoman.linking.link import link
from tests.conftest import Look

Looker = Callable[..., Look]

_BEFORE = (
    "OSLO, 3 May 2017 - The foreign minister of Chad visited Norway on Wednesday. He praised the cooperation of the two states, which share much."
    "\n\nHe was received by the prime minister of Norway, who recalled fifty years of friendship, and by the king.\n\n"
)
_BEHIND = (
    "\n\nThe minister then left for Paris, where he is to meet the president of the republic."
    "\n\nNorway has given Chad 20 million dollars since 2010."
)


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        (
            "They proceeded to the signing of the following acts: I. Agreement on the Transfer of Sentenced Persons; II. Agreement on Technical "
            "Cooperation; III. Memorandum of Understanding between the Nansen Institute and the Institute of N'Djamena.",
            [
                "Agreement on the Transfer of Sentenced Persons",
                "Agreement on Technical Cooperation",
                "Memorandum of Understanding between the Nansen Institute and the Institute of N'Djamena",
            ],
        ),
        (
            "The visit saw the signing of four documents by Norway and Chad. The documents are: (a) the Agreement for the avoidance of double taxation; "
            "(b) a Cooperation Agreement on agriculture; (c) MoU on combatting money laundering; and (d) a Joint Communique.",
            [
                "Agreement for the avoidance of double taxation",
                "Cooperation Agreement on agriculture",
                "MoU on combatting money laundering",
                "Joint Communique",
            ],
        ),
        (
            "Norway and Chad signed three documents on Wednesday. They are an agreement on fisheries, a memorandum on health and a protocol on training.",
            ["agreement on fisheries", "memorandum on health", "protocol on training"],
        ),
        (
            "Following the talks between Norway and Chad, the following documents were signed:\n\n"
            "- Agreement between the Government of Norway and the Government of Chad on fisheries;\n"
            "- Memorandum of Understanding between the Ministries of Health;\n- Protocol on the training of diplomats.",
            [
                "Agreement between the Government of Norway and the Government of Chad on fisheries",
                "Memorandum of Understanding between the Ministries of Health",
                "Protocol on the training of diplomats",
            ],
        ),
        (
            "List of documents signed by Norway and Chad during the visit:\n\n1. Agreement on cooperation in the field of fisheries\n\n"
            "2. Memorandum of Understanding between the ministries of health\n\n3. Protocol on the training of diplomats",
            [
                "Agreement on cooperation",
                "Memorandum of Understanding between the ministries of health",
                "Protocol on the training of diplomats",
            ],
        ),
        (
            "The talks of Norway and Chad ended with the signature of three texts: a convention on extradition, an accord on visas and a letter of intent on gas.",
            ["convention on extradition", "accord on visas", "letter of intent on gas"],
        ),
        (
            "The two ministers of Norway and Chad signed an agreement on fisheries, a memorandum on health and a protocol on training.",
            ["agreement on fisheries", "memorandum on health", "protocol on training"],
        ),
        (
            "The presidents of Norway and Chad presided over the signing ceremony of several agreements. These include a treaty on extradition, "
            "a memorandum on health and a programme of cultural exchange.",
            ["treaty on extradition", "memorandum on health", "programme of cultural exchange"],
        ),
        (
            "A number of agreements between Norway and Chad were signed, among them a treaty on extradition and a protocol on gas.",
            ["treaty on extradition", "protocol on gas"],
        ),
        (
            "During the visit the two sides signed: (i) the Agreement on Fisheries; (ii) the Memorandum of Understanding on Health; and (iii) the "
            "Protocol on Training.",
            ["Agreement on Fisheries", "Memorandum of Understanding on Health", "Protocol on Training"],
        ),
        (
            "Norway and Chad inked two memorandums of understanding, one on health and another on training.",
            ["memorandums of understanding", "memorandums of understanding"],
        ),
    ],
)
def test_each_text_of_a_list_is_signed(look: Looker, listed: str, names: list[str]) -> None:
    found = look(_BEFORE + listed + _BEHIND, "2017-05-04").record.agreements
    assert [(a.name, a.stage) for a in found] == [(name, "signed") for name in names]


def test_what_stands_beside_a_list_is_not_in_it(look: Looker) -> None:
    text = "Norway and Chad signed two accords on Wednesday. They had long quarrelled over a fisheries treaty and a memorandum on health."
    found = look(_BEFORE + text + _BEHIND, "2017-05-04").record.agreements
    assert "signed" not in {a.stage for a in found if "fisheries" in a.name or "health" in a.name}


def test_what_is_said_at_a_signing_is_not_signed(look: Looker) -> None:
    text = "At the signing of the accord by Norway and Chad, the minister named the next step: a treaty on extradition between Norway and Chad."
    found = look(_BEFORE + text + _BEHIND, "2017-05-04").record.agreements
    assert {a.name: a.stage for a in found} == {"accord": "signed", "treaty on extradition": "agreed"}


def test_a_text_called_by_another_word_is_one(look: Looker) -> None:
    found = look("Norway and Chad signed an agreement, the first treaty between them, on Wednesday.").record.agreements
    assert len(found) == 1


def test_a_name_ends_before_the_day_of_signing(look: Looker) -> None:
    (found,) = look("Norway and Chad signed a protocol on the training of diplomats on Wednesday.").record.agreements
    assert found.name == "protocol on the training of diplomats"


@pytest.mark.parametrize("which", ["example", "counter"])
def test_words_that_lead_to_a_list(look: Looker, which: str) -> None:
    told = table("agreements")["listing"][which]
    found = look(told["text"]).record.agreements
    assert [a.name for a in found if a.stage == "signed" and a.name != "documents"] == told["signed"]


@pytest.mark.parametrize("which", ["example", "counter"])
def test_bodies_between_which_a_text_is_are_part_of_its_name(look: Looker, which: str) -> None:
    told = table("agreements")["between"][which]
    (found,) = look(told["text"]).record.agreements
    assert found.name == told["name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Norway and Chad signed the Memorandum of Mutual Understanding between the Ministries of Health.",
            "Memorandum of Mutual Understanding between the Ministries of Health",
        ),
        (
            "Norway and Chad signed the Agreement on the exemption of visas for holders of valid diplomatic or official or special passports of both states.",
            "Agreement on the exemption of visas for holders",
        ),
    ],
)
def test_long_names(look: Looker, text: str, name: str) -> None:
    (found,) = look(text).record.agreements
    assert found.name == name


def test_texts_of_one_list_stay_apart_in_a_dossier(look: Looker) -> None:
    listed = (
        "3. At the end of the talks of Norway and Chad the following documents were signed:\n\n(a) Agreement on the exemption of visas;\n"
        "(b) Memorandum of Understanding between the Ministry of Fisheries and the Ministry of Agriculture; and\n(c) Programme of cooperation in "
        "the field of education for 2020-2022."
    )
    record = look(_BEFORE + listed + _BEHIND, "2017-05-04").record
    assert len(record.agreements) == len(link([record]).agreements) == 3
