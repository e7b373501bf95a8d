"""Whose words stand within whose: those that somebody else passes on."""

import pytest

from dragoman.model.record import Record
from tests.conftest import read


def nesting(record: Record) -> list[tuple[str, str | None]]:
    """For each statement its speaker, and the speaker of the one around it."""
    names = {a.id: a.name for a in record.actors}
    speakers = {s.id: names.get(s.speaker or "", "?") for s in record.statements}
    return [(speakers[s.id], speakers[s.within] if s.within else None) for s in record.statements]


def test_what_is_told_behind_the_words_holds_what_is_told_before_them() -> None:
    record = read(
        "Kenyan Foreign Minister Peter Mwangi said last week that his cabinet had decided not to renew the pact, Reuters reported."
    )
    assert [inner for inner in nesting(record) if inner[1]] == [("Peter Mwangi", "Reuters")]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan Foreign Minister Peter Mwangi said that the talks had failed. Somali Foreign Minister Omar Farah said that the talks had failed.",
        "Kenyan Foreign Minister Peter Mwangi said that the talks had failed, and Somali Foreign Minister Omar Farah denied it.",
    ],
)
def test_two_who_say_the_same_say_it_beside_each_other(text: str) -> None:
    assert all(outer is None for _, outer in nesting(read(text)))
