"""Events told by several reports as one: merged evidence, the most precise date and place, ranges, and what contradicts."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from dragoman.codebook.reliability import share
from dragoman.codebook.vocabulary import quad_of
from dragoman.linking.linked import Cluster, Linked, told
from dragoman.linking.names import agree
from dragoman.linking.tellings import Side, Teller, Told
from dragoman.linking.times import days, width
from dragoman.linking.views.contradictions import contradictions
from dragoman.linking.views.sources import Independence
from dragoman.model.amendment import merged
from dragoman.model.dossier import Evidence, LinkedEvent, Turn


def happenings(linked: Linked, independence: Independence) -> list[LinkedEvent]:
    """One row an event, in the order of their days."""
    return sorted((_event(c, told(c), independence) for c in linked.of("event")), key=event_position)


def event_position(row: LinkedEvent) -> str:
    """Where an event stands among others: by day, first report and id, parted by what sorts before a hyphen: 2022 before 2022-01."""
    dated = row.date if row.date and days(row.date) else None
    return " ".join((dated or min((e.published for e in row.evidence if e.published), default="9999"), row.reports[0], row.id))


def _event(c: Cluster, tellings: list[Told], independence: Independence) -> LinkedEvent:
    kind = _commonest(t.type for t in tellings)
    actors, recipients = _sides(tellings)
    reports = tuple(dict.fromkeys(t.report for t in tellings))
    states = frozenset(s.country for s in (*actors, *recipients) if s.country)
    modality, standing = stand(tellings)
    return LinkedEvent(
        id=c.id,
        type=kind,
        quad=quad_of(kind),
        modes=_all(t.modes for t in tellings),
        contexts=_all(t.contexts for t in tellings),
        **_columns("actor", actors),
        **_columns("recipient", recipients),
        date=_date(tellings),
        **_where(_place(tellings)),
        modality=modality,
        standing=standing,
        fact=modality == "asserted" and standing == "reported",
        according_to=names(asserting(tellings)),
        disputed_by=names(denying(tellings)),
        killed=_range([t.killed for t in tellings]),
        injured=_range([t.injured for t in tellings]),
        reports=reports,
        independent_sources=independence.count(reports),
        state_media=independence.state_media(reports, states),
        contradictions=tuple(contradictions(tellings)),
        history=tuple(history(tellings)),
        evidence=evidence(tellings),
        told_as=tuple(f"{t.report}/{t.item}" for t in tellings),
        confidence=max(share("event", t.confidence, t.read_by) for t in tellings),
        corrected=merged(x for t in tellings for x in t.corrected),
    )


def _columns(role: str, sides: list[Side]) -> dict[str, Any]:
    """Names, states and codes of a side, as the fields of a row."""
    return {
        f"{role}s": tuple(s.name for s in sides),
        f"{role}_countries": tuple(s.country for s in sides),
        f"{role}_codes": tuple(s.code for s in sides),
    }


def _where(placed: Told | None) -> dict[str, Any]:
    """The place of a telling, as the fields of a row."""
    return {name: getattr(placed, name, None) for name in ("place", "place_country", "lat", "lon")}


def evidence(tellings: list[Told]) -> tuple[Evidence, ...]:
    """The words of every telling."""
    return tuple(
        Evidence(report=t.report, outlet=t.outlet, published=t.published, words=t.evidence, sentence=t.sentence, spans=t.spans)
        for t in tellings
    )


def asserting(tellings: list[Told]) -> list[tuple[Teller, Told]]:
    """Who says that it happened, by telling."""
    return [(s, t) for t in tellings if t.modality != "negated" for s in t.asserted]


def denying(tellings: list[Told]) -> list[tuple[Teller, Told]]:
    """Who says that it did not, by telling."""
    return [(s, t) for t in tellings for s in (*t.denied, *(t.asserted if t.modality == "negated" else ()))]


def admitted(denier: Teller, since: Told, tellings: list[Told]) -> bool:
    """Whether somebody who denied says later that it happened, or the side they speak for does."""
    return any(_one_side(s, denier) and (t.published or "") > (since.published or "") for s, t in asserting(tellings))


def retracted(claimant: Teller, since: Told, tellings: list[Told]) -> bool:
    """Whether somebody who claimed it denies it later."""
    return any(_one_side(s, claimant) and (t.published or "") > (since.published or "") for s, t in denying(tellings))


def _one_side(a: Teller, b: Teller) -> bool:
    if a.country and a.country == b.country and a.state and b.state:
        return True
    return agree(a.name, b.name) in ("full", "surname")


def stand(tellings: list[Told]) -> tuple[str, str]:
    """Modality and standing of the whole: a denial that was not taken back disputes it, an outlet's own voice reports it.

    A claim that all who made it have taken back is none.
    """
    positive = [t for t in tellings if t.modality != "negated" and not _withdrawn(t, tellings)]
    if not positive:
        return "negated", _plain(tellings)
    modality = _commonest(t.modality for t in positive)
    open_ = [s for s, t in denying(tellings) if not admitted(s, t, tellings)]
    unnamed = any(t.standing == "disputed" and not t.denied for t in tellings)
    if open_ or unnamed:
        return modality, "disputed"
    return modality, _plain(positive)


def _withdrawn(t: Told, tellings: list[Told]) -> bool:
    return bool(t.asserted) and t.standing != "reported" and all(retracted(s, t, tellings) for s in t.asserted)


def _plain(tellings: list[Told]) -> str:
    return "reported" if any(t.standing == "reported" for t in tellings) else "attributed"


def history(tellings: list[Told]) -> list[Turn]:
    """How it stood from the day of each report that changed it."""
    out: list[Turn] = []
    for i, t in enumerate(tellings, 1):
        modality, standing = stand(tellings[:i])
        status = standing if modality == "asserted" else f"{modality}, {standing}"
        if not out or out[-1].status != status:
            out.append(Turn(date=t.published, status=status, report=t.report))
    return out


def names(said: Iterable[tuple[Teller, Told]]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(s.name for s, _ in said))


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v))


def _all(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x for g in groups for x in g))


def _sides(tellings: list[Told]) -> tuple[list[Side], list[Side]]:
    """Actors and recipients, everybody once.

    Those of the telling that others bear out most come first; whoever denies it is most likely whom it is laid on. Named ones stand for
    their states. Of a step in an agreement's life only its parties are sides, where they are known: a parliament is often taken for
    another state's.
    """
    cast = _cast(tellings)
    accused = {s.country for s, _ in denying(tellings) if s.country and s.state}
    seen = Counter(part for one in cast for part in _parts(one))
    best = max(cast, key=partial(_borne_out, seen, accused, len(tellings) > 2))
    sides = (list(best[0]), list(best[1]))
    for role, side in ((role, side) for one in cast for role, theirs in enumerate(one[:2]) for side in theirs):
        if _mostly(seen, role, side) and not any(_covers(s, side) for s in (*sides[0], *sides[1])):
            sides[role].append(side)
    return sides


def _mostly(seen: Counter[tuple[int, str]], role: int, side: Side) -> bool:
    """Whether somebody stands in a role at least as often as in the other."""
    code = side.country or side.code
    return bool(code) and seen[role, str(code)] >= seen[1 - role, str(code)]


def _cast(tellings: list[Told]) -> list["_Cast"]:
    """The sides of each telling, of a step in an agreement's life only its parties."""
    parties = {c for t in tellings if t.steps for c in t.about}
    return [(_party(t.actors, parties), _party(t.recipients, parties), t) for t in tellings]


_Cast = tuple[list[Side], list[Side], Told]
"""Actors and recipients of a telling, as far as they can be sides."""


def _parts(one: _Cast) -> set[tuple[int, str]]:
    """The states of a telling with their roles: 0 for an actor, 1 for a recipient."""
    return {(role, c) for role, sides in enumerate(one[:2]) for s in sides if (c := s.country or s.code)}


def _borne_out(seen: Counter[tuple[int, str]], accused: set[str], several: bool, one: _Cast) -> tuple[bool, bool, float, int, int]:
    """How well the other tellings bear the sides of one out."""
    codes = _parts(one)
    others = sum(seen[c] > 1 for c in codes) - 0.5 * sum(seen[c] == 1 for c in codes)
    denied = any((0, d) in codes for d in accused)
    people = sum(s.person for s in (*one[0], *one[1]))
    return one[2].modality != "negated", denied, others if several else 0.0, len(codes), people


def _party(sides: tuple[Side, ...], parties: set[str]) -> list[Side]:
    """Those that are parties of the agreement that is told of, or of no state; all, where no party is known."""
    return [s for s in sides if not parties or not s.country or s.country in parties]


def _covers(a: Side, b: Side) -> bool:
    """Whether one side says all that another does: its state, and somebody of it where the other is a person."""
    return (a.country or a.code) == (b.country or b.code) and (a.person or not b.person)


def _date(tellings: list[Told]) -> str | None:
    """The narrowest date; where several are as narrow, the one that most reports tell, then the earliest told."""
    firm = [t for t in tellings if t.day_told] or tellings
    dated = [(t.date, found) for t in firm if t.date and (found := days(t.date))]
    if not dated:
        return next((t.date for t in tellings if t.date), None)
    counts = Counter(d for d, _ in dated)
    return min(dated, key=lambda x: (width(x[1]), -counts[x[0]], x[0]))[0]


def _place(tellings: list[Told]) -> Told | None:
    """The telling with the most precise place: one that is not only a state, as most tell it."""
    placed = [t for t in tellings if t.place]
    counts = Counter(t.place for t in placed)
    return min(placed, key=lambda t: (t.lat is None, -counts[t.place], t.place or ""), default=None)


def _range(values: list[str | None]) -> str | None:
    """From the least to the most that anybody counts."""
    bounds = [_bounds(v) for v in values if v]
    if not bounds:
        return None
    low = min(b[0] for b in bounds)
    high = None if any(b[1] is None for b in bounds) else max(b[1] for b in bounds if b[1] is not None)
    return f"{low}/.." if high is None else str(low) if low == high else f"{low}/{high}"


def _bounds(value: str) -> tuple[int, int | None]:
    low, _, high = value.partition("/")
    return int(low or 0), None if high == ".." else int(high or low)
