"""Lines of reports about one affair are one dossier, whatever order they come in, wherever it is kept and whatever befalls it."""

import random
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dragoman.evaluation.clusters import judged_pairs
from dragoman.evaluation.pairs import fitted, score_coded_pairs
from dragoman.intake import Source
from dragoman.intake.collect import collect
from dragoman.linking.link import compose, link
from dragoman.model import Record
from dragoman.model.dossier import Dossier
from dragoman.reading.read import read_source
from dragoman.store import Store
from tests.conftest import EXAMPLES, ROOT, SHARED, stories
from tests.test_answers import KINDS, same

DEVELOPMENT = SHARED / "gold" / "linking"
_ADDING = """
import sys
from dragoman.model import Record
from dragoman.store import Store
with Store(sys.argv[1]) as store, store.batch() as add:
    *lines, last = open(sys.argv[2], encoding="utf8")
    for line in lines:
        record = Record.from_json(line)
        add(record)
        print(record.report.id, flush=True)
    sys.stdin.read()
"""
"""Keeps all but the last report and says so of each; then waits to be killed, if it has not been."""


@cache
def development() -> tuple[Record, ...]:
    """The records of the development clusters."""
    found = [s for s in collect([str(DEVELOPMENT / "index.jsonl")]) if isinstance(s, Source)]
    return tuple(read_source(s) for s in found)


def needs_development() -> None:
    """The clusters are none of the project's: without them its own lines show the same."""
    if not DEVELOPMENT.is_dir():
        pytest.skip("the development clusters stand in the folder `shared` beside the project, which is not here")


Lines = tuple[Record, ...]


@pytest.fixture(scope="module", params=["stories", "clusters"])
def lines(request: pytest.FixtureRequest) -> Lines:
    if request.param == "stories":
        return stories()
    needs_development()
    return development()


@pytest.fixture(scope="module")
def whole(lines: Lines) -> Dossier:
    return link(lines)


def turned(lines: Lines, seed: int) -> list[Record]:
    out = list(lines)
    random.Random(seed).shuffle(out)
    return out


def is_whole(store: Store, whole: Dossier) -> bool:
    """Whether clusters and tables say what linking everything at once says."""
    return compose(store.linked()) == whole and all(same(store, kind, whole) for kind in KINDS)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_gives_one_dossier(lines: Lines, whole: Dossier, seed: int) -> None:
    assert link(turned(lines, seed)) == whole


@pytest.mark.parametrize("batch", [True, False])
def test_a_file_says_what_memory_says(lines: Lines, whole: Dossier, batch: bool, tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        keep(store, turned(lines, 5 + batch), batch)
        assert is_whole(store, whole)


def keep(store: Store, records: list[Record], batch: bool) -> None:
    if not batch:
        for record in records:
            store.add(record)
        return
    with store.batch() as add:
        for record in records:
            add(record)


def test_a_server_says_what_memory_says(lines: Lines, whole: Dossier, database: Callable[[str], str]) -> None:
    with Store(database(f"lines{len(lines)}")) as store:
        keep(store, turned(lines, 7), batch=True)
        assert is_whole(store, whole)


@pytest.fixture(scope="module")
def database(postgres: str) -> Callable[[str], str]:
    """Makes an empty database on the server, and gives its URL."""

    def make(name: str) -> str:
        engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return postgres.replace("/postgres?", f"/{name}?")

    return make


@pytest.mark.parametrize("acknowledged", [1, 9, 17])
def test_killed_amid_the_lines_and_gone_on_with_it_is_whole(lines: Lines, whole: Dossier, acknowledged: int, tmp_path: Path) -> None:
    records = turned(lines, acknowledged)
    given = tmp_path / "records.jsonl"
    given.write_text("".join(f"{r.to_json()}\n" for r in records), encoding="utf8")
    command = [sys.executable, "-c", _ADDING, str(tmp_path / "x.db"), str(given)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        kept = [child.stdout.readline().strip() for _ in range(acknowledged)]
        child.kill()
        kept += child.stdout.read().split()
    assert acknowledged <= len(kept) < len(records)
    with Store(tmp_path / "x.db") as store:
        there = {r.report.id for r in store.records()}
        assert set(kept) <= there
        assert is_whole(store, link(r for r in records if r.report.id in there))
        keep(store, [r for r in reversed(records) if r.report.id not in there], batch=True)
        assert is_whole(store, whole)


def test_corrections_survive_that_all_is_read_again(lines: Lines, tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        keep(store, list(lines), batch=True)
        event = next(f"{r.report.id}/{e.id}" for r in lines for e in r.events if e.type != "AID")
        one, other = ([p for p in store.every("people") if len(p["reports"]) > 1][i] for i in (0, -1))
        store.draft("Ana", "seen on film", lambda d: d.set(event, "type", "AID"))
        store.draft("Ana", "they are one", lambda d: d.join(one["id"], other["id"]))
        before = corrected(store)
        keep(store, turned(lines, 3), batch=True)
        assert corrected(store) == before
        assert {c.state for c in store.corrections()} == {"applied"}
        assert any({*one["names"], *other["names"]} <= set(p["names"]) for p in store.every("people"))
        assert any(event in e["told_as"] and e["corrected"] for e in store.every("events"))


def corrected(store: Store) -> dict[str, list[dict[str, object]]]:
    return {kind: store.every(kind) for kind in KINDS}


def test_pairs_of_coded_lines_are_judged() -> None:
    pairs = list(judged_pairs(EXAMPLES / "stories"))
    assert {p.one for p in pairs} == {True, False} and all(p.x.report != p.y.report for p in pairs)
    figures, lines = score_coded_pairs(EXAMPLES / "stories")
    assert figures["pairs"] > 0 and figures["brier_left_out"] < 25
    assert any(line.startswith("left out: score") for line in lines) and any(line.startswith("without") for line in lines)


def test_pairs_of_the_development_clusters_are_judged() -> None:
    needs_development()
    figures, _ = score_coded_pairs(DEVELOPMENT)
    assert figures["pairs"] > 50 and figures["brier_left_out"] < 25


def test_a_curve_is_fitted_to_what_is_one() -> None:
    even, slope = fitted([(0.5, False)] * 90 + [(0.5, True)] * 10 + [(0.7, False)] * 10 + [(0.7, True)] * 90)
    assert even == pytest.approx(0.6, abs=0.02) and slope > 10
