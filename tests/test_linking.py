"""Records to a dossier: the stories told by several reports, in any order, in memory and on disk."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.evaluation.pairwise import pairwise
from dragoman.evaluation.stories import score_dossier
from dragoman.evaluation.synthetic import Generator
from dragoman.intake.source import Source
from dragoman.linking.alignment import align, sentences
from dragoman.linking.cluster import components, partition
from dragoman.linking.credits import credits
from dragoman.linking.index import Edge
from dragoman.linking.link import compose, link, linked
from dragoman.linking.times import days, gap, iso
from dragoman.linking.views.officials import in_office
from dragoman.model import Actor, Event, Record, Statement
from dragoman.model.dossier import Dossier
from dragoman.model.record import Report
from dragoman.reading.read import read_source
from dragoman.store import Store
from tests.conftest import EXAMPLES, stories

STORIES = EXAMPLES / "stories"


def of(*ids: str) -> list[Record]:
    return [r for r in stories() if r.report.id.startswith(ids)]


def test_an_agreement_goes_from_draft_to_force() -> None:
    thread = link(of("moyale")).agreements[0]
    assert [s.stage for s in thread.stage_history] == ["drafted", "signed", "ratified"]
    assert thread.stage == "ratified" and len(thread.reports) == 5 and thread.independent_sources == 2
    assert {a.area: set(a.outlets) for a in thread.named_by}["joint_exercises"] == {"The Rift Valley Courier", "Horn Dispatch"}


def test_two_agreements_of_one_pair_stay_apart() -> None:
    threads = link(of("hanoi")).agreements
    assert sorted((t.instrument, t.reports) for t in threads) == [
        ("memorandum_of_understanding", ("hanoi-1", "hanoi-4")),
        ("protocol", ("hanoi-2", "hanoi-3")),
    ]


def test_what_reports_of_a_day_say_differently_is_kept() -> None:
    thread = link(of("aden")).agreements[0]
    assert len(thread.reports) == 3 and thread.stage == "signed"
    assert {c.field for c in thread.contradictions} == {"stage", "date"}


def test_a_dispute_is_settled_by_admission_and_only_then() -> None:
    found = linked(of("batken"))
    assert [t.status for t in compose(found).disputes[0].history] == ["attributed", "disputed", "attributed"]
    before = compose(found.until("2022-02-20")).disputes[0]
    assert before.status == "disputed" and "batken-4" not in before.reports


def test_a_denial_of_who_is_no_denial_of_what() -> None:
    dispute = link(of("kalbajar")).disputes[0]
    assert dispute.about == "actor" and dispute.actors == ("AZE",) and dispute.independent_sources == 3
    assert [v.country for v in dispute.denied_by] == ["AZE"]


def test_copies_are_one_source() -> None:
    dossier = link(of("wire"))
    assert [(s.cluster, s.origin) for s in dossier.sources] == [(("wire-1", "wire-2", "wire-3"), "wire-1")]
    visit = next(e for e in dossier.events if e.type == "CONSULT")
    assert len(visit.reports) == 4 and visit.independent_sources == 2


WIRE = (
    "ACCRA, May 6 (CPA) - Ghana has sent 40 engineers and two bridging lorries to Togo, two officials said, after floods cut the road to Kpalime. "
    "The engineers crossed at Aflao on Sunday night and were put up in a school, said a Togolese colonel who asked not to be named. "
    "Interior Minister Kodjo Amegan thanked Accra for the help and said the bridge would be open by 20 May. "
    "The last joint work of the two armies was a ferry at Tokor in 2019."
)
REWORDED = (
    "Some 40 Ghanaian engineers with two bridging lorries are now in Togo, where floods have cut the Kpalime road, two officials disclosed. "
    "A colonel of Togo, who would not be named, said that they had crossed at Aflao on Sunday night and sleep in a school. "
    "Kodjo Amegan, the Interior Minister, expressed thanks to Accra for its help; the bridge, he said, opens by 20 May. "
    "A ferry at Tokor in 2019 had been the last work that both armies did together."
)
OWN = (
    "Villagers near Kpalime watched Ghanaian soldiers unload steel beams on Monday. The road has been under water since Thursday, said a teacher, Afi Mensah. "
    "An army engineer put the width of the gap at 30 metres. Togo's government has asked Benin and Ghana for help, its spokesman told this newspaper. "
    "Traders complained that onions rot in their lorries at the frontier."
)


def test_a_reworded_copy_is_one_source_and_an_own_report_is_not() -> None:
    texts = {"full": WIRE, "reworded": REWORDED, "own": OWN}
    records = [
        Record(version="test", report=Report(id=i, origin=i, outlet=f"Paper {i}", published="2024-05-07", language="en", text=t))
        for i, t in texts.items()
    ]
    assert [s.cluster for s in link(records).sources] == [("full", "reworded")]


def test_sentences_are_aligned_in_either_order() -> None:
    a, b, c = (sentences(t) for t in (WIRE, REWORDED, OWN))
    assert align(a, b) == align(b, a) and align(a, b).share >= 0.5 and align(a, b).in_order == align(a, b).sentences
    assert align(a, c).share < 0.25


def test_only_who_is_reported_from_is_credited() -> None:
    assert credits(WIRE) == {"CPA"} and credits("By CPA\n\nRain fell.") == {"CPA"} and credits("The ferry sank. - CPA") == {"CPA"}
    assert not credits("The minister told CPA that he knew nothing. Paper (4 pages) - free.")


def test_reports_that_credit_one_outlet_are_one_source() -> None:
    texts = [
        "Chad and Libya signed a border accord in Tripoli on Monday, Al Mayadeen reported. Patrols begin soon.",
        "According to Al Mayadeen, a frontier agreement was signed in Tripoli on Monday by Chad and Libya, and both welcomed it.",
    ]
    records = [
        read_source(Source(text=t, origin=str(i), id=f"m{i}", published="2024-05-07", outlet=f"Paper {i}")) for i, t in enumerate(texts)
    ]
    if not all(r.report.via for r in records):
        records = [r.model_copy(update={"report": r.report.model_copy(update={"via": ("Al Mayadeen",)})}) for r in records]
    dossier = link(records)
    assert dossier.sources[0].cluster == ("m0", "m1") and dossier.sources[0].origin is None
    assert all(e.independent_sources == 1 for e in dossier.events)


def test_state_media_of_a_party_are_marked() -> None:
    text = "Iran and Oman held a joint naval exercise in the Gulf of Oman on Monday."
    record = read_source(Source(text=text, origin="x", id="x", published="2024-05-07", outlet="IRNA"))
    assert all(e.state_media == ("x",) for e in link([record]).events)


def test_who_held_an_office_on_a_day() -> None:
    rows = list(link(of("lima")).officials)

    def ministers(day: str) -> list[str]:
        return [o.holder for o in in_office(rows, day) if o.country == "PER"]

    assert ministers("2021-09-30") == ["Walter Ayala"] and ministers("2022-06-01") == ["Juan Carrasco"] and ministers("2020-01-01") == []
    assert next(o for o in rows if o.holder == "Walter Ayala").successor == "Juan Carrasco"


def test_the_ledger_tells_deeds_from_breaches_and_silence() -> None:
    rows = {(f.parties, f.area): f for f in link(of("torkham", "moyale")).follow_through}
    kept = rows[("PAK", "AFG"), "border_security"]
    assert [s.report for s in kept.carried_out] == ["torkham-2"] and [s.report for s in kept.contradicted] == ["torkham-3"]
    silent = rows[("KEN", "ETH"), "training"]
    assert not (silent.carried_out or silent.contradicted) and silent.reports_since == 3 and (silent.days_since or 0) > 200


def test_somebody_killed_holds_no_office_any_more() -> None:
    text = "A US drone strike killed Iranian Quds Force commander General Qassem Soleimani in Baghdad on Friday, Iraq's army said."
    record = read_source(Source(text=text, origin="x", published="2020-01-04"))
    rows = [o for o in link([record]).officials if "Soleimani" in o.holder]
    assert rows and all(o.status == "former" for o in rows)


def test_seeds(shared: Path) -> None:
    """One signed agreement and one drafted plan, kept apart; three ministers; the ledger of the first; the killing disputed."""
    published = {"report_2017": "2017-07-23", "report_2020": "2020-11-15"}
    records = [
        read_source(Source(text=(shared / "seeds" / f"{i}.txt").read_text(encoding="utf8"), origin=i, id=i, published=day))
        for i, day in published.items()
    ]
    dossier = link(records)
    assert sorted((t.stage, t.reports) for t in dossier.agreements) == [("drafted", ("report_2020",)), ("signed", ("report_2017",))]
    shamkhani = [p for p in dossier.people if "Shamkhani" in p.name]
    assert len(shamkhani) == 1 and len(shamkhani[0].reports) == 2 and "supreme national security council" in shamkhani[0].offices[0]
    ministers = [(o.country, o.holder, o.from_) for o in dossier.officials if "defense minister" in o.office]
    assert ministers == [
        ("IRN", "Hossein Dehqan", "2017-07-23"),
        ("IRQ", "Irfan Al Hayali", "2017-07-23"),
        ("IRQ", "Juma Anad Saadoun", "2020-11-15"),
    ]
    ledger = {f.area: f for f in dossier.follow_through if f.committed.date == "2017-07-23"}
    assert len(ledger) == 7 and ledger["border_security"].taken_up and ledger["consultation"].carried_out
    dispute = dossier.disputes[0]
    assert (
        dispute.status == "disputed" and dispute.asserted_by[0].name == "New York Times" and "foreign ministry" in dispute.denied_by[0].name
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(rng: random.Random) -> None:
    records = list(stories()) + list(Generator(3).records(60))
    rng.shuffle(records)
    assert link(records) == in_order()


@cache
def in_order() -> Dossier:
    return link([*stories(), *Generator(3).records(60)])


def test_a_dossier_on_disk_says_the_same_whatever_came_first(tmp_path: Path) -> None:
    records = [*stories(), *Generator(3).records(60)]
    random.Random(5).shuffle(records)
    with Store(tmp_path / "x.db") as store:
        for record in records:
            store.add(record)
        for record in records[10:20]:  # read again: nothing changes
            store.add(record)
        assert compose(store.linked()) == in_order()


def test_reading_again_differently_undoes_what_was_linked(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        for record in of("tehran", "lima"):
            store.add(record)
        empty = of("lima-2")[0].model_copy(update={"events": (), "actors": (), "statements": (), "agreements": ()})
        store.add(empty)
        assert compose(store.linked()) == link([*of("tehran", "lima-1", "lima-3"), empty])


def test_killed_in_the_middle_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    code = "from pathlib import Path\nfrom dragoman.evaluation.synthetic import Generator\nfrom dragoman.store import Store\nimport sys\nwith Store(Path(sys.argv[1])) as s:\n    for r in Generator(4).records(100000):\n        s.add(r)\n        print(r.report.id, flush=True)\n"
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said = [process.stdout.readline().strip() for _ in range(15)]
            time.sleep(random.Random(len(said)).random() / 50)
            os.kill(process.pid, signal.SIGKILL)
            said += process.stdout.read().split()
        with sqlite3.connect(path) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with Store(path) as store:
            records = store.records()
            assert {r.report.id for r in records} >= {i for i in said if i}
            assert compose(store.linked()) == link(records)


def test_an_acronym_and_its_body_are_one() -> None:
    texts = [
        "Iran's Supreme National Security Council met on Monday. The Supreme National Security Council urged Iraq to close the crossing.",
        "The Supreme National Security Council accused Israel of the raid, Iran said on Monday.",
        "The European Union urged Iran to talk on Monday. The EU praised Oman.",
    ]
    dossier = link(read_source(Source(text=t, origin=str(i), id=f"o{i}", published="2024-05-07")) for i, t in enumerate(texts))
    unions = [o for o in dossier.organizations if "European Union" in o.names]
    assert len(unions) == 1 and unions[0].code == "IGOEUN"
    actors = (
        Actor(
            id="a1",
            name="Supreme National Security Council",
            kind="organization",
            country="IRN",
            sector="GOV",
            code="IRNGOV",
            mentions=((0, 4),),
        ),
        Actor(id="a2", name="SNSC", kind="organization", country="IRN", sector="GOV", code="IRNGOV", mentions=((0, 4),)),
        Actor(id="a3", name="SNSC", kind="organization", mentions=((0, 4),)),
    )
    record = of("lima-1")[0].model_copy(update={"actors": actors, "events": (), "statements": (), "agreements": ()})
    councils = link([record]).organizations
    assert {o.names for o in councils} >= {("SNSC", "Supreme National Security Council")}


def telling(report: str, day: str, speaker: str, country: str, *, denies: bool = False, sector: str = "GOV") -> Record:
    """A record of one state's word on one strike."""
    text = "Strike on the camp. They said so."
    spans = ((0, 18),)
    return Record(
        version="test",
        report=Report(id=report, origin="test", outlet=f"Paper {report}", published=day, language="en", text=text),
        actors=(
            Actor(id="a1", name="Chad", kind="government", country="TCD", sector="GOV", code="TCD", mentions=spans),
            Actor(id="a2", name="Libya", kind="government", country="LBY", sector="GOV", code="LBY", mentions=spans),
            Actor(id="a3", name=speaker, kind="group", country=country, sector=sector, code=f"{country}{sector}", mentions=spans),
        ),
        statements=(
            Statement(
                id="s1",
                speaker="a3",
                speaker_span=((20, 24),),
                kind="deny" if denies else "claim",
                quote="indirect",
                cue=((25, 29),),
                content=spans,
                read_by="test",
                confidence=1,
            ),
        ),
        events=(
            Event(
                id="e1",
                type="ASSAULT",
                quad="material_conflict",
                actors=("a1",),
                recipients=("a2",),
                date="2024-05-06",
                modality="asserted",
                standing="disputed" if denies else "attributed",
                according_to=() if denies else ("s1",),
                disputed_by=("s1",) if denies else (),
                evidence=spans,
                read_by="test",
                confidence=1,
            ),
        ),
    )


def test_a_claim_taken_back_is_none_from_that_day_on() -> None:
    claim = telling("r1", "2024-05-07", "Libyan army", "LBY", sector="MIL")
    denial = telling("r2", "2024-05-08", "Chad", "TCD", denies=True)
    retraction = telling("r3", "2024-05-20", "Libyan government", "LBY", denies=True)
    assert link([claim, denial]).disputes[0].status == "disputed"
    history = [t.status for t in link([claim, denial, retraction]).disputes[0].history]
    assert history[:2] == ["attributed", "disputed"] and "attributed" not in history[2:]


def test_rebels_do_not_admit_for_their_state() -> None:
    denial = telling("r1", "2024-05-07", "Chad", "TCD", denies=True)
    rebels = telling("r2", "2024-05-20", "FACT rebels", "TCD", sector="REB")
    army = telling("r3", "2024-05-21", "Chadian army", "TCD", sector="MIL")
    assert link([denial, rebels]).disputes[0].status == "disputed"
    assert link([denial, rebels, army]).disputes[0].status == "attributed"


def test_clusters_never_join_what_was_decided_to_differ() -> None:
    edges = [Edge("a", "b", "same", 0.9, ""), Edge("b", "c", "same", 0.8, ""), Edge("a", "c", "different", 0.0, "")]
    assert components("abc", edges) == [["a", "b", "c"]]
    assert partition("abc", edges) == [["a", "b"], ["c"]]
    torn = [Edge("a", "b", "same", 0.8, ""), Edge("b", "c", "same", 0.8, ""), Edge("a", "c", "different", 0.0, "")]
    assert partition("abc", torn) == [["a"], ["b"], ["c"]]


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["same", "unsure", "different"]), st.sampled_from([0.6, 0.8, 0.9])),
        max_size=20,
    ),
    st.randoms(),
)
def test_partition_keeps_every_node_once_in_any_order(raw: list[tuple[int, int, str, float]], rng: random.Random) -> None:
    seen: dict[tuple[str, str], Edge] = {}
    for a, b, verdict, score in raw:
        if a != b:
            low, high = sorted((str(a), str(b)))
            seen.setdefault((low, high), Edge(low, high, verdict, score, ""))  # type: ignore[arg-type]
    edges, ids = list(seen.values()), [str(i) for i in range(8)]
    first = partition(ids, edges)
    rng.shuffle(edges)
    rng.shuffle(ids)
    assert partition(ids, edges) == first
    assert sorted(i for c in first for i in c) == sorted(ids)
    assert not any(e.verdict == "different" and e.a in c and e.b in c for e in edges for c in first)


def test_dates_as_spans_of_days() -> None:
    assert days("XXXX-08") is None and days(None) is None
    year, month, day = days("2016"), days("2016-02"), days("2016-02-29")
    assert year and month and day and year[0] <= month[0] <= day[0] == day[1] == month[1] <= year[1]
    assert gap(day, days("2016-03-02") or day) == 2 and gap(year, month) == 0 and iso(day[0]) == "2016-02-29"


def test_pairs_are_counted_without_listing_them() -> None:
    figure, wrong = pairwise([["a", "b"], ["c", "d"]], {"a": 1, "b": 1, "c": 1})
    assert figure == 100 * 2 * 1 / (2 + 3)
    assert wrong == ["missed: c = d", "joined: a = c"]
    assert pairwise([["a"], ["b"]], {"a": 1, "b": 2}) == (100.0, [])


def test_a_wrong_dossier_is_scored_as_wrong() -> None:
    gold = json.loads((STORIES / "gold.json").read_text(encoding="utf8"))
    figures, missed = score_dossier(gold, link([]), [r.report.id for r in stories()])
    assert missed and max(v for k, v in figures.items()) == 0
