"""dragoman as a library: what it exports, its errors, and what it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman.codebook.dictionaries import DictionaryError
from dragoman.evaluation.gold import GoldError
from dragoman.export import ExportError
from dragoman.export.corrections import CorrectionsError
from dragoman.intake import InputError
from dragoman.model.correction import CorrectionError
from dragoman.store import Store, StoreError
from dragoman.store.desk.coding import CodingError
from dragoman.store.desk.notes import NoteError
from dragoman.store.desk.scope import ScopeError
from dragoman.store.queries import CursorError


def test_one_error_is_above_all_errors() -> None:
    rooms = (DictionaryError, GoldError, ExportError, CorrectionsError, InputError, CorrectionError, StoreError)
    assert all(
        issubclass(e, dragoman.DragomanError) for e in (*rooms, CodingError, NoteError, ScopeError, CursorError, dragoman.SetupError)
    )
    assert dragoman.InputError is InputError and dragoman.StoreError is StoreError and dragoman.CorrectionError is CorrectionError
    assert all(hasattr(dragoman, name) for name in dragoman.__all__)
    with pytest.raises(dragoman.DragomanError, match="no dossier"):
        Store("/no/where.db", create=False)


@pytest.mark.parametrize(
    ("given", "instead"),
    [("report.txt", r"pathlib\.Path\('report\.txt'\)"), ("a/b/c.pdf", "Path"), ("https://paper.example/1", "dragoman read https")],
)
def test_a_string_that_names_a_file_is_no_report(given: str, instead: str) -> None:
    with pytest.raises(dragoman.InputError, match=instead):
        dragoman.read(given)


def test_a_short_text_is_a_report_and_a_path_is_read(tmp_path: Path) -> None:
    file = tmp_path / "r.txt"
    file.write_text("Chad condemned Libya.", encoding="utf8")
    assert dragoman.read("Chad condemned Libya.").events == dragoman.read(file).events
    assert dragoman.read("Ceasefire.").report.text == "Ceasefire."


def test_naming_errors_and_help_load_neither_the_model_nor_the_parser() -> None:
    code = "import sys, dragoman.cli.main, dragoman; print([m for m in ('pydantic', 'spacy', 'sqlalchemy', 'rich') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_reading_a_file_loads_nothing_that_only_fetching_or_spacys_own_commands_need(tmp_path: Path) -> None:
    file = tmp_path / "r.txt"
    file.write_text("Chad condemned Libya.", encoding="utf8")
    code = f"""
import sys, pathlib, dragoman, dragoman.intake.collect
assert dragoman.read(pathlib.Path({str(file)!r})).events
print([m for m in ("spacy.cli", "httpx", "requests", "charset_normalizer", "lxml", "http.client", "numpy.ma") if m in sys.modules])
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__, "spacy.cli" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == ["[]", "True True"]
