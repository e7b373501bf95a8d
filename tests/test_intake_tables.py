"""Tables of any dialect, days as programs write them, and tables of addresses."""

from pathlib import Path

import pytest

from dragoman.intake import Failure, InputError, Settings, Source
from dragoman.intake.collect import collect
from dragoman.intake.days import day_of, order_in
from tests.intake_samples import ENVOY, RAIL, ROWS, good, read, reason, table
from tests.test_ways_in import Site, site

__all__ = ["site"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "sep"])
def test_tables_of_any_dialect(mark: str, end: str, before: str) -> None:
    start = f"sep={mark}{end}" if before == "sep" else before
    rail, envoy = good(read((start + table(mark, end)).encode(), "t.csv"))
    assert (rail.id, rail.text, rail.published, rail.outlet) == ("a1", ROWS[1][1], "2021-05-04", "Harbour")
    assert (envoy.id, envoy.text) == ("a2", ENVOY)


@pytest.mark.parametrize("above", ["\r\n\r\n", "# exported on 3 May 2021\n", "# a\r\n#\r\n\r\n"])
def test_what_stands_above_a_heading_is_no_heading(above: str) -> None:
    assert [s.id for s in good(read(above + table(";"), "t.csv"))] == ["a1", "a2"]
    numbered = good(read(f"#,text\n1,{ENVOY}\n", "t.csv"))
    assert numbered[0].meta == {"#": "1"}


def test_a_heading_without_rows_is_named() -> None:
    assert "no rows" in reason(read("id,text,published\n", "t.csv"))


def test_headings_in_any_case_under_other_names_and_further_columns() -> None:
    rail = good(read(table(";", heading=("ID", "TEXT", "Date", "Source")), "t.csv"))[0]
    assert (rail.id, rail.published, rail.outlet) == ("a1", "2021-05-04", "Harbour")
    foreign = good(
        read(table(";", heading=("Nr", "Inhalt", "Datum", "Zeitung")), "t.csv", Settings(columns={"text": "inhalt", "published": "Datum"}))
    )[0]
    assert (foreign.text, foreign.published, foreign.meta) == (ROWS[1][1], "2021-05-04", {"Nr": "a1", "Zeitung": "Harbour"})
    assert "--column text=Inhalt" in reason(read(table(";", heading=("Nr", "Inhalt", "Datum", "Zeitung")), "t.csv"))
    assert good(read(table("\t"), "t.txt"))[0].format == "table"


def test_quotation_marks_within_values() -> None:
    escaped = 'id,text\na1,"He said \\"yes\\", and left."\n'
    assert good(read(escaped, "t.csv"))[0].text == 'He said "yes", and left.'
    single = "'id','text'\n'a1','One, two.'\n"
    assert good(read(single, "t.csv"))[0].text == "One, two."
    below = "id;text\na1;'One; two.'\na2;'Three.'\n"
    assert [s.text for s in good(read(below, "t.csv"))] == ["One; two.", "Three."]
    apostrophe = "id;text\na1;'Tis said; \"so be it\", and they're off.\n"
    assert isinstance(read(apostrophe, "t.csv")[0], Failure)
    loose = f"id,text\na1,Rail, envoys and more\na2,{ENVOY}\n"
    broken, fine = read(loose, "t.csv")
    assert isinstance(broken, Failure) and "quote texts" in broken.reason and broken.origin == "t.csv:2" and isinstance(fine, Source)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("04-May-21", "2021-05-04"),
        ("9 Mar 98", "1998-03-09"),
        ("2021-05-04T10:30:00Z", "2021-05-04"),
        ("20210504", "2021-05-04"),
        ("20210504103000", "2021-05-04"),
        ("1620124200", "2021-05-04"),
        ("1620124200000", "2021-05-04"),
        ("Tue, 04 May 2021 10:30:00 +0200", "2021-05-04"),
        ("May 4, 2021 Tuesday 10:30 AM GMT", "2021-05-04"),
        ("4-May-2021", "2021-05-04"),
        ("13/05/2021", "2021-05-13"),
        ("05/13/2021 10:30", "2021-05-13"),
        ("04.05.2021", "2021-05-04"),
        ("2021/5/4", "2021-05-04"),
        ("05/05/2021", "2021-05-05"),
    ],
)
def test_days_as_programs_write_them(told: str, day: str) -> None:
    assert (day_of(told).day, day_of(told).note) == (day, None)


def test_days_that_can_be_read_in_two_ways_are_said_to_be_so() -> None:
    found = day_of("03/04/2024")
    assert found.day is None and "03/04/2024" in (found.note or "") and "ambiguous" in (found.note or "")
    assert (day_of("03/04/2024", True).day, day_of("03/04/2024", False).day) == ("2024-04-03", "2024-03-04")
    assert (order_in(["03/04/2024", "25/12/2024"]), order_in(["12/25/2024"]), order_in(["25/12/2024", "12/25/2024"])) == (True, False, None)
    for wrong in ("soon", "2021-02-30", "31/31/2021", "May 2021", "17"):
        with pytest.raises(InputError, match="is not a date"):
            day_of(wrong)
    open_, settled = good(read(f"text;published\n{RAIL};03/04/2024\n{ENVOY};25/12/2024\n", "t.csv"))
    assert open_.published == "2024-04-03" and "two ways" in open_.notes[0] and settled.notes == ()
    assert good(read(f"text;published\n{RAIL};03/04/2024\n", "t.csv", Settings(day_first=False)))[0].published == "2024-03-04"


GKG = "\t".join(["20210504103000-12", "20210504103000", "1", "harbour.example", "{url}", *[""] * 21, "<PAGE_TITLE>Rail</PAGE_TITLE>"])
EVENT = "\t".join(["1042", "20210503", "202105", "2021", "2021.33", "LAO", *[""] * 53, "20210504103000", "{url}"])


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        (GKG, "20210504103000.gkg.csv", "GDELT (GKG)"),
        (EVENT, "20210504.export.CSV", "GDELT (events)"),
        (EVENT, "events.txt", "GDELT (events)"),
        ("stories_id,title,url,media_name,publish_date\n1,Rail,{url},harbour.example,2021-05-04", "m.csv", "Media Cloud"),
        ("GLOBALEVENTID,SQLDATE,SOURCEURL\n1042,20210503,{url}", "bq.csv", "GDELT"),
        ("DATE\tNUMARTS\tSOURCES\tSOURCEURLS\n20140218\t1\tharbour.example\t{url}<UDIV>", "20140218.gkg.csv", "GDELT"),
        ("{url}", "urls.txt", "list"),
        ("id,text\n1,{url}", "t.csv", "address"),
    ],
)
def test_tables_of_addresses_are_fetched_only_where_the_user_says_so(
    line: str, name: str, words: str, tmp_path: Path, site: tuple[str, type[Site]]
) -> None:
    url, handler = site
    (tmp_path / name).write_text(line.replace("{url}", f"{url}/a") + "\n")
    found = list(collect([str(tmp_path / name)], Settings(private=True, pause=0.0)))
    assert words in reason(found) and "--fetch" in reason(found) and handler.seen == []
    (one,) = good(list(collect([str(tmp_path / name)], Settings(private=True, pause=0.0, fetch=True))))
    assert "Muscat" in one.text and one.address == f"{url}/a" and handler.seen == ["/robots.txt", "/a"]
    if "GKG" in words:
        assert (one.published, one.outlet, one.meta["V2SOURCECOMMONNAME"]) == ("2021-05-04", "harbour.example", "harbour.example")


def test_titles_are_headlines_where_the_user_says_so() -> None:
    rows = "id,title,url,publish_date,language\n1,Palvia throws out envoys,https://h.example/a,2021-05-04,en\n"
    assert "--column text=title" in reason(read(rows, "t.csv"))
    (one,) = good(read(rows, "t.csv", Settings(columns={"text": "title"})))
    assert (one.text, one.title, one.published, one.language, one.address) == (
        "Palvia throws out envoys",
        "Palvia throws out envoys",
        "2021-05-04",
        "en",
        "https://h.example/a",
    )
