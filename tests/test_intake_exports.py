"""Exports of press archives and agencies: each article with its own fields, and none of the furniture as text."""

import io
from textwrap import wrap

import pytest
from docx import Document

from dragoman.intake import Failure, Settings, Source
from dragoman.intake.exports import factiva, nexis, proquest
from dragoman.intake.exports.article import unwrapped
from dragoman.intake.formats import reports_in
from tests.test_ways_in import pdf

RAIL = "Lao and Thai officials signed a rail accord in Vientiane on Monday, the Lao transport ministry said."
LINE = "“The line will open next year,” said Lao Transport Minister Kham Sisouk."
ENVOY = "Palvia expelled two envoys of Zuberia on Friday after a quarrel over grain."


def read(data: str | bytes, name: str = "x.txt", settings: Settings = Settings()) -> list[Source | Failure]:  # noqa: B008
    return list(reports_in(data.encode() if isinstance(data, str) else data, name, name, settings))


def good(found: list[Source | Failure]) -> list[Source]:
    assert all(isinstance(s, Source) for s in found), found
    return [s for s in found if isinstance(s, Source)]


def reason(found: list[Source | Failure]) -> str:
    assert len(found) == 1 and isinstance(found[0], Failure), found
    return found[0].reason


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


UNI = f"""User Name: Dana Lowe
Date and Time: Tuesday, May 11, 2021 10:14:00 AM EDT
Job Number: 1432

Documents (2)

1. Laos, Thailand sign rail accord
Client/Matter: -None-
Search Terms: rail and accord
Search Type: Terms and Connectors
Narrowed by:
Content Type   Narrowed by
News           Timeline: Jan 01, 2020 to Dec 31, 2021

2. Palvia throws out envoys
Client/Matter: -None-
Search Terms: rail and accord

Page 1 of 3
Laos, Thailand sign rail accord
The Harbour News
May 4, 2021 Tuesday
1 Edition

Copyright 2021 Harbour Press All Rights Reserved

Section: WORLD; Pg. 5
Length: 214 words
Byline: Kham Sisouk
Dateline: VIENTIANE
Highlight: A line is to open.

Body

{RAIL}

Page 2 of 3
Laos, Thailand sign rail accord
{LINE}

Graphic

A picture of a train

Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: RAIL (90%); TREATIES (80%)
Load-Date: May 4, 2021

End of Document

Palvia throws out envoys
The Harbour News
12 March 2021 Friday

Copyright 2021 Harbour Press All Rights Reserved
Length: 100 words
Body

{ENVOY}
Load-Date: March 12, 2021
End of Document
"""


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


FACTIVA = f"""World
Laos, Thailand sign rail accord after years of talks
By Kham Sisouk
214 words
4 May 2021
10:30
The Harbour News
HARBN
First Edition
5
English
(c) 2021 Harbour Press. All rights reserved.

{RAIL}

{LINE}

Document HARBN00020210504eh5400003

Palvia throws out two envoys of Zuberia
Ana Torv and Bo Lind
1,098 words
12 March 2021
Sahel Daily
SAHELD
English
Copyright 2021. Sahel Daily.

{ENVOY}

Document SAHELD0020210312eh390000x

Search Summary
Text    rail and accord
Date    All Dates
"""


def test_factiva_as_text() -> None:
    rail, envoy = good(
        read(
            f"Page 1 of 3 © 2026 Factiva, Inc. All rights reserved.\n{FACTIVA}".replace(
                LINE, f"Page 2 of 3 © 2026 Factiva, Inc. All rights reserved.\n{LINE}"
            )
        )
    )
    assert (rail.title, rail.outlet, rail.byline, rail.published, rail.section) == (
        "Laos, Thailand sign rail accord after years of talks",
        "The Harbour News",
        "Kham Sisouk",
        "2021-05-04",
        "World",
    )
    assert (rail.id, rail.language, rail.meta["length"]) == ("HARBN00020210504eh5400003", "en", "214 words")
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\n{LINE}"
    assert (envoy.byline, envoy.outlet, envoy.text) == ("Ana Torv and Bo Lind", "Sahel Daily", f"{envoy.title}\n\n{ENVOY}")


def labelled(mark: str, end: str = "") -> str:
    """Factiva with labels, which are parted from their fields by a mark."""
    rail = [
        ("SE", "World"),
        ("HD", "Laos, Thailand sign rail accord"),
        ("BY", "By Kham Sisouk"),
        ("WC", "214 words"),
        ("PD", "4 May 2021"),
        ("SN", "The Harbour News"),
        ("SC", "HARBN"),
        ("LA", "English"),
        ("CY", "(c) 2021 Harbour Press"),
        ("LP", RAIL),
        ("TD", f"LA police knew nothing of it.\n\n{LINE}"),
        ("NS", "gdip : Diplomacy"),
        ("AN", "Document HARBN00020210504eh5400003"),
    ]
    envoy = [("HD", "Palvia throws out envoys"), ("PD", "12 March 2021"), ("SN", "Sahel Daily"), ("TD", ENVOY)]
    rows = "\n".join(f"{label}{mark}{text}{end}" for label, text in [*rail, *envoy, ("AN", "Document SAHELD0020210312eh390000x")])
    return f"{rows}\n\nSearch Summary\nText{mark}rail and accord{end}\n"


@pytest.mark.parametrize(("mark", "end"), [("\t", ""), ("  ", ""), (" ", ""), ("\n", ""), ("|", "|")])
def test_factiva_with_labels_as_text(mark: str, end: str) -> None:
    rail, envoy = good(read(labelled(mark, end)))
    assert (rail.section, rail.title, rail.byline) == ("World", "Laos, Thailand sign rail accord", "Kham Sisouk")
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\nLA police knew nothing of it.\n\n{LINE}"
    assert (envoy.title, envoy.outlet, envoy.text, envoy.id) == (
        "Palvia throws out envoys",
        "Sahel Daily",
        f"Palvia throws out envoys\n\n{ENVOY}",
        "SAHELD0020210312eh390000x",
    )


def test_factiva_as_a_page_of_tables() -> None:
    def article(rows: list[tuple[str, str]]) -> str:
        cells = "".join(f'<tr><td class="index"><b>{k}</b>&nbsp;</td><td>{v}</td></tr>' for k, v in rows)
        return f'<div class="article deArticle"><p><table>{cells}</table></p></div>'

    page = (
        "<html><head><title>Factiva</title></head><body>"
        + article(
            [
                ("SE", "World"),
                ("HD", "<span class='deHeadline'>Laos, Thailand sign rail accord</span>"),
                ("PD", "4 May 2021"),
                ("SN", "The Harbour News"),
                ("LP", f"<p class='articleParagraph deArticleParagraph'>{RAIL}</p>"),
                ("TD", f"<p>{LINE}</p><p>It is the first.</p>"),
                ("AN", "Document HARBN00020210504eh5400003"),
            ]
        )
        + article([("HD", "Palvia throws out envoys"), ("PD", "12 March 2021"), ("SN", "Sahel Daily"), ("TD", ENVOY)])
        + "<table><tr><td>Text</td><td>rail and accord</td></tr><tr><td>Date</td><td>All Dates</td></tr></table></body></html>"
    )
    rail, envoy = good(read(page, "f.html"))
    assert (rail.section, rail.title, rail.id) == ("World", "Laos, Thailand sign rail accord", "HARBN00020210504eh5400003")
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\n{LINE}\n\nIt is the first."
    assert (envoy.outlet, envoy.published, envoy.text) == ("Sahel Daily", "2021-03-12", f"Palvia throws out envoys\n\n{ENVOY}")


def test_factiva_as_a_page_of_articles() -> None:
    def article(title: str, lines: list[str], paragraphs: list[str], number: str) -> str:
        head = f'<div id="hd"><span class="enHeadline">{title}</span></div>' + "".join(f"<div>{line}</div>" for line in lines)
        body = "".join(f'<p class="articleParagraph enarticleParagraph">{p}</p>' for p in paragraphs)
        return f'<div class="article enArticle">{head}{body}<p>Document {number}</p></div>'

    page = (
        "<!DOCTYPE html><html><body>"
        + article(
            "Laos, Thailand sign rail accord",
            ["By Kham Sisouk", "214 words", "4 May 2021", "10:30", "The Harbour News", "HARBN", "English", "(c) 2021 Harbour Press"],
            [RAIL, LINE],
            "HARBN00020210504eh5400003",
        )
        + article(
            "Palvia throws out envoys",
            ["98 words", "12 March 2021", "Sahel Daily", "SAHELD", "English"],
            [ENVOY],
            "SAHELD0020210312eh390000x",
        )
        + "<div>Search Summary</div><p>© 2026 Factiva, Inc.</p></body></html>"
    )
    rail, envoy = good(read(page, "f.html"))
    assert (rail.title, rail.byline, rail.outlet, rail.published) == (
        "Laos, Thailand sign rail accord",
        "Kham Sisouk",
        "The Harbour News",
        "2021-05-04",
    )
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\n{LINE}"
    assert envoy.text == f"Palvia throws out envoys\n\n{ENVOY}" and envoy.byline is None


RULE = "_" * 60
PROQUEST = f"""{RULE}

Report Information from ProQuest
11 May 2021 10:14
{RULE}

Table of contents
1. Laos, Thailand sign rail accord
2. Palvia throws out envoys

{RULE}

Document 1 of 2

Laos, Thailand sign rail accord

Author: Sisouk, Kham

Publication info: The Harbour News ; Vientiane [Vientiane]. 04 May 2021: A.5.

https://www.example.org/docview/2521

Abstract: The line will open next year.

Links: https://link.example/2521

Full text: {RAIL}

Note: the minister spoke in Lao.

{LINE}

Subject: Railroads; Treaties

Title: Laos, Thailand sign rail accord

Publication title: The Harbour News; Vientiane

First page: A.5

Publication date: May 4, 2021

Section: World

Publisher: Harbour Press

ISSN: 12345678

Language of publication: English

ProQuest document ID: 252177

Document URL: https://www.example.org/docview/252177

Copyright: Copyright Harbour Press May 4, 2021

Last updated: 2021-06-01

Database: Global News

{RULE}

Document 2 of 2

Palvia throws out envoys

Abstract: {ENVOY}

Full text: Not available.

Publication title: Sahel Daily

Publication date: Mar 12, 2021

ProQuest document ID: 252178

{RULE}

Bibliography

Citation style: APA 6th

Sisouk, K. (2021, May 4). Laos, Thailand sign rail accord. The Harbour News

Database copyright © 2026 ProQuest LLC. All rights reserved.
Terms and Conditions  Contact ProQuest
"""


def test_proquest_as_text() -> None:
    rail, envoy = good(read(PROQUEST))
    assert (rail.title, rail.outlet, rail.byline, rail.published) == (
        "Laos, Thailand sign rail accord",
        "The Harbour News",
        "Kham Sisouk",
        "2021-05-04",
    )
    assert (rail.section, rail.language, rail.id, rail.address) == ("World", "en", "252177", "https://www.example.org/docview/252177")
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\nNote: the minister spoke in Lao.\n\n{LINE}"
    assert (envoy.outlet, envoy.published, envoy.text, envoy.meta["text"]) == (
        "Sahel Daily",
        "2021-03-12",
        f"Palvia throws out envoys\n\n{ENVOY}",
        "abstract only",
    )


def test_references_in_ris() -> None:
    ris = f"""TY  - NEWS
ID  - 2021-77
TI  - Laos, Thailand sign rail accord
AU  - Sisouk, Kham
AU  - Torv, Ana
T2  - The Harbour News
DA  - 2021/05/04/
PY  - 2021
SE  - World
AB  - {RAIL}
N1  - Accession Number: 77; Copyright 2021 Harbour Press
N2  - {RAIL}
{LINE}
LA  - English
UR  - https://harbour.example/rail
ER  -

TY  - GEN
T1  - Palvia throws out envoys
JO  - Sahel Daily
Y1  - 2021/03/12
"""
    rail, envoy = good(read("\ufeff" + ris.replace("\n", "\r\n"), "refs.ris"))
    assert (rail.title, rail.outlet, rail.byline, rail.published) == (
        "Laos, Thailand sign rail accord",
        "The Harbour News",
        "Kham Sisouk; Ana Torv",
        "2021-05-04",
    )
    assert (rail.section, rail.language, rail.id, rail.address) == ("World", "en", "2021-77", "https://harbour.example/rail")
    assert rail.text == f"{rail.title}\n\n{RAIL}\n\n{LINE}"
    assert (envoy.text, envoy.outlet, envoy.published) == ("Palvia throws out envoys", "Sahel Daily", "2021-03-12")


def test_gigaword_and_its_relatives() -> None:
    story = f"""<DOC id="AFP_ENG_20210504.0012" type="story" >
<HEADLINE>
Laos, Thailand sign rail
accord
</HEADLINE>
<DATELINE>
VIENTIANE, May 4, 2021 (AFP)
</DATELINE>
<TEXT>
<P>
{wrap(RAIL, 60)[0]}
{wrap(RAIL, 60)[1]}
</P>
<P>
R&amp;D and R&AMP;D follow.
</P>
</TEXT>
</DOC>
<DOC id="XIN_ENG_20210312.0001" type="advis" >
<TEXT>
Editors: a story on envoys follows.
</TEXT>
</DOC>
<DOC>
<DOCNO> SD20210312-0003 </DOCNO>
<TEXT>
   {wrap(ENVOY, 50)[0]}
{wrap(ENVOY, 50)[1]}

   It was the second time.
</TEXT>
</DOC>
"""
    rail, advice, envoy = read(story, "g.sgm")
    assert isinstance(rail, Source) and isinstance(envoy, Source)
    assert (rail.id, rail.outlet, rail.published, rail.language) == ("AFP_ENG_20210504.0012", "Agence France-Presse", "2021-05-04", "en")
    assert rail.text == f"Laos, Thailand sign rail accord\n\n{RAIL}\n\nR&D and R&D follow."
    assert isinstance(advice, Failure)
    assert (envoy.id, envoy.published, envoy.text) == ("SD20210312-0003", "2021-03-12", f"{ENVOY}\n\nIt was the second time.")


def test_sentences_for_petrarch_are_stories_again() -> None:
    xml = f"""<?xml version="1.0"?>
<Sentences>
<Sentence date="20210504" id="HARB_20210504.0001_1" source="HARB" sentence="True">
<Text>
{RAIL.replace("and", "&", 1)}
</Text><Parse>(ROOT (S))</Parse></Sentence>
<Sentence date="20210504" id="HARB_20210504.0001_2" source="HARB" sentence="True"><Text>It opens
next year.</Text></Sentence>
<Sentence date = "20210312" id = "SAH1" category = "x" source="SAH" sentence="True"><Text>{ENVOY}</Text></Sentence>
</Sentences>"""
    rail, envoy = good(read(xml, "p.xml"))
    assert rail.text == f"{RAIL.replace('and', '&', 1)} It opens next year." and rail.id == "HARB_20210504.0001"
    assert (envoy.id, envoy.text, envoy.published, envoy.outlet) == ("SAH1", ENVOY, "2021-03-12", "SAH")


NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.example/nitf.dtd">
<nitf xml:lang="en-US"><head><title>x</title><meta name="online_sections" content="World"/>
<docdata><doc-id id-string="1815718"/><date.issue norm="20210504T000000"/></docdata>
<pubdata date.publication="20210504T000000" name="The Harbour News" position.section="A"/></head>
<body><body.head><hedline><hl1>Laos, Thailand sign rail accord</hl1></hedline><byline>By <person>Kham Sisouk</person><bytag>Staff</bytag></byline>
<dateline><location>VIENTIANE</location></dateline></body.head>
<body.content><block class="lead_paragraph"><p>{RAIL}</p></block><block class="full_text"><p>{RAIL}</p><p>{LINE}</p>
<media media-type="image"><media-caption>A train.</media-caption></media></block></body.content></body></nitf>"""
G2 = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
<newsItem guid="tag:harbour.example,2021:1" xml:lang="en-GB"><itemMeta><provider literal="Harbour Wire"/><versionCreated>2021-05-04T10:30:00Z</versionCreated></itemMeta>
<contentMeta><by>By Kham Sisouk</by><headline>Laos, Thailand sign rail accord</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{RAIL}</p><p>{LINE}</p></body></html></inlineXML></contentSet></newsItem>
<packageItem guid="p"/></itemSet></newsMessage>"""
REUTERS = f"""<?xml version="1.0" encoding="iso-8859-1" ?>
<newsitem itemid="22" id="root" date="2021-05-04" xml:lang="en"><title>LAOS: Rail.</title><headline>Laos, Thailand sign rail accord</headline>
<byline>Kham Sisouk</byline><text><p>{RAIL}</p><p>{LINE.replace("“", "&quot;").replace("”", "&quot;")}</p></text><copyright>(c) Harbour</copyright></newsitem>"""


@pytest.mark.parametrize("xml", [NITF, G2, REUTERS])
def test_xml_of_the_news_trade(xml: str) -> None:
    (one,) = good(read(xml, "n.xml"))
    assert (one.title, one.byline, one.published, one.language) == ("Laos, Thailand sign rail accord", "Kham Sisouk", "2021-05-04", "en")
    assert one.text.replace('"', "”").replace("“", "”") == f"{one.title}\n\n{RAIL}\n\n{LINE}".replace("“", "”")
    assert one.id and (one.outlet in ("The Harbour News", "Harbour Wire", None))


@pytest.mark.parametrize(
    "text",
    [
        f"Laos, Thailand sign rail accord\n\n{RAIL}\n\nThe ministry showed reporters document 1 of 2.\n\nDocument 1 of 2\n\nIt was signed.",
        f"{RAIL}\n\nEnd of Document\n\n{LINE}",
        f"{RAIL}\n\n{'_' * 40}\n\n{LINE}",
        f"Full text: the accord\n\n{RAIL}",
        f"HD\n\n{RAIL} SN and TD are letters.",
    ],
)
def test_reports_that_look_a_little_like_exports_are_reports(text: str) -> None:
    (one,) = good(read(text))
    assert one.text == text and not any(f(text) for f in (nexis.is_nexis, factiva.is_factiva, proquest.is_proquest))


def test_news_xml_made_to_do_harm_is_refused() -> None:
    assert "defines entities" in reason(
        read('<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "b">]><nitf><body>&a;</body></nitf>', "x.xml")
    )
    assert "broken XML" in reason(read("<?xml version='1.0'?><nitf>" + "<p>" * 5000 + "</p>" * 5000 + "</nitf>", "x.xml"))
    assert "broken XML" in reason(read(NITF[:700] + "</nitf>", "x.xml"))
