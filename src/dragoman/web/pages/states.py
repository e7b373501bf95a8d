"""A state, and a body that is none: what there is about it, from which the lists are reached."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Select, and_, func, select
from starlette.responses import HTMLResponse

from dragoman.codebook.states import states, unknown
from dragoman.store import schema
from dragoman.store.filters import Filter, country_code
from dragoman.store.queries import Cut, View, ask, event_conditions, one
from dragoman.web.api import store_of
from dragoman.web.memory import remembered
from dragoman.web.network import ties
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
_EVENTS, _CARDS = 12, 6


@router.get("/state/{code}")
def state(request: Request, code: str) -> HTMLResponse:
    """A state: with whom it deals, its agreements, disputes and officials, and its newest events."""
    try:
        f = Filter(state=country_code(code))
    except ValueError:
        raise HTTPException(404, unknown(code)) from None
    store = store_of(request)

    def shown() -> dict[str, Any]:
        with store.view(f) as view:
            return {
                "events": ask(view, "events", f, Cut(_EVENTS, backward=True)),
                "agreements": ask(view, "agreements", f, Cut(_CARDS, backward=True)),
                "disputes": ask(view, "disputes", f, Cut(_CARDS, backward=True)),
                "officials": ask(view, "officials", f, Cut(_EVENTS, backward=True)),
            }

    values = remembered(store, "state", f, shown)
    others = next((s.others for s in states() if s.code == f.state), ())
    partners = [(p["target"] if p["source"] == f.state else p["source"], p["events"]) for p in ties(store, f)["links"] if _has(p, f.state)]
    return page(request, "state", iso3=f.state, others=others, partners=partners[:24], **values)


def _has(pair: dict[str, Any], code: str | None) -> bool:
    return code in (pair["source"], pair["target"])


@router.get("/organization/{key}")
def organization(request: Request, key: str) -> HTMLResponse:
    """A body: its names, the events it takes part in, and the reports that name it."""
    with store_of(request).view() as view:
        row = one(view, "organizations", key)
        now = None if row else store_of(request).moved("organizations", key)
        if now:
            raise HTTPException(307, "it has another address now", headers={"Location": f"/organization/{now}"})
        if row is None:
            raise HTTPException(
                404, f"there is no organization {key} in the dossier; ids change where corrections join or part what was told"
            )
        events, total = _events(view, key)
        reports = schema.reports.c
        query = select(reports.id, reports.title, reports.outlet, reports.published).where(reports.id.in_(row["reports"][:50]))
        told = [dict(r) for r in view.read.execute(query.order_by(reports.published.desc())).mappings()]
    return page(request, "organization", o=row, events=events, total=total, told=told)


def _events(view: View, key: str) -> tuple[list[dict[str, Any]], int]:
    """The newest events in which a body takes part, and how many there are."""
    t = schema.dossier_events
    where = [*event_conditions(Filter()), t.c.id.in_(_taking_part(key))]
    ids = view.answers.execute(select(t.c.id).where(*where).order_by(t.c.position.desc()).limit(_EVENTS)).scalars()
    total = view.answers.execute(select(func.count()).select_from(t).where(*where)).scalar() or 0
    return [row for i in list(ids) if (row := one(view, "events", i))], total


def _taking_part(key: str) -> Select[tuple[str]]:
    event, who, p = schema.dossier_members.alias("event"), schema.dossier_members.alias("who"), schema.parties
    return (
        select(event.c.id)
        .join(p, and_(p.c.report_id == event.c.report_id, p.c.item == event.c.item, p.c.role.in_(("actor", "recipient"))))
        .join(who, and_(who.c.report_id == p.c.report_id, who.c.item == p.c.actor))
        .where(event.c.kind == "events", who.c.kind == "organizations", who.c.id == key)
    )
