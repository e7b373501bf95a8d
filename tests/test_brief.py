"""Briefings on two states."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx import Document

import dragoman
from dragoman.export.brief import Briefing, briefing
from dragoman.export.setting import text_of, write
from dragoman.model import Record
from dragoman.store import Store
from dragoman.store.filters import Filter
from tests.conftest import stories


def made(folder: Path, records: Iterable[Record], between: tuple[str, str]) -> Briefing:
    f = Filter(frozenset(between))
    with Store(folder / "b.db") as store, store.batch() as add:
        for record in records:
            add(record)
    with Store(folder / "b.db") as store, store.view(f) as view:
        return briefing(view, f)


@pytest.mark.parametrize("between", [("PAK", "AFG"), ("KEN", "ETH"), ("ARM", "AZE")])
def test_a_briefing_leads_every_line_to_its_words(tmp_path: Path, between: tuple[str, str]) -> None:
    b = made(tmp_path, stories(), between)
    notes = [line for line in text_of(b, "markdown").splitlines() if line.startswith("[^")]
    assert notes
    texts = " ".join(" ".join(r.report.text.split()) for r in stories())
    for line in notes:
        words, _, source = line.split("“", 1)[1].partition("” — ")
        assert source in text_of(b, "markdown").split("## Sources")[1]
        assert all(piece in texts for piece in words.split(" … "))
    page = text_of(b, "html")
    assert page.count('id="note-') == len(notes) and all(f'href="#note-{i}"' in page for i in range(1, len(notes) + 1))
    write(b, "docx", tmp_path / "b.docx")
    paragraphs = [p.text for p in Document(str(tmp_path / "b.docx")).paragraphs]
    assert paragraphs[0] == b.title and "Sources" in paragraphs
    with zipfile.ZipFile(tmp_path / "b.docx") as parts:
        feet, body = parts.read("word/footnotes.xml").decode(), parts.read("word/document.xml").decode()
    assert feet.count("<w:footnoteRef/>") == body.count("<w:footnoteReference ") == len(notes)
    assert all(f'w:footnote w:id="{n}"' in feet and f'footnoteReference w:id="{n}"' in body for n in range(1, len(notes) + 1))


def test_a_briefing_escapes_what_reports_say(tmp_path: Path) -> None:
    record = dragoman.read("Chad condemned <script>alert(1)</script> Libya for the raid on Monday.", published="2024-05-07")
    assert "<script>" not in text_of(made(tmp_path, [record], ("TCD", "LBY")), "html")


def test_a_briefing_needs_two_states_of_which_something_was_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two states"):
        made(tmp_path, [], ("TCD",))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="nothing has been read of Chad and Libya"):
        made(tmp_path, [], ("TCD", "LBY"))
