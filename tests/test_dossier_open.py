"""A dossier opened from a program: the same answers wherever it is kept, as typed rows and as frames."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polars
import pytest

import dragoman
from dragoman.export.tables import TABLES, columns
from dragoman.store import Store
from dragoman.store.filters import Filter
from tests.conftest import stories
from tests.test_cli import run

LINKED = ("events", "agreements", "people", "organizations", "officials", "disputes", "follow_through", "sources")


@pytest.fixture(scope="module")
def kept(story_dossier: Path) -> Iterator[dragoman.OpenDossier]:
    with dragoman.open(story_dossier) as dossier:
        yield dossier


@pytest.fixture(scope="module")
def held() -> Iterator[dragoman.OpenDossier]:
    with dragoman.open(stories()) as dossier:
        yield dossier


def counted(dossier: dragoman.Answers) -> dict[str, int]:
    """What can be said of whatever answers."""
    return {name: len(getattr(dossier, name)) for name in LINKED} | {"facts": sum(e.fact for e in dossier.events)}


def test_records_linked_in_memory_and_a_dossier_that_is_kept_give_the_same_answers(
    kept: dragoman.OpenDossier, held: dragoman.OpenDossier
) -> None:
    linked = dragoman.link(stories())
    assert counted(kept) == counted(held) == counted(linked) and counted(kept)["facts"] > 5
    for name in LINKED:
        assert tuple(getattr(kept, name)) == tuple(getattr(held, name)) == getattr(linked, name), name
    assert kept.statements.to_dicts() == held.statements.to_dicts() and len(held.statements) > 10
    assert kept.reports == held.reports == len(stories())


def test_a_dossier_on_a_server_gives_the_same_answers(postgres: str, held: dragoman.OpenDossier) -> None:
    with dragoman.open(postgres, create=True) as server:
        server.take(stories())
        assert all(getattr(server, name).to_dicts() == getattr(held, name).to_dicts() for name in (*LINKED, "statements"))
        assert server.officials(as_of="2022-02-20").to_dicts() == held.officials(as_of="2022-02-20").to_dicts()


def test_questions_are_limited_as_those_of_the_command(story_dossier: Path, kept: dragoman.OpenDossier) -> None:
    with Store(story_dossier) as store:
        f = Filter.of(("Kenya", "Ethiopia"), since="2021", as_of="2022-02-20", facts_only=True)
        ids = [row["id"] for row in store.every("events", f)]
    table = kept.events(between=("Kenya", "Ethiopia"))(since="2021", as_of="2022-02-20", facts_only=True)
    assert [e.id for e in table] == ids and ids
    assert repr(table).startswith(f"<{len(ids)} events within between=('Kenya', 'Ethiopia'), since='2021'")
    assert {s.kind for s in kept.statements(kind="deny")} == {"deny"} and {e.type for e in kept.events(type=("AID", "SUPPORT"))} <= {
        "AID",
        "SUPPORT",
    }
    in_office, ever = kept.officials(as_of="2022-02-20"), kept.officials
    assert 0 < len(in_office) < len(ever) and ever[0].from_ and ever[:2] == list(ever)[:2]


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ({"between": ("Kenya", "Atlantis")}, "Atlantis"),
        ({"since": "yesterday"}, "yesterday"),
        ({"type": "FIGHT"}, "type: 'FIGHT' is none; give one of: AGREE"),
        ({"kind": "shout"}, "give one of: assert"),
        ({"colour": "red"}, "'colour' is nothing that a question can be limited to; what is: between"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(kept: dragoman.OpenDossier, limits: dict[str, object], says: str) -> None:
    with pytest.raises(dragoman.InputError, match=says):
        list(kept.events(**limits))  # type: ignore[arg-type]


def test_changes_search_and_records(kept: dragoman.OpenDossier) -> None:
    new = kept.changes("2000-01-01", between=("KEN", "ETH"))
    assert new and all(c.what == "new" and {"KEN", "ETH"} & c.states for c in new)
    assert kept.changes("9000-01-01") == []
    with pytest.raises(dragoman.InputError):
        kept.changes("soon")
    hit = kept.search("protocol", 1)[0]
    record = kept.record(hit["report_id"])
    assert record in kept.records() and record is not None and "protocol" in record.report.text.lower()
    assert kept.record("none") is None


def test_frames_have_the_columns_of_exports(story_dossier: Path, kept: dragoman.OpenDossier, tmp_path: Path) -> None:
    run("export", "parquet", tmp_path, "--dossier", story_dossier)
    for name in TABLES:
        table = getattr(kept, name.replace("-", "_"))
        written = polars.read_parquet(tmp_path / f"{name}.parquet")
        assert table.to_polars().equals(written) and table.columns == columns(name)
        pandas, arrow = table.to_pandas(), table.to_arrow()
        assert list(pandas.columns) == arrow.column_names == written.columns
        assert polars.DataFrame(arrow).equals(written)
        assert len(pandas) == len(written) == len(table)
    events = kept.events.to_pandas()
    assert events["fact"].sum() == sum(e.fact for e in kept.events) and events["lat"].dtype == "float64"
    assert events["date"].isna().sum() == sum(e.date is None for e in kept.events) and events["actors"][0] == list(kept.events[0].actors)
    assert kept.events(report="none").to_pandas().dtypes.astype(str).to_dict() == events.dtypes.astype(str).to_dict()


@pytest.mark.parametrize(("part", "method"), [("pandas", "to_pandas"), ("pyarrow", "to_arrow")])
def test_a_frame_without_its_library_says_what_to_install(
    kept: dragoman.OpenDossier, monkeypatch: pytest.MonkeyPatch, part: str, method: str
) -> None:
    monkeypatch.setitem(sys.modules, part, None)
    with pytest.raises(dragoman.SetupError, match=f"pip install {part}"):
        getattr(kept.events, method)()


def test_what_is_no_dossier_is_refused_and_records_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(dragoman.StoreError, match="there is no dossier"):
        dragoman.open(tmp_path / "none.db")
    dossier = dragoman.open(stories()[:1])
    where = Path(str(dossier._store.where))
    assert where.exists()
    dossier.close()
    assert not where.parent.exists()

    def broken() -> Iterator[dragoman.Record]:
        nonlocal where
        yield stories()[0]
        raise KeyError("broken")

    with pytest.raises(KeyError):
        dragoman.open(broken())
