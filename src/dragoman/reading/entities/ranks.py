"""Ranks of those of whom no office is told: "Colonel Tito Okot said" makes him a colonel."""

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.reading.cast import Entity
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention
from dragoman.reading.name_titles import before_ranks
from dragoman.reading.titles import Title

_SEATS = frozenset(table("en/people")["seat_ranks"]["words"])


def hold_ranks(r: Resolver) -> None:
    """Give people of whom no office is told the rank in armed forces, police or a house of parliament that stands before a name of theirs."""
    for e in r.cast.entities:
        if e.kind == "person" and not e.roles:
            held = next((t for m in e.mentions if (t := _rank(r, e, m)) is not None), None)
            e.roles += [held] if held is not None else []
            e.offices |= {held.office} if held is not None else set()


def _rank(r: Resolver, e: Entity, m: Mention) -> Title | None:
    """The rank before a name, as an office of its own."""
    if m.name is None or not m.name.rank:
        return None
    doc = r.context.doc
    start = before_ranks(doc, m.name)
    told = [t for t in doc[start : m.name.start] for w in (t.lower_.strip("."),) if w in people.military_ranks() or w in _SEATS]
    if not told:
        return None
    office = " ".join(t.lower_.strip(".") for t in told)
    seated = any(t.lower_.strip(".") in _SEATS for t in told)
    first, last = told[0].i, told[-1].i
    countries = [e.country] if e.country else []
    words = frozenset(office.split())
    return Title(
        first, last + 1, last, office, "LEG" if seated else "MIL", countries, None, "current", False, True, None, True, words, implicit=True
    )
