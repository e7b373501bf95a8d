"""The lists of `en/mentions.toml`, by their examples and counter-examples."""

import re

import pytest

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries
from dragoman.reading.hits import find_hits
from dragoman.reading.mentions.mention import is_pair
from dragoman.reading.mentions.named import of_hit
from dragoman.reading.syntax import parse, pipeline

WORDS = table("en/mentions")


def _cases(section: str) -> list[tuple[str, bool]]:
    return [(text, True) for text in WORDS[section]["examples"]] + [(text, False) for text in WORDS[section]["counters"]]


@pytest.mark.parametrize(("text", "pair"), _cases("pair"))
def test_plurals_that_stand_for_two(text: str, pair: bool) -> None:
    doc = parse(text)
    noun = next(t for t in doc if t.tag_ in ("NNS", "NNPS"))
    assert is_pair(doc, 0, noun.i + 1, noun.i) == pair


@pytest.mark.parametrize(("text", "place"), _cases("place"))
def test_names_that_say_where(text: str, place: bool) -> None:
    doc = parse(text)
    mentions = [of_hit(doc, h) for h in find_hits(doc, frozenset(range(len(doc))))]
    assert [m.place for m in mentions if m is not None] == [place]


def test_every_name_of_the_gazetteer_begins_with_letters_that_its_first_token_begins_with() -> None:
    opening = re.compile(r"\w+")
    firsts = [(opening.match(form), opening.match(pipeline().make_doc(form)[0].text)) for form in entries()]
    assert [whole for whole, first in firsts if whole is None or first is None or whole[0] != first[0]] == []
    doc = parse("Azerbaijan and the Ivory Coast signed; the US did not.")
    assert [doc[h.start : h.end].text for h in find_hits(doc, frozenset(range(len(doc))))] == ["Azerbaijan", "Ivory Coast", "US"]
    nothing = parse("They did not say so.")
    assert find_hits(nothing, frozenset(range(len(nothing)))) == []
