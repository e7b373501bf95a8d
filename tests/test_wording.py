"""What the wording of a trigger says of its event: weighed with the encoder's shares in whole reports, and left alone in single sentences."""

import numpy as np
import pytest

from dragoman.intake.source import Source
from dragoman.reading import read
from dragoman.reading.context import ReportContext
from dragoman.reading.events import wording
from dragoman.reading.events.tables import Table, read_table, table_of
from dragoman.reading.events.wording import NUMBERS, Row, Weighed, Wording, Words, rows_of, worded

SENTENCE = "Kenyan troops crossed the border with Somalia on Monday."
REPORT = SENTENCE + " The army shelled a post. Somalia protested. Talks will go on. Nobody spoke of the dead. The port was shut."


def context_of(text: str, monkeypatch: pytest.MonkeyPatch) -> ReportContext:
    """A report as the encoder's branch leaves it."""
    seen: list[ReportContext] = []

    def look(context: ReportContext) -> ReportContext:
        seen.append(context)
        return context

    monkeypatch.setattr(read, "worded", look)
    read.read_source(Source(text=text, origin="test"))
    return seen[0]


def test_whole_reports_are_weighed_and_sentences_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, single = context_of(REPORT, monkeypatch), context_of(SENTENCE, monkeypatch)
    assert worded(single) is single
    weighed = worded(whole)
    assert not np.allclose(weighed.scores.types, whole.scores.types)
    assert np.allclose(weighed.scores.types.sum(axis=1), 1, atol=1e-3)
    assert np.array_equal(worded(whole).scores.types, weighed.scores.types)


def test_rows_say_how_a_trigger_is_worded(monkeypatch: pytest.MonkeyPatch) -> None:
    context = context_of(REPORT, monkeypatch)
    crossed = next(r for r in rows_of(context) if context.doc[r.token].text == "crossed")
    assert crossed.numbers.shape == (NUMBERS,)
    assert {"cross/VERB", "object border", "cross object border", "subject troop", "states 2", "state subject"} <= set(crossed.names)


def test_a_verb_and_its_noun_share_a_stem(monkeypatch: pytest.MonkeyPatch) -> None:
    context = context_of(REPORT.replace("Talks will go on", "Troops withdrew before the withdrawal was announced"), monkeypatch)
    stems = {context.doc[r.token].text: {n for n in r.names if n.startswith("stem ")} for r in rows_of(context)}
    assert "stem withd" in stems["withdrew"] & stems["withdrawal"]
    assert "stem cross object border" in stems["crossed"]


def row(*names: str) -> Row:
    return Row(0, np.zeros(NUMBERS, dtype=np.float32), names)


def table(weights: dict[str, dict[int, float]]) -> Table:
    rows = {name: np.array([told.get(k, 0.0) for k in range(17)]) for name, told in weights.items()}
    return table_of(rows, 17, 0.1)


def test_a_name_counts_what_its_weight_says_and_an_unknown_one_nothing() -> None:
    sums = table({"cross/VERB": {5: 9.0, 2: -0.5}, "border": {5: 1.0}}).sums([("cross/VERB", "border", "new"), ("nothing such",), ()])
    assert sums[0, 5] == pytest.approx(10) and sums[0, 2] == pytest.approx(-0.5)
    assert not sums[1:].any()


def test_small_weights_are_left_out_and_a_file_gives_the_table_back() -> None:
    weights = {"a": np.full(17, 0.04), "d": np.eye(17)[3] * 0.2, "b": np.linspace(-2, 2, 17), "c": np.linspace(0, 3, 17)}
    whole = table_of(weights, 17, 0.1, 3)
    assert len(whole.keys) == 2 and not whole.sums([("a", "d")]).any()
    again = read_table(whole.arrays("x"), "x")
    assert np.array_equal(again.keys, whole.keys) and np.array_equal(again.whole, whole.whole) and again.step == whole.step


def test_what_words_alone_say_is_weighed_with_the_branch() -> None:
    words = Words(table({"cross/VERB": {5: 9.0}}), np.zeros(17, dtype=np.float32))
    trusting = np.zeros((NUMBERS + 17, 17), dtype=np.float32)
    trusting[NUMBERS:] = 3 * np.eye(17, dtype=np.float32)
    nothing = Weighed(table({}), np.zeros_like(trusting), np.zeros(17, dtype=np.float32))
    rows = [row("cross/VERB"), row("nothing such")]
    told, untold = Wording(words, Weighed(table({}), trusting, nothing.bias)).shares(rows)
    assert told.argmax() == 5 and told[5] > 0.99
    assert np.allclose(untold, 1 / 17)
    assert np.allclose(Wording(words, nothing).shares(rows), 1 / 17)
    leaning = Wording(words, nothing).shares(rows[1:], lean=3.0)[0]
    assert leaning[0] == pytest.approx(1 / (1 + 16 * 3.0), rel=1e-3)


def test_the_weights_of_the_package_are_whole() -> None:
    model = wording.wording()
    for part in (model.words.table, model.weighed.table):
        assert np.all(np.diff(part.keys.astype(np.int64)) > 0)
        assert part.whole.shape == (len(part.keys), 17) and part.whole.any(axis=1).all()
    assert model.weighed.numbers.shape == (NUMBERS + 17, 17)
