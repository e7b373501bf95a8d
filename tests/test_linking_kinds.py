"""Kinds of real reports that linking has to bring together or keep apart: an office's own statement, promises and what became of them."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from dragoman.codebook.gazetteer import official_voice
from dragoman.codebook.linking import called_off, said_on, steps_in, undone, unkept
from dragoman.intake.collect import collect
from dragoman.intake.source import Source
from dragoman.linking.agreements import edge
from dragoman.linking.events import SAME
from dragoman.linking.evidence import decide
from dragoman.linking.index import Node
from dragoman.linking.link import link
from dragoman.linking.mentions import Mention, Step
from dragoman.linking.views.deeds import judge
from dragoman.linking.views.ledger import follow
from dragoman.linking.views.promises import Promise, promised
from dragoman.model.dossier import Dossier, Evidence, LinkedEvent, Thread
from dragoman.model.record import Record, Stage
from dragoman.reading.read import read_source
from tests.conftest import EXAMPLES
from tests.test_evidence import score, side, told


def account(report: str, item: str, name: str, stage: str, date: str | None, instrument: str = "treaty", **changes: Any) -> Node:
    """An agreement of Chad and Libya as one report tells it."""
    body = Mention(
        report=report,
        item=item,
        outlet=f"Paper {report}",
        published="2024-05-07",
        name=name,
        proper=False,
        year=None,
        instrument=instrument,
        parties=(side("TCD", "Chad"), side("LBY", "Libya")),
        stage=stage,
        steps=(Step(stage=stage, date=date, evidence=name),),
        areas=(),
        signatories=(),
        date=date,
        place=None,
        standing="reported",
        evidence=name,
        spans=((0, 5),),
        **changes,
    )
    return Node("agreement", f"{report}/{item}", body, (), ())


def test_a_bare_treaty_beside_a_named_one_is_left_open_in_one_report() -> None:
    named = account("r1", "g1", "grazing treaty", "signed", "2023-09")
    assert edge(named, account("r1", "g2", "Chad–Libya treaty", "in_force", "2024-05-03")) is None
    other = edge(named, account("r1", "g2", "extradition treaty", "in_force", "2024-05-03"))
    assert other is not None and other.verdict == "different"
    again = edge(named, account("r1", "g2", "treaty", "signed", "1998"))
    assert again is not None and again.verdict == "different"


def test_a_headline_has_a_name_of_its_own_for_what_its_report_tells_of() -> None:
    named = account("r1", "g1", "agreement on the security of the Zouar road", "drafted", None, "agreement")
    headline = edge(named, account("r1", "g2", "border pact", "drafted", None, "agreement", headlined=True))
    assert headline is not None and headline.verdict == "same"
    below = edge(named, account("r1", "g2", "border pact", "drafted", None, "agreement"))
    assert below is not None and below.verdict == "different"
    older = edge(named, account("r1", "g2", "border pact", "in_force", "1998", "agreement", headlined=True))
    assert older is not None and older.verdict == "different"


def test_instruments_of_ratification_are_no_ratification() -> None:
    assert steps_in("Parliament ratified the treaty in May.") == {"ratified"}
    assert "ratified" not in steps_in("The ministers exchanged the instruments of ratification in Zouar.")


def test_the_day_of_saying_is_not_the_day_of_the_deed() -> None:
    assert said_on("Ten people were killed in the raid, officials said on Wednesday.") == "wednesday"
    assert said_on("The army has flown soldiers to Zouar, the agency reported Tuesday.") == "tuesday"
    assert said_on("Ten people were killed on Sunday, officials said on Wednesday.") is None
    assert said_on("Ten people were killed on Sunday, officials said.") is None
    toll = {"date": "2024-05-15", "published": "2024-05-15", "evidence": "a raid on traders near Zouar"}
    deed = told("r1", date="2024-05-11", published="2024-05-12", evidence="raided traders near Zouar")
    assert decide(deed, told("r2", said_then=True, **toll)) is not None
    assert score(deed, told("r2", said_then=True, **toll)) >= SAME > score(deed, told("r2", **toll))


def test_sides_taken_from_around_a_telling_say_nothing_against_it() -> None:
    """ "Toll of the shelling" tells no side: what was read beside it is not held against "the army shelled the camp"."""
    strike = told("r1", evidence="the army shelled the camp")
    toll: dict[str, Any] = {
        "actors": (side("LBY", "coast guard"),),
        "recipients": (side("TCD", "Chad"),),
        "evidence": "toll of the shelling",
    }
    named = toll | {"evidence": "the coast guard shelled a camp of Chad"}
    assert score(strike, told("r2", **toll)) > score(strike, told("r2", **named))
    far = toll | {"actors": (side("NER"),), "recipients": (side("TCD"),)}  # of another state it counts as ever
    assert score(strike, told("r2", **far)) < SAME


def test_undated_promises_in_other_words_are_two() -> None:
    def pledge(report: str, words: str, date: str | None = None) -> Any:
        return told(report, type="AGREE", modality="planned", date=date, evidence=words, sentence=f"{words}.", recipients=(side("LBY"),))

    lorries = "Chad will send twelve lorries"
    assert score(pledge("r1", lorries), pledge("r2", "Chad will send lorries")) > score(
        pledge("r1", lorries), pledge("r2", "a clinic opens")
    )
    undated = score(pledge("r1", lorries), pledge("r2", "a clinic opens"))
    assert undated < score(pledge("r1", lorries, "2024-09"), pledge("r2", "a clinic opens", "2024-09"))


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ("Ministry of Information of Eritrea", "ERI"),
        ("Ministry of Defence of the Netherlands", "NLD"),
        ("Embassy of Japan in Kenya", None),
        ("The Army Times", None),
        ("Kigali Courier", None),
    ],
)
def test_an_office_of_a_state_speaks_for_it(outlet: str, state: str | None) -> None:
    assert official_voice(outlet) == state


def read(report: str, text: str, published: str, outlet: str) -> Record:
    return read_source(Source(text=text, origin=report, id=report, published=published, outlet=outlet))


def test_a_statement_that_calls_a_story_fabricated_denies_it_for_its_state() -> None:
    claim = read(
        "r1", "SANA'A, March 5 - Eritrean soldiers shelled a Yemeni village on Monday, Yemen's army said.", "2024-03-05", "Tihama News"
    )
    text = (
        "ASMARA, March 6, 2024 - Certain media outlets have been disseminating a fabricated story according to which Eritrean soldiers "
        "shelled a Yemeni village on Monday."
    )
    denial = read("r2", text, "2024-03-06", "Ministry of Information of Eritrea")
    rows = [d for d in link([claim, denial]).disputes if d.event_type == "ASSAULT"]
    assert any("ERI" in {v.country for v in d.denied_by} and "r2" in d.reports for d in rows)


def affair(name: str) -> Dossier:
    """What the reports of one affair say together: wire copy, an office's statement, the other side's denial, what came later."""
    found = collect([str(EXAMPLES / "affairs/index.jsonl")])
    return link(read_source(s) for s in found if isinstance(s, Source) and s.id and s.id.startswith(name))


def test_a_shooting_on_a_river_is_one_dispute_of_four_reports() -> None:
    rows = [d for d in affair("corentyne").disputes if d.event_type == "ASSAULT"]
    assert [(d.actors, len(d.reports)) for d in rows] == [(("SUR",), 4)]
    assert "GUY" in {v.country for v in rows[0].asserted_by} and {v.country for v in rows[0].denied_by} == {"SUR"}


def test_a_pact_under_five_names_is_one_thread_and_the_old_memorandum_another() -> None:
    dossier = affair("nimule")
    pact = max(dossier.agreements, key=lambda t: len(t.reports))
    assert set(pact.reports) == {f"nimule-{n}" for n in range(1, 5)} and {"SSD", "UGA"} == set(pact.parties)
    assert {"signed", "ratified"} <= {s.stage for s in pact.stage_history}
    assert all("2008" not in (s.date or "") for s in pact.stage_history)
    broken = {f.area for f in dossier.follow_through if any(s.report == "nimule-4" for s in f.contradicted)}
    assert "border_security" in broken


def test_what_was_promised_on_a_visit_is_followed_to_its_delay() -> None:
    rows = {f.area: f for f in affair("issyk").follow_through}
    assert {s.report for s in rows["joint_exercises"].contradicted} >= {"issyk-2"}
    assert {s.report for s in rows["arms_transfer"].contradicted} == {"issyk-4"}


def event(**changes: Any) -> LinkedEvent:
    """Something between Chad and Libya that one report tells."""
    words, sentence = changes.pop("words"), changes.pop("sentence")
    plain: dict[str, Any] = {
        "id": "e1",
        "type": "RETREAT",
        "quad": "material_cooperation",
        "modes": (),
        "contexts": (),
        "actors": ("Chad",),
        "actor_countries": ("TCD",),
        "actor_codes": ("TCD",),
        "recipients": ("Libya",),
        "recipient_countries": ("LBY",),
        "recipient_codes": ("LBY",),
        "date": "2024-07-08",
        "place": None,
        "place_country": None,
        "lat": None,
        "lon": None,
        "modality": "asserted",
        "standing": "reported",
        "fact": True,
        "according_to": (),
        "disputed_by": (),
        "killed": None,
        "injured": None,
        "reports": ("r2",),
        "independent_sources": 1,
        "state_media": (),
        "contradictions": (),
        "history": (),
        "evidence": (Evidence(report="r2", outlet=None, published="2024-07-15", words=words, sentence=sentence, spans=((0, 5),)),),
        "told_as": ("r2/e1",),
        "confidence": 0.9,
    }
    return LinkedEvent(**(plain | changes))


def pledge(area: str, said: str) -> Promise:
    return Promise(None, said, ("LBY", "TCD"), area, "2024-02-20", "r1", "2024-02-20", said, said)


def test_soldiers_that_are_still_there_contradict_their_withdrawal_and_no_base() -> None:
    still = event(words="were still in Libya", sentence="Forty soldiers of Chad were still in Libya last week, observers said.")
    done, broken = judge(still, pledge("status_of_forces", "Chad will pull its 160 soldiers out of Libya"))
    assert done is None and broken is not None
    done, broken = judge(still, pledge("status_of_forces", "Libya will let soldiers of Chad use the base"))
    assert broken is None
    assert undone("status_of_forces", "will withdraw its troops", "the troops have not yet left")
    assert not undone("status_of_forces", "will withdraw its troops", "the last troops left on Friday")


class Later:
    """Events that came after a promise, and how many of them were looked at."""

    newest: int | None = None

    def __init__(self, events: list[LinkedEvent]) -> None:
        self.events, self.seen = events, 0

    def later(self, parties: Sequence[str], after: int, area: str) -> Iterator[LinkedEvent]:
        self.seen = 0
        for e in self.events:
            self.seen += 1
            yield e

    def reports_since(self, parties: Sequence[str], after: int) -> int:
        return 0

    def threads_of(self, parties: Sequence[str]) -> tuple[Thread, ...]:
        return ()


def test_the_first_steps_are_those_that_all_begin_with_and_no_more_is_read_for_them() -> None:
    promise = pledge("status_of_forces", "Chad will pull its 160 soldiers out of Libya")
    left = event(id="e1", words="withdrew its soldiers from Libya", sentence=None)
    still = event(id="e2", words="were still in Libya", sentence="Forty soldiers of Chad were still in Libya last week, observers said.")
    since = Later([left, still, left, left, still, still, left])
    whole = follow(promise, since)
    assert (len(whole.carried_out), len(whole.contradicted), since.seen) == (4, 3, 7)
    for most, seen in ((1, 2), (2, 5), (3, 6), (4, 7)):
        first = follow(promise, since, most)
        assert (first.carried_out, first.contradicted) == (whole.carried_out[:most], whole.contradicted[:most])
        assert since.seen == seen


def test_an_accusation_of_not_keeping_to_it_is_a_breach_in_the_words_of_the_area() -> None:
    promise = pledge("air_and_missile_defence", "both will share the information of their radars")
    never = "He accused Libya of never having bought the radars."
    accused = event(type="ACCUSE", quad="verbal_conflict", words="accused Libya", sentence=never)
    assert judge(accused, promise)[1] is not None
    other = event(type="ACCUSE", quad="verbal_conflict", words="accused Libya", sentence="He accused Libya of buying radars too dear.")
    assert judge(other, promise) == (None, None)
    assert called_off("Joint patrols were stopped on Thursday.") and not called_off("The patrol stopped forty boats.")
    assert unkept(never) and not unkept("He accused Libya of buying radars too dear.")


def test_a_promise_told_twice_has_the_areas_of_both_tellings_and_binds_from_its_report() -> None:
    plan = event(
        type="AGREE",
        quad="verbal_cooperation",
        date="2024-12",
        words="will hold a joint exercise",
        sentence="Both will hold a joint exercise.",
    )
    more = Evidence(
        report="r3",
        outlet=None,
        published="2024-07-20",
        words="will go out",
        sentence="Mixed patrols will go out on the lake.",
        spans=((0, 5),),
    )
    found = {p.area: p for p in promised(plan.model_copy(update={"evidence": (*plan.evidence, more)}), ())}
    assert found["joint_exercises"].report == "r2" and found["border_security"].report == "r3"
    assert found["joint_exercises"].date == "2024-07-15"


@pytest.mark.parametrize(("told", "stage"), [((), "signed"), (("drafted",), "agreed")])
def test_an_agreement_whose_stage_no_step_tells(told: tuple[str, ...], stage: str) -> None:
    record = read_source(Source("Kenya and Chad signed a border pact in Nairobi on 5 May 2021.", "w", published="2021-05-06"))
    (pact,) = record.agreements
    steps = tuple(Stage(stage=one, date=None, evidence=pact.evidence) for one in told)
    bare = pact.model_copy(update={"stage": "agreed", "stage_history": steps})
    (thread,) = link([record.model_copy(update={"agreements": (bare,)})]).agreements
    assert thread.stage == stage and thread.stage in {step.stage for step in thread.stage_history}
