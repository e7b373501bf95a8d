"""One event, agreement, dispute, person, office or report, with the words it was read from."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import func, select
from starlette.responses import HTMLResponse

from dragoman.codebook.linking import office_key
from dragoman.codebook.plain import tag
from dragoman.correcting.anchors import said
from dragoman.export.parties import dyads
from dragoman.linking.sentences import sentence_at
from dragoman.model.record import Record, Statement
from dragoman.store import former
from dragoman.store.filters import Filter
from dragoman.store.ledger import promises_of
from dragoman.store.queries import Cut, View, ask, members, one
from dragoman.store.schema import reports
from dragoman.web.api import store_of
from dragoman.web.layers import segments
from dragoman.web.memory import remembered
from dragoman.web.naming import once
from dragoman.web.nothing import why_nothing
from dragoman.web.originals import original, page_starts
from dragoman.web.pages.signings import events_of, in_order, mark_signings, stages_of
from dragoman.web.params import Asked, asked
from dragoman.web.render import page
from dragoman.web.saying import speaker

router = APIRouter(include_in_schema=False)
_FEW = 3
"""Words that say nothing by themselves."""


def _found(request: Request, row: dict[str, Any] | None, what: str, key: str) -> dict[str, Any]:
    """The row; where it has another id now, the way there; where a person rejected it, who and why."""
    if row is not None:
        return row
    store, kind = store_of(request), _ANSWERS[what]
    old = "e" + key[1:] if what == "dispute" else key
    now = store.moved(kind, old)
    if now:
        raise HTTPException(307, "it has another address now", headers={"Location": f"/{'event' if what == 'dispute' else what}/{now}"})
    with store.connection() as connection:
        told = former.where(connection, kind, old)
    gone = (
        [c for c in store.corrections(report=told[0], state="applied") if c.action == "reject" and c.target.item == told[1]] if told else []
    )
    if gone:
        c = gone[0]
        raise HTTPException(410, f"{c.author} rejected this {what} on {c.at[:10]}: {c.reason}. It can be brought back under Corrections.")
    raise HTTPException(404, f"there is no {what} {key} in the dossier")


_ANSWERS = {"event": "events", "agreement": "agreements", "dispute": "events", "person": "people"}


@router.get("/event/{key}")
def event(request: Request, key: str) -> HTMLResponse:
    """An event with every telling of it."""
    with store_of(request).view() as view:
        row = _found(request, one(view, "events", key, request.app.state.settings.uncertain_below), "event", key)
        dispute = one(view, "disputes", "d" + key[1:])
        signings = stages_of(view, [row])[key]
    return page(request, "event", e=row, dispute=dispute, pairs=sorted(dyads(row)), signings=signings)


@router.get("/agreement/{key}")
def agreement(request: Request, key: str) -> HTMLResponse:
    """An agreement from its first mention to its last."""
    store = store_of(request)

    def shown() -> dict[str, Any]:
        with store.view() as view:
            row = _found(request, one(view, "agreements", key), "agreement", key)
            promises = promises_of(view.answers, view.read, key)
            return {
                "t": row | {"stage_history": in_order(row["stage_history"]), "signatories": once(row["signatories"])},
                "promises": promises,
                "told_by": events_of(view, row),
            }

    return page(request, "agreement", **remembered(store, "agreement", key, shown))


@router.get("/dispute/{key}")
def dispute(request: Request, key: str) -> HTMLResponse:
    """A claim against its denial."""
    with store_of(request).view() as view:
        row = _found(request, one(view, "disputes", key), "dispute", key)
        event = _found(request, one(view, "events", row["event"]), "event", row["event"])
        words = _said(view, row, event)
    return page(request, "dispute", d=row, e=event, words=words)


def _said(view: View, row: dict[str, Any], event: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """For either side what was said: the statements that tell the event, and those that deny it."""
    out: dict[str, list[dict[str, Any]]] = {"asserted_by": [], "denied_by": []}
    told = dict(t.rsplit("/", 1) for t in event["told_as"])
    query = select(reports.c.id, func.coalesce(reports.c.corrected, reports.c.record)).where(reports.c.id.in_(row["reports"]))
    for report, body in view.read.execute(query):
        record = Record.from_json(body)
        statements = {s.id: s for s in record.statements}
        mine = next((e for e in record.events if e.id == told.get(report)), None)
        if mine is None:
            continue
        deny = mine.disputed_by if mine.modality != "negated" else (*mine.disputed_by, *mine.according_to)
        assert_ = () if mine.modality == "negated" else mine.according_to
        for side, ids in (("asserted_by", assert_), ("denied_by", deny)):
            out[side] += [_quoted(record, statements[i]) for i in ids if i in statements]
    for quoted in out.values():
        quoted.sort(key=lambda s: (s["published"] or "9999", s["report"]))
    return out


def _quoted(record: Record, s: Statement) -> dict[str, Any]:
    names = {a.id: a.name for a in record.actors}
    return {
        "report": record.report.id,
        "outlet": record.report.outlet,
        "published": record.report.published,
        "id": s.id,
        "kind": s.kind,
        "speaker": names.get(s.speaker or "") or said(record, s.speaker_span) or "unknown",
        "content": _telling(record, s),
    }


def _telling(record: Record, s: Statement) -> str:
    """What was said; where that is "it" or "no", the sentence that it stands in."""
    words = said(record, s.content)
    return sentence_at(record, (s.content or s.cue)[0]) if len(words.split()) < _FEW and (s.content or s.cue) else words


@router.get("/person/{key}")
def person(request: Request, key: str, a: Annotated[Asked, Depends(asked)]) -> HTMLResponse:
    """A person: names, offices, and what they said."""
    store = store_of(request)

    def shown() -> dict[str, Any]:
        with store.view() as view:
            row = _found(request, one(view, "people", key), "person", key)
            offices = ask(view, "officials", Filter(person=key), Cut(50)).rows
            statements = ask(view, "statements", Filter(person=key), Cut(a.cut.limit, a.cut.after, backward=True))
            events = ask(view, "events", Filter(person=key), Cut(12, backward=True))
            mark_signings(view, events.rows)
        return {"p": row, "offices": offices, "statements": statements, "events": events}

    return page(request, "person", a=a, **remembered(store, "person", (key, a.cut), shown))


@router.get("/office/{country}/{office:path}")
def office(request: Request, country: str, office: str) -> HTMLResponse:
    """Who is shown in an office, one after the other."""
    with store_of(request).view() as view:
        rows = ask(view, "officials", Filter(between=frozenset((country,))), Cut(500)).rows
    holders = [o for o in rows if office_key(o["office"]) == office_key(office)]
    if not holders:
        raise HTTPException(404, f"nobody is shown as {office} of {country}")
    return page(request, "office", country=country, office=office, holders=holders)


@router.get("/report/{key:path}")
def report(request: Request, key: str) -> HTMLResponse:
    """The whole text as it was, with all that was read from it."""
    store = store_of(request)
    record = next(iter(store.records({key})), None)
    if record is None:
        out = store.removed(key)
        if out:
            return page(request, "removed", 410, r=out[0])
        raise HTTPException(404, f"there is no report {key!r} in the dossier")
    with store.view() as view:
        linked = {kind: {item: i for i, _, item in members(view, kind, report=key)} for kind in ("events", "agreements", "people")}
        copies = ask(view, "sources", Filter(report=key), Cut(5)).rows
    names = {a.id: a for a in record.actors}
    kinds = Counter(p.kind for p in record.passages)
    return page(
        request,
        "report",
        r=record,
        segments=segments(record),
        names=names,
        said=said,
        linked=linked,
        copies=copies,
        kinds=kinds,
        corrections=store.corrections(report=key),
        nothing=why_nothing(record),
        pages=len(page_starts(store, record, pdf)) if (pdf := original(store, record)) else 0,
        nested=_nested(record),
        tellers={s.id: speaker(names[s.speaker].name if s.speaker else said(record, s.speaker_span)) for s in record.statements},
        deeds={e.id: tag(e.type, e.modes, said(record, e.evidence)) for e in record.events},
    )


def _nested(record: Record) -> list[tuple[int, Statement]]:
    """Statements with how deep they are told in others, each after the one that tells it."""
    inner: dict[str | None, list[Statement]] = {}
    known = {s.id for s in record.statements}
    for s in record.statements:
        inner.setdefault(s.within if s.within in known else None, []).append(s)
    out: list[tuple[int, Statement]] = []

    def walk(of: str | None, depth: int) -> None:
        for s in inner.get(of, ()):
            out.append((depth, s))
            walk(s.id, depth + 1)

    walk(None, 0)
    return out
