"""Those who speak for states in records of meetings of the United Nations: "ANA ROCA (Peru) said"."""

from dragoman.codebook.files import table
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.hits import Hit
from dragoman.reading.titles import Title

_BODIES = frozenset(table("en/people")["united_nations"]["bodies"])
_OFFICE = "representative to the united nations"
_FEWEST = 3
"""Names with a state in brackets that make a record of a meeting: one may tell no more than where somebody is from."""


def is_council(r: Resolver) -> bool:
    """Whether a report is the record of a meeting in which states speak: it names a body of the United Nations, and states behind names."""
    if not any(h.entry.name in _BODIES for h in r.context.hits):
        return False
    return sum(_bracketed(r, e) is not None for e in r.cast.entities if e.kind == "person") >= _FEWEST


def represent_states(r: Resolver) -> None:
    """Make everybody of whom no office is told, and behind whose name a state stands in brackets, its representative."""
    for e in r.cast.entities:
        hit = _bracketed(r, e) if e.kind == "person" and not e.roles else None
        if hit is not None and hit.entry.country:
            e.roles.append(_representative(r.cast, hit, hit.entry.country))
            e.offices.add(_OFFICE)
            e.sector = e.sector or "GOV"


def _bracketed(r: Resolver, e: Entity) -> Hit | None:
    """The state that stands in brackets behind a name of somebody."""
    doc = r.context.doc
    ends = {m.name.end for m in e.mentions if m.name is not None}
    behind = (h for h in r.context.hits if h.entry.role == "country" and h.end < len(doc) and doc[h.end].text[0] == ")")
    return next((h for h in behind if doc[h.start - 1].text == "(" and h.start - 1 in ends), None)


def _representative(cast: Cast, hit: Hit, country: str) -> Title:
    """The office that the state in brackets tells."""
    head = cast.doc[hit.start : hit.end].root.i
    return Title(hit.start, hit.end, head, _OFFICE, "GOV", [country], None, "current", False, True, None, implicit=True)
