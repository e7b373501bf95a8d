"""Exports and lists as archives, agencies and programs really hand them out, in the layouts that differ from the usual one."""

import pytest

from tests.intake_samples import ENVOY, LINE, RAIL, good, read, reason

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
