"""Dates to EDTF."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook.calendar import parse_day
from dragoman.reading.dates import find_dates

DAY = "2020-11-15"  # a Sunday


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("It began today.", "2020-11-15"),
        ("It began yesterday.", "2020-11-14"),
        ("They met on Saturday.", "2020-11-14"),
        ("They met on Sunday.", "2020-11-15"),
        ("They met last Sunday.", "2020-11-08"),
        ("They will meet on Friday.", "2020-11-20"),
        ("They will meet next Friday.", "2020-11-20"),
        ("It happened earlier this week.", "2020-11-09/2020-11-15"),
        ("It happened last week.", "2020-11-02/2020-11-08"),
        ("It happened last month.", "2020-10"),
        ("It is due next year.", "2021"),
        ("He was killed in August.", "2020-08"),
        ("It was signed in December.", "2019-12"),
        ("It was signed in March 2018.", "2018-03"),
        ("It was signed on 3 March 2018.", "2018-03-03"),
        ("It was signed on March 3rd, 2018.", "2018-03-03"),
        ("It was signed on 2018-03-03.", "2018-03-03"),
        ("It was signed on 03.04.2018.", "2018-04-03"),
        ("It was signed two years ago.", "2018"),
        ("It was signed three days ago.", "2020-11-12"),
        ("It was signed in 1998.", "1998"),
        ("It began in the 1980s.", "198X"),
    ],
)
def test_against_the_day_of_publication(words: str, edtf: str) -> None:
    assert [d.edtf for d in find_dates(words, DAY)] == [edtf]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("He was killed in August.", ["XXXX-08"]),
        ("They met on Saturday.", []),
        ("They met yesterday.", []),
        ("It was signed in 1998.", ["1998"]),
    ],
)
def test_without_one_only_what_is_certain(words: str, edtf: list[str]) -> None:
    assert [d.edtf for d in find_dates(words, None)] == edtf


@pytest.mark.parametrize("words", ["They may meet.", "The army will march.", "It was on 31 February 2020.", "Room 2011/3 was shut."])
def test_what_is_no_date(words: str) -> None:
    assert find_dates(words, DAY) == []


@pytest.mark.parametrize("words", ["2020-02-30", "soon", "31 June 2020", ""])
def test_days_that_do_not_exist(words: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        parse_day(words)


@given(st.text(max_size=200))
def test_spans_hold(text: str) -> None:
    for found in find_dates(text, DAY):
        assert text[found.span[0] : found.span[1]].strip()
