"""The offices in which reports show somebody: what each report shows, and what all of them show, added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dragoman.codebook.linking import office_key
from dragoman.linking.index import Member
from dragoman.linking.linked import Cluster
from dragoman.linking.people import Seen, office_of
from dragoman.linking.views.tallies import states_read
from dragoman.model.amendment import Amendment
from dragoman.model.dossier import Evidence
from dragoman.model.record import Role
from dragoman.model.span import Span

_NOW = re.compile(r"now\b", re.IGNORECASE)
Office = tuple[str, str | None]
"""An office as compared, and its state."""
Place = tuple[str, str, str, int]
"""Where a report stands among those that show somebody in an office: its day, its id, and the person's and the office's place in it."""


class Sight(NamedTuple):
    """One report that shows somebody in or out of an office."""

    key: str
    told: str | None
    """The state of the office; None where it is the person's own."""
    office: str
    status: str
    place: Place
    published: str | None
    words: str
    spans: tuple[Span, ...]
    corrected: tuple[Amendment, ...]

    @property
    def evidence(self) -> Evidence:
        """The words by which the report shows it."""
        return Evidence(report=self.place[1], published=self.published, words=self.words, spans=self.spans)


def sights(m: Member, read: str | None) -> Iterator[Sight]:
    """What one report shows of somebody's offices; `read` is the state that it was read to give the person."""
    seen = m.body
    if not isinstance(seen, Seen):
        return
    day = seen.published or "9999"
    for n, (role, words) in enumerate(zip(seen.roles, seen.evidence, strict=True)):
        status = "former" if seen.killed or _over(role, seen.roles) else role.status
        office = office_of(seen.name, role.office)
        told = None if role.country == read else role.country or None  # that of the person, whatever state this one report was read to give
        place = day, m.report, m.item, n
        yield Sight(office_key(office), told, office, status, place, seen.published, words, role.evidence, seen.corrected)


def _over(role: Role, roles: tuple[Role, ...]) -> bool:
    """Whether another office is what somebody holds now: "defence minister, now ambassador to Spain"."""
    return len(roles) > 1 and role.status == "current" and not _NOW.match(role.office) and any(_NOW.match(r.office) for r in roles)


@dataclass(slots=True)
class Post:
    """Somebody in an office, as all reports show it."""

    first: tuple[Place, Evidence]
    """The first report that shows it."""
    last: tuple[Place, str]
    """The last one, and the status that it gives."""
    called: dict[str, tuple[int, Place]] = field(default_factory=dict)
    """How many reports call the office so, and where the first of them stands."""
    held: tuple[str, str] | None = None
    """The first and the last day on which a report shows them in office."""
    left: set[str] = field(default_factory=set)
    """The days on which reports show them out of it."""
    seen: str = ""
    """The last day on which a report shows either."""
    corrected: list[tuple[Place, tuple[Amendment, ...]]] = field(default_factory=list)
    """What people set of it, by report."""

    @classmethod
    def of(cls, s: Sight) -> Post:
        """What one report shows."""
        day = s.published or None
        in_office = s.status in ("current", "acting")
        return cls(
            first=(s.place, s.evidence),
            last=(s.place, s.status),
            called={s.office: (1, s.place)},
            held=(day, day) if day and in_office else None,
            left={day} if day and s.status == "former" else set(),
            seen=s.published or "",
            corrected=[(s.place, s.corrected)] if s.corrected else [],
        )

    def add(self, s: Sight) -> None:
        """Count one report more."""
        if s.place < self.first[0]:
            self.first = s.place, s.evidence
        if s.place > self.last[0]:
            self.last = s.place, s.status
        times, at = self.called.get(s.office, (0, s.place))
        self.called[s.office] = times + 1, min(at, s.place)
        if s.published:
            self.seen = max(self.seen, s.published)
            if s.status in ("current", "acting"):
                self._hold(s.published, s.published)
            elif s.status == "former":
                self.left.add(s.published)
        if s.corrected:
            self.corrected.append((s.place, s.corrected))

    def with_(self, other: Post) -> Post:
        """What this and another show together."""
        called = dict(self.called)
        for name, (times, at) in other.called.items():
            mine, first = called.get(name, (0, at))
            called[name] = mine + times, min(first, at)
        out = Post(
            first=min(self.first, other.first, key=lambda f: f[0]),
            last=max(self.last, other.last),
            called=called,
            held=self.held,
            left=self.left | other.left,
            seen=max(self.seen, other.seen),
            corrected=[*self.corrected, *other.corrected],
        )
        if other.held:
            out._hold(*other.held)
        return out

    def _hold(self, first: str, last: str) -> None:
        self.held = (min(self.held[0], first), max(self.held[1], last)) if self.held else (first, last)

    def plain(self) -> list[Any]:
        """The post as JSON has it; what people set of it is left out."""
        place, evidence = self.first
        return [[place, evidence.row()], self.last, self.called, self.held, sorted(self.left), self.seen]

    @classmethod
    def of_plain(cls, found: list[Any]) -> Post:
        """The post of what `plain` gave."""
        (place, evidence), (last, status), called, held, left, seen = found
        return cls(
            first=(tuple(place), Evidence.model_validate(evidence)),
            last=(tuple(last), status),
            called={name: (times, tuple(at)) for name, (times, at) in called.items()},
            held=(held[0], held[1]) if held else None,
            left=set(left),
            seen=seen,
        )


class Posts:
    """All offices in which somebody is shown."""

    def __init__(self) -> None:
        self._found: dict[Office, Post] = {}

    def add(self, m: Member, read: str | None) -> None:
        """Count what one report shows; `read` is the state that it was read to give the person."""
        for s in sights(m, read):
            at = s.key, s.told
            if at in self._found:
                self._found[at].add(s)
            else:
                self._found[at] = Post.of(s)

    def by_office(self, country: str | None) -> dict[Office, Post]:
        """Each post by its office; `country` is the state of the person."""
        out: dict[Office, Post] = {}
        for (key, told), post in self._found.items():
            at = key, told or country
            out[at] = out[at].with_(post) if at in out else post
        return out

    def plain(self) -> list[Any]:
        """The posts as JSON has them."""
        return [[*at, post.plain()] for at, post in self._found.items()]

    @classmethod
    def of_plain(cls, found: list[Any]) -> Posts:
        """The posts of what `plain` gave."""
        out = cls()
        out._found = {(key, told): Post.of_plain(post) for key, told, post in found}
        return out


def posts(c: Cluster) -> Posts:
    """The offices in which a person is shown."""
    read, out = states_read(c), Posts()
    for m in c.members:
        out.add(m, read.get(m.node))
    return out
