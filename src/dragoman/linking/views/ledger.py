"""What became of what was agreed: for each area, later events that carry it out or contradict it, and how long nothing has been read of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dragoman.codebook.files import table, words
from dragoman.codebook.linking import against, carried_out
from dragoman.codebook.vocabulary import stages
from dragoman.linking.events import Told
from dragoman.linking.linked import Linked, mentions
from dragoman.linking.times import day, days
from dragoman.model.dossier import Committed, FollowThrough, LinkedEvent, Step, Thread

ENOUGH = 0.6
"""Score from which an event counts for or against an area."""
_TYPE, _WORD, _PARTIES, _PLACE = 0.25, 0.3, 0.3, 0.1


class Ledger:
    """The events and reports of a dossier, by pair of states."""

    def __init__(self, linked: Linked, events: list[LinkedEvent], threads: list[Thread]) -> None:
        self.events: dict[str, list[LinkedEvent]] = defaultdict(list)
        for e in events:
            for state in e.states:
                self.events[state].append(e)
        self.threads = threads
        self.day: dict[str, int] = {}
        self.states: dict[str, set[str]] = defaultdict(set)
        for c in linked.of("event"):
            for n in c.nodes:
                assert isinstance(n.body, Told)
                self._report(n.body.report, n.body.published, n.body.states)
        for c in linked.of("agreement"):
            for m in mentions(c):
                self._report(m.report, m.published, m.states)
        self.newest = max(self.day.values(), default=None)
        self._about: dict[str, set[str]] = defaultdict(set)
        for report, states in self.states.items():
            for state in states:
                self._about[state].add(report)

    def _report(self, report: str, published: str | None, states: frozenset[str]) -> None:
        self.states[report] |= states
        if (found := day(published)) is not None:
            self.day[report] = found

    def rows(self) -> list[FollowThrough]:
        """Every area of every agreement that has come as far as a draft, and of every promise."""
        out = [row for t in self.threads if stages().index(t.stage) >= stages().index("drafted") for row in self._of_thread(t)]
        return [*out, *self._promises()]

    def _of_thread(self, thread: Thread) -> Iterator[FollowThrough]:
        since, report, said = _commitment(thread)
        for area in thread.named_by:
            yield self._row(thread.id, thread.names[0], thread.parties, area.area, since, report, said, thread)

    def _promises(self) -> Iterator[FollowThrough]:
        """What one side promised the other outside any agreement."""
        for e in sorted({e.id: e for found in self.events.values() for e in found}.values(), key=lambda e: (e.reports, e.id)):
            given = {c for c in e.actor_countries if c}
            taken = {c for c in e.recipient_countries if c} - given
            if e.type != "AGREE" or len(given) != 1 or not taken or e.modality == "negated":
                continue
            told = e.evidence[0]
            if any(set(told.report.split()) & set(t.reports) and given | taken <= set(t.parties) for t in self.threads):
                continue
            for area in _areas_in(told.words):
                yield self._row(
                    None, told.words, tuple(sorted(given | taken)), area, e.date or told.published, told.report, told.words, None
                )

    def _row(
        self,
        agreement: str | None,
        name: str,
        parties: tuple[str, ...],
        area: str,
        since: str | None,
        report: str,
        said: str,
        thread: Thread | None,
    ) -> FollowThrough:
        start = days(since)
        done, contrary = [], []
        for e in self._later(parties, start[1] if start else self.day.get(report), report):
            breach = _contradicts(e, area, parties)
            found = None if breach is not None else _carries(e, area, parties)
            if breach is not None:
                contrary.append(breach)
            elif found is not None:
                done.append(found)
        return FollowThrough(
            agreement=agreement,
            name=name,
            parties=parties,
            area=area,
            committed=Committed(date=since, report=report, words=said),
            carried_out=tuple(done),
            contradicted=tuple(contrary),
            taken_up=tuple(self._taken_up(thread, area)) if thread is not None else (),
            reports_since=self._since(parties, start[1] if start else self.day.get(report)),
            days_since=self.newest - start[1] if start and self.newest is not None else None,
        )

    def _later(self, parties: tuple[str, ...], since: int | None, report: str) -> Iterator[LinkedEvent]:
        """Events with at least one party, dated or first told after a day, and told by other reports than the one that tells of the commitment."""
        seen: set[str] = set()
        for state in parties:
            for e in self.events.get(state, ()):
                when = days(e.date)
                first = when[0] if when else min((d for r in e.reports if (d := self.day.get(r))), default=None)
                if e.id in seen or since is None or first is None or first <= since or (report in e.reports and when is None):
                    continue
                seen.add(e.id)
                yield e

    def _since(self, parties: tuple[str, ...], since: int | None) -> int:
        pairs = [self._about[a] & self._about[b] for i, a in enumerate(parties) for b in parties[i + 1 :]]
        return sum(1 for r in set().union(*pairs) if since is not None and self.day.get(r, 0) > since) if pairs else 0

    def _taken_up(self, thread: Thread, area: str) -> Iterator[Step]:
        """Later agreements of the same parties that name the area again."""
        first = min((self.day[r] for r in thread.reports if r in self.day), default=None)
        for other in self.threads:
            begun = min((self.day[r] for r in other.reports if r in self.day), default=None)
            if other.id == thread.id or area not in other.areas or not set(thread.parties) <= set(other.parties):
                continue
            if first is not None and begun is not None and begun > first:
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
                )


def _commitment(thread: Thread) -> tuple[str | None, str, str]:
    """When and by which report the parties committed themselves: at signature, else at the last stage before it."""
    order = stages()
    bound = [s for s in thread.stage_history if order.index(s.stage) <= order.index("in_force")]
    step = next((s for s in bound if s.stage == "signed"), bound[-1] if bound else thread.stage_history[0])
    told = step.evidence[0]
    return step.date or told.published, told.report, told.words


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
    )


def _areas_in(said: str) -> Iterator[str]:
    """Areas of cooperation that some words name; rebuilding counts beside those of the codebook."""
    for area, patterns in table("agreements")["area"].items():
        if area != "general" and words(*patterns).search(said):
            yield area
    if re.search(r"\b(?:rebuil|reconstruct)", said.lower()):
        yield "reconstruction"
