"""What comes in, in every form, and what bad input gets."""

import gzip
import io
import json
from pathlib import Path

import pytest

from dragoman.intake import Failure, InputError, Settings, Source
from dragoman.intake.collect import collect, load
from dragoman.intake.decode import decode
from dragoman.intake.html import is_html

TEXT = "Iran and Oman signed a pact on Monday."


def one(path: Path) -> Source | Failure:
    found = list(collect([str(path)]))
    assert len(found) == 1
    return found[0]


def reason(path: Path) -> str:
    found = one(path)
    assert isinstance(found, Failure)
    return found.reason


def test_text_and_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert [s.text for s in collect([str(tmp_path)]) if isinstance(s, Source)] == [TEXT, TEXT]


@pytest.mark.parametrize("encoding", ["utf8", "utf-8-sig", "utf-16", "cp1252", "cp1251"])
def test_encodings_are_detected(encoding: str) -> None:
    text = "Президент Ирана прибыл в Москву с визитом. " * 8 if encoding == "cp1251" else "The café’s “friends” met in Orléans. " * 8
    assert decode(text.encode(encoding)) == text


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {"id": "x1", "text": TEXT, "published": "2020-01-02", "outlet": "IRNA"},
        {"text": ""},
        {"id": "x3", "text": TEXT, "published": "2020-02-30"},
    ]
    file = tmp_path / "r.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\nnot json\n[1]\n")
    found = list(collect([str(file)]))
    good = found[0]
    assert isinstance(good, Source)
    assert (good.report_id, good.published, good.outlet) == ("x1", "2020-01-02", "IRNA")
    reasons = [f.reason for f in found[1:] if isinstance(f, Failure)]
    assert len(reasons) == 4
    assert "no text" in reasons[0] and "2020-02-30" in reasons[1] and "not JSON" in reasons[2] and "JSON object" in reasons[3]
    assert isinstance(found[2], Failure) and found[2].origin == f"{file}:3"


def test_a_page(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The two states signed agreement number {n} on border security in Muscat on Monday, officials said.</p>" for n in range(6)
    )
    page = f"<!DOCTYPE html><html><head><title>Pact signed</title><meta property='article:published_time' content='2020-01-02T10:00:00Z'></head><body><nav>Home</nav><article><h1>Pact signed</h1>{body}</article></body></html>"
    (tmp_path / "p.html").write_text(page)
    found = one(tmp_path / "p.html")
    assert isinstance(found, Source)
    assert "agreement number 3" in found.text and "<p>" not in found.text
    assert (found.title, found.published) == ("Pact signed", "2020-01-02")


def test_a_page_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text("<!DOCTYPE html><html><body></body></html>")
    assert "no article" in reason(tmp_path / "p.html")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"%PDF-1.7 ...", "broken PDF"),
        (b"\x1f\x8b\x08broken", "gzip"),
        (bytes(range(128, 256)) * 9, "encoding"),
    ],
)
def test_bad_files_are_named(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    assert words in reason(tmp_path / "bad.txt")


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    assert "no such" in reason(tmp_path / "none.txt")
    assert "no report" in reason(tmp_path)


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x00")
    (tmp_path / "b.txt").write_text(TEXT)
    assert [type(x) for x in collect([str(tmp_path)])] == [Failure, Source]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, text in ((TEXT, TEXT), (json.dumps({"text": TEXT}), TEXT)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        found = next(iter(collect(["-"])))
        assert isinstance(found, Source) and found.text == text


def test_options_hold_for_reports_that_tell_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = next(iter(collect([str(tmp_path / "a.txt")], Settings(published="2020-01-02", outlet="IRNA"))))
    assert isinstance(found, Source) and (found.published, found.outlet) == ("2020-01-02", "IRNA")


def test_load_wants_one_report(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(f'{{"text": "{TEXT}"}}\n' * 2)
    with pytest.raises(InputError, match="2 reports"):
        load(tmp_path / "r.jsonl")


def test_ids_are_given_or_derived() -> None:
    a, b = Source(text=TEXT, origin="x"), Source(text=TEXT + " ", origin="x")
    assert a.report_id == Source(text=TEXT, origin="x").report_id != b.report_id
    assert Source(text=TEXT, origin="x", id="mine").report_id == "mine"


@pytest.mark.parametrize(
    ("text", "page"), [("<html><p>a", True), ("<!-- x --><!DOCTYPE html>", True), ("a < b and <p>", False), (TEXT, False)]
)
def test_pages_are_told_from_texts(text: str, page: bool) -> None:
    assert is_html(text) is page
