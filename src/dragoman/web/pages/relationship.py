"""Two states: a line of time, agreements, what became of them, disputes, statements, officials; as things are or as they were on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy import func, select
from starlette.responses import HTMLResponse, RedirectResponse

from dragoman.codebook.status import Status, status
from dragoman.store import Store
from dragoman.store.filters import Filter, country_code
from dragoman.store.queries import Cut, View, ask, event_conditions, follow_through, newest
from dragoman.store.schema import dossier_events
from dragoman.web.api import store_of
from dragoman.web.memory import remembered
from dragoman.web.pages.signings import mark_signings
from dragoman.web.params import Asked, asked
from dragoman.web.render import page
from dragoman.web.timeline import monthly, timeline

router = APIRouter(include_in_schema=False)
_LISTED = 25
"""Events that are listed at a time."""
_STEPS = 6
"""Deeds that are shown of what was promised, and as many against it."""
_DRAWN = 400
"""Events that are drawn one by one; of more, months are."""


@router.get("/between")
def find(one: str, other: str) -> RedirectResponse:
    """From the form to the page."""
    try:
        a, b = sorted((country_code(one), country_code(other)))
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    return RedirectResponse(f"/between/{a}/{b}", 303)


@router.get("/between/{one}/{other}")
def relationship(request: Request, one: str, other: str, a: Annotated[Asked, Depends(asked)]) -> HTMLResponse:
    """The dossier of two states; `as_of` shows it as of a day."""
    try:
        pair = frozenset((country_code(one), country_code(other)))
    except ValueError as error:
        raise HTTPException(404, str(error)) from None
    if len(pair) != 2:
        raise HTTPException(404, "a relationship has two states")
    f = replace(a.f, between=pair)
    store = store_of(request)
    values = remembered(store, "relationship", (f, a.cut), lambda: _shown(store, f, a.cut))
    return page(request, "relationship", a=a, pair=sorted(pair), as_of=f.as_of, **values)


def _shown(store: Store, f: Filter, cut: Cut) -> dict[str, Any]:
    """What the page of two states shows."""
    pair = f.between
    with store.view(f) as view:
        last, first = newest(view, Filter()), _first(view, pair)
        events = ask(view, "events", f, Cut(min(cut.limit or _LISTED, _LISTED), cut.after, backward=True))
        values: dict[str, Any] = {
            "span": _span(first, last),
            "events": events,
            "line": timeline(ask(view, "events", f, Cut(_DRAWN)).rows) if events.total <= _DRAWN else monthly(*_months(view, f)),
            "agreements": ask(view, "agreements", f, Cut(30)),
            "promises": follow_through(view, f, Cut(12), most=_STEPS),
            "disputes": ask(view, "disputes", f, Cut(15, backward=True)),
            "statements": ask(view, "statements", f, Cut(12, backward=True)),
            "officials": _officials(view, pair, f.as_of or last),
            "denials": ask(view, "statements", replace(f, kind=("deny",)), Cut(6, backward=True)),
        }
        mark_signings(view, events.rows)
        values["contested"] = [(t, s) for t in values["agreements"].rows for s in t["stage_history"] if s["standing"] == "disputed"]
    return values


def _months(view: View, f: Filter) -> tuple[dict[tuple[str, bool, Status], int], int]:
    """How many events there are of each month, side and status; and how many without a day."""
    c, counts, undated = dossier_events.c, Counter[tuple[str, bool, Status]](), 0
    month = func.substr(c.day, 1, 7)
    query = (
        select(month, c.quad, c.modality, c.standing, func.count())
        .where(*event_conditions(f))
        .group_by(month, c.quad, c.modality, c.standing)
    )
    for at, quad, modality, standing, n in view.answers.execute(query).all():
        if at is None:
            undated += n
        else:
            counts[at, quad.endswith("cooperation"), status(modality, standing)] += n
    return counts, undated


def _first(view: View, pair: frozenset[str]) -> str | None:
    """The first day of which anything was told of two states."""
    day = dossier_events.c.day
    where = Filter(between=pair).of_states("events", dossier_events)
    return view.read.execute(select(day).where(*where, day.is_not(None)).order_by(day).limit(1)).scalar()


def _span(first: str | None, last: str | None) -> tuple[str, str, int] | None:
    """First day, last day and days between, for the slider."""
    if not first or not last:
        return None
    low, high = date.fromisoformat(first[:10]), date.fromisoformat((last + "-01-01")[:10] if len(last) < 10 else last[:10])
    return (low.isoformat(), high.isoformat(), (high - low).days) if high > low else None


def _officials(view: View, pair: frozenset[str], day: str | None) -> dict[str, list[dict[str, object]]]:
    """For each state who is in office on a day, and who was before."""
    now = ask(view, "officials", Filter(between=pair, as_of=day), Cut()).rows if day else []
    past = ask(view, "officials", Filter(between=pair), Cut(200)).rows
    held = {(o["person"], o["office"]) for o in now}
    before = [o for o in past if (o["person"], o["office"]) not in held and (not day or (o["from"] or "") <= day)]
    return {state: [{**o, "now": o in now} for o in (*now, *before) if o["country"] == state][:24] for state in sorted(pair)}
