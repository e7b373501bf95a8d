"""Who holds which office of which state, where the words for it stand apart from the name."""

from collections.abc import Callable

import pytest

from dragoman.reading.items import find_items
from tests.conftest import Look

Looker = Callable[..., Look]

DIGEST = """The week in the region

MALI: The toll was cut in half. Finance Minister Awa Keita spoke of a gift to Guinea.

CHAD: Trucks moved again on Friday. Defence Minister Idriss Abakar thanked Mali for nothing.

TOGO: The port stayed shut. Transport Minister Kofi Mensah blamed the rain.
"""


@pytest.mark.parametrize(
    ("text", "name", "offices"),
    [
        # A rank is an office where nothing else is told.
        ("The post was held by Private Kofi Mensah of Togo on Friday.", "Mensah", ["private"]),
        ("The Togolese army said Lt. Col. Kofi Mensah was well.", "Mensah", ["lieutenant colonel"]),
        ("Togo's defence minister, Colonel Kofi Mensah, was well.", "Mensah", ["defence minister"]),
        ("Togo jailed Mr. Kofi Mensah on Friday.", "Mensah", []),
        # What is said of how an office is or was held is no part of it.
        ("The deposed premier of Togo, Kofi Mensah, was silent.", "Mensah", ["prime minister"]),
        ("Togo's caretaker minister Kofi Mensah was silent.", "Mensah", ["minister"]),
        # What an office is for may stand between it and the name.
        ("Tonga's special envoy on fisheries, Sione Moala, spoke in Suva.", "Moala", ["special envoy on fisheries"]),
        ("The Tongan adviser on the reef talks, retired Gen. Sione Moala, spoke in Suva.", "Moala", ["adviser on reef talks"]),
        ("Tonga's envoy on fisheries was late. A man with a boat, Sione Moala, spoke in Suva.", "Moala", ["man with boat"]),
        # An office ends where initials or the name behind a body's short form begin.
        (
            "It was told on Friday.\n\nThe pact was signed by the Minister of defense B.Asanov of Kyrgyzstan.",
            "Asanov",
            ["minister of defense"],
        ),
    ],
)
def test_offices_of_people(look: Looker, text: str, name: str, offices: list[str]) -> None:
    assert [r.office for r in look(text).actor(name).roles] == offices


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Ambassadors Abel Camara of Guinea and Kemo Sesay of Gambia were expelled by Liberia.", {"Camara": "GIN", "Sesay": "GMB"}),
        ("Ambassadors Abel Camara (Guinea) and Kemo Sesay (Gambia) were expelled by Liberia.", {"Camara": "GIN", "Sesay": "GMB"}),
    ],
)
def test_an_office_in_the_plural_is_that_of_each_who_is_named_with_his_state(look: Looker, text: str, states: dict[str, str]) -> None:
    found = {name: look(text).actor(name) for name in states}
    assert {name: a.country for name, a in found.items()} == states
    assert all(r.office.startswith("ambassador") for a in found.values() for r in a.roles) and all(a.roles for a in found.values())


def test_a_name_ends_with_its_sentence(look: Looker) -> None:
    seen = look("Iran's road minister thanked Pakistan's trade minister, Ms. Zubaida Khosa. Larijani then left for Quetta.")
    assert [a.name for a in seen.record.actors if "Khosa" in a.name] == ["Zubaida Khosa"]


@pytest.mark.parametrize(("name", "country"), [("Keita", "MLI"), ("Abakar", "TCD"), ("Mensah", "TGO")])
def test_an_item_of_a_digest_is_about_the_state_over_it(look: Looker, name: str, country: str) -> None:
    assert look(DIGEST).actor(name).country == country


def test_where_the_items_of_a_digest_are() -> None:
    assert [i.country for i in find_items(DIGEST, {"MLI", "TCD", "TGO"})] == ["MLI", "TCD", "TGO"]
    assert find_items("Mali: what comes next\n\nFrance has left. Mali: a state alone, one reads.", {"MLI", "FRA"}) == ()
    assert find_items("Q: Why?\nA: Because.\nMinister: No.\nKeita: Yes.", {"MLI"}) == ()


@pytest.mark.parametrize(
    ("text", "who", "country"),
    [
        ("Slovenia protested. In Zagreb, the interior ministry denied that a boat had been rammed.", "interior ministry", "HRV"),
        ("Slovenia protested. In Zagreb, officials denied that a boat had been rammed.", "officials", "HRV"),
        ("Ecuador was silent. Prosecutors in Guayaquil accused the banker of theft.", "Prosecutors", "ECU"),
        ("Croatia was silent. The fishermen of Umag said that they had seen nothing.", "fishermen", "HRV"),
        ("In Zagreb, the Slovenian ambassador denied that a boat had been rammed.", "Slovenian ambassador", "SVN"),
        ("In Zagreb, the Slovenian interior ministry denied that a boat had been rammed.", "interior ministry", "SVN"),
    ],
)
def test_where_somebody_sits_tells_his_state(look: Looker, text: str, who: str, country: str) -> None:
    assert look(text).actor(who).country == country


def test_a_bare_office_is_that_of_the_only_one_who_holds_it(look: Looker) -> None:
    seen = look("Latvia's ambassador, Ilze Berzina, met Montenegro's speaker, Marko Babic. Reforms had slowed, the ambassador said.")
    (statement,) = [s for s in seen.record.statements if "slowed" in seen.words(s.content)]
    assert statement.speaker is not None and seen.actors[statement.speaker].name == "Ilze Berzina"


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Turkmenistan must pay, Iran's deputy oil minister said on Monday.\n\n\"We paid,\" Hamid Azari told parliament.", ["deputy oil minister"]),
        ("Turkmenistan must pay, Iran's deputy oil minister said on Monday.\n\n\"We paid,\" Iranian trader Hamid Azari told parliament.", ["trader"]),
        ("Turkmenistan must pay, Iran's deputy oil minister, Ali Rad, said on Monday.\n\n\"We paid,\" Hamid Azari told parliament.", []),
        ("Turkmenistan must pay, Iran's deputy oil minister said on Monday.\n\n\"We paid,\" Hamid Azari, 40, told parliament.", []),
    ],
)  # fmt: skip
def test_an_office_told_before_its_holder_is_named(look: Looker, text: str, offices: list[str]) -> None:
    assert [r.office for r in look(text).actor("Azari").roles] == offices


@pytest.mark.parametrize(
    "line", ["Aa-" * 5_000 + "x", "A-A/" * 5_000 + "!", "Aa, " * 5_000, "AAA-BBB " * 5_000 + ".", "Letter dated" + " from" * 5_000]
)
def test_a_line_of_many_names_is_looked_at_once(line: str) -> None:
    assert find_items(f"{line}\n{line}\n{line}", {"MLI"}) == ()  # would not end if each split of it were tried


def test_an_item_of_a_state_with_a_hyphen_or_a_note() -> None:
    digest = "12. Guinea-Bissau: a port opens.\n* CHAD, 3 May: rain.\nMALI (Kayes) – a road closes.\n"
    assert [i.country for i in find_items(digest, {"GNB", "TCD", "MLI"})] == ["GNB", "TCD", "MLI"]


@pytest.mark.parametrize(
    ("text", "who", "country"),
    [
        ("In Kabul a spokesman for the Taliban militia, Mullah Wakil Azari, blamed Iran.", "Azari", "AFG"),
        ("The leader of an unknown gang, Wakil Azari, blamed Iran.", "Azari", None),
        ("The chairman of the African Union commission, the Chadian Ali Deby, wrote to Kenya.", "Deby", "TCD"),
        ("The chairman of the African Union commission, Ali Deby, wrote to the Chadian Musa Fall.", "Deby", None),
        ("Malawi and Tanzania quarrel. Joram Banda, then chairman of the committee on trade in Dodoma, blamed Malawi.", "Banda", "TZA"),
        ("Tórshavn's prime minister, Jákup Dam, wrote to Norway.", "Dam", "FRO"),
        ("Albania protested to Yugoslavia. In Belgrade, ministry spokesman Jovan Ilic denied it.", "Ilic", "SCG"),
        ("Albania protested to Serbia. In Belgrade, ministry spokesman Jovan Ilic denied it.", "Ilic", "SRB"),
        (
            "Japan's foreign ministry met Malaysia's envoy. In Beijing, Foreign Ministry spokesman Qiao Wei urged calm.",
            "Qiao",
            "CHN",
        ),
    ],
)
def test_what_beside_a_state_tells_whose_somebody_is(look: Looker, text: str, who: str, country: str | None) -> None:
    assert look(text).actor(who).country == country


def test_an_office_of_a_world_body_is_no_state_s(look: Looker) -> None:
    (role,) = look("The chairman of the African Union commission, the Chadian Ali Deby, wrote to Kenya.").actor("Deby").roles
    assert role.country is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kenya's ministry, through its spokesman, Ali Oloya, said that Uganda had crossed the line.", "Ali Oloya"),
        ("Kenya's ministry said through its spokesman, Ali Oloya, that Uganda had crossed the line.", "Ali Oloya"),
        ("Kenya's ministry, through its embassy, told Ali Oloya that Uganda had crossed the line.", "Kenya's ministry"),
    ],
)
def test_who_speaks_for_a_body_is_the_speaker(look: Looker, text: str, speaker: str) -> None:
    seen = look(text)
    (statement,) = seen.record.statements
    assert statement.speaker is not None and seen.actors[statement.speaker].name == speaker


def test_the_minister_is_not_the_ambassador_whom_he_received(look: Looker) -> None:
    seen = look(
        "The Minister of Foreign Affairs of Latvia, Mr Janis Kalnins, received the Ambassador of Korea, Mr Park Sung-ho. "
        "The Minister expressed satisfaction with the talks. The Ambassador conveyed an invitation to visit Seoul."
    )
    assert "The Minister" in {seen.words((m,)) for m in seen.actor("Kalnins").mentions}
    assert "The Ambassador" in {seen.words((m,)) for m in seen.actor("Park").mentions}


@pytest.mark.parametrize(
    ("before", "country"),
    [("Ankara rejected the protest.", "TUR"), ("The protest was rejected.", "ARM")],
)
def test_a_spokesman_without_a_state_is_of_the_one_that_has_just_acted(look: Looker, before: str, country: str) -> None:
    text = f'Armenia\'s Foreign Ministry summoned the Turkish envoy. {before} "Nobody may object," Foreign Ministry spokesperson Ayse Kaya wrote.'
    assert look(text).actor("Kaya").country == country
