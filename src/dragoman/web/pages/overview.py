"""Home, search, and the lists: what there is, from which the other pages are reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from sqlalchemy import ColumnElement, func, select
from starlette.responses import HTMLResponse

from dragoman.codebook.files import table
from dragoman.codebook.vocabulary import event_types, stages
from dragoman.store import Store, schema
from dragoman.store.filters import Filter
from dragoman.store.queries import Cut, Page, View, ask, count, count_reports, event_conditions, newest
from dragoman.web.api import store_of
from dragoman.web.examples import examples
from dragoman.web.memory import remembered
from dragoman.web.network import ties
from dragoman.web.pages.signings import mark_signings
from dragoman.web.params import Asked, asked
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
AskedFor = Annotated[Asked, Depends(asked)]
_FACETS, _VALUES = ("type", "quad", "standing", "modality", "place_country"), 16
"""Columns by which events can be narrowed down, and how many values of each are offered."""
_DATED = "9998-12-31"
"""A last day that leaves out what has none."""
_FAILURES = 200
"""Failures that a page shows at most."""


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """What has been read, the newest events, agreements by stage and open disputes."""
    store = store_of(request)
    below = request.app.state.settings.uncertain_below
    values = remembered(store, "home", below, lambda: _read(store, below))
    pairs = ties(store, Filter())["links"][:12]
    return page(request, "home", pairs=pairs, examples=bool(examples()), **values)


def _read(store: Store, uncertain_below: float) -> dict[str, Any]:
    """What has been read, counted, and the newest of it."""
    everything = Filter()
    with store.view() as view:
        sure = [*event_conditions(Filter(facts_only=True, uncertain_below=uncertain_below))]
        values: dict[str, Any] = {
            "uncertain": _count(view, [*event_conditions(Filter(facts_only=True, with_uncertain=True))]) - _count(view, sure),
            "corrected": _count(view, event_conditions(Filter(corrected=True))),
            "settled": ask(view, "disputes", Filter(open=False), Cut(1)).total,
            "reports": count_reports(view, everything),
            "newest": newest(view, everything),
            "standing": count(view.answers, schema.dossier_events, "fact"),
            "statements": view.read.execute(select(func.count()).select_from(schema.statements)).scalar(),
            "stages_of": count(view.answers, schema.dossier_agreements, "stage"),
            "latest": _rows(view, "events", Filter(until=_DATED), 10),
            "disputes": ask(view, "disputes", Filter(open=True), Cut(6, backward=True)),
            "last_reports": _last_reports(view, 6),
        }
        mark_signings(view, values["latest"])
    return values


def _count(view: View, where: list[ColumnElement[bool]]) -> int:
    return view.answers.execute(select(func.count()).select_from(schema.dossier_events).where(*where)).scalar() or 0


def _rows(view: View, what: str, f: Filter, most: int) -> list[dict[str, Any]]:
    return ask(view, what, f, Cut(most, backward=True)).rows


def _last_reports(view: View, most: int) -> list[dict[str, Any]]:
    c = schema.reports.c
    query = select(c.id, c.title, c.outlet, c.published, c.language).order_by(c.published.desc().nulls_last(), c.id).limit(most)
    return [dict(row) for row in view.read.execute(query).mappings()]


@router.get("/events")
def events(request: Request, a: AskedFor) -> HTMLResponse:
    """The table of events with facets; what is shown can be downloaded."""
    store = store_of(request)

    def shown() -> dict[str, Any]:
        with store.view(a.f) as view:
            found = _asked(view, "events", a)
            mark_signings(view, found.rows)
            everything = ask(view, "events", Filter(), Cut(1)).total
            return {"found": found, "facets": _facets(view, a.f), "all": everything}

    return page(request, "events", a=a, types=event_types(), **remembered(store, "events", (a.f, a.cut), shown))


def _facets(view: View, f: Filter) -> dict[str, dict[str, int]]:
    """For each facet how many events have each value, whatever is chosen of that facet itself."""
    t = schema.dossier_events
    together: dict[Filter, list[str]] = defaultdict(list)  # facets of which nothing is chosen are counted in one go
    for name in _FACETS:
        together[replace(f, **dict[str, Any]({name: ()}))].append(name)
    counts: dict[str, Counter[str]] = {name: Counter() for name in _FACETS}
    for rest, names in together.items():
        columns = [t.c[name] for name in names]
        for *values, n in view.answers.execute(select(*columns, func.count()).where(*event_conditions(rest)).group_by(*columns)):
            for name, value in zip(names, values, strict=True):
                if value is not None:
                    counts[name][value] += n
    return {name: dict(sorted(found.items(), key=lambda x: (-x[1], x[0]))[:_VALUES]) for name, found in counts.items()}


@router.get("/agreements")
def agreements(request: Request, a: AskedFor) -> HTMLResponse:
    """Agreements with their stages."""
    with store_of(request).view(a.f) as view:
        found = _asked(view, "agreements", a)
        of_stage = count(view.answers, schema.dossier_agreements, "stage")
        everything = ask(view, "agreements", Filter(), Cut(1)).total
    return page(
        request,
        "agreements",
        all=everything,
        a=a,
        found=found,
        of_stage={s: of_stage[s] for s in stages() if s in of_stage},
        areas=tuple(table("vocabularies")["area"]),
    )


@router.get("/disputes")
def disputes(request: Request, a: AskedFor) -> HTMLResponse:
    """What one side says and another denies."""
    with store_of(request).view(a.f) as view:
        open_ = ask(view, "disputes", replace(a.f, open=True), Cut(1)).total
        everything = ask(view, "disputes", Filter(), Cut(1)).total
        return page(request, "disputes", a=a, found=_asked(view, "disputes", a), open=open_, all=everything)


@router.get("/people")
def people(request: Request, a: AskedFor) -> HTMLResponse:
    """People and the offices in which they are shown."""
    with store_of(request).view(a.f) as view:
        return page(request, "people", a=a, found=_asked(view, "people", a))


@router.get("/statements")
def statements(request: Request, a: AskedFor) -> HTMLResponse:
    """Who said what."""
    with store_of(request).view(a.f) as view:
        everything = ask(view, "statements", Filter(), Cut(1)).total
        return page(request, "statements", a=a, found=_asked(view, "statements", a), all=everything)


@router.get("/reports")
def reports(request: Request, after: str = "", outlet: str = "") -> HTMLResponse:
    """All reports, or those of an outlet, the newest first."""
    c = schema.reports.c
    key = func.coalesce(c.published, "") + " " + c.id
    query = select(c.id, c.title, c.outlet, c.published, c.language, c.corrected.is_not(None).label("corrected"), key.label("key"))
    with store_of(request).view() as view:
        mine = [c.outlet == outlet] if outlet else []
        where = [*mine, key < after] if after else mine
        rows = [dict(r) for r in view.read.execute(query.where(*where).order_by(key.desc()).limit(51)).mappings()]
        total = view.read.execute(select(func.count()).select_from(schema.reports).where(*mine)).scalar() or 0
    return page(
        request,
        "reports",
        rows=rows[:50],
        total=total,
        outlet=outlet,
        next=rows[49]["key"] if len(rows) > 50 else None,
        removed=[] if outlet else store_of(request).removed(),
    )


@router.get("/failures")
def failures(request: Request) -> HTMLResponse:
    """What could not be read, with the reason."""
    store = store_of(request)
    return page(request, "failures", found=store.failures(_FAILURES), total=sum(store.failed()))


@router.get("/corrections")
def corrections(request: Request, state: Annotated[str | None, Query(pattern="^(applied|orphaned|undone)$")] = None) -> HTMLResponse:
    """What people said against the reading, and what became of it."""
    return page(request, "corrections", found=store_of(request).corrections(state=state, limit=200), state=state)


def _asked(view: View, what: str, a: Asked) -> Page:
    try:
        return ask(view, what, a.f, a.cut)
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
