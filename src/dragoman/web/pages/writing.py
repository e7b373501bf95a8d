"""What visitors send: corrections, taking them back, and new reports."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote, unquote, urlsplit

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman.intake import Failure, Source
from dragoman.intake.formats import reports_in
from dragoman.intake.guard import guarded
from dragoman.intake.source import InputError, with_given
from dragoman.intake.source import Settings as Intake
from dragoman.model.correction import Correction, CorrectionError
from dragoman.model.errors import StoreError
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.targets import Drafts, now
from dragoman.web.api import store_of
from dragoman.web.nothing import why_nothing
from dragoman.web.originals import keep
from dragoman.web.render import page
from dragoman.web.security import PASS, is_own, pass_for
from dragoman.web.settings import REPORTS

Text = Annotated[str, Form()]


def own(request: Request, csrf: Text = "") -> None:
    """Only forms of this server's own pages may write, and none where nobody may."""
    if request.app.state.settings.read_only:
        raise HTTPException(403, "this dossier is served to be read only")
    if not is_own(request, csrf):
        raise HTTPException(403, "the form was not sent from a page of this server, or is from before it was started; open the page again")


router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])


@writes.post("/correct/set")
def set_(request: Request, target: Text, field: Text, reason: Text = "", author: Text = "", value: Text = "", back: Text = "/") -> Response:
    """Change a value."""
    return _make(request, author, reason, back, lambda d: d.set(target, field, value))


@writes.post("/correct/reject")
def reject(request: Request, target: Text, reason: Text = "", author: Text = "", back: Text = "/") -> Response:
    """Take something out that the reports do not tell."""
    return _make(request, author, reason, back, lambda d: d.reject(target))


@writes.post("/correct/join")
def join(request: Request, one: Text, other: Text, reason: Text = "", author: Text = "", back: Text = "/") -> Response:
    """Say that two are one."""
    return _make(request, author, reason, back, lambda d: d.join(one, other.strip()))


@writes.post("/correct/part")
def part(
    request: Request, whole: Text, items: Annotated[list[str], Form()], reason: Text = "", author: Text = "", back: Text = "/"
) -> Response:
    """Say that some tellings are of another than the rest."""
    return _make(request, author, reason, back, lambda d: d.part(whole, items))


@writes.post("/correct/undo")
def undo(request: Request, batch: Text, author: Text = "", back: Text = "/corrections") -> Response:
    """Take corrections back that were made together, in the name that is given."""
    name = author.strip() or unquote(request.cookies.get("dragoman_author", ""))
    if not name:
        message = "say your name: whoever takes a correction back is named beside it"
        return page(request, "error", 422, title="This correction cannot be taken back", message=message, back=_inside(back))
    if not store_of(request).undo(batch, name, now()):
        raise HTTPException(404, "there is no such correction that holds")
    answer = RedirectResponse(_inside(back), 303)
    answer.set_cookie("dragoman_author", quote(name[:80]), httponly=True, samesite="strict", max_age=365 * 86400)
    return answer


def _make(request: Request, author: str, reason: str, back: str, draft: Callable[[Drafts], list[Correction]]) -> Response:
    author = author.strip() or unquote(request.cookies.get("dragoman_author", ""))
    try:
        if not author:
            raise CorrectionError("say your name: a correction carries it")
        store_of(request).draft(author, reason, draft)
    except (CorrectionError, StoreError) as error:
        return page(request, "error", 422, title="This correction cannot be made", message=str(error), back=_inside(back))
    answer = RedirectResponse(_inside(back), 303)
    if author.strip():
        answer.set_cookie("dragoman_author", quote(author.strip()[:80]), httponly=True, samesite="strict", max_age=365 * 86400)
    return answer


def _inside(back: str) -> str:
    """An address of this server: only its path, whatever was sent."""
    parts = urlsplit(back.replace("\\", "/"))
    path = "/" + parts.path.lstrip("/")
    return path + (f"?{parts.query}" if parts.query else "") + (f"#{quote(parts.fragment)}" if parts.fragment else "")


@writes.post("/upload")
def upload(
    request: Request,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Text = "",
    published: Text = "",
    outlet: Text = "",
) -> Response:
    """Read files that were dragged onto the page, or a text that was pasted."""
    intake = Intake(published or None, outlet.strip() or None)
    results = list(_read_in(request, _sources(files or (), text, intake), intake))
    kept = [r for r in results if isinstance(r, Record)]
    _keep_originals(store_of(request), files or (), kept)
    if len(results) == 1 and kept:
        return RedirectResponse(f"/report/{quote(kept[0].report.id, safe='')}", 303)
    failed = [r for r in results if isinstance(r, Failure)]
    return page(request, "uploaded", 200 if kept else 422, kept=kept, failed=failed, why=why_nothing)


def _keep_originals(store: Store, files: Iterable[UploadFile], kept: list[Record]) -> None:
    """Keep uploaded PDFs, so that their pages can be shown beside the text."""
    for file in files:
        origin = f"upload: {_name(file)}"
        mine = [r for r in kept if r.report.origin == origin]
        if mine and origin.lower().endswith(".pdf"):
            file.file.seek(0)
            data = file.file.read()
            for record in mine:
                keep(store, record, data)


def _name(file: UploadFile) -> str:
    """A file's name without any folder."""
    return (file.filename or "upload").replace("\\", "/").rsplit("/", 1)[-1][:120]


def _sources(files: Iterable[UploadFile], text: str, intake: Intake) -> Iterator[Source | Failure]:
    n = 0
    for file in files:
        name = _name(file)
        data = file.file.read()
        if not data and not file.filename:
            continue
        digest = hashlib.sha256(data).hexdigest()
        for found in guarded(reports_in(data, f"upload: {name}", name, intake), f"upload: {name}", 0):
            n += 1
            if n > REPORTS:
                yield Failure(
                    f"upload: {name}", f"only the first {REPORTS} reports of an upload are read; read the rest with `dragoman read`"
                )
                return
            yield replace(found, sha256=found.sha256 or digest)
    if text.strip():
        try:
            yield Source(text=text.replace("\r\n", "\n"), origin="pasted")
        except InputError as error:
            yield Failure("pasted", str(error))


def _read_in(request: Request, sources: Iterator[Source | Failure], intake: Intake) -> Iterator[Record | Failure]:
    from dragoman.reading.safely import read_safely

    store = store_of(request)
    for source in sources:
        given = _told(source, intake)
        result = given if isinstance(given, Failure) else read_safely(given)
        if isinstance(result, Record):
            store.add(result)
        else:
            store.fail(result, now()[:10])
        yield result


def _told(source: Source | Failure, intake: Intake) -> Source | Failure:
    """With what the form says of all."""
    if isinstance(source, Failure):
        return source
    try:
        return with_given(source, intake.published, intake.outlet)
    except InputError as error:
        return Failure(source.origin, str(error))


@writes.post("/reread/{key:path}")
def reread(request: Request, key: str) -> RedirectResponse:
    """Read a report again with this version; corrections of it are applied again."""
    from dragoman.reading.read import read_source

    store = store_of(request)
    old = store.reading(key)
    if old is None:
        raise HTTPException(404, f"there is no report {key!r} in the dossier")
    r = old.report
    store.add(
        read_source(
            Source(
                text=r.text,
                origin=r.origin,
                id=r.id,
                published=r.published,
                published_by=r.published_by,
                outlet=r.outlet,
                title=r.title,
                byline=r.byline,
                section=r.section,
                address=r.address,
                meta=r.meta or {},
            )
        )
    )
    return RedirectResponse(f"/report/{quote(key, safe='')}", 303)


@router.get("/login")
def login(request: Request, next: str = "/") -> HTMLResponse:
    """Asks for the token."""
    return page(request, "login", next=_inside(next), wrong=False)


@router.post("/login")
def log_in(request: Request, token: Text = "", next: Text = "/", csrf: Text = "") -> Response:
    """Lets in whoever knows the token."""
    settings = request.app.state.settings
    if not is_own(request, csrf):
        raise HTTPException(403, "the form was not sent from a page of this server; open the page again")
    if settings.token is None or not hmac.compare_digest(token.encode(), settings.token.encode()):
        return page(request, "login", 403, next=_inside(next), wrong=True)
    answer = RedirectResponse(_inside(next), 303)
    answer.set_cookie(PASS, pass_for(settings), httponly=True, samesite="strict")
    return answer
