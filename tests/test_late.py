"""Expressions that are compiled when they are first asked."""

import re

import pytest

from dragoman.codebook.late import late


def test_a_late_expression_answers_as_a_compiled_one() -> None:
    given, flags = r"(?P<who>[a-z]+) said", re.IGNORECASE
    one, other = late(given, flags), re.compile(given, flags)
    text = "Nothing. She said, and HE said."
    for _ in range(2):
        assert [m.span("who") for m in one.finditer(text)] == [m.span("who") for m in other.finditer(text)]
        assert (one.fullmatch(text), one.sub("-", text)) == (None, other.sub("-", text))
    assert (one.pattern, one.flags, one.groupindex) == (other.pattern, other.flags, other.groupindex)


def test_one_that_nobody_asks_is_not_compiled() -> None:
    one = late("(never closed")
    with pytest.raises(re.error):
        one.search("")
