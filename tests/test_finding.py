"""Search by any spelling, states by any name, what is said where nothing is meant, and the CLI's choosing of rows."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from fastapi.testclient import TestClient
from pypdf import PdfReader, PdfWriter
from typer.main import get_command

from dragoman.cli.choosing import types
from dragoman.cli.main import app
from dragoman.cli.misplaced import misplaced
from dragoman.codebook.calendar import parse_end
from dragoman.codebook.states import code_of, meant, unknown
from dragoman.export.setting import form_of
from dragoman.intake import Source
from dragoman.model.correction import CorrectionError
from dragoman.reading.read import read_source
from dragoman.store import Store
from dragoman.store.finding import SPELLED, names_of, other_spellings
from dragoman.store.naming import target_of, tellings_of
from dragoman.web.chart import chart
from dragoman.web.nothing import why_nothing
from dragoman.web.originals import keep, original, page_starts
from dragoman.web.params import offered
from tests.test_ways_in import pdf
from tests.test_web import client_of, token


@pytest.fixture
def store(dossier_copy: Path) -> Iterator[Store]:
    with Store(dossier_copy) as found:
        yield found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iran", "IRN"),
        ("irn", "IRN"),
        ("Côte d’Ivoire", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("Persia", "IRN"),
        ("the Netherlands", "NLD"),
        ("Burma", "MMR"),
        ("Türkiye", "TUR"),
        ("Russian", "RUS"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_states_by_any_name(name: str, code: str | None) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(("name", "first"), [("Irann", "Iran"), ("Tukey", "Turkey"), ("Kenia", "Kenya"), ("Azerbaidjan", "Azerbaijan")])
def test_what_is_meant(name: str, first: str) -> None:
    assert code_of(name) is None and meant(name)[0].name == first
    assert f"did you mean {first} (" in unknown(name)


def test_what_nothing_is_like_is_told_what_can_be_given() -> None:
    assert meant("Xyzzy") == [] and "(IRN)" in unknown("Xyzzy")


def test_an_address_is_offered_with_what_is_meant() -> None:
    assert offered("http://x/events?state=Irann&type=AID")[0] == ("Iran", "/events?state=Iran&type=AID")
    assert offered("http://x/between/KEN/Ethopia")[0] == ("Ethiopia", "/between/KEN/ETH")
    assert offered("http://x/events?state=Iran") == []


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("Djuma", "person", "Monica Juma"),
        ("monica juma", "person", "Monica Juma"),
        ("eritrea transit", "agreement", "Transit Agreement"),
        ("balakot", "dispute", "Attack: India → Pakistan"),
        ("Abyssinia", "state", "Ethiopia"),
    ],
)
def test_names_are_found_by_any_spelling(store: Store, words: str, kind: str, name: str) -> None:
    with store.view() as view:
        found = names_of(view).find(words, kind)
    assert name in [f.entity.name for f in found]


def test_texts_are_searched_by_the_other_names_too(store: Store) -> None:
    with store.view() as view:
        found = names_of(view).find("Kazimi")
    assert found and found[0].fits == SPELLED
    others = other_spellings(found, "Kazimi")
    assert store.search("Kazimi") == [] and store.search("Kazimi", others=others)
    assert sum(store.search_counts("Kazimi", others).values()) == len(store.search("Kazimi", 500, others=others))


def test_hits_are_marked(store: Store) -> None:
    for row in store.search("agreements", 20):
        assert row["marks"] and all(row["text"][a:b].lower().startswith("agree") for a, b in row["marks"])


def test_a_name_means_one_or_says_who_may_be_meant(store: Store) -> None:
    person = next(p for p in store.every("people") if p["name"] == "Monica Juma")
    with store.connection() as db:
        assert target_of(db, "monica juma") == person["id"] == target_of(db, person["id"])
        assert target_of(db, "aden-1/e1") == "aden-1/e1"
        with pytest.raises(CorrectionError, match="neither a name nor an id"):
            target_of(db, "Nobody Whatever")
        report = person["reports"][0]
        assert all(t.startswith(f"{report}/") for t in tellings_of(db, person["id"], report))


def test_a_chart_counts_every_event_that_has_a_day(store: Store) -> None:
    from dragoman.store.filters import Filter

    with store.view() as view:
        drawn = chart(view, Filter())
        assert chart(view, Filter(state="FRO")) is None
    rows = store.every("events")
    assert drawn and sum(line.total for line in drawn.types) == sum(bool(e["date"] or e["published"]) for e in rows)
    assert all(bar.height > 0 and bar.since <= bar.until for line in (*drawn.types, *drawn.outlets) for bar in line.bars)


def test_filters_of_places(client: TestClient) -> None:
    everything = client.get("/api/events").json()["total"]
    there, nowhere = (client.get(f"/api/events?{q}").json() for q in ("place=Balakot", "placed=false"))
    assert 0 < there["total"] < everything and {e["place"] for e in there["rows"]} == {"Balakot"}
    assert all(e["lat"] is None for e in nowhere["rows"]) and nowhere["total"]
    assert f"{nowhere['total']} of {everything} events</a> have no place" in client.get("/map").text


@pytest.fixture
def client(dossier_copy: Path) -> Iterator[TestClient]:
    with client_of(dossier_copy) as found:
        yield found


@pytest.mark.parametrize(
    ("given", "last", "day"),
    [
        ("2020", False, "2020-01-01"),
        ("2020", True, "2020-12-31"),
        ("2020-02", True, "2020-02-29"),
        ("2020-12", True, "2020-12-31"),
        ("3 June 2020", False, "2020-06-03"),
    ],
)
def test_a_year_or_month_is_a_stretch_of_days(given: str, last: bool, day: str) -> None:
    assert parse_end(given, last=last).isoformat() == day


@pytest.mark.parametrize("given", ["2020-13", "0000", "yesterday", "20"])
def test_what_is_no_day_says_so(given: str) -> None:
    with pytest.raises(ValueError, match=given):
        parse_end(given, last=False)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--dossier x show", "--dossier belongs after the command: dragoman show --dossier"),
        ("brief --facts-only --between A B", "`show` and `export` take it"),
        ("show --sinse 2020", "did you mean --since?"),
        ("correct set x type AID --why y", "--why is no option of `dragoman correct set`"),
    ],
)
def test_a_misplaced_option_is_named(line: str, words: str) -> None:
    assert words in (misplaced(line.split(), get_command(app)) or "")


@pytest.mark.parametrize(
    "line",
    [
        "show events --since 2020",
        "show --json",
        "read --month-first -",
        "correct join a b --reason=x",
        "export csv out --between A B",
        "--help",
    ],
)
def test_options_in_their_place_are_let_through(line: str) -> None:
    assert misplaced(line.split(), get_command(app)) is None


def test_types_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert types("events", ["attack", "AID", "visit"]) == {"type": ("ASSAULT", "AID", "CONSULT")}
    assert types("statements", ["Deny"]) == {"kind": ("deny",)}
    for what, word in (("events", "atack"), ("people", "attack")):
        with pytest.raises(typer.Exit):
            types(what, [word])
    assert "did you mean attack" in capsys.readouterr().err


def test_a_briefing_is_written_in_no_other_ending() -> None:
    assert form_of(Path("a.DOCX")) == "docx" and form_of(Path("a")) == "markdown"
    with pytest.raises(ValueError, match=r"\.pdf"):
        form_of(Path("a.pdf"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Le président du Kenya a rencontré son homologue à Nairobi. Les deux hommes ont signé un accord de défense lundi.",
            "another language than English",
        ),
        ("Two words.", "only 2 words"),
        (
            "The bakery on the corner opens at seven. Its door is green, and its bread is brown and warm.",
            "No state",
        ),
    ],
)
def test_why_nothing_was_read(text: str, why: str) -> None:
    assert why.casefold() in why_nothing(read_source(Source(text=text, origin="x"))).casefold()
    assert why_nothing(read_source(Source(text="Kenya condemned Uganda on Monday.", origin="x"))) == ""


TEXT = "Chad and Niger signed a protocol on border security in Niamey on Monday."


def pages(*texts: str) -> bytes:
    """A PDF of some pages."""
    out, writer = io.BytesIO(), PdfWriter()
    for text in texts:
        writer.append(PdfReader(io.BytesIO(pdf(text))))
    writer.write(out)
    return out.getvalue()


def test_pages_of_an_uploaded_pdf_stand_beside_their_text(client: TestClient) -> None:
    data = pages(TEXT, "Libya condemned Chad for the raid on Tuesday.")
    answer = client.post("/upload", data={"csrf": token(client), "published": "2024-05-07"}, files=[("files", ("news.pdf", data))])
    key = answer.url.path.rsplit("/", 1)[1]
    assert f'href="/pages/{key}"' in answer.text
    second = client.get(f"/pages/{key}?page=2").text
    beside = second[second.index('class="text plainly"') :]
    assert "page 2 of 2" in second and "Libya condemned Chad" in beside and "Niamey" not in beside
    sent = client.get(f"/original/{key}")
    assert sent.content == data and sent.headers["content-type"] == "application/pdf"
    assert "frame-ancestors 'self'" in sent.headers["content-security-policy"]


def test_a_file_that_is_not_the_reports_is_not_shown(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(pdf("Something else altogether stands here."))
    record = read_source(Source(text=TEXT, origin=str(other)))
    assert original(store, record) is None
    keep(store, record, b"no PDF")
    assert original(store, record) is None
    keep(store, record, pdf(TEXT))
    found = original(store, record)
    assert found and page_starts(store, record, found) == [0]


def test_a_page_without_words_takes_none_of_the_others(store: Store) -> None:
    record = read_source(Source(text=TEXT, origin="news.pdf"))
    keep(store, record, pages("", TEXT, ""))
    found = original(store, record)
    assert found and page_starts(store, record, found) == [0, 0, len(TEXT)]
