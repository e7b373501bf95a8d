"""Any text at all gives a record whose spans hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import dragoman
from dragoman.intake import InputError, Source
from dragoman.model import Record, Report
from dragoman.reading.read import read_source

WORDS = st.sampled_from(
    ["Iran", "Iraq", "said", "the", "minister", "accused", "of", "bombing", "“", "”", '"', ".", ",", "\n", "\n\n", "denied", "that", "it", "signed", "an",
     "agreement", "with", "General", "Ali", "Baqeri", "on", "Monday", "2014", "will", "not", "visit", "Tehran", "(Reuters)", "-", "his", "counterpart",
     "two", "countries", "both", "sides", "IS", "’s", "'s", "U.S.", "\u200f", "\u0000", "é", "war", "US", "Read more"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join))
def test_any_jumble_of_report_words_reads(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_text_reads(text: str) -> None:
    check(text)


def check(text: str) -> None:
    if not text.strip():
        with pytest.raises(InputError):
            Source(text=text, origin="test")
        return
    record = read_source(Source(text=text, origin="test", published="2020-01-02"))
    assert record.report.text == text.replace("\0", "\ufffd")  # which no database can hold
    assert Record.from_json(record.to_json()) == record
    for start, end in record.spans():
        assert text[start:end].strip()
    for a, b in zip(record.passages, record.passages[1:], strict=False):
        assert a.end <= b.start


def test_right_to_left_marks_and_control_characters() -> None:
    record = dragoman.read("\u200fIran\u200e and Oman\x07 signed an agreement \u202eon Monday.\x00")
    assert record.report.text.startswith("\u200f")


def test_what_is_too_long_is_kept_unread() -> None:
    record = dragoman.read("Iran signed. " * 100_000)
    assert [w.code for w in record.warnings] == ["too_long"]
    assert record.events == ()


def test_spans_outside_the_text_are_refused() -> None:
    report = Report(id="x", origin="x", text="Iran.")
    with pytest.raises(ValidationError, match="does not hold"):
        Record.model_validate({"version": "0", "report": report, "passages": [{"kind": "body", "start": 0, "end": 99}]})


def test_records_are_frozen() -> None:
    record = dragoman.read("Iran signed an agreement with Oman.")
    with pytest.raises(ValidationError, match="frozen"):
        record.version = "2"
