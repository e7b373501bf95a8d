"""Marked sentences: `dragoman classify` and what it stands on."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.vocabulary import event_types
from dragoman.reading.classify import classify, marked
from dragoman.reading.events.between import joining
from dragoman.reading.events.hints import hint_of
from dragoman.reading.syntax import parse
from tests.test_cli import run

SENTENCE = "Kenya's foreign minister visited Uganda on Friday."


def spans(sentence: str, source: str, target: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    a, b = sentence.index(source), sentence.index(target)
    return sentence, (a, a + len(source)), (b, b + len(target))


@pytest.mark.parametrize(
    ("sentence", "source", "target", "kind"),
    [
        (SENTENCE, "Kenya's foreign minister", "Uganda", "CONSULT"),
        ("Chad condemned Libya for the raid.", "Chad", "Libya", "ACCUSE"),
        ("Soldiers from Mali killed four herders from Niger.", "Soldiers from Mali", "four herders", "ASSAULT"),
        ("Four herders were killed by Malian soldiers.", "Malian soldiers", "Four herders", "ASSAULT"),
        ("Estonia donated two ambulances to Moldova.", "Estonia", "Moldova", "AID"),
        ("Peru will send a trade mission to Chile.", "Peru", "Chile", "AGREE"),
        ("Bahrain said it would not release the activist.", "Bahrain", "the activist", "REJECT"),
        ("Teachers went on strike against the ministry.", "Teachers", "the ministry", "PROTEST"),
        ("Police in Lusaka arrested two students.", "Police in Lusaka", "two students", "COERCE"),
    ],
)  # fmt: skip
def test_types(sentence: str, source: str, target: str, kind: str) -> None:
    assert next(classify([spans(sentence, source, target)])).type == kind


def test_an_answer_is_whole() -> None:
    answer = next(classify([spans(SENTENCE, "Kenya's foreign minister", "Uganda")]))
    assert set(answer.scores) == set(event_types())
    assert sum(answer.scores.values()) == pytest.approx(1, abs=0.01)
    assert answer.scores[answer.type] == max(answer.scores.values())
    assert answer.modes == ("visit",) and answer.modality == "asserted"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.integers(-2, 45), st.integers(-2, 45))
def test_any_span_is_answered_or_refused(sentence: str, start: int, end: int) -> None:
    try:
        answers = list(classify([(sentence, (start, end), None)]))
    except ValueError:
        assert not sentence.strip() or not 0 <= start < end <= len(sentence)
    else:
        assert len(answers) == 1 and answers[0].type in event_types()


def test_the_predicate_between_two_parties_is_what_is_said_of_them() -> None:
    text, source, target = spans("The rebels said on Monday that they would free two pilots.", "The rebels", "two pilots")
    found = joining(parse(text), source, target)
    assert found is not None and found.text == "free"


@pytest.mark.parametrize(
    ("text", "predicate", "hint"),
    [
        ("Chad lifted the curfew in Abeche.", "lifted", "CONCEDE"),
        ("Chad will send food to Sudan.", "send", "AGREE"),
        ("Chad will expel two envoys of Sudan.", "expel", "THREATEN"),
        ("Chad will not lift the curfew.", "lift", "REJECT"),
        ("Chad sang a song.", "sang", None),
    ],
)
def test_hints_of_the_codebook(text: str, predicate: str, hint: str | None) -> None:
    assert hint_of(next(t for t in parse(text) if t.text == predicate)) == hint


def test_the_command_answers_in_order_and_names_bad_lines() -> None:
    good = {"sentence": SENTENCE, "source": [0, 24], "target": [33, 39]}
    lines = [
        json.dumps(good),
        "{",
        json.dumps({"sentence": SENTENCE, "source": [5, 500], "target": None}),
        json.dumps(good | {"target": "x"}),
    ]
    done = run("classify", stdin="\n".join(lines) + "\n", code=1)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0]["type"] == "CONSULT" and set(answers[0]) == {"type", "modes", "contexts", "modality", "scores"}
    assert [set(a) for a in answers[1:]] == [{"error"}] * 3
    assert "line 2: this is not JSON" in done.stderr and "line 3: span [5, 500]" in done.stderr and 'line 4: "target"' in done.stderr


def test_a_row_without_a_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match='"sentence"'):
        marked('{"text": "x"}')
