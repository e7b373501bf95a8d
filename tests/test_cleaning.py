"""Passages: what is marked as what, and that the text is covered and never altered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cleaning.headers import read_headers
from dragoman.cleaning.paragraphs import paragraphs
from dragoman.cleaning.passages import passages


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end].strip()) for p in passages(text)]


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("TEHRAN (Reuters) - Iran signed a pact with Oman on Monday.", "TEHRAN (Reuters) -"),
        ("MOSCOW, March 3. /TASS/. Russia and Laos held a drill.", "MOSCOW, March 3. /TASS/."),
        ("UNITED NATIONS, Sept 3 (Reuters) - The council met in the morning.", "UNITED NATIONS, Sept 3 (Reuters) -"),
        ("YEREVAN/BAKU, Sept 28, 2022 - Three soldiers were killed there.", "YEREVAN/BAKU, Sept 28, 2022 -"),
        ("Baghdad (AFP) – Three rockets hit a base near the airport.", "Baghdad (AFP) –"),
        ("BAKU, July 12, 2021. The ministers met in the palace.", "BAKU, July 12, 2021."),
        ("NEW DELHI: The minister left for Oslo on Monday.", "NEW DELHI:"),
    ],
)
def test_datelines(line: str, dateline: str) -> None:
    found = kinds(line)
    assert found[0] == ("dateline", dateline)
    assert found[1][0] == "body"


@pytest.mark.parametrize("line", ["U.S. envoy said - as others did - that nothing had changed.", "The talks ended. Nobody spoke."])
def test_no_dateline(line: str) -> None:
    assert [k for k, _ in kinds(line)] == ["body"]


@pytest.mark.parametrize(
    "line",
    ["Read more", "Follow us on Twitter!", "Donate!", "Post a Comment", "0 Response to this and that", "Share this story!", "3 comments",
     "Think your friends would be interested? Share this story!", "Subscribe to our newsletter", "Enjoyed this story? Share it."],
)  # fmt: skip
def test_boilerplate(line: str) -> None:
    text = f"Iran and Oman sign pact\n\nThe two states signed a pact on Monday.\n\n{line}\n\nIt will help trade, they said."
    assert ("boilerplate", line) in kinds(text)


def test_a_sentence_told_twice_is_a_repeat() -> None:
    told = "The crossing was closed five years ago, when fighters seized the area."
    text = f"Crossing reopens\n\n{told} It is open now.\n\nTrucks are waiting there.\n\n{told}"
    assert kinds(text)[-1] == ("repeat", told)


def test_headline_and_byline() -> None:
    text = "Iran and Oman sign pact\n\nBy Jane Roe\n\nMUSCAT (Reuters) - Iran and Oman signed a pact."
    assert [k for k, _ in kinds(text)] == ["headline", "byline", "dateline", "body"]


def test_headers_of_a_translated_copy() -> None:
    text = "July 23rd, 2017 - Fort Russ News -\n- Al Mayadeen - - translated by Ann Other -\nThe ministers met on Sunday."
    found = read_headers(text, passages(text))
    assert (found.outlet, found.published, found.translated_by, found.via) == (
        "Fort Russ News",
        "2017-07-23",
        "Ann Other",
        ("Al Mayadeen",),
    )


def test_who_holds_the_copyright_of_a_picture_is_no_outlet() -> None:
    text = (
        "Ship held at Tema: Lomé calls it piracy\n\n"
        "View of the port of Tema, in the east of Ghana, May 2016. © Kofi B. / archives\n\n"
        "Text by: Radio Volta Follow\n\n"
        "Ghana accused Togo on Monday of having let a stolen ship into its port, and Togo denied it.\n\n"
        "The ministers of both countries will meet in Accra on Friday, officials said on Monday.\n\n"
        "Newsletter Receive all international news directly in your mailbox\n\n"
        "I subscribe\n\nKeywords: Ghana, Togo, Defense"
    )
    assert read_headers(text, passages(text)).outlet is None


def test_a_relayed_agency_is_in_the_chain() -> None:
    text = "Drill begins\n\nThe navy began a drill, IRNA reported on Friday."
    assert read_headers(text, passages(text)).via == ("IRNA",)


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The minister said on Monday that the two countries would sign an\n"
        "agreement on border security in the coming weeks, and that talks\n"
        "on the text had ended."
    )
    assert paragraphs(text) == ((0, len(text)),)


@given(st.text(max_size=400))
def test_passages_never_overlap_and_hold_words(text: str) -> None:
    end = 0
    for p in passages(text):
        assert end <= p.start < p.end <= len(text)
        assert text[p.start : p.end].strip()
        end = p.end
