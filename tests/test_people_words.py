"""Every list of `en/people.toml`, by its example and its counter-example."""

from collections.abc import Callable
from typing import Any

import pytest

from dragoman.codebook.files import table
from dragoman.model.record import Actor
from tests.conftest import Look

Looker = Callable[..., Look]

_CASES = [
    pytest.param(case, id=f"{name}-{which}")
    for name, section in table("en/people").items()
    for which in ("example", "counter")
    for case in [section[which]]
]


def _somebody(actors: tuple[Actor, ...], who: str, kind: str) -> Actor:
    return next(a for a in actors if a.name == who and a.kind == kind)


@pytest.mark.parametrize("case", _CASES)
def test_what_a_list_decides(look: Looker, case: dict[str, Any]) -> None:
    seen = look(case["text"])
    person = _somebody(seen.record.actors, case["who"], case.get("kind", "person"))
    if "country" in case:
        assert (person.country or "") == case["country"]
    if "office" in case:
        assert [r.office for r in person.roles] == ([case["office"]] if case["office"] else [])
    if "pronoun" in case:
        assert any(case["text"][s:e] == case["pronoun"] for s, e in person.mentions)


@pytest.mark.parametrize("field", ["Women", "Religion", "Youth"])
def test_an_office_ends_before_its_holder_whatever_it_is_of(look: Looker, field: str) -> None:
    seen = look(f"Laos sent Minister of {field} Khamsouk Keola to Hanoi.")
    assert [r.office for r in _somebody(seen.record.actors, "Khamsouk Keola", "person").roles] == [f"minister of {field.lower()}"]
