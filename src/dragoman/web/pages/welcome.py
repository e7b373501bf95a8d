"""First minutes: the examples, the tour, help, and the pages of a PDF beside their text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from dragoman.intake import Failure
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.web.api import store_of
from dragoman.web.examples import example_sources, examples
from dragoman.web.originals import original, page_starts
from dragoman.web.pages.writing import own
from dragoman.web.render import page
from dragoman.web.tour import COOKIE, STEPS, stop

router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])


@router.get("/help")
def help_(request: Request) -> HTMLResponse:
    """What the marks mean, what each page is for, the keys, and where to read on."""
    return page(request, "help", steps=STEPS)


@router.get("/tour")
def tour(request: Request, step: Annotated[int, Query(ge=0, le=len(STEPS))] = 1) -> Response:
    """On to a step of the tour; 0 ends it."""
    where = stop(store_of(request), step) if step else "/"
    answer = RedirectResponse(where or "/", 303)
    if step and where:
        answer.set_cookie(COOKIE, str(step), httponly=True, samesite="strict")
    else:
        answer.delete_cookie(COOKIE)
    return answer


@writes.post("/examples")
def read_examples(request: Request) -> Response:
    """Read the example reports into the dossier, and begin the tour."""
    from dragoman.reading.safely import read_safely

    if not examples():
        raise HTTPException(404, "the examples are not installed here; run `dragoman read PATH` with reports of your own")
    store = store_of(request)
    with store.batch() as add:
        for source in example_sources():
            result = read_safely(source)
            if not isinstance(result, Failure):
                add(result)
    return RedirectResponse("/tour?step=1", 303)


@router.get("/pages/{key:path}")
def pages(request: Request, key: str, page_: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1) -> HTMLResponse:
    """A page of the PDF that a report was read from, with the text that was taken from it."""
    store = store_of(request)
    record, path = _with_original(store, key)
    starts = page_starts(store, record, path)
    number = min(page_, len(starts))
    ends = [*starts[1:], len(record.report.text)]
    text = record.report.text[starts[number - 1] : ends[number - 1]].strip()
    items = _told_on(record, starts[number - 1], ends[number - 1])
    return page(request, "pages", r=record, number=number, count=len(starts), text=text, items=items)


@router.get("/original/{key:path}")
def original_(request: Request, key: str) -> FileResponse:
    """The PDF itself."""
    record, path = _with_original(store_of(request), key)
    name = quote(Path(record.report.origin.removeprefix("upload: ")).name)
    return FileResponse(path, media_type="application/pdf", headers={"Content-Disposition": f"inline; filename*=UTF-8''{name}"})


def _with_original(store: Store, key: str) -> tuple[Record, Path]:
    record = next(iter(store.records({key})), None)
    path = original(store, record) if record else None
    if record is None or path is None:
        raise HTTPException(404, f"there is no PDF of report {key!r} here any more; its text is kept, and the report's page shows it")
    return record, path


def _told_on(record: Record, start: int, end: int) -> list[tuple[str, str, str]]:
    """Kind, id and words of what was read from a stretch of the text."""
    found = [("event", e.id, e.evidence) for e in record.events] + [("statement", s.id, s.content) for s in record.statements]
    found += [("agreement", g.id, g.evidence) for g in record.agreements]
    inside = sorted((spans[0][0], kind, i, spans) for kind, i, spans in found if spans and start <= spans[0][0] < end)
    return [(kind, i, " ".join(record.report.text[spans[0][0] : spans[0][1]].split())) for _, kind, i, spans in inside]
