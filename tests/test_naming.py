"""How pages call what has no proper name, and what they count."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.terminal.marks import event_line
from dragoman.web import Settings, create_app
from dragoman.web.naming import agreement_name, office_name


def agreement(name: str, instrument: str = "agreement", parties: tuple[str, ...] = ("PER", "BRA")) -> dict[str, Any]:
    return {"names": [name], "instrument": instrument, "parties": list(parties)}


@pytest.mark.parametrize(
    ("row", "called"),
    [
        (agreement("Transit Agreement"), "Transit Agreement"),
        (agreement("military training protocol", "protocol"), "Military training protocol"),
        (agreement("agreements"), "Agreement of Peru and Brazil"),
        (agreement("memorandums", "memorandum_of_understanding"), "Memorandum of understanding of Peru and Brazil"),
        (agreement("set up a joint committee", "unspecified"), "Agreement of Peru and Brazil"),
        (agreement("contract", "contract", ("TUR",)), "Contract of Turkey"),
        (agreement("contract", "contract", ("TUR", "RUS", "IRN")), "Contract of Turkey, Russia and Iran"),
        (agreement("agreements", parties=()), "Agreements"),
    ],
)
def test_an_agreement_without_a_name_is_called_by_its_parties(row: dict[str, Any], called: str) -> None:
    assert agreement_name(row) == called


@pytest.mark.parametrize(
    ("office", "called"),
    [
        ("ambassador to poland", "ambassador to Poland"),
        ("spokesman of pakistan's military", "spokesman of Pakistan's military"),
        ("united states ambassador", "United States ambassador"),
        ("nato secretary general", "NATO secretary general"),
        ("eu envoy", "EU envoy"),
        ("mp", "MP"),
        ("polisher of boots", "polisher of boots"),
        ("minister of state", "minister of state"),
        ("chief of staff who resigned", "chief of staff who resigned"),
    ],
)
def test_an_office_has_the_names_in_it_in_capitals(office: str, called: str) -> None:
    assert office_name(office) == called


@pytest.fixture(scope="module")
def client(story_dossier: Path) -> Any:
    with Store(story_dossier) as store:
        yield TestClient(create_app(store, Settings(frozenset({"testserver"})))), store


def test_a_signing_is_said_to_be_one_though_its_report_tells_of_the_draft(client: tuple[TestClient, Store]) -> None:
    web, _ = client
    row = next(r for r in web.get("/events?place=Nairobi&type=SUPPORT").text.split("<tr") if "2021-06-14" in r)
    assert "signed: Defence Accord" in row and "drafted:" not in row
    row = next(r for r in web.get("/events?state=KEN").text.split("<tr") if "2021-03-09" in r and "have drafted" in r)
    assert "drafted: Defence Accord" in row


def test_a_body_has_a_page_of_its_own(client: tuple[TestClient, Store]) -> None:
    web, store = client
    body = store.every("organizations")[0]
    page = web.get(f"/organization/{body['id']}", follow_redirects=False)
    assert page.status_code == 200 and f"<h1>{body['name']}</h1>" in page.text and f"/same/organization/{body['id']}" in page.text
    assert web.get("/organization/o0").status_code == 404


def test_one_is_one_and_a_filter_is_said_once(client: tuple[TestClient, Store]) -> None:
    web, _ = client
    page = web.get("/events?place=NAIROBI&place=Nairobi&place_country=KEN").text
    hidden = re.sub("<[^>]+>", "", page.split("hidden by:")[1].split("</p>")[0])
    assert hidden.count("Nairobi") == 1 and "NAIROBI" not in hidden and "state of the place: Kenya" in hidden
    assert 'href="/events?place_country=KEN"' in page
    one = web.get("/events?state=KEN&type=CONSULT").text
    assert re.search(r">1</strong>\s+event\b(?!s)", one)
    assert "1 days" not in web.get("/between/ETH/KEN?as_of=2021-06-15").text


def test_a_day_that_is_long_stays_apart_from_what_follows(client: tuple[TestClient, Store]) -> None:
    row = client[1].every("events")[0]
    for day in ("2022-09-13", "2022-09-13/2022-09-15"):
        assert f"{day} {row['type']}" in event_line(row | {"date": day}).plain
    assert f"told 2022-09-15 {row['type']}" in event_line(row | {"date": None, "published": "2022-09-15"}).plain
