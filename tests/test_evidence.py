"""What speaks for and against two tellings, accounts or forms being one, each kind of evidence by itself."""

import random
from pathlib import Path
from typing import Any

import pytest

from dragoman.codebook.linking import called_off, chance, near_offices
from dragoman.evaluation.pairs import score_pairs
from dragoman.intake.source import Source
from dragoman.linking.cluster import partition
from dragoman.linking.events import SAME, UNSURE
from dragoman.linking.evidence import decide
from dragoman.linking.index import Edge, Member, Node
from dragoman.linking.link import compose, link
from dragoman.linking.linked import Cluster, Linked
from dragoman.linking.names import agree
from dragoman.linking.people import Person as Form
from dragoman.linking.people import Seen
from dragoman.linking.tellings import Side, Told
from dragoman.linking.views.officials import in_office, officials, people
from dragoman.linking.views.promises import promised
from dragoman.linking.wording import like_stories
from dragoman.model import Actor, Event, Record, Statement
from dragoman.model.dossier import Official
from dragoman.model.record import Affiliation, Report, Role
from dragoman.reading.read import read_source
from dragoman.store import Store
from tests.test_answers import KINDS, same


def side(country: str, name: str = "army") -> Side:
    return Side(name=name, country=country, code=country, named=True, person=False)


def told(report: str, **changes: Any) -> Told:
    """A strike of Chad on Libya, told by one report."""
    plain: dict[str, Any] = {
        "report": report,
        "item": "e1",
        "outlet": f"Paper {report}",
        "published": "2024-05-07",
        "type": "ASSAULT",
        "modes": (),
        "contexts": (),
        "actors": (side("TCD"),),
        "recipients": (side("LBY"),),
        "date": "2024-05-06",
        "place": None,
        "place_country": None,
        "lat": None,
        "lon": None,
        "modality": "asserted",
        "standing": "reported",
        "asserted": (),
        "denied": (),
        "killed": None,
        "injured": None,
        "evidence": "shelled the camp",
        "sentence": "The army shelled the camp.",
        "spans": ((0, 5),),
        "read_by": "test",
        "confidence": 0.9,
    }
    return Told(**(plain | changes))


def score(x: Told, y: Told) -> float:
    found, back = decide(x, y), decide(y, x)
    assert (found is None) == (back is None) and (found is None or back is None or found[0] == back[0])
    return found[0] if found else 0.0


AFFAIR = ("kouri", "bougoudi", "mahamat", "zouar", "tibesti", "wour")


def test_sides_read_wrongly_count_less_in_reports_of_one_affair() -> None:
    wrong = {"actors": (side("SDN"),)}
    assert score(told("r1"), told("r2")) >= SAME
    apart = score(told("r1"), told("r2", **wrong))
    together = score(told("r1", story=AFFAIR), told("r2", story=AFFAIR, **wrong))
    assert apart < SAME <= together
    assert like_stories(AFFAIR, AFFAIR[:2]) and not like_stories(AFFAIR, ("kouri", "sarh", "bongor", "lai", "pala", "doba"))


def test_reports_that_each_know_one_side_are_not_of_other_states() -> None:
    doer = told("r1", recipients=())
    victim, other = told("r2", actors=()), told("r2", actors=(), recipients=(side("NER"),))
    assert score(doer, victim) == score(doer, other) >= UNSURE  # who was hit is unknown to one, who hit to the other
    assert score(told("r1"), other) < score(doer, other)
    mirrored = told("r3", recipients=(side("TCD"),))  # its own people, as a reading may have it
    assert score(told("r1"), mirrored) > score(told("r1"), told("r3", recipients=(side("NER"),)))


def test_a_word_of_its_own_is_compared_with_its_sentence() -> None:
    whole = {"type": "AGREE", "evidence": "will send twelve lorries", "sentence": "Chad will send twelve lorries to Libya."}
    bare = {"type": "AGREE", "evidence": "promised", "sentence": "Chad promised to send twelve lorries in May."}
    other = bare | {"sentence": "Chad promised to open a school near Sabha."}
    assert score(told("r1", **whole), told("r2", **bare)) > score(told("r1", **whole), told("r2", **other))


def test_a_place_that_no_gazetteer_knows_says_little() -> None:
    known = {"place": "Zouar", "place_country": "TCD"}
    other = {"place": "Sarh", "place_country": "TCD"}
    dark = {"place": "Spain"}
    assert score(told("r1", **known), told("r2", **other)) < score(told("r1", **known), told("r2", **dark))
    near = (
        {"place": "A", "place_country": "TCD", "lat": 20.0, "lon": 16.0},
        {"place": "B", "place_country": "TCD", "lat": 20.1, "lon": 16.1},
    )
    assert score(told("r1", **near[0]), told("r2", **near[1])) >= SAME


def test_a_step_of_an_agreement_is_its_parties_step() -> None:
    def ratified(report: str, actor: str, date: str) -> Told:
        return told(
            report, type="SUPPORT", actors=(side(actor),), recipients=(), date=date, evidence="ratified the accord", about=("LBY", "TCD")
        )

    assert score(ratified("r1", "TCD", "2024-03-14"), ratified("r2", "USA", "2024-03")) >= SAME  # a parliament taken for another's
    assert score(ratified("r1", "TCD", "2024-03-14"), ratified("r2", "LBY", "2024-03")) < UNSURE
    signed = told("r3", type="AGREE", evidence="signed the accord", about=("LBY", "TCD"))
    assert score(ratified("r1", "TCD", "2024-05"), signed) == 0.0


def test_a_plan_is_the_promise_and_not_the_deed() -> None:
    plan = told(
        "r1", type="AGREE", modality="planned", date="2024-09", evidence="will send lorries", sentence="Chad will send 12 lorries to Libya."
    )
    promise = told("r2", type="AGREE", date=None, evidence="promised lorries", sentence="Chad promised to send 12 lorries to Libya.")
    deed = told("r3", type="AID", date="2024-09", evidence="sent lorries")
    assert score(plan, promise) > UNSURE - 0.2 and decide(plan, deed) is None


def test_two_days_are_not_joined_by_a_month() -> None:
    pairs = [Edge("a", "b", "same", 0.9, ""), Edge("b", "c", "same", 0.8, "")]
    assert partition("abc", pairs) == [["a", "b", "c"]]
    assert partition("abc", pairs, lambda x, y: {x, y} == {"a", "c"}) == [["a", "b"], ["c"]]


def test_chances_rise_with_scores_and_are_held_against_what_is_one() -> None:
    assert chance(0.3) < 0.3 < 0.5 < chance(SAME) < chance(0.95)
    figures, lines = score_pairs(60)
    assert figures["pairs"] > 0 and figures["brier"] < 20 and all("one event in" in line for line in lines)


def record(report: str, text: str, events: tuple[Event, ...], statements: tuple[Statement, ...], actors: tuple[Actor, ...]) -> Record:
    made = Report(id=report, origin=report, outlet=f"Paper {report}", published="2024-05-07", language="en", text=text)
    return Record(version="test", report=made, actors=actors, statements=statements, events=events)


@pytest.mark.parametrize(("content", "denied"), [("any part in the shelling", True), ("that the minister had resigned", False)])
def test_a_denial_in_words_of_its_own_is_of_the_event_that_it_names(content: str, denied: bool) -> None:
    text = f"Jets shelled a camp. The shelling went on. Chad denied {content}."
    at = text.index(content)
    chad = Actor(id="a1", name="Chad", kind="government", country="TCD", sector="GOV", code="TCD", mentions=((text.index("Chad"), at - 8),))
    jets = Actor(id="a2", name="Jets", kind="armed_force", mentions=((0, 4),))
    strike = Event(
        id="e1",
        type="ASSAULT",
        quad="material_conflict",
        actors=("a2",),
        date="2024-05-06",
        modality="asserted",
        standing="reported",
        evidence=((0, text.index(".")),),
        read_by="test",
        confidence=1,
    )
    denial = Statement(
        id="s1",
        speaker="a1",
        speaker_span=((text.index("Chad"), text.index("Chad") + 4),),
        kind="deny",
        quote="indirect",
        cue=((at - 7, at - 1),),
        content=((at, at + len(content)),),
        read_by="test",
        confidence=1,
    )
    event = link([record("r1", text, (strike,), (denial,), (chad, jets))]).events[0]
    assert (event.standing == "disputed") is denied and event.disputed_by == (("Chad",) if denied else ())


def test_the_state_of_a_person_is_what_the_surest_report_tells() -> None:
    def form(report: str, country: str, basis: str, role: bool) -> Record:
        text = "The minister Idriss Ngarta spoke."
        who = Actor(
            id="a1",
            name="Idriss Ngarta",
            kind="person",
            country=country,
            sector="GOV",
            code=f"{country}GOV",
            roles=(Role(title="minister", office="minister", country=country, status="current", evidence=((4, 12),)),) if role else (),
            affiliation=(Affiliation.model_validate({"country": country, "basis": basis, "evidence": ((4, 12),)}),),
            mentions=((13, 26),),
        )
        return record(report, text, (), (), (who,))

    people = link(
        [form("r1", "SDN", "coreference", True), form("r2", "SDN", "coreference", False), form("r3", "TCD", "counterpart", True)]
    ).people
    assert [(p.name, p.country) for p in people] == [("Idriss Ngarta", "TCD")]
    assert near_offices("chief staff armed forces", "chief staff army") and not near_offices("defense minister", "foreign minister")


@pytest.mark.parametrize(
    ("evidence", "state"),
    [(("Chad's spokesman",), "TCD"), (("the ministers",), "TCD"), (("his Sudanese counterpart",), "TCD"), ((), "SDN")],
)
def test_an_office_tells_the_state_better_than_the_words_around(evidence: tuple[str, ...], state: str) -> None:
    form = Form(name="Idriss Ngarta", country="SDN", offices=(), sector=None)
    role = Role(title="minister", office="minister", country="SDN", status="current", evidence=((0, 5),))
    sure = Seen(name="Idriss Ngarta", roles=(), evidence=(), published=None, basis="coreference", killed=False)
    doubtful = sure.model_copy(update={"roles": (role,) * len(evidence), "evidence": evidence})
    nodes = tuple(Node("person", i, form.model_copy(update={"country": c}), (), ()) for i, c in (("n1", "SDN"), ("n2", "TCD")))
    members = [Member("n1", "r1", "a1", doubtful), Member("n2", "r2", "a1", sure)]
    if evidence == ("the ministers",):
        members.append(Member("n2", "r3", "a1", sure))
    assert people(Linked({"person": [Cluster("person", nodes, tuple(members))]}))[0].country == state


def test_what_somebody_is_now_ends_what_they_were() -> None:
    form = Form(name="Idriss Ngarta", country="TCD", offices=(), sector=None)
    roles = tuple(
        Role(title=o, office=o, country="TCD", status="current", evidence=((0, 5),))
        for o in ("defence minister", "now ambassador to spain")
    )
    seen = Seen(name="Idriss Ngarta", roles=roles, evidence=("defence minister", "now ambassador"), published="2024-05-07", killed=False)
    node = Node("person", "n1", form, (), ())
    rows = officials(Linked({"person": [Cluster("person", (node,), (Member("n1", "r1", "a1", seen),))]}))
    assert {r.office: r.status for r in rows} == {"defence minister": "former", "now ambassador to spain": "current"}


def test_a_particle_that_is_no_given_name_leaves_a_surname_alone() -> None:
    assert agree("Ould Boulama", "Sidi Ould Boulama") == "surname" and agree("Ben Wallace", "Sidi Wallace") == "conflict"


def test_a_term_ends_where_a_report_says_so_and_not_with_the_last_that_shows_it() -> None:
    def term(left: str | None) -> Official:
        return Official(
            office="interior minister", country="TCD", holder="A", from_="2020-01-01", to="2020-01-01", left=left, evidence=(), person="p1"
        )

    assert in_office([term("2023-01-01")], "2020-06-01") and not in_office([term("2023-01-01")], "2023-06-01")
    assert not in_office([term(None)], "2020-06-01")


def test_what_is_called_off_is_told_from_what_is_held() -> None:
    assert called_off("The drill will not take place, the army said.") and called_off("has been taken off the calendar")
    assert not called_off("The drill took place in May.") and not called_off("The postmaster was not there.")


def test_a_plan_of_two_states_is_a_commitment_with_the_areas_of_its_sentence() -> None:
    text = "Chad and Libya will hold a joint exercise in October, the ministry in Ndjamena said on Monday."
    dossier = link([read_source(Source(text=text, origin="p", id="p", published="2024-05-07", outlet="Paper"))])
    event = next(e for e in dossier.events if e.type == "AGREE")
    assert {p.area for p in promised(event, ())} == {"joint_exercises"}
    assert not list(promised(event.model_copy(update={"modality": "negated"}), ()))


def test_the_development_lines_are_one_dossier_in_any_order_and_on_disk(shared: Path, tmp_path: Path) -> None:
    folder = shared / "gold" / "linking" / "reports"
    files = (
        sorted(f for f in folder.glob("*.txt") if f.name.startswith(("k16", "k17", "k18", "k24", "k25", "k26"))) if folder.is_dir() else []
    )
    if not files:
        pytest.skip("the development lines are not here")
    records = [
        read_source(Source(text=f.read_text(encoding="utf8"), origin=f.name, id=f.stem, published=f"2024-02-1{n}", outlet=f"Paper {n}"))
        for n, f in enumerate(files)
    ]
    whole, turned = link(records), list(records)
    random.Random(4).shuffle(turned)
    assert link(turned) == whole
    with Store(tmp_path / "x.db") as store:
        for r in turned:
            store.add(r)
        assert compose(store.linked()) == whole
        assert {kind: same(store, kind, whole) for kind in KINDS} == dict.fromkeys(KINDS, True)
