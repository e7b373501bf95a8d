"""Feeds, pages on the web, archives, tables and documents; and those made to do harm."""

import gzip
import http.server
import io
import threading
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import polars
import pytest
from docx import Document
from pypdf import PdfWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.intake import Failure, InputError, Settings, Source
from dragoman.intake.collect import arrivals, collect
from dragoman.intake.documents import _joined
from dragoman.intake.feeds import parse
from dragoman.intake.formats import reports_in
from dragoman.intake.web import LARGEST, Fetcher
from tests.test_cli import run

TEXT = "Iran and Oman signed a pact in Muscat on Monday."
LONG = (TEXT + " The two foreign ministers said that it covers trade and transport. ") * 6
PAGE = f"<!doctype html><html><head><title>Pact</title></head><body><article><h1>Pact</h1><p>{LONG}</p></article></body></html>"


def read(data: bytes, name: str = "x", settings: Settings = Settings()) -> list[Source | Failure]:  # noqa: B008
    return list(reports_in(data, name, name, settings))


def texts(found: list[Source | Failure]) -> list[str]:
    assert all(isinstance(s, Source) for s in found), found
    return [s.text for s in found if isinstance(s, Source)]


def reason(found: list[Source | Failure]) -> str:
    assert len(found) == 1 and isinstance(found[0], Failure), found
    return found[0].reason


def pdf(text: str) -> bytes:
    """A PDF of one page with a text layer."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = DecodedStreamObject()
    lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
    stream.set_data(f"BT /F1 12 Tf 20 360 Td {lines}ET".encode("latin1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for p in paragraphs:
        document.add_paragraph(p)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def warc(pages: list[tuple[str, str, str]], gzipped: bool = True) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    for url, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body.encode()), http_headers=headers))
    return out.getvalue()


def feed(entries: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Gulf Wire</title>{entries}</channel></rss>'.encode()


def item(title: str, text: str, link: str = "", day: str = "Tue, 07 May 2024 10:00:00 GMT") -> str:
    return f"<item><guid>{title}</guid><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>"


def test_a_pdf_with_a_text_layer() -> None:
    assert TEXT.split()[0] in texts(read(pdf("Iran and Oman signed a pact in Muscat\non Monday, the two sides said.")))[0]
    assert "on Monday, the two sides said." in texts(read(pdf("Iran and Oman signed a pact in Muscat\non Monday, the two sides said.")))[
        0
    ].replace("\n", " ")


def test_lines_broken_for_the_page_are_joined() -> None:
    page = "Pact\nIran and Oman signed a defence co-\noperation pact in the capital Muscat on a\nsunny Monday.\nThe next paragraph begins here and goes on for long"
    assert (
        _joined(page)
        == "Pact\n\nIran and Oman signed a defence cooperation pact in the capital Muscat on a sunny Monday.\n\nThe next paragraph begins here and goes on for long"
    )


def test_pdfs_that_cannot_be_read_are_named() -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)
    assert "no text layer" in reason(read(out.getvalue()))
    assert "broken PDF" in reason(read(b"%PDF-1.7 nothing"))


def test_word_documents_and_bombs() -> None:
    assert texts(read(docx("Pact", TEXT))) == [f"Pact\n\n{TEXT}"]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 90_000_000)
    assert "far more than its size" in reason(read(bomb.getvalue()))
    entities = io.BytesIO()
    with zipfile.ZipFile(entities, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>')
    assert "defines entities" in reason(read(entities.getvalue()))
    whole = docx(TEXT)
    at = whole.index(b"word/document.xml") + 400
    assert "broken Word document" in reason(read(whole[:at] + b"x" * 200 + whole[at + 200 :]))


def test_a_zip_bomb_that_is_gzip_is_refused() -> None:
    assert "larger than" in reason(read(gzip.compress(b" " * 80_000_000)))


def test_csv_and_parquet_have_a_report_a_row() -> None:
    table = f"id,text,published,outlet\na1,{TEXT},2024-05-07,IRNA\na2,,2024-05-07,IRNA\n"
    found = read(table.encode(), "t.csv")
    assert isinstance(found[0], Source) and (found[0].id, found[0].published, found[0].outlet) == ("a1", "2024-05-07", "IRNA")
    assert isinstance(found[1], Failure) and "no text" in found[1].reason and found[1].origin == "t.csv:3"
    other = polars.DataFrame({"body": [TEXT] * 3, "date": ["2024-05-07", None, "2024-13-01"]})
    out = io.BytesIO()
    other.write_parquet(out)
    assert "--column text=NAME" in reason(read(out.getvalue(), "t.parquet"))
    found = read(out.getvalue(), "t.parquet", Settings(columns={"text": "body", "published": "date"}))
    assert [type(s) for s in found] == [Source, Source, Failure]
    assert "broken Parquet" in reason(read(b"PAR1" + b"x" * 50 + b"PAR1"))
    assert "no column title_" in reason(read(table.encode(), "t.csv", Settings(columns={"title": "title_"})))


def test_archives_give_their_pages() -> None:
    pages = [
        ("http://a.example/1", "text/html", PAGE),
        ("http://a.example/2.png", "image/png", "x"),
        ("http://a.example/3", "text/html", "<html><body></body></html>"),
    ]
    for gzipped in (True, False):
        found = read(warc(pages, gzipped), "w.warc")
        assert isinstance(found[0], Source) and found[0].origin == "http://a.example/1" and "Muscat" in found[0].text
        assert isinstance(found[1], Failure) and len(found) == 2
    broken = read(warc(pages)[:-200], "w.warc")
    assert isinstance(broken[0], Source)
    assert "no page" in reason(read(warc([("http://a.example/2.png", "image/png", "x")])))


def test_feeds_hold_reports_or_only_teasers() -> None:
    found = read(feed(item("Pact", LONG) + item("Teaser", "More soon.", "http://a.example/t")))
    assert isinstance(found[0], Source) and (found[0].published, found[0].outlet, found[0].title) == ("2024-05-07", "Gulf Wire", "Pact")
    assert isinstance(found[1], Failure) and "teaser" in found[1].reason
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><id>1</id><title>P</title><updated>2024-05-07T00:00:00Z</updated><content type="text">{LONG}</content></entry></feed>'
    assert "Muscat" in texts(read(atom.encode()))[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
            "defines entities",
        ),
        (b"<rss>" + b"<a>" * 500 + b"</a>" * 500 + b"</rss>", "nested more than"),
        (b"<rss><channel></channel></rss>", "no entry"),
    ],
)
def test_feeds_made_to_do_harm_are_refused(data: bytes, words: str) -> None:
    assert words in reason(read(data))


def test_an_endless_feed_has_an_end() -> None:
    assert len(parse(feed("".join(item(f"t{i}", LONG) for i in range(700))))) == 500


class Site(http.server.BaseHTTPRequestHandler):
    """A small site of our own."""

    seen: list[str]
    pages: dict[str, tuple[int, str, bytes]]

    def do_GET(self) -> None:
        self.seen.append(self.path)
        status, kind, body = self.pages.get(self.path, (404, "text/plain", b"no"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status in (301, 302):
            self.send_header("Location", body.decode())
        self.end_headers()
        if body == b"endless":
            try:
                while True:
                    self.wfile.write(b"x" * 2**20)
            except OSError:
                return
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[tuple[str, type[Site]]]:
    class Own(Site):
        """One of its own for each test."""

    handler = Own
    handler.seen, handler.pages = [], {}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    handler.pages |= {
        "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private"),
        "/a": (200, "text/html", PAGE.encode()),
        "/private": (200, "text/html", PAGE.encode()),
        "/away": (302, "text/plain", b"http://elsewhere.example/"),
        "/endless": (200, "text/html", b"endless"),
        "/feed": (
            200,
            "application/rss+xml",
            feed(item("Pact", "Teaser.", f"{url}/a") + item("Closed", "Teaser.", f"{url}/private") + item("Own", LONG)),
        ),
    }
    yield url, handler
    server.shutdown()
    server.server_close()


ALLOWED = Settings(private=True, pause=0.0)


def fetch(url: str, settings: Settings = ALLOWED) -> list[Source | Failure]:
    return list(collect([url], settings))


def test_a_page_is_fetched_once_the_rules_allow_it(site: tuple[str, type[Site]]) -> None:
    url, handler = site
    found = fetch(f"{url}/a")
    assert isinstance(found[0], Source) and found[0].origin == f"{url}/a" and "Muscat" in found[0].text
    assert handler.seen == ["/robots.txt", "/a"]
    assert "robots.txt" in reason(fetch(f"{url}/private")) and "/private" not in handler.seen
    assert "answered 404" in reason(fetch(f"{url}/none"))


def test_redirects_too_much_and_nobody_are_refused(site: tuple[str, type[Site]]) -> None:
    url, _ = site
    assert "leads on to http://elsewhere.example/" in reason(fetch(f"{url}/away"))
    assert f"larger than {LARGEST // 2**20} MiB" in reason(fetch(f"{url}/endless"))
    assert "cannot be fetched" in reason(fetch("http://127.0.0.1:1/x"))
    assert "no host" in reason(fetch("http://no-such-host.invalid/"))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "[::ffff:127.0.0.1]"]
)
def test_addresses_of_this_machine_and_its_network_are_refused(host: str) -> None:
    assert "not fetched" in reason(fetch(f"http://{host}/x", Settings(pause=0.0)))


def test_only_the_web_is_fetched() -> None:
    with pytest.raises(InputError, match="only http"):
        Fetcher(ALLOWED).get("file:///etc/passwd")


def test_a_site_whose_rules_cannot_be_had_is_left_alone(site: tuple[str, type[Site]]) -> None:
    url, handler = site
    handler.pages["/robots.txt"] = (500, "text/plain", b"")
    assert "robots.txt" in reason(fetch(f"{url}/a"))
    handler.pages["/robots.txt"] = (404, "text/plain", b"")
    assert isinstance(fetch(f"{url}/a")[0], Source)


def test_one_request_after_the_other_with_pauses(site: tuple[str, type[Site]]) -> None:
    url, _ = site
    began = time.monotonic()
    list(collect([f"{url}/a", f"{url}/a", f"{url}/a"], Settings(private=True, pause=0.3)))
    assert time.monotonic() - began >= 0.6


def test_the_reports_of_a_feed_are_fetched_and_only_once(site: tuple[str, type[Site]]) -> None:
    url, handler = site
    look = arrivals(f"{url}/feed", ALLOWED)
    first = next(look)
    assert [s.origin for s in first if isinstance(s, Source)] == [f"{url}/a", f"{url}/feed#Own"]
    assert [s.reason for s in first if isinstance(s, Failure)] == ["the site's robots.txt does not allow it"]
    assert isinstance(first[0], Source) and (first[0].published, first[0].outlet) == ("2024-05-07", "Gulf Wire")
    assert next(look) == []
    handler.pages["/feed"] = (200, "application/rss+xml", feed(item("New", LONG)))
    assert len(next(look)) == 1


def test_what_arrives_in_a_folder_is_read_once_it_is_whole(tmp_path: Path) -> None:
    look = arrivals(str(tmp_path), Settings(published="2024-05-07"))
    assert next(look) == []
    (tmp_path / "a.txt").write_text(TEXT)
    assert next(look) == []  # it may still be written to
    time.sleep(1.1)
    found = next(look)
    assert isinstance(found[0], Source) and found[0].published == "2024-05-07" and next(look) == []
    with pytest.raises(InputError, match="no folder"):
        next(arrivals(str(tmp_path / "none")))


def test_watch_reads_what_is_new_and_nothing_twice(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(TEXT)
    time.sleep(1.1)
    watch = partial(run, "watch", tmp_path / "in", "--once", "--dossier", tmp_path / "x.db")
    assert "1 reports read" in watch().stdout
    assert "nothing to do" in watch().stdout
    assert "no folder" in run("watch", tmp_path / "none", "--once", "--dossier", tmp_path / "x.db", code=2).stderr


def test_the_command_reads_every_kind_into_one_dossier(tmp_path: Path, site: tuple[str, type[Site]]) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(TEXT))
    (tmp_path / "b.docx").write_bytes(docx("Pact", TEXT))
    (tmp_path / "c.warc.gz").write_bytes(warc([("http://a.example/1", "text/html", PAGE)]))
    (tmp_path / "d.csv").write_text(f"body\n{TEXT}\n")
    d = ("--dossier", tmp_path / "x.db")
    first = run("read", tmp_path, *d, code=1)  # the table is named, with what to do
    assert "3 reports read" in first.stdout and "d.csv" in first.stderr and "--column text=NAME" in first.stderr
    assert "1 reports read" in run("read", tmp_path / "d.csv", "--column", "text=body", *d).stdout
    assert "KEY=COLUMN" in run("read", tmp_path / "d.csv", "--column", "words=body", *d, code=2).stderr
    assert "1 reports read" in run("read", f"{site[0]}/a", "--allow-private", *d).stdout
    assert "not fetched" in run("read", f"{site[0]}/a", *d, code=1).stderr
