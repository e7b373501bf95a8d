"""Archives of the web, short entries of feeds, a dry run, and files that are cut off."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from dragoman.intake import Failure, Settings, Source
from dragoman.intake.formats import FORMATS, reports_in
from dragoman.intake.teasers import is_whole
from tests.intake_samples import ANSWERS, ENVOY, LINE, PAGE, RAIL, UNI, good, mail, read, table
from tests.test_cli import run
from tests.test_ways_in import feed, item, warc


def test_archives_of_the_web_give_texts_and_resources_and_no_furniture() -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, kind, type_, body in (
        ("https://h.example/a", "conversion", "text/plain", RAIL),
        ("https://h.example/b", "resource", "text/html; charset=utf-8", PAGE),
        ("https://h.example/c", "metadata", "application/warc-fields", "fetchTimeMs: 12"),
        ("https://h.example/robots.txt", "resource", "text/plain", "User-agent: *"),
        ("https://h.example/x.png", "resource", "image/png", "x"),
    ):
        writer.write_record(writer.create_warc_record(address, kind, payload=io.BytesIO(body.encode()), warc_content_type=type_))
    found = good(read(out.getvalue(), "w.warc.gz"))
    assert [s.origin for s in found] == ["https://h.example/a", "https://h.example/b"] and found[0].text == RAIL and LINE in found[1].text
    answers = [
        ("https://h.example/robots.txt", "text/plain", "x"),
        ("https://h.example/a.css", "text/css", "b{}"),
        ("https://h.example/a", "text/html", PAGE),
        ("https://h.example/s", "text/javascript", "x"),
    ]
    assert [s.origin for s in good(read(warc(answers), "w.warc"))] == ["https://h.example/a"]


def test_words_that_an_archive_hides_behind_a_record_are_named(capfd: pytest.CaptureFixture[str]) -> None:
    data = warc([("https://h.example/a", "text/html", PAGE), ("https://h.example/b", "text/html", PAGE)], gzipped=False)
    cut = re.sub(rb"(Content-Length: )(\d+)", lambda m: m[1] + str(int(m[2]) - 9).encode(), data, count=1)
    found = read(cut, "w.warc")
    assert [one.origin for one in found] == ["https://h.example/a", "https://h.example/a", "https://h.example/b"]
    assert isinstance(found[1], Failure) and "not as long as it says" in found[1].reason
    assert not capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"{RAIL}\n\n{LINE}", True),
        (f"{RAIL} It opens soon.", True),
        (f"{RAIL} The post Rail appeared first on Harbour.", False),
        (RAIL, False),
        (f"{RAIL} It opens ...", False),
        (f"{RAIL} It opens soon […]", False),
        (f"{RAIL} It opens soon. Read more", False),
        (f"{RAIL} It opens soon. Continue reading Rail →", False),
        (f"{RAIL} It opens", False),
        (RAIL * 6, True),
    ],
)
def test_short_entries_that_are_reports_and_teasers(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def test_a_short_report_in_a_feed_is_read_and_a_teaser_where_the_user_says_so() -> None:
    data = feed(item("Rail", f"{RAIL}</p><p>{LINE}", "http://h.example/a") + item("Envoys", f"{ENVOY} ...", "http://h.example/e"))
    rail, teaser = read(data, "f.xml")
    assert isinstance(rail, Source) and rail.text == f"Rail\n\n{RAIL}\n\n{LINE}"
    assert isinstance(teaser, Failure) and "teaser" in teaser.reason and "--short-entries" in teaser.reason
    assert len(good(read(data, "f.xml", Settings(short_entries=True)))) == 2


def test_every_format_has_a_name() -> None:
    assert all(f.name for f in FORMATS) and FORMATS[-1].name == "text"


def every_second(text: str) -> Iterator[str]:
    """A text cut off at many places: no cut may raise."""
    yield from (text[:n] for n in range(1, len(text), 37))


@pytest.mark.parametrize("text", [UNI, json.dumps(ANSWERS), PAGE, table(";"), bytes(mail(RAIL, PAGE, Subject="x")).decode()])
def test_what_is_cut_off_never_raises(text: str) -> None:
    for part in every_second(text):
        assert all(isinstance(x, Source | Failure) for x in reports_in(part.encode(), "x", "x.txt", Settings()))


def test_a_dry_run_says_what_would_be_read_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "uni.txt").write_text(UNI)
    (tmp_path / "a.eml").write_bytes(bytes(mail(RAIL, Subject="Rail")))
    (tmp_path / "b.bib").write_text("@article{x}")
    done = run("read", "--dry-run", tmp_path, "--dossier", tmp_path / "x.db", code=1)
    assert "Nexis: 2 reports" in done.stdout and "2021-03-12 to 2021-05-04" in done.stdout and "The Harbour News (2)" in done.stdout
    assert "en (2)" in done.stdout and "mail: 1 report\n" in done.stdout and "BibTeX" in done.stdout
    assert "3 reports would be read, 1 input refused" in done.stdout and not (tmp_path / "x.db").exists()


def test_the_record_holds_what_the_source_tells(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"id;text;Date;Section;url;desk\na1;{RAIL};03/04/2021;World;https://h.example/a;Asia\na2;{ENVOY};;;;\n")
    first, second = map(json.loads, run("read", "--json", tmp_path / "t.csv").stdout.splitlines())
    assert (first["report"]["section"], first["report"]["address"], first["report"]["meta"]) == (
        "World",
        "https://h.example/a",
        {"desk": "Asia"},
    )
    assert any("03/04/2021" in w["message"] for w in first["warnings"])
    assert not {"section", "address", "meta"} & set(second["report"])
    (tmp_path / "o.csv").write_text(f"text;Date\n{RAIL};03/04/2021\n")
    assert json.loads(run("read", "--json", "--month-first", tmp_path / "o.csv").stdout)["report"]["published"] == "2021-03-04"
