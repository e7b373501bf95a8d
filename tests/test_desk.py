"""What people do with a dossier over days and in a team: review, note, cite, compare outlets."""

import csv
import json
import re
import sqlite3
from pathlib import Path

from dragoman.export import write
from dragoman.export.citations import Citation, as_bibtex, as_csl, as_ris
from dragoman.export.corrections import bring
from dragoman.store import Store
from dragoman.store.desk import notes, reviews
from dragoman.store.desk.reviews import Wanted
from dragoman.store.filters import Filter
from dragoman.store.migrate import FORMAT
from tests.conftest import stories
from tests.desk import SIGNED, report
from tests.test_cli import run
from tests.test_web import client_of, send, token


def test_the_uncertain_and_the_contradictory_come_first(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store, store.connection() as db:
        scores, after = [], ""
        while (found := reviews.first(db, Wanted(("event",)), after)) is not None:
            scores.append((-found.score, found.report, found.item))
            after = found.cursor
        assert scores == sorted(scores) and len(scores) == len(set(scores)) == reviews.progress(db, Wanted(("event",)))[2]
        first = reviews.first(db, Wanted())
        assert first and first.why
        only = reviews.first(db, Wanted(states=("KEN", "ETH"), kinds=("agreement",)))
        assert only and only.report.startswith("moyale")


def test_decisions_are_kept_undone_and_exported(dossier_copy: Path, tmp_path: Path) -> None:
    with client_of(dossier_copy) as client:
        left = [int(re.search(r"(\d+) left", client.get("/review?kind=event").text)[1])]  # type: ignore[index]
        for verdict in ("right", "wrong", "right"):
            page = client.get("/review?kind=event").text
            target = re.search(r'name="target" value="([^"]+)"', page)
            assert target
            send(client, "/review/decide", kind="event", target=target[1], verdict=verdict, author="Ana", here="?kind=event")
            left.append(int(re.search(r"(\d+) left", client.get("/review?kind=event").text)[1]))  # type: ignore[index]
        assert left == [left[0], left[0] - 1, left[0] - 2, left[0] - 3]
        page = client.get("/review?kind=event").text
        assert "3 decided, 3 by you" in page
        assert client.get("/api/corrections").json()[0]["action"] == "reject"
        run("export", "corrections", tmp_path / "c.jsonl", "--dossier", dossier_copy)
        lines = [json.loads(line) for line in (tmp_path / "c.jsonl").read_text(encoding="utf8").splitlines()]
        assert [r["action"] for r in lines] == ["reject", "confirm", "confirm"]
        assert all(r["sentence"] and r["author"] == "Ana" for r in lines) and lines[1]["value"]["type"]
        keys = re.findall(r'name="key" value="(\w+)"', page)
        send(client, "/review/undo", key=keys[1])
        assert client.get("/api/corrections").json()[0]["state"] == "undone"
        assert "2 decided" in client.get("/review?kind=event").text
    with Store(tmp_path / "other.db") as store:
        for record in stories():
            store.add(record)
        assert (bring(store, tmp_path / "c.jsonl").added, bring(store, tmp_path / "c.jsonl").there) == (3, 3)


def test_what_is_put_right_in_review_is_one_correction(dossier_copy: Path) -> None:
    with client_of(dossier_copy) as client:
        target = re.search(r'name="target" value="([^"]+)"', client.get("/review?kind=event").text)
        assert target
        nothing = client.post("/review/decide", data={"csrf": token(client), "kind": "event", "target": target[1], "verdict": "edited"})
        assert nothing.status_code == 422 and "Nothing was changed" in nothing.text
        send(client, "/review/decide", kind="event", target=target[1], verdict="edited", type="AID", date="2019-05", author="Ben")
        made = client.get("/api/corrections").json()
        assert {(c["field"], c["value"], c["author"]) for c in made} == {("type", "AID", "Ben"), ("date", "2019-05", "Ben")}
        assert len({c["batch"] for c in made}) == 1
        send(client, "/reread/" + target[1].split("/")[0])
        assert f'value="{target[1]}"' not in client.get("/review?kind=event").text


def test_notes_stay_with_what_they_are_about_and_go_along(dossier_copy: Path, tmp_path: Path) -> None:
    with client_of(dossier_copy) as client, Store(dossier_copy) as store:
        event = store.every("events", Filter.of(("KEN", "ETH")))[0]
        for kind, key in (("event", event["id"]), ("relationship", "ETH KEN"), ("report", "moyale-1")):
            send(
                client,
                "/notes/add",
                kind=kind,
                item=key,
                text=f"look at this {kind}",
                tags="#Border, to-check",
                author="Ana",
                back="/notes",
            )
        shown = client.get(f"/event/{event['id']}").text
        assert "look at this event" in shown and "#border" in shown and "Ana" in shown
        assert "look at this relationship" in client.get("/between/KEN/ETH").text
        assert "look at this report" in client.get("/notes?tag=border").text
        assert client.post("/notes/add", data={"csrf": token(client), "kind": "event", "item": event["id"]}).status_code == 422
        row = next(r for r in csv.DictReader(client.get("/api/events.csv").text.splitlines()) if r["id"] == event["id"])
        assert "look at this event" in row["notes"] and row["tags"] == "border; to-check"
        run("brief", "--between", "KEN", "ETH", "--out", tmp_path / "b.md", "--dossier", dossier_copy)
        assert "note: look at this relationship #border #to-check (Ana, " in (tmp_path / "b.md").read_text(encoding="utf8")
        run("export", "notes", tmp_path / "n.jsonl", "--dossier", dossier_copy)
        assert len((tmp_path / "n.jsonl").read_text(encoding="utf8").splitlines()) == 3
        with store.connection() as db:
            note = notes.of(db, "event", event["id"])[0]
        send(client, "/notes/remove", key=note.id)
        assert "look at this event" not in client.get(f"/event/{event['id']}").text


def test_a_note_is_found_again_when_an_id_changes(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        later = report("Chad and Niger signed the border protocol in Niamey on Monday.", "r2", "2024-05-08", "Other Paper")
        store.add(later)
        old = next(e for e in store.every("events"))
        with store.writing() as db:
            notes.keep(db, "event", old["id"], "x", "mine", (), "Ana", "2026-01-01T00:00:00")
        store.draft("Ana", "r", lambda d: d.set(old["id"], "type", "CONSULT"))
        store.add(report(SIGNED, "r1"))
        with store.connection() as db:
            now = notes.listed(db)[0].item
            assert [n.text for n in notes.of(db, "event", now)] == ["mine"]
        assert now in {e["id"] for e in store.every("events")}


CITED = Citation("r/1", "Ünder {fire} & 100 %", "The Daily", "Ana Bell", "2024-05-07", "https://daily.example/1", "2026-01-02", "en")


def test_citations_in_each_form() -> None:
    assert CITED.text == "Ana Bell, “Ünder {fire} & 100 %”, The Daily, 2024-05-07, https://daily.example/1 (accessed 2026-01-02)"
    ris = as_ris([CITED]).split("\r\n")
    assert ris[0] == "TY  - NEWS" and "DA  - 2024/05/07" in ris and "Y2  - 2026/01/02" in ris and "ER  - " in ris
    assert "DA  - 2024/05/" in as_ris([Citation("r", "t", published="2024-05")]).split("\r\n")
    bib = as_bibtex([CITED, CITED])
    assert "title = {{Ünder \\{fire\\} \\& 100 \\%}}" in bib and "month = may" in bib and bib.count("@article{Daily2024Under") == 2
    assert len(set(re.findall(r"@article\{([^,]+),", bib))) == 2
    csl = json.loads(as_csl([CITED]))[0]
    assert csl["issued"] == {"date-parts": [[2024, 5, 7]]} and csl["accessed"] == {"date-parts": [[2026, 1, 2]]}
    assert csl["type"] == "article-newspaper" and csl["container-title"] == "The Daily" and csl["author"] == [{"literal": "Ana Bell"}]
    assert Citation("r", "t").text == "“t”"


def test_reports_are_cited_from_pages_and_exports(dossier_copy: Path, tmp_path: Path) -> None:
    with client_of(dossier_copy) as client:
        page = client.get("/report/aden-1").text
        assert '<meta name="citation_title" content="Sudan and Eritrea Sign Transit Agreement">' in page
        assert 'name="citation_publication_date" content="2018/04/16"' in page
        assert client.get("/cite.ris?of=/between/KEN/ETH").text.count("TY  - NEWS") > 1
        assert "Red Sea Monitor" in client.get("/cite.txt?of=/report/aden-1").text
        assert client.get("/cite.xyz?of=/report/aden-1").status_code == client.get("/cite.ris?of=/events").status_code == 404
    for name in ("ris", "bibtex", "csl"):
        run("export", name, tmp_path / name, "--between", "KEN", "ETH", "--dossier", dossier_copy)
        assert (tmp_path / name).stat().st_size > 100
    with Store(dossier_copy) as store:
        assert write(store, "ris", tmp_path / "all", Filter()) == len(store.records())


def test_pages_name_reports_and_not_their_ids(dossier_copy: Path) -> None:
    with client_of(dossier_copy) as client, Store(dossier_copy) as store:
        for what, path in (("events", "event"), ("agreements", "agreement"), ("disputes", "dispute")):
            for row in store.every(what)[:12]:
                text = re.sub(r"<[^>]+>", " ", client.get(f"/{path}/{row['id']}").text.split("<h2>Corrections")[0].split("<main")[1])
                assert not [r for r in row["reports"] if re.search(rf"(?<![\w/-]){re.escape(r)}(?![\w-])", text)], (path, row["id"])


def test_outlets_are_set_side_by_side(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        a = "Chad shelled the Nigerien village of Bosso on Sunday, killing 5 people, Niger's army said."
        b = "Chad shelled the Nigerien village of Bosso on Sunday, killing 7 people. Chad's government denied that it shelled the village."
        store.add(report(a, "r1", "2024-05-06", "Niamey Times"))
        store.add(report(b, "r2", "2024-05-07", "Lake Wire"))
        store.add(report("Chad's minister visited Niger on Tuesday.", "r3", "2024-05-08", "Quiet Post"))
        event = max(store.every("events"), key=lambda e: len(e["reports"]))
    assert len(event["reports"]) == 2
    with client_of(tmp_path / "x.db") as client:
        page = client.get(f"/event/{event['id']}/outlets").text
        assert client.get("/event/e0/outlets").status_code == client.get("/dispute/d0/outlets").status_code == 404
    head = re.findall(r'<th scope="col">([^<]+)', page)
    assert [h.strip() for h in head] == ["Niamey Times", "Lake Wire"] and page.count("first to tell") == 1
    assert re.search(r'scope="row">killed</th><td class=" ">5.*7', page, re.S) or "killed" in page
    assert "They differ on" in page and "Quiet Post" in page


def test_a_dossier_of_the_format_before_gets_the_tables_and_keeps_everything(dossier_copy: Path) -> None:
    with sqlite3.connect(dossier_copy) as raw:
        for table in ("journal", "notes", "reviews", "watches", "studies", "codings"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("UPDATE alembic_version SET version_num = '0004'")
        raw.execute("PRAGMA user_version = 4")
    with Store(dossier_copy) as store:
        assert len(store.records()) == len(stories())
        with store.writing() as db:
            notes.keep(db, "report", "aden-1", "x", "mine", ("a",), "Ana", "2026-01-01T00:00:00")
    with sqlite3.connect(dossier_copy) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        raw.execute("PRAGMA user_version = 4")  # as if the format were raised again: what people wrote stays
    with Store(dossier_copy) as store, store.connection() as db:
        assert [n.text for n in notes.listed(db)] == ["mine"]
