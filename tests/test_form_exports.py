"""Exports and lists as archives, agencies and programs really hand them out, in the layouts that differ from the usual one."""

import io
import json
import zipfile

import pytest
from docx import Document

from tests.intake_samples import ENVOY, LINE, PAGE, RAIL, good, mail, read, reason

HEAD = "Laos, Thailand sign rail accord"


def test_ebsco_tells_outlet_day_and_page_in_one() -> None:
    text = f"""Record: 1
Title:     {HEAD}.
Authors:     Sisouk, Kham
Source:     Harbour News, The. 05/04/2021, p7.
Document Type:     Article
Subject Terms:     RAILROADS; TREATIES
    TRADE
Abstract:     A line is to open.
Full Text Word Count:     214
Accession Number:     2W6123456789
Database:     Newspaper Source

Section: World

{RAIL}

{LINE}
~~~~~~~~

By Kham Sisouk

Copyright of The Harbour News is the property of Harbour Press and its content may not be copied.

Record: 2
Title:     Palvia throws out envoys.
Source:     Sahel Daily. 03/12/2021.
Accession Number:     2W6123456790

{ENVOY}
"""
    rail, envoy = good(read(text))
    assert (rail.title, rail.outlet, rail.published, rail.section) == (HEAD, "The Harbour News", "2021-05-04", "World")
    assert rail.text == f"{HEAD}\n\n{RAIL}\n\n{LINE}" and rail.meta["subject"] == "RAILROADS; TREATIES TRADE"
    assert (envoy.title, envoy.outlet, envoy.published) == ("Palvia throws out envoys", "Sahel Daily", "2021-03-12")


def test_stories_with_their_day_in_a_short_number() -> None:
    text = f"<DOC>\n<DOCNO> HBR210504-0001 </DOCNO>\n<HEAD>{HEAD}</HEAD>\n<TEXT>\n   {RAIL}\n</TEXT>\n</DOC>\n"
    (rail,) = good(read(text))
    assert (rail.title, rail.published, rail.text) == (HEAD, "2021-05-04", f"{HEAD}\n\n{RAIL}")


def test_stories_in_one_element() -> None:
    story = f'<DOC id="HBR_ENG_20210504.0001" type="story">\n<HEADLINE>\n{HEAD}\n</HEADLINE>\n<TEXT>\n<P>\n{RAIL}\n</P>\n</TEXT>\n</DOC>\n'
    rail, _ = good(read(f'<?xml version="1.0"?>\n<GWENG>\n{story}{story.replace("0001", "0002")}</GWENG>\n', "x.xml"))
    assert (rail.title, rail.published, rail.text) == (HEAD, "2021-05-04", f"{HEAD}\n\n{RAIL}")


def test_an_agency_that_is_only_a_code() -> None:
    item = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" xml:lang="en"><itemMeta><provider qcode="nprov:HBR"/></itemMeta>
<contentMeta><contentCreated>2021-05-04T10:00:00Z</contentCreated><infoSource><name>Harbour Agency</name></infoSource><headline>{HEAD}</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{RAIL}</p></body></html></inlineXML></contentSet></newsItem>"""
    (rail,) = good(read(item, "x.xml"))
    assert (rail.outlet, rail.published, rail.title) == ("Harbour Agency", "2021-05-04", HEAD)


def test_nexis_says_where_pictures_are() -> None:
    text = f"{HEAD}\nThe Harbour News\nMay 4, 2021 Tuesday\n\nCopyright 2021 Harbour Press\nLength: 20 words\nBody\nLink to Image\n{RAIL}\nLoad-Date: May 4, 2021\nEnd of Document\n"
    (rail,) = good(read(text))
    assert rail.text == f"{HEAD}\n\n{RAIL}"


def test_what_a_program_says_of_its_search_above_a_table() -> None:
    text = f'Search: rail AND accord\nDownloaded: 27 November 2026\n\nTitle,Publication,Date,Article Text\n{HEAD.replace(",", "")},Harbour,"May 4, 2021","{RAIL}"\n'
    (rail,) = good(read(text, "x.csv"))
    assert (rail.outlet, rail.published, rail.text) == ("Harbour", "2021-05-04", RAIL)


@pytest.mark.parametrize("nothing", ["NA", "n/a", "None", "NULL", "nan", "-", " "])
def test_values_that_say_there_is_none(nothing: str) -> None:
    (rail,) = good(read(f"id\ttext\tpublished\toutlet\nr1\t{RAIL}\t{nothing}\t{nothing}\n", "x.tsv"))
    assert rail.published is None and rail.outlet is None and not rail.notes


def test_remarks_among_addresses() -> None:
    assert "list with 2 addresses" in reason(read("# of this week\nhttps://h.example/a\n\nhttps://h.example/b?x=1#top\n"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"bplist00\xd1\x01\x02", "property list"), (b"x" * 60 + b"BOOKMOBI" + b"\0" * 9, "Kindle"), (b"\0\0\0\x18ftypmp42", "video"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"), (b"ID3\x03\0\0\0\0", "sound"),
        (f"- title: Rail\n  text: |\n    {RAIL}\n".encode(), "YAML"), (f"#+TITLE: Rail\n\n{RAIL}\n".encode(), "Org"),
        (f"-- dump\nINSERT INTO news (body) VALUES ('{RAIL}');\n".encode(), "SQL"), (b"import re\n\n\ndef f(x):\n    return x\n", "program"),
        (f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>{RAIL}</p>".encode(), "web server"), (b"[InternetShortcut]\nURL=https://h.example/a\n", "address"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_called_by_its_name(content: bytes, words: str) -> None:
    assert words in reason(read(content, "x"))


@pytest.mark.parametrize(
    "text", [f"The new WAVE of talks. {RAIL}", f"- {RAIL}\n- {ENVOY}\n", f"Import duties\n\n{RAIL}", f"from Lima\n\n{RAIL}"]
)
def test_prose_that_begins_a_little_like_another_format(text: str) -> None:
    assert good(read(text))[0].text.startswith(text[:9])


def test_pages_of_a_web_archive_that_is_packed_with_its_indexes() -> None:
    def record(body: str) -> bytes:
        head = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://h.example/a\r\nWARC-Date: 2023-02-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/html\r\nContent-Length: {len(body.encode())}\r\n\r\n"
        return head.encode() + body.encode() + b"\r\n\r\n"

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"title": "All"}\n')
        archive.writestr("archive/data.warc", record(PAGE))
    (rail,) = good(read(packed.getvalue(), "x.wacz"))
    assert rail.title == HEAD and RAIL in rail.text


def test_an_archive_of_the_older_kind() -> None:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode()
    head = b"filedesc://x.arc 0.0.0.0 20230201000000 text/plain 76\n1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n"
    (rail,) = good(read(head + b"https://h.example/a 1.2.3.4 20230201000000 text/html %d\n" % len(answer) + answer + b"\n", "x.arc"))
    assert rail.title == HEAD and rail.origin == "https://h.example/a"


def test_what_surrounds_an_article_of_a_book_is_no_text() -> None:
    bar = "<div>| <a>Next</a> | <a>Section menu</a> | <a>Main menu</a> |</div>"
    page = f"<html><body>{bar}<h1>{HEAD}</h1><p>{RAIL}</p><div>This article was downloaded by <b>calibre</b> from https://h.example/a</div>{bar}</body></html>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("META-INF/container.xml", "<container><rootfiles><rootfile full-path='o.opf'/></rootfiles></container>")
        archive.writestr("o.opf", "<package><manifest><item id='a' href='a.html'/></manifest><spine><itemref idref='a'/></spine></package>")
        archive.writestr("a.html", page)
    (rail,) = good(read(packed.getvalue(), "x.epub"))
    assert rail.text == f"{HEAD}\n\n{RAIL}"


@pytest.mark.parametrize(
    ("count", "day", "fields", "owned"),
    [
        (
            "1 von 1 DOKUMENTEN",
            "4. Mai 2021 Dienstag",
            "AUTOR: Kham Sisouk\n\nRUBRIK: AUSLAND\n\nLÄNGE: 20 Wörter",
            "Alle Rechte Vorbehalten",
        ),
        ("1 de 1 DOCUMENTS", "4 mai 2021 mardi", "AUTEUR: Kham Sisouk\n\nRUBRIQUE: MONDE\n\nLONGUEUR: 20 mots", "Tous Droits Réservés"),
    ],
)
def test_nexis_in_the_language_of_who_searched(count: str, day: str, fields: str, owned: str) -> None:
    text = f"\n          {count}\n\n\n        The Harbour News\n\n          {day}\n\n{HEAD}\n\n{fields}\n\n\n{RAIL}\n\nLANGUE: ENGLISH\n\n\n   Copyright 2021 Harbour Press\n     {owned}\n"
    (rail,) = good(read(text))
    assert (rail.title, rail.outlet, rail.published, rail.byline) == (HEAD, "The Harbour News", "2021-05-04", "Kham Sisouk")
    assert rail.text == f"{HEAD}\n\n{RAIL}"


def test_objects_one_after_the_other() -> None:
    found = good(
        read(
            "\n".join(json.dumps({"title": HEAD, "text": words, "published": "2021-05-04"}, indent=1) for words in (RAIL, ENVOY)), "x.json"
        )
    )
    assert [one.text for one in found] == [RAIL, ENVOY]
    assert "broken" in reason(read(json.dumps([{"text": RAIL}]) + '{"a": 1}', "x.json"))


@pytest.mark.parametrize("around", ["var news = %s;", "callback(%s)", "window.news = %s"])
def test_data_within_a_program(around: str) -> None:
    assert "JavaScript" in reason(read(around % json.dumps({"articles": [{"title": HEAD, "content": RAIL}]}), "x.js"))


def test_proquest_as_a_page() -> None:
    part = "<div>Document %d of 2</div><h3>%s</h3><p><b>Full text:</b> %s</p><p>Publication title: Harbour; Bay</p><p>Publication date: May %d, 2021</p><p>ProQuest document ID: 25%d</p><hr/>"
    told = part % (1, HEAD, RAIL, 4, 1) + part % (2, "Palvia throws out envoys", ENVOY, 5, 2)
    rail, envoy = good(read(f"<html><head><title>ProQuest</title></head><body>{told}</body></html>", "x.html"))
    assert (rail.title, rail.published, rail.text) == (HEAD, "2021-05-04", f"{HEAD}\n\n{RAIL}")
    assert (envoy.outlet, envoy.published) == ("Harbour", "2021-05-05") and RAIL not in envoy.text


def test_an_article_of_xml_is_no_page() -> None:
    assert "XML" in reason(read(f"<?xml version='1.0'?><article><title>{HEAD}</title><para>{RAIL}</para></article>", "x.xml"))


@pytest.mark.parametrize("day", ["Tue May 04 10:30:00 +0000 2021", "Tue May  4 10:30:00 2021", "Tue May 04 2021 10:30:00 GMT+0200"])
def test_days_with_the_clock_between(day: str) -> None:
    (rail,) = good(read(f"text,published\n{RAIL.replace(',', '')},{day}\n", "x.csv"))
    assert rail.published == "2021-05-04"


def word(body: str) -> bytes:
    shell = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>%s</w:body></w:document>"
    made, packed = io.BytesIO(), io.BytesIO()
    Document().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, shell % body if name == "word/document.xml" else old.read(name))
    return packed.getvalue()


def run(words: str, name: str = "t") -> str:
    return f"<w:r><w:{name} xml:space='preserve'>{words}</w:{name}></w:r>"


def test_what_a_word_document_shows() -> None:
    gone = f"<w:del w:id='1'>{run('It failed.', 'delText')}</w:del><w:moveFrom w:id='2'>{run('It moved.')}</w:moveFrom>"
    (one,) = good(read(word(f"<w:p>{run(RAIL)}{gone}</w:p><w:p><w:ins w:id='3'>{run(LINE)}</w:ins></w:p>"), "x.docx"))
    assert one.text == f"{RAIL}\n\n{LINE}"


def test_word_documents_that_are_tables() -> None:
    def cells(*words: str) -> str:
        return "".join(f"<w:tc><w:p>{run(w)}</w:p></w:tc>" for w in words)

    table = f"<w:tbl><w:tr>{cells(HEAD, RAIL)}</w:tr><w:tr>{cells('9', ENVOY)}</w:tr></w:tbl>"
    (whole,) = good(read(word(table), "x.docx"))
    (beside,) = good(read(word(f"{table}<w:p>{run(LINE * 9)}</w:p>"), "x.docx"))
    assert whole.text == f"{HEAD}\n\n{RAIL}\n\n9\n\n{ENVOY}"
    assert beside.text == f"{RAIL}\n\n{ENVOY}\n\n{LINE * 9}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"<p>{RAIL}</p><p>{ENVOY}</p>", f"{RAIL}\n\n{ENVOY}"), (f"{RAIL}<br><br>{ENVOY}", f"{RAIL}\n\n{ENVOY}"), (f"{RAIL}\\n\\n{ENVOY}", f"{RAIL}\n\n{ENVOY}"),
        (f"Rail &amp; road &#8211; {RAIL}", f"Rail & road – {RAIL}"), (f"a < b & c > d. {RAIL}", f"a < b & c > d. {RAIL}"), (f"C:\\new. {RAIL}", f"C:\\new. {RAIL}"),
    ],
)  # fmt: skip
def test_marks_that_programs_leave_in_texts(text: str, told: str) -> None:
    (line,) = good(read(json.dumps({"text": text}) + "\n", "x.jsonl"))
    (row,) = good(read(f'id\ttext\nr1\t"{text}"\n', "x.tsv"))
    assert line.text == row.text == told


def test_what_a_mail_hides() -> None:
    html = f"<html><body><div style='display:none'>Preview of the day</div><p>{RAIL}</p></body></html>"
    (one,) = good(read(bytes(mail("", html, Subject="Rail")), "x.eml"))
    assert one.text == f"Rail\n\n{RAIL}"


def test_a_mail_that_only_passes_another_one_on() -> None:
    message = mail("fyi", Subject="Fwd")
    message.add_attachment(mail(ENVOY, Subject="Envoys"))
    (one,) = good(read(bytes(message), "x.eml"))
    assert one.text == f"Envoys\n\n{ENVOY}"
