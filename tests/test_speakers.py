"""Who speaks where the source is no actor that the report names: by his phrase, by layout, by a signature, or as a pronoun in a quotation."""

from collections.abc import Callable

import pytest

from tests.conftest import Look

Looker = Callable[..., Look]


def state(found: Look, content: str) -> str | None:
    speaker = found.statement(content).speaker
    return found.actors[speaker].country if speaker else None


@pytest.mark.parametrize(
    ("text", "content", "country"),
    [
        ("Exporters in Lima said the tariff would ruin them. Peru and Chile began talks on Monday.", "the tariff would ruin them", "PER"),
        ("A communique of the Kenyan general staff claimed that no shot was fired at the Ugandan boats.", "no shot was fired", "KEN"),
        ("Fishing without a licence is a crime in Libya, which has accused Malta of protecting the boats.", "protecting the boats", "LBY"),
        (
            "The Omani readout of the talks with Yemen was short. The Yemeni one adds that the road will open in May.",
            "the road will open",
            "YEM",
        ),
    ],
)
def test_a_phrase_says_of_which_state_who_speaks_is(look: Looker, text: str, content: str, country: str) -> None:
    assert state(look(text), content) == country


def test_a_phrase_that_names_no_state_gives_none(look: Looker) -> None:
    found = look("Peru and Chile began talks on Monday. Exporters on the quay said the tariff would ruin them.")
    assert state(found, "the tariff would ruin them") is None


def test_a_language_is_no_state(look: Looker) -> None:
    found = look("Peru and Chile began talks. A broadcast in English at noon claimed that the tariff would fall.")
    assert state(found, "the tariff would fall") is None
