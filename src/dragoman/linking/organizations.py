"""Organisations: one body by its name, its acronym and its state."""

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from dragoman.codebook.gazetteer import country_name, entries
from dragoman.linking.index import Body, Edge, Member, Node
from dragoman.linking.people import Seen
from dragoman.model.record import Actor, Record

_KINDS = ("organization", "armed_force", "group", "media")
_PLAIN = {"of", "the", "and", "for", "in", "on", "to", "a", "an", "s"}
_ALIKE = 92


class Organization(Body):
    """A form under which a body appears."""

    name: str
    country: str | None
    code: str | None


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The named bodies of a record."""
    for a in record.actors:
        if a.kind in _KINDS and a.named and _words(a.name):
            body = Organization(name=a.name, country=a.country, code=a.code)
            node = Node("organization", f"{' '.join(_words(a.name))}|{a.country or ''}|{a.code or ''}", body, *[_keys(a)] * 2)
            yield node, Member(node.id, record.report.id, a.id, _set(a) if a.corrected else None)


def _set(a: Actor) -> Seen:
    """What people set of a body."""
    return Seen(name=a.name, roles=(), evidence=(), published=None, killed=False, corrected=a.corrected)


def _words(name: str) -> list[str]:
    return [
        w for w in re.findall(r"\w+", name.lower().replace("defence", "defense").replace("’", "'").replace("'s", "")) if w not in _PLAIN
    ]


def _initials(name: str) -> str:
    return "".join(w[0] for w in _words(name))


def _core(o: Organization) -> list[str]:
    """The words of a name without those of its state: "Iran's Supreme National Security Council"."""
    own = (
        {w.lower() for form, e in entries().items() if e.country == o.country and e.role in ("country", "demonym") for w in form.split()}
        if o.country
        else set()
    )
    own |= set(country_name(o.country).lower().split()) if o.country else set()
    return [w for w in _words(o.name) if w not in own] or _words(o.name)


def _keys(a: Actor) -> tuple[str, ...]:
    words = _core(Organization(name=a.name, country=a.country, code=a.code))
    acronym = a.name.replace(".", "").lower() if len(words) == 1 else "".join(w[0] for w in words)
    return tuple(dict.fromkeys((f"w:{' '.join(sorted(words))}", f"i:{acronym}")))


def edge(a: Node, b: Node) -> Edge | None:
    """The decision between two forms; those with nothing in common get none."""
    x, y = a.body, b.body
    assert isinstance(x, Organization) and isinstance(y, Organization)
    if x.country and y.country and x.country != y.country:
        return Edge(a.id, b.id, "different", 0.0, f"one of {x.country}, one of {y.country}")
    one, other = " ".join(_core(x)), " ".join(_core(y))
    if one == other or ratio(one, other) >= _ALIKE:
        return Edge(a.id, b.id, "same", 0.95 if x.country == y.country else 0.7, "one name")
    short, long = sorted((x, y), key=lambda o: len(_words(o.name)))
    if (
        len(_words(short.name)) == 1
        and short.name.replace(".", "").isupper()
        and short.name.replace(".", "").lower() in (_initials(long.name), "".join(w[0] for w in _core(long)))
    ):
        told = x.country == y.country and x.country is not None
        return Edge(a.id, b.id, "same" if told else "unsure", 0.8 if told else 0.5, f"{short.name} are the initials of {long.name}")
    return None
