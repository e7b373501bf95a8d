"""What became of what was agreed: for each area, later events that carry it out or contradict it, and how long nothing has been read of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from dragoman.codebook.files import table, words
from dragoman.codebook.linking import against, carried_out
from dragoman.codebook.vocabulary import stages
from dragoman.linking.events import Told
from dragoman.linking.linked import Linked, mentions
from dragoman.linking.reports import Text
from dragoman.linking.times import day, days
from dragoman.linking.views.happenings import event_position
from dragoman.model.amendment import Amendment
from dragoman.model.dossier import Committed, Evidence, FollowThrough, LinkedEvent, Step, Thread

ENOUGH = 0.6
"""Score from which an event counts for or against an area."""
_TYPE, _WORD, _PARTIES, _PLACE = 0.25, 0.3, 0.3, 0.1


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


@dataclass(frozen=True)
class Promise:
    """One area that was committed to, by an agreement or outside any."""

    thread: Thread | None
    name: str
    parties: tuple[str, ...]
    area: str
    date: str | None
    report: str
    published: str | None
    words: str
    corrected: tuple[Amendment, ...] = ()

    @property
    def day(self) -> int | None:
        """From when on what was promised can have been done."""
        found = days(self.date)
        return found[1] if found else day(self.published)


def agreed(thread: Thread) -> Iterator[Promise]:
    """What an agreement that has come as far as a draft commits its parties to."""
    if stages().index(thread.stage) < stages().index("drafted"):
        return
    since, told, said = _commitment(thread)
    for area in thread.named_by:
        yield Promise(thread, thread.names[0], thread.parties, area.area, since, told.report, told.published, said, thread.corrected)


def promised(e: LinkedEvent, threads: Iterable[Thread]) -> Iterator[Promise]:
    """What one side promised the other outside any agreement; `threads` are those that the same reports tell of."""
    given = {c for c in e.actor_countries if c}
    taken = {c for c in e.recipient_countries if c} - given
    if e.type != "AGREE" or len(given) != 1 or not taken or e.modality == "negated":
        return
    told = e.evidence[0]
    if any(told.report in t.reports and given | taken <= set(t.parties) for t in threads):
        return
    for area in _areas_in(told.words):
        yield Promise(
            None,
            told.words,
            tuple(sorted(given | taken)),
            area,
            e.date or told.published,
            told.report,
            told.published,
            told.words,
            e.corrected,
        )


def follow(p: Promise, since: Since) -> FollowThrough:
    """What became of a promise."""
    done, contrary = [], []
    for e in _later(p, since):
        breach = _contradicts(e, p.area, p.parties)
        found = None if breach is not None else _carries(e, p.area, p.parties)
        if breach is not None:
            contrary.append(breach)
        elif found is not None:
            done.append(found)
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


def counts_for(e: LinkedEvent, areas: Iterable[str]) -> list[str]:
    """Those of some areas for or against which an event may count, by its type and words alone."""
    if e.modality != "asserted":
        return []
    said = " ".join(x.words for x in e.evidence).lower()
    rules = ((area, *counting(area)) for area in areas)
    return [area for area, types, stems in rules if e.type in types and (not stems or any(stem in said for stem in stems))]


@cache
def counting(area: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Types of the events that can count for or against an area, and stems one of which their words must have where there are any."""
    rule = carried_out(area)
    return against().breach.types | (rule.types if rule else frozenset()), rule.stems if rule else ()


def _later(p: Promise, since: Since) -> Iterator[LinkedEvent]:
    """Events that can count, told by other reports than the one that tells of the commitment."""
    if p.day is None:
        return
    for e in sorted(since.later(p.parties, p.day, p.area), key=event_position):
        if p.report not in e.reports or days(e.date) is not None:
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


def _commitment(thread: Thread) -> tuple[str | None, Evidence, str]:
    """When and by which report the parties committed themselves: at signature, else at the last stage before it."""
    order = stages()
    held = [s for s in thread.stage_history if s.standing != "disputed"] or thread.stage_history
    bound = [s for s in held if order.index(s.stage) <= order.index("in_force")]
    step = next((s for s in bound if s.stage == "signed"), bound[-1] if bound else thread.stage_history[0])
    told = step.evidence[0]
    return step.date or told.published, told, told.words


def _carries(e: LinkedEvent, area: str, parties: tuple[str, ...]) -> Step | None:
    """Whether an event that has happened carries an area out, and why."""
    rule = carried_out(area)
    if rule is None or e.modality != "asserted" or e.type not in rule.types:
        return None
    stem = rule.stem(" ".join(x.words for x in e.evidence))
    if stem is None:
        return None
    shared = sorted(e.states & set(parties))
    score = _TYPE + _WORD + (_PARTIES if len(shared) > 1 else 0.0) + (_PLACE if e.place_country in parties else 0.0)
    return _step(
        e,
        score,
        [
            f"{e.type} between {' and '.join(shared)}" if len(shared) > 1 else f"{e.type} by or to {shared[0]}",
            f"words of {area.replace('_', ' ')}" if stem else "",
        ],
    )


def _contradicts(e: LinkedEvent, area: str, parties: tuple[str, ...]) -> Step | None:
    """Whether an event speaks against an area: a breach by one party of what concerns the other."""
    rules, rule = against(), carried_out(area)
    if e.type not in rules.breach.types or e.modality != "asserted":
        return None
    said = " ".join(x.words for x in e.evidence)
    shared = sorted(e.states & set(parties))
    if len(shared) < 2:
        return None
    wordless = rule is None or not rule.stems
    of_area = not wordless and rule is not None and rule.stem(said) is not None
    breach = rules.breach.stem(said)
    if not ((of_area and (breach or e.type in rules.strong)) or (wordless and e.type in rules.plain)):
        return None
    score = _PARTIES + (_TYPE if e.type in rules.strong else 0.1) + (_WORD if of_area else 0.1) + (0.1 if breach else 0.0)
    return _step(
        e,
        score,
        [
            f"{e.type} between {' and '.join(shared)}",
            f"words of {area.replace('_', ' ')}" if of_area else "",
            f"“{breach}”" if breach else "",
        ],
    )


def _step(e: LinkedEvent, score: float, why: Iterable[str]) -> Step | None:
    if score < ENOUGH:
        return None
    told = e.evidence[0]
    source = f"according to {', '.join(e.according_to)}" if e.standing != "reported" and e.according_to else ""
    disputed = "disputed" if e.standing == "disputed" else ""
    reasons = ", ".join(w for w in (*why, source, disputed) if w)
    return Step(
        event=e.id,
        date=e.date or told.published,
        report=told.report,
        why=reasons,
        score=round(score, 2),
        standing=e.standing,
        words=told.words,
        corrected=e.corrected,
    )


def _areas_in(said: str) -> Iterator[str]:
    """Areas of cooperation that some words name; rebuilding counts beside those of the codebook."""
    for area, patterns in table("agreements")["area"].items():
        if area != "general" and words(*patterns).search(said):
            yield area
    if re.search(r"\b(?:rebuil|reconstruct)", said.lower()):
        yield "reconstruction"
