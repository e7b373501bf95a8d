"""What changed in a dossier: the journal, watchlists, feeds and digests."""

import json
import re
import sqlite3
from pathlib import Path

import feedparser
import pytest

from dragoman.store import Store
from dragoman.store.desk import journal, scope
from dragoman.store.filters import Filter
from tests.conftest import stories
from tests.desk import SIGNED
from tests.test_cli import run
from tests.test_web import client_of, send


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
