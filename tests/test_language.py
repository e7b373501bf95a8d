"""Which language a report is in: in very short texts, in several languages at once, and as a user says."""

import pytest

from dragoman.cleaning.language import language
from dragoman.intake import Source
from dragoman.reading.read import read_source

FRENCH = "Le gouvernement du Togo a signé lundi un accord avec le Ghana sur la navigation, selon un communiqué du ministère des transports publié à Lomé."
ENGLISH = "Togo and Ghana signed an accord on river traffic in Lome on Monday, according to a statement of the transport ministry."


@pytest.mark.parametrize(
    "text",
    ["Estonia, Latvia sign pact", "Somalia to recall envoy", "Mette Sørensen visits Tórshavn on Friday", "Orbán hails Vučić", "Nguyen Thi Lan arrives in Hanoi",
     "Zelenko told Sánchez that Kyiv was ready.", "Jean-Baptiste Kouassi, Togo's foreign minister, resigned.", "Côte d'Ivoire shuts border with Burkina Faso",
     "Japan, Philippines hold naval drill", "Meloni, Dbeibah discuss gas in Tripoli", "Sánchez to visit Rabat", "Talks resume in Doha", "Ghana, Togo agree maritime line"],
)  # fmt: skip
def test_short_english_is_english_whatever_names_are_in_it(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [("El ministro de Perú viajó el martes a Chile con su familia.", "es"), ("Der Minister reiste am Montag nach Wien.", "de"), (FRENCH, "fr"),
     ("Il presidente incontra a Roma il collega libico.", "it"), ("Meloni reçoit Dbeibah à Rome", "fr"), ("Un accord de paix à Nairobi", "fr"), ("Министр прибыл в столицу в понедельник.", "ru")],
)  # fmt: skip
def test_other_languages_are_recognised(text: str, code: str) -> None:
    assert language(text) == code


def test_passages_in_another_language_are_marked_and_the_rest_is_read() -> None:
    text = f"{FRENCH}\n\n{ENGLISH}"
    found = read_source(Source(text=text, origin="t"))
    assert found.report.language == "en"
    assert [(w.code, w.span) for w in found.warnings if w.code != "no_publication_date"] == [("foreign_passage", (0, len(FRENCH)))]
    assert found.passages[0].kind == "boilerplate"
    assert all(start >= len(FRENCH) for a in found.actors for start, _ in a.mentions)
    assert found.actors


def test_a_user_decides_the_language() -> None:
    found = read_source(Source(text="Ghana Togo Lome Accra.", origin="t", language="en"))
    assert found.report.language == "en"
    assert "not_english" not in {w.code for w in found.warnings}


def test_a_report_in_another_language_keeps_its_reason() -> None:
    found = read_source(Source(text=FRENCH, origin="t"))
    assert (found.report.language, [w.code for w in found.warnings]) == ("fr", ["not_english"])
