"""Notes and tags, and reports as they are cited."""

from __future__ import annotations

import getpass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman.export.citations import FORMATS, KINDS, Citation, cited
from dragoman.store.desk import notes
from dragoman.store.desk.scope import reports_of
from dragoman.store.queries import View
from dragoman.store.targets import now
from dragoman.web.api import store_of
from dragoman.web.desk import named, remember
from dragoman.web.pages.writing import Text, _inside, own
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])


@router.get("/notes")
def all_notes(request: Request, tag: Annotated[str, Query(max_length=80)] = "", author: str = "") -> HTMLResponse:
    """All notes, the newest first, or those with a tag or by an author."""
    with store_of(request).connection() as db:
        return page(request, "notes", found=notes.listed(db, tag=tag, author=author), tags=notes.tags(db), tag=tag)


@writes.post("/notes/add")
def add(
    request: Request,
    kind: Text,
    item: Text,
    label: Text = "",
    part: Text = "",
    text: Text = "",
    tags: Text = "",
    author: Text = "",
    back: Text = "/notes",
) -> Response:
    """Keep a note."""
    who = author.strip() or named(request) or getpass.getuser()
    about, key = ("statement", f"{item}/{part}") if part and kind == "report" else (kind, item)
    try:
        with store_of(request).writing() as db:
            notes.keep(db, about, key, label.split(" · ")[0][:200], text.replace("\r\n", "\n"), notes.tags_of(tags), who, now())
    except notes.NoteError as error:
        return page(request, "error", 422, title="This note cannot be kept", message=str(error), back=_inside(back))
    return remember(RedirectResponse(_inside(back), 303), author)


@writes.post("/notes/remove")
def remove(request: Request, key: Text, back: Text = "/notes") -> Response:
    """Take a note away; who did it is kept."""
    with store_of(request).writing() as db:
        done = notes.remove(db, key, named(request) or getpass.getuser(), now())
    if not done:
        raise HTTPException(404, "there is no such note")
    return RedirectResponse(_inside(back), 303)


@router.get("/cite.{form}")
def cite(request: Request, form: str, of: Annotated[str, Query(max_length=2000)]) -> Response:
    """The reports behind a page as they are cited: in words, RIS, BibTeX or CSL JSON."""
    if form not in (*FORMATS, "txt"):
        raise HTTPException(404, f"{form!r} is no form of citations; it is one of: txt, {', '.join(FORMATS)}")
    with store_of(request).view() as view:
        found = _sources(view, of)
    name = urlsplit(of).path.strip("/").replace("/", "-") or "reports"
    if form == "txt":
        return page(request, "cited", found=found, of=_inside(of))
    headers = {"Content-Disposition": f'attachment; filename="{_plain(name)}.{form}"'}
    return Response(FORMATS[form](found), media_type=f"{KINDS[form]}; charset=utf-8", headers=headers)


def _sources(view: View, of: str) -> list[Citation]:
    try:
        ids = reports_of(view, of)
    except ValueError as error:
        raise HTTPException(404, str(error)) from None
    found = sorted(cited(view, ids).values(), key=lambda c: (c.published or "9999", c.title))
    if not found:
        raise HTTPException(404, "no report stands behind this page")
    return found


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)[:80]
