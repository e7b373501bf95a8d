"""What the steps found, put together as a record."""

from dataclasses import dataclass

from dragoman.codebook.vocabulary import contexts_in, quad_of, stages
from dragoman.model.record import Agreement, Area, Event, Record, Report, Stage, Standing, Statement, Warning_
from dragoman.model.span import merge_spans
from dragoman.reading.actors import make_actors
from dragoman.reading.agreements import AgreementFound, Step, stage_of
from dragoman.reading.agreements.history import Context, Settled, settle
from dragoman.reading.cast import Cast
from dragoman.reading.dates import DateFound
from dragoman.reading.events.found import Found
from dragoman.reading.layout import Layout
from dragoman.reading.places import PlaceFound
from dragoman.reading.statements.draft import Draft
from dragoman.version import __version__


@dataclass
class Reading:
    """One report with everything that was found in it."""

    report: Report
    layout: Layout
    cast: Cast
    statements: list[Statement]
    drafts: list[Draft]
    events: list[Found]
    agreements: list[AgreementFound]
    dates: list[DateFound]
    places: list[PlaceFound]


def make_record(r: Reading) -> Record:
    """The record of a reading: ids given, entities that nobody names left out."""
    used = {i for e in r.events for i in (*e.actors, *e.recipients)} | {
        int(x) for s in r.statements for x in (s.speaker, s.addressee) if x is not None
    }
    used |= {i for a in r.agreements for i in (*a.parties, *a.signatories)}
    actors, ids = make_actors(r.cast, used)
    events = [_event(r, i, e, ids) for i, e in enumerate(r.events)]
    told: dict[int, list[str]] = {}
    for found, event in zip(r.events, events, strict=True):
        for i in {*found.according_to, *found.disputed_by, *(() if found.statement is None else (found.statement,))}:
            told.setdefault(i, []).append(event.id)
    statements = [_statement(s, ids, told.get(i, [])) for i, s in enumerate(r.statements)]
    context = Context(r.cast.doc, r.dates, r.events, r.statements, r.report.published)
    return Record(
        version=__version__,
        report=r.report,
        passages=r.layout.passages,
        actors=tuple(actors),
        statements=tuple(statements),
        events=tuple(events),
        agreements=tuple(_agreement(r, i, a, ids, context) for i, a in enumerate(r.agreements)),
        warnings=_warnings(r),
    )


def _event(r: Reading, i: int, e: Found, ids: dict[int, str]) -> Event:
    sentence = r.cast.doc[e.trigger].sent.text
    place = r.places[e.place].place if e.place is not None else None
    return Event(
        id=f"e{i + 1}",
        type=e.type,
        quad=quad_of(e.type),
        modes=tuple(e.modes),
        contexts=contexts_in(sentence),
        actors=tuple(dict.fromkeys(ids[x] for x in e.actors)),
        recipients=tuple(dict.fromkeys(ids[x] for x in e.recipients)),
        date=e.date,
        date_evidence=tuple(sorted(set(e.date_evidence))),
        told=r.report.published if e.date is None else None,
        place=place,
        modality=e.modality,
        standing=e.standing,
        according_to=tuple(f"s{x + 1}" for x in e.according_to),
        disputed_by=tuple(f"s{x + 1}" for x in e.disputed_by),
        killed=e.killed,
        injured=e.injured,
        evidence=merge_spans(e.evidence, r.report.text),
        read_by=f"rule: {e.rule}",
        confidence=e.confidence,
    )


def _statement(s: Statement, ids: dict[int, str], told: list[str]) -> Statement:
    return s.model_copy(
        update={
            "speaker": ids[int(s.speaker)] if s.speaker is not None else None,
            "addressee": ids[int(s.addressee)] if s.addressee is not None else None,
            "event_ids": tuple(told),
        }
    )


def _agreement(r: Reading, i: int, a: AgreementFound, ids: dict[int, str], context: Context) -> Agreement:
    settled = [settle(step, context) for step in a.steps]
    history = _history(settled)
    held = [x.step for x in settled if x.standing != "disputed"] or a.steps
    stage = stage_of(held)
    last = [x for x in settled if x.step.stage == stage]
    spans = [(r.cast.doc[m.start].idx, r.cast.doc[m.end - 1].idx + len(r.cast.doc[m.end - 1])) for m in a.members]
    return Agreement(
        id=f"g{i + 1}",
        name=" ".join(a.name.split()),
        parties=tuple(dict.fromkeys(ids[x] for x in a.parties)),
        instrument=a.instrument,
        stage=stage,
        stage_history=history,
        areas=tuple(Area(area=area, evidence=tuple(sorted(spans))) for area, spans in a.areas.items()),
        signatories=tuple(dict.fromkeys(ids[x] for x in a.signatories)),
        date=next((s.date for s in reversed(history) if s.stage == stage and s.date), None),
        place=_step_place(r, [x.step for x in last]),
        standing=_joint_standing(last),
        evidence=merge_spans(spans, r.report.text),
    )


def _history(settled: list[Settled]) -> tuple[Stage, ...]:
    """One entry a stage and date; what has no date goes to the entry of its stage."""
    order = stages()
    entries: list[tuple[str, str | None, list[Settled]]] = []
    for x in sorted(settled, key=lambda x: (order.index(x.step.stage), x.date is None, x.date or "", x.step.evidence)):
        known = next((e for e in entries if e[0] == x.step.stage and (x.date is None or _one_date(e[1], x.date))), None)
        if known is None:
            entries.append((x.step.stage, x.date, [x]))
            continue
        known[2].append(x)
        if len(x.date or "") > len(known[1] or ""):
            entries[entries.index(known)] = (known[0], x.date, known[2])
    return tuple(_stage(stage, date, told) for stage, date, told in entries)


def _one_date(a: str | None, b: str) -> bool:
    return a is None or a.startswith(b) or b.startswith(a)


def _stage(stage: str, date: str | None, told: list[Settled]) -> Stage:
    return Stage(
        stage=stage,
        date=date,
        evidence=tuple(sorted({span for x in told for span in (x.step.evidence, x.date_evidence) if span is not None})),
        standing=_joint_standing(told),
        according_to=tuple(dict.fromkeys(f"s{i + 1}" for x in told for i in x.according_to)),
        disputed_by=tuple(dict.fromkeys(f"s{i + 1}" for x in told for i in x.disputed_by)),
    )


def _joint_standing(told: list[Settled]) -> Standing:
    """Disputed where anybody denies it, reported where the outlet once says it itself, else attributed."""
    found = {x.standing for x in told}
    if "disputed" in found:
        return "disputed"
    return "attributed" if found == {"attributed"} else "reported"


def _step_place(r: Reading, steps: list[Step]) -> str | None:
    for step in steps:
        for e in r.events:
            if e.trigger == step.trigger and e.place is not None:
                return r.places[e.place].place.name
    return None


def _warnings(r: Reading) -> tuple[Warning_, ...]:
    out = []
    if r.report.published is None:
        out.append(
            Warning_(
                code="no_publication_date",
                message="the report tells no date of publication; relative dates stay unresolved (give one with --published)",
            )
        )
    if not any(p.kind == "body" for p in r.layout.passages):
        out.append(Warning_(code="no_body", message="nothing in the text is body text"))
    return tuple(out)
