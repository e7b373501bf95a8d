"""Agreements from their first mention to their last: names, parties, stages in time order, areas with who named them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.codebook.vocabulary import stages
from dragoman.linking.linked import Cluster, Linked, mentions
from dragoman.linking.mentions import Mention, Step
from dragoman.linking.times import day, days, gap, width
from dragoman.linking.views.doubts import doubts
from dragoman.linking.views.sources import Independence
from dragoman.model.amendment import merged
from dragoman.model.dossier import Contradiction, Evidence, Thread, ThreadArea, ThreadStage, Unsure

_SAME_TIME = 3
"""Days within which two reports that tell other stages contradict each other."""


def threads(linked: Linked, independence: Independence) -> list[Thread]:
    """One row an agreement, in the order in which reports first tell of them."""
    unsure = doubts(linked, "agreement", lambda c: _names(mentions(c))[0])
    rows = [_thread(c, mentions(c), independence, unsure.get(c.id, ())) for c in linked.of("agreement")]
    return sorted(rows, key=thread_position)


def thread_position(row: Thread) -> str:
    """Where an agreement stands among others: by the first report of it and id."""
    return " ".join((min((e.published for e in row.evidence if e.published), default="9999"), row.id))


def _thread(c: Cluster, told: list[Mention], independence: Independence, unsure: tuple[Unsure, ...]) -> Thread:
    reports = tuple(dict.fromkeys(m.report for m in told))
    moves = _moves(told)
    newest = _newest(told, moves)
    moves = _with_contested(moves, told)
    areas = _areas(told)
    return Thread(
        id=c.id,
        names=_names(told),
        parties=_parties(told),
        stage=newest.stage,
        stage_history=tuple(_step(m) for m in moves),
        areas=tuple(a.area for a in areas),
        reports=reports,
        independent_sources=independence.count(reports),
        instrument=_instrument(told),
        named_by=areas,
        signatories=tuple(dict.fromkeys(s.name for m in told for s in m.signatories)),
        date=newest.date,
        place=next((m.place for m in reversed(told) if m.place), None),
        standing="reported" if any(m.standing == "reported" for m in told) else "attributed",
        contradictions=tuple(_contradictions(told)),
        evidence=tuple(Evidence(report=m.report, outlet=m.outlet, published=m.published, words=m.evidence, spans=m.spans) for m in told),
        unsure=unsure,
        corrected=merged(x for m in told for x in m.corrected),
    )


def _parties(told: list[Mention]) -> tuple[str, ...]:
    """Those of the account whose parties most accounts bear out, and of several the one that names most."""
    best = max(told, key=lambda m: (sum(o.states >= m.states or m.states >= o.states for o in told), len(m.states)))
    return tuple(dict.fromkeys(s.country or s.code or s.name for s in best.parties))


def _names(told: list[Mention]) -> tuple[str, ...]:
    """Names it goes by: proper ones first, then the longest."""
    seen: dict[str, str] = {}
    for m in told:
        seen.setdefault(m.name.lower(), m.name)
    proper = {m.name.lower() for m in told if m.proper}
    return tuple(sorted(seen.values(), key=lambda n: (n.lower() not in proper, -len(n.split()), n)))


def _instrument(told: list[Mention]) -> str:
    """The most telling one: the wide words count where no other is used."""
    counts = Counter(m.instrument for m in told)
    wide = ("unspecified", "agreement", "plan")
    return min(counts, key=lambda i: (i in wide, -counts[i], i))


@dataclass
class _Move:
    """A stage with its date, and who tells of it."""

    stage: str
    date: str | None
    told: list[tuple[Mention, Step]]

    @property
    def day(self) -> int | None:
        """When it was reached: on its date, or by the first report that tells of it."""
        return day(self.date) or min((d for m, _ in self.told if (d := day(m.published))), default=None)


def _moves(told: list[Mention]) -> list[_Move]:
    """Stages in the order of time; one told with two dates that cannot both hold is kept twice."""
    moves: list[_Move] = []
    steps = [(teller, step) for teller in told for step in teller.steps]
    for m, step in sorted(steps, key=lambda t: _width(t[1].date)):
        alike = [x for x in moves if x.stage == step.stage and _one_date(x.date, step.date)]
        same = min(alike, key=lambda x: _away(x, m), default=None)
        if same is None:
            moves.append(_Move(step.stage, step.date, [(m, step)]))
        else:
            same.told.append((m, step))
    for m in told:
        if all(step.stage != m.stage for step in m.steps):
            named = Step(stage=m.stage, date=None, evidence=m.evidence, spans=m.spans, standing=m.standing)
            same = next((x for x in moves if x.stage == m.stage), None)
            if same is not None:
                same.told.append((m, named))
            else:
                moves.append(_Move(m.stage, None, [(m, named)]))
    return _in_time(moves)


def _in_time(moves: list[_Move]) -> list[_Move]:
    order = stages()
    return sorted(moves, key=lambda x: (x.day or 10**7, order.index(x.stage)))


def _with_contested(moves: list[_Move], told: list[Mention]) -> list[_Move]:
    """With the steps that somebody says were taken and another denies: shown as such, and never the stage that holds."""
    out = [_Move(x.stage, x.date, list(x.told)) for x in moves]
    for m in told:
        for step in m.contested:
            same = next((x for x in out if x.stage == step.stage and _one_date(x.date, step.date)), None)
            if same is None:
                out.append(_Move(step.stage, step.date, [(m, step)]))
            else:
                same.told.append((m, step))
    return _in_time(out)


def _width(date: str | None) -> int:
    """The narrowest dates come first, and what has none last."""
    found = days(date)
    return width(found) if found else 10**7


def _away(move: _Move, m: Mention) -> int:
    """Days between a step and the report that may tell of it."""
    a, b = day(move.date), day(m.published)
    return abs(a - b) if a is not None and b is not None else 10**7


def _one_date(a: str | None, b: str | None) -> bool:
    x, y = days(a), days(b)
    return x is None or y is None or not gap(x, y)


def _newest(told: list[Mention], moves: list[_Move]) -> _Move:
    """The stage that holds: what the last report says, unless it only recalls an earlier stage than one that was reached."""
    order = stages()
    first = [m for m in told if m.stage != "in_force" or _told_as(m, m.stage) == "reported"] or told
    held = next(x for x in moves if x.stage == first[0].stage)
    for m in first[1:]:
        now = _move_of(m, moves)
        later = (now.day or 0) > (held.day or 0) and day(now.date) is not None
        if order.index(now.stage) >= order.index(held.stage) or later:
            held = now
    return held


def _move_of(m: Mention, moves: list[_Move]) -> _Move:
    """The move that an account of a stage is one of."""
    return next(x for x in moves if x.stage == m.stage and any(o is m for o, _ in x.told))


def _told_as(m: Mention, stage: str) -> str:
    """Who stands behind a stage as an account tells it: that it is in force is often said of what is only signed."""
    found = [s.standing for s in m.steps if s.stage == stage]
    return "reported" if not found or "reported" in found else found[0]


def _step(move: _Move) -> ThreadStage:
    evidence = tuple(
        Evidence(report=m.report, outlet=m.outlet, published=m.published, words=s.evidence, sentence=s.sentence or None, spans=s.spans)
        for m, s in move.told
    )
    return ThreadStage(
        stage=move.stage,
        date=move.date,
        reports=tuple(dict.fromkeys(m.report for m, _ in move.told)),
        evidence=evidence,
        standing=_standing([s for _, s in move.told]),
        according_to=tuple(dict.fromkeys(t.name for _, s in move.told for t in s.asserted)),
        disputed_by=tuple(dict.fromkeys(t.name for _, s in move.told for t in s.denied)),
    )


def _standing(steps: list[Step]) -> str:
    """A denial disputes it; else one outlet's own voice reports it."""
    found = {s.standing for s in steps}
    return next(standing for standing in ("disputed", "reported", "attributed") if standing in found)


def _areas(told: list[Mention]) -> tuple[ThreadArea, ...]:
    """Areas with who names them; "general" only where nothing narrower is told."""
    by: dict[str, list[Mention]] = defaultdict(list)
    for m in told:
        for a in m.areas:
            by[a.area].append(m)
    if len(by) > 1:
        by.pop("general", None)
    return tuple(
        ThreadArea(
            area=area, reports=tuple(dict.fromkeys(m.report for m in who)), outlets=tuple(dict.fromkeys(m.outlet for m in who if m.outlet))
        )
        for area, who in by.items()
    )


def _contradictions(told: list[Mention]) -> Iterable[Contradiction]:
    """Reports of about one day of which one says signed or more, and another that it is still to be."""
    order = stages()
    signed = order.index("signed")
    done = [m for m in told if order.index(m.stage) >= signed]
    for m in told:
        if order.index(m.stage) >= order.index("agreed") or not m.steps:
            continue
        against = [o for o in done if _together(o, m) and not any(order.index(s.stage) >= signed for s in m.steps)]
        if against:
            values = ({"value": m.stage, "reports": [m.report]}, {"value": against[0].stage, "reports": [o.report for o in against]})
            yield Contradiction(field="stage", values=values)
    yield from _other_dates(told)


def _other_dates(told: list[Mention]) -> Iterable[Contradiction]:
    """Stages to which reports give dates that cannot both hold."""
    by_stage: dict[str, set[str]] = defaultdict(set)
    dates: dict[tuple[str, str], list[str]] = defaultdict(list)
    for m in told:
        for s in m.steps:
            if s.date:
                by_stage[s.stage].add(s.date)
                dates[s.stage, s.date].append(m.report)
    for stage, found in by_stage.items():
        spans = [d for x in found if (d := days(x))]
        if any(gap(a, b) for a in spans for b in spans):
            yield Contradiction(field="date", values=tuple({"value": f"{stage} {x}", "reports": dates[stage, x]} for x in sorted(found)))


def _together(a: Mention, b: Mention) -> bool:
    x, y = day(a.published), day(b.published)
    return x is not None and y is not None and abs(x - y) <= _SAME_TIME
