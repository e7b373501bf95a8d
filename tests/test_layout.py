"""Layout: which lines of a page are furniture, what its header lines tell, and what it tells twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cleaning.comments import comments_from
from dragoman.cleaning.datelines import dateline
from dragoman.cleaning.features import names
from dragoman.cleaning.headers import read_headers
from dragoman.cleaning.layout import PARTS, parts
from dragoman.cleaning.lines import groups, signed
from dragoman.cleaning.paragraphs import paragraphs
from dragoman.cleaning.passages import passages
from dragoman.cleaning.turns import turns
from dragoman.codebook.files import table

STORY = (
    "Zambian Foreign Minister Grace Mwila told reporters in Lusaka on Monday that her government would send surveyors to the border with Malawi.\n\n"
    "Malawi accepted the offer, and both sides said that the work on the boundary stones would begin after the rains."
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in passages(text)]


def kind_of(text: str, words: str) -> set[str]:
    at = text.index(words)
    return {p.kind for p in passages(text) if p.start < at + len(words) and at < p.end}


@pytest.mark.parametrize("group", groups())
def test_layout_words_have_examples_and_counters(group: str) -> None:
    row = table("layout")[group]
    for line in row["example"]:
        assert signed(line), line
    text = f"Border talks resume\n\n{STORY}\n\n{row['counter']}\n\nThe two delegations meet again in the capital next week."
    assert kind_of(text, row["counter"]) == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook   Share on X   Copy link", "You have read 2 of your 3 free articles. Subscribe to go on.", "Tags: Zambia, Malawi, borders",
        "Reading time: 4 min", "Article ID 2210934", "© 2021 Lake Courier. All rights reserved.", "Advertisement", "Read also: Maize prices fall in Lilongwe",
        "Distributed by Lake Relay on behalf of the Ministry of Lands", "Your email address will not be published. Required fields are marked *",
        "#Zambia #Malawi #borders", "The meeting began at 10:05 a.m. and rose at 1 p.m.", "(The briefing was concluded at 2:58 p.m.)", "See page 4.", "News ID: 4402117",
        "== xxx ==", "Attachments: none | Previous | Next", "Printed in Ndola. 5 K.", "Last updated: 13 August 2019",
        "For media enquiries: press@lakecourier.example, Tel. +260 21 000 0000", "The views expressed here are the author's own and do not reflect those of the Lake Courier.",
    ],
)  # fmt: skip
def test_furniture_after_a_report(line: str) -> None:
    text = f"Zambia sends surveyors to the border\n\n{STORY}\n\n{line}"
    assert kind_of(text, line) <= {"boilerplate", "credit"}


def test_headlines_of_other_reports_yield_nothing() -> None:
    text = f"Zambia sends surveyors to the border\n\n{STORY}\n\nMost read\n\nPeru expels two Chilean envoys\n\nStorm closes port of Beira"
    assert kind_of(text, "Peru expels two Chilean envoys") == {"boilerplate"}
    assert kind_of(text, "Storm closes port of Beira") == {"boilerplate"}


@pytest.mark.parametrize(
    "last",
    [
        "The work will take a year.",
        "Talks resume in Lilongwe on Thursday.",
        "Mozambique, which borders both, has sent no surveyor so far.",
        "“We wait,” he said.",
    ],
)
def test_short_last_sentences_stay_in_the_report(last: str) -> None:
    assert kind_of(f"Zambia sends surveyors to the border\n\n{STORY}\n\n{last}", last) == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "Sorry, JavaScript must be switched on for this website.",
        "Lake Courier may earn a commission from purchases made through links on this page.",
        "This entry was posted on May 5, 2021 by Ruth Phiri and is filed under World, Africa. Follow any responses to it through the feed.",
        "Published May 5, 2021",
    ],
)
def test_sentences_of_a_page_around_its_report(line: str) -> None:
    text = f"{HEADLINE}\n\n{STORY}\n\n{STORY[:-1]} too, and nobody on the other bank had seen any of them.\n\n{line}"
    assert kind_of(text, line) == {"boilerplate"}


def test_who_signs_a_report_signs_its_last_sentence() -> None:
    last = "A grazing protocol initialled in March is still unsigned."
    text = f"{HEADLINE}\n\n{STORY}\n\n{STORY[:-1]} too, and nobody on the other bank had seen any of them.\n\n{last} RP/KMN"
    assert (kind_of(text, last), kind_of(text, "RP/KMN")) == ({"body"}, {"credit"})


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("By Ruth Phiri   5 May 2021   24 Comments", ["By Ruth Phiri   5 May 2021", "24 Comments"]),
        ("5 May 2021 | Ruth Phiri | 3 min read", ["5 May 2021 | Ruth Phiri", "3 min read"]),
        ("Monday, 5 May 2021  0 Comments  Views: 2,316", ["Monday, 5 May 2021", "0 Comments  Views: 2,316"]),
        ("Lake Courier, 5 May 2021   Share   Print", ["Lake Courier, 5 May 2021", "Share   Print"]),
        ("By Ruth Phiri and 24 others", ["By Ruth Phiri and 24 others"]),
    ],
)
def test_counters_and_buttons_behind_header_lines(line: str, parted: list[str]) -> None:
    found = kinds(f"{HEADLINE}\n\n{line}\n\n{STORY}")
    assert found[1 : 1 + len(parted)] == [("byline", parted[0]), *(("boilerplate", p) for p in parted[1:])]


@pytest.mark.parametrize("text", ["Poland to expel two envoys", "Kenya, Somalia sign pact", "Oman recalls its envoy"])
def test_a_headline_alone_is_read(text: str) -> None:
    assert {k for k, _ in kinds(text)} <= {"body", "headline"}


def test_a_headline_glued_to_its_text() -> None:
    text = f"Zambia sends surveyors to the border{STORY}"
    assert kinds(text)[:1] == [("headline", "Zambia sends surveyors to the border")]
    assert kinds(text)[1][1].startswith("Zambian Foreign Minister")


HEADLINE = "Zambia sends surveyors to the border"


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        (" 5 May 2021 ", [("byline", "5 May 2021")]),
        (" Lusaka, May 5 (LCX) -- ", [("dateline", "Lusaka, May 5 (LCX) --")]),
        (" - Lake Courier\n\n", [("byline", "- Lake Courier")]),
        ("LUSAKA (LCX) - ", [("dateline", "LUSAKA (LCX) -")]),
    ],
)
def test_what_stands_between_a_headline_and_its_text(between: str, kept: list[tuple[str, str]]) -> None:
    found = kinds(f"{HEADLINE}{between}{STORY}")
    assert found[:2] == [("headline", HEADLINE), *kept]
    assert found[2][0] == "body" and found[2][1].startswith("Zambian Foreign Minister")


def test_a_headline_in_capitals_before_its_text_and_marks_before_headlines() -> None:
    assert kinds(f"{HEADLINE.upper()} {STORY}")[0] == ("headline", HEADLINE.upper())
    assert kinds(f"# {HEADLINE}\n\n{STORY}")[:2] == [("boilerplate", "#"), ("headline", HEADLINE)]
    assert kinds(f"title: {HEADLINE}\n\n{STORY}")[:2] == [("byline", "title:"), ("headline", HEADLINE)]
    assert "headline" not in {
        kind for kind, _ in kinds(f"{STORY}\n\n{STORY[:-1]} too.\n\n{STORY}\n\n{STORY}\n\nTitle: deputy minister of lands")[1:]
    }


@pytest.mark.parametrize(
    "text",
    [
        "NATO and EU envoys met in Lusaka on 5 May 2021 and Zambian officials told them that the border would be surveyed.",
        "The McDonald report was sent to the YouTube channel of the ministry on Monday, and nobody answered it there.",
        STORY,
    ],
)
def test_no_headline_is_cut_off_a_sentence(text: str) -> None:
    assert "headline" not in {k for k, _ in kinds(text)[:1]} or text.startswith(kinds(text)[0][1])
    assert kinds(text)[0][1].endswith(".")


def test_a_headline_over_lines_broken_by_hand() -> None:
    text = (
        "Zambia sends surveyors\n"
        "Zambian Foreign Minister Grace Mwila told reporters in Lusaka\n"
        "on Monday that her government would send surveyors to the\n"
        "border with Malawi after the rains."
    )
    assert [text[s:e].split()[0] for s, e in paragraphs(text)] == ["Zambia", "Zambian"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Lake Courier, 5 May 2021", "byline"),
        ("Lake Courier | Lusaka | 5 May 2021", "byline"),
        ("5 May 2021 | Ruth Phiri", "byline"),
        ("Published May 5, 2021, 6:15 pm CAT", "byline"),
        ("Lusaka, 3-5 May 2021", "byline"),
        ("05/05/21", "byline"),
        ("Lake Courier / 5 May 2021 16:08 / Foreign policy", "boilerplate"),
        ("Commentary | 5 May 2021", "boilerplate"),
        ("LAKE LETTER | Vol. 7 | 5 May 2021", "boilerplate"),
        ("Last modified: 5 May 2021, 05:02 pm", "boilerplate"),
        ("2:14 p.m. CAT", "boilerplate"),
    ],
)
def test_header_lines_with_what_a_page_sets_there(line: str, kind: str) -> None:
    """A section, a counter or a clock alone makes a line the page's own; its day counts all the same."""
    text = f"{HEADLINE}\n\n{line}\n\n{STORY}"
    assert kinds(text)[1] == (kind, line)
    assert read_headers(text, passages(text)).published == (None if "p.m." in line else "2021-05-05")


def test_points_under_a_headline_are_read() -> None:
    point = "• Malawi closes crossing, 900 lorries stranded"
    text = f"{HEADLINE}\n\nKey events\n\n{point}\n\n{STORY}"
    assert (kind_of(text, "Key events"), kind_of(text, point)) == ({"boilerplate"}, {"body"})


def test_header_lines_tell_outlet_author_and_day() -> None:
    text = f"Home > World > Africa\n\nZambia sends surveyors to the border\n\nLake Courier | Lusaka | 5 May 2021\n\nBy Ruth Phiri\n\n{STORY}\n\n© 2026 Lake Courier"
    found = read_headers(text, passages(text))
    assert (found.title, found.outlet, found.byline, found.published) == (
        "Zambia sends surveyors to the border",
        "Lake Courier",
        "Ruth Phiri",
        "2021-05-05",
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("date 2021-05-05 Zambia sends surveyors", "Zambia sends surveyors"),
        ("Zambia sends surveyors | Lake Courier", "Zambia sends surveyors"),
        ("Home / News / Zambia sends surveyors to border", "Zambia sends surveyors to border"),
        ("(2nd LD) Zambia sends surveyors to border", "Zambia sends surveyors to border"),
        ("LENGTH: 381 words\n\nHEADLINE: Zambia sends surveyors", "Zambia sends surveyors"),
        ("REPUBLIC OF ZAMBIA\n\nMINISTRY OF LANDS\n\n5 May 2021\n\nZAMBIA SENDS SURVEYORS TO BORDER", "ZAMBIA SENDS SURVEYORS TO BORDER"),
        ("IN PICTURES: Zambia sends surveyors | 5 May 2021 | 5 images", "IN PICTURES: Zambia sends surveyors"),
        ("Zambia sends surveyors in stand-off with Malawi", "Zambia sends surveyors in stand-off with Malawi"),
        (
            "MINISTERS AGREE ON SURVEY OF BORDER IN MCHINJI BY 31 JULY, CALL FOR CALM ON BOTH BANKS",
            "MINISTERS AGREE ON SURVEY OF BORDER IN MCHINJI BY 31 JULY, CALL FOR CALM ON BOTH BANKS",
        ),
    ],
)
def test_what_stands_around_a_headline(head: str, title: str) -> None:
    text = f"{head}\n\n{STORY}"
    assert read_headers(text, passages(text)).title == title


HEAD = "Zambia sends surveyors to the border"


@pytest.mark.parametrize(
    ("over", "under", "foot", "outlet"),
    [
        ("", "May 5, 2021   Ruth Phiri -Lake Times   24 Comments", "", "Lake Times"),
        ("", "(Source: Zambian Ministry of Works; issued May 5, 2021)", "", "Zambian Ministry of Works"),
        ("", "Quiet Borders › Africa › South", "Quiet Borders pays its own way.", "Quiet Borders"),
        ("", "5 May 2021", "/By Amber Coast staff", "Amber Coast"),
        ("", "5 May 2021", "Amber Monthly, May 6th, 2021\nRead more: Lake level falls", "Amber Monthly"),
        ("", "5 May 2021", "Amber Online subscribers can comment on this article.", "Amber Online"),
        (
            "",
            "5 May 2021",
            "Source: Mvula news agency, Lusaka, in English 1810 gmt 5 May 21\n(c) Copyright Stream Monitoring 2021",
            "Mvula news agency",
        ),
        (
            "",
            "LUSAKA, May 5, 2021 / WireNet /--",
            "Distributed by WireNet on behalf of Ministry of Works - Zambia.",
            "Ministry of Works - Zambia",
        ),
        ("", "5 May 2021", "Sign up for the newsletter >> | © Matin Lacustre. Article translated by a machine.", "Matin Lacustre"),
        ("Today from Lake Post:", "5 May 2021", "", "Lake Post"),
        ("", "ZLR, 5 May 2021", "", "ZLR"),
        ("", "ZLR – Lusaka – 05/05/2021 21h09", "", "ZLR"),
        ("", "Lake-Inform / 5 May 2021 16:08 / Foreign policy", "", "Lake-Inform"),
        ("", "5 May 2021 09:14 UTC", "", None),
    ],
)
def test_where_a_page_names_its_outlet(over: str, under: str, foot: str, outlet: str | None) -> None:
    text = "\n\n".join(part for part in (over, HEAD, under, STORY, foot) if part)
    assert read_headers(text, passages(text)).outlet == outlet


@pytest.mark.parametrize(
    "foot",
    [
        "Zambia is ready to send more surveyors.",
        "Translated automatically from French. The original alone counts.",
        "Related stories:",
    ],
)
def test_foot_lines_that_name_no_outlet(foot: str) -> None:
    text = f"{HEAD}\n\n5 May 2021\n\n{STORY}\n\n{foot}"
    assert read_headers(text, passages(text)).outlet is None


@pytest.mark.parametrize(
    ("under", "foot", "byline"),
    [
        ("Rear Adm (Rtd) Josiah Tembo\nPublished: May 5, 2021", "", "Rear Adm (Rtd) Josiah Tembo"),
        ("LCB Report\n5 May 2021, 04:15 pm", "", "LCB Report"),
        ("5 May 2021", "RUTH PHIRI\nBrigadier General\nDirector Army Public Relations\n5 May 2021", "RUTH PHIRI"),
        ("5 May 2021", "Filed under: Zambia\nEditorial Team of Lago Digital\nA team of journalists.", "Editorial Team of Lago Digital"),
        ("5 May 2021", "RELATED NEWS\nBridge closed", None),
        ("LAKE POST REPORT, LUSAKA, May 5", "", "LAKE POST REPORT"),
        ("05.05.2021 11:47 Lake Info, Ruth Phiri", "", "Ruth Phiri"),
        ("5 May 2021 | 09:14\nReporter: Ruth Phiri", "", "Ruth Phiri"),
        ("Ruth Phiri | LPX | Lusaka | Updated: May 5, 2021 9:48 am", "", "Ruth Phiri"),
        ("Addis Ababa, Ethiopia | 5 May 2021", "", None),
    ],
)
def test_who_is_named_as_the_author(under: str, foot: str, byline: str | None) -> None:
    text = "\n\n".join(part for part in (HEAD, under, STORY, foot) if part)
    assert read_headers(text, passages(text)).byline == byline


def test_a_page_title_with_the_section_gives_way_to_the_headline() -> None:
    text = f"{HEAD} - Office of Releases\nAn official website. Here's how you know\n\n{HEAD}\n\n{STORY}"
    assert kinds(text)[0] == ("repeat", f"{HEAD} - Office of Releases")
    assert read_headers(text, passages(text)).title == HEAD


def test_a_caption_glued_to_the_text_is_no_headline() -> None:
    text = f"{HEAD} after the rains as row over stones goes on\n\n5 May 2021 by R. Phiri\n\nCustoms post near MchinjiZAMBIA HAS ORDERED a survey of the border, which Malawi wants as well. It begins in June."
    assert read_headers(text, passages(text)).title == f"{HEAD} after the rains as row over stones goes on"


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Accra (GNX) - Ghana recalled its envoy on Monday.", "Accra (GNX) - "),
        ("LOME, Togo, March 3 (Coast Wire) -- Togo closed its border on Monday.", "LOME, Togo, March 3 (Coast Wire) -- "),
        ("TALLINN, Oct 23, BNX - Wanted since May, he was held on Monday.", "TALLINN, Oct 23, BNX - "),
        ("RIGA, March 9 A court sentenced a former clerk on Thursday.", "RIGA, March 9 "),
        ("(LAKEFEED- Lake Press) The two armies held a drill on Monday.", "(LAKEFEED- Lake Press) "),
        ("Riyadh, Safar 6, 1442, June 16, 2021, LPX -- The council met on Monday.", "Riyadh, Safar 6, 1442, June 16, 2021, LPX -- "),
        ("24 August 2010 — Montevideo. By 26 votes the Senate agreed.", "24 August 2010 — Montevideo. "),
        ("Apr 07, 2003 (LPX) – The rebels and the navy fought for hours.", "Apr 07, 2003 (LPX) – "),
    ],
)
def test_more_datelines(line: str, cut: str) -> None:
    assert dateline(line, (0, len(line))) == len(cut)


@pytest.mark.parametrize(
    "line",
    [
        "Kenya - which borders both - sent nobody.",
        "In May 2020 the two (Ghana and Togo) signed a pact.",
        "The minister (left) - and his guest - spoke of trade.",
    ],
)
def test_sentences_without_a_dateline(line: str) -> None:
    assert dateline(line, (0, len(line))) is None


def test_what_a_page_tells_twice() -> None:
    title = "Zambia sends surveyors to the border with Malawi"
    pulled = "the work on the boundary stones would begin after the rains"
    text = f"{title}\n\n{title} Surveyors at a stone near Mchinji. Photo: Ruth Phiri\n\n{STORY}\n\n{pulled.capitalize()}\n\nBoth armies will help."
    assert ("repeat", title) in kinds(text)
    assert ("repeat", pulled.capitalize()) in kinds(text)


def test_comments_are_no_part_of_a_report() -> None:
    said = "Malawi attacked us long ago and everybody here knows that the minister will be expelled very soon after all of this."
    text = f"Zambia sends surveyors\n\n{STORY}\n\n2 Responses to Zambia sends surveyors\n\n1. Lakeside says:\n\n{said}\n\n2. Mwana says:\n\nPeace."
    assert kind_of(text, said) == {"boilerplate"}


def test_a_quotation_in_a_report_starts_no_comments() -> None:
    lines = ["The minister spoke at length.", "Her guest answered.", "He said:", "“We wait for the rains.”"]
    assert comments_from(lines, [0, 1]) == len(lines)


@pytest.mark.parametrize(
    "post",
    [
        "We reject this accord.\n— Omar Haddad (@ohaddad) May 4, 2021",
        "We reject this accord. — Omar Haddad (@ohaddad) May 4, 2021",
        "Omar Haddad @ohaddad: We reject this accord.",
        "We reject this accord.\n— Omar Haddad (@ohaddad.sky.example) May 4, 2021 at 9:12 AM",
        "We reject this accord.\n— Omar Haddad (@ohaddad@mas.example) May 4, 2021",
        "We reject this accord.\nA post shared by Omar Haddad (@o.haddad)",
    ],
)
def test_posts_are_said_by_their_authors(post: str) -> None:
    text = f"Zambia sends surveyors\n\n{STORY}\n\n{post}\n\nThe work will take a year."
    found = [t for t in turns(text) if t.post]
    assert [(text[slice(*t.who)], text[slice(*t.words[0])]) for t in found] == [("Omar Haddad", "We reject this accord.")]
    assert kind_of(text, "We reject this accord.") == {"body"}


def test_a_page_that_is_one_picture_is_read() -> None:
    text = "Zambian Foreign Minister Grace Mwila, right, and her guest sign a pact in Lusaka, May 4, 2021. (Photo: Lake Courier)"
    assert {k for k, _ in kinds(text)} & {"body"}


def test_the_weights_fit_the_features() -> None:
    told = parts(STORY, paragraphs(STORY))
    assert told.shape == (2, len(PARTS))
    assert len(set(names())) == len(names())


@given(
    st.lists(
        st.sampled_from(
            [
                "Share",
                "© 2021 X",
                "Home > A > B",
                "By Ann Other",
                "5 May 2021",
                STORY,
                "“A b.” — C D",
                "A (@b)",
                "\n",
                "LOME: a",
                "3 comments",
                "X says:",
            ]
        )
    )
)
def test_any_page_is_covered_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    end = 0
    for p in passages(text):
        assert end <= p.start < p.end <= len(text)
        assert not text[end : p.start].strip()
        end = p.end
    assert not text[end:].strip()
