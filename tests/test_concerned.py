"""Whom a deed concerns where its clause names no state as its object."""

from collections.abc import Callable

import pytest

from dragoman.codebook.files import table
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("The Finnish parliament rejected the Estonian proposal on ferries on Monday.", "REJECT", {"FIN"}, {"EST"}),
        ("Togo's president pledged full support for a Ghanaian initiative on Monday.", "AGREE", {"TGO"}, {"GHA"}),
        ("The European Commission granted the Portuguese government permission to lend the money.", "AID", {"IGOEUN"}, {"PRT"}),
        ("The Peruvian prime minister cancelled a planned visit to Ecuador on Monday.", "REJECT", {"PER"}, {"ECU"}),
        ("The Danish minister said on Monday that Sweden must open its archives.", "REQUEST", {"DNK"}, {"SWE"}),
        ("Kenya's minister launched a scathing attack on Somalia, calling its courts a circus.", "ACCUSE", {"KEN"}, {"SOM"}),
    ],
)  # fmt: skip
def test_owners_soil_and_wishes(look: Looker, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    found = look(text)
    event = found.event(kind)
    assert (found.states(event.actors), found.states(event.recipients)) == (actors, recipients)


def test_a_venue_is_no_owner(look: Looker) -> None:
    found = look("Swedish lawmakers rejected their own cabinet's plan at a fair in Norway on Monday.")
    assert not any("NOR" in found.states(e.recipients) for e in found.events("REJECT"))


def test_harm_within_one_state_keeps_whom_it_hit(look: Looker) -> None:
    found = look("The Taliban attacked an army base in western Afghanistan on Monday, killing 17 Afghan soldiers.")
    assert any(found.states(e.recipients) == {"AFG"} for e in found.events("ASSAULT"))


def test_an_attack_with_arms_is_none_in_words(look: Looker) -> None:
    told = table("figures")["in_words"]
    assert look(told["example"]).events("ACCUSE") and not look(told["example"]).events("ASSAULT")
    assert look(told["counter"]).events("ASSAULT")
