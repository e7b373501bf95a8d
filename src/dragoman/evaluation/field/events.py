"""Events against gold: found, of the right status, and not made up."""

from dragoman.evaluation.field.matching import codes, is_of, near, pair_up, place_of, plain
from dragoman.evaluation.field.tally import Case, Gold, Tally
from dragoman.evaluation.reports import has_status, text_of
from dragoman.model.record import Event


def score(case: Case, tally: Tally) -> None:
    """Count the events of one report."""
    wanted, read = case.items("events"), case.record.events
    pairs = pair_up({(i, j): _fit(g, e) for i, g in enumerate(wanted) for j, e in enumerate(read) if _alike(g, e, case)})
    for i, g in enumerate(wanted):
        if not g.get("optional"):
            _found(g, read[pairs[i]] if i in pairs else None, tally)
    for j, e in enumerate(read):
        _read(e, j in pairs.values(), case, tally)
    for trap in case.items("false_fact"):
        _trap(trap, case, tally)


def _is_fact(e: Event) -> bool:
    return e.modality == "asserted" and e.standing == "reported"


def _alike(g: Gold, e: Event, case: Case, open_end: bool = False) -> bool:
    return is_of(g, e, case, open_end) and near(place_of(g, case.text, "evidence", "trigger"), e.evidence)


def _on_day(g: Gold, e: Event | None) -> bool:
    return bool(g.get("date") and e and (e.date or "").startswith(g["date"]))


def _fit(g: Gold, e: Event) -> float:
    return 2 * (not g.get("optional")) + has_status(g["status"], e) + 0.5 * _on_day(g, e)


def _found(g: Gold, e: Event | None, tally: Tally) -> None:
    told = (g["type"], g["actor"], g["recipient"], g["status"], (g.get("evidence") or g.get("contains") or "")[:80])
    tally.hit("events_found", e is not None, told)
    tally.hit("events", e is not None and has_status(g["status"], e))
    if g.get("date"):
        tally.hit("dates", _on_day(g, e))
    for key in ("modality", "standing"):
        if g.get(key) and e:
            tally.hit(key, getattr(e, key) == g[key])
    place = g.get("place")
    if isinstance(place, dict) and place.get("name"):
        tally.hit("places", e is not None and _same_place(place["name"], e))
    for key in ("killed", "injured"):
        if g.get(key):
            tally.hit("casualties", e is not None and getattr(e, key) == g[key])


def _same_place(name: str, e: Event) -> bool:
    """Whether one name holds the other; an event read without a place says nothing wrong."""
    want, have = plain(name), plain(e.place.name if e.place else "")
    return want in have or have in want


def _read(e: Event, paired: bool, case: Case, tally: Tally) -> None:
    """What was read: could a careful coder find it, and is it no fact that gold calls a claim or a plan?"""
    wanted = case.items("events")
    rows = [*case.items("acceptable"), *wanted]
    fits = paired or any(is_of(g, e, case, True) and near(place_of(g, case.text, "evidence"), e.evidence) for g in rows)
    told = (e.type, sorted(codes(case.actors, e.actors)), sorted(codes(case.actors, e.recipients)), text_of(case.record, e.evidence)[:90])
    tally.hit("event_precision", fits, told)
    if not _is_fact(e):
        return
    tally.of["facts"] += 1
    tally.of["unsupported_facts"] += not fits
    alike = [g for g in wanted if _alike(g, e, case, True)]
    if alike and not any(has_status(g["status"], e) for g in alike):
        tally.of["false_facts"] += 1
        tally.miss("FALSE FACT", told)


def _trap(trap: Gold, case: Case, tally: Tally) -> None:
    """A fact that a careless reader would take from the report."""
    sides = {"type": [trap["type"]], "actor": [trap["actor"]] if trap.get("actor") else []}
    whom = trap.get("recipient")
    for e in case.record.events:
        aimed = not whom or whom in codes(case.actors, e.recipients)
        if aimed and _is_fact(e) and is_of(sides, e, case) and near(place_of(trap, case.text), e.evidence):
            tally.of["trapped"] += 1
            tally.miss("TRAP", (trap["type"], trap.get("actor"), text_of(case.record, e.evidence)[:90]))
            return
