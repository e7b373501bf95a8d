"""Mail, saved pages, books, RTF, JSON, tables of any dialect, addresses, archives and feeds; and what is refused by name."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from dragoman.intake import Failure, InputError, Settings, Source
from dragoman.intake.collect import collect
from dragoman.intake.days import day_of, order_in
from dragoman.intake.formats import FORMATS, reports_in
from dragoman.intake.teasers import is_whole
from tests.test_cli import run
from tests.test_intake_exports import ENVOY, LINE, RAIL, UNI, good, read, reason
from tests.test_ways_in import Site, docx, feed, item, pdf, site, warc

__all__ = ["site"]
PARTS = f"<p>{RAIL}</p><p>{LINE}</p>"
PAGE = f"<!DOCTYPE html><html><head><title>Laos, Thailand sign rail accord</title></head><body><article><h1>Laos, Thailand sign rail accord</h1>{PARTS}</article></body></html>"


def mail(text: str = RAIL, html: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": "Harbour Alerts <a@harbour.example>",
        "To": "d@uni.example",
        "Date": "Tue, 04 May 2021 10:30:00 +0200",
        **headers,
    }.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html", cte="base64")
    elif html:
        message.set_content(html, subtype="html", cte="base64")
    return message


def test_a_mail_is_its_text_with_subject_and_day() -> None:
    text = f"{RAIL}\n\n{LINE}\n\nTo unsubscribe click here.\n\n-- \nHarbour Alerts\n"
    (one,) = good(
        read(
            bytes(mail(text, "<p>x</p>", Subject="Fwd: Laos, Thailand – rail accord", Message_ID="<77@harbour.example>", List_Id="x")),
            "a.eml",
        )
    )
    assert one.text == f"Laos, Thailand – rail accord\n\n{RAIL}\n\n{LINE}"
    assert (one.title, one.published, one.outlet, one.id) == (
        "Laos, Thailand – rail accord",
        "2021-05-04",
        "Harbour Alerts",
        "77@harbour.example",
    )
    (page,) = good(read(bytes(mail("", f"<html><body><style>p {{}}</style>{PARTS}</body></html>", Subject="Rail")), "mail"))
    assert page.text == f"Rail\n\n{RAIL}\n\n{LINE}"


def test_documents_attached_to_a_mail_are_reports_of_their_own() -> None:
    message = mail("Two more reports are attached, as we spoke of.", Subject="Reports")
    message.add_attachment(docx("Pact", RAIL), maintype="application", subtype="octet-stream", filename="pact.docx")
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(mail(ENVOY, Subject="Envoys"))
    found = good(read(bytes(message), "a.eml"))
    assert [s.format for s in found] == ["mail", "DOCX", "mail"]
    assert found[1].text == f"Pact\n\n{RAIL}" and found[1].origin == "a.eml/pact.docx"
    assert found[2].text == f"Envoys\n\n{ENVOY}"


def test_a_mailbox_is_a_report_a_message() -> None:
    box = b"".join(
        b"From a@harbour.example Tue May  4 10:30:00 2021\n" + bytes(mail(text, Subject=title)).replace(b"\nFrom ", b"\n>From ") + b"\n"
        for title, text in (("Rail", f"{RAIL}\n\nFrom here it goes north."), ("Envoys", ENVOY))
    )
    rail, envoy = good(read(box, "alerts.mbox"))
    assert rail.text == f"Rail\n\n{RAIL}\n\nFrom here it goes north." and envoy.text == f"Envoys\n\n{ENVOY}"
    assert rail.origin == "alerts.mbox:1"


def test_mails_made_to_do_harm_are_refused() -> None:
    inner = mail(RAIL, Subject="x")
    for _ in range(6):
        outer = mail("see below, it is all in the mail that follows this one", Subject="x")
        outer.add_attachment(inner)
        inner = outer
    assert any(isinstance(f, Failure) and "files deep" in f.reason for f in read(bytes(inner), "a.eml"))
    deep = b"From: a\nDate: x\nMIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    assert "nested too deep" in reason(read(deep, "a.eml"))


def test_a_saved_page_is_a_page_and_the_day_of_saving_not_its_own() -> None:
    saved = (
        "From: <Saved by Browser>\nSnapshot-Content-Location: https://harbour.example/rail\nSubject: Rail\nDate: Wed, 5 Jan 2022 10:00:00 -0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="B"\n\n--B\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: base64\nContent-Location: https://harbour.example/rail\n\n"
        + base64.encodebytes(PAGE.encode()).decode()
        + "\n--B\nContent-Type: image/png\nContent-Location: https://harbour.example/x.png\n\nxx\n--B--\n"
    )
    (one,) = good(read(saved, "rail.mhtml"))
    assert RAIL in one.text and "MIME" not in one.text and one.published is None
    assert (one.address, one.format) == ("https://harbour.example/rail", "MHTML")


def book(pages: list[str], about: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>')
        items = "".join(f'<item id="i{n}" href="p%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(pages)))
        refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
        archive.writestr(
            "OEBPS/a.opf", f'<package xmlns:dc="d"><metadata>{about}</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>'
        )
        for n, page in enumerate(pages):
            archive.writestr(
                f"OEBPS/p {n}.xhtml", f'<?xml version="1.0" encoding="utf-8"?><html><head><title>t</title></head><body>{page}</body></html>'
            )
    return out.getvalue()


def test_a_book_is_a_report_an_article() -> None:
    about = "<dc:title>The Harbour News [Tue, 04 May 2021]</dc:title><dc:publisher>calibre</dc:publisher><dc:date>2021-05-04T10:00:00Z</dc:date><dc:language>en</dc:language>"
    pages = [
        "<h1>The Harbour News</h1>",
        "<ul><li>Contents</li><li>Rail</li></ul>",
        f"<h1>Rail</h1>{PARTS}",
        f"<h2>Envoys</h2><p>{ENVOY}</p>",
    ]
    rail, envoy = good(read(book(pages, about), "n.epub"))
    assert rail.text == f"Rail\n\n{RAIL}\n\n{LINE}" and envoy.title == "Envoys"
    assert (rail.outlet, rail.published, rail.language) == ("The Harbour News", "2021-05-04", "en")
    assert "no text" in reason(read(book(["<h1>Cover</h1>"]), "n.epub"))
    assert "far more than its size" in reason(read(book(["x" * 70_000_000]), "n.epub"))


def test_rtf_is_its_text_and_a_damaged_one_is_refused() -> None:
    text = (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}}{\\colortbl;\\red0;}{\\info{\\title T}}\\f0\\b Rail\\b0\\par "
        + RAIL
        + '\\par \\u8220?Soon,\\u8221? he said. {\\field{\\*\\fldinst{HYPERLINK "http://x.example"}}{\\fldrslt More}} caf\\\'e9\\par}'
    )
    (one,) = good(read(text, "a.rtf"))
    assert one.text == f"Rail\n\n{RAIL}\n\n“Soon,” he said. More café"
    assert "damaged RTF" in reason(read(text[:-20], "a.rtf"))
    assert "no text" in reason(read("{\\rtf1{\\fonttbl{\\f0 Arial;}}}", "a.rtf"))


ANSWERS: list[object] = [
    {"status": "ok", "articles": [{"source": {"id": None, "name": "Harbour"}, "author": "K. Sisouk", "title": "Rail", "url": "https://h.example/a", "publishedAt": "2021-05-04T10:30:00Z", "content": RAIL}]},
    {"response": {"results": [{"webTitle": "Rail", "webUrl": "https://h.example/a", "webPublicationDate": "2021-05-04T10:30:00Z", "fields": {"body": f"<p>{RAIL}</p>", "byline": "K. Sisouk", "publication": "Harbour"}}]}},
    {"stories": [{"stories_id": 7, "media_name": "Harbour", "title": "Rail", "url": "https://h.example/a", "publish_date": "2021-05-04 10:00:00", "story_text": RAIL, "author": "K. Sisouk"}]},
    {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": [{"id": "1", "url": "https://h.example/a", "title": "Rail", "content_html": f"<p>{RAIL}</p>", "date_published": "2021-05-04T10:30:00+02:00", "authors": [{"name": "K. Sisouk"}]}]},
    {"hits": {"total": 1, "hits": [{"_id": "1", "_source": {"headline": "Rail", "body": RAIL, "date": "20210504", "source": "Harbour", "byline": "K. Sisouk", "url": "https://h.example/a"}}]}},
    [{"title": "Rail", "body": RAIL, "date": "2021-05-04", "source": {"title": "Harbour"}, "authors": [{"name": "K. Sisouk"}], "url": "https://h.example/a"}],
    {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Rail", "articleBody": RAIL, "datePublished": "2021-05-04", "author": {"name": "K. Sisouk"}, "publisher": {"name": "Harbour"}, "url": "https://h.example/a"},
]  # fmt: skip


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
        "A" * 300 + f" {RAIL}",
    ],
)
def test_prose_that_begins_like_something_else_is_prose(text: str) -> None:
    (one,) = good(read(text))
    assert one.text == text and one.format == "text"


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


ROWS = [
    ("id", "text", "published", "outlet"),
    ("a1", f"{RAIL} It said; so|it, is.", "2021-05-04", "Harbour"),
    ("a2", ENVOY, "2021-03-12", "Sahel"),
]


def table(mark: str, end: str = "\n", heading: tuple[str, ...] = ROWS[0]) -> str:
    return end.join(mark.join(f'"{v}"' for v in row) for row in (heading, *ROWS[1:])) + end


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "sep"])
def test_tables_of_any_dialect(mark: str, end: str, before: str) -> None:
    start = f"sep={mark}{end}" if before == "sep" else before
    rail, envoy = good(read((start + table(mark, end)).encode(), "t.csv"))
    assert (rail.id, rail.text, rail.published, rail.outlet) == ("a1", ROWS[1][1], "2021-05-04", "Harbour")
    assert (envoy.id, envoy.text) == ("a2", ENVOY)


def test_headings_in_any_case_under_other_names_and_further_columns() -> None:
    rail = good(read(table(";", heading=("ID", "TEXT", "Date", "Source")), "t.csv"))[0]
    assert (rail.id, rail.published, rail.outlet) == ("a1", "2021-05-04", "Harbour")
    foreign = good(
        read(table(";", heading=("Nr", "Inhalt", "Datum", "Zeitung")), "t.csv", Settings(columns={"text": "inhalt", "published": "Datum"}))
    )[0]
    assert (foreign.text, foreign.published, foreign.meta) == (ROWS[1][1], "2021-05-04", {"Nr": "a1", "Zeitung": "Harbour"})
    assert "--column text=Inhalt" in reason(read(table(";", heading=("Nr", "Inhalt", "Datum", "Zeitung")), "t.csv"))
    assert good(read(table("\t"), "t.txt"))[0].format == "table"


def test_quotation_marks_within_values() -> None:
    escaped = 'id,text\na1,"He said \\"yes\\", and left."\n'
    assert good(read(escaped, "t.csv"))[0].text == 'He said "yes", and left.'
    single = "'id','text'\n'a1','One, two.'\n"
    assert good(read(single, "t.csv"))[0].text == "One, two."
    loose = f"id,text\na1,Rail, envoys and more\na2,{ENVOY}\n"
    broken, fine = read(loose, "t.csv")
    assert isinstance(broken, Failure) and "quote texts" in broken.reason and broken.origin == "t.csv:2" and isinstance(fine, Source)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2021-05-04T10:30:00Z", "2021-05-04"),
        ("20210504", "2021-05-04"),
        ("20210504103000", "2021-05-04"),
        ("1620124200", "2021-05-04"),
        ("1620124200000", "2021-05-04"),
        ("Tue, 04 May 2021 10:30:00 +0200", "2021-05-04"),
        ("May 4, 2021 Tuesday 10:30 AM GMT", "2021-05-04"),
        ("4-May-2021", "2021-05-04"),
        ("13/05/2021", "2021-05-13"),
        ("05/13/2021 10:30", "2021-05-13"),
        ("04.05.2021", "2021-05-04"),
        ("2021/5/4", "2021-05-04"),
        ("05/05/2021", "2021-05-05"),
    ],
)
def test_days_as_programs_write_them(told: str, day: str) -> None:
    assert (day_of(told).day, day_of(told).note) == (day, None)


def test_days_that_can_be_read_in_two_ways_are_said_to_be_so() -> None:
    found = day_of("03/04/2024")
    assert found.day is None and "03/04/2024" in (found.note or "") and "ambiguous" in (found.note or "")
    assert (day_of("03/04/2024", True).day, day_of("03/04/2024", False).day) == ("2024-04-03", "2024-03-04")
    assert (order_in(["03/04/2024", "25/12/2024"]), order_in(["12/25/2024"]), order_in(["25/12/2024", "12/25/2024"])) == (True, False, None)
    for wrong in ("soon", "2021-02-30", "31/31/2021", "May 2021", "17"):
        with pytest.raises(InputError, match="is not a date"):
            day_of(wrong)
    open_, settled = good(read(f"text;published\n{RAIL};03/04/2024\n{ENVOY};25/12/2024\n", "t.csv"))
    assert open_.published == "2024-04-03" and "two ways" in open_.notes[0] and settled.notes == ()
    assert good(read(f"text;published\n{RAIL};03/04/2024\n", "t.csv", Settings(day_first=False)))[0].published == "2024-03-04"


GKG = "\t".join(["20210504103000-12", "20210504103000", "1", "harbour.example", "{url}", *[""] * 21, "<PAGE_TITLE>Rail</PAGE_TITLE>"])
EVENT = "\t".join(["1042", "20210503", "202105", "2021", "2021.33", "LAO", *[""] * 53, "20210504103000", "{url}"])


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        (GKG, "20210504103000.gkg.csv", "GDELT (GKG)"),
        (EVENT, "20210504.export.CSV", "GDELT (events)"),
        (EVENT, "events.txt", "GDELT (events)"),
        ("stories_id,title,url,media_name,publish_date\n1,Rail,{url},harbour.example,2021-05-04", "m.csv", "Media Cloud"),
        ("GLOBALEVENTID,SQLDATE,SOURCEURL\n1042,20210503,{url}", "bq.csv", "GDELT"),
        ("{url}", "urls.txt", "list"),
        ("id,text\n1,{url}", "t.csv", "address"),
    ],
)
def test_tables_of_addresses_are_fetched_only_where_the_user_says_so(
    line: str, name: str, words: str, tmp_path: Path, site: tuple[str, type[Site]]
) -> None:
    url, handler = site
    (tmp_path / name).write_text(line.replace("{url}", f"{url}/a") + "\n")
    found = list(collect([str(tmp_path / name)], Settings(private=True, pause=0.0)))
    assert words in reason(found) and "--fetch" in reason(found) and handler.seen == []
    (one,) = good(list(collect([str(tmp_path / name)], Settings(private=True, pause=0.0, fetch=True))))
    assert "Muscat" in one.text and one.address == f"{url}/a" and handler.seen == ["/robots.txt", "/a"]
    if "GKG" in words:
        assert (one.published, one.outlet, one.meta["V2SOURCECOMMONNAME"]) == ("2021-05-04", "harbour.example", "harbour.example")


def test_titles_are_headlines_where_the_user_says_so() -> None:
    rows = "id,title,url,publish_date,language\n1,Palvia throws out envoys,https://h.example/a,2021-05-04,en\n"
    assert "--column text=title" in reason(read(rows, "t.csv"))
    (one,) = good(read(rows, "t.csv", Settings(columns={"text": "title"})))
    assert (one.text, one.title, one.published, one.language, one.address) == (
        "Palvia throws out envoys",
        "Palvia throws out envoys",
        "2021-05-04",
        "en",
        "https://h.example/a",
    )


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
