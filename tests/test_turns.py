"""Interviews and signed quotations: who speaks is told by layout."""

from hypothesis import given
from hypothesis import strategies as st

import dragoman
from dragoman.cleaning.turns import turns

INTERVIEW = """Minister: Border Stays Open.

The full interview follows.

HOST: Minister, will the crossing with Lesotho stay open?

Thabo MOLOI: It will. We signed the accord in May, and we keep our word.

HOST: Maseru says that your troops fired on its post.

MOLOI: That never happened.
"""


def said(text: str) -> list[tuple[str, list[str]]]:
    return [(text[slice(*t.who)], [text[slice(*w)] for w in t.words]) for t in turns(text)]


def test_turns_of_an_interview() -> None:
    assert [who for who, _ in said(INTERVIEW)] == ["HOST", "Thabo MOLOI", "HOST", "MOLOI"]
    assert said(INTERVIEW)[3][1] == ["That never happened."]


def test_a_turn_goes_on_over_quoted_paragraphs() -> None:
    text = '"NKOSI: Who fired?\n\n"DLAMINI: Nobody did.\n\n"We have asked them twice.\n\n"NKOSI: And then?"'
    assert said(text) == [
        ("NKOSI", ["Who fired?"]),
        ("DLAMINI", ["Nobody did.", "We have asked them twice."]),
        ("NKOSI", ["And then?"]),
    ]


def test_a_lone_mark_ends_a_turn() -> None:
    assert said('"NKOSI: Who?\n\n"DLAMINI: Nobody.\n\n"NKOSI: Well?\n\n"')[-1][0] == "NKOSI"


def test_signed_quotations() -> None:
    text = "Readers write.\n\n“They broke the truce.” ― Amina Diallo\n\n“We want peace!” — Ousmane Ba, Dakar\n"
    assert said(text) == [("Amina Diallo", ["“They broke the truce.”"]), ("Ousmane Ba, Dakar", ["“We want peace!”"])]


def test_a_list_is_no_interview() -> None:
    assert not turns("Place: Aden.\n\nDate: 3 May.\n\nParties: Oman and Yemen.\n")
    assert not turns("UPDATE: one.\n\nUPDATE: two.\n\nUPDATE: three.\n")
    assert not turns("MOSCOW: Russia said on Monday that it would leave the treaty.\n\nA second line.\n")


def test_turns_become_statements_by_their_speakers() -> None:
    record = dragoman.read(INTERVIEW)
    layout = [s for s in record.statements if s.read_by == "rule: layout"]
    assert [record.report.text[slice(*s.speaker_span[0])] for s in layout] == ["HOST", "Thabo MOLOI", "HOST", "MOLOI"]
    denied = layout[3]
    assert denied.within is None and [record.report.text[slice(*c)] for c in denied.content] == ["That never happened."]
    assert not [p for p in record.passages if p.kind == "dateline"]
    inner = [s for s in record.statements if s.within == layout[2].id]
    assert any("fired" in record.report.text[slice(*s.content[0])] for s in inner)


@given(st.text(alphabet='Aa B:"“”―-.\n', max_size=120))
def test_turns_lie_in_the_text_and_apart(text: str) -> None:
    last = 0
    for turn in turns(text):
        for start, end in (turn.who, turn.mark):
            assert text[start:end].strip()
        assert all(text[s:e].strip() for s, e in turn.words)
        assert turn.who[0] >= last or turn.mark[0] >= last
        last = min(turn.who[0], turn.words[0][0])


def test_an_answer_is_said_by_whom_the_transcript_names() -> None:
    text = "Weekly briefing\n\nSPOKESMAN VEGA: Welcome.\n\nQ (Radio Lago): Was the bridge closed?\n\nA: It was not closed. We open it on Monday.\n\nQ (same reporter): When?\n\nA: At noon.\n"
    found = turns(text)
    assert [text[slice(*t.who)] for t in found] == ["SPOKESMAN VEGA", "Radio Lago", "A", "Q", "A"]
    assert [text[slice(*t.stands_for)] if t.stands_for else "" for t in found] == ["", "", "SPOKESMAN VEGA", "", "SPOKESMAN VEGA"]
