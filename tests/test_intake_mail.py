"""Mails, saved pages, books and RTF."""

import base64
import io
import zipfile

from dragoman.intake import Failure
from tests.intake_samples import ENVOY, LINE, PAGE, PARTS, RAIL, good, mail, read, reason
from tests.test_ways_in import docx


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


def test_the_address_that_a_page_was_saved_from_may_tell_its_day() -> None:
    place = "https://harbour.example/2021/05/04/rail"
    saved = (
        f"From: <Saved by Browser>\r\nSnapshot-Content-Location: {place}\r\nDate: Wed, 5 Jan 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\nContent-Location: {place}\r\n\r\n{PAGE}\r\n--B--\r\n'
    )
    (one,) = good(read(saved, "a.mht"))
    assert (one.published, one.published_by, one.address, one.format) == ("2021-05-04", "address", place, "MHTML")


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
