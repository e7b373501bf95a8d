"""What became of what was agreed: for each area, later events that carry it out or contradict it, and how long nothing has been read of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from dragoman.linking.linked import Linked, mentions
from dragoman.linking.reports import Text
from dragoman.linking.tellings import Told
from dragoman.linking.times import day, days
from dragoman.linking.views.deeds import counts_for, judge
from dragoman.linking.views.happenings import event_position
from dragoman.linking.views.promises import Promise, agreed, promised
from dragoman.model.dossier import Committed, FollowThrough, LinkedEvent, Step, Thread


class Since(Protocol):
    """What was read after a commitment; `store` answers the same from a database."""

    newest: int | None
    """Day of the newest report."""

    def later(self, parties: Sequence[str], after: int, area: str) -> Iterable[LinkedEvent]:
        """Events with at least one of the parties that may count for or against an area, dated or first told after a day; in their order."""

    def reports_since(self, parties: Sequence[str], after: int) -> int:
        """How many reports that tell of two of the parties were published after a day."""

    def threads_of(self, parties: Sequence[str]) -> Iterable[Thread]:
        """Agreements that all of these are parties to, in order."""


def follow(p: Promise, since: Since, most: int | None = None) -> FollowThrough:
    """What became of a promise.

    Args:
        most: how many of the first events that carry it out, and of those that contradict it, are wanted; without it, all.
    """
    done, contrary = _steps(p, since, most)
    dated = days(p.date)
    return FollowThrough(
        agreement=p.thread.id if p.thread else None,
        name=p.name,
        parties=p.parties,
        area=p.area,
        committed=Committed(date=p.date, report=p.report, words=p.words),
        carried_out=tuple(done),
        contradicted=tuple(contrary),
        taken_up=tuple(_taken_up(p.thread, p.area, since)) if p.thread is not None else (),
        reports_since=since.reports_since(p.parties, p.day) if p.day is not None else 0,
        days_since=since.newest - dated[1] if dated and since.newest is not None else None,
        corrected=p.corrected,
    )


def _steps(p: Promise, since: Since, most: int | None) -> tuple[list[Step], list[Step]]:
    """The first events that carry a promise out, and the first that contradict it; no event is looked at when there are enough of both."""
    done: list[Step] = []
    contrary: list[Step] = []
    for e in _later(p, since):
        step, against = judge(e, p, carried=most is None or len(done) < most)
        done += [step] if step is not None else []
        contrary += [against] if against is not None else []
        if most is not None and min(len(done), len(contrary)) >= most:
            break
    return done, contrary[:most]


def _later(p: Promise, since: Since) -> Iterator[LinkedEvent]:
    """Events that can count, told by other reports than the one that tells of the commitment."""
    if p.day is None:
        return
    for e in since.later(p.parties, p.day, p.area):
        # what the same report announces is what was promised
        if p.report not in e.reports or not (e.modality == "planned" or days(e.date) is None):
            yield e


def _taken_up(thread: Thread, area: str, since: Since) -> Iterator[Step]:
    """Later agreements of the same parties that name the area again."""
    first = _first_told(thread)
    for other in since.threads_of(thread.parties):
        begun = _first_told(other)
        if other.id == thread.id or area not in other.areas or first is None or begun is None or begun <= first:
            continue
        told = other.evidence[0]
        why = f"a later {other.instrument.replace('_', ' ')} of the same parties, {other.stage.replace('_', ' ')}, names it again"
        yield Step(
            event=other.id,
            date=other.date or told.published,
            report=told.report,
            why=why,
            score=1.0,
            standing=other.standing,
            words=told.words,
            corrected=other.corrected,
        )


def _first_told(thread: Thread) -> int | None:
    return min((d for e in thread.evidence if (d := day(e.published)) is not None), default=None)


class Ledger:
    """All that is promised in a dossier in memory, with its events by state."""

    def __init__(self, linked: Linked, events: list[LinkedEvent], threads: list[Thread]) -> None:
        self._events: dict[str, list[LinkedEvent]] = defaultdict(list)
        for e in events:
            for state in e.states:
                self._events[state].append(e)
        self._all, self._threads = events, threads
        self._day: dict[str, int] = {}
        self._about: dict[str, set[str]] = defaultdict(set)
        for c in linked.of("event"):
            for n in c.nodes:
                assert isinstance(n.body, Told)
                self._report(n.body.report, n.body.published, n.body.states)
        for c in linked.of("agreement"):
            for m in mentions(c):
                self._report(m.report, m.published, m.states)
        published = (n.body.published for c in linked.of("report") for n in c.nodes if isinstance(n.body, Text))
        self.newest = max((d for p in published if (d := day(p)) is not None), default=None)

    def _report(self, report: str, published: str | None, states: frozenset[str]) -> None:
        for state in states:
            self._about[state].add(report)
        if (found := day(published)) is not None:
            self._day[report] = found

    def rows(self) -> Iterator[FollowThrough]:
        """Every area of every agreement that has come as far as a draft, and of every promise."""
        for thread in self._threads:
            yield from (follow(p, self) for p in agreed(thread))
        for e in self._all:
            yield from (follow(p, self) for p in promised(e, self._threads))

    def later(self, parties: Sequence[str], after: int, area: str) -> Iterator[LinkedEvent]:
        there = {e.id: e for state in parties for e in self._events.get(state, ())}
        found = (e for e in there.values() if (first := self._first(e)) is not None and first > after and counts_for(e, [area]))
        yield from sorted(found, key=event_position)

    def _first(self, e: LinkedEvent) -> int | None:
        """The first day that an event can have, else that of the first report that tells it."""
        when = days(e.date)
        return when[0] if when else min((d for r in e.reports if (d := self._day.get(r))), default=None)

    def reports_since(self, parties: Sequence[str], after: int) -> int:
        pairs = [self._about[a] & self._about[b] for i, a in enumerate(parties) for b in parties[i + 1 :]]
        return sum(self._day.get(r, 0) > after for r in set().union(*pairs))

    def threads_of(self, parties: Sequence[str]) -> Iterator[Thread]:
        return (t for t in self._threads if set(parties) <= set(t.parties))
