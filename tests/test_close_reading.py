"""Small words that say where, when, which two and whose: each beside a near twin in which they say something else."""

from collections.abc import Callable

import pytest

from dragoman.reading.events import whose
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Niger's forces shot down a Nigerian drone close to Birni N’Konni.", "Birni N’Konni"),
        ("Niger's forces, close to Ahmed Bello, shot down a Nigerian drone.", None),
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


_BRIEFING = """Transcript of the Weekly Press Briefing by the Ministry of Foreign Affairs Spokesperson, Ambassador Karim Seif
Cairo, Wednesday 14 September 2022

AMBASSADOR SEIF: Good afternoon everyone. The minister of Egypt visited Libya on Monday. I will take your questions.

Q (Nile Wire): The authorities in Tobruk say that a plane bombed a convoy on Sunday. What is your comment?

A: No Egyptian aircraft crossed the border on that day. I have seen the pictures like you did.

Q (same reporter): So the convoy was not bombed?

A: I did not say that. I said it was not us.
"""


@pytest.mark.parametrize(
    ("text", "standing"),
    [(_BRIEFING, "attributed"), ("Karim Seif said that the minister of Egypt had visited Libya on Monday.", "reported")],
)
def test_in_a_turn_the_outlet_says_nothing_itself(look: Looker, monkeypatch: pytest.MonkeyPatch, text: str, standing: str) -> None:
    monkeypatch.setattr(whose, "OWN_VOICE", 0.0)  # as if the encoder took all for the outlet's
    assert {e.standing for e in look(text, "2022-09-14").events() if e.type == "CONSULT"} == {standing}


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
