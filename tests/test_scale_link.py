"""Linking from a folder of Parquet gives what linking in memory gives."""

import json
from pathlib import Path

import polars
import pytest

from dragoman.errors import ScaleError
from dragoman.evaluation.synthetic import Generator
from dragoman.linking.link import link as in_memory
from dragoman.model import Record
from dragoman.scale import columns, compare, whole
from dragoman.scale.engines import Done
from dragoman.scale.link import link
from dragoman.scale.months import gather
from dragoman.scale.nodes import Window
from dragoman.scale.parts import path_of
from dragoman.scale.read import FORMAT, MANIFEST
from dragoman.store import Store
from tests.conftest import stories
from tests.test_answers import KINDS, fill, same
from tests.test_cli import run


def folder_of(records: list[Record], out: Path) -> list[Record]:
    """A folder as `scale read` writes it; the records come back in its order."""
    order = []
    for n in range(0, len(records), 100):
        rows = [columns.of_record(r) | {"position": k} for k, r in enumerate(records[n : n + 100])]
        order.append(Done(0, n, f"{n:032}", len(rows)))
        whole.write_table(path_of(out, order[-1].name), rows, columns.PARTS)
    gather(out, order, [])
    whole.write(out / MANIFEST, json.dumps({"format": FORMAT}).encode())
    files = sorted(out.glob("records/*/*.parquet"))
    return [Record.from_json(body) for path in files for body in polars.read_parquet(path)["record"]]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_dossier_is_the_one_that_linking_in_memory_gives(workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "_TILE", 64)  # many stretches, as of many reports
    monkeypatch.setattr("dragoman.scale.link._ANSWERS", 50)
    records = folder_of(list(Generator(3).records(600)), tmp_path / "out")
    assert link(tmp_path / "out", tmp_path / "x.db", workers=workers) == 600
    with Store(tmp_path / "x.db") as store:
        d = in_memory(records)
        assert len(d.events) > 200 and {kind: same(store, kind, d) for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_the_dossier_is_in_all_its_tables_the_one_that_reading_into_one_gives(tmp_path: Path) -> None:
    records = folder_of([*stories(), *Generator(4).records(100)], tmp_path / "out")
    link(tmp_path / "out", tmp_path / "x.db")
    with fill(tmp_path / "y.db", records, batch=True) as expected, Store(tmp_path / "x.db") as store:
        for table in TABLES:
            assert everything(store, table) == everything(expected, table), table
        assert store.search("Ethiopia") == expected.search("Ethiopia") != []


TABLES = (
    *("reports", "statements", "events", "agreements", "officials", "parties"),
    *("link_nodes", "link_keys", "link_members", "link_edges", "link_clusters"),
    *("dossier_events", "dossier_agreements", "dossier_people", "dossier_organizations", "dossier_officials", "dossier_sources"),
    *("dossier_sightings", "dossier_tallies"),
    *("dossier_disputes", "dossier_promises", "dossier_counting", "dossier_states", "dossier_members"),
)


def everything(store: Store, table: str) -> list[str]:
    from sqlalchemy import text

    with store.connection() as db:
        return sorted(str(tuple(row)) for row in db.execute(text(f"SELECT * FROM {table}")))


def test_a_window_holds_the_reports_of_its_days(tmp_path: Path) -> None:
    records = folder_of(list(Generator(5).records(60)), tmp_path / "out")
    within = [r for r in records if "2016-02-01" <= (r.report.published or "") <= "2018-03-15"]
    assert 0 < len(within) < 60
    assert link(tmp_path / "out", tmp_path / "x.db", Window("2016-02-01", "2018-03-15")) == len(within)
    with Store(tmp_path / "x.db") as store:
        d = in_memory(within)
        assert {kind: same(store, kind, d) for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_a_folder_that_is_not_finished_and_a_dossier_that_is_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match="holds no finished reading"):
        link(tmp_path, tmp_path / "x.db")
    folder_of(list(Generator(5).records(2)), tmp_path / "out")
    (tmp_path / "x.db").write_bytes(b"")
    with pytest.raises(ScaleError, match="what people corrected in it would be lost"):
        link(tmp_path / "out", tmp_path / "x.db")


def test_what_is_asked_of_a_dossier_is_answered_from_a_folder(tmp_path: Path) -> None:
    folder_of(list(Generator(6).records(20)), tmp_path / "out")
    assert "20 reports linked into" in run("scale", "link", tmp_path / "out", tmp_path / "x.db").stdout
    assert run("show", "people", "--dossier", tmp_path / "x.db").stdout
    run("export", "parquet", tmp_path / "tables", "--dossier", tmp_path / "x.db")
    assert polars.read_parquet(tmp_path / "tables/events.parquet").height > 0
    assert not list(tmp_path.glob(".x.db*"))
