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
        """Events with at least one of the parties that may count for or against an area, dated or first told after a day."""

    def reports_since(self, parties: Sequence[str], after: int) -> int:
        """How many reports that tell of two of the parties were published after a day."""

    def threads_of(self, parties: Sequence[str]) -> Iterable[Thread]:
        """Agreements that all of these are parties to, in order."""


def follow(p: Promise, since: Since) -> FollowThrough:
    """What became of a promise."""
    judged = [judge(e, p) for e in _later(p, since)]
    done = [step for step, _ in judged if step is not None]
    contrary = [step for _, step in judged if step is not None]
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


def _later(p: Promise, since: Since) -> Iterator[LinkedEvent]:
    """Events that can count, told by other reports than the one that tells of the commitment."""
    if p.day is None:
        return
    for e in sorted(since.later(p.parties, p.day, p.area), key=event_position):
        announced = e.modality == "planned" or days(e.date) is None
        if p.report not in e.reports or not announced:  # what the same report announces is what was promised
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
        seen: set[str] = set()
        for e in (e for state in parties for e in self._events.get(state, ())):
            when = days(e.date)
            first = when[0] if when else min((d for r in e.reports if (d := self._day.get(r))), default=None)
            if e.id not in seen and first is not None and first > after and counts_for(e, [area]):
                seen.add(e.id)
                yield e

    def reports_since(self, parties: Sequence[str], after: int) -> int:
        pairs = [self._about[a] & self._about[b] for i, a in enumerate(parties) for b in parties[i + 1 :]]
        return sum(self._day.get(r, 0) > after for r in set().union(*pairs))

    def threads_of(self, parties: Sequence[str]) -> Iterator[Thread]:
        return (t for t in self._threads if set(parties) <= set(t.parties))
