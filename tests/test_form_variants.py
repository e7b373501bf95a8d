"""Inputs as people have them, each in several forms: what is one article and what are many, and what is text and what only stands around it."""

import json
from collections.abc import Iterator

import pytest

from dragoman.cleaning.language import language
from dragoman.cleaning.passages import passages
from dragoman.cleaning.published import day_of
from dragoman.cleaning.turns import turns
from dragoman.intake import Failure, Settings, Source
from dragoman.intake.formats import reports_in

PACT = "AMMAN - Jordan and Georgia signed a visa waiver agreement in Amman on Monday, the Jordanian foreign ministry said."
NEXT = "Georgian envoys will visit Aqaba next week."
EXPELLED = "NIAMEY - Niger expelled a Nigerian diplomat on Sunday, accusing him of spying."


def read(content: str, name: str = "in.txt") -> list[Source | Failure]:
    return list(reports_in(content.encode("utf8"), "in", name, Settings()))


def sources(content: str, name: str = "in.txt") -> list[Source]:
    found = read(content, name)
    assert all(isinstance(one, Source) for one in found), found
    return [one for one in found if isinstance(one, Source)]


def reason(content: str, name: str) -> str:
    (one,) = read(content, name)
    assert isinstance(one, Failure)
    return one.reason


WIRE = f"""ZCZC LNA012
:BC-Jordan-Georgia, 1st Ld
{PACT.replace("AMMAN -", "AMMAN, May 4, 2021 (LNA) -")}
    {NEXT}
LNA/rh/jk 041030 GMT MAY 21
NNNN

ZCZC LNA013
Niger expels Nigerian diplomat

{EXPELLED}
NNNN
"""


def test_messages_of_a_wire_are_reports_of_their_own() -> None:
    first, second = sources(WIRE)
    assert (first.format, first.published, first.title) == ("wire", "2021-05-04", None)
    assert first.text.endswith(NEXT) and "\n\nGeorgian" in first.text
    assert first.meta == {"number": "LNA012", "slug": "BC-Jordan-Georgia, 1st Ld"}
    assert (second.title, second.text) == ("Niger expels Nigerian diplomat", f"Niger expels Nigerian diplomat\n\n{EXPELLED}")


def test_a_report_that_speaks_of_a_wire_is_none() -> None:
    (one,) = sources(f"{PACT}\n\nThe telex began with ZCZC and ended with NNNN, he said.\n")
    assert one.format == "text"


def test_a_title_that_the_first_page_prints_twice() -> None:
    head = "Page 1 of 2\nJordan, Georgia sign pact\n\nJordan, Georgia sign pact\n\nLevant Courier\n\nMay 4, 2021 Tuesday"
    (one,) = sources(
        f"{head}\n\nCopyright 2021 Levant Courier\n\nLength: 99 words\n\nBody\n\n{PACT}\n\nLoad-Date: May 5, 2021\n\nEnd of Document\n"
    )
    assert (one.title, one.outlet, one.published) == ("Jordan, Georgia sign pact", "Levant Courier", "2021-05-04")


@pytest.mark.parametrize("serial", ["44320", "44320.4375", '"44320,4375"', "44320.0"])
def test_days_as_excel_counts_them(serial: str) -> None:
    (one,) = sources(f"text,published\n{PACT.replace(',', '')},{serial}\n", "in.csv")
    assert one.published == "2021-05-04"
    assert "Excel" in one.notes[0]


@pytest.mark.parametrize("number", ["12345", "99999", "443200"])
def test_numbers_that_are_no_days(number: str) -> None:
    assert "is not a date" in reason(f"text,published\n{PACT.replace(',', '')},{number}\n", "in.csv")


@pytest.mark.parametrize("heading", ["Titel;text;Datum", "título;text;fecha", "titre;text;date"])
def test_headings_in_other_languages(heading: str) -> None:
    (one,) = sources(f"{heading}\nPact signed;{PACT};2021-05-04\n", "in.csv")
    assert (one.title, one.published) == ("Pact signed", "2021-05-04")


def test_a_table_with_addresses_says_where_its_texts_may_be() -> None:
    why = reason(f"title,content,url\nPact,{PACT.replace(',', '')},https://paper.example/a\n", "in.csv")
    assert "--column text=content" in why and "--fetch" in why


STORED = {"title": "Pact signed", "body": PACT, "date": "2021-05-04", "publisher": "Levant Courier"}


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(json.dumps({"_index": "news", "_id": str(n), "_source": STORED}) for n in (1, 2)),
        json.dumps({"a1": STORED, "a2": STORED | {"body": EXPELLED}}),
        json.dumps({"data": {"items": [{"item": {"headline": "Pact signed", "body_nitf": f"<p>{PACT}</p>", "versioncreated": "2021-05-04T10:30:00Z", "source": "Levant Courier"}}]}}),
        json.dumps({"title": "Pact signed", "maintext": PACT, "date_publish": "2021-05-04 10:30:00", "source_domain": "Levant Courier"}),
    ],
)  # fmt: skip
def test_json_as_stores_and_crawlers_write_it(content: str) -> None:
    for one in sources(content, "in.json"):
        assert (one.title, one.outlet, one.published) == ("Pact signed", "Levant Courier", "2021-05-04")


MARKED = f"""# Jordan, Georgia sign pact

*Levant Courier* | 4 May 2021

**AMMAN** - [Jordan](https://en.example/Jordan) and [Georgia](https://en.example/Georgia_(country) "state"){PACT[26:]}

> "We open our _doors_," said Foreign Minister Samer Qasrawi.

![The ministers](https://img.example/a.jpg)

[Read more](https://x.example)
"""


def test_marks_and_links_of_markdown_are_no_text() -> None:
    (one,) = sources(MARKED, "in.md")
    assert one.title == "Jordan, Georgia sign pact"
    assert PACT in one.text and '\n\n"We open our doors," said' in one.text
    assert not set("[]*_#>") & set(one.text) and "http" not in one.text and "The ministers" not in one.text


def test_links_show_markdown_whatever_the_file_is_called() -> None:
    text = f"Pact signed\n\nAMMAN - [Jordan][1] and Georgia{PACT[26:]}\n\nSnake_case_names and 2 * 3 * 4 stay.\n\n[1]: https://en.example/Jordan\n"
    (one,) = sources(text)
    assert one.text == f"Pact signed\n\n{PACT}\n\nSnake_case_names and 2 * 3 * 4 stay."


def test_fields_above_markdown() -> None:
    (one,) = sources(f'---\ntitle: "Pact signed"\ndate: 2021-05-04\nauthor: Rana Haddadin\ntags:\n  - jordan\n---\n\n{PACT}\n', "in.md")
    assert (one.title, one.published, one.byline, one.text) == ("Pact signed", "2021-05-04", "Rana Haddadin", f"Pact signed\n\n{PACT}")


@pytest.mark.parametrize("text", [f"{PACT} The clause [sic] was read.\n", f"{PACT}\n\n[Photo: LNA]\n", f"{PACT}\n\n* * *\n\n{NEXT}\n"])
def test_brackets_and_stars_alone_are_no_markdown(text: str) -> None:
    (one,) = sources(text)
    assert one.format == "text"


def test_what_is_no_report_is_named() -> None:
    wiki = "== Pact ==\n'''AMMAN''' - [[Jordan]] and [[Georgia (country)|Georgia]] signed a pact.\n\n[[Category:Jordan]]\n"
    marks = '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p><DT><A HREF="https://a.example">Pact signed</A></DL>'
    items = "".join(
        f"<li><a href='/{n}'>{title}</a></li>"
        for n, title in enumerate(["Pact signed", "Envoy expelled", "Border shut", "Ships meet", "Talks end"])
    )
    front = f"<html><head><title>World - Courier</title></head><body><h1>World</h1><ul>{items}</ul></body></html>"
    assert "wiki" in reason(wiki, "in.txt")
    assert "bookmarks" in reason(marks, "in.html")
    assert "list of other pages" in reason(front, "in.html")


@pytest.mark.parametrize(
    ("mark", "subject"),
    [
        ("---------- Forwarded message ---------", "Fwd: Pact signed"),
        ("Begin forwarded message:", "Pact signed"),
        ("-----Original Message-----", "FW: Pact signed"),
        ("> ---------- Forwarded message ---------", "fyi"),
    ],
)
def test_a_mail_that_passes_another_one_on(mark: str, subject: str) -> None:
    inner = (
        f"From: Courier Alerts <a@courier.example>\nDate: Tue, May 4, 2021 at 10:30 AM\nSubject: Pact signed\nTo: <d@uni.example>\n\n{PACT}"
    )
    if mark.startswith(">"):
        inner = "\n".join(f"> {line}" for line in inner.splitlines())
    (one,) = sources(
        f"From: d@uni.example\nTo: e@uni.example\nSubject: {subject}\nDate: Thu, 06 May 2021 10:30:00 +0200\n\nfyi\n\n{mark}\n{inner}\n",
        "in.eml",
    )
    assert (one.title, one.published, one.text) == ("Pact signed", "2021-05-04", f"Pact signed\n\n{PACT}")


def test_a_mail_that_answers_is_its_own() -> None:
    inner = "From: d@uni.example\nSent: Tuesday, May 4, 2021\nSubject: Pact\n\nWhat about the pact?"
    head = "From: e@lna.example\nTo: d@uni.example\nSubject: Re: Pact\nDate: Thu, 06 May 2021 10:30:00 +0200"
    (one,) = sources(f"{head}\n\n{PACT}\n\n-----Original Message-----\n{inner}\n", "in.eml")
    assert one.published == "2021-05-06" and PACT in one.text


def page(meta: str = "", after: str = "") -> str:
    told = [
        PACT,
        "“We open our doors,” said Jordanian Foreign Minister Samer Qasrawi, who led nine officials in the talks of both sides.",
        NEXT,
    ]
    body = "".join(f"<p>{words}</p>" for words in told)
    return f"<!DOCTYPE html><html><head><title>Pact signed</title></head><body><article><h1>Pact signed</h1>{meta}{body}{after}</article></body></html>"


def test_a_day_before_that_of_the_last_change() -> None:
    line = '<div class="meta">By Rana Haddadin | Published 10:30, 4 May 2021 | Updated 11:00, 6 May 2021</div>'
    (one,) = sources(page(line), "in.html")
    assert one.published == "2021-05-04"


@pytest.mark.parametrize("line", ["Amman, Thursday, 26 November 2026 - 21C", "Poll closes 1 December 2026", "Offer expires 1 June 2027"])
def test_weather_and_appointments_tell_no_day(line: str) -> None:
    text = f"Pact signed\n\n{PACT}\n\n{NEXT}\n\n{line}"
    assert day_of(text, passages(text)) is None


def posts() -> Iterator[str]:
    yield '<blockquote class="fb-xfbml-parse-ignore"><p>Georgia has declared war on our market.</p>Posted by <a href="x">Omar Saleh</a> on <a href="x">Monday, 3 May 2021</a></blockquote>'
    yield '<blockquote class="twitter-tweet"><p>Georgia has declared war on our market.</p>&mdash; Omar Saleh (@omarsaleh) <a href="x">May 3, 2021</a></blockquote>'
    yield "<blockquote><p>Georgia has declared war on our market.</p><p>A post shared by Omar Saleh (@omarsaleh) on May 3, 2021</p></blockquote>"


@pytest.mark.parametrize("post", list(posts()))
def test_a_post_within_a_page_is_its_authors(post: str) -> None:
    (one,) = sources(page(after=f"{post}<p>The pact enters into force in June, after both parliaments have voted on it.</p>"), "in.html")
    (turn,) = turns(one.text)
    assert turn.post and one.text[slice(*turn.who)] == "Omar Saleh"
    assert one.text[slice(*turn.words[0])] == "Georgia has declared war on our market."


def test_who_posted_a_report_is_its_author() -> None:
    assert not turns(f"Pact signed\n\n{PACT}\n\nPosted by Omar Saleh on Monday, 3 May 2021")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("El Salvador, Costa Rica sign La Paz accord", "en"), ("Des Moines delegation visits La Habana", "en"), ("Erdoğan: Türkiye ready to mediate", "en"),
        ("Die Presse: Wien to expel two envoys", "en"), ("El canciller viaja a La Paz", "es"), ("Die Regierung in Wien ruft den Botschafter aus Moskau zurück", "de"),
    ],
)  # fmt: skip
def test_names_with_articles_are_no_other_language(text: str, code: str) -> None:
    assert language(text) == code


BANK = f"""Access Archive

Title: Jordan, Georgia sign pact
Date: May 4, 2021
Author: Rana Haddadin
Publication: Levant Courier (Amman, Jordan)
Section: World

{PACT}

{NEXT}

Record Number: 0F1A2B3C
Copyright (c) 2021 Levant Courier
------------------------------------------------------------
Title: Niger expels diplomat
Date: March 9, 2020
Source: Sahel Daily

{EXPELLED}

Record Number: 0F1A2B3D
"""


def test_articles_under_labelled_fields() -> None:
    first, second = sources(BANK)
    assert (first.title, first.outlet, first.byline, first.published, first.section, first.id) == (
        "Jordan, Georgia sign pact", "Levant Courier (Amman, Jordan)", "Rana Haddadin", "2021-05-04", "World", "0F1A2B3C",
    )  # fmt: skip
    assert first.text == f"Jordan, Georgia sign pact\n\n{PACT}\n\n{NEXT}"
    assert (second.title, second.outlet, second.published, second.text) == (
        "Niger expels diplomat",
        "Sahel Daily",
        "2020-03-09",
        f"Niger expels diplomat\n\n{EXPELLED}",
    )


def test_articles_between_lines_of_signs() -> None:
    rule = "=" * 40
    text = f"Jordan, Georgia sign pact\nLevant Courier, 4 May 2021\n\n{PACT}\n\n{rule}\n\nNiger expels diplomat\nSahel Daily, 9 March 2020\n\n{EXPELLED}\n"
    assert [one.text.split("\n")[0] for one in sources(text)] == ["Jordan, Georgia sign pact", "Niger expels diplomat"]


@pytest.mark.parametrize(
    "text",
    [
        f"Pact signed\n4 May 2021\n\n{PACT}\n\n{'-' * 20}\n\n{NEXT}\n",
        f"Pact signed\n\n{PACT}\n\nTitle: Deputy Minister\nDate: unknown\n\n{NEXT}\n",
        f"Title: Pact signed\n\n{PACT}\n",
    ],
)
def test_one_report_with_rules_or_labels_in_it_is_one(text: str) -> None:
    (one,) = sources(text)
    assert one.format == "text" and NEXT[:5] in one.text + NEXT


@pytest.mark.parametrize(
    "content",
    [
        "Pact signed https://paper.example/a\nEnvoy expelled: https://paper.example/b\n",
        "- [Pact signed](https://paper.example/a)\n- [Envoy expelled](https://paper.example/b)\n",
        "1. Pact signed <https://paper.example/a>\n2. Envoy expelled <https://paper.example/b>\n",
    ],
)
def test_titles_with_addresses_are_a_list(content: str) -> None:
    assert "list with 2 addresses" in reason(content, "in.txt")


def test_lines_of_json_with_addresses_say_how_to_fetch_them() -> None:
    assert "--fetch" in reason('{"url": "https://paper.example/a", "title": "Pact signed"}\n', "in.jsonl")


@pytest.mark.parametrize("mark", ["^", "~", "|"])
def test_rarer_separators(mark: str) -> None:
    (one,) = sources(f"id{mark}text{mark}published\nr1{mark}{PACT}{mark}2021-05-04\n", "in.csv")
    assert (one.text, one.published) == (PACT, "2021-05-04")


def test_a_page_of_teasers_is_no_report() -> None:
    items = "".join(
        f"<article><h2><a href='/{n}'>{t}</a></h2><p>{t} ... <a href='/{n}'>Read more</a></p></article>"
        for n, t in enumerate(["Pact signed", "Envoy expelled", "Border shut"])
    )
    assert "no report" in reason(
        f"<html><head><title>Jordan - Courier</title></head><body><h1>Tag: Jordan</h1>{items}</body></html>", "in.html"
    )
