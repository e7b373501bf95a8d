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


def test_one_of_several_is_of_their_state(look: Looker) -> None:
    found = look('Kenyan officials doubt the truce. "Nobody in Uganda asked for it," said one of them.')
    assert state(found, "Nobody in Uganda asked") == "KEN"


CALL = """Two envoys on the line

The call was between Norway's envoy Gunnar Moe and his Danish colleague, Lise Frank-Holm of Denmark.

LFH: So did they sign in Juba?

GM: Both put their names to it on Sunday, in the rain.

LFH: That is not what I was told by the mediators.

GM: Then ask them again.
"""


def test_initials_name_who_speaks_in_a_transcript(look: Looker) -> None:
    found = look(CALL)
    assert found.speaker(found.statement("in the rain")) == "Gunnar Moe"
    assert "Frank-Holm" in (found.speaker(found.statement("told by the mediators")) or "")


def test_initials_of_nobody_name_nobody(look: Looker) -> None:
    found = look(CALL.replace("GM:", "QX:"))
    assert found.speaker(found.statement("in the rain")) is None


@pytest.mark.parametrize(
    ("text", "content", "country"),
    [
        ('The Kenyan daily "Mwenge", cited by Ugandan radio, claims that the boats were armed.', "the boats were armed", "KEN"),
        ("Oman, whose envoy had been in Aden for a week, let it be known that the truce would hold.", "the truce would hold", "OMN"),
    ],
)
def test_the_subject_of_a_cue_speaks(look: Looker, text: str, content: str, country: str) -> None:
    assert state(look(text), content) == country


LETTER = """Letter dated 3 May 2004 from the Permanent Representative of Togo addressed to the President of the Council

On instructions from my Government, I have the honour to inform you that a patrol from Benin crossed the river on 1 May.

{close}
{signature}
Permanent Representative of Togo
"""


def test_who_signs_a_letter_speaks_in_it(look: Looker) -> None:
    found = look(LETTER.format(close="I ask that this letter be circulated.", signature="(Signed) Kossi Amegan"))
    assert found.speaker(found.statement("crossed the river")) == "Kossi Amegan"


def test_the_state_that_sends_a_letter_speaks_in_it_where_nobody_signs(look: Looker) -> None:
    assert state(look(LETTER.format(close="I ask that this letter be circulated.", signature="")), "crossed the river") == "TGO"


def test_a_report_without_signature_has_no_i(look: Looker) -> None:
    found = look(LETTER.replace("Letter dated", "Note of").format(close="Kossi Amegan met the press.", signature="It rained."))
    assert found.speaker(found.statement("crossed the river")) is None


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ana Hansen, Chile's minister, was quoted as saying that Peru had lied.", "Ana Hansen", "that Peru had lied"),
        ("The agency quoted Ana Hansen, Chile's minister, as saying that Peru had lied.", "Ana Hansen", "that Peru had lied"),
        ('"Peru has lied," Ana Hansen was quoted as telling the envoy.', "Ana Hansen", '"Peru has lied,"'),
        ("Ana Hansen, Chile's minister, quoted Peru as saying that it had waited.", "Peru", "that it had waited"),
    ],
)
def test_whom_others_quote(look: Looker, text: str, speaker: str, content: str) -> None:
    seen = look(text)
    said = [(seen.actors[s.speaker].name if s.speaker else None, seen.words(s.content)) for s in seen.record.statements]
    assert (speaker, content) in said
