"""Stories in SGML and XML, and reports that look a little like exports and are none."""

from textwrap import wrap

import pytest

from dragoman.intake import Failure, Source
from dragoman.intake.exports import factiva, nexis, proquest
from tests.intake_samples import ENVOY, LINE, RAIL, good, read, reason


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
