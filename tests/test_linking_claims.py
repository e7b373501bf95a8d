"""Who stands behind what is disputed: confirmations and charges that tell no event of their own."""

import pytest

from dragoman.codebook.linking import accuses, confirms, said_on
from dragoman.linking.claims import claims
from dragoman.linking.events import SAME, UNSURE
from dragoman.linking.link import link
from dragoman.linking.tellings import tellings
from dragoman.model.record import Actor, ActorKind, Event, Record, Statement, StatementKind
from tests.test_evidence import record, score, told


def actor(text: str, number: int, name: str, kind: ActorKind, country: str) -> Actor:
    spans = tuple((at, at + len(name)) for at in range(len(text)) if text.startswith(name, at))
    return Actor(id=f"a{number}", name=name, kind=kind, country=country, sector="GOV", code=country, mentions=spans)


def statement(text: str, number: int, kind: StatementKind, speaker: str | None, cue: str, content: str) -> Statement:
    start, said = text.index(cue), text.index(content)
    return Statement(
        id=f"s{number}",
        speaker=speaker,
        speaker_span=(),
        kind=kind,
        quote="indirect",
        cue=((start, start + len(cue)),),
        content=((said, said + len(content)),),
        read_by="test",
        confidence=1,
    )


def shelling(rest: str, kind: StatementKind, cue: str, content: str, by: str = "a1") -> Record:
    """Benin's army tells that Togo shelled a post, or that the post was shelled; then somebody says something."""
    text = f"Togo shelled a post at Kara, the army of Benin said. {rest}"
    actors = (
        actor(text, 1, "Togo", "government", "TGO"),
        actor(text, 2, "the army of Benin", "armed_force", "BEN"),
        actor(text, 3, "Two Togolese officials", "group", "TGO"),
    )
    event = Event(
        id="e1",
        type="ASSAULT",
        quad="material_conflict",
        actors=(by,) if by else (),
        recipients=(),
        date="2024-05-06",
        modality="asserted",
        standing="attributed",
        according_to=("s1",),
        evidence=((5, text.index(",")),),
        read_by="test",
        confidence=1,
    )
    first = statement(text, 1, "assert", "a2", "said", "Togo shelled a post at Kara")
    speaker = "a3" if "officials" in rest else "a2"
    return record("r1", text, (event,), (first, statement(text, 2, kind, speaker, cue, content)), actors)


@pytest.mark.parametrize(
    ("rest", "content", "behind"),
    [
        ("Two Togolese officials confirmed the attack.", "the attack", True),
        ("Two Togolese officials confirmed that Kara was hit and the post burned.", "that Kara was hit and the post burned", True),
        ("Nobody, Two Togolese officials not among them, confirmed the attack.", "the attack", False),
        ("Two Togolese officials confirmed that a road would be paved next year.", "that a road would be paved next year", False),
    ],
)
def test_who_confirms_what_was_told_stands_behind_it(rest: str, content: str, behind: bool) -> None:
    found = shelling(rest, "assert", "confirmed", content)
    assert ([s.id for s in claims(found).get("e1", [])] == ["s2"]) is behind
    assert ("Two Togolese officials" in link([found]).events[0].according_to) is behind


@pytest.mark.parametrize(
    ("rest", "cue", "content", "by", "behind"),
    [
        ("It blamed Togo.", "blamed", "Togo", "", True),
        ("It blamed Togo.", "blamed", "Togo", "a1", True),
        ("It blamed Togo.", "blamed", "Togo", "a2", False),
        ("It accused Togo of keeping back the tolls of a bridge.", "accused", "Togo of keeping back the tolls of a bridge", "a1", False),
        ("It urged Togo.", "urged", "Togo", "", False),
    ],
)
def test_a_state_that_accuses_another_lays_the_deed_on_it(rest: str, cue: str, content: str, by: str, behind: bool) -> None:
    text = shelling(rest, "accuse", cue, content, by)
    later = text.model_copy(update={"events": tuple(e.model_copy(update={"according_to": ()}) for e in text.events)})
    assert bool(claims(later)) is behind


def test_sources_without_a_name_take_no_denial_of_their_state_back() -> None:
    confirmed = shelling("Two Togolese officials confirmed the attack. Togo denied it.", "assert", "confirmed", "the attack")
    text = confirmed.report.text
    denial = statement(text, 3, "deny", "a1", "denied", "it.")
    events = tuple(e.model_copy(update={"disputed_by": ("s3",), "standing": "disputed"}) for e in confirmed.events)
    both = confirmed.model_copy(update={"events": events, "statements": (*confirmed.statements, denial)})
    again = shelling("Two Togolese officials confirmed the attack.", "assert", "confirmed", "the attack")
    report = again.report.model_copy(update={"id": "r2", "origin": "r2", "published": "2024-05-09"})
    row = link([both, again.model_copy(update={"report": report})]).disputes[0]
    assert row.status == "disputed" and set(row.reports) == {"r1", "r2"}


def test_words_that_confirm_and_words_that_accuse() -> None:
    assert confirms("confirmed", "Two officials") and confirms("acknowledged", "")
    assert not confirms("would neither confirm nor deny", "The army") and not confirms("confirm", "No one could")
    assert accuses("has laid the blame on") and accuses("pointed the finger at") and accuses("holds the army responsible")
    assert not accuses("said")


def test_the_day_of_a_denial_is_not_that_of_what_is_denied() -> None:
    assert said_on("The army denied on Thursday that its soldiers had crossed the river.") == "thursday"
    assert said_on("The army on Thursday denied that its soldiers had crossed the river.") == "thursday"
    assert said_on("The army denied that its soldiers had crossed the river on Thursday.") is None
    assert said_on("The army denied shelling Kara on Thursday.") is None


def test_the_same_attack_is_the_one_told_before() -> None:
    first = told("r1", date="2024-05-06", place="Zouar", evidence="shelled a camp", sentence="Chad shelled a camp at Zouar.")
    two = {"date": "2024-05-06", "actors": (), "recipients": (), "place": "Sarh"}
    again = told("r1", item="e2", evidence="attack", sentence="Two drovers from Sarh died in the same attack.", **two)
    other = told("r1", item="e2", evidence="attack", sentence="Two drovers from Sarh died in an attack.", **two)
    assert score(first, again) > score(first, other) + 0.3


def test_an_incursion_is_told_as_troops_that_cross_and_as_an_attack() -> None:
    crossed = told("r1", type="MOBILIZE", date="2024-05-06", evidence="crossed the border at Zouar")
    attack = {"type": "ASSAULT", "evidence": "burned eleven houses at Zouar"}
    assert score(crossed, told("r2", date="2024-05-06", **attack)) >= SAME
    assert score(crossed, told("r2", date="2024-05-16", **attack)) < UNSURE


def test_what_is_denied_on_the_day_of_its_report_has_another_day() -> None:
    denied = shelling("It denied it.", "deny", "denied", "it.")
    events = tuple(e.model_copy(update={"date": "2024-05-07", "standing": "disputed", "disputed_by": ("s2",)}) for e in denied.events)
    of_the_day = next(tellings(denied.model_copy(update={"events": events})))
    assert (of_the_day.date, of_the_day.day_told) == ("2024-05-07", None)
    assert next(tellings(shelling("It blamed Togo.", "accuse", "blamed", "Togo"))).day_told == "2024-05-06"
