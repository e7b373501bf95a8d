"""What breaks programs that read: each ends in a message, costs nothing else, and is kept."""

import gzip
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import polars
import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.intake import Failure, InputError, Settings, Source
from dragoman.intake.collect import collect
from dragoman.intake.decode import decode, unpack
from dragoman.intake.feeds import entries
from dragoman.intake.guard import OutOfTime, cause, deadline, guarded
from dragoman.intake.html import is_html
from dragoman.intake.source import Limits
from dragoman.intake.web import Fetcher, fetched, is_public
from dragoman.model import Record
from dragoman.model.span import Spans
from dragoman.reading.encoder.model import WINDOW, encoder
from dragoman.reading.read import read_source
from dragoman.reading.safely import read_safely
from dragoman.reading.syntax import SENTENCE, parse
from dragoman.store import Store, StoreError
from dragoman.store import engine as engines
from dragoman.store.search import LONGEST
from dragoman.terminal.log import Log
from dragoman.terminal.plain import plain
from dragoman.web import Settings as Serving
from dragoman.web import create_app
from tests.hostile import OTHER, REPORT

HOST = "http://127.0.0.1:8321"
HOSTS = frozenset({"127.0.0.1:8321"})
COMMAND = CliRunner()


def run(*args: str | Path, code: int = 0) -> str:
    done = COMMAND.invoke(app, [str(a) for a in args])
    assert done.exit_code == code, done.output
    return done.output


def reasons(path: Path) -> list[str]:
    return [f.reason for f in collect([str(path)]) if isinstance(f, Failure)]


# The guard


def test_whatever_is_raised_ends_one_input() -> None:
    class Panic(BaseException):
        pass

    def broken(error: BaseException) -> Iterator[Source | Failure]:
        yield Source(OTHER, "first")
        raise error

    for error in (ValueError("no"), Panic("called unwrap\nstack"), MemoryError(), RecursionError("deep")):
        first, last = guarded(broken(error), "x", 0)
        assert isinstance(first, Source) and isinstance(last, Failure) and type(error).__name__ in last.reason and "\n" not in last.reason
    for passing in (KeyboardInterrupt(), SystemExit()):
        with pytest.raises(type(passing)):
            list(guarded(broken(passing), "x", 0))


def test_slips_of_a_library_are_told_in_words_about_the_file() -> None:
    for slip in (AssertionError("mypy"), KeyError("word/x"), TypeError("NoneType"), ValueError("")):
        assert "not as its format asks" in cause(slip)
    assert cause(ValueError("no end of file\nat 3")) == "no end of file"


def test_the_clock_has_the_last_word() -> None:
    def slow() -> Iterator[Source | Failure]:
        while True:
            time.sleep(0.01)
        yield

    (found,) = guarded(slow(), "x", 0.1)
    assert isinstance(found, Failure) and "--limit-seconds" in found.reason
    with pytest.raises(OutOfTime), deadline(0.05):
        time.sleep(5)


def test_names_and_texts_that_cannot_be_written_are_shown_all_the_same(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/r\xe9port.txt"
    with open(name, "wb") as file:
        file.write(OTHER.encode())
    (found,) = collect([os.fsdecode(name)])
    assert isinstance(found, Source) and found.origin.endswith("r\\xe9port.txt")
    odd = Source("Peru\ud800 met Chile.\0", "o", title="\udfff", id="\ud801")
    assert odd.text == "Peru\ufffd met Chile.\ufffd" and odd.title == odd.id == "\ufffd"
    assert isinstance(read_safely(odd), Record)


# Ways in


def test_gzip_is_read_to_its_end() -> None:
    whole = gzip.compress(REPORT.encode()) + gzip.compress(OTHER.encode())
    assert unpack(whole).decode() == REPORT + OTHER
    with pytest.raises(InputError, match="cut off"):
        unpack(whole[:-9])


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be", "utf-16"])
def test_wide_encodings_with_a_mark(encoding: str) -> None:
    mark = {"utf-32-le": "\ufeff", "utf-32-be": "\ufeff"}.get(encoding, "")
    assert decode((mark + OTHER).encode(encoding)) == OTHER


def test_no_page_is_looked_for_without_end() -> None:
    began = time.process_time()
    assert not is_html("<!---->" * 500 + "no tag")
    assert is_html("<!-- a --> <!-- b --><html>")
    assert time.process_time() - began < 2


def test_two_reports_of_one_id_do_not_replace_each_other(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text("".join(json.dumps({"id": "one", "text": t}) + "\n" for t in (REPORT, OTHER, REPORT)))
    first, second, third = collect([str(file)])
    assert isinstance(first, Source) and isinstance(third, Source)
    assert isinstance(second, Failure) and "id one" in second.reason and second.sha256


def test_what_is_passed_over_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OTHER)
    (tmp_path / "notes.md").write_text("# Notes")
    (tmp_path / "b.csv").write_text('text\n"' + OTHER + '"\n')
    found = list(collect([str(tmp_path)]))
    assert [type(f).__name__ for f in found] == ["Source", "Source", "Failure"]
    assert isinstance(found[2], Failure) and found[2].passed and ".md" in found[2].reason


def test_a_pipe_is_read() -> None:
    read, write = os.pipe()
    os.write(write, OTHER.encode())
    os.close(write)
    (found,) = collect([f"/dev/fd/{read}"])
    assert isinstance(found, Source) and found.text == OTHER


def test_parquet_that_unpacks_to_far_more_than_its_size_is_not(tmp_path: Path) -> None:
    polars.DataFrame({"text": ["Peru met Chile. " * 500_000] * 300}).write_parquet(tmp_path / "bomb.parquet", compression="zstd")
    found = list(collect([str(tmp_path / "bomb.parquet")]))
    assert len(found) < 5 and isinstance(found[-1], Failure) and "far more than its size" in found[-1].reason
    (tmp_path / "broken.parquet").write_bytes(b"PAR1" + b"\xff" * 300 + b"PAR1")
    assert "broken Parquet" in reasons(tmp_path / "broken.parquet")[0]


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Sahel Courier</title>{''.join(items)}</channel></rss>".encode()


def item(body: str, day: str = "Tue, 08 Jun 2021 10:00:00 GMT") -> str:
    return f"<item><title>T</title><link>http://a.example/{abs(hash(body)) % 999}</link><pubDate>{day}</pubDate><description>{body}</description></item>"


def test_one_bad_entry_costs_that_entry() -> None:
    text = "&lt;p&gt;" + (REPORT + OTHER) * 2 + "&lt;/p&gt;"
    markup = "<![CDATA[" + "<p>" + REPORT + "<br>" * 300 + "<img src='x'>" * 300 + OTHER + "</p>]]>"
    data = feed(
        item(text), item(text + "2", "Tue, 99 Jun 2021 10:00:00 GMT"), item(markup), item(text + "&#xD800;&#1;"), item(text + "\x02")
    )
    assert [type(f).__name__ for f in entries(data, "f")] == ["Source"] * 5
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title><entry><id>1</id><content/></entry></feed>"
    assert [type(f).__name__ for f in entries(atom, "f")] == ["Failure"]
    with pytest.raises(InputError, match="nested"):
        list(entries(feed("<a>" * 300), "f"))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::1", False),
        ("2002:c0a8:101::1", False),
        ("fec0::1", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("169.254.169.254", False),
        ("fe80::1%eth0", False),
    ],
)
def test_addresses_behind_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url", ["http://[", "http://127.0.0.1:99999/", "http://127.0.0.1:abc/", "http://", "http://a\0b/", "http://\udcff/"]
)
def test_what_is_no_address_is_a_failure(url: str) -> None:
    (found,) = fetched(url, Fetcher(Settings(pause=0)))
    assert isinstance(found, Failure) and "address" in found.reason


# Reading


def test_no_sentence_is_longer_than_the_rest_can_bear() -> None:
    doc = parse("Peru met Chile " + "(" * 900 + "x" + ")" * 900 + ". " + "He said that " * 400 + "Peru met Chile.")
    assert max(len(s) for s in doc.sents) <= SENTENCE
    assert len(parse("x-(" * 5000)) > 10
    assert "".join(t.text_with_ws for t in parse("a.b(" * 3000 + " end")) == "a.b(" * 3000 + " end"


def test_a_run_of_nothing_but_marks_is_few_tokens() -> None:
    text = "Peru met Chile " + "(" * 5000 + "x" + ")" * 5000 + " in Lima."
    doc = parse(text)
    assert len(doc) < 1000 and "".join(t.text_with_ws for t in doc) == text
    assert [t.text for t in doc[:3]] == ["Peru", "met", "Chile"] and doc[-1].text == "."
    seen = encoder().read(doc).pieces
    assert len(seen.ids) < 1000 and text[seen.starts[0] : seen.ends[0]] == "Peru" and text[seen.starts[-1] : seen.ends[-1]] == "."


def test_the_branch_sees_at_most_a_window() -> None:
    import numpy as np

    size = encoder().read(parse("Peru met Chile.")).states.shape[1]
    states, roles = np.random.default_rng(1).normal(size=(3000, size)).astype(np.float32), np.zeros(3000, dtype=np.int64)
    roles[1700], roles[1690] = 3, 1
    start = 1700 - WINDOW // 2
    whole, cut = encoder().types([(states, roles)]), encoder().types([(states[start : start + WINDOW], roles[start : start + WINDOW])])
    assert (whole == cut).all()


def test_a_report_that_is_too_long_is_kept_unread() -> None:
    record = read_source(Source(OTHER * 20, "x"), limits=Limits(words=100))
    assert [w.code for w in record.warnings] == ["too_long"] and "--limit-words" in record.warnings[0].message


def test_a_report_that_is_too_long_is_kept_in_the_time_it_takes_to_write_it(tmp_path: Path) -> None:
    record = read_source(Source("Peru met Chile in Lima on Tuesday, and " * 60_000, "x"))
    began = time.process_time()
    with Store(tmp_path / "x.db") as store:
        store.add(record)
        assert [w.code for w in next(iter(store.records())).warnings] == ["too_long"]
    assert time.process_time() - began < 15


def test_spans_are_found_by_place() -> None:
    spans = Spans([((0, 10), 0), ((5, 2000), 1), ((1990, 1995), 2)])
    assert (spans.at(7), spans.at(1992), spans.meeting((9, 12)), spans.around((1990, 1992))) == ([0, 1], [1, 2], [0, 1], [1, 2])
    assert spans.holds(0) and not spans.holds(2000) and not spans.meets((2000, 2001))


def test_a_sentence_that_ends_in_its_verb_is_read() -> None:
    assert isinstance(read_safely(Source("Mali and Benin will hold talks on the border soon, the minister said", "x")), Record)


def test_a_day_on_which_nothing_can_have_appeared_is_none() -> None:
    with pytest.raises(InputError, match="no day on which"):
        Source(OTHER, "x", published="9999-11-01")
    (found,) = entries(feed(item("&lt;p&gt;" + OTHER * 3 + "&lt;/p&gt;", "Mon, 01 Nov 9999 10:00:00 GMT")), "f")
    assert isinstance(found, Source) and found.published is None and isinstance(read_safely(found), Record)


def test_a_long_word_opens_no_dateline() -> None:
    began = time.process_time()
    assert isinstance(read_safely(Source("Benin" * 300 + " met Mali.\n\n" + OTHER, "x")), Record)
    assert time.process_time() - began < 10


# What could not be read is kept


def test_failures_are_kept_shown_and_tried_again(tmp_path: Path) -> None:
    d = ("--dossier", tmp_path / "x.db")
    (tmp_path / "in").mkdir()
    bad, good = tmp_path / "in" / "a.txt.gz", tmp_path / "in" / "b.txt"
    bad.write_bytes(gzip.compress(OTHER.encode())[:-9])
    good.write_text(REPORT)
    (tmp_path / "in" / "notes.md").write_text("n")
    log = tmp_path / "log.jsonl"
    told = run("read", tmp_path / "in", *d, "--log", log, code=1)
    assert "1 reports read" in told and "1 inputs failed" in told and "1 files passed over" in told
    assert [json.loads(line)["event"] for line in log.read_text().splitlines()] == ["failed", "read", "passed over"]
    rows = json.loads(run("show", "failures", "--json", *d))
    assert rows[0]["origin"] == str(bad) and "cut off" in rows[0]["reason"] and len(rows[0]["sha256"]) == 64 and not rows[0]["passed"]
    assert rows[1]["passed"] and "cut off" in run("show", "failures", *d)
    run("read", "--retry", *d, code=1)
    with Store(tmp_path / "x.db") as store:
        assert store.failures()[0].times == 2 and store.failed() == (1, 1) and store.to_retry() == [str(bad)]
    bad.write_bytes(gzip.compress(OTHER.encode()))
    assert "1 reports read" in run("read", "--retry", *d)
    with Store(tmp_path / "x.db") as store:
        assert store.failed() == (0, 1) and len(store.records()) == 2


def test_check_says_what_is_whole_and_what_is_not(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Store(path) as store:
        store.add(read_source(Source(OTHER, "o")))
    results = {r["name"]: r for r in json.loads(run("check", "--json", "--dossier", path))}
    assert all(r["ok"] for r in results.values()) and {"weights", "integrity", "references", "records", "failures"} <= set(results)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE reports SET record = '{}'")
    assert "BAD  records" in run("check", "--dossier", path, code=1)
    assert "no dossier" in run("check", "--dossier", tmp_path / "none.db", code=1)


def test_a_backup_is_restored_by_putting_it_in_place(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.add(read_source(Source(OTHER, "o")))
        with sqlite3.connect(tmp_path / "x.db") as old, sqlite3.connect(tmp_path / "copy.db") as new:  # as `.backup` does
            old.backup(new)
        store.add(read_source(Source(REPORT, "p")))
    with Store(tmp_path / "copy.db") as store:
        assert [r.report.origin for r in store.records()] == ["o"]


def test_a_dossier_that_may_only_be_read_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.db"
    with Store(path) as store:
        store.add(read_source(Source(OTHER, "o")))
    monkeypatch.setattr(engines, "_read_only", lambda _: "mode=ro&immutable=1")
    with Store(path, create=False) as store:
        assert store.read_only and len(store.records()) == 1 and store.search("Peru")
        with pytest.raises(StoreError, match="only be read"):
            store.add(read_source(Source(REPORT, "p")))


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store, pytest.raises(StoreError, match="make room"), engines.writing(store._engine):
        raise OperationalError("INSERT", None, sqlite3.OperationalError("database or disk is full"))


def test_what_steers_a_terminal_is_shown_as_a_mark() -> None:
    assert plain("a\x1b]0;b\x07c\x9b2J\u202ed\n\t") == "a\ufffd]0;b\ufffdc\ufffd2J\ufffdd\n\t"


def test_a_line_of_the_log_is_one_line_whatever_a_report_is_called(tmp_path: Path) -> None:
    name = "a\u0085b\u2028c\x9b2J\u202ed\x1b[31m\n\udce9 é 日"
    log = Log(tmp_path / "log.jsonl")
    log.write("failed", origin=name)
    log.close()
    (line,) = (tmp_path / "log.jsonl").read_text().splitlines()
    assert json.loads(line)["origin"] == name and "é 日" in line and plain(line) == line


# The server


def test_what_is_sent_to_the_server_never_breaks_it(dossier_copy: Path) -> None:
    client = TestClient(create_app(Store(dossier_copy), Serving(hosts=HOSTS)), base_url=HOST, raise_server_exceptions=False)
    asked = {
        "/between/KEN/ETH?after=x": 422,
        "/events?after=%FF": 422,
        "/api/events?area=" + "a" * 50_001: 422,
        "/search?q=" + "a+" * 10_000: 422,
        "/api/search?q=" + "a+" * (LONGEST // 2): 200,
        "/failures": 200,
        "/api/failures": 200,
        "/healthz": 200,
    }
    for path, code in asked.items():
        answer = client.get(path)
        assert answer.status_code == code and "Content-Security-Policy" in answer.headers, path
    assert client.delete("/events").headers["Allow"]
    client.app.state.store = None  # type: ignore[attr-defined]
    broken = client.get("/events")
    assert broken.status_code == 500 and "Content-Security-Policy" in broken.headers and "Traceback" not in broken.text


def test_odd_cookies_and_tokens(dossier_copy: Path) -> None:
    client = TestClient(create_app(Store(dossier_copy), Serving(hosts=HOSTS, token="clé")), base_url=HOST, follow_redirects=False)
    assert client.get("/", headers={"Cookie": b'dragoman_pass="\\351"; x=\xe9'}).status_code == 303  # type: ignore[arg-type]
    assert client.get("/api/events", headers={"Authorization": "Bearer clé".encode()}).status_code == 200  # type: ignore[arg-type]


def test_an_upload_that_cannot_be_read_is_kept(dossier_copy: Path) -> None:
    import re

    store = Store(dossier_copy)
    client = TestClient(create_app(store, Serving(hosts=HOSTS)), base_url=HOST)
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/reports").text)
    assert found
    files = [("files", ("a.txt.gz", gzip.compress(OTHER.encode())[:-9])), ("files", ("b.txt", OTHER.encode()))]
    answer = client.post("/upload", data={"csrf": found[1]}, files=files)
    assert answer.status_code == 200 and "cut off" in answer.text and "cut off" in client.get("/failures").text
    assert [f.origin for f in store.failures()] == ["upload: a.txt.gz"] and store.failures()[0].sha256
