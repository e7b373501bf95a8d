"""Accounts of agreements: what one report says of one, with the steps that its events tell."""

import re

from dragoman.codebook.linking import step_stages, steps_in
from dragoman.codebook.vocabulary import stages
from dragoman.linking.index import Body
from dragoman.linking.names import folded, state_words
from dragoman.linking.sentences import sentence_at, words_at
from dragoman.linking.tellings import Side, Teller, agreement_of, amended, sides_of, teller
from dragoman.linking.times import days, gap, width
from dragoman.model.amendment import Amendment
from dragoman.model.record import Agreement, Record, Stage
from dragoman.model.span import Span

NAME = re.compile(r"[^\W_]+")
MONTH = 31
_STEPPING = {"SUPPORT", "SANCTION", "AGREE"}
"""Types of the events that tell a step as done."""


class Step(Body):
    """A stage as one report tells it."""

    stage: str
    date: str | None
    evidence: str
    sentence: str = ""
    spans: tuple[Span, ...] = ()
    standing: str = "reported"
    asserted: tuple[Teller, ...] = ()
    denied: tuple[Teller, ...] = ()


class Covered(Body):
    """An area as one report tells it."""

    area: str
    evidence: str


class Mention(Body):
    """One report's account of an agreement."""

    report: str
    item: str
    outlet: str | None
    published: str | None
    name: str
    proper: bool
    year: str | None
    instrument: str
    parties: tuple[Side, ...]
    stage: str
    steps: tuple[Step, ...]
    contested: tuple[Step, ...] = ()
    """Steps that somebody denies, which are none of the thread's."""
    areas: tuple[Covered, ...]
    signatories: tuple[Side, ...]
    date: str | None
    place: str | None
    standing: str
    evidence: str
    spans: tuple[Span, ...]
    story: tuple[str, ...] = ()
    """Names that its report turns about."""
    headlined: bool = False
    """Whether it is named first in a headline, which has a name of its own for what the report is about."""
    corrected: tuple[Amendment, ...] = ()
    """What people set of it, of its parties, and of its report."""

    @property
    def states(self) -> frozenset[str]:
        """The parties' codes."""
        return frozenset(c for s in self.parties if (c := s.country or s.code))


def told_steps(record: Record) -> dict[str, list[Step]]:
    """For each agreement the dated steps that events of the record tell: "Lilongwe's parliament cleared it in May last year"."""
    out: dict[str, list[Step]] = {}
    for e in record.events:
        if e.modality != "asserted" or e.standing == "disputed" or not e.date or e.type not in _STEPPING:
            continue
        words = words_at(record, e.evidence)
        found = [stage for step, stage in step_stages().items() if step in steps_in(words) and (step != "ended" or e.type == "SANCTION")]
        meant = agreement_of(record, e)
        if meant is not None and len(found) == 1:
            out.setdefault(meant.id, []).append(
                Step(
                    stage=found[0],
                    date=e.date,
                    evidence=words,
                    sentence=sentence_at(record, e.evidence[-1]),
                    spans=e.evidence,
                    standing=e.standing,
                )
            )
    return out


def _with(steps: tuple[Step, ...], told: list[Step]) -> tuple[Step, ...]:
    """Steps, and those of events that none of them has at about that time."""
    new = [t for t in told if not any(s.stage == t.stage and (not s.date or compare({s.date}, {t.date or ""}) >= 0) for s in steps)]
    return (*steps, *dict.fromkeys(new))


def mention_of(record: Record, a: Agreement, told: list[Step], story: tuple[str, ...]) -> Mention:
    """An agreement as its record tells it; `told` are the steps of its events, `story` the names its report turns about."""
    evidence = words_at(record, a.evidence)
    steps = _with(tuple(_step(record, s) for s in a.stage_history if _holds(a, s)), told)
    year = re.search(r"\b(?:1[89]|20)\d\d\b", evidence)
    return Mention(
        report=record.report.id,
        item=a.id,
        outlet=record.report.outlet,
        published=record.report.published,
        name=a.name,
        proper=sum(w[:1].isupper() for w in NAME.findall(a.name) if folded(w) not in state_words()) >= 2,
        year=year.group() if year else None,
        instrument=a.instrument,
        parties=sides_of(record, a.parties),
        stage=a.stage if a.stage_history else max((s.stage for s in steps), key=stages().index, default=a.stage),
        steps=steps,
        contested=tuple(_step(record, s) for s in a.stage_history if not _holds(a, s)),
        areas=tuple(Covered(area=x.area, evidence=words_at(record, x.evidence)) for x in a.areas),
        signatories=sides_of(record, a.signatories),
        date=a.date,
        place=a.place,
        standing=a.standing,
        evidence=evidence,
        spans=a.evidence,
        story=story,
        headlined=_headlined(record, a),
        corrected=(*a.corrected, *amended(record, (*a.parties, *a.signatories))),
    )


def _headlined(record: Record, a: Agreement) -> bool:
    first = min((start for start, _ in a.evidence), default=-1)
    return any(p.kind == "headline" and p.start <= first < p.end for p in record.passages)


def _step(record: Record, s: Stage) -> Step:
    said = {x.id: x for x in record.statements}
    asserted, denied = (tuple(dict.fromkeys(teller(record, said[i]) for i in ids)) for ids in (s.according_to, s.disputed_by))
    return Step(
        stage=s.stage,
        date=s.date,
        evidence=words_at(record, s.evidence),
        sentence=sentence_at(record, s.evidence[-1]) if s.evidence else "",
        spans=s.evidence,
        standing=s.standing,
        asserted=asserted,
        denied=denied,
    )


def _holds(a: Agreement, step: Stage) -> bool:
    """Whether a step is one of the thread's: what somebody denies is none, unless nothing else is told of the agreement."""
    return step.standing != "disputed" or step.stage == a.stage


def dates(m: Mention, stage: str) -> set[str]:
    """The dates that an account gives a stage."""
    return {s.date for s in m.steps if s.stage == stage and s.date}


def compare(a: set[str], b: set[str]) -> int:
    """The days in the narrowest span that two dates share (at most a year), 0 where one is not known, -1 where all lie a month apart."""
    spans = [(x, y) for d in a for e in b if (x := days(d)) and (y := days(e))]
    shared = [max(width(x), width(y)) for x, y in spans if gap(x, y) == 0]
    if shared:
        return min(shared)
    return -1 if spans and all(gap(x, y) > MONTH for x, y in spans) else 0
