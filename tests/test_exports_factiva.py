"""Factiva as text and as pages: each article with its own fields, and none of the furniture as text."""

import pytest

from tests.intake_samples import ENVOY, LINE, RAIL, good, read

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
