"""Older dossiers, newer ones, and databases of other kinds."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from dragoman.linking.link import link
from dragoman.store import Store, StoreError, migrate, schema
from dragoman.store.desk.tables import DESK
from dragoman.store.migrate import FORMAT
from tests.conftest import stories
from tests.test_answers import KINDS, same

_OLD = "CREATE TABLE reports (id VARCHAR NOT NULL PRIMARY KEY, origin VARCHAR NOT NULL, outlet VARCHAR, title VARCHAR, published VARCHAR, language VARCHAR, record TEXT NOT NULL)"


def older(path: Path, version: int) -> None:
    """A dossier as format 1 or 2 left it, with a table of each kind that those had."""
    with sqlite3.connect(path) as raw:
        raw.execute(_OLD)
        raw.execute(
            "CREATE TABLE events (report_id VARCHAR, id VARCHAR, type VARCHAR, FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE)"
        )
        raw.execute("CREATE VIRTUAL TABLE search USING fts5(report_id UNINDEXED, item UNINDEXED, kind UNINDEXED, text)")
        if version == 2:
            raw.execute("CREATE TABLE link_nodes (kind VARCHAR, id VARCHAR, body TEXT, PRIMARY KEY (kind, id))")
        for r in stories()[:12]:
            values = (r.report.id, r.report.origin, r.report.outlet, r.report.title, r.report.published, r.report.language, r.to_json())
            raw.execute("INSERT INTO reports VALUES (?,?,?,?,?,?,?)", values)
            raw.execute("INSERT INTO events VALUES (?, 'e1', 'AID')", (r.report.id,))
        raw.execute("CREATE VIEW mine AS SELECT id, outlet FROM reports")
        raw.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_dossier_is_migrated_on_opening_after_a_backup(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    older(path, version)
    with Store(path) as store:
        assert {kind: same(store, kind, link(stories()[:12])) for kind in KINDS} == dict.fromkeys(KINDS, True)
        assert store.search("minister")
    with sqlite3.connect(tmp_path / f"old.db.format{version}.bak") as raw:
        assert raw.execute("SELECT count(*) FROM events WHERE type = 'AID'").fetchone() == (12,)
        assert raw.execute("PRAGMA user_version").fetchone() == (version,)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM mine").fetchone() == (12,)  # a view of somebody's own stays
    before = path.stat().st_size
    with Store(path) as store:
        assert len(store.records()) == 12
    assert path.stat().st_size == before and len(list(tmp_path.glob("*.bak"))) == 1


def as_format_4(raw: sqlite3.Connection) -> None:
    """Take away what the formats after the fourth added."""
    for view in schema.VIEWS:
        raw.execute(f"DROP VIEW {view}")
    for table in ("removed", "former", *DESK):
        raw.execute(f"DROP TABLE {table}")
    raw.execute("ALTER TABLE reports DROP COLUMN unamended")
    raw.execute("UPDATE alembic_version SET version_num = '0003'")
    raw.execute("PRAGMA user_version = 4")


def test_a_dossier_of_format_4_keeps_its_corrections_and_gets_their_marks(dossier_copy: Path) -> None:
    with Store(dossier_copy) as store:
        store.draft("Ana", "so it is", lambda d: d.set("aden-1/e1", "type", "CONSULT"))
    with sqlite3.connect(dossier_copy) as raw:
        as_format_4(raw)
    with Store(dossier_copy) as store:
        event = next(e for e in store.every("events") if "aden-1/e1" in e["told_as"])
        assert event["corrected"][0]["corrected_by"] == "Ana" and store.removed() == []


def test_a_dossier_linked_by_older_evidence_is_linked_anew(tmp_path: Path) -> None:
    path, records = tmp_path / "linked.db", stories()[:8]
    with Store(path) as store, store.batch() as add:
        for r in records:
            add(r)
    with sqlite3.connect(path) as raw:  # as the format before left it: other keys, bodies without what has come since, no decision
        raw.execute("UPDATE link_keys SET key = 'x' || key")
        raw.execute("UPDATE link_nodes SET body = json_remove(body, '$.story', '$.about')")
        raw.execute("DELETE FROM link_edges")
        raw.execute("DELETE FROM dossier_events")
        as_format_4(raw)
    with Store(path) as store:
        assert {kind: same(store, kind, link(records)) for kind in KINDS} == dict.fromkeys(KINDS, True)
    assert (tmp_path / "linked.db.format4.bak").exists()


def test_a_dossier_has_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store, store.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _ours})
        assert compare_metadata(context, schema.metadata) == []
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == FORMAT


def _ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    """Without what FTS5 keeps, the index that only PostgreSQL has, and Alembic's own."""
    return not (name or "").startswith(("search", "texts_by_words", "alembic_version"))


def test_a_newer_dossier_and_another_database_are_refused_and_left_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "new.db"):
        pass
    with sqlite3.connect(tmp_path / "new.db") as raw:
        raw.execute(f"PRAGMA user_version = {FORMAT + 1}")
    with pytest.raises(StoreError, match="newer version"):
        Store(tmp_path / "new.db")
    with sqlite3.connect(tmp_path / "other.db") as raw:
        raw.execute("CREATE TABLE mine (a)")
    with pytest.raises(StoreError, match="another kind"):
        Store(tmp_path / "other.db")
    with sqlite3.connect(tmp_path / "other.db") as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]


def test_foreign_keys_hold_and_every_column_is_described(story_dossier: Path) -> None:
    with sqlite3.connect(story_dossier) as raw:
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    bare = [f"{t.name}.{c.name}" for t in schema.metadata.sorted_tables if not t.comment for c in t.columns]
    assert bare == []


def test_the_newest_revision_is_the_one_that_alembic_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert migrate.head() == ScriptDirectory.from_config(config).get_current_head()
