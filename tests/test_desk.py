"""What people do with a dossier over days and in a team: review, follow, note, cite, compare outlets, and code samples."""

import csv
import json
import re
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from fastapi.testclient import TestClient

from dragoman.evaluation.field import score_field
from dragoman.export import write
from dragoman.export.citations import Citation, as_bibtex, as_csl, as_ris
from dragoman.export.corrections import bring
from dragoman.intake import Source
from dragoman.model import Record
from dragoman.reading.read import read_source
from dragoman.store import Store
from dragoman.store.desk import journal, notes, reviews, scope, studies
from dragoman.store.desk.alpha import alpha, f1, same
from dragoman.store.desk.coding import CodingError, as_read, item, match, party
from dragoman.store.desk.reviews import Wanted
from dragoman.store.desk.studies import Asked, Coding
from dragoman.store.filters import Filter
from dragoman.store.migrate import FORMAT
from tests.conftest import stories
from tests.test_cli import run
from tests.test_web import client_of, send, token


def report(text: str, key: str, published: str = "2024-05-07", outlet: str = "Sahel Daily") -> Record:
    return read_source(Source(text=text, origin=f"{key}.txt", id=key, published=published, outlet=outlet))


SIGNED = "Chad and Niger signed a protocol on border security in Niamey on Monday."


# Coding by two: agreement.


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


# Review.


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
        assert nothing.status_code == 422 and "nothing was changed" in nothing.text
        send(client, "/review/decide", kind="event", target=target[1], verdict="edited", type="AID", date="2019-05", author="Ben")
        made = client.get("/api/corrections").json()
        assert {(c["field"], c["value"], c["author"]) for c in made} == {("type", "AID", "Ben"), ("date", "2019-05", "Ben")}
        assert len({c["batch"] for c in made}) == 1
        send(client, "/reread/" + target[1].split("/")[0])
        assert f'value="{target[1]}"' not in client.get("/review?kind=event").text


# The journal, watchlists, feeds and digests.


def test_the_journal_says_what_is_new_and_how_it_differs(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        for record in stories():
            if record.report.id.startswith("moyale"):
                store.add(record)
        with store.view() as view:
            found = scope.changes(view, scope.scope_of("/agreements"))
        assert [c.what for c in found].count("new") >= 1
        stages = [f for c in found if c.what == "changed" for f in c.fields if f[0] == "stage"]
        assert stages and all(was != now for _, was, now in stages)
        with store.connection() as db:
            upto = journal.last(db)
        event = store.every("events", Filter())[0]
        store.draft("Ana", "r", lambda d: d.set(event["id"], "date", "2020-01-01"))
        with store.view() as view:
            changed = scope.changes(view, scope.scope_of("/"), after=upto)
        assert ("date", event["date"] or "", "2020-01-01") in [f for c in changed for f in c.fields]


def test_the_tables_made_anew_are_no_news(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store, store.connection() as db:
        before = journal.last(db)
    with sqlite3.connect(dossier_copy) as raw:
        raw.execute("PRAGMA user_version = 4")
    with Store(dossier_copy) as store, store.connection() as db:
        assert journal.last(db) == before > 0


def test_changes_belong_to_the_pages_that_show_them(story_dossier: Path) -> None:
    with Store(story_dossier) as store, store.view() as view:

        def of(address: str) -> list[journal.Change]:
            return scope.changes(view, scope.scope_of(address))

        pair = of("/between/KEN/ETH")
        assert pair and all({"KEN", "ETH"} <= c.states or c.kind == "officials" for c in pair)
        assert {c.kind for c in of("/events?type=ASSAULT")} == {"events"} and len(of("/events?type=ASSAULT")) < len(of("/events"))
        person = store.every("people")[0]["id"]
        assert {"people"} <= {c.kind for c in of(f"/person/{person}")}
        assert {c.kind for c in of("/search?q=border")} == {"reports"}
        assert all(c.words for c in of("/statements?state=KEN")) and of("/statements?state=KEN")
        for wrong in ("/login", "/between/KEN/Atlantis", "/events?state=Atlantis"):
            with pytest.raises(scope.ScopeError):
                scope.scope_of(wrong)


def test_a_watchlist_shows_a_new_report_until_it_is_seen(dossier_copy: Path) -> None:
    with client_of(dossier_copy) as client:
        client.cookies.set("dragoman_author", "Ana")
        shown = send(client, "/watch/add", address="/between/TCD/NER", name="Chad and Niger")
        assert "Chad and Niger" in shown and "Nothing new" in shown
        send(client, "/upload", text=SIGNED, published="2024-05-07", outlet="Sahel Daily")
        shown = client.get("/watch").text
        assert "new report" in shown and "Nothing new" not in shown
        assert "Nothing new" not in client.get("/watch?who=Ben").text and "nothing is followed" in client.get("/watch?who=Ben").text
        assert client.get("/watch/digest.html").text.count("Chad and Niger") and client.get("/watch/digest.docx").content[:2] == b"PK"
        upto = re.search(r'name="upto" value="(\d+)"', shown)
        assert upto
        assert "Nothing new" in send(client, "/watch/seen", upto=upto[1], who="Ana")
        key = re.search(r'name="key" value="(\w+)"', client.get("/watch").text)
        assert key
        assert "nothing is followed" in send(client, "/watch/remove", key=key[1], who="Ana")


@pytest.mark.parametrize(
    "page", ["/", "/events?type=ASSAULT", "/between/KEN/ETH", "/agreements", "/search?q=border", "/statements", "/reports"]
)
def test_pages_have_feeds_that_readers_take(dossier_copy: Path, page: str) -> None:
    with client_of(dossier_copy) as client:
        assert f'type="application/atom+xml" title="Changes of this page" href="/feed{page}"' in client.get(page).text
        answer = client.get(f"/feed{page}")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = feedparser.parse(answer.content)
        assert not feed.bozo and feed.entries and len({e.id for e in feed.entries}) == len(feed.entries)
        assert all(e.updated and client.get(e.link).status_code == 200 for e in feed.entries[:5])
        assert client.get("/feed/login").status_code == 404


def test_changes_are_printed_and_written(dossier_copy: Path, tmp_path: Path) -> None:
    shown = run("changes", "--since", "2020-01-01", "--between", "Kenya", "Ethiopia", "--dossier", dossier_copy)
    assert "agreements:" in shown.stdout and "noted from" in shown.stderr
    rows = [json.loads(x) for x in run("changes", "--since", "2020-01-01", "--json", "--dossier", dossier_copy).stdout.splitlines()]
    assert {"at", "kind", "item", "what", "title", "fields"} <= set(rows[0])
    for name in ("d.html", "d.docx", "d.md"):
        run("changes", "--since", "2020-01-01", "--out", tmp_path / name, "--dossier", dossier_copy)
    assert "Agreements" in (tmp_path / "d.html").read_text(encoding="utf8")
    assert run("changes", "--since", "2020-01-01", "--out", tmp_path / "d.xyz", "--dossier", dossier_copy, code=2).stderr
    assert "nothing changed" in run("changes", "--since", "2999-01-01", "--dossier", dossier_copy).stdout


# Notes, citations, outlets.


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


# Formats.


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


def test_a_coding_that_is_kept_can_be_read_back(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store, store.writing() as db:
        study = studies.create(db, "x", "x", ("a", "b"), 1, ["event"], Asked(), "s", "2026-01-01")
        record = studies.record_of(db, study.reports[0])
        assert record
        made = Coding(tuple(i for i in as_read(record) if i.kind == "event"), True)
        for _ in range(2):
            studies.keep(db, study, record.report.id, "1", made, "2026-01-01")
        assert studies.codings_of(db, study) == {(record.report.id, "1"): made} and studies.one(db, study.id) == study
