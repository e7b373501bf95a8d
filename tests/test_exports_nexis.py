"""Nexis of both kinds: each article with its own fields, and none of the furniture as text."""

import io
from textwrap import wrap

import pytest
from docx import Document

from dragoman.intake import Failure
from dragoman.intake.exports.article import unwrapped
from tests.intake_samples import ENVOY, LINE, RAIL, UNI, good, read
from tests.test_ways_in import pdf

OLD_NEXIS = f"""


                              Document 1 of 3

                       Copyright 2004 Harbour Press
                           All Rights Reserved
                            The Harbour News

                          May 4, 2004, Tuesday
                          Late Edition - Final

SECTION: Section A; Page 5; Foreign Desk

LENGTH: 350 words

HEADLINE: Laos and Thailand Sign a Rail Accord After Three Years of Slow
Talks

BYLINE:  By KHAM SISOUK

DATELINE: VIENTIANE, May 3

BODY:
   {wrap(RAIL, 60)[0]}
{wrap(RAIL, 60)[1]}

   {LINE}

GRAPHIC: Photo: A train. (Harbour Press)

LOAD-DATE: May 4, 2004

                              Document 2 of 3

                            The Harbour News

                    Friday 12 March 2004 10:20 AM GMT

Palvia throws out envoys

BYLINE: Ana Torv and Bo Lind

LENGTH: 44 words

HIGHLIGHT: Two leave.

{ENVOY}

LOAD-DATE: March 12, 2004
LANGUAGE: ENGLISH
URL: https://harbour.example/envoys

                              Document 3 of 3

                            The Harbour News

                            March 13, 2004

Nothing but a title

LENGTH: 0 words
"""


def test_nexis_of_the_old_kind() -> None:
    *found, empty = read(OLD_NEXIS, "NEWS.TXT")
    rail, envoy = good(found)
    assert rail.title == "Laos and Thailand Sign a Rail Accord After Three Years of Slow Talks"
    assert (rail.outlet, rail.byline, rail.published) == ("The Harbour News", "KHAM SISOUK", "2004-05-04")
    assert rail.section == "Section A; Page 5; Foreign Desk" and rail.meta["length"] == "350 words"
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\n{LINE}" and rail.format == "Nexis"
    assert (envoy.outlet, envoy.byline, envoy.published) == ("The Harbour News", "Ana Torv and Bo Lind", "2004-03-12")
    assert envoy.text == f"Palvia throws out envoys\n\n{ENVOY}"
    assert (envoy.language, envoy.address) == ("en", "https://harbour.example/envoys")
    assert isinstance(empty, Failure) and "Nothing but a title" in empty.reason and empty.origin == "NEWS.TXT:3"


@pytest.mark.parametrize("form", ["txt", "docx", "rtf", "mail"])
def test_nexis_uni_in_every_document(form: str) -> None:
    if form == "docx":
        document = Document()
        for line in UNI.splitlines():
            document.add_paragraph(line)
        out = io.BytesIO()
        document.save(out)
        data = out.getvalue()
    elif form == "rtf":
        body = UNI.replace("“", "\\u8220?").replace("”", "\\u8221?").replace("\n", "\\par\n")
        data = ("{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 Arial;}}\\f0 " + body + "}").encode()
    elif form == "mail":
        head = "From: Archive <a@archive.example>\nTo: d@uni.example\nSubject: Your export\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        data = (head + UNI).encode()
    else:
        data = UNI.encode()
    rail, envoy = good(read(data, f"export.{form}"))
    assert (rail.title, rail.outlet, rail.byline, rail.published) == (
        "Laos, Thailand sign rail accord",
        "The Harbour News",
        "Kham Sisouk",
        "2021-05-04",
    )
    assert (rail.section, rail.language, rail.meta["length"]) == ("WORLD; Pg. 5", "en", "214 words")
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\n{LINE}"
    assert (envoy.title, envoy.outlet, envoy.published) == ("Palvia throws out envoys", "The Harbour News", "2021-03-12")
    assert envoy.text == f"{envoy.title}\n\n{ENVOY}"


def test_nexis_uni_as_a_pdf() -> None:
    plain = UNI.replace("“", '"').replace("”", '"').replace("(", "[").replace(")", "]")
    found = good(read(pdf(plain[plain.index("Page 1") :]), "export.pdf"))
    assert [(s.title, s.published) for s in found] == [
        ("Laos, Thailand sign rail accord", "2021-05-04"),
        ("Palvia throws out envoys", "2021-03-12"),
    ]
    assert "Load-Date" not in found[0].text and "Copyright" not in found[0].text


def test_lines_that_were_broken_for_a_page_are_joined() -> None:
    assert unwrapped(["Rail accord", "Lao and Thai officials signed a rail accord in the capital", "on Monday.", "The line will open next year, the minister said, and", "more."]) == [
        "Rail accord",
        "Lao and Thai officials signed a rail accord in the capital on Monday.",
        "The line will open next year, the minister said, and more.",
    ]  # fmt: skip
    assert unwrapped([RAIL, LINE, "", "Soon."]) == [RAIL, LINE, "Soon."]
    assert unwrapped(["Short.", "Lines.", "Here."]) == ["Short.", "Lines.", "Here."]


def test_a_single_article_of_nexis_uni() -> None:
    start = UNI.index("Palvia throws out envoys\nThe Harbour")
    (one,) = good(read(UNI[start:].replace("End of Document\n", "")))
    assert (one.title, one.outlet, one.text) == ("Palvia throws out envoys", "The Harbour News", f"Palvia throws out envoys\n\n{ENVOY}")
