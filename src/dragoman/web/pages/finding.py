"""Search: what has a name, and the words of what was read; what completes names while they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, JSONResponse

from dragoman.codebook.states import meant, states
from dragoman.store import Store, schema
from dragoman.store.filters import Filter
from dragoman.store.finding import KINDS, Found, Names, names_of, other_spellings
from dragoman.store.queries import View
from dragoman.store.search import LONGEST
from dragoman.web.api import store_of
from dragoman.web.memory import remembered
from dragoman.web.render import page
from dragoman.web.saying import message

router = APIRouter(include_in_schema=False)
TEXTS = ("report", "statement", "event")
_PLURALS = {"person": "people"}
_PAGE, _FEW, _SUGGESTED = 25, 4, 8
"""Hits of a page; of each kind of name beside texts; and of a list that completes what is typed."""
_PATTERN = f"^({'|'.join((*KINDS, *TEXTS))})$"


@dataclass(frozen=True)
class Hits:
    """A page of what was found."""

    names: list[Found]
    texts: list[dict[str, Any]]
    counts: dict[str, int]
    """How many there are of each kind that has any."""
    total: int
    """How many there are of what is paged."""
    others: list[str]
    """Other names that texts were searched for."""


def all_names(store: Store) -> Names:
    """The names of a dossier."""

    def make() -> Names:
        with store.view() as view:
            return names_of(view)

    return remembered(store, "names", Filter(), make)


def link_of(found: Found) -> str:
    """The page of what has a name."""
    return f"/{found.entity.kind}/{found.entity.id}"


@router.get("/search")
def search(
    request: Request,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    kind: Annotated[str | None, Query(pattern=_PATTERN)] = None,
    after: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> HTMLResponse:
    """States, people, bodies, agreements and disputes by any spelling of their names, and texts with all of the words."""
    store = store_of(request)
    hits = _hits(store, q, kind, after)
    with store.view() as view:
        linked = _linked(view, hits.texts)
    return page(
        request,
        "search",
        q=q,
        kind=kind,
        after=after,
        hits=hits,
        linked=linked,
        kinds=[(k, _PLURALS.get(k, f"{k}s")) for k in (*KINDS, *TEXTS)],
        link_of=link_of,
        size=_PAGE,
        here=lambda **changes: "/search?" + urlencode({k: v for k, v in ({"q": q, "kind": kind} | changes).items() if v}),
        meant=[] if any(f.entity.kind == "state" for f in hits.names) else meant(q),
    )


def _hits(store: Store, q: str, kind: str | None, after: int) -> Hits:
    found = all_names(store).find(q)
    others = other_spellings(found, q)
    of_texts = {k: n for k, n in store.search_counts(q, others).items() if k in TEXTS}
    counts = _counts(found, of_texts)
    if kind in KINDS:
        chosen = [f for f in found if f.entity.kind == kind]
        return Hits(chosen[after : after + _PAGE], [], counts, len(chosen), others)
    few = [] if kind or after else _few_of_each(found)
    texts = store.search(q, _PAGE, kind=kind or TEXTS, after=after, others=others) if of_texts else []
    total = of_texts.get(kind, 0) if kind else sum(of_texts.values())
    return Hits(few, texts, counts, total, others)


def _counts(found: list[Found], of_texts: dict[str, int]) -> dict[str, int]:
    """How many of each kind there are, names and texts; kinds of which there is none are left out."""
    counts = {k: sum(f.entity.kind == k for f in found) for k in KINDS} | {k: of_texts.get(k, 0) for k in TEXTS}
    return {k: n for k, n in counts.items() if n}


def _few_of_each(found: list[Found]) -> list[Found]:
    """The first names of each kind."""
    return [f for k in KINDS for f in [f for f in found if f.entity.kind == k][:_FEW]]


def _linked(view: View, texts: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """The pages of the events and people among texts."""
    m = schema.dossier_members.c
    kinds = {"event": "events", "person": "people"}
    wanted = {(kinds[r["kind"]], r["report_id"], r["item"]) for r in texts if r["kind"] in kinds}
    query = schema.dossier_members.select().where(m.kind.in_(("events", "people")), m.report_id.in_({r for _, r, _ in wanted}))
    path = {"events": "event", "people": "person"}
    return {(r.report_id, r.item): f"/{path[r.kind]}/{r.id}" for r in view.read.execute(query) if (r.kind, r.report_id, r.item) in wanted}


@router.get("/suggest")
def suggest(request: Request, q: Annotated[str, Query(max_length=LONGEST)] = "") -> JSONResponse:
    """What has a name like what is typed, for the box that Ctrl-K opens."""
    found = all_names(store_of(request)).find(q)[:_SUGGESTED]
    rows = [
        {
            "kind": f.entity.kind,
            "name": message(f.entity.name) if f.entity.kind == "agreement" else f.entity.name,
            "by": f.by,
            "note": f.entity.note,
            "href": link_of(f),
        }
        for f in found
    ]
    return JSONResponse({"rows": rows})


@router.get("/suggest/states")
def suggest_states() -> JSONResponse:
    """All states, which complete what is typed where a state is asked for."""
    rows = [{"name": s.name, "note": ", ".join((s.code, *s.others))} for s in states()]
    return JSONResponse({"rows": rows}, headers={"Cache-Control": "private, max-age=3600"})
