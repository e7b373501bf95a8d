"""People: one person under several spellings and titles, and two of one surname kept apart.

A node is a form under which somebody appears: name, state and offices. Two forms are compared by how far their names agree
(`linking.names`), with state and office as evidence for and against; what falls between is left unsure and shown.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import basis_weight, like_offices, near_offices, office_key, only_rank, weight
from dragoman.linking.index import Body, Edge, Member, Node, Verdict
from dragoman.linking.names import agree, keys, parts
from dragoman.model.amendment import Amendment
from dragoman.model.record import Actor, Event, Record, Role

SAME, UNSURE = weight("people", "same"), weight("people", "unsure")
_KILL = re.compile(r"\b(?:kill|assassinat|murder|slain|slay)", re.IGNORECASE)
_AGREE = {"full": "names agree", "initial": "an initial agrees", "surname": "the surname agrees"}


class Person(Body):
    """A form under which somebody appears."""

    name: str
    country: str | None
    offices: tuple[tuple[str, str | None], ...]
    """Office as compared, and its state."""
    sector: str | None


class Seen(Body):
    """What one report says of somebody's offices."""

    name: str
    roles: tuple[Role, ...]
    evidence: tuple[str, ...]
    """For each role the words it was read from."""
    published: str | None
    basis: str | None = None
    """What the report tells their state by, the surest of several."""
    killed: bool
    """Whether the report tells that they were killed: whoever was holds the office no longer."""
    corrected: tuple[Amendment, ...] = ()
    """What people set of them."""


def nodes(record: Record) -> Iterator[tuple[Node, Member]]:
    """The named people of a record."""
    text = record.report.text
    dead = {
        i
        for e in record.events
        if e.type == "ASSAULT" and e.modality == "asserted" and e.standing != "disputed"
        for i in e.recipients
        if _killing(record, e)
    }
    for a in record.actors:
        if a.kind != "person" or not a.named or not parts(a.name):
            continue
        body = _person(a)
        found, asked = keys(a.name)
        evidence = tuple(" … ".join(" ".join(text[s:e].split()) for s, e in r.evidence) for r in a.roles)
        node = Node("person", _id(body), body, found, asked)
        yield (
            node,
            Member(
                node.id,
                record.report.id,
                a.id,
                Seen(
                    name=a.name,
                    roles=a.roles,
                    evidence=evidence,
                    published=record.report.published,
                    basis=_basis(a),
                    killed=a.id in dead,
                    corrected=a.corrected,
                ),
            ),
        )


def _basis(a: Actor) -> str | None:
    return max((x.basis for x in a.affiliation if x.country == a.country), key=lambda b: (basis_weight(b), b), default=None)


def _killing(record: Record, e: Event) -> bool:
    return any(_KILL.search(record.report.text[s:t]) for s, t in e.evidence)


def _person(a: Actor) -> Person:
    offices = {(office_key(office_of(a.name, r.office)), r.country) for r in a.roles}
    return Person(name=a.name, country=a.country, offices=tuple(sorted(offices, key=str)), sector=a.sector)


@lru_cache(maxsize=16384)
def office_of(name: str, office: str) -> str:
    """An office without the words of its holder's own name, which a reading may leave in it."""
    own = set(name.lower().split())
    return " ".join(w for w in office.split() if w.lower() not in own) or office


def _id(p: Person) -> str:
    offices = ";".join(f"{office}/{country or ''}" for office, country in p.offices)
    return "|".join((" ".join(parts(p.name)), p.country or "", p.sector or "", offices))


def decide(a: Person, b: Person) -> tuple[float, str] | None:
    """A score of 1 for surely one, and why; None where the names have nothing in common."""
    how = agree(a.name, b.name)
    if how == "none":
        return None
    if how == "conflict":
        return 0.0, f"other given names: {a.name}, {b.name}"
    score, why = weight("people", how), [_AGREE[how]]
    rest = "_full" if how == "full" else ""
    if a.country and b.country:
        score += weight("people", "state" if a.country == b.country else f"other_state{rest}")
        mine, other = country_name(a.country), country_name(b.country)
        why.append(f"both of {mine}" if a.country == b.country else f"one of {mine}, one of {other}")
    if how == "full" and min(len(parts(a.name)), len(parts(b.name))) > 2:
        score += weight("people", "long_name")
    points, reason = _offices(a, b, how)
    return round(max(0.0, min(1.0, score + points)), 3), ", ".join([*why, *([reason] if reason else [])])


def _offices(a: Person, b: Person, how: str) -> tuple[float, str]:
    """What the offices of two say for and against their being one."""
    shared = _shared(a, b, exact=how != "full")
    if shared:
        return weight("people", "office"), f"both {shared[0]}"
    if a.offices and b.offices:
        if any(near_offices(x, y) for x, _ in a.offices for y, _ in b.offices):
            return 0.0, "offices in like words"
        return weight("people", "other_office_full" if how == "full" else "other_office"), "other offices"
    return (weight("people", "no_office"), "no office to compare") if how == "surname" else (0.0, "")


def _shared(a: Person, b: Person, *, exact: bool) -> list[str]:
    """Offices that both are shown in; of people with one full name a shorter way of saying it counts too."""
    pairs = ((x, y) for x, _ in a.offices for y, _ in b.offices)
    foreign = a.country and b.country and a.country != b.country  # generals of two states share a rank and nothing else
    return sorted(
        x for x, y in pairs if (_at_post(x) == _at_post(y) or (not exact and like_offices(x, y))) and not (foreign and only_rank(x))
    )


def _at_post(office: str) -> str:
    """An envoy's office without his post, which reports seldom tell and readings take for another: "ambassador to peru" is an ambassador."""
    return office.partition(" to ")[0]


def edge(a: Node, b: Node) -> Edge | None:
    """The decision between two forms; those with nothing in common get none."""
    assert isinstance(a.body, Person) and isinstance(b.body, Person)
    found = decide(a.body, b.body)
    if found is None:
        return None
    score, why = found
    open_from = 0.0 if agree(a.body.name, b.body.name) == "surname" else weight("people", "different")
    if open_from <= score < UNSURE and not why.startswith("other given"):
        return None  # a surname in another office: somebody else, or the same one later; other names of theirs may say which
    verdict: Verdict = "same" if score >= SAME else "unsure" if score >= UNSURE else "different"
    return Edge(a.id, b.id, verdict, score, why)
