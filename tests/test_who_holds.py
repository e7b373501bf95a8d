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


@pytest.mark.parametrize(("name", "country"), [("Keita", "MLI"), ("Abakar", "TCD"), ("Mensah", "TGO")])
def test_an_item_of_a_digest_is_about_the_state_over_it(look: Looker, name: str, country: str) -> None:
    assert look(DIGEST).actor(name).country == country


def test_where_the_items_of_a_digest_are() -> None:
    assert [i.country for i in find_items(DIGEST, {"MLI", "TCD", "TGO"})] == ["MLI", "TCD", "TGO"]
    assert find_items("Mali: what comes next\n\nFrance has left. Mali: a state alone, one reads.", {"MLI", "FRA"}) == ()
    assert find_items("Q: Why?\nA: Because.\nMinister: No.\nKeita: Yes.", {"MLI"}) == ()
