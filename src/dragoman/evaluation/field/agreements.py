"""Agreements against gold: by parties, and how far they have got."""

from dragoman.evaluation.field.matching import close, codes, pair_up, place_of, plain, same_name
from dragoman.evaluation.field.tally import Case, Gold, Tally
from dragoman.model.record import Agreement


def score(case: Case, tally: Tally) -> None:
    """Count the agreements of one report."""
    wanted, read = case.items("agreements"), case.record.agreements
    both = [(i, j) for i, g in enumerate(wanted) for j, a in enumerate(read) if set(g["parties"]) <= codes(case.actors, a.parties)]
    pairs = pair_up({(i, j): _fit(wanted[i], read[j], case.text) for i, j in both})
    for i, g in enumerate(wanted):
        if not g.get("optional"):
            _found(g, read[pairs[i]] if i in pairs else None, case, tally)
    tally.share("agreement_precision", len(pairs), len(read))
    for i, j in pairs.items():
        areas = _areas(read[j])
        tally.share("area_precision", len(areas & set(wanted[i].get("areas", []))), len(areas))


def _areas(a: Agreement | None) -> set[str]:
    return {x.area for x in a.areas} if a else set()


def _fit(g: Gold, a: Agreement, text: str) -> float:
    want, have = plain(g.get("name")), plain(a.name)
    spans = [*a.evidence, *(s for stage in a.stage_history for s in stage.evidence)]
    return float(2 * (a.stage == g["stage"]) + close(place_of(g, text, "evidence", "name"), spans) + (want in have or have in want))


def _found(g: Gold, a: Agreement | None, case: Case, tally: Tally) -> None:
    tally.hit("agreements", a is not None)
    staged = a is not None and a.stage == g["stage"]
    tally.hit("stages", staged, (g["parties"], g["stage"], a and a.stage, (g.get("name") or "")[:50]))
    for step in g.get("history", []):
        tally.hit("history", _went_through(step, a))
    areas = set(g.get("areas", []))
    tally.share("areas", len(areas & _areas(a)), len(g.get("areas", [])))
    signed = [case.actors[i].name for i in a.signatories] if a else []
    for name in g.get("signatories", []):
        tally.hit("signatories", any(same_name(name, n) for n in signed))


def _went_through(step: Gold | list[str], a: Agreement | None) -> bool:
    """Whether the record has this stage on this day; coders write a mapping or [stage, day]."""
    stage, day = (step["stage"], step.get("date")) if isinstance(step, dict) else (step[0], step[1] if len(step) > 1 else None)
    return a is not None and any(h.stage == stage and (not day or (h.date or "").startswith(day)) for h in a.stage_history)
