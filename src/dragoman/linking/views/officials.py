"""People under all their forms, and the register of who held which office when."""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from dragoman.codebook.gazetteer import names_state
from dragoman.codebook.linking import basis_weight, office_key, other_holder, several, single_holder
from dragoman.linking.linked import Cluster, Linked
from dragoman.linking.names import parts
from dragoman.linking.people import Person as Form
from dragoman.linking.people import Seen, office_of
from dragoman.linking.views.doubts import doubts
from dragoman.model.amendment import Amendment, merged
from dragoman.model.dossier import Evidence, Official, Organization, Person, Unsure
from dragoman.model.record import Role
from dragoman.model.span import Span

_NOW = re.compile(r"now\b", re.IGNORECASE)
_AROUND = ("coreference", "outlet")
_STATES: WeakKeyDictionary[Cluster, str | None] = WeakKeyDictionary()
"""States of people, for as long as their clusters are in use: somebody may be in a thousand reports."""


def people(linked: Linked) -> list[Person]:
    """One row a person, with the forms that were left apart from it."""
    unsure = doubts(linked, "person", full_name)
    return sorted((_person(c, unsure.get(c.id, ())) for c in linked.of("person")), key=name_position)


def name_position(row: Person | Organization) -> str:
    """Where somebody stands among others: by name and id."""
    return f"{row.name.lower()} {row.id}"


def _person(c: Cluster, unsure: tuple[Unsure, ...]) -> Person:
    seen = [m.body for m in c.members if isinstance(m.body, Seen)]
    offices = dict.fromkeys(r.office for s in seen for r in s.roles)
    return Person(
        id=c.id,
        name=full_name(c),
        names=tuple(sorted({s.name for s in seen})),
        country=_state(c),
        offices=tuple(offices),
        reports=tuple(sorted({m.report for m in c.members})),
        unsure=unsure,
        corrected=amendments(c),
    )


def amendments(c: Cluster) -> tuple[Amendment, ...]:
    """What people set of somebody."""
    return merged(x for m in c.members if isinstance(m.body, Seen) for x in m.body.corrected)


def _state(c: Cluster) -> str | None:
    """The state of a person."""
    if c not in _STATES:
        _STATES[c] = _told_most(c)
    return _STATES[c]


def _told_most(c: Cluster) -> str | None:
    """The state that most reports of a person give, each by what it tells it from ([people.basis] in linking.toml).

    What reports tell only by the words around counts no more than `around` together: they err alike, and copies tell it again.
    An office that names another of these states ("CAR's spokesman") speaks for that one, whatever state its report was read to give.
    """
    of_node = {n.id: n.body.country for n in c.nodes if isinstance(n.body, Form)}
    found = {state for state in of_node.values() if state}
    others = {state: tuple(sorted(found - {state})) for state in found}
    states: dict[str, float] = defaultdict(float)
    around: dict[str, float] = defaultdict(float)
    for m in c.members:
        state = of_node.get(m.node)
        if state and isinstance(m.body, Seen):
            offices = tuple(r.office for r in m.body.roles)
            told, counts, named = _speaks(m.body.evidence, offices, m.body.basis, state, others[state])
            votes = around if not named and m.body.basis in _AROUND else states
            votes[told] += counts
    for state, points in around.items():
        states[state] += min(points, basis_weight("around"))
    return min(states, key=lambda s: (-states[s], s)) if states else None


@lru_cache(maxsize=65536)
def _speaks(
    evidence: tuple[str, ...], offices: tuple[str, ...], basis: str | None, state: str, others: tuple[str, ...]
) -> tuple[str, float, bool]:
    """The state for which a report of somebody speaks, what it counts, and whether its words name that state."""
    said = (*evidence, *(o.title() for o in offices))
    named = next((s for s in (state, *others) if _says(said, s)), None)
    return (named, basis_weight("said"), True) if named else (state, _told_by(evidence, basis, state), False)


def _told_by(evidence: tuple[str, ...], basis: str | None, state: str) -> float:
    """What a report counts that does not say the state with the office.

    An office that is told of several ("Foreign ministers A and B") is told of several states; words around are no ground for a state that
    is somebody else's ("his Bolivian opposite number").
    """
    words = " ".join(evidence)
    if basis in _AROUND and other_holder(words) and names_state(words, state):
        return 0.0
    own = any(not several(w) for w in evidence)
    return basis_weight(basis or "") + (basis_weight("office") if own else 0.0)


def _says(evidence: tuple[str, ...], state: str) -> bool:
    """Whether the words of an office name its state; those that tell of somebody else's ("his Norwegian counterpart") do not."""
    stretches = (w for words in evidence for w in words.split(" … "))
    return any(names_state(w, state) for w in stretches if not other_holder(w))


def full_name(c: Cluster) -> str:
    """The form with most words, and of those the one that most reports use."""
    names = Counter(m.body.name for m in c.members if isinstance(m.body, Seen))
    return min(names, key=lambda n: (-len(parts(n)), -names[n], n))


class _Sight(NamedTuple):
    """One report that shows somebody in or out of an office."""

    person: str
    name: str
    office: str
    status: str
    day: str | None
    evidence: Evidence
    corrected: tuple[Amendment, ...] = ()


def officials(linked: Linked) -> list[Official]:
    """Everybody in every office, by state, office and time."""
    sights: dict[tuple[str, str | None], list[_Sight]] = defaultdict(list)
    for c in linked.of("person"):
        name, state = full_name(c), _state(c)
        read = {n.id: n.body.country for n in c.nodes if isinstance(n.body, Form)}
        for m in c.members:
            if not isinstance(m.body, Seen):
                continue
            for role, words in zip(m.body.roles, m.body.evidence, strict=True):
                status = "former" if m.body.killed or _over(role, m.body.roles) else role.status
                evidence = _evidence(m.report, m.body.published, words, role.evidence)
                office = office_of(m.body.name, role.office)
                sight = _Sight(c.id, name, office, status, m.body.published, evidence, m.body.corrected)
                misread = role.country == read.get(m.node)  # the office has the state that the report gives the person
                sights[office_key(office), state if misread else role.country or state].append(sight)
    out = [row for (_, country), found in sights.items() for row in _office(country, found)]
    return sorted(out, key=official_position)


@lru_cache(maxsize=65536)
def _evidence(report: str, published: str | None, words: str, spans: tuple[Span, ...]) -> Evidence:
    """The words by which a report shows somebody in an office."""
    return Evidence(report=report, published=published, words=words, spans=spans)


def _over(role: Role, roles: tuple[Role, ...]) -> bool:
    """Whether another office is what somebody holds now: "defence minister, now ambassador to Spain"."""
    return len(roles) > 1 and role.status == "current" and not _NOW.match(role.office) and any(_NOW.match(r.office) for r in roles)


def official_position(row: Official) -> str:
    """Where somebody in an office stands among others: by state, office, day and name."""
    return " ".join((row.country or "~", office_key(row.office), row.from_ or row.to or "9999", row.holder, row.person))


def _office(country: str | None, sights: list[_Sight]) -> list[Official]:
    """The holders of one office in order."""
    rows = []
    for person in dict.fromkeys(s.person for s in sights):
        own = sorted((s for s in sights if s.person == person), key=lambda s: (s.day or "9999", s.evidence.report))
        rows.append(_holder(country, own))
    rows.sort(key=lambda r: (r.from_ or r.to or "9999", r.holder))
    singly = [r for r in rows if single_holder(r.office)]
    return [_in_turn(r, singly) if r in singly else r for r in rows]


def _holder(country: str | None, own: list[_Sight]) -> Official:
    held = [s.day for s in own if s.status in ("current", "acting") and s.day]
    left = [s.day for s in own if s.status == "former" and s.day]
    first, last = min(held, default=None), max(held, default=None)
    after = [day for day in left if last is None or day > last]
    over = bool(left) and (last is None or max(left) >= last)
    return Official(
        office=_called(own),
        country=country,
        holder=own[0].name,
        from_=first,
        to=(last or min(left)) if over else None,
        left=min(after, default=None),
        evidence=tuple(s.evidence for s in own),
        status=own[-1].status,
        person=own[0].person,
        corrected=merged(x for s in own for x in s.corrected),
    )


def _called(own: list[_Sight]) -> str:
    """The name of an office that most reports use; of several the plainest: "foreign minister" rather than "head of diplomacy"."""
    names = Counter(s.office for s in own)
    return min(names, key=lambda n: (-names[n], n.lower() != office_key(n), list(names).index(n)))


def _in_turn(row: Official, rows: list[Official]) -> Official:
    """A holder with who came after, and with those shown in office at the same time."""
    if row.from_ is None:
        return row
    last = _last_seen(row)
    others = [(r.from_, r) for r in rows if r.person != row.person and r.from_]
    _, after = min(((day, r) for day, r in others if day > max(last, row.from_)), key=lambda o: o[0], default=("", None))
    changed = {"conflict": tuple(r.holder for day, r in others if row.from_ <= day <= last and r.status == row.status)}
    if after is not None:
        return row.model_copy(
            update=changed | {"to": row.to or last, "successor": after.holder, "gap": (after.from_ or "") > (row.to or last)}
        )
    return row.model_copy(update=changed)


def _last_seen(row: Official) -> str:
    """The last day on which somebody is shown in an office, or had it, as far as is known."""
    if row.status in ("current", "acting"):
        return max((e.published or "" for e in row.evidence), default="")
    return row.to or row.from_ or ""


def in_office(rows: list[Official], day: str) -> list[Official]:
    """Who held each office on a day, as far as is shown: the last one seen before it who is not known to have left."""
    out = []
    for row in rows:
        begun = row.from_ is not None and row.from_ <= day
        over = row.to is not None and (row.left or row.to) < day  # in between nobody says that they had left
        succeeded = any(_succeeds(r, row, day) for r in rows)
        if begun and not (over and (succeeded or row.successor is None)) and not (succeeded and single_holder(row.office)):
            out.append(row)
    return out


def _succeeds(later: Official, row: Official, day: str) -> bool:
    """Whether somebody else is shown in an office after a holder of it, and by a day."""
    one = (office_key(later.office), later.country) == (office_key(row.office), row.country)
    return one and later.person != row.person and (row.from_ or "") < (later.from_ or "") <= day
