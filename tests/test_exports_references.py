"""ProQuest and references in RIS: each article with its own fields."""

from tests.intake_samples import ENVOY, LINE, RAIL, good, read

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
