"""Merging and splitting by name: two beside each other with their words, and the words of one, some of which are another's."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from sqlalchemy import ColumnElement, Table, and_, false, func, or_, select
from starlette.responses import HTMLResponse, Response

from dragoman.correcting.anchors import parts, said, spans
from dragoman.linking.names import agree
from dragoman.model.correction import CorrectionError
from dragoman.model.errors import StoreError
from dragoman.model.record import Actor, Record
from dragoman.store import schema
from dragoman.store.queries import View, members, one
from dragoman.store.rows import first_day
from dragoman.web.api import store_of
from dragoman.web.pages.correcting import _back, named
from dragoman.web.pages.writing import own
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])
Text = Annotated[str, Form()]
KINDS = {"person": "people", "organization": "organizations", "event": "events", "agreement": "agreements"}
_SHOWN = 40
"""Others that are offered."""
_AROUND = 90
_WORD = 4
"""Letters of a longest word that says little of whose name it is in."""
_DAYS = 45
"""Days between two events that may be one."""


def _what(kind: str) -> str:
    if kind not in KINDS:
        raise HTTPException(404, f"a {kind} cannot be merged or split; people, organizations, events and agreements can")
    return KINDS[kind]


def _row(request: Request, view: View, kind: str, key: str) -> dict[str, Any]:
    row = one(view, _what(kind), key)
    if row is None:
        now = store_of(request).moved(_what(kind), key)
        if now:
            raise HTTPException(303, "it has another address now", headers={"Location": f"/same/{kind}/{now}"})
        raise HTTPException(404, f"there is no {kind} {key} in the dossier")
    return row


def tellings(view: View, kind: str, key: str) -> list[dict[str, Any]]:
    """Where one is told: report, item, what it is called there, and the words around."""
    told = members(view, _what(kind), key=key)
    c = schema.reports.c
    query = select(c.id, func.coalesce(c.corrected, c.record)).where(c.id.in_(sorted({r for _, r, _ in told})))
    records = {i: Record.from_json(body) for i, body in view.read.execute(query)}
    return [_telling(records[report], kind, item) for _, report, item in told if report in records]


def _telling(record: Record, kind: str, item: str) -> dict[str, Any]:
    part = next(p for p in parts(record, "actor" if kind in ("person", "organization") else kind) if p.id == item)  # type: ignore[arg-type]
    r = record.report
    out = {"id": f"{r.id}/{item}", "report": r.id, "item": item, "outlet": r.outlet, "published": r.published, "title": r.title}
    if isinstance(part, Actor):
        words = [_around(r.text, span) for span in part.mentions[:2]]
        offices = [role.title for role in part.roles]
        return out | {"name": part.name, "about": "; ".join(dict.fromkeys(offices)), "words": " … ".join(words)}
    names = {a.id: a.name for a in record.actors}
    who = [names[i] for i in (*getattr(part, "actors", ()), *getattr(part, "recipients", ()), *getattr(part, "parties", ()))]
    return out | {"name": getattr(part, "name", "") or ", ".join(who), "about": ", ".join(who), "words": said(record, spans(part))}


def _around(text: str, span: tuple[int, int]) -> str:
    start, end = max(0, span[0] - _AROUND), min(len(text), span[1] + _AROUND)
    start = text.rfind(" ", start, span[0]) + 1 if start else 0
    stop = text.find(" ", span[1], end + 20)
    return " ".join(text[max(start, text.rfind("\n", start, span[0]) + 1) : stop if end < len(text) and stop > 0 else end].split())


@router.get("/same/{kind}/{key}")
def choose(request: Request, kind: str, key: str, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """With whom one may be the same, by name; and its words, some of which may be another's."""
    with store_of(request).view() as view:
        row = _row(request, view, kind, key)
        found = _others(view, kind, row, q)
        told = tellings(view, kind, key)
    return page(request, "same", kind=kind, row=row, name=name_of(kind, row), q=q, found=found, told=told, problem="", typed={})


def name_of(kind: str, row: dict[str, Any]) -> str:
    """What one is called."""
    if kind == "event":
        return str(row["evidence"][0]["words"])
    return str(row["names"][0] if kind == "agreement" else row["name"])


def _others(view: View, kind: str, row: dict[str, Any], q: str) -> list[dict[str, Any]]:
    """Those left unsure, and those that have all of the words looked for; without any, those that are near."""
    table = schema.ANSWERS[_what(kind)]
    unsure = {u["id"]: u for u in row.get("unsure", ())}
    where = [table.c.id != row["id"]]
    if q.strip():
        where += [table.c.body.icontains(word, autoescape=True) for word in q.split()[:6]]
    else:
        where.append(or_(table.c.id.in_(sorted(unsure)), _near(table, kind, row)))
    bodies = view.answers.execute(select(table.c.body).where(*where).order_by(table.c.position).limit(_SHOWN * 3)).scalars()
    rows = [json.loads(body) for body in bodies]
    for r in rows:
        r["called"], r["why"] = name_of(kind, r), unsure.get(r["id"], {}).get("why", "")
    own_name = name_of(kind, row)
    rows.sort(key=lambda r: (r["id"] not in unsure, kind == "person" and agree(own_name, r["called"]) == "none"))
    return rows[:_SHOWN]


def _near(table: Table, kind: str, row: dict[str, Any]) -> ColumnElement[bool]:
    """Others that may be meant: people and bodies of one state, events of one type and about one day, agreements of one party."""
    if kind == "event":
        day = first_day(row["date"]) or first_day(row["published"])
        about = date.fromisoformat(day) if day else None
        span = (about - timedelta(_DAYS), about + timedelta(_DAYS)) if about else None
        when = [table.c.day.between(span[0].isoformat(), span[1].isoformat())] if span else []
        return and_(table.c.type == row["type"], *when)
    if kind == "agreement":
        s = schema.dossier_states.c
        return table.c.id.in_(select(s.id).where(s.kind == "agreements", s.country.in_(row["parties"])))
    if row["country"] is None:  # what all states have in common says nothing: one is near by a word of its name
        return or_(false(), *(table.c.name.icontains(w, autoescape=True) for w in row["name"].split() if len(w) > _WORD))
    return and_(table.c.country == row["country"])


@router.get("/same/{kind}/{key}/{other}")
def compare(request: Request, kind: str, key: str, other: str) -> HTMLResponse:
    """Two beside each other."""
    with store_of(request).view() as view:
        return _compare(request, view, kind, key, other)


def _compare(
    request: Request, view: View, kind: str, key: str, other: str, code: int = 200, problem: str = "", typed: dict[str, str] | None = None
) -> HTMLResponse:
    rows = [_row(request, view, kind, i) for i in (key, other)]
    both = [{"row": r, "name": name_of(kind, r), "told": tellings(view, kind, r["id"])} for r in rows]
    why = next((u["why"] for u in rows[0].get("unsure", ()) if u["id"] == other), "")
    return page(request, "compare", code, kind=kind, both=both, why=why, problem=problem, typed=typed or {})


@writes.post("/same/{kind}/{key}/{other}")
def judge(request: Request, kind: str, key: str, other: str, verdict: Text = "", reason: Text = "", author: Text = "") -> Response:
    """Same, different or unsure, for one reason."""
    store = store_of(request)
    makers = {"same": lambda d: d.join(key, other), "different": lambda d: d.differ(key, other), "unsure": lambda d: d.unsure(key, other)}
    try:
        named({"author": author.strip(), "reason": reason.strip()})
        if verdict not in makers:
            raise CorrectionError("say whether they are the same, different, or that you are unsure")
        store.draft(author, reason, makers[verdict])
    except (CorrectionError, StoreError) as error:
        with store.view() as view:
            return _compare(request, view, kind, key, other, 422, str(error), {"reason": reason, "author": author})
    with store.view() as view:
        now = key if one(view, _what(kind), key) else store.moved(_what(kind), key) or other
    return _back(author.strip(), f"/{kind}/{now}")


@writes.post("/same/{kind}/{key}")
def split(
    request: Request,
    kind: str,
    key: str,
    items: Annotated[list[str] | None, Form()] = None,
    reason: Text = "",
    author: Text = "",
) -> Response:
    """Some of the words are another's."""
    store = store_of(request)
    try:
        named({"author": author.strip(), "reason": reason.strip()})
        if not items:
            raise CorrectionError("choose the words that are of another")
        store.draft(author, reason, lambda d: d.part(key, items))
    except (CorrectionError, StoreError) as error:
        with store.view() as view:
            row = _row(request, view, kind, key)
            values = {"kind": kind, "row": row, "name": name_of(kind, row), "q": "", "found": _others(view, kind, row, "")}
            typed = {"reason": reason, "author": author, "items": items or []}
            return page(request, "same", 422, **values, told=tellings(view, kind, key), problem=str(error), typed=typed)
    report, _, item = items[0].rpartition("/")
    with store.view() as view:
        apart = next((i for i, _, n in members(view, _what(kind), report=report) if n == item), None)
    return _back(author.strip(), f"/{kind}/{apart}" if apart else f"/same/{kind}/{key}")
