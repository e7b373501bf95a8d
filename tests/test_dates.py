"""Dates to EDTF."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from dragoman import read
from dragoman.cleaning.passages import passages
from dragoman.codebook.calendar import easter, parse_day
from dragoman.reading.dates import find_dates
from dragoman.reading.dates.attach import date_of, dates_of
from dragoman.reading.dates.direction import points_ahead
from dragoman.reading.layout import Layout
from dragoman.reading.read import sentence_starts
from dragoman.reading.syntax import parse

DAY = "2020-11-15"  # a Sunday


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("It began today.", "2020-11-15"),
        ("It began yesterday.", "2020-11-14"),
        ("They met on Saturday.", "2020-11-14"),
        ("They met on Sunday.", "2020-11-15"),
        ("They met last Sunday.", "2020-11-08"),
        ("They will meet on Friday.", "2020-11-20"),
        ("They will meet next Friday.", "2020-11-20"),
        ("It happened earlier this week.", "2020-11-09/2020-11-15"),
        ("It happened last week.", "2020-11-02/2020-11-08"),
        ("It happened last month.", "2020-10"),
        ("It is due next year.", "2021"),
        ("He was killed in August.", "2020-08"),
        ("It was signed in December.", "2019-12"),
        ("It was signed in March 2018.", "2018-03"),
        ("It was signed on 3 March 2018.", "2018-03-03"),
        ("It was signed on March 3rd, 2018.", "2018-03-03"),
        ("It was signed on 2018-03-03.", "2018-03-03"),
        ("It was signed on 03.04.2018.", "2018-04-03"),
        ("It was signed two years ago.", "2018"),
        ("It was signed three days ago.", "2020-11-12"),
        ("It was signed in 1998.", "1998"),
        ("It began in the 1980s.", "198X"),
        ("It began the day before yesterday.", "2020-11-13"),
        ("It began earlier in the day.", "2020-11-15"),
        ("They met on Tuesday evening.", "2020-11-10"),
        ("They met on Tuesday last week.", "2020-11-03"),
        ("It was signed on the third of April.", "2020-04-03"),
        ("It was signed on Friday, 13 November.", "2020-11-13"),
        ("They met from 3 to 7 June.", "2020-06-03/2020-06-07"),
        ("They met on June 3-7, 2019.", "2019-06-03/2019-06-07"),
        ("They met between 30 May and 2 June.", "2020-05-30/2020-06-02"),
        ("It lasted between 2016 and 2020.", "2016/2020"),
        ("It was signed in March last year.", "2019-03"),
        ("It was signed last December.", "2019-12"),
        ("It is due in the first quarter of 2021.", "2021-01/2021-03"),
        ("Forty years ago on Tuesday it was bombed.", "1980"),
        ("It was shelled a year ago.", "2019"),
        ("It was shelled at the weekend.", "2020-11-14/2020-11-15"),
        ("It was signed last autumn.", "2019"),
        ("It has been shut since Christmas.", "2019-12-25"),
        ("It happened last century.", "19XX"),
        ("NATO's 1999 bombing is remembered.", "1999"),
        ("It was signed on 12/05/2019.", "2019-05-12"),
        ("It was signed the 27 of November of 2012.", "2012-11-27"),
        ("The pact, signed 1993, is little used.", "1993"),
        ("They left six years ago this month.", "2014-11"),
        ("Two posts were shelled over the past day.", "2020-11-14/2020-11-15"),
    ],
)
def test_against_the_day_of_publication(words: str, edtf: str) -> None:
    assert [d.edtf for d in find_dates(words, DAY)] == [edtf]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("He was killed in August.", ["XXXX-08"]),
        ("They met on Saturday.", []),
        ("They met yesterday.", []),
        ("It was signed in 1998.", ["1998"]),
    ],
)
def test_without_one_only_what_is_certain(words: str, edtf: list[str]) -> None:
    assert [d.edtf for d in find_dates(words, None)] == edtf


@pytest.mark.parametrize(
    "words",
    ["They may meet.", "The army will march.", "It was on 31 February 2020.", "Room 2011/3 was shut.", "It was built in two years."],
)
def test_what_is_no_date(words: str) -> None:
    assert find_dates(words, DAY) == []


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("They met on 3 May 2019. The same day they signed.", ["2019-05-03", "2019-05-03"]),
        ("They met on 3 May 2019 and signed two days later.", ["2019-05-03", "2019-05-05"]),
        ("It was shelled in March 2018, and again the following year.", ["2018-03", "2019"]),
        (
            "They met from 3 to 7 May 2019. " + "They spoke of water. " * 60 + "At the close, a paper was signed.",
            ["2019-05-03/2019-05-07", "2019-05-07"],
        ),
        ("They met on 3 May 2019. At the end, a paper was signed.", ["2019-05-03"]),
        ("Done at Kenema this 13th day of September 2012.", ["2012-09-13"]),
        ("They met from 3 to 7 May 2019. At the end of the talks a paper was signed.", ["2019-05-03/2019-05-07", "2019-05-07"]),
        ("A camp was hit on 3 May 2019, two days before the envoys met.", ["2019-05-03", "2019-05-05"]),
        ("They signed two days later.", []),
        ("They met on 3 May 2019 and on the 9th in Aden.", ["2019-05-03", "2019-05-09"]),
    ],
)
def test_what_counts_from_a_date_told_before(words: str, edtf: list[str]) -> None:
    assert [d.edtf for d in find_dates(words, None)] == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("In July 2012 the chairman spoke to the house, and Malawi broke off the talks in October.", ["2012-07", "2012-10"]),
        ("In July 2012 the two met. In March Malawi broke off the talks.", ["2012-07", "2013-03"]),
        ("In July 2012 the two met. The envoy will travel in May.", ["2012-07", "2021-05"]),
        ("They last met in July 2012. In October Malawi broke off the talks.", ["2012-07", "2020-10"]),
        ("In July 2012 the two met.\nIn October Malawi broke off the talks.", ["2012-07", "2020-10"]),
    ],
)
def test_a_paragraph_that_opens_with_a_year_goes_on_in_it(words: str, edtf: list[str]) -> None:
    doc = parse(words)
    assert [d.edtf for d in find_dates(words, DAY, partial(points_ahead, doc))] == edtf


def test_an_item_with_a_day_of_its_own_is_read_against_that_day() -> None:
    text = "Aden, 9 November 2020 (XYZ) - The two met yesterday.\n\nAden, 2 November 2020 (XYZ) - The two quarrelled yesterday."
    assert [d.edtf for d in find_dates(text, DAY) if d.kind == "day word"] == ["2020-11-08", "2020-11-01"]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("The two states will hold drills in February.", "2021-02"),
        ("The two states held drills in February.", "2020-02"),
        ("The two states agreed to hold drills in February.", "2021-02"),
        ("Talks are due on Tuesday.", "2020-11-17"),
        ("The envoys failed to meet on Tuesday.", "2020-11-10"),
        ("The minister was expected in Aden on Tuesday.", "2020-11-17"),
        ("The minister postponed the talks to Tuesday.", "2020-11-17"),
        ("The minister proposed on Tuesday to meet.", "2020-11-10"),
        ("The bridge has been shut since December.", "2019-12"),
        ("The envoy leaves for Aden on Tuesday.", "2020-11-17"),
        ("The envoy should travel to Aden in May.", "2021-05"),
        ("Oman has asked for terms, and talks with Qatar begin in January.", "2021-01"),
        ("The committee will finish the text in two weeks.", "2020-11-23/2020-11-29"),
        ("The envoy will go to Aden on the 24th and from there to Muscat.", "2020-11-24"),
        ("The council demanded on his behalf the departure of the guards by 2 December.", "2020-12-02"),
    ],
)
def test_the_clause_says_whether_a_day_lies_ahead(words: str, edtf: str) -> None:
    doc = parse(words)
    assert [d.edtf for d in find_dates(words, DAY, partial(points_ahead, doc))] == [edtf]


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("The two ministers signed a pact in Aden on Friday.", "signed", "2020-11-13"),
        ("A pact signed in 2012 lets ships pass, the minister said on Friday.", "signed", "2012"),
        ("A pact signed in 2012 lets ships pass, the minister said on Friday.", "said", "2020-11-13"),
        ("The premier condemned the 1998 bombing of the embassy.", "bombing", "1998"),
        ("The premier praised the army.", "praised", None),
        ("The town marked the bombing by rebel planes on Friday.", "bombing", None),
        ("The premier of the state met the envoy on Friday. He said that rebels seized a bridge in 2015.", "seized", "2015"),
    ],
)
def test_which_words_date_an_event(text: str, word: str, edtf: str | None) -> None:
    doc, layout = _laid_out(text)
    dates = find_dates(text, DAY, partial(points_ahead, doc))
    dating = date_of(next(t for t in doc if t.text == word), layout, dates, DAY)
    assert dating.edtf == edtf
    assert all(text[start:end].strip() for start, end in dating.evidence)


def test_a_weekday_that_no_day_of_the_report_tells_dates_with_nothing() -> None:
    text = "Togo recalled its envoy to Peru on Friday.\n\nThe two states had signed a pact on 3 May 2014, and Peru suspended it in 2016."
    first, *others = read(text).events
    assert (first.type, first.date) == ("SANCTION", None)
    assert {e.date for e in others} == {"2014-05-03", "2016"}
    assert next(e for e in read(text, published="2019-06-11").events if e.type == "SANCTION").date == "2019-06-07"


def test_what_but_sets_against_a_dated_clause_is_not_dated_by_it() -> None:
    first, second = read("Togo signed a pact with Peru on 3 May 2014, but Peru suspended it.", published="2020-01-01").events
    assert (first.date, second.date) == ("2014-05-03", None)
    first, second = read("Togo signed a pact with Peru on 3 May 2014, but suspended it on 7 June 2016.", published="2020-01-01").events
    assert (first.date, second.date) == ("2014-05-03", "2016-06-07")


def test_what_is_planned_is_not_dated_by_what_has_been() -> None:
    record = read("Chad signed a pact with Sudan last week. It will recall its ambassador from Sudan.", published=DAY)
    assert [e.date for e in record.events if e.modality == "planned"] == [None]


def test_a_meeting_of_several_days_speaks_on_its_last() -> None:
    text = (
        "Communique of the joint commission\n\nAden, 2-5 November 2020\n\nThe commission of Oman and Yemen met in Aden from 2 to 5 November 2020. "
        "It was opened by the two ministers.\n\nThe Omani side thanked Yemen for the welcome.\n\nDone at Aden on 5 November 2020."
    )
    doc, layout = _laid_out(text)
    dates = find_dates(text, DAY, partial(points_ahead, doc))
    told = [(t, kind) for word, kind in (("met", "CONSULT"), ("thanked", "SUPPORT")) for t in doc if t.text == word]
    assert [d.edtf for d in dates_of(told, layout, dates, DAY)] == ["2020-11-02/2020-11-05", "2020-11-05"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("A week of quarrels\n\n2 November\nOman recalls its envoy from Aden.\n\n4 November\nYemen expels two Omani guards.", "2020-11-04"),
        ("A week of quarrels\n\n2 November\nOman recalls its envoy from Aden. Yemen expels two Omani guards.", "2020-11-02"),
    ],
)
def test_a_date_over_a_section_dates_what_stands_below(text: str, edtf: str) -> None:
    doc, layout = _laid_out(text)
    dates = find_dates(text, DAY, partial(points_ahead, doc))
    assert date_of(next(t for t in doc if t.text == "expels"), layout, dates, DAY, "SANCTION").edtf == edtf


def test_the_day_of_the_report_is_kept_apart() -> None:
    record = read("Norway's premier thanked Chile's navy for its help. Chile signed a treaty with Norway on Friday.", published=DAY)
    dated = {e.date: e.told for e in record.events}
    assert dated.get("2020-11-13", DAY) is None
    assert dated.get(None, DAY) == DAY


@given(st.text(max_size=120))
def test_told_days_hold(text: str) -> None:
    assert all(d.edtf for d in find_dates(text, None))


def _laid_out(text: str) -> tuple[Doc, Layout]:
    marked = passages(text)
    doc = parse(text, sentence_starts(text, marked))
    return doc, Layout(doc, tuple(marked))


@pytest.mark.parametrize("words", ["2020-02-30", "soon", "31 June 2020", ""])
def test_days_that_do_not_exist(words: str) -> None:
    with pytest.raises(ValueError, match="write it as 2020-06-30"):
        parse_day(words)


@given(st.text(max_size=200))
def test_spans_hold(text: str) -> None:
    for found in find_dates(text, DAY):
        assert text[found.span[0] : found.span[1]].strip()


def test_easter() -> None:
    assert [easter(y).isoformat() for y in (1999, 2008, 2024)] == ["1999-04-04", "2008-03-23", "2024-03-31"]
