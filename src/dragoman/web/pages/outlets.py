"""What each outlet tells of one event or dispute, side by side."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse

from dragoman.store.queries import one
from dragoman.web.api import store_of
from dragoman.web.outlets import compare
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/event/{key}/outlets")
def of_event(request: Request, key: str) -> HTMLResponse:
    """An event as each outlet tells it."""
    with store_of(request).view() as view:
        row = one(view, "events", key)
        if row is None:
            raise HTTPException(404, f"there is no event {key} in the dossier")
        made = compare(view, row)
        dispute = one(view, "disputes", "d" + key[1:])
    return page(request, "outlets", e=row, made=made, dispute=dispute)


@router.get("/dispute/{key}/outlets")
def of_dispute(request: Request, key: str) -> HTMLResponse:
    """The event in dispute as each outlet tells it."""
    with store_of(request).view() as view:
        row = one(view, "disputes", key)
    if row is None:
        raise HTTPException(404, f"there is no dispute {key} in the dossier")
    return of_event(request, row["event"])
