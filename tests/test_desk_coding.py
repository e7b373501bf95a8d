"""Samples coded by two: drawn, coded blind, settled, and scored."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.evaluation.field import score_field
from dragoman.store import Store
from dragoman.store.desk import studies
from dragoman.store.desk.alpha import alpha, f1, same
from dragoman.store.desk.coding import CodingError, as_read, item, match, party
from dragoman.store.desk.studies import Asked, Coding
from tests.desk import SIGNED, report
from tests.test_cli import run
from tests.test_web import client_of, send, token


def units(*coders: str) -> list[list[str | None]]:
    return [[None if v == "." else v for v in unit] for unit in zip(*(c.split() for c in coders), strict=True)]


@pytest.mark.parametrize(
    ("coders", "published"),
    [
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        (("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."), 0.743),
    ],
)
def test_alpha_is_that_of_published_examples(coders: tuple[str, ...], published: float) -> None:
    found = alpha(units(*coders))
    assert found is not None and round(found, 3) == published


def test_what_has_no_alpha_is_said_to_have_none() -> None:
    assert alpha([["a", "a"], ["a", "a"]]) is None and alpha([["a", None]]) is None and alpha([]) is None
    assert alpha([["a", "a"], ["b", "b"]]) == 1.0 and same([["a", "a"], ["b", "c"]]) == 0.5 and same([]) is None
    assert f1(2, 2, 4) == pytest.approx(2 / 3) and f1(0, 0, 0) is None


def test_items_of_two_coders_are_matched_by_their_words() -> None:
    record = report(SIGNED, "r1")
    event = {"type": "AGREE", "modality": "asserted", "standing": "reported", "actor": "Chad; Niger"}
    whole, part = item(record, "1", "event", [(0, 40)], event), item(record, "2", "event", [(15, 40)], event)
    other = item(record, "3", "event", [(60, 72)], event)
    assert match([whole], [other, part]) == [(whole, part), (None, other)]
    assert whole.values["actor"] == "NER; TCD" and party("the M23") == "the m23" and party("IGOUNO") == "IGOUNO"
    for wrong in ({"type": "WAR"}, {"date": "yesterday"}, {"killed": "some"}):
        with pytest.raises(CodingError):
            item(record, "4", "event", [(0, 40)], event | wrong)
    with pytest.raises(CodingError, match="select the words"):
        item(record, "5", "event", [(0, 4000)], event)


def test_a_sample_is_drawn_by_the_program_and_the_same_again(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store, store.writing() as db:

        def draw(seed: str) -> studies.Study:
            return studies.create(db, "", "x", ("Ana", "Ben"), 3, ["event"], Asked(states=("KEN",)), seed, "2026-01-01")

        one, again, other = draw("a"), draw("a"), draw("b")
        assert one.reports == again.reports and len(one.reports) == 3 and set(one.keys).isdisjoint(again.keys)
        assert one.candidates == other.candidates > 3
        with pytest.raises(CodingError, match="different names"):
            studies.create(db, "", "x", ("Ana", "ana"), 5, ["event"], Asked(), "", "2026-01-01")


def code(client: TestClient, page: str, report: str, words: str, kind: str = "event", **values: str) -> None:
    base = {"type": "AGREE", "modality": "asserted", "standing": "reported"} if kind == "event" else {}
    given = {f"{kind}.{k}": v for k, v in (base | values).items()}
    send(client, f"{page}/add", report=report, words=words, kind=kind, **given)


def test_two_code_blind_settle_and_are_scored(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.add(report(SIGNED, "r1"))
        store.add(report("Chad condemned Niger for the raid on Monday.", "r2"))
    with client_of(tmp_path / "x.db") as client:
        drawn = client.post(
            "/coding/new",
            data={"csrf": token(client), "one": "Ana", "other": "Ben", "size": "2", "kinds": ["event"], "name": "First", "seed": "s"},
        )
        study = drawn.url.path
        pages = re.findall(rf'href="({study}/as/[^"]+)"', drawn.text)
        assert len(pages) == 2 and "No figures yet" in drawn.text
        for page, kind in zip(pages, ("SUPPORT", "CONSULT"), strict=True):
            code(client, page, "r1", "signed a  protocol on border security", type=kind, actor="Chad; Niger", date="2024-05-06")
            code(client, page, "r2", "condemned Niger", type="ACCUSE", actor="Chad", recipient="Niger")
        assert "CONSULT" not in client.get(f"{pages[0]}?report=r1").text.split("<h2>Found")[1]  # blind to the other
        assert client.get(f"{study}/settle").status_code == 404
        for page in pages:
            for key in ("r1", "r2"):
                send(client, f"{page}/done", report=key)
        shown = client.get(study).text
        assert "Ana and Ben" in shown and "Ana and dragoman" in shown and "Krippendorff" in shown
        row = re.search(r'class="field">type</th><td class="num">2</td><td class="num">([\d.-]+)</td><td class="num">0.50', shown)
        assert row
        settling = client.get(f"{study}/settle?report=r1").text
        assert "found by both" in settling and "(Ana)" in settling and "(Ben)" in settling
        send(client, f"{study}/settle", report="r1", **{"0.take": "1", "0.type": "SUPPORT"})
        send(client, f"{study}/settle", report="r2", **{"0.take": "1"})
        data = client.get(f"{study}/gold.zip").content
        assert "What was settled and dragoman" in client.get(study).text
    with zipfile.ZipFile(BytesIO(data)) as parts:
        parts.extractall(tmp_path / "gold")
    figures, _ = score_field(tmp_path / "gold")
    assert figures["events_found"] > 0
    assert "statements" not in figures and "people_precision" not in figures  # what was not coded is not scored
    assert "events=" in run("score", "field", tmp_path / "gold").stdout
    run("export", "gold", tmp_path / "again", "--dossier", tmp_path / "x.db")
    assert sorted(p.name for p in (tmp_path / "again/gold").iterdir()) == sorted(p.name for p in (tmp_path / "gold/gold").iterdir())


def test_what_is_read_agrees_with_itself(story_dossier: Path) -> None:
    with Store(story_dossier) as store:
        records = store.records()[:10]
    study = studies.Study("s", "", "", "", ("a", "b"), ("k", "l"), ("event", "statement", "agreement"), "", 10, ())
    found = studies.agreement(study, [(as_read(r), as_read(r)) for r in records])
    assert all(f[0] == f[1] == 1.0 for f in found.found.values() if f[2])
    assert all(s.same == 1.0 and s.alpha in (1.0, None) for s in found.fields if s.units)


def test_a_coding_that_is_kept_can_be_read_back(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store, store.writing() as db:
        study = studies.create(db, "x", "x", ("a", "b"), 1, ["event"], Asked(), "s", "2026-01-01")
        record = studies.record_of(db, study.reports[0])
        assert record
        made = Coding(tuple(i for i in as_read(record) if i.kind == "event"), True)
        for _ in range(2):
            studies.keep(db, study, record.report.id, "1", made, "2026-01-01")
        assert studies.codings_of(db, study) == {(record.report.id, "1"): made} and studies.one(db, study.id) == study
