"""The server without a browser: pages, the API, and what it refuses."""

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import sleep
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from dragoman.intake import Source
from dragoman.model import Record
from dragoman.reading.read import read_source
from dragoman.store import Store
from dragoman.store.derive import count_change
from dragoman.store.queries import QUESTIONS
from dragoman.web import Settings, create_app, memory
from dragoman.web.layers import segments
from dragoman.web.memory import forget, remembered
from dragoman.web.pages.writing import _inside
from dragoman.web.settings import UPLOAD
from dragoman.web.timeline import monthly, timeline
from tests.conftest import stories

HOST = "http://127.0.0.1:8321"
ALLOWED = Settings(hosts=frozenset({"127.0.0.1:8321"}))


def client_of(path: Path, settings: Settings = ALLOWED) -> TestClient:
    return TestClient(create_app(Store(path), settings), base_url=HOST, follow_redirects=True)


@pytest.fixture
def client(dossier_copy: Path) -> Iterator[TestClient]:
    with client_of(dossier_copy) as found:
        yield found


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/reports").text)
    assert found
    return found[1]


PAGES = (
    "/",
    "/events",
    "/agreements",
    "/disputes",
    "/people",
    "/statements",
    "/reports",
    "/map",
    "/network",
    "/corrections",
    "/failures",
    "/codebook",
    "/search?q=border",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_and_carry_a_strict_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200 and "<main" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "<script>" not in answer.text and "style=" not in answer.text and " onclick" not in answer.text
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)


def test_everything_in_the_dossier_has_a_page_one_click_from_its_words(client: TestClient, dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        for what, path in (("events", "event"), ("agreements", "agreement"), ("disputes", "dispute"), ("people", "person")):
            for row in store.every(what):
                answer = client.get(f"/{path}/{row['id']}")
                assert answer.status_code == 200, answer.text
                if what != "people":
                    assert f'href="/report/{quote(row["evidence"][0]["report"], safe="")}' in answer.text
        for official in store.every("officials"):
            assert client.get(f"/office/{official['country'] or 'none'}/{quote(official['office'], safe='')}").status_code in (200, 404)
        for record in store.records():
            assert client.get(f"/report/{quote(record.report.id, safe='')}").status_code == 200


def test_the_text_of_a_report_is_shown_whole() -> None:
    for record in stories():
        found = segments(record)
        assert "".join(s.text for s in found) == record.report.text
        assert [s.start for s in found] == [sum(len(x.text) for x in found[:i]) for i in range(len(found))]
        opened = [i for s in found for i in s.opens]
        assert len(opened) == len(set(opened))


def test_the_relationship_as_of_a_day_leaves_out_what_came_later(client: TestClient) -> None:
    now, then = client.get("/between/KEN/ETH").text, client.get("/between/Kenya/Ethiopia?as_of=2021-07-01").text
    assert "ratified" in now and "2021-10-28" in now
    assert "2021-10-28" not in then and "published later are left out" in then
    assert client.get("/between/KEN/ETH?as_of=1999-01-01").text.count("Nothing has been read of") == 1


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/event/none", 404, "There is no event"),
        ("/report/none", 404, "There is no report"),
        ("/nothing", 404, "no such page"),
        ("/events?state=Atlantis", 422, "Atlantis"),
        ("/events?since=yesterday", 422, "yesterday"),
        ("/events?after=%FF", 422, "no cursor"),
        ("/between/KEN/Atlantis", 404, "Atlantis"),
        ("/between/KEN/KEN", 404, "two states"),
        ("/search?q=x&kind=secret", 422, "pattern"),
        ("/correct?target=nothing", 404, "names nothing"),
    ],
)
def test_what_cannot_be_asked_is_said_on_a_page(client: TestClient, path: str, code: int, words: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, words in answer.text) == (code, True), answer.text


def test_an_empty_dossier_says_what_to_do(tmp_path: Path) -> None:
    with client_of(tmp_path / "new.db") as client:
        for path in PAGES:
            assert client.get(path).status_code == 200
        home = client.get("/").text
        assert "Nothing has been read yet" in home and 'action="/upload"' in home


@pytest.mark.parametrize("what", QUESTIONS)
def test_the_api_answers_as_show_does_in_pages(client: TestClient, dossier_copy: Path, what: str) -> None:
    with Store(dossier_copy) as store:
        whole = store.every(what)
    rows, url = [], f"/api/{what}?limit=7"
    while url:
        answer = client.get(url)
        assert answer.json()["total"] == len(whole)
        rows += answer.json()["rows"]
        link = answer.headers.get("link", "")
        assert bool(link) == bool(answer.json()["next"])
        url = link.partition(">")[0].lstrip("<")
    assert rows == whole
    table = list(csv.DictReader(io.StringIO(client.get(f"/api/{what}.csv").text)))
    assert len(table) == len(whole)


def test_an_etag_holds_until_the_dossier_changes(client: TestClient) -> None:
    first = client.get("/api/events?type=AID")
    tag = {"If-None-Match": first.headers["etag"]}
    assert client.get("/api/events?type=AID", headers=tag).status_code == 304
    assert client.get("/api/events?type=AGREE", headers=tag).status_code == 200
    send(client, "/correct/reject", target="aden-1/e1", reason="r", author="Ana")
    assert client.get("/api/events?type=AID", headers=tag).status_code == 200


def test_the_api_is_described(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {
        "/api/{what}",
        "/api/{what}.csv",
        "/api/search",
        "/api/records/{report}",
        "/api/corrections",
        "/api/failures",
        "/api/network",
        "/api/schema",
    } == set(paths)
    assert client.get("/api/nothing").status_code == 422 and client.get("/api/records/none").status_code == 404
    assert client.get("/api/records/aden-1").json()["schema"] == "dragoman/1"
    assert client.get("/api/search", params={"q": "agreement"}).json()
    assert client.get("/api/events", params={"between": "KEN"}).status_code == 422


def send(client: TestClient, path: str, **values: str) -> str:
    answer = client.post(path, data={"csrf": token(client), **values})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_correction_is_made_shown_and_undone(client: TestClient) -> None:
    rows = client.get("/api/events?limit=500").json()["rows"]
    event = next(e for e in rows if e["standing"] == "attributed" and len(e["told_as"]) == 1)
    assert 'name="standing"' in client.get(f"/correct?target={event['id']}").text
    shown = send(
        client,
        "/correct/set",
        target=event["id"],
        field="standing",
        value="reported",
        reason="so it is",
        author="Ana",
        back=f"/event/{event['id']}",
    )
    assert "<strong>fact on a person&#39;s word</strong>" in shown and "corrected by Ana" in shown
    assert "Ana" in client.get("/corrections").text and 'value="Ana"' in client.get(f"/correct?target={event['id']}").text
    send(client, "/reread/" + event["told_as"][0].split("/")[0])
    assert "<strong>fact on a person&#39;s word</strong>" in client.get(f"/event/{event['id']}").text
    batch = client.get("/api/corrections").json()[0]["batch"]
    send(client, "/correct/undo", batch=batch)
    assert "<strong>claim</strong>" in client.get(f"/event/{event['id']}").text


def test_words_are_added_by_where_they_stand(client: TestClient) -> None:
    text = client.get("/api/records/aden-1").json()["report"]["text"]
    start = text.index("Sudanese state media")
    send(
        client,
        "/correct/add",
        report="aden-1",
        kind="event",
        start=str(start),
        end=str(start + 20),
        type="CONSULT",
        actors="Sudan; Eritrea",
        reason="r",
        author="Ana",
        back="/report/aden-1",
    )
    made = client.get("/api/records/aden-1").json()["events"][-1]
    assert (made["type"], made["evidence"], made["read_by"]) == ("CONSULT", [[start, start + 20]], "person")


def test_a_correction_that_cannot_be_made_says_why(client: TestClient) -> None:
    answer = client.post(
        "/correct/set", data={"csrf": token(client), "target": "aden-1/e1", "field": "type", "value": "WAR", "reason": "r", "author": "Ana"}
    )
    assert answer.status_code == 422 and "WAR" in answer.text


def test_forms_from_elsewhere_are_refused(client: TestClient) -> None:
    good = {"csrf": token(client), "target": "aden-1/e1", "reason": "r"}
    assert client.post("/correct/reject", data=good | {"csrf": "0" * 64}).status_code == 403
    assert client.post("/correct/reject", data={k: v for k, v in good.items() if k != "csrf"}).status_code == 403
    assert client.post("/correct/reject", data=good, headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.post("/correct/reject", data=good, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    other = TestClient(client.app, base_url=HOST)
    assert other.post("/correct/reject", data=good).status_code == 403
    assert client.get("/api/corrections").json() == []


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8321", "127.0.0.1:9", ""])
def test_other_hosts_are_turned_away(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


def test_whoever_has_no_token_is_turned_away(dossier_copy: Path) -> None:
    with client_of(dossier_copy, Settings(hosts=ALLOWED.hosts, token="sesame")) as client:
        assert client.get("/api/events").status_code == 401
        assert client.get("/api/events", headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/api/events", headers={"Authorization": "Bearer sesame"}).status_code == 200
        form = client.get("/events")
        assert "A token is needed" in form.text
        csrf = re.search(r'name="csrf" value="(\w+)"', form.text)
        assert csrf
        assert client.post("/login", data={"token": "wrong", "csrf": csrf[1]}).status_code == 403
        assert "Events</h1>" in client.post("/login", data={"token": "sesame", "csrf": csrf[1], "next": "/events"}).text
        assert client.get("/api/events").status_code == 200


def test_read_only_means_it(dossier_copy: Path) -> None:
    with client_of(dossier_copy, Settings(hosts=ALLOWED.hosts, read_only=True)) as client:
        assert 'method="post"' not in client.get("/report/aden-1").text
        with Store(dossier_copy) as store:
            own = [
                f"/{kind}/{store.every(what)[0]['id']}"
                for kind, what in (("event", "events"), ("agreement", "agreements"), ("person", "people"))
            ]
        assert not any(">Corrections</h2>" in client.get(path).text for path in own)
        assert client.post("/correct/reject", data={"target": "aden-1/e1", "reason": "r"}).status_code == 403
        assert client.post("/upload", data={"text": "x"}).status_code == 403


def test_uploads_are_read_and_what_cannot_be_is_named(client: TestClient) -> None:
    text = "Chad and Libya signed a protocol on border security in Tripoli on Monday."
    answer = client.post("/upload", data={"csrf": token(client), "text": text, "published": "2024-05-07"})
    assert "Chad" in answer.text and answer.url.path.startswith("/report/")
    files = [("files", ("../../etc/passwd", b"\x00\x01binary")), ("files", ("b.txt", b"Kenya condemned Uganda on Monday."))]
    answer = client.post("/upload", data={"csrf": token(client)}, files=files)
    assert "1 report read" in answer.text and "passwd: it is a binary file" in answer.text and "etc" not in answer.text
    row = b'{"file": "/etc/hostname"}\n{"text": "Chad met Libya.", "published": "2020-99-99"}'
    answer = client.post("/upload", data={"csrf": token(client)}, files=[("files", ("x.jsonl", row))])
    assert answer.status_code == 422 and "a line must be" in answer.text and "2020-99-99" in answer.text


def test_too_much_is_not_read(client: TestClient) -> None:
    assert client.post("/upload", content=b"x", headers={"Content-Length": str(UPLOAD + 1)}).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(UPLOAD // 2**20 + 2):
            yield b"x" * 2**20

    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/upload", content=endless(), headers=kind).status_code in (400, 413)


@pytest.mark.parametrize(
    ("given", "inside"),
    [
        ("//evil.example/x", "/x"),
        ("https://evil.example/x?y=1", "/x?y=1"),
        ("\\\\evil.example", "/"),
        ("/report/a#e1", "/report/a#e1"),
        ("javascript:alert(1)", "/alert(1)"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_elsewhere(given: str, inside: str) -> None:
    assert _inside(given) == inside


EVIL = """</title><svg onload="window.hacked = 3"><style>body { display: none }</style>

Kenya condemned Uganda <script>window.hacked = 1</script><img src=x onerror="window.hacked = 2"> on Monday.

Sudan accused Kenya "><a href="javascript:window.hacked=4">of arming</a> rebels on Monday."""


def evil() -> Record:
    return read_source(
        Source(
            text=EVIL,
            origin='javascript:window.hacked=5"><script>window.hacked=6</script>',
            id='"><script>window.hacked=7</script>/../e1',
            outlet="<b onmouseover=window.hacked=8>Paper</b>",
            title="</h1><script>window.hacked=9</script>",
            published="2024-05-07",
        )
    )


def test_what_reports_say_is_never_markup(tmp_path: Path) -> None:
    record = evil()
    with Store(tmp_path / "x.db") as store:
        store.add(record)
        event = store.every("events")[0]["id"]
    with client_of(tmp_path / "x.db") as client:
        for path in (
            *PAGES,
            "/search?q=<script>alert(1)</script>",
            f"/event/{event}",
            f"/report/{quote(record.report.id, safe='')}",
            "/between/KEN/UGA",
        ):
            answer = client.get(path)
            assert answer.status_code == 200, path
            for markup in ("<script>w", "<img src=x", "<svg onload", "<b onmouseover", 'href="javascript', "<style>", "</h1><script"):
                assert markup not in answer.text, (path, markup)


def test_a_line_of_time_has_every_event_that_has_a_day(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        rows = store.every("events")
    drawn = timeline(rows)
    assert drawn and len(drawn.marks) + drawn.undated == len(rows)
    assert {m.above for m in drawn.marks} == {True, False} and all(0 <= m.x <= 1000 for m in drawn.marks)
    counted = monthly({("2021-03", True, "fact"): 3, ("2021-03", True, "claim"): 1, ("2022-01", False, "plan"): 2}, 5)
    assert counted and counted.bars and counted.undated == 5
    assert [(m.x == counted.marks[0].x, m.height, m.above) for m in counted.marks] == [
        (True, 22.5, True),
        (True, 67.5, True),
        (False, 45.0, False),
    ]
    assert timeline([]) is None and monthly({}, 0) is None


def test_answers_are_remembered_for_others_while_another_process_writes_and_never_for_whoever_wrote(dossier_copy: Path) -> None:
    made: list[int] = []

    def make() -> int:
        sleep(0.05)
        made.append(1)
        return len(made)

    with Store(dossier_copy) as store:
        assert [remembered(store, "slow", 1, make) for _ in range(2)] == [1, 1]
        wrote_elsewhere(dossier_copy)
        assert remembered(store, "slow", 1, make) == 1
        with store.writing() as connection:
            count_change(connection)
        assert remembered(store, "slow", 1, make) == 2
        forget()
        assert remembered(store, "slow", 1, make) == 3


def test_nobody_waits_for_a_fresh_answer_where_one_of_a_moment_ago_is_at_hand(dossier_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_TIMES", 0)
    monkeypatch.setattr(memory, "_LATEST", 10**9)
    begun, may_go, made = Event(), Event(), [0]

    def make() -> int:
        made[0] += 1
        if made[0] > 1:
            begun.set()
            assert may_go.wait(60)
        return made[0]

    with Store(dossier_copy) as store:
        assert remembered(store, "beside", 1, make) == 1
        wrote_elsewhere(dossier_copy)
        assert [remembered(store, "beside", 1, make) for _ in range(3)] == [1, 1, 1]
        assert begun.wait(60)
        may_go.set()
        memory.settle()
        assert remembered(store, "beside", 1, make) == 2 == made[0]
        monkeypatch.setattr(memory, "_LATEST", 0)
        wrote_elsewhere(dossier_copy)
        assert remembered(store, "beside", 1, lambda: 9) == 9


def test_what_many_ask_for_at_once_is_made_once(dossier_copy: Path) -> None:
    begun, may_go, made = Event(), Event(), [0]

    def make() -> int:
        begun.set()
        made[0] += 1
        assert may_go.wait(60)
        return made[0]

    with Store(dossier_copy) as store, ThreadPoolExecutor(4) as many:
        answers = [many.submit(remembered, store, "once", 1, make) for _ in range(4)]
        assert begun.wait(60)
        may_go.set()
        assert [a.result(60) for a in answers] == [1, 1, 1, 1] and made[0] == 1


def test_what_cannot_be_made_keeps_nobody_waiting(dossier_copy: Path) -> None:
    def fail() -> int:
        raise ValueError("no")

    with Store(dossier_copy) as store:
        for _ in range(2):
            with pytest.raises(ValueError):
                remembered(store, "fails", 1, fail)
        assert remembered(store, "fails", 1, lambda: 3) == 3


def wrote_elsewhere(dossier: Path) -> None:
    """As another process that writes to the dossier."""
    other = sqlite3.connect(dossier)
    other.execute("UPDATE dossier_about SET value = value + 1 WHERE key = 'changes'")
    other.commit()
    other.close()
