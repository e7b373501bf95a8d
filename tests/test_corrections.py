"""What people say against the reading: applied, kept over reading again, undone, carried to colleagues."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.correcting import apply
from dragoman.correcting.anchors import anchor, find, parts, place, said
from dragoman.correcting.fields import fields
from dragoman.linking.link import link
from dragoman.model import Record
from dragoman.model.correction import Anchor, Correction, CorrectionError
from dragoman.store import Store, StoreError
from tests.conftest import read, stories
from tests.test_cli import run

TEXT = (
    "Kenya and Uganda signed a defence agreement in Kampala on Monday. Sudan accused Kenya of arming rebels. Kenya denied the accusation."
)


def row(store: Store, what: str, key: str) -> dict[str, Any]:
    return next(r for r in store.every(what) if r["id"] == key)


def test_a_standing_is_set_survives_reading_again_and_is_undone(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        events = store.every("events")
        event = next(e for e in events if e["standing"] == "attributed" and len(e["told_as"]) == 1)
        made = store.draft("Ana", "the paper says so itself", lambda d: d.set(event["id"], "standing", "reported"))
        assert row(store, "events", event["id"])["fact"] and made[0].was == "attributed"
        store.add(next(r for r in stories() if r.report.id == event["told_as"][0].split("/")[0]))
        assert row(store, "events", event["id"])["fact"]
        assert store.undo(made[0].batch, "Ben", "2026-01-01T00:00:00+00:00") == 1
        assert row(store, "events", event["id"]) == event
        kept = store.corrections()[0]
        assert (kept.state, kept.author, kept.reason) == ("undone", "Ana", "the paper says so itself") and "Ben" in (kept.note or "")


def test_undoing_everything_leaves_what_was_read(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        before = {what: store.every(what) for what in ("events", "agreements", "people", "disputes", "officials")}
        a, b = [p["id"] for p in before["people"][:2]]
        event = next(e for e in before["events"] if len(e["told_as"]) > 1)
        for make in (
            lambda d: d.join(a, b),
            lambda d: d.part(event["id"], event["told_as"][:1]),
            lambda d: d.reject("aden-1/e1"),
            lambda d: d.set("aden-1/g1", "stage", "ratified"),
            lambda d: d.add("aden-1", "event", "state media reported", {"type": "CONSULT", "actors": "Sudan;Eritrea"}),
        ):
            store.draft("Ana", "because", make)
        assert before != {what: store.every(what) for what in before}
        for c in store.corrections():
            store.undo(c.batch, "Ana", "2026-01-01T00:00:00+00:00")
        assert {what: store.every(what) for what in before} == before
        assert store.records() == sorted(stories(), key=lambda r: (r.report.published is None, r.report.published, r.report.id))


def test_the_value_is_the_persons_and_says_so(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        store.draft("Ana", "r", lambda d: d.set("aden-1/e1", "type", "CONSULT"))
        event = next(e for e in store.records({"aden-1"})[0].events if e.id == "e1")
        assert (event.type, event.quad, event.read_by, event.confidence) == ("CONSULT", "verbal_cooperation", "person", 1.0)
        reading = store.reading("aden-1")
        assert reading is not None and reading.events[0].type == "SUPPORT"


def test_people_are_joined_and_parted(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        people = {p["name"]: p["id"] for p in store.every("people")}
        one, other = people["Ahmad Bagheri"], people["Arfan al-Hayyali"]
        store.draft("Ana", "r", lambda d: d.join(one, other))
        joined = next(p for p in store.every("people") if "Ahmad Bagheri" in p["names"])
        assert "Arfan al-Hayyali" in joined["names"]
        apart = [f"{r.report.id}/{a.id}" for r in store.records(set(joined["reports"])) for a in r.actors if a.name == "Ahmad Bagheri"]
        store.draft("Ana", "r", lambda d: d.part(joined["id"], apart))
        assert any(p["names"] == ["Ahmad Bagheri"] for p in store.every("people"))


def test_an_event_that_was_split_stays_split_when_its_report_is_read_again(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        event = next(e for e in store.every("events") if len(e["reports"]) > 2)
        apart = event["told_as"][-1]
        store.draft("Ana", "another day", lambda d: d.part(event["id"], [apart]))
        alone = next(e for e in store.every("events") if apart in e["told_as"])
        assert not set(alone["told_as"]) & set(event["told_as"][:-1])
        store.add(next(r for r in stories() if r.report.id == apart.split("/")[0]))
        assert alone["told_as"] == next(e for e in store.every("events") if apart in e["told_as"])["told_as"]


def test_what_the_text_does_not_support_any_more_is_orphaned_and_comes_back(tmp_path: Path) -> None:
    record = read(TEXT)
    with Store(tmp_path / "x.db") as store:
        store.add(record)
        rid = record.report.id
        store.draft("Ana", "r", lambda d: d.set(f"{rid}/e1", "modality", "planned"))
        empty = record.model_copy(update={"events": (), "statements": (), "agreements": ()})
        store.add(empty)
        kept = store.corrections()[0]
        assert kept.state == "orphaned" and "not read from this text any more" in (kept.note or "")
        store.add(record)
        assert store.corrections()[0].state == "applied"
        assert store.records()[0].events[0].modality == "planned"


def test_a_newer_reading_may_number_and_cut_differently(tmp_path: Path) -> None:
    record = read(TEXT)
    event = record.events[0]
    moved = event.model_copy(update={"id": "e9", "evidence": ((event.evidence[0][0], event.evidence[0][1] + 3),)})
    other = record.model_copy(
        update={
            "events": (*record.events[1:], moved),
            "statements": tuple(s.model_copy(update={"event_ids": ()}) for s in record.statements),
        }
    )
    found = find(other, "event", anchor(record, event))
    assert found is not None and found.id == "e9"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda d: d.set("aden-1/e1", "type", "WAR"), "is no type"),
        (lambda d: d.set("aden-1/e1", "colour", "red"), "cannot be corrected"),
        (lambda d: d.set("aden-1/e1", "date", "Tuesday"), "no EDTF date"),
        (lambda d: d.set("aden-1/e1", "date", "2021-02-30"), "no EDTF date"),
        (lambda d: d.set("aden-1/e99", "type", "AID"), "has no event"),
        (lambda d: d.set("nowhere", "type", "AID"), "names nothing"),
        (lambda d: d.set("aden-1/e1", "actors", "Atlantis"), "does not stand in the report"),
        (lambda d: d.add("aden-1", "event", "words that are not there", {"type": "AID"}), "do not stand"),
        (lambda d: d.add("aden-1", "event", "Khartoum", {}), "needs: type"),
        (lambda d: d.join("aden-1/e1", "aden-1/g1"), "cannot be joined"),
        (lambda d: d.reject("aden-1/a1"), "cannot be rejected"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_nothing_is_kept(dossier_copy: Path, make: Any, words: str) -> None:
    with Store(dossier_copy) as store:
        with pytest.raises((CorrectionError, StoreError), match=words):
            store.draft("Ana", "r", make)
        assert store.corrections() == []


def test_a_correction_needs_a_reason(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store, pytest.raises(StoreError, match="reason"):
        store.draft("Ana", "  ", lambda d: d.reject("aden-1/e1"))


_PARTS = [(r, kind, p.id) for r in stories() for kind in ("event", "statement", "agreement") for p in parts(r, kind)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(where=st.sampled_from(_PARTS), data=st.data())
def test_every_choice_makes_a_record_that_holds_and_can_be_linked(where: tuple[Record, Any, str], data: st.DataObject) -> None:
    record, kind, item = where
    choices = {f: r.choices for f, r in fields()[kind].items() if r.choices}
    field = data.draw(st.sampled_from(sorted(choices)))
    value = data.draw(st.sampled_from(choices[field]))
    part = next(p for p in parts(record, kind) if p.id == item)
    c = Correction(
        id="1", batch="1", at="t", author="a", reason="r", action="set", kind=kind, target=anchor(record, part), field=field, value=value
    )
    changed, orphaned = apply(record, [c])
    assert not orphaned
    now = find(changed, kind, c.target)
    assert now is not None and getattr(now, field) == value
    link([changed])
    rejected, orphaned = apply(record, [c.model_copy(update={"action": "reject", "field": ""})])
    assert not orphaned and len(parts(rejected, kind)) == len(parts(record, kind)) - 1


@given(st.text(min_size=1), st.data())
def test_words_are_found_where_they_stood(text: str, data: st.DataObject) -> None:
    record = read(TEXT)
    record = record.model_copy(update={"report": record.report.model_copy(update={"text": text})})
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    target = Anchor(report="r", words=said(record, [(start, end)]), spans=((start, end),))
    assert place(record, target) == ((start, end),)


def test_corrections_go_to_a_colleague_who_sees_conflicts(dossier_copy: Path, story_dossier: Path, tmp_path: Path) -> None:
    mine, yours, file = dossier_copy, tmp_path / "yours.db", tmp_path / "c.jsonl"
    yours.write_bytes(story_dossier.read_bytes())
    common = ("--reason", "r", "--dossier")
    run("correct", "set", "aden-1/e1", "standing", "reported", "--author", "Ana", *common, mine)
    run("correct", "set", "aden-1/g1", "stage", "ratified", "--author", "Ana", *common, mine)
    run("correct", "set", "aden-1/g1", "stage", "rejected", "--author", "Ben", *common, yours)
    run("export", "corrections", file, "--dossier", mine)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert len(lines) == 2 and all(line["target"]["words"].split(" … ")[0] in line["sentence"] for line in lines)
    done = run("import", file, "--dossier", yours, code=1).stdout
    assert "1 corrections brought in" in done and "Ana says 'ratified', Ben said 'rejected'" in done
    assert "1 corrections brought in, 1 were there" in run("import", file, "--theirs", "--dossier", yours).stdout
    with Store(yours) as store:
        assert next(g for g in store.records({"aden-1"})[0].agreements if g.id == "g1").stage == "ratified"


def test_a_correction_of_a_report_that_is_not_there_is_not_applied(dossier_copy: Path, tmp_path: Path) -> None:
    run("correct", "reject", "aden-1/e1", "--reason", "r", "--author", "Ana", "--dossier", dossier_copy)
    run("export", "corrections", tmp_path / "c.jsonl", "--dossier", dossier_copy)
    with Store(tmp_path / "empty.db"):
        pass
    done = run("import", tmp_path / "c.jsonl", "--dossier", tmp_path / "empty.db", code=1).stdout
    assert "there is no report 'aden-1' in the dossier" in done and "0 corrections brought in" in done
    with Store(tmp_path / "empty.db") as store:
        assert store.corrections() == []


def test_a_file_of_something_else_is_refused(dossier_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n')
    assert "x.jsonl:1 is no correction" in run("import", tmp_path / "x.jsonl", "--dossier", dossier_copy, code=1).stderr
    assert "cannot be read" in run("import", tmp_path / "none.jsonl", "--dossier", dossier_copy, code=1).stderr


def test_the_command_line_makes_lists_and_undoes(dossier_copy: Path) -> None:
    d = ("--dossier", dossier_copy)
    out = run(
        "correct",
        "add",
        "aden-1",
        "event",
        "Sudanese state media reported",
        "--value",
        "type=CONSULT",
        "--value",
        "actors=Sudan;Eritrea",
        "--reason",
        "r",
        "--author",
        "Ana",
        *d,
    ).stdout
    batch = out.split()[-1]
    listed = run("correct", "list", *d).stdout
    assert batch in listed and "added as type CONSULT, actors Sudan; Eritrea" in listed and "Ana: r" in listed
    assert "1 corrections undone" in run("correct", "undo", batch, *d).stdout
    assert "no correction that holds" in run("correct", "undo", batch, *d, code=1).stderr
    assert "undone" in run("correct", "list", "--state", "undone", *d).stdout
