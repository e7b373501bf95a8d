"""Whom a deed of one state concerns where its clause does not say: in a report on two states, the other one."""

from collections import Counter

from dragoman.codebook.frames import reciprocal_types
from dragoman.reading.cast import Cast
from dragoman.reading.events.found import Found

LEAST_MENTIONS = 3
"""Mentions that each of the two states must have."""
BESIDE = 0.5
"""Share of the second state's mentions that a third may have at most."""
_SAID = ("ACCUSE", "REQUEST")
"""What a third state tells both sides where it names neither."""
_SHOT_OR_GIVEN = ("ASSAULT", "AID")
"""What concerns the other side where nobody at all is named as hit or helped."""
_AGAINST = ("ACCUSE", "REJECT", "ASSAULT", "COERCE", "SANCTION", "THREATEN", "REQUEST", "MOBILIZE", "RETREAT")
"""What is done against the other state of the two rather than against a third one that no phrase surely names."""
_INWARD = ("PROTEST",)
"""What is done at home, or to whom the clause leaves open."""


def add_counterparts(events: list[Found], cast: Cast) -> None:
    """Give a one-sided deed the other state of a report on two: "Ambria recalled its ambassador" in a report on Ambria and Belvia.

    Whoever stands for the acting state itself, or for none, is no other side.
    """
    pair = two_states(cast)
    if pair is None:
        return
    for event in events:
        mine = cast.countries(event.actors)
        if len(mine) == 1 and mine <= pair:
            _add_other(event, pair - mine, cast)
        elif event.type in _SAID and mine and not mine & pair and not event.recipients:
            event.recipients = [cast.state(state) for state in sorted(pair)]  # a third state urges both


def _add_other(event: Found, other: set[str], cast: Cast) -> None:
    """Let a deed of one of the two states concern the other, where the clause names nobody of another state."""
    if event.type in _SHOT_OR_GIVEN and not event.recipients:
        event.recipients = [cast.state(state) for state in sorted(other)]
    if event.type in (*_INWARD, *reciprocal_types()):
        return
    if event.type in _AGAINST and event.supposed and event.supposed >= set(event.recipients):
        event.recipients = [i for i in event.recipients if _may_be_hit(i, event, cast)]
    if not any(_foreign(i, cast.countries(event.actors), cast) for i in (*event.recipients, *event.actors)):
        event.recipients = [i for i in event.recipients if not cast.countries([i])] + [cast.state(state) for state in sorted(other)]


def _may_be_hit(index: int, event: Found, cast: Cast) -> bool:
    """Whether somebody who is only supposed to be concerned stays: one's own people, and for harm whoever belongs to no state, such as rebels."""
    stateless = event.type in ("ASSAULT", "COERCE") and not cast.countries([index])
    return stateless or not _foreign(index, cast.countries(event.actors), cast)


def other_side(indices: list[int], cast: Cast) -> list[int]:
    """The other state of a report on two, where the entities are of one of them."""
    pair, states = two_states(cast), cast.countries(indices)
    return [cast.state(other) for other in sorted(pair - states)] if pair is not None and len(states) == 1 and states <= pair else []


def _foreign(index: int, mine: set[str], cast: Cast) -> bool:
    """Whether somebody is of another state, or a body of its own."""
    return any(cast.countries([i]) - mine or (cast.entities[i].code and not cast.entities[i].country) for i in cast.expand(index))


def two_states(cast: Cast) -> set[str] | None:
    """The two states that a report is about, where it is about two."""
    counts: Counter[str] = Counter()
    for entity in cast.entities:
        if entity.country:
            counts[entity.country] += len(entity.mentions)
    ranked = [*sorted(counts.items(), key=lambda c: (-c[1], c[0])), ("", 0)]
    if len(ranked) < 3 or ranked[1][1] < LEAST_MENTIONS or ranked[2][1] > BESIDE * ranked[1][1]:
        return None
    return {ranked[0][0], ranked[1][0]}
