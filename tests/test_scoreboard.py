"""Figures on gold data stay at or above their floors, and the documentation is current."""

import json
from pathlib import Path

import pytest

from dragoman.codebook.render import as_markdown
from dragoman.codebook.vocabulary import event_types, modes_of, quad_of
from dragoman.evaluation.attribution import score_attribution
from dragoman.evaluation.events import score_modality, score_plv, score_silence
from dragoman.evaluation.field import score_field
from dragoman.evaluation.gold import GoldError
from dragoman.evaluation.reports import score_folder
from dragoman.evaluation.statements import score_statements
from dragoman.evaluation.stories import score_stories
from dragoman.evaluation.synthetic import score_synthetic
from tests.conftest import EXAMPLES, ROOT

FLOORS = json.loads((ROOT / "src/dragoman/evaluation/floors.json").read_text())
CEILINGS = {
    "false_facts",
    "trapped",
    "bad_spans",
    "unsupported_per_report",
    "aside_false_facts",
    "open_false_facts",
    "per_100_sentences",
    "per_report",
    "per_other_report",
}


def check(figures: dict[str, float], floors: dict[str, float], missed: list[str]) -> None:
    short = [n for n, v in floors.items() if (figures[n] > v if n in CEILINGS else figures[n] < v)]
    assert not short, "\n".join([f"{n}: {figures[n]:.1f} against {floors[n]}" for n in short] + missed)


def test_examples() -> None:
    check(*_scored(EXAMPLES, "examples"))


def test_seeds(shared: Path) -> None:
    check(*_scored(shared, "seeds"))


@pytest.mark.parametrize("part", ["c", "d"])
def test_coded_reports(shared: Path, part: str) -> None:
    figures, missed = score_field(shared / "gold/field", part)
    check(figures, FLOORS[f"field_{part}"], missed)


def test_single_passages() -> None:
    figures, missed = score_statements(EXAMPLES / "statements.jsonl")
    check(figures, FLOORS["statements"], missed)


def test_modality_and_standing() -> None:
    figures, missed = score_modality(EXAMPLES / "modality.jsonl")
    check(figures, FLOORS["modality"], missed)


def test_silence_where_nothing_political_happened() -> None:
    figures, read = score_silence(EXAMPLES / "silence")
    check(figures, FLOORS["silence"], read)


def test_stories_told_by_several_reports() -> None:
    figures, missed = score_stories(EXAMPLES / "stories")
    check(figures, FLOORS["stories"], missed)


def test_records_of_the_generator() -> None:
    figures, missed = score_synthetic(1000)
    check(figures, FLOORS["synthetic"], missed)


def test_types_of_marked_pairs(tmp_path: Path) -> None:
    lines = [
        {"sentence": "Chad condemned Libya.", "source": [0, 4], "target": [15, 20], "type": "ACCUSE"},
        {"sentence": "Chad condemned Libya.", "source": [0, 4], "target": [15, 20], "type": "AID"},
    ]
    path = tmp_path / "plv.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    figures, missed = score_plv(path)
    assert figures["accuracy"] == 50 and missed == ["AID read as ACCUSE: 'Chad condemned Libya.'"]


def test_a_folder_without_silence(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"sentences\.txt"):
        score_silence(tmp_path)


def test_attribution_on_polnear(shared: Path) -> None:
    figures = score_attribution(shared / "gold/attribution/polnear_dev.jsonl")
    check(figures, FLOORS["polnear_dev"], [])


def _scored(folder: Path, name: str) -> tuple[dict[str, float], dict[str, float], list[str]]:
    figures, missed = score_folder(folder)
    return figures, FLOORS[name], missed


def test_misses_are_seen(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "reports/a.txt").write_text("Iran condemned Iraq on Monday in a long speech to the nation.")
    gold = {
        "events": [{"type": ["AID"], "actor": ["IRN"], "recipient": ["IRQ"], "status": "actual"}],
        "acceptable": [],
        "false_fact": [{"type": "ACCUSE", "actor": "IRN"}],
    }
    (tmp_path / "gold/a.json").write_text(json.dumps(gold))
    (tmp_path / "index.jsonl").write_text('{"id": "a", "file": "reports/a.txt"}\n')
    figures, missed = score_folder(tmp_path)
    assert (figures["events"], figures["event_precision"], figures["false_facts"]) == (0, 0, 1)
    assert len(missed) == 3, missed


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold reports"):
        score_folder(tmp_path)


def test_the_codebook_page_is_current() -> None:
    assert (ROOT / "docs/reference/codebook.md").read_text() == as_markdown(), "docs/reference/codebook.md is stale: run `make docs`"


def test_every_type_has_a_class_and_modes_of_its_own() -> None:
    assert len(event_types()) == 16
    assert {quad_of(t) for t in event_types()} == {"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"}
    assert "drone" in modes_of("ASSAULT") and modes_of("AGREE") == ()
