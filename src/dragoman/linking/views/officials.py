"""People under all their forms, and the register of who held which office when."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from dragoman.codebook.gazetteer import names_state
from dragoman.codebook.linking import office_key, other_holder, single_holder
from dragoman.linking.linked import Cluster, Linked
from dragoman.linking.names import parts
from dragoman.linking.people import Person as Form
from dragoman.linking.people import Seen, office_of
from dragoman.linking.views.doubts import doubts
from dragoman.model.amendment import Amendment, merged
from dragoman.model.dossier import Evidence, Official, Organization, Person, Unsure

_SAID = 5
"""How many reports of which the state has to be guessed weigh as much as one that names it."""


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
    """The state that most reports of a person give; one that says it with the office ("Norway's defence minister") counts for several."""
    of_node = {n.id: n.body.country for n in c.nodes if isinstance(n.body, Form)}
    states: Counter[str] = Counter()
    for m in c.members:
        state = of_node.get(m.node)
        if state:
            states[state] += _SAID if isinstance(m.body, Seen) and _says(m.body.evidence, state) else 1
    return min(states, key=lambda s: (-states[s], s)) if states else None


def _says(evidence: tuple[str, ...], state: str) -> bool:
    """Whether the words of an office name its state; those that tell of somebody else's ("his Norwegian counterpart") do not."""
    stretches = (w for words in evidence for w in words.split(" … "))
    return any(names_state(w, state) for w in stretches if not other_holder(w))


def full_name(c: Cluster) -> str:
    """The form with most words, and of those the one that most reports use."""
    names = Counter(m.body.name for m in c.members if isinstance(m.body, Seen))
    return min(names, key=lambda n: (-len(parts(n)), -names[n], n))


@dataclass(frozen=True)
class _Sight:
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
                evidence = Evidence(report=m.report, published=m.body.published, words=words, spans=role.evidence)
                office = office_of(m.body.name, role.office)
                sight = _Sight(c.id, name, office, "former" if m.body.killed else role.status, m.body.published, evidence, m.body.corrected)
                misread = role.country == read.get(m.node)  # the office has the state that the report gives the person
                sights[office_key(office), state if misread else role.country or state].append(sight)
    out = [row for (_, country), found in sights.items() for row in _office(country, found)]
    return sorted(out, key=official_position)


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
    status = next((s.status for s in reversed(own)), "current")
    return Official(
        office=Counter(s.office for s in own).most_common(1)[0][0],
        country=country,
        holder=own[0].name,
        from_=min(held) if held else None,
        to=(max(held) if held else min(left)) if left and (not held or max(left) >= max(held)) else None,
        evidence=tuple(s.evidence for s in own),
        status=status,
        person=own[0].person,
        corrected=merged(x for s in own for x in s.corrected),
    )


def _in_turn(row: Official, rows: list[Official]) -> Official:
    """A holder with who came after, and with those shown in office at the same time."""
    if row.from_ is None:
        return row
    last = max((e.published or "" for e in row.evidence), default="") if row.status in ("current", "acting") else row.to or row.from_
    later = [r for r in rows if r.person != row.person and r.from_ and r.from_ > row.from_]
    after = min((r for r in later if r.from_ and r.from_ > last), key=lambda r: r.from_ or "", default=None)
    amid = tuple(r.holder for r in rows if r.person != row.person and r.from_ and row.from_ <= r.from_ <= last and r.status == row.status)
    changed = {"conflict": amid}
    if after is not None:
        return row.model_copy(
            update=changed | {"to": row.to or last, "successor": after.holder, "gap": (after.from_ or "") > (row.to or last)}
        )
    return row.model_copy(update=changed)


def in_office(rows: list[Official], day: str) -> list[Official]:
    """Who held each office on a day, as far as is shown: the last one seen before it who is not known to have left."""
    out = []
    for row in rows:
        begun = row.from_ is not None and row.from_ <= day
        over = row.to is not None and row.to < day
        succeeded = any(
            r.from_ and r.from_ <= day and (row.from_ or "") < r.from_ and r.person != row.person
            for r in rows
            if (office_key(r.office), r.country) == (office_key(row.office), row.country)
        )
        if begun and not (over and (succeeded or row.successor is None)) and not (succeeded and single_holder(row.office)):
            out.append(row)
    return out
