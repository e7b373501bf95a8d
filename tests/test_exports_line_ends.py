"""Exports with the line ends of every system: the articles are the same."""

import pytest

from tests.intake_samples import UNI, good, read
from tests.test_exports_factiva import FACTIVA, labelled
from tests.test_exports_nexis import OLD_NEXIS
from tests.test_exports_references import PROQUEST


@pytest.mark.parametrize("text", [OLD_NEXIS, UNI, FACTIVA, labelled("\t"), PROQUEST])
@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_line_ends_of_any_system(text: str, end: str) -> None:
    usual, other = (
        [(s.title, s.text, s.outlet, s.published, s.byline) for s in found if not hasattr(s, "reason")]
        for found in (read(text), read(text.replace("\n", end)))
    )
    assert usual == other and usual


def test_pages_and_spaces_that_do_not_break() -> None:
    marked = UNI.replace("\nPage 2 of 3\n", "\n\fPage 2 of 3\n").replace("Body\n", "\xa0Body\xa0\n")
    assert [s.text for s in good(read(marked))] == [s.text for s in good(read(UNI))]
