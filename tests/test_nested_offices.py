"""Offices that are held under somebody else's: both keep their own, and the words of a spokesman are not the president's."""

import pytest

from tests.conftest import read

OFFICES = [
    ("Tewodros Mikael, the special envoy of Ethiopian Prime Minister Dereje Wolde, met them.", "Tewodros Mikael", "special envoy"),
    ("Tewodros Mikael, the special envoy of Ethiopian Prime Minister Dereje Wolde, met them.", "Dereje Wolde", "Ethiopian Prime Minister"),
    ("Mary Otieno, an adviser to Kenyan President Peter Mwangi, said talks would go on.", "Mary Otieno", "adviser"),
    ("The special envoy of Kenyan President Peter Mwangi, Mary Otieno, arrived in Juba.", "Mary Otieno", "special envoy"),
    ("The special envoy of Kenyan President Peter Mwangi, Mary Otieno, arrived in Juba.", "Peter Mwangi", "Kenyan President"),
    ("Anna Kovacs, deputy to Hungarian Defence Minister Laszlo Nagy, signed the protocol.", "Laszlo Nagy", "Hungarian Defence Minister"),
    ("Lina Haddad, chief of staff of Lebanon's Prime Minister Samir Khoury, handed it over.", "Lina Haddad", "chief of staff"),
    ("Mr Otieno, a special envoy of the President of Kenya Peter Mwangi, met them.", "Peter Mwangi", "President of Kenya"),
    # What is one office stays one.
    ("Vice President of Ghana Kofi Mensah said talks with Togo would go on.", "Kofi Mensah", "Vice President of Ghana"),
    ("The chairman of the Joint Chiefs of Staff Gen. Tom Hall met them.", "Tom Hall", "chairman of the Joint Chiefs of Staff"),
    ("The secretary of state John Doe said talks with Togo would go on.", "John Doe", "secretary of state"),
    ("The deputy minister of foreign affairs Ana Roca met them.", "Ana Roca", "deputy minister of foreign affairs"),
]


@pytest.mark.parametrize(("text", "name", "office"), OFFICES)
def test_each_holds_the_own_office(text: str, name: str, office: str) -> None:
    (person,) = [a for a in read(text).actors if a.name == name]
    assert len(person.roles) == 1 and person.roles[0].title.startswith(office)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A spokesman for Kenyan President Peter Mwangi said the talks had failed.", "spokesman for Kenyan President Peter Mwangi"),
        ("The lawyer of former Peruvian President Jorge Ruiz said that he was ill.", "lawyer of former Peruvian President Jorge Ruiz"),
        ("Kenyan President Peter Mwangi said the talks had failed.", "Peter Mwangi"),
    ],
)
def test_who_speaks_for_somebody_is_not_that_somebody(text: str, speaker: str) -> None:
    record = read(text)
    (statement,) = record.statements
    assert {a.id: a.name for a in record.actors}[statement.speaker or ""] == speaker
