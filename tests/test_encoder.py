"""The encoder's weights, its view of a text, and decoding."""

import itertools
import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.errors import SetupError
from dragoman.reading.encoder.decode import decode
from dragoman.reading.encoder.lexical import COLUMNS
from dragoman.reading.encoder.model import Encoder, calibrated, encoder, session
from dragoman.reading.encoder.pieces import DEPS, FEATURES, SIZES, TAGS
from dragoman.reading.statements.spans import labelled
from dragoman.reading.syntax import parse

WEIGHTS = Path(str(files("dragoman") / "models"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "models"))


def test_weights_are_small() -> None:
    assert sum(f.stat().st_size for f in WEIGHTS.iterdir()) <= 40 * 10**6


def test_every_piece_has_a_row_and_can_come_of_a_text() -> None:
    pieces = json.loads((WEIGHTS / "tokenizer.json").read_text(encoding="utf8"))["model"]["vocab"]
    assert sorted(pieces.values()) == list(range(len(pieces)))
    assert not [p for p, number in pieces.items() if p.startswith("[unused") and number > pieces["[MASK]"]]
    assert [pieces[mark] for mark in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")] == [0, 100, 101, 102, 103]
    run = session(WEIGHTS / "encoder.onnx")

    def given(number: int) -> dict[str, object]:
        ids = np.full((1, 3), number, dtype=np.int64)
        return {"ids": ids, "mask": np.ones_like(ids), "features": np.zeros((1, 3, len(FEATURES)), dtype=np.int64)}

    assert np.isfinite(run.run(["labels"], given(len(pieces) - 1))[0]).all()
    with pytest.raises(Exception, match="indices element out of data bounds"):
        run.run(["labels"], given(len(pieces)))


def test_missing_weights_are_refused(copied: Path) -> None:
    (copied / "encoder.onnx").unlink()
    with pytest.raises(SetupError, match="cannot be read"):
        Encoder(copied)


def test_altered_weights_are_refused(copied: Path) -> None:
    data = bytearray((copied / "encoder.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (copied / "encoder.onnx").write_bytes(bytes(data))
    with pytest.raises(SetupError, match="not those that their card describes"):
        Encoder(copied)


def test_a_broken_card_is_refused(copied: Path) -> None:
    (copied / "card.json").write_text("{")
    with pytest.raises(SetupError, match="install dragoman again"):
        Encoder(copied)


def test_the_card_fits_the_code() -> None:
    card = json.loads((WEIGHTS / "card.json").read_text())
    size = len(card["labels"])
    assert np.array(card["transitions"]).shape == (size, size)
    assert set(card["links"]) == {"source", "content"}
    xs, ys = zip(*card["calibration"], strict=True)
    assert list(xs) == sorted(xs) and list(ys) == sorted(ys) and min(ys) >= 0 and max(ys) <= 1


def test_pieces_lie_on_the_text_and_features_in_their_tables() -> None:
    doc = parse("The Élysée said: “Iran’s café is open.”\n\nTASS\tdisagreed—loudly.")
    p = encoder().read(doc).pieces
    assert p.features.shape == (len(p.ids), len(FEATURES))
    for column, name in enumerate(FEATURES):
        assert p.features[:, column].min() >= 0 and p.features[:, column].max() < SIZES[name]
    for start, end in zip(p.starts, p.ends, strict=True):
        assert doc.text[start:end].strip()
    assert len(TAGS) == len(set(TAGS)) and len(DEPS) == len(set(DEPS))


def test_an_empty_text_has_no_spans() -> None:
    assert labelled(encoder().read(parse(" ")), encoder()) == []


def test_a_long_report_is_read_in_windows_and_reads_the_same_each_time() -> None:
    doc = parse(" ".join(f"The minister of state number {n} said that road {n} would open." for n in range(60)))
    first, second = encoder().read(doc), encoder().read(doc)
    assert len(first.pieces.ids) > 500
    assert np.array_equal(first.labels, second.labels)
    spans = labelled(first, encoder())
    assert sum(s.part == "cue" for s in spans) >= 55


def test_what_else_is_read_at_once_changes_no_score() -> None:
    """Nor does a last bit: nothing on the way is rounded by the largest value around."""
    rng = np.random.default_rng(1)
    states = rng.normal(size=(3, 60, 384)).astype(np.float32) * np.array([1, 1, 9], dtype=np.float32)[:, None, None]
    columns = np.zeros((3, 60, len(COLUMNS)), dtype=np.int64)
    run = session(WEIGHTS / "reader.onnx").run
    alone, beside = (
        run(["spans"], {"states": states[:n], "mask": np.ones((n, 60), dtype=np.int64), "columns": columns[:n]})[0] for n in (1, 3)
    )
    assert np.abs(alone[0] - beside[0]).max() < 1e-3
    nudged = run(["spans"], {"states": states[:1] * np.float32(1 + 1e-6), "mask": np.ones((1, 60), dtype=np.int64), "columns": columns[:1]})
    assert np.abs(alone[0] - nudged[0][0]).max() < 1e-3


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_decoding_finds_the_best_path(words: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(words, 3)).astype(np.float32)
    transitions = rng.normal(size=(3, 3)).astype(np.float32)

    def score(path: tuple[int, ...]) -> float:
        steps = sum(transitions[a, b] for a, b in itertools.pairwise(path))
        return float(sum(emissions[i, label] for i, label in enumerate(path)) + steps)

    best = max(itertools.product(range(3), repeat=words), key=score)
    assert score(tuple(decode(emissions, transitions))) == pytest.approx(score(best), abs=1e-4)


def test_forbidden_labels_never_follow() -> None:
    card = encoder().card
    rng = np.random.default_rng(1)
    path = decode(rng.normal(size=(200, len(card.labels))).astype(np.float32) * 4, card.transitions)
    for a, b in itertools.pairwise(path):
        if card.labels[b].startswith("I-"):
            assert card.labels[a][2:] == card.labels[b][2:]


@pytest.mark.parametrize(("raw", "out"), [(0.0, 0.2), (0.5, 0.4), (0.75, 0.6), (1.0, 0.8)])
def test_calibration_is_by_straight_lines(raw: float, out: float) -> None:
    assert calibrated(raw, [[0.25, 0.2], [0.5, 0.4], [1.0, 0.8]]) == pytest.approx(out)
    assert calibrated(raw, []) == raw
