"""Two who do something together: "the two leaders" of the sentence before, and "they" who conclude what two states are party to."""

from collections.abc import Callable

import pytest

from tests.conftest import Look

Looker = Callable[..., Look]

_TALKS = "OSLO, May 2 (CPA) - {who} on Thursday. The two leaders agreed to reopen the border. Opposition leader Ole Dahl objected."


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("Prime Minister Kari Berg of Norway spoke by telephone with President Idriss Hassan of Chad", {"Kari Berg", "Idriss Hassan"}),
        ("Opposition leader Ole Dahl of Norway met Chad's opposition leader Saleh Kamougue", {"Ole Dahl", "Saleh Kamougue"}),
    ],
)
def test_the_two_leaders_are_those_of_the_sentence_before(look: Looker, who: str, names: set[str]) -> None:
    found = look(_TALKS.format(who=who), "2024-05-03")
    assert {a.name for a in found.record.actors if a.id in found.event("AGREE").actors} == names


def test_of_more_than_two_none_is_chosen(look: Looker) -> None:
    found = look(_TALKS.format(who="Kari Berg of Norway met Idriss Hassan of Chad and Ada Lund of Norway"), "2024-05-03")
    assert found.event("AGREE").actors


def test_they_who_conclude_a_pact_are_its_parties(look: Looker) -> None:
    text = (
        "Georgia's foreign minister Nino Beridze met Turkmen border guards. Opposition leader Tamar Lomidze was there. "
        "The two countries, Georgia and Turkmenistan, signed a treaty in 2011. In 2018 they concluded an agreement on readmission."
    )
    found = look(text, "2022-03-11")
    (event,) = [e for e in found.events("SUPPORT") if e.date == "2018"]
    assert found.states((*event.actors, *event.recipients)) == {"GEO", "TKM"}
    assert not {"Tamar Lomidze", "Nino Beridze"} & {a.name for a in found.record.actors if a.id in (*event.actors, *event.recipients)}


@pytest.mark.parametrize(
    ("when", "actors"),
    [("a Turkmen patrol boat opened fire", {"TKM"}), ("their boat capsized", set())],
)
def test_whoever_strikes_when_others_are_hurt_has_hurt_them(look: Looker, when: str, actors: set[str]) -> None:
    before = (
        "Georgia and Turkmenistan quarrel. Georgia wrote to Turkmenistan, and Turkmenistan to Georgia. Georgia protested to Turkmenistan. "
    )
    found = look(f"{before}Two sailors were wounded when {when} on Monday.", "2024-05-07")
    (event,) = found.events("ASSAULT")
    assert (event.injured, found.states(event.actors)) == (2, actors)
