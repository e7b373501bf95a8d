"""Watchlists, what changed, feeds and digests."""

from __future__ import annotations

import getpass
import tempfile
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman.codebook.gazetteer import country_name
from dragoman.export import setting
from dragoman.export.brief import Briefing
from dragoman.export.digest import digest
from dragoman.store.desk import journal, watches
from dragoman.store.desk.scope import ScopeError, changes, scope_of
from dragoman.store.targets import now
from dragoman.web.api import store_of
from dragoman.web.desk import named, remember
from dragoman.web.feeds import atom, page_of
from dragoman.web.pages.writing import Text, _inside, own
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])
_SHOWN, _FED, _LISTED = 20, 100, 100
"""Changes that are shown of each page on a watchlist, entries of a feed, and changes on the page of all."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/watch")
def watchlist(request: Request, who: Annotated[str, Query(max_length=80)] = "") -> HTMLResponse:
    """What is new on the pages that a visitor follows, since they saw it last."""
    author = who or named(request) or getpass.getuser()
    with store_of(request).view() as view:
        upto = journal.last(view.read)
        found = [(w, watches.news(view, w)) for w in watches.listed(view.read, author)]
    return page(request, "watch", found=found, who=author, you=author != who, upto=upto, shown=_SHOWN, page_of=page_of)


@writes.post("/watch/add")
def add(request: Request, address: Text, name: Text = "", author: Text = "") -> Response:
    """Follow a page."""
    who = author.strip() or named(request) or getpass.getuser()
    try:
        with store_of(request).writing() as db:
            watches.add(db, who, name.split(" · ")[0], _inside(address), now())
    except ScopeError as error:
        raise HTTPException(422, str(error)) from None
    return remember(RedirectResponse("/watch", 303), author)


@writes.post("/watch/seen")
def seen(request: Request, upto: Text, who: Text, key: Text = "") -> Response:
    """Note what a visitor has seen."""
    if not upto.isdecimal():
        raise HTTPException(422, "upto is the number of an entry")
    with store_of(request).writing() as db:
        watches.see(db, who, int(upto), now(), key or None)
    return RedirectResponse("/watch", 303)


@writes.post("/watch/remove")
def remove(request: Request, key: Text, who: Text) -> Response:
    """Follow a page no more."""
    with store_of(request).writing() as db:
        if not watches.remove(db, who, key):
            raise HTTPException(404, "this page is not on the list")
    return RedirectResponse("/watch", 303)


@router.get("/watch/digest.{form}")
def watch_digest(request: Request, form: str, who: Annotated[str, Query(max_length=80)] = "") -> Response:
    """What is new on a watchlist, as a document."""
    author = who or named(request) or getpass.getuser()
    with store_of(request).view() as view:
        parts = [(w.name, watches.news(view, w)) for w in watches.listed(view.read, author)]
        made = digest(view, f"Watchlist of {author}", [(name, found) for name, found in parts if found], "since they were seen last")
    return _document(made, form)


@router.get("/changes")
def changed(
    request: Request,
    since: Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = "",
    of: Annotated[str, Query(max_length=2000)] = "/",
) -> HTMLResponse:
    """What became new, changed or went since a day, of the whole dossier or of a page."""
    address = _inside(of)
    with store_of(request).view() as view:
        try:
            found = changes(view, scope_of(address), since=since, limit=_LISTED + 1)
        except ScopeError as error:
            raise HTTPException(422, str(error)) from None
        first = journal.begins(view.read)
    return page(request, "changes", found=found[:_LISTED], more=len(found) > _LISTED, since=since, of=address, first=first, page_of=page_of)


@router.get("/changes/digest.{form}")
def change_digest(
    request: Request,
    form: str,
    since: Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = "",
    of: Annotated[str, Query(max_length=2000)] = "/",
) -> Response:
    """What changed since a day, as a document."""
    with store_of(request).view() as view:
        try:
            found = changes(view, scope_of(_inside(of)), since=since)
        except ScopeError as error:
            raise HTTPException(422, str(error)) from None
        made = digest(view, "What changed", [("", found)], f"since {since}" if since else "in all")
    return _document(made, form)


def _document(made: Briefing, form: str) -> Response:
    """A digest as a file or a page."""
    if form == "html":
        name, kind = "digest.html", "text/html; charset=utf-8"
        body = setting.text_of(made, "html").encode()
    elif form == "docx":
        name, kind = "digest.docx", _DOCX
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / name
            setting.write(made, "docx", out)
            body = out.read_bytes()
    else:
        raise HTTPException(404, "a digest is made as html or docx")
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/feed{path:path}")
def feed(request: Request, path: str) -> Response:
    """What changed on a page, as an Atom feed; the page's own query limits it."""
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace").split("?")[0].removeprefix("/feed") or path
    address = (raw or "/") + (f"?{request.url.query}" if request.url.query else "")
    try:
        scope = scope_of(address)
    except ScopeError as error:
        raise HTTPException(404, str(error)) from None
    with store_of(request).view() as view:
        found = changes(view, scope, limit=_FED)
    base = str(request.base_url).rstrip("/")
    return Response(atom(f"{_title(address)} · dragoman", address, base, found), media_type="application/atom+xml; charset=utf-8")


def _title(address: str) -> str:
    parts = urlsplit(address).path.strip("/").split("/")
    if parts[0] == "between" and len(parts) == 3:
        return " and ".join(country_name(p) for p in parts[1:])
    return " ".join(parts).capitalize() or "The dossier"
