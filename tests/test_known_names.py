"""Who is known by a name alone, bodies in other capitals, and a report of one sentence."""

from collections.abc import Callable

import pytest

from dragoman.cleaning.passages import passages
from dragoman.codebook.gazetteer import entries
from dragoman.codebook.persons import country_of_person, known_person
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("On Monday the envoy blamed Netanyahu's policies for the tension in Gaza.", "Netanyahu", "ISR"),
        ("The envoy called Erdogan on Monday to apologise for the delay.", "Erdogan", "TUR"),
        ("The former president of Ghana met Nawaz Sharif at his flat on Monday.", "Nawaz Sharif", "PAK"),
    ],
)
def test_leaders_without_office(look: Looker, text: str, name: str, state: str) -> None:
    assert look(text).actor(name).country == state


@pytest.mark.parametrize(
    "text",
    [
        "Ivanka Netanyahu-Roth opened the fair on Monday, and Roth left early.",
        "Visitors to Trump Tower in New York complained about Kenya on Monday.",
        "Minister Hernán Uribe of Chile said on Monday that Peru would pay. Uribe left early.",
    ],
)
def test_others_of_that_name(look: Looker, text: str) -> None:
    people = look(text).record.actors
    assert not any(a.kind == "person" and a.name in ("Trump", "Netanyahu") for a in people)
    assert all(a.country != "COL" for a in people)


def test_a_surname_of_many_means_the_leader_only_alone() -> None:
    assert (country_of_person("Uribe"), country_of_person("Álvaro Uribe"), country_of_person("Hernán Uribe")) == ("COL", "COL", None)
    assert known_person("Uribe") == "Alvaro Uribe" and known_person("Hernán Uribe") is None


def test_a_body_in_other_capitals() -> None:
    assert entries()["MERCOSUR"].code == entries()["Mercosur"].code
    assert entries()["Unicef"].code == entries()["UNICEF"].code
    assert "Amis" not in entries() and "Milf" not in entries()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A Kenyan court has convicted 45 members of the group in the largest trial in the country's history.", "body"),
        ("Subscribe to our newsletter", "boilerplate"),
    ],
)
def test_a_report_of_one_sentence(text: str, kind: str) -> None:
    assert [p.kind for p in passages(text)] == [kind]


def test_a_surname_that_is_a_capital_is_a_persons(look: Looker) -> None:
    found = look("Valeska Paris, an Australian clerk, claimed that the firm had held her. Paris left the ship in 2007.")
    assert found.actor("Valeska Paris").country == "AUS" and all(a.country != "FRA" for a in found.record.actors)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Mayor Ana Paris of Lima, a lawyer, flew to Paris on Monday. Paris signed a pact with Peru.", "FRA"),  # led to by "to"
        ("Yonatan Israel, an Israeli clerk, met ministers on Monday. Israel said that talks went well.", "ISR"),  # its people are named too
        ("Greater London, a city of nine million, banned the march. London said so on Monday.", "GBR"),
    ],
)
def test_a_place_that_is_no_surname(look: Looker, text: str, state: str) -> None:
    assert any(a.country == state and a.kind == "government" for a in look(text).record.actors)


def test_two_names_that_share_their_last_word(look: Looker) -> None:
    found = look("North and South Korea exchanged fire on Monday, and the Korean People's Army was put on alert.")
    assert {a.country for a in found.record.actors} == {"PRK", "KOR"}
    assert found.actor("Korean People's Army").country == "PRK"


def test_a_name_whose_words_a_page_has_parted(look: Looker) -> None:
    assert look("The Democratic People ’s Republic of Korea freed a Chinese sailor on Monday.").actor("North Korea").country == "PRK"
