"""What a notebook shows of records and dossiers: everything escaped, nothing that runs, readable on light and on dark."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import dragoman
from dragoman.model import Actor, Agreement, Event, Record, Report, Statement, Warning_
from dragoman.model.record import Stage
from dragoman.model.shown import lit
from tests.conftest import read, stories

HOSTILE = '<script>alert(1)</script> & "quoted" \' <img src=x onerror=alert(2)> ]]> <!-- </div></td>\u202e javascript:alert(3)'
TAGS = {"div", "p", "b", "small", "br", "span", "table", "thead", "tbody", "tr", "th", "td"}


class Parsed(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags, self.open, self.text = list[tuple[str, dict[str, str | None]]](), list[str](), ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def harmless(page: str) -> Parsed:
    """The page, in which only tags and attributes of ours stand, each closed, and no colour of its own for text."""
    found = Parsed(page)
    assert found.open == [] and {tag for tag, _ in found.tags} <= TAGS
    assert {name for _, attributes in found.tags for name in attributes} <= {"style", "title", "class"}
    styles = " ".join(attributes.get("style") or "" for _, attributes in found.tags)
    assert "url(" not in styles and re.search(r"(?<![-\w])color\s*:", styles) is None and "rgb(" not in styles and "#" not in styles
    return found


def hostile() -> Record:
    """A record in which every free text is hostile."""
    at = ((0, len(HOSTILE)),)
    return Record(
        version=HOSTILE,
        report=Report(id=HOSTILE, origin=HOSTILE, outlet=HOSTILE, title=HOSTILE, published=HOSTILE, text=HOSTILE),
        actors=(Actor(id="a1", name=HOSTILE, kind="person", country=HOSTILE, mentions=((2, 9),)),),
        statements=(
            Statement(
                id="s1", speaker="a1", speaker_span=(), kind="assert", quote="direct", cue=(), content=((3, 20),), read_by="x", confidence=1
            ),
        ),
        events=(
            Event(
                id="e1",
                type=HOSTILE,
                quad=HOSTILE,
                actors=("a1",),
                date=HOSTILE,
                modality="asserted",
                standing="reported",
                evidence=at,
                read_by="",
                confidence=1,
            ),
        ),
        agreements=(
            Agreement(
                id="g1",
                name=HOSTILE,
                parties=("a1",),
                instrument=HOSTILE,
                stage=HOSTILE,
                standing="reported",
                evidence=((5, 12),),
                stage_history=(Stage(stage=HOSTILE, evidence=at),),
            ),
        ),
        warnings=(Warning_(code=HOSTILE, message=HOSTILE),),
    )


def test_nothing_in_a_hostile_record_becomes_markup() -> None:
    record = hostile()
    found = harmless(record._repr_html_())
    assert found.text.count("<script>alert(1)</script>") > 8
    assert all(HOSTILE in (a["title"] or "") for _, a in found.tags if "title" in a)
    known = tuple(e.model_copy(update={"type": "AID", "quad": "Q2", "date": None}) for e in record.events)
    report = record.report.model_copy(update={"published": None})
    with dragoman.open([record.model_copy(update={"agreements": (), "events": known, "report": report})]) as dossier:
        assert HOSTILE in harmless(dossier._repr_html_()).text and HOSTILE in harmless(dossier.people._repr_html_()).text


def test_a_record_shows_its_text_with_what_was_read_lit() -> None:
    text = "Iran and Oman signed a pact in Muscat on Sunday.\n\nIraq's foreign minister Fuad Hussein denied it."
    record = read(text, "2024-05-07")
    found = harmless(record._repr_html_())
    assert text in found.text and "2024-05-07" in found.text
    told = [a["title"] or "" for _, a in found.tags if "title" in a]
    assert any(e.type in t for t in told for e in record.events) and any("Fuad Hussein" in t for t in told)
    shown = re.sub(r"<[^>]+>", "", lit(text, []))
    assert shown == text.replace("'", "&#x27;")


@pytest.mark.parametrize("cut", [0, 1, 5])
def test_marks_that_overlap_keep_every_letter_once(cut: int) -> None:
    text = "abcdefghij"
    marks = [((cut, 6), "event", "one"), ((3, 10), "statement", "two"), ((3, 4), "person", "three"), ((cut, 6), "event", "one")]
    found = harmless(lit(text, marks))
    assert found.text == text
    stretches = re.findall(r'title="([^"]*)">([^<]+)</span>|([^<>]+)(?=<|$)', lit(text, marks))
    told = {letter: set(title.split(" | ")) - {""} for title, words, bare in stretches for letter in words or bare}
    assert told == {letter: {what for (s, e), _, what in marks if s <= n < e} for n, letter in enumerate(text)}
    assert "more" in lit("x" * 30_000, [((29_000, 29_010), "event", "far")]) and len(lit("x" * 30_000, [])) < 21_000


def test_a_dossier_shows_small_tables_with_who_says_so(story_dossier: Path) -> None:
    with dragoman.open(story_dossier) as dossier:
        found = harmless(dossier._repr_html_())
        assert (
            f"{len(stories())} reports" in found.text
            and f"{len(dossier.events)} events" in found.text
            and f"{len(dossier.events) - 40} more" in found.text
        )
        assert "○" in found.text and "●" in found.text
        for name in ("events", "agreements", "statements", "people", "organizations", "officials", "disputes", "follow_through", "sources"):
            table = getattr(dossier, name)
            assert f"{len(table)} {table.name}" in harmless(table._repr_html_()).text
        assert "0 events" in harmless(dossier.events(report="none")._repr_html_()).text
