"""People under all their forms, and the register of who held which office when."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.codebook.linking import office_key, single_holder
from dragoman.linking.linked import Cluster, Linked
from dragoman.linking.people import Seen
from dragoman.linking.views.doubts import doubts
from dragoman.linking.views.posts import Office, Place, Post, posts, sights
from dragoman.linking.views.tallies import states_read, tally
from dragoman.model.amendment import Amendment, merged
from dragoman.model.dossier import Evidence, Official, Organization, Person, Unsure


def people(linked: Linked) -> list[Person]:
    """One row a person, with the forms that were left apart from it."""
    unsure = doubts(linked, "person", full_name)
    return sorted((_person(c, unsure.get(c.id, ())) for c in linked.of("person")), key=name_position)


def name_position(row: Person | Organization) -> str:
    """Where somebody stands among others: by name and id."""
    return f"{row.name.lower()} {row.id}"


def _person(c: Cluster, unsure: tuple[Unsure, ...]) -> Person:
    told = tally(c)
    return Person(
        id=c.id,
        name=told.name,
        names=told.names,
        country=told.country,
        offices=told.offices,
        reports=tuple(sorted({m.report for m in c.members})),
        unsure=unsure,
        corrected=amendments(c),
    )


def amendments(c: Cluster) -> tuple[Amendment, ...]:
    """What people set of somebody."""
    return merged(x for m in c.members if isinstance(m.body, Seen) for x in m.body.corrected)


def full_name(c: Cluster) -> str:
    """The form with most words, and of those the one that most reports use."""
    return tally(c).name


class Shown(NamedTuple):
    """Somebody with the offices in which reports show them."""

    person: str
    name: str
    posts: dict[Office, Post]


def shown(c: Cluster) -> Shown:
    """A person with the offices in which reports show them."""
    told = tally(c)
    return Shown(c.id, told.name, posts(c).by_office(told.country))


def officials(linked: Linked) -> list[Official]:
    """Everybody in every office, by state, office and time."""
    found = evidence(linked.of("person"))
    rows = register(map(shown, linked.of("person")))
    return [o.model_copy(update={"evidence": tuple(words for _, words in found[o.person, office_key(o.office), o.country])}) for o in rows]


def evidence(clusters: Iterable[Cluster]) -> dict[tuple[str, str, str | None], list[tuple[Place, Evidence]]]:
    """The words by which reports show people in office, by person, office as compared and state, in the order of the reports."""
    out: dict[tuple[str, str, str | None], list[tuple[Place, Evidence]]] = defaultdict(list)
    for c in clusters:
        read, country = states_read(c), tally(c).country
        for m in c.members:
            for s in sights(m, read.get(m.node)):
                out[c.id, s.key, s.told or country].append((s.place, s.evidence))
    for found in out.values():
        found.sort(key=lambda at: at[0])
    return out


def register(people: Iterable[Shown]) -> list[Official]:
    """Some people in their offices, by state, office and time; of the words that show it each has the first."""
    offices: dict[Office, list[tuple[Shown, Post]]] = defaultdict(list)
    for one in people:
        for office, post in one.posts.items():
            offices[office].append((one, post))
    out = [row for (_, country), found in offices.items() for row in _office(country, found)]
    return sorted(out, key=official_position)


def official_position(row: Official) -> str:
    """Where somebody in an office stands among others: by state, office, day and name."""
    return " ".join((row.country or "~", office_key(row.office), row.from_ or row.to or "9999", row.holder, row.person))


def _office(country: str | None, found: list[tuple[Shown, Post]]) -> list[Official]:
    """The holders of one office in order."""
    rows = [_held(country, one, post) for one, post in found]
    rows.sort(key=lambda h: (h.row.from_ or h.row.to or "9999", h.row.holder))
    singly = [h for h in rows if single_holder(h.row.office)]
    return [_in_turn(h, singly) if single_holder(h.row.office) else h.row for h in rows]


class _Held(NamedTuple):
    """Somebody in an office, and the last day on which they are shown in it, or had it, as far as is known."""

    row: Official
    last: str


def _held(country: str | None, one: Shown, post: Post) -> _Held:
    first, last = post.held or (None, None)
    over = bool(post.left) and (last is None or max(post.left) >= last)
    row = Official(
        office=_called(post),
        country=country,
        holder=one.name,
        from_=first,
        to=(last or min(post.left)) if over else None,
        left=min((day for day in post.left if last is None or day > last), default=None),
        evidence=(post.first[1],),
        status=post.last[1],
        person=one.person,
        corrected=merged(x for _, found in sorted(post.corrected, key=lambda at: at[0]) for x in found),
    )
    return _Held(row, post.seen if row.status in ("current", "acting") else row.to or row.from_ or "")


def _called(post: Post) -> str:
    """The name of an office that most reports use; of several the plainest: "foreign minister" rather than "head of diplomacy"."""
    return min(post.called, key=lambda n: (-post.called[n][0], n.lower() != office_key(n), post.called[n][1]))


def _in_turn(held: _Held, rows: list[_Held]) -> Official:
    """A holder with who came after, and with those shown in office at the same time."""
    row, last = held
    if row.from_ is None:
        return row
    others = [(h.row.from_, h.row) for h in rows if h.row.person != row.person and h.row.from_]
    _, after = min(((day, r) for day, r in others if day > max(last, row.from_)), key=lambda o: o[0], default=("", None))
    changed = {"conflict": tuple(r.holder for day, r in others if row.from_ <= day <= last and r.status == row.status)}
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
        over = row.to is not None and (row.left or row.to) < day  # in between nobody says that they had left
        succeeded = any(_succeeds(r, row, day) for r in rows)
        if begun and not (over and (succeeded or row.successor is None)) and not (succeeded and single_holder(row.office)):
            out.append(row)
    return out


def _succeeds(later: Official, row: Official, day: str) -> bool:
    """Whether somebody else is shown in an office after a holder of it, and by a day."""
    one = (office_key(later.office), later.country) == (office_key(row.office), row.country)
    return one and later.person != row.person and (row.from_ or "") < (later.from_ or "") <= day
