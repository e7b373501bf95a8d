"""What the tellings of one event contradict one another in: whether it happened, its day, its counts, its sides and its place."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from dragoman.linking.tellings import Side, Told
from dragoman.linking.times import days, gap
from dragoman.model.dossier import Contradiction, Differing

_COUNTS: tuple[tuple[Differing, Callable[[Told], str | None]], ...] = (
    ("killed", lambda t: t.killed),
    ("injured", lambda t: t.injured),
)
_PARTS: tuple[tuple[Differing, Callable[[Told], tuple[Side, ...]]], ...] = (
    ("actor", lambda t: t.actors),
    ("recipient", lambda t: t.recipients),
)


def _named(side: Callable[[Told], tuple[Side, ...]], t: Told) -> str | None:
    return ", ".join(s.name for s in side(t)) or None


def contradictions(tellings: list[Told]) -> Iterable[Contradiction]:
    """In what some tellings of one event cannot all be right, each with who says what."""
    positive = [t for t in tellings if t.modality != "negated"]
    if positive and len(positive) < len(tellings):
        yield Contradiction(field="happened", values=_values(tellings, lambda t: "no" if t.modality == "negated" else "yes"))
    if _days_apart(positive):
        yield Contradiction(field="date", values=_values(positive, lambda t: t.date))
    for field, count in _COUNTS:
        if len({count(t) for t in positive} - {None}) > 1:
            yield Contradiction(field=field, values=_values(positive, count))
    for field, side in _PARTS:
        if _other_parts(positive, side):
            yield Contradiction(field=field, values=_values(positive, partial(_named, side)))
    if len(_towns(positive)) > 1:
        yield Contradiction(field="place", values=_values(positive, lambda t: t.place))


def _days_apart(tellings: list[Told]) -> bool:
    """Whether two tellings name days that cannot be one."""
    dates = [found for t in tellings if (found := days(t.day_told))]
    return any(gap(a, b) for a in dates for b in dates)


def _towns(tellings: list[Told]) -> set[str]:
    """The places named that are on the map, and no whole states."""
    return {t.place for t in tellings if t.place and t.place != t.place_country and t.lat is not None}


def _other_parts(tellings: list[Told], side: Callable[[Told], tuple[Side, ...]]) -> bool:
    """Whether two tellings name states on a side that have none in common; the same states the other way round are none of others."""
    known = [found for t in tellings if (found := {c for s in side(t) if (c := s.country or s.code)})]
    return any(not a & b for a in known for b in known) and len({tuple(sorted(t.states)) for t in tellings}) > 1


def _values(tellings: list[Told], value: Callable[[Told], Any]) -> tuple[dict[str, Any], ...]:
    by: dict[str, list[str]] = defaultdict(list)
    for t in tellings:
        if value(t) is not None and t.report not in by[value(t)]:
            by[value(t)].append(t.report)
    return tuple({"value": v, "reports": r} for v, r in by.items() if r)
