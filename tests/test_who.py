"""Who somebody is, by what stands around his name, and whose words are whose."""

from collections.abc import Callable

import pytest

from dragoman import read
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "name", "country", "office"),
    [
        ("Rear Adm (Rtd) Musa Karim, the Indonesian Minister of Defence, met Lt. Gen. (ret.) Somphone Keo of Laos.", "Musa Karim", "IDN", "minister of defence"),
        ("Minister of Public Security Somphone Keo and Director of Defence Policy Dayang Siti of Brunei met in Vientiane.", "Dayang Siti", "BRN", "director of defence policy"),
        ("The Defence Ministers of Tajikistan and Uzbekistan, Colonel-General Sherali Nabiev and Lieutenant-General Bakhtiyor Salimov, met.", "Bakhtiyor Salimov", "UZB", "defence minister"),
        ("Pakistan's Minister of Defence Asad Mehmood met his Kazakh, Kyrgyz and Belarusian counterparts, Yerlan Omarov, Ulan Asanov and Andrei Kulik.", "Yerlan Omarov", "KAZ", "minister of defence"),
        ("Tonga's acting Prime Minister Viliami Lolo and Police Minister Sione Fusitua thanked Canberra for two helicopters.", "Sione Fusitua", "TON", "police minister"),
        ("Those who came to Salta were Pablo Quiroga, Bolivia's Ambassador to Argentina and Maj. Gen. (Rtd.) Luis Arce Mamani, Acting Head of Customs.", "Pablo Quiroga", "BOL", "ambassador to argentina"),
        ("Togo and Benin set up the Joint Commission for Fisheries, whose executive secretary, the Togolese Afi Mensah, spoke.", "Afi Mensah", "TGO", "executive secretary of joint commission"),
        ("Tuvaluan Prime Minister Taumaia Lotoala spoke in Apia.", "Taumaia Lotoala", "TUV", "prime minister"),
        ("Colonel Simon Lokwawi of the Kenya Defence Forces crossed the border.", "Simon Lokwawi", "KEN", "colonel of kenya defence forces"),
        ("Angola said it would comply. But its foreign minister, Manuel Almeida, warned Zambia that nobody would drill.", "Manuel Almeida", "AGO", "foreign minister"),
        ("The joint commission met in Maseru, Lesotho. Thabo Ncube, Minister of Defence, led the Zimbabwean delegation.", "Thabo Ncube", "ZWE", "minister of defence"),
        ("Brazil and Uruguay argue about a bridge. Ana Souza, then chairwoman of the transport committee in Brasilia, told the house so.", "Ana Souza", "BRA", "chairwoman of transport committee"),
        ("Togo announced the recall of the chargé d'affaires in Niamey, Mr. Kofi Mensah; Niger closed the border at once.", "Kofi Mensah", "TGO", "chargé d'affaires to niger"),
        ("Qatar condoles with Peru. HH the Deputy Amir Sheikh Hamad bin Nasser sent a cable.", "Hamad bin Nasser", "QAT", "deputy amir"),
        ("Economist Ruslan Malikov of Kazakhstan says that the road to Uzbekistan will stay shut.", "Ruslan Malikov", "KAZ", "economist"),
        ("Spanish troops based in Senegal \"have shot at nobody\", military spokesman Colonel Javier Ortega said.", "Javier Ortega", "ESP", "military spokesman"),
    ],
)  # fmt: skip
def test_state_and_office(look: Looker, text: str, name: str, country: str, office: str) -> None:
    found = look(text).actor(name)
    assert (found.kind, found.country) == ("person", country)
    assert any(office in r.office for r in found.roles)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Togo will lend Benin two patrol boats, Defence Minister Afi Mensah announced in Cotonou after talks with Prime Minister Rachida Dossou.", {"Afi Mensah": "TGO", "Rachida Dossou": "BEN"}),
        ("LOMÉ - Togo and Benin reopened the bridge. Foreign ministers Koffi Agbeko and Rachida Dossou spoke by telephone.", {"Koffi Agbeko": "TGO", "Rachida Dossou": "BEN"}),
        ("Latvian Foreign Minister Ilze Berzina spoke in Riga. Her guest, Tuomas Aalto, recalled the sailors who died. Finland was thanked.", {"Ilze Berzina": "LVA", "Tuomas Aalto": None}),
        ("Latvian Foreign Minister Ilze Berzina spoke in Riga. Her aide, Andris Kalns, recalled the sailors who died. Finland was thanked.", {"Andris Kalns": "LVA"}),
    ],
)  # fmt: skip
def test_those_who_face_each_other_are_not_of_one_state(look: Looker, text: str, states: dict[str, str | None]) -> None:
    seen = look(text)
    assert {name: seen.actor(name).country for name in states} == states


def test_a_home_paper_does_not_say_whose_its_people_are() -> None:
    text = 'Fishermen Amara Conteh and Foday Bangura lie in hospital after Dutch marines boarded their boat. "We had our hands up," Conteh said.'
    record = read(text, outlet="Sierra Leone Morning Star", published="2014-05-16")
    assert {a.country for a in record.actors if a.kind == "person"} == {"SLE"}


@pytest.mark.parametrize(
    "line", ["Bratislava, 3 May 2024", "Posted on 3 May 2024 - Bratislava, Slovakia", "By Ana Hruba | Bratislava", "From our correspondent in Bratislava,"]
)  # fmt: skip
def test_a_line_above_the_body_tells_the_state_at_home(look: Looker, line: str) -> None:
    seen = look(f"{line}\n\nMinister Juraj Kolar received his Latvian counterpart Ilze Berzina today. Slovakia stands by Moldova, he said.")
    assert (seen.actor("Juraj Kolar").country, seen.actor("Ilze Berzina").country) == ("SVK", "LVA")


def test_a_body_is_known_by_the_acronym_that_the_report_explains(look: Looker) -> None:
    seen = look(
        "Latvia's State Security Service (VDD) would not confirm it. Belarus was silent. On Friday VDD said that two men had been arrested."
    )
    assert seen.speaker(seen.statement("two men had been arrested")) == "Latvia's State Security Service"
    assert seen.actor("State Security Service").country == "LVA"


def test_an_acronym_that_nothing_explains_is_no_other_body(look: Looker) -> None:
    seen = look("Latvia's State Security Service would not confirm it. In Minsk the KGX said that two men had been arrested.")
    assert seen.speaker(seen.statement("two men had been arrested")) != "Latvia's State Security Service"


def test_the_ministry_is_the_one_told_before(look: Looker) -> None:
    seen = look("Latvia's Ministry of Foreign Affairs summoned the Belarusian consul. The ministry said he had bribed guards.")
    assert seen.speaker(seen.statement("he had bribed guards")) == "Latvia's Ministry of Foreign Affairs"


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ('"There is a treaty," Uruguay\'s minister Pablo Cousillas told reporters, adding that Montevideo would go to court.', "go to court", "Pablo Cousillas"),
        ('"We inform our neighbours," Ethiopian minister Tilahun Bekele wrote, denying that the lake was full.', "the lake was full", "Tilahun Bekele"),
        ("The neighbours were informed by note, affirmed the Guinean minister, Lansana Touré.", "were informed", "Lansana Touré"),
        ('"Our ambassador has harmed nobody," Costa Rican minister Arnoldo Fait said, adding that the order was wrong.', "the order was wrong", "Arnoldo Fait"),
        ("Sources at the Honduran foreign ministry said the text was ready.", "the text was ready", "Sources"),
    ],
)  # fmt: skip
def test_whose_words(look: Looker, text: str, content: str, speaker: str) -> None:
    seen = look(text)
    assert seen.speaker(seen.statement(content)) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Iranian spokesman rejected the claim of Israel's defence minister that Iran had shipped missiles to Sudan.", "Israel's defence minister"),
        ("Malaysia dismissed as baseless a claim by the Indonesian navy that Iran had shipped missiles to Sudan.", "Indonesian navy"),
    ],
)  # fmt: skip
def test_a_claim_stands_within_its_denial(look: Looker, text: str, speaker: str) -> None:
    seen = look(text)
    claim = next(s for s in seen.record.statements if seen.words(s.content) == "Iran had shipped missiles to Sudan")
    assert (seen.speaker(claim), claim.within is not None) == (speaker, True)


def test_a_claim_that_somebody_repeats_is_not_told_by_its_clause(look: Looker) -> None:
    seen = look("Malaysia denied the claim by Indonesia's navy that the minister repeated.")
    assert all(seen.words(s.content) != "the minister repeated" for s in seen.record.statements)


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("Peru's consulate did not respond to our request for comment.", True),
        ("Fiji's minister refused to give details on the flights.", True),
        ("Honduras refused to give up the banker.", False),
        ("Honduras did not respond to the attack.", False),
    ],
)
def test_what_somebody_will_not_say(look: Looker, text: str, refuses: bool) -> None:
    assert any(s.kind == "deny_comment" for s in look(text).record.statements) == refuses


def test_thanks_after_a_negated_clause_are_said(look: Looker) -> None:
    seen = look('Minister Festus Hamukwaya of Namibia said the nations are "not separated but joined" and thanked Brazil for its teachers.')
    assert seen.statement("its teachers").kind == "praise"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Belgrade daily Jutarnji List reported that Croatia had signed.", "Jutarnji List", "SRB"),
        (
            "Thailand scrapped a tender won by the Italian firm Levante Sistemi. Levante, which denies it, is suing.",
            "Levante Sistemi",
            "ITA",
        ),
    ],
)
def test_a_body_behind_its_noun_is_nobody(look: Looker, text: str, name: str, country: str) -> None:
    seen = look(text)
    assert all(a.kind != "person" for a in seen.record.actors)
    assert seen.actor(name).country == country


def test_an_office_behind_the_noun_names_no_body(look: Looker) -> None:
    assert look("The company president Ana Roca of Peru met Chile's firm owners.").actor("Ana Roca").kind == "person"
    assert look("The former chairman of parliament Kakha Beridze left Georgia on Friday.").actor("Kakha Beridze").kind == "person"


@pytest.mark.parametrize(
    ("name", "country"),
    [("Neo Molefe", "BWA"), ("Ann Phiri", "ZMB")],
)
def test_whose_colleague_is_of_another_state_is_not_of_that_state(look: Looker, name: str, country: str) -> None:
    text = (
        "GABORONE, May 3 - Zambia and Botswana disagreed again about the road. Zambia sent back the paper that Zambia had signed. "
        "Foreign Minister Neo Molefe spoke of goodwill. Her Zambian colleague Ann Phiri was cooler."
    )
    assert next(a.country for a in look(text, "2024-05-03").record.actors if a.name == name) == country


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("Togo and Benin blamed each other on Friday.", "each other", False),
        ("Togo and Benin blamed Nigerian herders on Friday.", "Nigerian herders", True),
    ],
)
def test_nobody_is_called_each_other(look: Looker, text: str, name: str, there: bool) -> None:
    assert any(a.name == name for a in look(text).record.actors) is there
