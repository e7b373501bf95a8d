"""A dossier on a PostgreSQL server says the same as one in a file."""

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dragoman.store import Store, StoreError
from dragoman.store.filters import Filter
from dragoman.store.migrate import FORMAT
from dragoman.store.queries import QUESTIONS
from tests.conftest import stories
from tests.test_cli import run


@pytest.fixture(scope="module")
def url(postgres: str) -> str:
    with Store(postgres) as store, store.batch() as add:
        for record in stories():
            add(record)
    return postgres


@pytest.mark.parametrize(
    "f", [Filter(), Filter.of(("KEN", "ETH")), Filter.of(as_of="2022-02-20"), Filter.of(("KGZ", "TJK"), as_of="2022-02-20")]
)
@pytest.mark.parametrize("what", QUESTIONS)
def test_questions_have_the_same_answers(url: str, story_dossier: Path, what: str, f: Filter) -> None:
    with Store(url) as server, Store(story_dossier) as file:
        assert server.every(what, f) == file.every(what, f)


def test_search_finds_words_whatever_their_accents_and_endings(url: str, story_dossier: Path) -> None:
    with Store(url) as server, Store(story_dossier) as file:
        for words in ("exercise", "Exercises", "Pashinyan", "no such words at all"):
            there = {(r["report_id"], r["item"]) for r in server.search(words, 200)}
            assert there == {(r["report_id"], r["item"]) for r in file.search(words, 200)}
        assert server.search("exércise")


def test_commands_take_a_url(url: str, tmp_path: Path) -> None:
    assert "agreements" in run("show", "--dossier", url).stdout
    run("correct", "set", "aden-1/e1", "standing", "reported", "--reason", "r", "--author", "Ana", "--dossier", url)
    batch = run("correct", "list", "--dossier", url).stdout.split()[0]
    run("correct", "undo", batch, "--dossier", url)
    run("export", "csv", tmp_path / "t", "--dossier", url)
    assert (tmp_path / "t/events.csv").stat().st_size > 1000


def test_an_older_dossier_on_a_server_is_migrated_with_a_copy_kept(postgres: str) -> None:
    engine = create_engine(postgres.replace("postgresql://", "postgresql+psycopg://"))
    name = "older"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
        c.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    where = postgres.replace("/postgres?", f"/{name}?")
    record = stories()[0]
    old = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
    with old.begin() as c:
        c.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        c.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        c.execute(
            text(
                "CREATE TABLE reports (id TEXT PRIMARY KEY, origin TEXT NOT NULL, outlet TEXT, title TEXT, published TEXT, language TEXT, record TEXT NOT NULL)"
            )
        )
        c.execute(text("INSERT INTO reports VALUES (:i, 'o', NULL, NULL, NULL, 'en', :r)"), {"i": record.report.id, "r": record.to_json()})
    with Store(where) as store:
        assert store.records() == [record] and store.ask("events").total == len(record.events)
    with old.connect() as c:
        assert c.execute(text(f"SELECT count(*) FROM reports_before_{FORMAT}")).scalar() == 1
    old.dispose()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be opened") as error:
        Store("postgresql://someone:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "secret" not in str(error.value)
    with pytest.raises(StoreError, match="not known as a database"):
        Store("mysql://x@y/z")


def test_json_is_the_same(url: str, story_dossier: Path) -> None:
    rows = [json.loads(run("show", "officials", "--json", "--dossier", str(d)).stdout) for d in (url, story_dossier)]
    assert rows[0] == rows[1]
