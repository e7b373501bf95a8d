"""How much a name speaks for each state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.entities.name_states import MOST, name_odds


@pytest.mark.parametrize(
    ("name", "own", "other"),
    [
        ("Tamaz Kobalidze", "GEO", "IRN"),
        ("Rovshan Aliyev", "AZE", "GRC"),
        ("Nguyen Van Thanh", "VNM", "AUS"),
        ("Goran Stojanovski", "MKD", "GRC"),
        ("Asif Qureshi", "PAK", "JPN"),
        ("Kwame Boateng", "GHA", "ETH"),
        ("Sione Taufahema", "TON", "FRA"),
        ("Fernández", "ARG", "UKR"),
    ],
)
def test_a_name_speaks_for_the_state_where_it_is_usual(name: str, own: str, other: str) -> None:
    odds = name_odds(name, (own, other))
    assert odds[own] > 4 * odds[other]


@pytest.mark.parametrize(("name", "states"), [("Juan Fernández", ("BOL", "PER")), ("Ahmed Hassan", ("EGY", "SDN"))])
def test_a_name_that_states_share_weighs_little_between_them(name: str, states: tuple[str, str]) -> None:
    one, other = name_odds(name, states).values()
    assert 1 / 4 < one / other < 4


def test_a_state_of_which_nothing_is_known_is_neither_likelier_nor_less_likely() -> None:
    assert name_odds("Goran Stojanovski", ("ZZZ",)) == {"ZZZ": 1.0}


@given(st.text(max_size=40))
def test_any_text_has_odds_within_bounds(name: str) -> None:
    odds = name_odds(name, ("FRA", "CHN", "BRA"))
    assert all(1 / MOST <= x <= MOST for x in odds.values())
