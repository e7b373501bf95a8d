"""A person's word carries its own mark, everywhere; what is uncertain says so; and nothing is dropped in silence."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dragoman.codebook.files import table
from dragoman.codebook.plain import clipped, made_by, tag, tags_of
from dragoman.codebook.reliability import share, threshold, word
from dragoman.codebook.vocabulary import event_types
from dragoman.correcting.parties import parties, state_of
from dragoman.evaluation.reliability import Judged, steps
from dragoman.export import write
from dragoman.model.correction import CorrectionError
from dragoman.store import Store, StoreError
from dragoman.store.filters import Filter
from dragoman.web.naming import place_name
from dragoman.web.quoting import unquoted
from tests.conftest import read, stories
from tests.marked import CARRYING, WHO, WHY, lacking_in
from tests.test_cli import run
from tests.test_web import client_of, token


def claim(store: Store) -> dict[str, Any]:
    """A claim that one report tells of two states."""
    return next(
        e
        for e in store.every("events")
        if (e["standing"], e["modality"]) == ("attributed", "asserted") and len(e["told_as"]) == 1 and len(set(e["actor_countries"])) == 2
    )


@pytest.fixture
def corrected(dossier_copy: Path) -> tuple[Path, dict[str, Any]]:
    """A dossier in which somebody set a claim to reported and an agreement to ratified, and the event."""
    with Store(dossier_copy) as store:
        key = claim(store)["id"]
        store.draft(WHO, WHY, lambda d: d.set(key, "standing", "reported"))
        thread = store.every("agreements")[0]["id"]
        store.draft(WHO, WHY, lambda d: d.set(thread, "instrument", "treaty"))
        person = next(p for p in store.every("people") if p["country"])["id"]
        store.draft(WHO, WHY, lambda d: d.set(person, "country", "NOR"))
        return dossier_copy, next(e for e in store.every("events") if e["id"] == key)


def test_a_correction_leaves_its_mark_in_the_record_and_in_every_row(corrected: tuple[Path, dict[str, Any]]) -> None:
    path, event = corrected
    mark = event["corrected"][0]
    assert (mark["field"], mark["before"], mark["value"], mark["corrected_by"], mark["reason"]) == (
        "standing",
        "attributed",
        "reported",
        WHO,
        WHY,
    )
    with Store(path) as store:
        report, _, item = event["told_as"][0].rpartition("/")
        told = next(e for e in store.records({report})[0].events if e.id == item)
        assert told.corrected[0].corrected_by == WHO
        assert next(t for t in store.every("agreements") if t["corrected"])["corrected"][0]["field"] == "instrument"
        person = next(p for p in store.every("people") if p["corrected"])
        assert person["corrected"][0]["value"] == "NOR"
        assert any(o["corrected"] for o in store.every("officials") if o["person"] == person["id"]) or not person["offices"]
        store.undo(mark["batch"], "Ben", "2026-01-01T00:00:00+00:00")
        assert not next(e for e in store.every("events") if e["id"] == event["id"])["corrected"]


def test_what_nobody_corrected_keeps_its_bytes() -> None:
    assert "corrected" not in stories()[0].to_json()


@pytest.mark.parametrize("name", CARRYING)
def test_every_export_carries_the_mark(corrected: tuple[Path, dict[str, Any]], tmp_path: Path, name: str) -> None:
    assert lacking_in(corrected[0], name, tmp_path / "out") == []


def test_provenance_names_the_person_and_not_the_software(corrected: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    path, event = corrected
    with Store(path) as store:
        write(store, "jsonld", tmp_path / "x.json", Filter())
    graph = json.loads((tmp_path / "x.json").read_text(encoding="utf8"))["@graph"]
    node = next(n for n in graph if n["id"] == f"urn:dragoman:event:{event['id']}")
    assert [a["id"] for a in node["prov:wasAttributedTo"]] == ["urn:dragoman:person:Ana%20Lima"]
    person = next(n for n in graph if n["id"] == "urn:dragoman:person:Ana%20Lima")
    assert person["name"] == WHO and "prov:Person" in person["type"]
    activity = next(n for n in graph if n["id"] == node["prov:wasGeneratedBy"][0]["id"])
    assert activity["prov:wasAssociatedWith"]["id"] == person["id"] and activity["dragoman:before"] == "attributed"


def test_the_terminal_marks_it(corrected: tuple[Path, dict[str, Any]]) -> None:
    path, _ = corrected
    shown = run("show", "events", "--dossier", path).stdout
    assert "◉ " in shown and f"✎ standing by {WHO} (was attributed)" in shown


def test_a_briefing_says_who_set_what(corrected: tuple[Path, dict[str, Any]]) -> None:
    path, event = corrected
    states = sorted({c for c in event["actor_countries"] if c})[:2]
    text = run("brief", "--between", *states, "--dossier", path).stdout
    assert f"✎ corrected: standing by {WHO}" in text and WHY in text and "◉ " in text


def test_the_overview_counts_as_the_home_page_does_and_says_what_more_there_is(dossier_copy: Path) -> None:
    shown = run("show", "--dossier", dossier_copy).stdout
    counts = re.search(r"disputes: (\d+) open, (\d+) settled", shown)
    assert counts and re.search(r"and \d+ more: dragoman show events --facts-only", shown) and "told " in shown
    with client_of(dossier_copy) as client:
        assert f"disputes: {counts[1]} open, {counts[2]} settled" in client.get("/").text


def test_facts_only_leaves_uncertain_ones_out_unless_told_otherwise(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        sure = store.every("events", Filter(facts_only=True))
        every = store.every("events", Filter(facts_only=True, with_uncertain=True))
        assert all(e["confidence"] >= threshold() and not e["uncertain"] for e in sure)
        assert {e["id"] for e in every} - {e["id"] for e in sure} == {e["id"] for e in every if e["uncertain"]}
        assert len(store.every("events", Filter(facts_only=True, uncertain_below=0.0))) == len(every)
    listed = json.loads(run("show", "events", "--facts-only", "--uncertain-below", "0.99", "--json", "--dossier", dossier_copy).stdout)
    assert all(e["confidence"] >= 0.99 for e in listed)


def test_the_shares_grow_with_confidence_and_have_words() -> None:
    for kind in ("event", "statement"):
        found = [share(kind, c / 100) for c in range(101)]
        assert found == sorted(found) and word(found[-1]) == "very likely"
    assert share("event", 0.3, "person") == 1.0 and word(0.5) == "uncertain"


def test_steps_never_fall() -> None:
    values = [Judged("event", c / 200, right=(c * 7 % 11 > 3) if c < 150 else True) for c in range(200)]
    found = [s.right for s in steps(values, "event")]
    assert found == sorted(found) and sum(s.judged for s in steps(values, "event")) == 200


def test_every_rule_for_plain_words_has_an_example_and_a_counter_example() -> None:
    for rule in table("plain")["rule"]:
        assert tag(rule["type"], (), rule["example"]) == rule["tag"], rule
        assert tag(rule["type"], (), rule["counter"]) != rule["tag"], rule
    assert all(tags_of(t) for t in event_types())
    assert tag("ASSAULT", ("aerial",), "Sudan hit the camp") == "air strike"
    assert made_by("rule: verb: seal") == "read from the verb" and made_by("person") == "set by a person"


def test_a_sentence_is_clipped_at_a_clause_around_what_matters() -> None:
    long = "The two ministers met in Niamey on Monday, where they signed a protocol on patrols, and later they spoke at length about the price of grain, cattle and fuel."
    assert clipped(long, most=90) == "The two ministers met in Niamey on Monday, where they signed a protocol on patrols…"
    late = "After a long day of talks in a hotel by the river which nobody was let into by the guards, Chad recalled its envoy."
    assert "Chad recalled its envoy" in clipped(late, "Chad recalled its envoy", 60)
    assert clipped("Short.") == "Short."


def test_a_state_is_the_state_and_not_the_first_of_its_people() -> None:
    record = read("Iranian border guards shot at a boat on Monday. Iran denied it.")
    assert state_of("Iran") == state_of("IRN") == "IRN" and state_of("Iranian") is None and state_of("Tehran") is None
    changed, ids = parties(record, ["Iran"])
    actor = next(a for a in changed.actors if a.id == ids[0])
    assert (actor.kind, actor.country) == ("government", "IRN")
    changed, ids = parties(read("The guards shot at a boat on Monday, officials said."), ["Oman"])
    assert next(a for a in changed.actors if a.id == ids[0]).code == "OMN"
    with pytest.raises(CorrectionError, match="does not stand"):
        parties(record, ["Atlantis"])


def test_several_values_are_set_at_once_and_taken_back_at_once(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        event = next(e for e in store.every("events") if len(e["told_as"]) > 1 and e["date"])
        made = store.draft(WHO, WHY, lambda d: d.amend(event["id"], {"date": "2022-01-02", "killed": "7"}))
        now = next(e for e in store.every("events") if e["told_as"][0] == event["told_as"][0])
        assert (now["date"], now["killed"]) == ("2022-01-02", "7") and {a["field"] for a in now["corrected"]} == {"date", "killed"}
        assert len({c.batch for c in made}) == 1
        with pytest.raises(StoreError, match="nothing to correct"):
            store.draft(WHO, WHY, lambda d: d.amend(now["id"], {"killed": "7"}))
        store.undo(made[0].batch, WHO, "2026-01-01T00:00:00+00:00")
        assert next(e for e in store.every("events") if e["id"] == event["id"]) == event


def test_day_outlet_and_title_of_a_report_are_corrected_and_it_is_read_again(tmp_path: Path) -> None:
    record = read("Kenya and Uganda signed a defence agreement in Kampala on Monday.", "2021-06-16")
    with Store(tmp_path / "x.db") as store:
        store.add(record)
        key, before = record.report.id, store.every("events")
        assert before[0]["date"] == "2021-06-14"
        made = store.draft(WHO, WHY, lambda d: d.describe(key, {"published": "2022-06-15", "title": "A pact", "outlet": "Lake Post"}))
        report = store.records()[0].report
        assert (report.published, report.title, report.outlet) == ("2022-06-15", "A pact", "Lake Post")
        event = store.every("events")[0]
        assert event["date"] == "2022-06-13" and {a["field"] for a in event["corrected"]} == {"published", "title", "outlet"}
        assert {a["of"] for a in event["corrected"]} == {key} and store.reading(key) == record
        store.add(record)
        assert store.every("events")[0]["date"] == "2022-06-13"
        store.undo(made[0].batch, WHO, "2026-01-01T00:00:00+00:00")
        assert store.every("events") == before and store.records() == [record]
        with pytest.raises(CorrectionError, match="ISO"):
            store.draft(WHO, WHY, lambda d: d.describe(key, {"language": "English"}))


def test_a_removed_report_counts_no_more_stays_out_and_comes_back(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        before = {what: store.every(what) for what in ("events", "agreements", "people", "disputes", "officials", "statements")}
        made = store.draft(WHO, WHY, lambda d: d.remove("kalbajar-2"))
        assert not any("kalbajar-2" in e["reports"] for e in store.every("events")) and not store.records({"kalbajar-2"})
        assert [(r.report_id, r.author, r.reason) for r in store.removed()] == [("kalbajar-2", WHO, WHY)]
        store.add(next(r for r in stories() if r.report.id == "kalbajar-2"))
        assert not store.records({"kalbajar-2"}) and store.has("kalbajar-2")
        store.undo(made[0].batch, "Ben", "2026-01-01T00:00:00+00:00")
        assert {what: store.every(what) for what in before} == before and not store.removed()


def test_old_ids_lead_on_after_a_merge_and_a_split(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        people = {p["name"]: p["id"] for p in store.every("people")}
        one, other = people["Ahmad Bagheri"], people["Arfan al-Hayyali"]
        store.draft(WHO, WHY, lambda d: d.join(one, other))
        joined = next(p for p in store.every("people") if "Ahmad Bagheri" in p["names"])
        gone = ({one, other} - {joined["id"]}).pop()
        assert store.moved("people", gone) == joined["id"]
        assert joined["corrected"] and joined["corrected"][0]["field"] == "same"
        store.draft(WHO, WHY, lambda d: d.differ(joined["id"], people["Mustafa al-Kadhimi"]))
        store.draft(WHO, WHY, lambda d: d.unsure(joined["id"], people["Juma Inad Saadoun"]))
        assert {c.action for c in store.corrections()} == {"join", "part", "unsure"}


@pytest.fixture
def client(dossier_copy: Path) -> Iterator[TestClient]:
    with client_of(dossier_copy) as found:
        yield found


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client: TestClient) -> None:
    key = client.get("/api/events").json()["rows"][0]["id"]
    sent = {"csrf": token(client), "target": key, "back": f"/event/{key}", "date": "Tuesday", "was-date": "", "reason": WHY, "author": WHO}
    answer = client.post("/correct/save", data=sent)
    assert answer.status_code == 422 and 'value="Tuesday"' in answer.text and "no EDTF date" in answer.text and WHY in answer.text
    assert 'aria-invalid="true"' in answer.text
    for missing in ("reason", "author"):
        assert client.post("/correct/save", data=sent | {missing: "", "date": "2021-01-02"}).status_code == 422
    assert client.post("/correct/save", data=sent | {"date": ""}).status_code == 422
    done = client.post("/correct/save", data=sent | {"date": "2021-01-02"})
    assert done.status_code == 200 and f"corrected by {WHO}" in done.text


def test_an_undo_needs_a_name_and_carries_it(client: TestClient, dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        batch = store.draft(WHO, WHY, lambda d: d.reject("aden-1/e1"))[0].batch
    assert client.post("/correct/undo", data={"csrf": token(client), "batch": batch}).status_code == 422
    assert client.post("/correct/undo", data={"csrf": token(client), "batch": batch, "author": "Ben"}).status_code == 200
    with Store(dossier_copy) as store:
        assert "by Ben" in (store.corrections()[0].note or "")


def test_a_missed_event_is_added_with_nobody_known_and_refused_in_place(client: TestClient) -> None:
    sent = {
        "csrf": token(client),
        "report": "kalbajar-2",
        "kind": "event",
        "type": "REJECT",
        "modality": "asserted",
        "standing": "reported",
    }
    sent |= {"words": "The claim is baseless", "actors": "unknown", "reason": WHY, "author": WHO, "back": "/report/kalbajar-2"}
    wrong = client.post("/correct/add", data=sent | {"words": "words that are not there"})
    assert wrong.status_code == 422 and "words that are not there" in wrong.text and "do not stand" in wrong.text
    assert client.post("/correct/add", data=sent).status_code == 200
    row = next(e for e in client.get("/api/events?corrected=true").json()["rows"] if e["corrected"][0]["field"] == "added")
    assert row["actors"] == [] and "Somebody unknown" in client.get(f"/event/{row['id']}").text


def test_what_a_filter_hides_and_what_the_map_lacks_is_said(client: TestClient) -> None:
    assert re.search(r"\d+ of \d+ events are hidden by", client.get("/events?type=ASSAULT").text)
    text = client.get("/map").text
    found = re.search(r"(\d+) of (\d+) events</a> have no place", text)
    assert found and client.get("/api/events?placed=false").json()["total"] == int(found[1])


def test_a_rejected_event_says_who_rejected_it(client: TestClient, dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        event = next(e for e in store.every("events") if len(e["told_as"]) == 1)
        store.draft(WHO, WHY, lambda d: d.reject(event["id"]))
    answer = client.get(f"/event/{event['id']}")
    assert answer.status_code == 410 and WHO in answer.text and WHY in answer.text


def test_a_removed_report_says_so_at_its_address_and_offers_nothing_else(client: TestClient, dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        store.draft(WHO, WHY, lambda d: d.remove("kalbajar-2"))
    answer = client.get("/report/kalbajar-2")
    assert answer.status_code == 410 and f"{WHO} removed this report" in answer.text and WHY in answer.text
    for gone in (answer, client.get("/event/e00000000000")):
        assert not any(x in gone.text for x in ("Follow this page", "Add a note", "/cite."))


def test_pages_speak_in_plain_words_of_reports_places_and_those_who_say(client: TestClient, dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        store.add(read("RABAT - Morocco said on Monday that Spain had closed the port of Ceuta. Spain denied it.", "2021-03-02"))
        key = next(r.report.id for r in store.records() if r.report.text.startswith("RABAT"))
    assert "RABAT - Morocco said on Monday" in client.get("/reports").text and f">{key}<" not in client.get("/reports").text
    text = client.get("/report/kalbajar-2").text
    assert re.search(r'denied by <a href="#s\d+">Azerbaijan', text) and re.search(r'tells <a href="#e\d+">attack</a>', text)
    assert not re.search(r">[A-Z]{4,}</td>", client.get("/events").text)
    assert "COOPERATE between" not in client.get("/between/KEN/ETH").text


@pytest.mark.parametrize(
    ("told", "shown"), [("TOKYO", "Tokyo"), ("KOK-TASH", "Kok-Tash"), ("SANA'A", "Sana'a"), ("Minsk", "Minsk"), ("DMZ", "DMZ"), (None, "")]
)
def test_a_place_of_a_dateline_is_written_as_in_a_sentence(told: str | None, shown: str) -> None:
    assert place_name(told) == shown


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('"Our border will be a bridge,"', "Our border will be a bridge,"),
        ('"Never" is a long time', '"Never" is a long time'),
        ("»Nein«", "Nein"),
        ("", ""),
    ],
)
def test_a_quotation_has_its_marks_once(told: str, shown: str) -> None:
    assert unquoted(told) == shown


def test_signings_lead_to_their_agreement_and_back(client: TestClient) -> None:
    with_event = [
        t
        for t in client.get("/api/agreements").json()["rows"]
        if 'class="signing" href="/event/' in client.get(f"/agreement/{t['id']}").text
    ]
    assert with_event
    page = client.get(f"/agreement/{with_event[0]['id']}").text
    event = re.search(r'class="signing" href="(/event/\w+)"', page)
    assert event and f'href="/agreement/{with_event[0]["id"]}"' in client.get(event[1]).text


def test_a_stage_that_somebody_denies_is_shown_as_such(tmp_path: Path) -> None:
    record = read("Kenya and Uganda signed a defence agreement in Kampala on Monday.", "2021-06-16")
    told = record.agreements[0]
    step = told.stage_history[0]
    claimed = step.model_copy(update={"stage": "ratified", "date": "2021-06-15", "standing": "disputed"})
    stood = step.model_copy(update={"standing": "attributed"})
    record = record.model_copy(update={"agreements": (told.model_copy(update={"stage_history": (stood, claimed)}),)})
    with Store(tmp_path / "x.db") as store:
        store.add(record)
        thread = store.every("agreements")[0]
        assert {s["stage"]: s["standing"] for s in thread["stage_history"]} == {"signed": "attributed", "ratified": "disputed"}
        assert thread["stage"] == "signed"
        write(store, "dcad", tmp_path / "dcad", Filter())
        write(store, "dyads", tmp_path / "dyads.csv", Filter())
    row = next(csv.DictReader((tmp_path / "dcad/agreements.csv").open()))
    assert (row["signed_standing"], row["ratified_standing"]) == ("attributed", "disputed")
    months = list(csv.DictReader((tmp_path / "dyads.csv").open()))
    assert sum(int(m["stages_claimed"]) for m in months) == sum(int(m["stages_disputed"]) for m in months) == 1
    assert "denied" in run("show", "agreements", "--dossier", tmp_path / "x.db").stdout
    assert "denied by another" in run("brief", "--between", "KEN", "UGA", "--dossier", tmp_path / "x.db").stdout
    with client_of(tmp_path / "x.db") as client:
        page = client.get("/between/KEN/UGA").text
        assert "Nothing is in dispute" not in page and "denied" in page


def test_the_codebook_says_every_word(client: TestClient) -> None:
    text = client.get("/codebook").text
    for kind in event_types():
        assert f'id="type-{kind}"' in text
    assert "air strike" in text and "ratified" in text and "in 100 right" in text
