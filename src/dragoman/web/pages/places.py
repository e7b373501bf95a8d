"""Where it happened and who deals with whom: the map and the network, each with a table of the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Integer, func, select
from starlette.responses import HTMLResponse

from dragoman.codebook.vocabulary import event_types, quad_of
from dragoman.store.filters import Filter
from dragoman.store.queries import View, event_conditions
from dragoman.store.schema import dossier_events
from dragoman.web.api import store_of
from dragoman.web.chart import Chart, chart
from dragoman.web.memory import remembered
from dragoman.web.network import ties
from dragoman.web.params import Asked, asked
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
AskedFor = Annotated[Asked, Depends(asked)]
_POINTS = 4000
"""Groups of events of one place and type that are looked at, at most."""
_PLACES = 200
"""Places that a map shows, those with the most events first."""


@router.get("/map")
def map_(request: Request, a: AskedFor) -> HTMLResponse:
    """Where events happened."""
    store = store_of(request)

    def counted() -> tuple[list[dict[str, Any]], int, int]:
        with store.view(a.f) as view:
            return _places(view, a.f), _count(view, a.f), _count(view, replace(a.f, placed=False))

    places, total, unplaced = remembered(store, "places", a.f, counted)
    with store.view(a.f) as view:
        span = time_of(view, a.f)
    shown = places[:_PLACES]
    left_out = len(places) - len(shown)
    return page(request, "map", a=a, places=shown, left_out=left_out, total=total, unplaced=unplaced, types=event_types(), span=span)


@router.get("/network")
def network(request: Request, a: AskedFor) -> HTMLResponse:
    """Who cooperates and quarrels with whom."""
    store = store_of(request)
    with store.view(a.f) as view:
        span = time_of(view, a.f)
    return page(request, "network", a=a, ties=ties(store, a.f), span=span)


@router.get("/chart")
def counts(request: Request, a: AskedFor) -> HTMLResponse:
    """How many events there are over time by type, and how many each outlet tells: a page, and what other pages take a small chart from."""
    store, f = store_of(request), a.f

    def drawn() -> Chart | None:
        with store.view(f) as view:
            return chart(view, f)

    given = [(k, v) for k, v in a.given if k not in ("limit", "backward")]
    return page(
        request,
        "chart",
        a=a,
        chart=remembered(store, "chart", f, drawn),
        base="".join(f"{urlencode([pair])}&" for pair in given if pair[0] != "type"),
    )


def time_of(view: View, f: Filter) -> tuple[str, str] | None:
    """The first and the last day of what is asked for but for its days; None where there is only one."""
    day = dossier_events.c.day
    where = event_conditions(replace(f, since=None, until=None))
    first, last = view.answers.execute(select(func.min(day), func.max(day)).where(*where)).one()
    return (_real(first), _real(last)) if first and last and first < last else None


def _real(day: str) -> str:
    """A day that is in the calendar."""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return f"{day[:4]}-01-01"


def _count(view: View, f: Filter) -> int:
    return view.answers.execute(select(func.count()).select_from(dossier_events).where(*event_conditions(f))).scalar() or 0


def _places(view: View, f: Filter) -> list[dict[str, Any]]:
    """Each place once: how many events it has, of which types, how many of them facts, and whether they are cooperation or conflict."""
    t, n = dossier_events.c, func.count()
    query = (
        select(
            t.place,
            t.place_country,
            func.avg(t.lat).label("lat"),
            func.avg(t.lon).label("lon"),
            t.type,
            n.label("n"),
            func.sum(t.fact.cast(Integer)).label("facts"),
        )
        .where(*event_conditions(f), t.lat.is_not(None))
        .group_by(t.place, t.place_country, t.type)
        .order_by(n.desc(), t.place, t.type)
        .limit(_POINTS)
    )
    out: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in view.answers.execute(query):
        key = ((row.place or "").casefold(), row.place_country)
        made = {"place": row.place, "names": [], "country": row.place_country, "lat": row.lat, "lon": row.lon}
        at = out.setdefault(key, made | {"n": 0, "facts": 0, "good": 0, "types": Counter()})
        if row.place not in at["names"]:
            at["names"].append(row.place)
            at["place"] = min(at["names"], key=str.isupper)  # "Nairobi" rather than the "NAIROBI" of a dateline
        at["n"] += row.n
        at["facts"] += row.facts or 0
        at["good"] += row.n if quad_of(row.type).endswith("cooperation") else 0
        at["types"][row.type] += row.n
    return sorted(out.values(), key=lambda p: (-p["n"], p["place"] or ""))
