"""What all reports say of somebody, counted: one report more is added to the count, and nothing is read again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from dragoman.codebook.linking import basis_weight
from dragoman.linking.index import Member
from dragoman.linking.linked import Cluster
from dragoman.linking.names import parts
from dragoman.linking.people import Person as Form
from dragoman.linking.people import Seen
from dragoman.linking.views.votes import Vote, vote

_TALLIES: WeakKeyDictionary[Cluster, Tally] = WeakKeyDictionary()
"""Tallies for as long as their clusters are in use: somebody may be in a thousand reports."""


class Tally:
    """The names, states and offices that reports give somebody.

    Args:
        states: of all the forms under which the person appears.
    """

    def __init__(self, states: Iterable[str]) -> None:
        found = set(states)
        self._others = {state: tuple(sorted(found - {state})) for state in found}
        self._names: Counter[str] = Counter()
        self._votes: Counter[Vote] = Counter()
        self._offices: dict[str, tuple[str, str, int]] = {}

    def add(self, m: Member, state: str | None) -> None:
        """Count one report; `state` is what it was read to give."""
        if not isinstance(m.body, Seen):
            return
        self._names[m.body.name] += 1
        if state:
            self._votes[vote(m.body, state, self._others[state])] += 1
        for n, role in enumerate(m.body.roles):
            at = m.report, m.item, n
            self._offices[role.office] = min(at, self._offices.get(role.office, at))

    @property
    def name(self) -> str:
        """The form with most words, and of those the one that most reports use."""
        return min(self._names, key=lambda n: (-len(parts(n)), -self._names[n], n))

    @property
    def names(self) -> tuple[str, ...]:
        """All names that reports use."""
        return tuple(sorted(self._names))

    @property
    def offices(self) -> tuple[str, ...]:
        """All offices that reports give, in the order of the reports."""
        return tuple(sorted(self._offices, key=self._offices.__getitem__))

    @property
    def country(self) -> str | None:
        """The state that most reports give, each by what it tells it from ([people.basis] in linking.toml).

        What reports tell only by the words around counts no more than `around` together: they err alike, and copies tell it again.
        """
        states: dict[str, float] = defaultdict(float)
        around: dict[str, float] = defaultdict(float)
        for (state, counts, is_around), times in sorted(self._votes.items()):
            (around if is_around else states)[state] += counts * times
        for state, points in around.items():
            states[state] += min(points, basis_weight("around"))
        return min(states, key=lambda s: (-states[s], s)) if states else None

    def plain(self) -> dict[str, Any]:
        """The tally as JSON has it."""
        votes = [[*told, times] for told, times in self._votes.items()]
        return {"states": sorted(self._others), "names": self._names, "votes": votes, "offices": self._offices}

    @classmethod
    def of_plain(cls, found: dict[str, Any]) -> Tally:
        """The tally of what `plain` gave."""
        out = cls(found["states"])
        out._names.update(found["names"])
        out._votes.update({(state, float(counts), around): times for state, counts, around, times in found["votes"]})
        out._offices = {office: (report, item, n) for office, (report, item, n) in found["offices"].items()}
        return out


def states_read(c: Cluster) -> dict[str, str | None]:
    """The state that reports of each form of a person were read to give, by its node."""
    return {n.id: n.body.country for n in c.nodes if isinstance(n.body, Form)}


def tally(c: Cluster) -> Tally:
    """The tally of a person."""
    if c not in _TALLIES:
        read = states_read(c)
        made = Tally(state for state in read.values() if state)
        for m in c.members:
            made.add(m, read.get(m.node))
        _TALLIES[c] = made
    return _TALLIES[c]
