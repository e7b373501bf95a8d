"""How likely events and statements are right: what is asked of them, and what is left out."""

from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple

import pytest

from dragoman.intake.source import Source
from dragoman.model.record import Record, Statement
from dragoman.reading import read
from dragoman.reading.cast import Cast
from dragoman.reading.events import likely as of_events
from dragoman.reading.events.found import Found
from dragoman.reading.layout import Layout
from dragoman.reading.statements import likely as of_statements
from dragoman.reading.statements.draft import Draft
from dragoman.reading.trees import Trees, from_dict, trees

TEXT = (
    "NAIROBI, 4 March (Desk) - Kenya signed a defence agreement with Ethiopia on Monday, and Ethiopian troops shelled a Somali village.\n\n"
    'Somalia\'s foreign minister said that "Kenya has told us that its ministers said there was no deal," and Kenya denied it.\n\n'
    "Talks had opened in January. The port was closed for a day. Nobody was hurt. The ministers meet again on Friday in Nairobi.\n"
)


class Given(NamedTuple):
    """What is found in a report before anything is left out."""

    events: list[Found]
    statements: list[Statement]
    drafts: list[Draft]
    cast: Cast
    layout: Layout


def found_in(text: str, monkeypatch: pytest.MonkeyPatch) -> Given:
    caught: dict[str, Any] = {}

    def events(found: list[Found], cast: Cast, layout: Layout) -> list[Found]:
        caught.update(events=found, cast=cast, layout=layout)
        return found

    def statements(found: list[Statement], drafts: list[Draft], cast: Cast, layout: Layout) -> tuple[list[Statement], list[Draft]]:
        caught.update(statements=found, drafts=drafts)
        return found, drafts

    with monkeypatch.context() as patch:
        patch.setattr(read, "likely_events", events)
        patch.setattr(read, "likely_statements", statements)
        read.read_source(Source(text, "r"))
    return Given(**caught)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    return found_in(TEXT, monkeypatch)


def one_split(name: str, threshold: float, low: float, high: float, bar: float = 0.2) -> Trees:
    """A tree of one question: rows of at most the threshold get one probability, the others another."""
    split: list[list[float]] = [[0, threshold, 1, 2, 0.0], [0, 0.0, 1, 1, low], [0, 0.0, 2, 2, high]]
    return from_dict({"names": [name], "base": 0.0, "bar": bar, "depth": 1, "trees": [split]})


def test_all_rows_have_the_same_features_and_all_are_numbers(given: Given) -> None:
    for rows in (
        of_events.features(given.events, given.cast, given.layout),
        of_statements.features(given.statements, given.drafts, given.cast, given.layout),
    ):
        assert len(rows) > 1
        assert len({frozenset(row) for row in rows}) == 1
        assert all(isfinite(value) for row in rows for value in row.values())


def test_the_weights_ask_for_nothing_that_is_not_there(given: Given) -> None:
    (event, *_) = of_events.features(given.events, given.cast, given.layout)
    (statement, *_) = of_statements.features(given.statements, given.drafts, given.cast, given.layout)
    assert set(trees("events").names) <= set(event)
    assert set(trees("statements").names) <= set(statement)


def test_events_that_are_likelier_wrong_than_the_bar_allows_are_left_out(given: Given) -> None:
    all_likely = one_split("e type", 99.0, 2.0, 2.0)
    assert of_events.keep_likely(given.events, given.cast, given.layout, all_likely) == given.events
    without_actors = one_split("p actors", 0.5, -4.0, 2.0)
    nobody = replace(given.events[0], actors=[])
    assert of_events.keep_likely([nobody, *given.events[1:]], given.cast, given.layout, without_actors) == given.events[1:]


@pytest.mark.parametrize(("standing", "shown"), [("reported", False), ("attributed", True)])
def test_a_fact_needs_more_than_a_claim(given: Given, standing: Any, shown: bool) -> None:
    event = replace(given.events[0], modality="asserted", standing=standing)
    between = one_split("e type", 99.0, -1.6, -1.6, bar=0.15)  # a probability of 0.17
    assert bool(of_events.keep_likely([event], given.cast, given.layout, between)) is shown


def test_what_stood_within_a_statement_that_is_left_out_stands_in_the_one_around(given: Given) -> None:
    outer, middle, inner = (replace(given.drafts[0], within=within, confidence=None) for within in (None, 0, 1))
    statements = [given.statements[0].model_copy(update={"id": f"s{n + 1}", "kind": k}) for n, k in enumerate(("claim", "assert", "claim"))]
    claims = one_split("w claim", 0.5, -4.0, 2.0)
    left, drafts = of_statements.keep_likely(statements, [outer, middle, inner], given.cast, given.layout, claims)
    assert [(s.id, s.within) for s in left] == [("s1", None), ("s2", "s1")]
    assert [d.within for d in drafts] == [None, 0]


@pytest.mark.parametrize(("sure", "stays"), [(0.9, True), (0.5, False)])
def test_an_attribution_of_which_the_encoder_is_sure_stays(given: Given, sure: float, stays: bool) -> None:
    unlikely = one_split("c tag", 99.0, -4.0, -4.0)
    draft = replace(given.drafts[0], within=None, confidence=sure)
    left, _ = of_statements.keep_likely(given.statements[:1], [draft], given.cast, given.layout, unlikely)
    assert bool(left) is stays


def test_of_a_report_of_a_few_sentences_no_event_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    short = found_in("Ethiopian troops shelled a Somali village on Monday.\n", monkeypatch)
    unlikely = one_split("e type", 99.0, -4.0, -4.0)
    assert short.events and of_events.keep_likely(short.events, short.cast, short.layout, unlikely) == short.events
    assert all(e.confidence == 0.02 for e in short.events)


def test_confidence_is_that_probability(given: Given) -> None:
    record: Record = read.read_source(Source(TEXT, "r"))
    scores = trees("statements").scores(of_statements.features(given.statements, given.drafts, given.cast, given.layout))
    assert [s.confidence for s in record.statements] == [round(s, 2) for s in scores.tolist() if s >= trees("statements").bar]
    assert record.events and all(e.confidence >= trees("events").bar for e in record.events)


def test_a_report_that_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = found_in("The weather was fine.\n", monkeypatch)
    assert of_events.keep_likely(nothing.events, nothing.cast, nothing.layout) == []
    assert of_statements.keep_likely(nothing.statements, nothing.drafts, nothing.cast, nothing.layout) == ([], [])
