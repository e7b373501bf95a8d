"""The REST API: the same questions as `show`, in pages, as JSON or CSV."""

from __future__ import annotations

import hashlib
import io
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from dragoman.codebook.questions import What
from dragoman.export.notes import beside
from dragoman.export.tables import csv_of
from dragoman.model.correction import StoredCorrection
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.queries import ask, every
from dragoman.store.search import LONGEST
from dragoman.web.network import ties
from dragoman.web.params import Asked, asked

router = APIRouter(prefix="/api", tags=["dossier"])
AskedFor = Annotated[Asked, Depends(asked)]


class Answer(BaseModel):
    """A page of rows; `next` is the cursor of the next one, null where there is none."""

    rows: list[dict[str, Any]]
    next: str | None
    total: int


def store_of(request: Request) -> Store:
    """The dossier."""
    found: Store = request.app.state.store
    return found


def etag(request: Request, store: Store) -> str:
    """Changes with the dossier and with what is asked."""
    return '"' + hashlib.sha256(f"{store.changes()} {request.url}".encode()).hexdigest()[:32] + '"'


def unchanged(request: Request, tag: str) -> bool:
    """Whether the visitor has this answer already."""
    return tag in [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]


@router.get("/records/{report:path}", summary="The record of a report, schema dragoman/1")
def record(
    request: Request, report: str, read: Annotated[bool, Query(description="as it was read, without corrections")] = False
) -> Response:
    """The record, with corrections applied unless asked for without."""
    store = store_of(request)
    found = store.reading(report) if read else next(iter(store.records({report})), None)
    if found is None:
        raise HTTPException(404, f"there is no report {report!r} in the dossier")
    return Response(found.to_json(), media_type="application/json")


@router.get("/search", summary="Reports, statements, events and people with all of some words, best first")
def search(
    request: Request,
    q: Annotated[str, Query(description="the words", max_length=LONGEST)],
    kind: Annotated[str | None, Query(description="report, statement, event or person")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[int, Query(ge=0, le=10_000, description="how many to pass over")] = 0,
) -> list[dict[str, Any]]:
    """Each with the words around the first that was found."""
    return store_of(request).search(q, limit, kind=kind, after=after)


@router.get("/corrections", summary="Corrections, the newest first", response_model=list[StoredCorrection])
def corrections(
    request: Request,
    state: Annotated[str | None, Query(description="applied, orphaned or undone")] = None,
    report: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> list[StoredCorrection]:
    """With what became of them."""
    return store_of(request).corrections(state=state, report=report, limit=limit)


@router.get("/failures", summary="What could not be read, with the reason")
def failures(request: Request, limit: Annotated[int, Query(ge=1, le=1000)] = 200) -> list[dict[str, Any]]:
    """The latest day first."""
    return [asdict(f) for f in store_of(request).failures(limit)]


@router.get("/network", summary="Pairs of states with counts of events by quad class and standing")
def network(request: Request, a: AskedFor) -> dict[str, Any]:
    """Nodes and links."""
    return ties(store_of(request), a.f)


@router.get("/schema", summary="JSON Schema of a record")
def schema() -> dict[str, Any]:
    """Schema dragoman/1."""
    return Record.model_json_schema(by_alias=True)


@router.get("/{what}.csv", summary="All rows of an answer as CSV", response_class=Response)
def as_csv(request: Request, what: What, a: AskedFor) -> Response:
    """The columns are those of `dragoman export csv`. The whole answer comes, whatever the limit of a page."""
    store = store_of(request)
    tag = etag(request, store)
    if unchanged(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    out = io.StringIO(newline="")
    with store.view(a.f) as view:
        csv_of(out, what, beside(view, what, every(view, what, a.f)))
    name = f'attachment; filename="{what.value}.csv"'
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers={"ETag": tag, "Content-Disposition": name})


@router.get("/{what}", summary="A page of an answer", response_model=Answer)
def answer(request: Request, what: What, a: AskedFor) -> Response:
    """The rows are those of `dragoman show WHAT --json`. ETag changes when the dossier does."""
    store = store_of(request)
    tag = etag(request, store)
    if unchanged(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    try:
        with store.view(a.f) as view:
            page = ask(view, what, a.f, a.cut)
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    links = {}
    if page.next:
        links["Link"] = f'<{request.url.include_query_params(after=page.next)}>; rel="next"'
    return JSONResponse({"rows": page.rows, "next": page.next, "total": page.total}, headers={"ETag": tag, **links})
