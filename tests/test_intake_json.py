"""JSON of news programs, prose that begins like something else, and what is refused by name."""

import base64
import io
import json
import zipfile

import pytest

from dragoman.intake import Failure, Source
from tests.intake_samples import ANSWERS, ENVOY, LINE, RAIL, UNI, good, read, reason
from tests.test_ways_in import pdf


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("indent", [None, 2])
def test_answers_of_programs_are_their_articles(answer: object, indent: int | None) -> None:
    (one,) = good(read(json.dumps(answer, indent=indent), "a.json"))
    assert one.text == f"Rail\n\n{RAIL}"
    assert (one.title, one.outlet, one.byline, one.published, one.address) == (
        "Rail",
        "Harbour",
        "K. Sisouk",
        "2021-05-04",
        "https://h.example/a",
    )


def test_json_that_is_cut_off_lists_addresses_or_is_unknown_is_refused() -> None:
    assert "JSON Lines" in reason(read('{"a": 1, "b": {"c": [1, 2]}}', "a.json"))
    assert "JSON Lines" in reason(read('["a text", "another"]', "a.json"))
    assert "broken" in reason(read('{"status": "ok", "articles": [{"title": "Rail", "con', "a.json"))
    assert "breaks off" in reason(
        read(json.dumps({"articles": [{"title": "x", "url": "https://h.example/a", "content": f"{RAIL}… [+1234 chars]"}]}), "a.json")
    )
    addresses = json.dumps({"stories": [{"stories_id": 1, "media_name": "H", "title": "Rail", "url": "https://h.example/a"}]})
    assert "Media Cloud" in reason(read(addresses, "a.json")) and "--fetch" in reason(read(addresses, "a.json"))


def test_lines_of_json_under_another_name_and_with_other_keys() -> None:
    lines = "\n".join(
        json.dumps(row)
        for row in (
            {"text": RAIL, "published": "Tue, 04 May 2021 10:30:00 GMT", "byline": "K"},
            {"content": ENVOY, "url": "https://h.example/e"},
        )
    )
    rail, envoy = good(read(lines, "a.json"))
    assert (rail.text, rail.published, rail.byline) == (RAIL, "2021-05-04", "K") and envoy.text == ENVOY


@pytest.mark.parametrize(
    "text",
    [
        f"{{Editor's note: corrected.}}\n\n{RAIL}",
        f"[VIENTIANE] {RAIL}",
        f"<Editor's note> {RAIL}",
        f"<note>Corrected.</note>\n\n{RAIL}",
        f"{RAIL}\n\nThe page used a <tag> and <another>.",
        f"From: our correspondent\n\n{RAIL}",
        f"Note: this is new\nRail: a history\n\n{RAIL}",
        f"https://h.example/a\n\n{RAIL}",
        f"The form asked for <p>, and so on.\n\n<b>Rail</b>: {RAIL}",
        f"At 10:15 the sum was 3=4F\n\n{RAIL}",
        "A" * 300 + f" {RAIL}",
    ],
)
def test_prose_that_begins_like_something_else_is_prose(text: str) -> None:
    (one,) = good(read(text))
    assert one.text == text and one.format == "text"


@pytest.mark.parametrize(
    "text",
    [
        f"<h2>Rail</h2>\n<p>{RAIL}</p>\n<p>{LINE} <a href='x'>More</a></p>",
        f"Rail\n\n<p>{RAIL}</p>\n<p class='last'>{LINE}</p><br/>\n",
        f"&lt;p&gt;{RAIL}&lt;/p&gt;&lt;p&gt;{LINE}&lt;/p&gt;",
    ],
)
def test_pieces_of_pages_are_read_without_their_tags(text: str) -> None:
    (one,) = good(read(text))
    assert one.format == "page" and RAIL in one.text.split("\n\n") and not {"<", ">", "&lt;"} & set(one.text.split())
    assert "<p" not in one.text and "&lt;" not in one.text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc", "Office"),
        (b"\x89PNG\r\n" + b"\0" * 60, "a.txt", "picture"),
        (base64.encodebytes(RAIL.encode() * 9), "a.txt", "base64"),
        (base64.b64encode(bytes(range(256)) * 9), "a.txt", "base64"),
        (b"@article{x,\n title={Rail}}", "a.bib", "BibTeX"),
        (b"%0 Newspaper Article\n%T Rail", "a.enw", "EndNote"),
        (b"<?xml version='1.0'?><records><a>Rail</a></records>", "a.xml", "<records>"),
        (b"<kml><a>Rail</a></kml>", "a.txt", "<kml>"),
        (b"<?xml version='1.0'?><urlset><url><loc>https://h.example/a</loc></url></urlset>", "a.xml", "sitemap"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nRail", "a.vtt", "subtitles"),
        (b"-----BEGIN PGP MESSAGE-----\n\nabc", "a.txt", "encrypted"),
        (b"rail line.&lt;/p&gt;</content></entry><entry><title>Rail</title></entry></feed>", "a.xml", "piece of a feed"),
        (b"<!----><!----><!---->.", "a.txt", "no words"),
        (b"% notes\n\\documentclass{article}\\begin{document}Rail", "a.tex", "LaTeX"),
        (b"1\n00:00:01,000 --> 00:00:04,000\nRail line\n", "a.srt", "subtitles"),
        (b"diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n", "a.diff", "patch"),
        (b"The premi=C3=A8re of the line in V=C3=ADentiane drew =\nministers, =E2=80=9Call=E2=80=9D said.", "a.txt", "quoted-printable"),
        ("{\\rtf1\\ansi Rail\\par}".encode("utf-16"), "a.txt", "RTF"),
    ],
)
def test_what_is_no_prose_is_refused_by_name(data: bytes, name: str, words: str) -> None:
    assert words in reason(read(data, name))


def test_zip_archives_give_what_is_in_them() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b/uni.txt", UNI)
        archive.writestr("a.pdf", pdf(RAIL))
        archive.writestr("__MACOSX/a.pdf", "x")
        archive.writestr("c.xlsx.txt", b"\0\0\0")
    found = read(out.getvalue(), "all.zip")
    assert [s.format for s in found if isinstance(s, Source)] == ["PDF", "Nexis", "Nexis"]
    assert isinstance(found[-1], Failure) and found[-1].origin == "all.zip/c.xlsx.txt"
