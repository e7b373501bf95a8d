"""Steps by which a deed gets the other one of two states, each on sides as the encoder's branch has read them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from dragoman.codebook.files import table
from dragoman.reading.events import build
from dragoman.reading.events.arguments import Arguments
from dragoman.reading.events.concerned import turn_by_soil
from dragoman.reading.events.counterpart import add_counterparts
from dragoman.reading.events.found import Found
from dragoman.reading.events.merge import merge
from dragoman.reading.events.sides import name_sides
from dragoman.reading.events.turned import turn_own, turn_passives
from dragoman.reading.events.wanted import turn_wanted
from tests.conftest import read

_TWO = (
    "Norway and Finland held talks in Riga. Norway's envoy praised Finland's envoy. Finland thanked Norway, and Norway thanked Finland. "
    "Norway wrote to Finland, and Finland wrote to Norway. "
)


@dataclass(frozen=True)
class Bench:
    """A report's cast on which steps are tried."""

    args: Arguments

    def event(self, kind: str, word: str, actor: str | None, recipient: str | None) -> Found:
        """An event at a word between somebody of two states, as the branch would have it."""
        cast = self.args.cast
        trigger = max(t for t in cast.doc if t.text == word)
        sides = [self.somebody(state, trigger.sent.start) if state else [] for state in (actor, recipient)]
        place = [(trigger.idx, trigger.idx + len(trigger))]
        return Found(kind, trigger.i, sides[0], sides[1], "asserted", "branch", place, tokens={trigger.i})

    def somebody(self, state: str, start: int) -> list[int]:
        """Whoever of a state stands in the sentence that begins at a token, else the state."""
        here = [
            m.entity for m in self.args.cast.mentions if m.start >= start and self.args.cast.country_of(m.entity) == state and not m.place
        ]
        return here[:1] or [self.args.cast.state(state)]

    def sides(self, event: Found) -> tuple[set[str], set[str]]:
        return self.args.cast.countries(event.actors), self.args.cast.countries(event.recipients)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Bench]:
    """Makes the bench of a sentence in a report on Norway and Finland."""
    met: list[Arguments] = []

    def look(events: list[Found], args: Arguments) -> None:
        met.append(args)
        name_sides(events, args)

    monkeypatch.setattr(build, "name_sides", look)

    def made(text: str) -> Bench:
        read(_TWO + text, "2024-05-07")
        return Bench(met[-1])

    return made


@pytest.mark.parametrize(
    ("text", "word", "kind", "actors"),
    [
        ("A Finnish teacher was refused entry on Monday.", "refused", "REJECT", {"NOR"}),
        ("The foreign ministry of Finland refused a Finnish teacher a passport.", "refused", "REJECT", {"FIN"}),
        ("It blamed the Finnish navy for the collision.", "blamed", "ACCUSE", {"NOR"}),
        ("Finland's opposition blamed the Finnish navy for the collision.", "blamed", "ACCUSE", {"FIN"}),
    ],
)
def test_nobody_is_read_as_doing_it_to_his_own_who_is_only_named_as_hit(
    bench: Callable[[str], Bench], text: str, word: str, kind: str, actors: set[str]
) -> None:
    tried = bench(text)
    event = tried.event(kind, word, "FIN", "FIN")
    turn_own([event], tried.args.cast)
    add_counterparts([event], tried.args.cast)
    assert tried.sides(event) == (actors, {"FIN", "NOR"} - actors)


@pytest.mark.parametrize(
    ("text", "actors"), [("Two Finnish sailors were held on Monday.", {"NOR"}), ("Two sailors were held on Monday.", {"FIN"})]
)
def test_the_held_do_not_hold(bench: Callable[[str], Bench], text: str, actors: set[str]) -> None:
    tried = bench(text)
    event = tried.event("COERCE", "held", "FIN", None)
    turn_passives([event], tried.args.cast)
    assert tried.sides(event)[0] == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("He was arrested in Bergen on Monday.", {"NOR"}),
        ("He was arrested at Bergen airport on Monday.", {"NOR"}),
        ("He was arrested in Turku on Monday.", {"FIN"}),
        ("He was arrested in Bergen by Finnish police on Monday.", {"FIN"}),
        ("He was arrested for what he wrote of Bergen.", {"FIN"}),
    ],
)
def test_who_holds_somebody_is_where_that_is_done(bench: Callable[[str], Bench], text: str, actors: set[str]) -> None:
    tried = bench(text)
    event = tried.event("COERCE", "arrested", "FIN", "NOR")
    turn_by_soil([event], tried.args)
    assert tried.sides(event)[0] == actors


@pytest.mark.parametrize(
    ("text", "word", "kind", "actors"),
    [
        ("Norway demanded compensation and the release of the crew.", "release", "RETREAT", {"FIN"}),
        ("Norway announced compensation and the release of the crew.", "release", "RETREAT", {"NOR"}),
        ("Norway insisted on an apology.", "apology", "CONCEDE", {"FIN"}),
        ("Norway worked on an apology.", "apology", "CONCEDE", {"NOR"}),
        ("Norway welcomed the release by Norwegian courts of the crew.", "release", "RETREAT", {"NOR"}),
        ("Norwegian help was wanted by Finland.", "help", "AID", {"NOR"}),
    ],
)
def test_what_one_side_wants_is_for_the_other_to_do(
    bench: Callable[[str], Bench], text: str, word: str, kind: str, actors: set[str]
) -> None:
    tried = bench(text)
    event = tried.event(kind, word, "NOR", "FIN")
    turn_wanted([event], tried.args.cast)
    assert tried.sides(event) == (actors, {"FIN", "NOR"} - actors)


@pytest.mark.parametrize("which", ["example", "counter"])
def test_words_of_wanting(bench: Callable[[str], Bench], which: str) -> None:
    told = table("events")["wanted"][which]
    tried = bench(told["text"])
    event = tried.event(told["kind"], "apology", "NOR", "FIN")
    turn_wanted([event], tried.args.cast)
    assert tried.sides(event)[0] == {told["doer"]}


def test_whoever_a_passive_names_as_doing_it_is_joined_by_nobody_of_the_side_that_is_hit(bench: Callable[[str], Bench]) -> None:
    tried = bench("A Finnish drone was brought down by a gun of the Norwegian army.")
    event = tried.event("ASSAULT", "brought", "NOR", "FIN")
    event.actors = [*tried.somebody("NOR", 0), tried.args.cast.state("FIN")]
    name_sides([event], tried.args)
    assert tried.sides(event) == ({"NOR"}, {"FIN"})


def test_a_state_that_was_only_supposed_gives_way_to_whoever_of_it_is_named(bench: Callable[[str], Bench]) -> None:
    tried = bench("A Finnish drone was damaged when it was downed by Norwegian gunners.")
    cast = tried.args.cast
    named = tried.event("ASSAULT", "downed", "NOR", "FIN")
    supposed = tried.event("ASSAULT", "damaged", "NOR", "FIN")
    supposed.actors = [cast.state("NOR")]
    (event,) = merge(cast.doc, [supposed, named], cast, frozenset())
    assert event.actors == named.actors != [cast.state("NOR")]
