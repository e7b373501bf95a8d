"""What the steps found, put together as a record."""

from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from dragoman.codebook.vocabulary import contexts_in, quad_of, stages
from dragoman.model.record import Agreement, Area, Event, Passage, Record, Report, Stage, Statement, Warning_
from dragoman.model.span import Spans, merge_spans
from dragoman.reading.actors import make_actors
from dragoman.reading.agreements import AgreementFound, Step, stage_of
from dragoman.reading.cast import Cast
from dragoman.reading.dates import DateFound
from dragoman.reading.events.found import Found
from dragoman.reading.places import PlaceFound
from dragoman.reading.statements.draft import Draft
from dragoman.version import __version__


@dataclass
class Reading:
    """One report with everything that was found in it."""

    report: Report
    passages: list[Passage]
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
    contents = Spans((c, 0) for s in r.statements for c in s.content)
    return Record(
        version=__version__,
        report=r.report,
        passages=tuple(r.passages),
        actors=tuple(actors),
        statements=tuple(statements),
        events=tuple(events),
        agreements=tuple(_agreement(r, i, a, ids, contents) for i, a in enumerate(r.agreements)),
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


def _agreement(r: Reading, i: int, a: AgreementFound, ids: dict[int, str], contents: Spans) -> Agreement:
    order = stages()
    steps = sorted(a.steps, key=lambda s: (order.index(s.stage), s.evidence))
    history: dict[str, Stage] = {}
    for step in steps:
        date = _step_date(r, step)
        known = history.get(step.stage)
        evidence = (*known.evidence, step.evidence) if known else (step.evidence,)
        history[step.stage] = Stage(stage=step.stage, date=(known.date if known else None) or date, evidence=tuple(sorted(set(evidence))))
    stage = stage_of(a)
    last = [s for s in steps if s.stage == stage]
    spans = [(r.cast.doc[m].left_edge.idx, r.cast.doc[m].idx + len(r.cast.doc[m])) for m in a.mentions]
    claimed = bool(last) and all(contents.around(s.evidence) for s in last)
    return Agreement(
        id=f"g{i + 1}",
        name=" ".join(a.name.split()),
        parties=tuple(dict.fromkeys(ids[x] for x in a.parties)),
        instrument=a.instrument,
        stage=stage,
        stage_history=tuple(history.values()),
        areas=tuple(Area(area=area, evidence=tuple(sorted(spans))) for area, spans in a.areas.items()),
        signatories=tuple(dict.fromkeys(ids[x] for x in a.signatories)),
        date=history[stage].date if stage in history else None,
        place=_step_place(r, last),
        standing="attributed" if claimed else "reported",
        evidence=merge_spans(spans, r.report.text),
    )


def _step_date(r: Reading, step: Step) -> str | None:
    """The date of the event that the step's trigger tells, else the only date in its sentence."""
    event = next((e for e in r.events if e.trigger == step.trigger and e.date), None)
    if event is not None:
        return event.date
    doc = r.cast.doc
    if step.stage == "denounced":  # "gave notice on Tuesday that it would end the treaty"
        over = {t.i for t in doc[step.trigger].ancestors}
        told = next((e for e in r.events if e.date and e.trigger in over and not _aside(doc[step.trigger], e.trigger)), None)
        if told is not None:
            return told.date
    sent = doc[step.trigger].sent
    here = [d for d in r.dates if sent.start_char <= d.span[0] < sent.end_char and not d.ahead]
    if len(here) != 1 or any(here[0].span in e.date_evidence and _aside(doc[step.trigger], e.trigger) for e in r.events):
        return None
    span = doc.char_span(*here[0].span, alignment_mode="expand")
    return None if span is not None and _aside(span.root, step.trigger) else here[0].edtf


def _aside(token: Token, trigger: int) -> bool:
    """Whether a token stands in a clause beside what a trigger tells: "held a drill on Wednesday, the first since they ratified the treaty"."""
    path = takewhile(lambda t: t.i != trigger, (token, *token.ancestors))
    return token.i != trigger and any(t.dep_ in ("relcl", "advcl") for t in path)


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
    if not any(p.kind == "body" for p in r.passages):
        out.append(Warning_(code="no_body", message="nothing in the text is body text"))
    return tuple(out)
