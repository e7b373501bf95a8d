"""A record as it is with the corrections of people."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from dragoman.codebook.vocabulary import quad_of
from dragoman.correcting.anchors import find, parts, place
from dragoman.correcting.parties import parties
from dragoman.model.correction import Correction, CorrectionError
from dragoman.model.record import Actor, Agreement, Event, Record, Stage, Statement

BY = "person"
"""What `read_by` says of a value that a person gave."""
_LISTS = {"event": "events", "statement": "statements", "agreement": "agreements", "actor": "actors"}
_OWN = {"person": "actor", "organization": "actor"}
"""Kinds of which the parts of a record are actors."""


def apply(record: Record, corrections: Iterable[Correction]) -> tuple[Record, dict[str, str]]:
    """A record with corrections, in their order, and for those that its text does not support any more the reason why.

    Joining and parting concern several records: they leave their mark on those parts of this one that they speak of, and are judged elsewhere.
    """
    orphaned: dict[str, str] = {}
    for c in corrections:
        if c.action in ("unsure", "remove"):
            continue
        try:
            record = Record.model_validate(_one(record, c).model_dump(by_alias=True))
        except (CorrectionError, ValidationError) as error:
            orphaned[c.id] = str(error) if isinstance(error, CorrectionError) else error.errors()[0]["msg"]
    return record, orphaned


def _one(record: Record, c: Correction) -> Record:
    if c.action == "add":
        return _added(record, c)
    if c.kind == "report":
        return _described(record, c)
    if c.action in ("join", "part"):
        return _linked(record, c)
    part = find(record, c.kind, c.target)
    if part is None:
        raise CorrectionError(f"the {c.kind} “{c.target.words}” is not read from this text any more")
    if c.action == "reject":
        return _without(record, c.kind, part.id)
    return _set(record, c, part.id)


def _set(record: Record, c: Correction, key: str) -> Record:
    """The record with another value of one of its parts, and with what follows from it."""
    record, values = _values(record, c.kind, c.field, c.value)
    part = next(p for p in parts(record, c.kind) if p.id == key)
    values["corrected"] = (*part.corrected, c.amendment())
    if isinstance(part, Actor) and c.field == "country" and part.code:
        values["code"] = f"{c.value}{part.code[3:]}" if part.country and part.code.startswith(part.country) else part.code
    if isinstance(part, Agreement):
        values |= _stages(part, values)
    if isinstance(part, Event | Statement):
        values |= {"read_by": BY, "confidence": 1.0}
    return _with(record, c.kind, [p.model_copy(update=values) if p.id == key else p for p in parts(record, c.kind)])


def _described(record: Record, c: Correction) -> Record:
    """The record with another title, outlet, day or language of its report."""
    values: dict[str, Any] = {c.field: c.value, "corrected": (*record.report.corrected, c.amendment())}
    if c.field == "published":
        values["published_by"] = "user"
    return record.model_copy(update={"report": record.report.model_copy(update=values)})


def _linked(record: Record, c: Correction) -> Record:
    """The record with a mark on what a person said is, or is not, the same as something else."""
    for mine, rest in ((c.target, c.others), *((o, (c.target,)) for o in c.others)):
        part = find(record, c.kind, mine) if mine.report == record.report.id else None
        if part is not None:
            mark = c.model_copy(update={"others": rest}).amendment()
            marked = [p.model_copy(update={"corrected": (*p.corrected, mark)}) if p.id == part.id else p for p in parts(record, c.kind)]
            record = _with(record, _OWN.get(c.kind, c.kind), marked)
    return record


def _values(record: Record, kind: str, field: str, value: Any) -> tuple[Record, dict[str, Any]]:
    """What changes with a value; a record that names new actors where it does."""
    if field in ("actors", "recipients", "parties"):
        record, ids = parties(record, value)
        return record, {field: ids}
    if field == "speaker":
        record, ids = parties(record, [value])
        actor = next(a for a in record.actors if a.id == ids[0])
        return record, {"speaker": ids[0], "speaker_span": actor.mentions[:1]}
    if field == "type":
        return record, {"type": value, "quad": quad_of(value), "modes": ()}
    if (field, value) == ("standing", "reported") and kind == "event":
        return record, {"standing": value, "according_to": (), "disputed_by": ()}
    return record, {field: value}


def _stages(a: Agreement, values: dict[str, Any]) -> dict[str, Any]:
    """The stages of an agreement in step with its stage and date."""
    if not {"stage", "date"} & set(values):
        return {}
    stage, date = values.get("stage", a.stage), values.get("date", a.date)
    others = [s for s in a.stage_history if s.stage not in (a.stage, stage)]
    told = next((s.evidence for s in a.stage_history if s.stage == a.stage), a.evidence)
    return {"stage_history": (*others, Stage(stage=stage, date=date, evidence=told))}


def _without(record: Record, kind: str, gone: str) -> Record:
    """The record without a part, and without what points at it."""
    if kind == "actor":
        raise CorrectionError("an actor cannot be rejected; reject the events and statements that it takes part in")
    kept = _with(record, kind, [p for p in parts(record, kind) if p.id != gone])  # type: ignore[arg-type]
    if kind == "event":
        said = tuple(s.model_copy(update={"event_ids": tuple(i for i in s.event_ids if i != gone)}) for s in kept.statements)
        return kept.model_copy(update={"statements": said})
    if kind == "statement":
        events = tuple(_unattributed(e, gone) for e in kept.events)
        agreements = tuple(
            g.model_copy(update={"stage_history": tuple(_unattributed(step, gone) for step in g.stage_history)}) for g in kept.agreements
        )
        said = tuple(s.model_copy(update={"within": None}) if s.within == gone else s for s in kept.statements)
        return kept.model_copy(update={"events": events, "statements": said, "agreements": agreements})
    return kept


Attributed = TypeVar("Attributed", Event, Stage)


def _unattributed(told: Attributed, gone: str) -> Attributed:
    """An event or step without a statement that is no more."""
    return told.model_copy(update={k: tuple(i for i in getattr(told, k) if i != gone) for k in ("according_to", "disputed_by")})


def _added(record: Record, c: Correction) -> Record:
    where = place(record, c.target)
    if where is None:
        raise CorrectionError(f"the words “{c.target.words}” stand in this text no more")
    value = dict(c.value) | {"corrected": (c.amendment(),)}
    for field in ("actors", "recipients", "parties"):
        if field in value:
            record, value[field] = parties(record, value[field])
    if c.kind == "event":
        base = {"modality": "asserted", "standing": "reported", "evidence": where, "read_by": BY, "confidence": 1.0}
        made: Any = Event.model_validate(base | value | {"id": _next(record, c.kind, "e"), "quad": quad_of(value["type"])})
    elif c.kind == "agreement":
        stage = value.get("stage", "proposed")
        base = {"instrument": "unspecified", "standing": "reported", "evidence": where, "parties": (), "stage": stage}
        history = [{"stage": stage, "date": value.get("date"), "evidence": where}]
        made = Agreement.model_validate(base | value | {"id": _next(record, c.kind, "g"), "stage_history": history})
    elif c.kind == "statement":
        speaker = value.pop("speaker", None)
        record, ids = parties(record, [speaker]) if speaker else (record, ())
        spans = next((a.mentions[:1] for a in record.actors if a.id in ids), ())
        base = {"quote": "indirect", "kind": "assert", "cue": (), "read_by": BY, "confidence": 1.0}
        own = {"id": _next(record, c.kind, "s"), "content": where, "speaker": ids[0] if ids else None, "speaker_span": spans}
        made = Statement.model_validate(base | value | own)
    else:
        raise CorrectionError(f"{c.kind} cannot be added; an event, a statement or an agreement can")
    return _with(record, c.kind, [*parts(record, c.kind), made])


def _with(record: Record, kind: str, values: Iterable[Any]) -> Record:
    return record.model_copy(update={_LISTS[kind]: tuple(values)})


def _next(record: Record, kind: str, prefix: str) -> str:
    there = {p.id for p in parts(record, kind)}  # type: ignore[arg-type]
    return next(i for n in range(1, len(there) + 2) if (i := f"{prefix}{n}") not in there)


def value_of(part: Any, field: str, record: Record) -> Any:
    """The value that a part has, in the words in which a correction gives it."""
    names = {a.id: a.name for a in record.actors}
    found = getattr(part, field, None)
    if field in ("actors", "recipients", "parties"):
        return [names[i] for i in found or ()]
    if field in ("killed", "injured") and found is not None:
        return str(found)
    return names.get(found) if field == "speaker" and found else found
