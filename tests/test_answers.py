"""Answers in tables: made anew where something changed, they are what linking everything at once gives."""

import random
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from dragoman.evaluation.synthetic import Generator
from dragoman.linking.link import compose, link, linked
from dragoman.linking.views.happenings import event_position
from dragoman.model import Record
from dragoman.model.dossier import Dossier
from dragoman.store import Store, schema
from dragoman.store.filters import Filter
from dragoman.store.queries import Cut
from tests.conftest import stories

KINDS = ("agreements", "disputes", "people", "organizations", "officials", "sources", "follow-through", "events")
_AS_OF = tuple(kind for kind in KINDS if kind != "officials")


EVERYTHING = Filter()


def rows(d: Dossier, kind: str) -> list[dict[str, Any]]:
    return [x.row() for x in getattr(d, kind.replace("-", "_"))]


def same(store: Store, kind: str, d: Dossier, f: Filter = EVERYTHING, keep: Callable[[Any], bool] = lambda row: True) -> bool:
    expected = [row for row in rows(d, kind) if keep(row)]
    got = store.every(kind, f)
    return [{k: v for k, v in g.items() if k in e} for g, e in zip(got, expected, strict=False)] == expected and len(got) == len(expected)


def fill(path: Path, records: list[Record], batch: bool) -> Store:
    store = Store(path)
    if not batch:
        for record in records:
            store.add(record)
        return store
    with store.batch() as add:
        for record in records:
            add(record)
    return store


@pytest.mark.parametrize("batch", [True, False])
def test_the_stories_say_in_tables_what_they_say_in_memory(tmp_path: Path, batch: bool) -> None:
    records = list(stories())
    random.Random(batch).shuffle(records)
    with fill(tmp_path / "x.db", records, batch) as store:
        d = link(stories())
        assert {kind: same(store, kind, d) for kind in KINDS} == dict.fromkeys(KINDS, True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1000), rng=st.randoms(use_true_random=False), twice=st.lists(st.integers(0, 39), max_size=6))
def test_any_order_and_any_reading_again_give_what_linking_at_once_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int, rng: random.Random, twice: list[int]
) -> None:
    records = list(Generator(seed).records(40))
    order = [*records, *(records[i] for i in twice)]
    rng.shuffle(order)
    with fill(tmp_path_factory.mktemp("p") / "x.db", order, batch=False) as store:
        d = link(records)
        assert {kind: same(store, kind, d) for kind in KINDS} == dict.fromkeys(KINDS, True)


@pytest.mark.parametrize("day", ["2019-01-01", "2022-02-20", "2022-10-01"])
def test_as_of_a_day_nothing_later_is_known(story_dossier: Path, day: str) -> None:
    before = compose(linked(stories()).until(day))
    with Store(story_dossier) as store:
        for kind in KINDS:
            if kind != "officials":
                assert same(store, kind, before, Filter.of(as_of=day)), kind


@pytest.mark.parametrize("left", [False, True])
def test_what_was_known_on_any_day_is_what_linking_it_gives(tmp_path: Path, left: bool) -> None:
    """Also while linking has left answers to be made later."""
    records = list(Generator(4).records(80))
    days = sorted(r.report.published or "" for r in records)
    whole = linked(records)
    with fill(tmp_path / "x.db", records, batch=True) as store:
        if left:
            with store.writing() as db:
                db.execute(insert(schema.link_changed), [{"kind": "event", "first": c.nodes[0].id} for c in whole.of("event")[:3]])
        for day in (days[20], days[60]):
            before = compose(whole.until(day))
            assert {kind: same(store, kind, before, Filter.of(as_of=day)) for kind in _AS_OF} == dict.fromkeys(_AS_OF, True)


@pytest.mark.parametrize("pair", [("KEN", "ETH"), ("KGZ", "TJK"), ("IND", "PAK"), ("ARM", "AZE")])
def test_two_states_as_of_a_day(story_dossier: Path, pair: tuple[str, str]) -> None:
    """A part of the dossier is looked at, and says the same of the two states as the whole."""
    day = "2022-02-20" if pair == ("KGZ", "TJK") else "2022-10-01"
    before = compose(linked(stories()).until(day))

    def takes_part(row: dict[str, Any]) -> bool:
        voices = [v["country"] for side in ("asserted_by", "denied_by") for v in row.get(side, ())]
        states = row.get("parties") or [
            *(row.get("actor_countries") or row["actors"]),
            *(row.get("recipient_countries") or row["recipients"]),
            *voices,
        ]
        return set(pair) <= set(states)

    with Store(story_dossier) as store:
        for kind in ("agreements", "disputes", "follow-through", "events"):
            assert same(store, kind, before, Filter.of(pair, as_of=day), takes_part), kind


def test_pages_follow_one_another_and_miss_nothing(story_dossier: Path) -> None:
    with Store(story_dossier) as store:
        for what in KINDS:
            whole = store.every(what)
            for backward in (False, True):
                found: list[dict[str, Any]] = []
                cut: Cut | None = Cut(7, backward=backward)
                while cut is not None:
                    page = store.ask(what, cut=cut)
                    assert page.total == len(whole) and len(page.rows) <= 7
                    found += page.rows
                    cut = Cut(7, page.next, backward) if page.next else None
                assert found == (whole[::-1] if backward else whole), what


def test_a_cursor_of_another_kind_is_refused(story_dossier: Path) -> None:
    with Store(story_dossier) as store, pytest.raises(ValueError, match="no cursor"):
        store.ask("events", cut=Cut(5, "\u00e9"))


def test_filters_leave_what_is_asked_for(story_dossier: Path) -> None:
    with Store(story_dossier) as store:
        assert {e["type"] for e in store.every("events", Filter(type=("ASSAULT", "AID")))} == {"ASSAULT", "AID"}
        assert all(e["fact"] for e in store.every("events", Filter(facts_only=True)))
        assert all("joint_exercises" in t["areas"] for t in store.every("agreements", Filter(area="joint_exercises")))
        assert all(t["stage"] == "signed" for t in store.every("agreements", Filter(stage=("signed",))))
        assert all(e["place_country"] == "IND" for e in store.every("events", Filter(place_country=("IND",))))
        assert all("KEN" in (*e["actor_countries"], *e["recipient_countries"]) for e in store.every("events", Filter.of(state="Kenya")))
        assert {s["kind"] for s in store.every("statements", Filter(kind=("deny",)))} == {"deny"}
        minister = next(p for p in store.every("people") if p["name"] == "Monica Juma")
        theirs = store.every("events", Filter(person=minister["id"]))
        assert theirs and all("Monica Juma" in (*e["actors"], *e["recipients"]) for e in theirs)
        assert all(d["status"].endswith("disputed") for d in store.every("disputes", Filter(open=True)))
        assert len(store.every("statements", Filter(report="aden-1"))) == len(
            next(r for r in stories() if r.report.id == "aden-1").statements
        )


def test_a_batch_that_was_killed_is_caught_up_on_opening(tmp_path: Path) -> None:
    store = Store(tmp_path / "x.db")
    for record in stories()[:10]:
        store._add(record, later=True)  # as a batch does, which never came to its end
    assert store.ask("events").total == 0
    store.close()
    with Store(tmp_path / "x.db") as again:
        assert {kind: same(again, kind, link(stories()[:10])) for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_a_year_stands_before_its_months_and_days() -> None:
    event = link(stories()).events[0]
    dates = ["2022", "2022-01", "2022-01-02", "2022-02"]
    assert sorted(dates, key=lambda d: event_position(event.model_copy(update={"date": d}))) == dates


def test_without_a_report_everything_is_as_if_it_had_never_been_read(tmp_path: Path) -> None:
    """Also of those whom other reports name in the same words."""
    records = list(Generator(3).records(60))
    with fill(tmp_path / "x.db", records, batch=True) as store:
        for record in records[::7]:
            store.draft("Ana", "not ours", methodcaller("remove", record.report.id))
        d = link(r for n, r in enumerate(records) if n % 7)
        assert {kind: same(store, kind, d) for kind in KINDS} == dict.fromkeys(KINDS, True)
