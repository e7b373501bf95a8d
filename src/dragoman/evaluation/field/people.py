"""People and organisations against gold: named, of the right state, in the right office."""

from dragoman.evaluation.field.matching import as_spans, close, pair_up, same_name
from dragoman.evaluation.field.tally import Case, Gold, Tally
from dragoman.evaluation.reports import holds
from dragoman.model.record import Actor


def score(case: Case, tally: Tally) -> None:
    """Count the people and organisations of one report."""
    wanted, read = case.items("people"), case.record.actors
    pairs = pair_up({(i, j): _fit(g, a) for i, g in enumerate(wanted) for j, a in enumerate(read) if _named(g, a)})
    for i, g in enumerate(wanted):
        _found(g, read[pairs[i]] if i in pairs else None, tally)
    if "header" in case.gold:
        _precision(case, tally)
    for g in case.items("organizations"):
        tally.hit("organizations", any(_is_organization(g, a) for a in read))


def _named(g: Gold, a: Actor) -> bool:
    return a.kind in ("person", "office") and same_name(g["name"], a.name)


def _of_state(g: Gold, a: Actor) -> bool:
    return not g.get("country") or a.country == g["country"]


def _fit(g: Gold, a: Actor) -> float:
    return 2 * _of_state(g, a) + 0.1 * len(a.mentions)


def _found(g: Gold, a: Actor | None, tally: Tally) -> None:
    right = a is not None and _of_state(g, a)
    tally.hit("people", right, (g["name"], g.get("country"), a and a.name, a and a.country))
    office = g.get("office") or g.get("role")
    if office:
        tally.hit("offices", right and a is not None and holds(office, a))
    for span in as_spans(g.get("spans")):
        tally.hit("mentions", a is not None and close([span], a.mentions, 0))


def _precision(case: Case, tally: Tally) -> None:
    """Is each person that was read somebody whom the coder knows?"""
    rows = [p for key in ("people", "people_unnamed", "bylines") for p in case.gold.get(key, [])]
    known = [(p.get("name") or p.get("text") or p.get("office")) if isinstance(p, dict) else p for p in rows]
    for a in case.record.actors:
        if a.kind == "person":
            tally.hit("people_precision", any(same_name(name, a.name) for name in known), a.name)


def _is_organization(g: Gold, a: Actor) -> bool:
    spans = as_spans(g.get("spans"))
    if not spans:
        return any(same_name(name, a.name) for name in (g["name"], *(m[0] for m in g.get("mentions", []))))
    return a.kind != "person" and _of_state(g, a) and close(spans, a.mentions, 0)
