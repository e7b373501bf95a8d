"""Names across spellings, and people kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.linking.names import agree, keys, parts
from dragoman.linking.people import SAME, UNSURE, Person, decide


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Baqeri", "Bagheri"),
        ("Irfan Al Hayali", "Irfan al-Hayyali"),
        ("Al Hayali", "Alhiyali"),
        ("Hossein Dehqan", "Hossein Dehghan"),
        ("Mohammad Hossein Baqeri", "Mohammad Bagheri"),
        ("Xi Jinping", "Jinping Xi"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Qassem Soleimani", "Ghassem Suleimani"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Mohammed bin Salman", "Muhammad bin Salman Al Saud"),
        ("Pedro Sánchez Pérez-Castejón", "Pedro Sanchez"),
        ("Recep Tayyip Erdoğan", "Tayyip Erdogan"),
        ("Javad Zarif", "Jawad Zareef"),
        ("Hassan Nasrallah", "Hasan Nasrullah"),
        ("Park Jae-hyun", "Jae-hyun Park"),
        ("Park Jae-hyun", "Pak Jae-hyon"),
        ("Kim Do-yeon", "Do Yeon Kim"),
        ("Vigen Hagopian", "Vigen Hakobyan"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert agree(a, b) == agree(b, a) == "full"
    (found, asked), (other, asks) = keys(a), keys(b)
    assert set(asked) & set(other) or set(asks) & set(found), "they are never compared"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Li Keqiang", "Li Qiang"),
        ("Ashraf Ghani", "Imran Khan"),
        ("Ali Khamenei", "Ruhollah Khomeini"),
        ("Kim Yong Chol", "Kim Jong Un"),
        ("Sergei Ivanov", "Igor Ivanov"),
        ("Wang Yi", "Wang Li"),
        ("Kim Jae-hyun", "Park Jae-hyun"),
        ("Lee Min-ho", "Lee Min-jung"),
        ("Diego Bravo", "Diego Pravo"),
    ],
)
def test_names_of_two_people(a: str, b: str) -> None:
    assert agree(a, b) in ("none", "conflict")


def test_parts_of_names() -> None:
    assert agree("Shamkhani", "Ali Shamkhani") == "surname"
    assert agree("S. Lavrov", "Sergei Lavrov") == "initial"
    assert agree("Vladimir Putin", "Putin") == "full"  # known by the surname alone
    assert parts("Gen. Irfan al-Hayali") == ("gen", "irfan", "hayali")


def person(name: str, country: str | None = None, office: str | None = None) -> Person:
    return Person(name=name, country=country, offices=((office, country),) if office else (), sector=None)


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        (person("Hossein Dehqan", "IRN", "defense minister"), person("Hossein Dehghan", "IRN", "defense minister"), "same"),
        (person("Hossein Dehqan", "IRN", "defense minister"), person("Hossein Dehghan", "IRN", "adviser"), "same"),
        (person("Dehqan", "IRN", "defense minister"), person("Hossein Dehghan", "IRN", "defense minister"), "same"),
        (person("Dehqan", "IRN"), person("Hossein Dehghan", "IRN", "defense minister"), "unsure"),
        (person("Bajwa", "PAK", "army chief"), person("Asim Bajwa", "PAK", "information minister"), "different"),
        (person("Ivanov", "RUS", "general"), person("Ivanov", "BGR", "general"), "unsure"),
        (person("Igor Ivanov", "RUS", "foreign minister"), person("Sergei Ivanov", "RUS", "defense minister"), "different"),
    ],
)
def test_office_and_state_speak_for_and_against(a: Person, b: Person, outcome: str) -> None:
    found = decide(a, b)
    assert found is not None and found == decide(b, a)[:1] + found[1:]  # type: ignore[index]
    score = found[0]
    assert ("same" if score >= SAME else "unsure" if score >= UNSURE else "different") == outcome, found


@given(st.text(max_size=30), st.text(max_size=30))
def test_names_agree_both_ways(a: str, b: str) -> None:
    assert agree(a, b) == agree(b, a)
    assert all(parts(a)) and len(keys(a)) == 2
