"""What is wanted has not happened, what follows behind "he added" is still said, who saw nothing disputes a claim, and a denial of one claim leaves others alone."""

from collections.abc import Callable

import pytest

from dragoman.reading.events.idle import tells_nothing
from dragoman.reading.events.modality import modality as modality_of
from dragoman.reading.syntax import parse
from tests.conftest import Look

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Ghana demanded that the Ivorian crew be released.", "released", "hypothetical"),
        ("Ghana insisted that Ivory Coast release the crew.", "release", "hypothetical"),
        ("Parliament approved a motion to demand that Ivory Coast returns the ship.", "returns", "hypothetical"),
        ("Parliament passed a motion demanding that Maputo pays for the spoiled cargo.", "pays", "hypothetical"),
        ("Parliament passed a motion saying that Maputo pays for the spoiled cargo.", "pays", "asserted"),
        ("Ghana confirmed that the Ivorian crew was released.", "released", "asserted"),
        ("Ghana insists that Ivory Coast has released the crew.", "released", "asserted"),
        ("Ghana says that Ivory Coast returns every ship.", "returns", "asserted"),
    ],
)
def test_what_is_wanted_has_not_happened(text: str, word: str, modality: str) -> None:
    assert modality_of(next(t for t in parse(text) if t.text == word)) == modality


@pytest.mark.parametrize(("how", "nothing"), [("under the pretext of", True), ("in the course of", False)])
def test_a_pretext_is_no_deed(how: str, nothing: bool) -> None:
    token = next(t for t in parse(f"Kenyan jets bombed a Somali port {how} fighting against pirates.") if t.text == "fighting")
    assert tells_nothing(token) == nothing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pakistani jets released their bombs over an Indian forest.", "ASSAULT"),
        ("Pakistan released its Indian prisoners on Friday.", "RETREAT"),
    ],
)
def test_what_is_released_tells_what_is_done(look: Looker, text: str, kind: str) -> None:
    assert {e.type for e in look(text, "2024-12-20").events() if e.type in ("ASSAULT", "RETREAT")} == {kind}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The accord holds, the Nepalese minister said, and its extension is being negotiated with China.", True),
        ("Nepal keeps its word, its minister adds, and China will keep its own.", True),
        ("“We keep our word,” the Nepalese minister said, and China is building the road.", False),
    ],
)
def test_what_follows_behind_the_cue(look: Looker, text: str, said: bool) -> None:
    (statement,) = look(text, "2024-12-20").record.statements
    cue = statement.cue[0][1]
    assert any(start > cue for start, _ in statement.content) == said


WITNESSED = (
    "Eritrea and Djibouti fought on Sunday. The Djiboutian army says that Eritrea shelled a clinic at Rahayta. {} The road is closed."
)


@pytest.mark.parametrize(
    ("then", "standing"),
    [
        ("UN monitors found no trace of shelling.", "disputed"),
        ("A reporter taken there did not find any evidence.", "disputed"),
        ("A reporter taken there saw nothing.", "disputed"),
        ("UN monitors found the clinic in ruins.", "attributed"),
        ("UN monitors found no survivors.", "attributed"),
        ("The clinic has no doctors.", "attributed"),
    ],
)
def test_who_saw_nothing_disputes_a_claim(look: Looker, then: str, standing: str) -> None:
    shelled = [e for e in look(WITNESSED.format(then), "2024-12-20").events("ASSAULT") if e.according_to]
    assert {e.standing for e in shelled} == {standing}


@pytest.mark.parametrize(
    ("denied", "standing"), [("any apology had been made", "disputed"), ("any protocol had been signed", "attributed")]
)
def test_a_denial_finds_what_was_said_by_its_noun(look: Looker, denied: str, standing: str) -> None:
    found = look(
        "Malawi and Mozambique quarrelled on Monday. Malawi's minister Grace Nyirongo said that Mozambique's minister Carlos Mondlane "
        f"had apologised on Sunday. Mozambique denied that {denied}. The road is closed. Nobody was there. The port is old.",
        "2024-12-20",
    )
    assert {e.standing for e in found.events("CONCEDE")} == {standing}


def test_a_denial_of_one_claim_leaves_others_alone(look: Looker) -> None:
    found = look(
        "Timor-Leste's minister Jose Belo rejected a claim by lawmaker Ana Amaral that China had asked for the move. "
        "Australia's minister Peter Brandt said that Australia and Indonesia had signed an accord on patrols.",
        "2024-12-20",
    )
    standings = {e.type: e.standing for e in found.events() if e.type in ("REQUEST", "SUPPORT")}
    assert standings == {"REQUEST": "disputed", "SUPPORT": "attributed"}


def test_bodies_named_by_their_state_or_letters_are_in_the_record(look: Looker) -> None:
    text = "A drone of the type used by the Nigerian army fell near a camp. ECOWAS keeps an office there. The ministry is old."
    names = {a.name for a in look(text).record.actors}
    assert {"Nigerian army", "Economic Community of West African States"} <= names
    assert not {"ministry", "The ministry"} & names
