"""What the wording of a trigger says of its event: weighed with the encoder's shares in whole reports, and left alone in single sentences."""

import numpy as np
import pytest

from dragoman.intake.source import Source
from dragoman.reading import read
from dragoman.reading.context import ReportContext
from dragoman.reading.events import wording
from dragoman.reading.events.wording import NUMBERS, Row, Wording, hashed, rows_of, worded

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
    row = next(r for r in rows_of(context) if context.doc[r.token].text == "crossed")
    assert row.numbers.shape == (NUMBERS,)
    assert {"cross/VERB", "object border", "cross object border", "subject troop", "states 2", "state subject"} <= set(row.names)


def test_a_name_counts_what_its_weight_says_and_an_unknown_one_nothing() -> None:
    keys = np.sort(hashed(["cross/VERB", "border"]))
    named = np.zeros((2, 17), dtype=np.float32)
    named[list(keys).index(hashed(["cross/VERB"])[0]), 5] = 9.0
    model = Wording(keys, named, np.zeros((NUMBERS, 17), dtype=np.float32), np.zeros(17, dtype=np.float32))
    rows = [Row(0, np.zeros(NUMBERS, dtype=np.float32), names) for names in (("cross/VERB",), ("nothing such",))]
    told, untold = model.shares(rows)
    assert told.argmax() == 5 and told[5] > 0.99
    assert np.allclose(untold, 1 / 17)
    leaning = model.shares(rows[1:], lean=3.0)[0]
    assert leaning[0] == pytest.approx(1 / (1 + 16 * 3.0), rel=1e-3)


def test_the_weights_of_the_package_are_whole() -> None:
    model = wording.wording()
    assert np.all(np.diff(model.keys.astype(np.int64)) > 0)
    assert model.named.shape == (len(model.keys), 17) and model.numbers.shape == (NUMBERS, 17)
