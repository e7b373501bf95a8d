"""The review queue: one reading at a time with its words, decided by one key."""

from __future__ import annotations

import getpass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman.correcting.anchors import Part, spans
from dragoman.correcting.apply import value_of
from dragoman.correcting.fields import checked, fields
from dragoman.model.correction import Correction, CorrectionError, Target
from dragoman.model.errors import StoreError
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.desk import reviews
from dragoman.store.desk.reviews import Wanted
from dragoman.store.filters import country_code
from dragoman.store.targets import Drafts, now
from dragoman.web.api import store_of
from dragoman.web.desk import named, remember, sent
from dragoman.web.pages.writing import Text, own
from dragoman.web.passage import around
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])
_LATEST = 8
"""Decisions of one's own that are listed."""


def _wanted(kind: str, between: list[str], outlet: str) -> Wanted:
    try:
        states = tuple(sorted({country_code(s) for s in between if s.strip()}))
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    kinds = tuple(k for k in reviews.KINDS if kind in ("", k))
    if not kinds:
        raise HTTPException(422, f"{kind!r} cannot be reviewed; it is one of: {', '.join(reviews.KINDS)}")
    return Wanted(kinds, states, outlet)


@router.get("/review")
def review(
    request: Request,
    kind: str = "",
    between: Annotated[list[str] | None, Query()] = None,
    outlet: str = "",
    after: Annotated[str, Query(pattern=r"^(-?\d+\|\d\|.*\|\w+)?$", max_length=600)] = "",
) -> HTMLResponse:
    """What is to be looked at next, with its words."""
    store = store_of(request)
    wanted = _wanted(kind, between or [], outlet)
    asked = [("kind", kind)] * bool(kind) + [("between", s) for s in wanted.states] + [("outlet", outlet)] * bool(outlet)
    author = named(request)
    with store.connection() as db:
        item = reviews.first(db, wanted, after)
        done, own_, left = reviews.progress(db, wanted, author)
        latest = reviews.listed(db, author, _LATEST)
        outlets = reviews.outlets(db)
        shown = _shown(db, item) if item else None
    return page(
        request,
        "review",
        item=item,
        shown=shown,
        done=done,
        own=own_,
        left=left,
        latest=latest,
        outlets=outlets,
        wanted=wanted,
        kind=kind,
        here="?" + urlencode([*asked, *([("after", after)] if after else [])]),
        beyond="?" + urlencode([*asked, ("after", item.cursor)]) if item else "?",
        again="?" + urlencode(asked),
        passed=bool(after),
    )


def _shown(db: Any, item: reviews.Item) -> dict[str, Any]:
    record, _, part = next(iter(Drafts(db, None, "").parts(item.target)))
    return {
        "record": record,
        "part": part,
        "passage": around(record.report.text, spans(part)),
        "values": {name: value_of(part, name, record) for name in fields()[item.kind]},
    }


@writes.post("/review/decide")
def decide(request: Request, form: Annotated[dict[str, str], Depends(sent)]) -> Response:
    """Keep what was decided: right, wrong, or put right; and go on."""
    verdict, target, kind = form.get("verdict", ""), form.get("target", ""), form.get("kind", "")
    if verdict not in reviews.VERDICTS or kind not in reviews.KINDS:
        raise HTTPException(422, "a reading is right, wrong or edited")
    author = form.get("author", "").strip() or getpass.getuser()
    here = form.get("here", "?")
    store = store_of(request)
    try:
        _decided(store, kind, target, verdict, author, form)
    except (CorrectionError, StoreError) as error:
        return page(request, "error", 422, title="This cannot be kept", message=str(error), back="/review" + _query(here))
    return remember(RedirectResponse("/review" + _query(here), 303), form.get("author", ""))


def _query(given: str) -> str:
    return "?" + given.lstrip("?").replace("\r", "").replace("\n", "")


def _decided(store: Store, kind: Target, target: str, verdict: str, author: str, form: dict[str, str]) -> None:
    with store.connection() as db:
        record, _, part = next(iter(Drafts(db, None, "").parts(target)))
    batch = None
    if verdict == "wrong":
        reason = form.get("reason", "").strip() or "the report does not tell it (review)"
        batch = store.draft(author, reason, lambda d: d.reject(target))[0].batch
    elif verdict == "edited":
        reason = form.get("reason", "").strip() or "put right in review"
        batch = store.draft(author, reason, lambda d: _edits(d, record, kind, part, target, form))[0].batch
    with store.writing() as db:
        reviews.keep(db, record, kind, part, verdict, author, now(), batch)


def _edits(drafts: Drafts, record: Record, kind: Target, part: Part, target: str, form: dict[str, str]) -> list[Correction]:
    """A correction for each value that is another than before."""
    out: list[Correction] = []
    for name in fields()[kind]:
        if name not in form:
            continue
        before = value_of(part, name, record)
        before = list(before) if isinstance(before, list | tuple) else before
        if checked(kind, name, form[name]) != (before or (None if not isinstance(before, list) else [])):
            out += drafts.set(target, name, form[name])
    if not out:
        raise CorrectionError("nothing was changed; if it is right as it is, say so with the key R")
    return out


@writes.post("/review/undo")
def undo(request: Request, key: Annotated[str, Form()], here: Text = "?") -> Response:
    """Take a decision back, and the corrections that were made with it."""
    store = store_of(request)
    with store.connection() as db:
        found = next((d for d in reviews.listed(db) if d.id == key), None)
    if found is None:
        raise HTTPException(404, "there is no such decision")
    if found.batch:
        store.undo(found.batch, named(request) or getpass.getuser(), now())
    with store.writing() as db:
        reviews.forget(db, key)
    return RedirectResponse("/review" + _query(here), 303)
