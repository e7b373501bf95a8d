"""Who said what: spans, speakers, kinds, nesting."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.span import inside
from dragoman.reading.quotes import find_quotes
from dragoman.reading.statements.links import Found, Layout
from dragoman.reading.statements.spans import _of_one_sentence
from dragoman.reading.syntax import pipeline
from tests.conftest import Look, read

Looker = Callable[..., Look]


@pytest.mark.parametrize(
    ("text", "content", "speaker", "kind"),
    [
        ("Egypt said the border would stay open.", "the border would stay open", "Egypt", "assert"),
        ("The border would stay open, Egypt said.", "The border would stay open", "Egypt", "assert"),
        ('"The border will stay open," the Egyptian army spokesman said.', "The border will stay open", "Egyptian army spokesman", "assert"),
        ("Sudan claimed that Ethiopian troops had shelled the town.", "Ethiopian troops had shelled the town", "Sudan", "accuse"),
        ("Serbia accused Kosovo of closing the crossing.", "closing the crossing", "Serbia", "accuse"),
        ("Chad denied that its soldiers had entered Libya.", "its soldiers had entered Libya", "Chad", "deny"),
        ("Qatar praised Oman for its mediation.", "its mediation", "Qatar", "praise"),
        ("Japan promised to send doctors to Nepal.", "send doctors to Nepal", "Japan", "promise"),
        ("Germany urged Poland to open the talks.", "open the talks", "Germany", "urge"),
        ("Peru demanded that Chile return the archive.", "Chile return the archive", "Peru", "demand"),
        ("Greece warned that the ship could sink.", "the ship could sink", "Greece", "warn"),
        ("According to the Turkish ministry, two tankers left the port.", "two tankers left the port", "Turkish ministry", "assert"),
        ("Two tankers left the port, according to the Turkish ministry.", "Two tankers left the port", "Turkish ministry", "assert"),
        ("Two tankers left the port, a Syrian official who asked not to be named told reporters.", "Two tankers left the port", "Syrian official", "assert"),
        ("India called the report a lie.", "the report a lie", "India", "deny"),
        ("Brazil announced that the embassy would reopen.", "the embassy would reopen", "Brazil", "announce"),
        ("The Iranian navy said Bahrain must release the boat.", "Bahrain must release the boat", "Iranian navy", "demand"),
        ("If Israel attacks, we will retaliate with missiles, the Iranian general said.", "we will retaliate", "Iranian general", "threaten"),
    ],
)  # fmt: skip
def test_speaker_and_kind(look: Looker, text: str, content: str, speaker: str, kind: str) -> None:
    found = look(text)
    statement = found.statement(content)
    assert speaker in (found.speaker(statement) or "")
    assert statement.kind == kind


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ('"We will not sign this text," the Iraqi minister said.', "direct"),
        ("The Iraqi minister said that they would not sign.", "indirect"),
        ('The Iraqi minister said that the text was "an insult to the whole nation".', "mixed"),
        ("“We will not sign this text”, said the Iraqi minister.", "direct"),
    ],
)
def test_kinds_of_quotation(look: Looker, text: str, quote: str) -> None:
    assert [s.quote for s in look(text).record.statements] == [quote]


def test_a_quotation_in_two_pieces_is_one_statement(look: Looker) -> None:
    found = look('"We want peace," the Iraqi minister said. "But we will defend every inch of our land."')
    assert len(found.record.statements) == 1
    assert len(found.record.statements[0].content) == 2


def test_a_quotation_over_paragraphs_is_one_statement(look: Looker) -> None:
    text = 'The Iraqi minister said: "We want peace with all of our neighbours.\n\n"We will defend every inch of our land."\n\nHe left at noon.'
    found = look(text)
    assert len(found.record.statements) == 1
    assert "every inch" in found.words(found.record.statements[0].content)


def test_nesting(look: Looker) -> None:
    found = look("According to Iranian media, the Iraqi minister claimed that Saudi Arabia had armed the rebels.")
    inner = found.statement("had armed the rebels")
    outer = {s.id: s for s in found.record.statements}[inner.within or ""]
    assert (found.speaker(inner), found.speaker(outer)) == ("Iraqi minister", "Iranian media")


def test_who_cites_whom(look: Looker) -> None:
    found = look("The Iraqi newspaper, citing two officials, wrote that Turkish troops had left the base.")
    speakers = {found.speaker(s): s.within for s in found.record.statements}
    assert set(speakers) == {"Iraqi newspaper", "two officials"}
    assert speakers["two officials"] is not None


@pytest.mark.parametrize("title", ["Iran will never yield: Zarif", "Zarif: Iran will never yield"])
def test_headlines(look: Looker, title: str) -> None:
    text = f"{title}\n\nIranian Foreign Minister Javad Zarif gave an interview on Monday. He spoke for an hour."
    found = look(text)
    assert "Zarif" in (found.speaker(found.statement("Iran will never yield")) or "")


@pytest.mark.parametrize(
    "text",
    ["The Iraqi ministry declined to comment on the report.", "The Iraqi ministry did not comment on the strike."],
)
def test_no_comment_claims_nothing(look: Looker, text: str) -> None:
    assert all(s.kind == "deny_comment" for s in look(text).record.statements)


@pytest.mark.parametrize("text", ["The fight showed that unity matters.", "The river reads low this year.", "Iran called off the talks."])
def test_what_is_no_statement(look: Looker, text: str) -> None:
    assert look(text).record.statements == ()


def test_addressee(look: Looker) -> None:
    found = look("Germany urged Poland to open the talks.")
    statement = found.statement("open the talks")
    assert statement.addressee is not None and found.actors[statement.addressee].country == "POL"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='ab ."“”«»\n', max_size=80))
def test_quotes_hold_and_never_overlap(text: str) -> None:
    pieces = sorted(p for q in find_quotes(text) for p in q)
    for (_, end), (start, _) in itertools.pairwise(pieces):
        assert end <= start
    assert all(0 <= s < e <= len(text) for s, e in pieces)


def test_a_statement_within_another_stands_in_its_words() -> None:
    record = read("Reuters cited an Iraqi official who said that Turkey denied that its jets had bombed the village.")
    by_id = {s.id: s for s in record.statements}
    for s in record.statements:
        if s.within:
            assert any(inside(s.cue[0], c) or s.content[0] == c for c in by_id[s.within].content)


_QUARREL = "Poland and Belarus quarrel about the river. Belarus closed the bridge on Monday. Poland and Belarus have talked since May. "


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Poland welcomed the release of the vessel by Belarus.", "the release of the vessel by Belarus"),
        ("Poland rejected the Belarusian request to reopen the bridge.", "the Belarusian request to reopen the bridge"),
        ("Poland wants to reopen the bridge.", "to reopen the bridge"),
        ("Senator Jan Kowal of Poland repeatedly attacked Belarus as a bully.", "Belarus as a bully"),
    ],
)
def test_what_somebody_thinks_of_a_thing_is_said(look: Looker, text: str, content: str) -> None:
    found = look(_QUARREL + text)
    assert found.words(found.statement(content).content) == content


@pytest.mark.parametrize("text", ["Poland attacked the Belarusian post at noon.", "Belarus signed a protocol on the bridge."])
def test_what_somebody_does_is_not_said(look: Looker, text: str) -> None:
    assert all(s.content[-1][1] < len(_QUARREL) for s in look(_QUARREL + text).record.statements)


def test_a_cue_has_the_sources_of_its_own_sentence() -> None:
    doc = pipeline()("The minister called in Mr. Ali Osman. General Musa Karim said it was late.")
    at = doc.text.index
    cue = Found("cue", at("said"), at("said") + 4, 12, 0.9)
    envoy, general = Found("source", at("Mr."), at(". General"), 4, 0.9), Found("source", at("General"), at(" said"), 8, 0.9)
    group = [cue, envoy, general]
    _of_one_sentence(group, Layout(doc))
    assert group == [cue, general]
