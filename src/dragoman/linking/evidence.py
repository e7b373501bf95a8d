"""What speaks for and against two tellings being of one event.

Each kind of evidence adds or takes away its weight ([events] in linking.toml). Sums of at least `same` join; those from `unsure` on are left apart.
"""

from math import asin, cos, radians, sin, sqrt

from dragoman.codebook.frames import reciprocal_types
from dragoman.codebook.gazetteer import entries
from dragoman.codebook.linking import confused_types, one_way_types, weight
from dragoman.linking.names import agree
from dragoman.linking.scores import squeezed
from dragoman.linking.tellings import FRESH, Side, Told
from dragoman.linking.times import Days, day, days, gap, width
from dragoman.linking.wording import in_story, in_words, one_story, points_back
from dragoman.linking.wordstems import stems

Weighed = tuple[float, str]
"""What a kind of evidence adds, and why; no reason where it says nothing."""
PROMISED = {"AGREE", "CONCEDE"}
"""What is still to be done is told as a plan here ("will send") and as a promise there ("promised to send")."""
_APART = 2
"""Days by which reports may differ on when something happened."""


def decide(x: Told, y: Told) -> Weighed | None:
    """A score from which two tellings are of one event, and why; None for what is never one."""
    other = _kinds(x, y)
    if other is None or not _can_be_one(x, y):
        return None
    if x.steps and y.steps and not x.steps & y.steps:
        return 0.0, "another step of an agreement"
    when = _times(x, y)
    if when is None:
        return 0.0, "at other times"
    kinds = f"both {x.type}" if x.type == y.type else f"{x.type}, {y.type}"
    weighed = [(weight("events", "type") + other, kinds), when, _parties(x, y), _places(x, y), _people(x, y)]
    weighed += [in_words(x, y), in_story(x, y), _numbers(x, y)]
    if x.report == y.report:
        weighed += _in_one_report(x, y)
    score = squeezed(sum(points for points, _ in weighed))
    if score < weight("events", "unsure") and any(points <= weight("events", "contradicts") for points, _ in weighed[3:5]):
        score = min(score, weight("events", "dark_one_story"))  # elsewhere, or somebody else: more than too little told
    return score, ", ".join(why for _, why in weighed if why)


def _kinds(x: Told, y: Told) -> float | None:
    """What another type takes away; None where two types are never told of one event."""
    if {x.type, y.type} == {"AGREE", "SUPPORT"} and not x.steps & y.steps:
        return weight("events", "no_step")  # a signing is either; what is promised and what is praised are two
    return 0.0 if x.type == y.type else confused_types(x.type).get(y.type)


def _in_one_report(x: Told, y: Told) -> list[Weighed]:
    """What one report tells apart is mostly two, but for what it lets somebody deny."""
    out = [(weight("events", "one_report"), "")]
    if bool(x.denied) != bool(y.denied) and _met(x.actors, y.actors) > 0 and _met(x.recipients, y.recipients) > 0:
        out.append((weight("events", "denial"), "told and denied"))
    if points_back(x) != points_back(y):
        out.append((weight("events", "points_back"), "the same, it says"))
    return out


def _can_be_one(x: Told, y: Told) -> bool:
    """A plan is another event than what comes of it; a denial that something happened is about the same."""
    pair = {x.modality, y.modality}
    if pair == {"asserted", "planned"} and x.steps != y.steps:
        return False
    return (
        len(pair) == 1
        or (pair <= {"asserted", "negated"} and x.type == y.type)
        or ({x.type, y.type} <= PROMISED and pair <= {"asserted", "planned"})
    )


def _times(x: Told, y: Told) -> Weighed | None:
    """How near two times are, with how precisely they are told; None where they cannot be one."""
    if x.report == y.report and (x.day_told is None) != (y.day_told is None):
        return weight("events", "again"), "told again"
    if x.when is None or y.when is None or (x.modality != y.modality and "planned" in (x.modality, y.modality)):
        return _one_unknown(x, y)  # a plan has the day of the deed, a promise that of the word
    apart = gap(x.when, y.when)
    return _parted(x, y) if apart > _APART else _met_in_time(x, y, x.when, y.when, apart)


def _one_unknown(x: Told, y: Told) -> Weighed | None:
    """What is said by the time of two tellings of which one has none that the other's can be held against."""
    if x.day_told == y.day_told and x.day_told is not None:
        return weight("events", "one_date"), f"both {x.day_told}"
    if _promised_after(x, y) or _promised_after(y, x):
        return None
    return _undated(x, y), "without a date"


def _promised_after(x: Told, y: Told) -> bool:
    """Whether the word of a promise was given after the report that tells of the plan: what was told by then was promised before."""
    given, told = day(x.day_told), day(y.published)
    return x.modality == "asserted" and y.modality == "planned" and given is not None and told is not None and given > told + _APART


def _undated(x: Told, y: Told) -> float:
    return weight("events", "no_date_one_story" if one_story(x, y) else "no_date")


def _parted(x: Told, y: Told) -> Weighed | None:
    """What is said by times that are further apart than reports differ on a day."""
    if any(t.denied and t.day_told is None for t in (x, y)):
        return _undated(x, y), "denied without a date"  # what is denied may be old
    return (0.0, "told within days of each other") if _told_together(x, y) else None


def _met_in_time(x: Told, y: Told, a: Days, b: Days, apart: int) -> Weighed:
    """What is said by times that are one or nearly so."""
    dated = (x.day_told is not None) + (y.day_told is not None)
    if apart:
        return (weight("events", "near_days") if dated == 2 else 0.0), f"{apart} days apart"
    if width(a) == width(b) == 1:
        return weight("events", "one_day"), f"on {x.day_told}"
    return weight("events", "one_time" if dated else "fresh"), "at about the same time"


def _told_together(x: Told, y: Told) -> bool:
    """Whether one of two tellings has no date, and their reports are of the same days."""
    p, q = day(x.published), day(y.published)
    return (x.day_told is None) != (y.day_told is None) and p is not None and q is not None and abs(p - q) <= FRESH


def _parties(x: Told, y: Told) -> Weighed:
    """Who takes part; of an agreement's life, whose agreement it is."""
    if x.steps & y.steps and (x.about or y.about):
        common = ({*x.about} | x.states) & ({*y.about} | y.states)
        if len(common) > 1:
            return _whose_step(x, y, common)
        if common and one_story(x, y):
            return weight("events", "one_side"), f"of an agreement of {min(common)}"  # a parliament is often taken for another state's
    points, why = _sides(x, y)
    if points < 0 and one_story(x, y):
        points *= weight("events", "misread")  # of one affair sides that differ are more often misread than two events
        if _turned_about(x, y):
            points, why = weight("events", "one_side"), "the same states, the other way round"
    nested = x.states <= y.states or y.states <= x.states
    if points < 0 and nested and not (_names_a_side(x) and _names_a_side(y)):
        points *= weight("events", "from_around")
    return points, why


def _turned_about(x: Told, y: Told) -> bool:
    """Whether two tellings have the same two states the other way round, of a deed that nobody gives back in kind.

    Shots, charges and demands are answered by the like; but where one host's soldiers "came at the request of" the other, one of two came.
    """
    return {x.type, y.type} <= one_way_types() and len(x.states) == 2 and x.states == y.states


def _names_a_side(t: Told) -> bool:
    """Whether the words of a telling name anybody of its sides, which are else taken from around it."""
    said = stems(t.evidence)
    return any(stems(s.name) & said for s in (*t.actors, *t.recipients))


def _whose_step(x: Told, y: Told, common: set[str]) -> Weighed:
    """One step of one pair's agreement; what only one side does (ratify, give notice) is another step when the other side does it."""
    a, b = _codes(x.actors) & common, _codes(y.actors) & common
    alone = len(a) == len(b) == 1 and a != b and not x.steps & y.steps & {"signed", "in_force"}
    if alone:
        return weight("events", "other_ratifies"), f"by {min(a)}, by {min(b)}"
    return weight("events", "between"), f"of an agreement of {' and '.join(sorted(common))}"


def _between(x: Told, y: Told) -> bool:
    """Whether both are of the same states together, one of which is an actor in both."""
    together = x.type in reciprocal_types() or not x.recipients or not y.recipients
    return together and bool(_codes(x.actors) & _codes(y.actors)) and x.states == y.states and len(x.states) > 1


def _sides(x: Told, y: Told) -> Weighed:
    if _between(x, y):
        return weight("events", "between"), f"between {' and '.join(sorted(x.states))}"
    actor, recipient = _met(x.actors, y.actors), _met(x.recipients, y.recipients)
    if recipient < 0 and (_both_sides(x) or _both_sides(y)):
        recipient = 0
    met = (actor, recipient)
    points = sum(weight("events", "one_side" if m > 0 else "other_side") for m in met if m)
    why = [f"{'same' if m > 0 else 'another'} {name}" for m, name in zip(met, ("actor", "recipient"), strict=True) if m]
    return points + _common_states(x, y, met), ", ".join(why)


def _common_states(x: Told, y: Told, met: tuple[int, int]) -> float:
    """What is said by the states of both, where their sides differ: none in common, or the same the other way round."""
    common = x.states & y.states
    if x.states and y.states and not common and min(met) < 0:
        return weight("events", "other_states")  # not where one report knows who did it, and the other to whom
    return weight("events", "turned") if common and max(met) <= 0 else 0.0  # who did it to whom is often read the wrong way round


def _both_sides(t: Told) -> bool:
    """Whether no state is affected but the actors' own: "promised" is often read with its speaker on both sides."""
    return bool(t.recipients) and _codes(t.recipients) <= _codes(t.actors)


def _met(a: tuple[Side, ...], b: tuple[Side, ...]) -> int:
    """1 where two sides have somebody in common, -1 where both are known and have not, 0 where one is not known."""
    if not a or not b:
        return 0
    x, y = _codes(a), _codes(b)
    if x & y:
        return 1
    if x and y:
        return -1
    return 1 if any(stems(s.name) & stems(t.name) for s in a for t in b) else 0


def _codes(sides: tuple[Side, ...]) -> set[str]:
    return {c for s in sides if (c := s.country or s.code)}


def _places(x: Told, y: Told) -> Weighed:
    """Where it was; a place that no gazetteer knows says little against another."""
    if not x.place or not y.place:
        return 0.0, ""
    if x.place == y.place:
        return weight("events", "one_place"), f"in {x.place}"
    if _within(x, y) or stems(x.place) & stems(y.place):
        return weight("events", "within"), ""
    if x.place_country is None or y.place_country is None:
        return weight("events", "dark_place"), f"in {x.place}, in {y.place}"
    apart = _distance(x, y)
    if apart is not None and apart <= weight("events", "near_km"):
        return weight("events", "within"), f"{apart:.0f} km apart"
    return weight("events", _elsewhere(x, y)), f"in {x.place}, in {y.place}"


def _elsewhere(x: Told, y: Told) -> str:
    """The weight of two towns, by name: in other countries, on another day or on the same."""
    if x.place_country != y.place_country:
        return "other_country"
    a, b = days(x.date), days(y.date)
    return "other_place" if a is None or b is None or gap(a, b) > 0 else "other_place_same_day"


def _within(x: Told, y: Told) -> bool:
    """Whether one of two places is only a state."""
    return bool({x.place, y.place} & {x.place_country, y.place_country}) or _is_state(x.place) or _is_state(y.place)


def _is_state(place: str | None) -> bool:
    entry = entries().get(place or "")
    return entry is not None and entry.role == "country"


def _distance(x: Told, y: Told) -> float | None:
    """Kilometres between two places, on a sphere; None where one has no coordinates."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return None
    a, b = radians(x.lat), radians(y.lat)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(y.lon - x.lon) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, h)))


def _people(x: Told, y: Told) -> Weighed:
    """Whether named people of one state are the same."""
    a, b = _named(x), _named(y)
    met = [_people_of(state, a, b) for state in {s.country for s in a if s.country} & {s.country for s in b if s.country}]
    common, other = [w for w, same in met if same], [w for w, same in met if not same]
    if x.type == "CONSULT":
        against = weight("events", "other_visitor") * len(other)
    else:  # who else is named in a sentence says little of who signs or shoots
        against = weight("events", "other_person") if other and not common and not one_story(x, y) else 0.0
    return (weight("events", "one_person") if common else 0.0) + against, ", ".join(sorted([*common, *other]))


def _named(t: Told) -> list[Side]:
    return [s for s in (*t.actors, *t.recipients) if s.person and s.named]


def _people_of(state: str, a: list[Side], b: list[Side]) -> tuple[str, bool]:
    """Who of a state two tellings name, and whether they name one alike."""
    here, there = ([s.name for s in sides if s.country == state] for sides in (a, b))
    same = next((n for n in here for m in there if agree(n, m) not in ("none", "conflict")), None)
    return same or f"{here[0]}, not {there[0]}", same is not None


def _numbers(x: Told, y: Told) -> Weighed:
    """As many killed or hurt; other numbers say nothing, for they rise and are disputed."""
    same = (x.killed and x.killed == y.killed) or (x.injured and x.injured == y.injured)
    return (weight("events", "as_many"), "as many killed or hurt") if same else (0.0, "")
