"""Who acts and who suffers, where the grammar of a clause leaves no doubt of it."""

from collections.abc import Callable

import pytest

from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Two Armenian conscripts died in Azerbaijani mortar fire near Jermuk on Sunday.", "ASSAULT", {"AZE"}, {"ARM"}),
        ("An Indian soldier was killed in Pakistani shelling on Friday.", "ASSAULT", {"PAK"}, {"IND"}),
        ("Four Saudi guards died in an Iraqi missile strike on Najran.", "ASSAULT", {"IRQ"}, {"SAU"}),
        ("Pakistani troops shot an Indian farmer on Friday.", "ASSAULT", {"PAK"}, {"IND"}),
        ("Sweden and Finland formally applied to join NATO.", "SUPPORT", {"SWE", "FIN"}, {"IGONAT"}),
        ("Belize said Guatemalan gunboats had harassed its coast guard on the river.", "ACCUSE", {"BLZ"}, {"GTM"}),
        ("France's ambassador was given 48 hours to leave Niamey.", "SANCTION", set(), {"FRA", "NER"}),
        ("Poachers from Zambia killed two Malawian rangers.", "ASSAULT", {"ZMB"}, {"MWI"}),
    ],
)  # fmt: skip
def test_sides(look: Looker, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    found = look(text)
    event = found.event(kind)
    assert (found.states(event.actors), found.states(event.recipients)) == (actors, recipients)


def test_who_comes_to_harm_is_told_to_have_done_nothing(look: Looker) -> None:
    for text in ("An Indian soldier was killed in Pakistani shelling.", "Two Armenian conscripts died in Azerbaijani mortar fire."):
        found = look(text)
        assert not any(found.states(e.actors) & {"IND", "ARM"} for e in found.record.events), text


def test_who_only_says_it_has_no_part_in_it(look: Looker) -> None:
    found = look("The Ugandan army said Rwandan soldiers had crossed into Kisoro and abducted two farmers.")
    assert found.events("ASSAULT") and not any("UGA" in found.states(e.actors) for e in found.events("ASSAULT"))
    own = look("The Ugandan army said it had shelled a Rwandan post and abducted two farmers.")
    assert any("UGA" in own.states(e.actors) for e in own.events("ASSAULT"))


def test_a_verb_of_saying_hurts_nobody(look: Looker) -> None:
    found = look("Ethiopian soldiers burned a Sudanese village, Khartoum claimed.")
    assert [found.states(e.actors) for e in found.events("ASSAULT")] == [{"ETH"}]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Spain won't recognise Kosovo, its foreign minister said.", {"REJECT"}),
        ("Zambia will not send troops to Mozambique, its defence minister said.", {"REJECT"}),
        ("Spain recognised Kosovo, its foreign minister said.", {"SUPPORT"}),
    ],
)
def test_what_somebody_will_not_do_is_refused(look: Looker, text: str, kinds: set[str]) -> None:
    assert {e.type for e in look(text).record.events if e.modality == "asserted"} == kinds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two Turkish F-16s violated Greek airspace.", True),
        ("The Chadian army crossed the border with Sudan in pursuit of rebels.", True),
        ("An Iranian drone strayed into Iraq on Monday.", True),
        ("A Russian poet crossed the border with Estonia on Monday.", False),
        ("German police units entered talks with the Dutch police.", False),
    ],
)
def test_incursions(look: Looker, text: str, told: bool) -> None:
    assert bool(look(text).events("MOBILIZE")) is told


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Eritrean forces at no time attacked the port of Yemen.", "negated"),
        ("Eritrean forces did not enter Yemen, nor did they shell the Yemeni port.", "negated"),
        ("Eritrean forces shelled the port of Yemen at the same time.", "asserted"),
    ],
)
def test_at_no_time_and_nor_deny(look: Looker, text: str, modality: str) -> None:
    assert {e.modality for e in look(text).events("ASSAULT")} == {modality}
