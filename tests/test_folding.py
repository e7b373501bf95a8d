"""One report more of somebody: what it says is added to what was kept, and ends as if all reports had been read at once."""

import json
import random
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluation.synthetic import Generator
from dragoman.linking.index import Kind
from dragoman.linking.link import link
from dragoman.model import Record
from dragoman.store import Store
from dragoman.store.links import SqlLinkIndex
from tests.conftest import stories

TABLES = (
    *(f"dossier_{name}" for name in ("people", "officials", "sightings", "tallies", "members")),
    *(f"link_{name}" for name in ("nodes", "keys", "edges", "clusters", "members")),
)


def everything(store: Store) -> dict[str, list[str]]:
    """The rows of all that is told of people and of all that links, whatever blanks and order their JSON has."""
    out = {}
    with store.connection() as db:
        for table in TABLES:
            rows = [dict(r._mapping) for r in db.exec_driver_sql(f"SELECT * FROM {table}")]
            out[table] = sorted(json.dumps(_parsed(r), sort_keys=True) for r in rows)
    return out


def _parsed(row: dict[str, Any]) -> dict[str, Any]:
    if row.get("body") is None:
        return row
    body = json.loads(row["body"])
    if "tally" in body:
        body["tally"]["votes"].sort()
        body["posts"].sort(key=str)
    return row | {"body": body}


def made_at_once(path: Path, records: list[Record]) -> dict[str, list[str]]:
    with Store(path) as store:
        with store.batch() as add:
            for record in records:
                add(record)
        return everything(store)


def mixed(n: int) -> list[Record]:
    found = [*stories(), *islice(Generator(6).records(n), n)]
    random.Random(n).shuffle(found)
    return found


def test_one_by_one_ends_as_all_at_once(tmp_path: Path) -> None:
    records = mixed(150)
    with Store(tmp_path / "x.db") as store:
        for record in records:
            store.add(record)
        assert everything(store) == made_at_once(tmp_path / "y.db", records)
        d = link(records)
        assert store.every("officials") == [o.row() for o in d.officials]
        assert store.every("people") == [p.row() for p in d.people]


def test_what_is_read_again_or_removed_is_told_no_longer(tmp_path: Path) -> None:
    records = mixed(60)
    again = [r.model_copy(update={"report": r.report.model_copy(update={"published": "2019-03-04"})}) for r in records[::7]]
    with Store(tmp_path / "x.db") as store:
        for record in [*records, *again]:
            store.add(record)
        kept = {r.report.id: r for r in [*records, *again]}
        assert everything(store) == made_at_once(tmp_path / "y.db", list(kept.values()))


def test_what_people_set_or_took_out_counts_with_what_comes_after(tmp_path: Path) -> None:
    records = mixed(60)
    seen = next(a for r in records[:20] for a in r.actors if a.kind == "person" and a.named and a.roles and r.report.id.startswith("s"))
    told = [r for r in records[:40] if any(a.name == seen.name for a in r.actors)]
    with Store(tmp_path / "x.db") as store:
        for record in records[:40]:
            store.add(record)
        person = next(p["id"] for p in store.every("people") if seen.name in p["names"])
        store.draft("Ana", "so it is", lambda d: d.set(person, "country", "CHE"))
        store.draft("Ana", "a hoax", lambda d: d.remove(told[0].report.id))
        for record in records[40:]:
            store.add(record)
        d = link(store.records())
        assert store.every("officials") == [o.row() for o in d.officials]
        assert store.every("people") == [p.row() for p in d.people]
        assert any(o.corrected for o in d.officials)


def test_other_reports_of_somebody_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = list(islice(Generator(6).records(400), 400))
    read: list[int] = []
    clusters = SqlLinkIndex.clusters

    def counted(self: SqlLinkIndex, kind: Kind, *of: Any) -> Any:
        found = clusters(self, kind, *of)
        read.append(sum(len(c.members) for c in found) if kind == "person" else 0)
        return found

    with Store(tmp_path / "x.db") as store:
        with store.batch() as add:
            for record in records[:-10]:
                add(record)
        monkeypatch.setattr(SqlLinkIndex, "clusters", counted)
        for record in records[-10:]:
            store.add(record)
    assert sum(read) < 20, read
