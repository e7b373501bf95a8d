"""The dossier's file."""

import sqlite3
from pathlib import Path

import pytest

import dragoman
from dragoman.store import Store
from dragoman.store.filters import country_code
from dragoman.store.rows import first_day

TEXT = "Kenya and Uganda signed a defence agreement in Kampala. Kenya's minister, Aden Duale, praised Uganda."


def test_reading_again_replaces(tmp_path: Path) -> None:
    record = dragoman.read(TEXT)
    with Store(tmp_path / "x.db") as store:
        assert store.add(record) is False
        assert store.add(record) is True
        assert store.records() == [record]
    with sqlite3.connect(tmp_path / "x.db") as raw:
        for table in ("reports", "agreements"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
        assert raw.execute("SELECT count(*) FROM texts WHERE kind = 'report'").fetchone() == (1,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_search(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.add(dragoman.read(TEXT))
        assert {row["kind"] for row in store.search("defence agreement")} >= {"report", "event"}
        assert store.search('"unfinished OR (') == []
        assert store.search("  ") == []


def test_tables_repeat_the_record(tmp_path: Path) -> None:
    record = dragoman.read(TEXT)
    with Store(tmp_path / "x.db") as store:
        store.add(record)
    with sqlite3.connect(tmp_path / "x.db") as raw:
        assert raw.execute("SELECT count(*) FROM events").fetchone() == (len(record.events),)
        assert raw.execute("SELECT name, office, country FROM officials").fetchall() == [("Aden Duale", "minister", "KEN")]
        assert {c for (c,) in raw.execute("SELECT country FROM parties WHERE role = 'party'")} == {"KEN", "UGA"}


@pytest.mark.parametrize(("name", "code"), [("IRN", "IRN"), ("irn", "IRN"), ("Iran", "IRN"), ("south korea", "KOR"), ("Turkish", "TUR")])
def test_states_by_name_or_code(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("edtf", "day"),
    [("2014-12", "2014-12-01"), ("2014-12-05/2014-12-08", "2014-12-05"), ("XXXX-08", None), (None, None), ("2014", "2014-01-01")],
)
def test_first_day(edtf: str | None, day: str | None) -> None:
    assert first_day(edtf) == day
