"""Small words that say where, when, which two and whose: each beside a near twin in which they say something else."""

from collections.abc import Callable

import pytest

from dragoman.reading.events import whose
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kenya's guards fired on a Somali boat close to Kismayo.", "Kismayo"),
        ("Kenya's guards, close to Ahmed Bello, fired on a Somali boat.", None),
        ("The envoy of Eritrea is due in Djibouti on Monday.", "Djibouti"),
        ("The payment of Eritrea is due to Djibouti on Monday.", None),
    ],
)
def test_where_it_was(look: Looker, text: str, place: str | None) -> None:
    assert {e.place.name for e in look(text, "2024-12-20").events() if e.place} == ({place} if place else set())


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ("in the night of Thursday to Friday", "2019-11-14/2019-11-15"),
        ("from Monday to Wednesday", "2019-11-18/2019-11-20"),
        ("on Thursday, to the dismay of Friday's papers,", "2019-11-14"),
    ],
)
def test_days_of_the_week(look: Looker, when: str, date: str) -> None:
    found = look(f"Ivory Coast detained the Ghanaian crew {when}.", "2019-11-20")
    assert date in {e.date for e in found.events()}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Sudan and South Sudan freed prisoners on Monday. Kuwait mediated. The two sides signed a border pact.", {"SDN", "SSD"}),
        ("Sudan freed prisoners of South Sudan on Monday. Kuwait sent Sudan and Kuwait's envoy tea. The two sides signed a border pact.", {"SDN", "KWT"}),
    ],
)  # fmt: skip
def test_which_two_sides(look: Looker, text: str, states: set[str]) -> None:
    (pact,) = look(text).record.agreements
    assert look(text).states(pact.parties) == states


_BRIEFING = """Noon briefing of the Department of External Relations, by its spokesman, Ambassador Lars Dahl
Oslo, Tuesday 6 March 2018

AMBASSADOR DAHL: Welcome back. The minister of Norway visited Sweden on Sunday. Who would like to begin?

Q (Fjord Press): Officials in Kiruna claim that a jet strafed a truck on Saturday. Can you tell us anything?

A: No Norwegian jet flew there over the weekend. Those photographs are known to us.

Q (again Fjord Press): Then nobody strafed the truck?

A: I would not go so far. It was none of ours.
"""


@pytest.mark.parametrize(
    ("text", "standing"),
    [(_BRIEFING, "attributed"), ("Lars Dahl said that the minister of Norway had visited Sweden on Sunday.", "reported")],
)
def test_in_a_turn_the_outlet_says_nothing_itself(look: Looker, monkeypatch: pytest.MonkeyPatch, text: str, standing: str) -> None:
    monkeypatch.setattr(whose, "OWN_VOICE", 0.0)  # as if the encoder took all for the outlet's
    assert {e.standing for e in look(text, "2018-03-06").events() if e.type == "CONSULT"} == {standing}


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("The police chiefs of Kenya and Uganda signed an arrangement on radio calls.", {"policing"}),
        ("The bank chiefs of Kenya and Uganda signed an arrangement on radio calls.", set()),
    ],
)
def test_who_signs_tells_what_it_is_about(look: Looker, text: str, areas: set[str]) -> None:
    assert {a.area for a in look(text).record.agreements[0].areas} == areas


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenyan jets mowed down seven Somali teenagers.", True),
        ("Ethiopian forces wiped out 24 Somali rebels.", True),
        ("Kenya wiped out Somalia's debts.", False),
    ],
)
def test_who_is_mown_down_is_attacked(look: Looker, text: str, kind: bool) -> None:
    assert ("ASSAULT" in {e.type for e in look(text).events()}) == kind


LONG = (
    "Uruguay and the United Kingdom quarrelled on Monday. Uruguay's foreign minister Ana Rey met the British ambassador, Tom Hill. {} boycotted a {} yacht. "
    "The weather was fine. Nobody spoke of it. The port is old. The mayor was away."
)


@pytest.mark.parametrize(
    ("town", "yacht", "state"), [("Montevideo", "British", "URY"), ("London", "Uruguayan", "GBR"), ("Paysandú", "British", "URY")]
)
def test_people_are_of_the_town_they_are_told_to_be_in(look: Looker, town: str, yacht: str, state: str) -> None:
    found = look(LONG.format(f"Unions in {town}", yacht), "2024-12-20")
    assert {found.actor("Unions").country} == {state}
