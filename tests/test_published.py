"""The day of publication: told by a page or a text in so many words, by a user, or not at all; and pages that hold no report."""

from pathlib import Path

import pytest

from dragoman.cleaning.passages import passages
from dragoman.cleaning.published import day_of
from dragoman.codebook.days import day_in_address, days
from dragoman.codebook.files import table
from dragoman.intake import Failure, Settings, Source
from dragoman.intake.collect import collect
from dragoman.intake.html import read_page
from dragoman.intake.refusals import refusal
from dragoman.intake.source import InputError
from dragoman.reading.read import read_source

STORY = (
    "Togolese officials signed a river accord with Ghana in Lome on Monday. The ferry between the two banks will sail from next year on. "
    "Farmers on both sides have asked for a bridge without an answer so far."
)
BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "Togolese officials signed a river accord with Ghana in Lome on Monday, the Togolese transport ministry said in a statement to reporters.",
        "“The ferry will sail next year,” said Togolese Transport Minister Kodjo Ameyo, who led the delegation of nine engineers and two lawyers.",
        "The two states marked their border on 14 June 2019, and farmers on both banks have asked for a bridge since then without an answer.",
    )
)


def page(head: str = "", before: str = "", after: str = "", title: str = "Togo, Ghana sign river accord") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{before}{BODY}</article>{after}</body></html>"


@pytest.mark.parametrize(
    ("head", "before", "origin", "told"),
    [
        ('<meta name="pubdate" content="Tue, 4 May 2021 07:30:00 GMT">', "", "p", ("2021-05-04", "page")),
        ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","dateModified":"2022-01-01","datePublished":"2021-05-04T07:30:00Z"}]}</script>', "", "p", ("2021-05-04", "page")),
        ("", '<time datetime="2021-05-04T07:30">4 May</time>', "p", ("2021-05-04", "page")),
        ("", '<div class="entry-date">May 4, 2021</div>', "p", ("2021-05-04", "page")),
        ("", "", "https://paper.example/2021/05/04/togo-accord", ("2021-05-04", "address")),
        ('<link rel="canonical" href="https://paper.example/news/20210504/accord">', "", "p", ("2021-05-04", "address")),
        ("", "", "https://paper.example/2021/may/04/togo-accord", ("2021-05-04", "address")),
        ("", "", "https://paper.example/togo-ghana-accord-20210504.html?page=1", ("2021-05-04", "address")),
        ("", '<p class="info">Source: Volta Post <i class="time">2021-05-04 10:30:15</i></p>', "p", ("2021-05-04", "page")),
        ("", '<h2 class="date-header">Tuesday, May 4, 2021</h2>', "p", ("2021-05-04", "page")),
        ("", '<abbr class="published" title="2021-05-04T10:30:00-05:00">10:30 AM</abbr>', "p", ("2021-05-04", "page")),
        ('<script type="application/ld+json">{"@type":"VideoObject","datePublished":"2019-01-01"}</script>', "", "p", (None, None)),
        ('<meta property="article:published_time" content="1620124200">', "", "p", ("2021-05-04", "page")),
        ("", '<ul class="article-meta"><li>Lome</li><li>Tue 04th May 2021</li></ul>', "p", ("2021-05-04", "page")),
        ("", "", "https://paper.example/news/accord-2021", (None, None)),
        ("", "", "https://paper.example/2021/world/12/accord", (None, None)),
        ('<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2019-01-01"}]}</script>', "", "p", (None, None)),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-05-04", "x": tru,}</script>', "", "p", ("2021-05-04", "page")),
        ("", '<div class="story-meta">Updated: 05 May, 2021 11:40 IST | Published: 04 May, 2021 10:30 IST</div>', "p", ("2021-05-04", "page")),
        ("", '<div class="submitted">Submitted by editor on Tue, 05/04/2021 - 10:30</div>', "p", ("2021-05-04", "page")),
        ("<script>var built = '2024-01-02';</script>", "", "p", (None, None)),
        ("", '<p>Updated <time datetime="2024-01-02">2 January</time></p>', "p", (None, None)),
        ("", '<p>The old accord was signed on <time datetime="2019-06-14">14 June 2019</time> in Sokode by both.</p>', "p", (None, None)),
        ("", '<p>Published on <time datetime="2021-05-04">4 May 2021</time> by Ama Doe.</p>', "p", ("2021-05-04", "page")),
    ],
)  # fmt: skip
def test_a_page_tells_its_day(head: str, before: str, origin: str, told: tuple[str | None, str | None]) -> None:
    source = read_page(page(head, before), origin)
    assert (source.published, source.published_by) == told


@pytest.mark.parametrize(
    "after",
    [
        "<footer>© 2026 Volta Post</footer>",
        '<aside class="related"><a href="/x">Storm hits Tema</a> <time datetime="2024-01-02">2 January 2024</time></aside>',
        '<div class="most-read"><span class="date">2 January 2024</span></div>',
    ],
)
def test_other_parts_of_a_page_tell_no_day(after: str) -> None:
    assert read_page(page(after=after), "p").published is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (page(), ("2021-05-05", "user")),
        (page('<meta property="article:published_time" content="2021-05-04">'), ("2021-05-04", "page")),
    ],
)
def test_a_user_tells_the_day_where_the_page_does_not(tmp_path: Path, content: str, told: tuple[str, str]) -> None:
    (tmp_path / "p.html").write_text(content)
    (source,) = collect([str(tmp_path / "p.html")], Settings(published="2021-05-05"))
    assert isinstance(source, Source)
    assert (source.published, source.published_by) == told


def test_a_header_line_wins_over_what_a_user_says_of_all_reports() -> None:
    text = "Togo, Ghana sign accord\n\nMay 4, 2021\n\nTogo and Ghana signed a river accord in Lome on Monday, the transport ministry said."
    found = read_source(Source(text=text, origin="t", published="2021-05-05", published_by="user"))
    assert (found.report.published, found.report.published_by) == ("2021-05-04", "text")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Accord signed in Lome\n\nPublished: 4 May 2021 | Updated: 6 May 2021\n\nTogo and Ghana signed a river accord in Lome on Monday, officials said.", "2021-05-04"),
        ("Accord signed in Lome\n\n5/4/2021 8:41:07 PM\n\nLOME, May 4 (VPX) -- Togo and Ghana signed a river accord in Lome on Tuesday, officials said.", "2021-05-04"),
        ("Accord signed in Lome\n\n04.05.2021\n\nTogo and Ghana signed a river accord in Lome on Tuesday, the two governments said.", "2021-05-04"),
        ("Accord signed in Lome\n\nTogo and Ghana signed a river accord in Lome on Tuesday, two years after that of 4 May 2019, officials said.", None),
        ("Accord signed in Lome\n\nTogo and Ghana signed a river accord in Lome on Tuesday, the two governments said.\n\n© 4 May 2021 Volta Post", None),
        ("Accord signed in Lome\n\nTogo and Ghana signed a river accord in Lome on Tuesday, the two governments said.\n\nRelated: Togo flood (3 May 2019)", None),
        ("Accord signed in Lome\n\nPosted 5 May 2021   Originally published 4 May 2021\n\nTogo and Ghana signed a river accord in Lome on Tuesday, officials said.", "2021-05-04"),
        ("Accord signed in Lome\n\nTogo and Ghana signed a river accord in Lome on Tuesday, officials said.\n\nSource: Radio Volta, Lome, in French 1127 gmt 4 May 21", "2021-05-04"),
        ("LIVE | As it happened - Tuesday 4 May 2021 (all times GMT)\n\nTogo and Ghana signed a river accord in Lome on Tuesday, officials said.", "2021-05-04"),
        ("Accord signed in Lome\n\nLome, 04/05/2021 - Togo and Ghana signed a river accord on Tuesday, the two governments said.", "2021-05-04"),
        ("Accord signed in Lome\n\nLome, Ramadan 22, 1442, May 4, 2021, VPX -- Togo and Ghana signed a river accord on Tuesday, officials said.", "2021-05-04"),
        ("Accord signed in Lome\n\n4 May 2021 — Lome. Togo and Ghana signed a river accord on Tuesday, the two governments said.", "2021-05-04"),
        ("Accord signed in Lome\n\nPolitics | Tue 4 May 2021 - 09:14 | Views: 311\n\nTogo and Ghana signed a river accord in Lome on Tuesday, officials said.", "2021-05-04"),
        ("Accord signed in Lome\n\n4 мая 2021\n\nTogo and Ghana signed a river accord in Lome on Tuesday, the two governments said.", "2021-05-04"),
    ],
)  # fmt: skip
def test_a_text_tells_its_day(text: str, day: str | None) -> None:
    assert day_of(text, passages(text)) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024.10.25", "2024-10-25"), ("10/13/2020", "2020-10-13"), ("9. 6. 2022.", "2022-06-09"), ("15 Apr 09", "2009-04-15"), ("20th Feb, 2024", "2024-02-20"),
     ("THURSDAY MARCH 28 2019", "2019-03-28"), ("21/September/2022", "2022-09-21"), ("31.02.2020", None), ("1.2.3.2020", None),
     ("March 14 de 2024", "2024-03-14"), ("Saturday, March 2 of 2013", "2013-03-02"), ("Mar - 17 - 2021", "2021-03-17"), ("23 Apr.'08 / 14:26", "2008-04-23"),
     ("Juche 87 (1998), August 17", "1998-08-17"), ("News 10:12 November 10, 2021", "2021-11-10"), ("since 1998 May 5, 2003", "2003-05-05")],
)  # fmt: skip
def test_days(written: str, day: str | None) -> None:
    assert next((d.day.isoformat() for d in days(written)), None) == day


def test_addresses() -> None:
    assert str(day_in_address("https://a.example/2024/5/14/accord.html")) == "2024-05-14"
    assert day_in_address("https://a.example/2024/99/14/accord") is None


@pytest.mark.parametrize("kind", table("pages"))
def test_pages_without_a_report_are_named(kind: str) -> None:
    row = table("pages")[kind]
    for name in row["example"]:
        why = refusal([name], name)
        assert why is not None
        assert row["do"] in why
    for name in row["counter"]:
        assert refusal([name], f"{name}. {STORY}") is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 | Volta Post", "<p>Most read: Ghana closes port</p>"),
        (
            "Volta Post",
            "<noscript>You need to enable JavaScript to run this app.</noscript><p>Please enable JavaScript to see this page.</p>",
        ),
        ("Volta Post", "<p>We value your privacy. We and our partners store cookies. Accept all. Manage your cookie settings.</p>"),
        ("Subscribe to continue", "<p>Already a subscriber? Sign in. Choose your plan.</p>"),
    ],
)
def test_error_pages_and_walls_are_refused_with_the_way_out(tmp_path: Path, title: str, body: str) -> None:
    (tmp_path / "p.html").write_text(f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>")
    (found,) = collect([str(tmp_path / "p.html")])
    assert isinstance(found, Failure)
    assert "there is no report on it; " in found.reason


def test_a_report_about_error_pages_is_read() -> None:
    assert read_page(page(title="Page not found: ministry's site goes dark"), "p").title is not None


def test_headline_and_times_of_a_live_page_are_apart() -> None:
    live = page().replace(BODY, "<p><time>10:15</time> Togo has recalled its envoy.</p><p><time>11:40</time> Ghana denied any row.</p>")
    assert read_page(live, "p").text.split("\n")[0] == "Togo, Ghana sign river accord"


def test_a_page_that_cannot_be_taken_apart() -> None:
    with pytest.raises(InputError):
        read_page("<!DOCTYPE html><html></html>", "p")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Tuesday 05/04/2021", "2021-05-04"),
        ("05/04/2021 (Tue)", "2021-05-04"),
        ("Mon 05/04/2021", "2021-04-05"),
        ("Friday 05/04/2021", "2021-04-05"),
    ],
)
def test_a_day_of_the_week_settles_the_order(words: str, day: str) -> None:
    (found,) = days(words)
    assert str(found.day) == day


def test_a_page_that_only_leads_on_is_a_list() -> None:
    titles = ["Togo, Ghana sign accord", "Benin shuts border", "Mali expels envoy", "Niger holds talks"]
    told = "".join(
        f"<article><h2><a href='/{n}'>{t}</a></h2><p>{t} on Monday, the ministry of the capital said.</p></article>"
        for n, t in enumerate(titles)
    )
    cut = told.replace("said.", "said [...]")
    for heading, entries in (("Category: Africa", told), ("Search results: accord", told), ("Africa", cut)):
        with pytest.raises(InputError, match="list"):
            read_page(f"<html><head><title>{heading}</title></head><body><h1>{heading}</h1>{entries}</body></html>", "p")
    related = "".join(f"<h3><a href='/{n}'>{t}</a></h3>" for n, t in enumerate(titles))
    assert read_page(page(after=related), "p").title == "Togo, Ghana sign river accord"


@pytest.mark.parametrize("line", ["Printed on: Friday, 27 November 2026", "Retrieved 27 November 2026", "Today is November 27, 2026"])
def test_when_somebody_looked_at_a_report_is_not_its_day(line: str) -> None:
    text = f"Togo, Ghana sign river accord\n\nVolta Post\n\n{line}\n\n{STORY}"
    assert day_of(text, passages(text)) is None


@pytest.mark.parametrize(
    "line", ["Published in the Volta Post, May 4th, 2021.", "This story originally appeared in the Volta Post on 4 May 2021"]
)
def test_where_a_report_appeared_stands_with_its_day(line: str) -> None:
    text = f"Togo, Ghana sign river accord\n\n{STORY}\n\n{line}"
    assert day_of(text, passages(text)) == "2021-05-04"
