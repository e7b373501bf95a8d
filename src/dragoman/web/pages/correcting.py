"""The form that corrects something: one for each thing, with the values as they are, one reason and one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman.correcting.anchors import anchor, said
from dragoman.correcting.apply import value_of
from dragoman.correcting.fields import checked, fields
from dragoman.model.correction import Correction, CorrectionError, Target
from dragoman.model.errors import StoreError
from dragoman.model.record import Record
from dragoman.store.queries import one
from dragoman.store.targets import Drafts
from dragoman.web.api import store_of
from dragoman.web.layers import segments
from dragoman.web.pages.writing import _inside, own
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])
Text = Annotated[str, Form()]
_REPORT = "report/"
"""How a report is named as a target."""
_MERGED = {"actors": "actors", "recipients": "recipients", "date": "date", "killed": "killed", "injured": "injured", "type": "type"}
"""Fields of an event whose value is that of all tellings together."""


def fill(request: Request, target: str) -> dict[str, Any]:
    """What the form shows: kind, words, the values, how many tellings, and where these differ.

    Raises:
        CorrectionError: nothing of that name.
    """
    store = store_of(request)
    with store.view() as view:
        drafts = Drafts(view.read, None, "")
        if target.startswith(_REPORT):
            report = drafts.record(target.removeprefix(_REPORT)).report
            shown = {f: getattr(report, f) or "" for f in fields()["report"]}
            return {"kind": "report", "words": report.title or report.id, "shown": shown, "tellings": 1, "differing": {}}
        there = list(drafts.parts(target))
        row = one(view, "events", target) if "/" not in target else None
    record, kind, part = there[0]
    kind = "actor" if kind in ("person", "organization") else kind
    values = {f: _written(value_of(part, f, record)) for f in fields()[kind]}
    if row is not None:
        values |= {f: _written(row[f]) for f in _MERGED} | {"modality": row["modality"], "standing": row["standing"]}
    words = anchor(record, part).words if kind != "actor" else part.name
    return {"kind": kind, "words": words, "shown": values, "tellings": len(there), "differing": _differing(there, kind)}


def _written(value: Any) -> str:
    return "; ".join(dict.fromkeys(value)) if isinstance(value, list | tuple) else value or ""


def _differing(there: list[tuple[Record, Target, Any]], kind: Target) -> dict[str, list[tuple[str, str]]]:
    """For each field on which tellings differ, what each report says, and its id."""
    out = {}
    for field in fields()[kind]:
        told = {r.report.id: _written(value_of(p, field, r)) for r, _, p in there}
        if len(set(told.values())) > 1:
            out[field] = [(value, report) for report, value in told.items()]
    return out


@router.get("/correct")
def forms(request: Request, target: str, back: str = "/") -> HTMLResponse:
    """The form that corrects something."""
    try:
        found = fill(request, target)
    except CorrectionError as error:
        raise HTTPException(404, str(error)) from None
    return page(
        request, "correct", target=target, back=_inside(back), typed=found["shown"], problem="", wrong="", reason="", name="", **found
    )


async def _sent(request: Request) -> FormData:
    return await request.form()


@writes.post("/correct/save")
def save(request: Request, sent: Annotated[FormData, Depends(_sent)]) -> Response:
    """Every value that is other than it was shown, all of them or none; what cannot be is said beside what was typed."""
    given = {k: str(v).strip() for k, v in sent.items()}
    target, back = given.get("target", ""), _inside(given.get("back", "/"))
    try:
        found = fill(request, target)
    except CorrectionError as error:
        raise HTTPException(404, str(error)) from None
    kind = found["kind"]
    changed = {f: given[f] for f in fields()[kind] if f in given and given[f] != given.get(f"was-{f}", "").strip()}
    wrong, problem = "", ""
    try:
        named(given)
        for field, value in changed.items():
            wrong = field
            checked(kind, field, value)
        wrong = next(iter(changed)) if len(changed) == 1 else ""
        store_of(request).draft(given["author"], given["reason"], _draft(target, kind, changed, reject="reject" in given))
    except (CorrectionError, StoreError) as error:
        problem = str(error)
    if not problem:
        return _back(given["author"], _lead(back, target))
    typed = found["shown"] | {f: given[f] for f in fields()[kind] if f in given}
    return page(
        request,
        "correct",
        422,
        **found | {"shown": {f: given.get(f"was-{f}", v) for f, v in found["shown"].items()}},
        target=target,
        back=back,
        typed=typed,
        problem=problem,
        wrong=wrong,
        reason=given.get("reason", ""),
        name=given.get("author", ""),
    )


def named(given: dict[str, str]) -> None:
    """Raises CorrectionError where nobody says who corrects, or why."""
    if not given.get("author"):
        raise CorrectionError("say your name: a correction carries it")
    if not given.get("reason"):
        raise CorrectionError("say why: a correction needs a reason")


def _draft(target: str, kind: str, changed: dict[str, str], *, reject: bool) -> Callable[[Drafts], list[Correction]]:
    if reject:
        return lambda d: d.reject(target)
    if not changed:
        raise CorrectionError("nothing was changed in the form")
    if kind == "report":
        return lambda d: d.describe(target.removeprefix(_REPORT), dict(changed))
    return lambda d: d.amend(target, dict(changed))


def _lead(back: str, target: str) -> str:
    return back


def _back(author: str, back: str) -> Response:
    """To where the form was, remembering who sent it."""
    answer = RedirectResponse(back, 303)
    answer.set_cookie("dragoman_author", quote(author[:80]), httponly=True, samesite="strict", max_age=365 * 86400)
    return answer


@writes.post("/correct/remove")
def remove(request: Request, report: Text, reason: Text = "", author: Text = "", back: Text = "/reports") -> Response:
    """Take a report out."""
    try:
        named({"author": author.strip(), "reason": reason.strip()})
        store_of(request).draft(author, reason, lambda d: d.remove(report))
    except (CorrectionError, StoreError) as error:
        return page(request, "error", 422, title="This report cannot be removed", message=str(error), back=_inside(back))
    return _back(author.strip(), _inside(back))


_TYPED = (
    *("words", "start", "end", "kind", "type", "modality", "standing", "actors", "recipients", "date", "speaker", "statement_kind", "name"),
    *("stage", "parties", "reason", "author"),
)


@writes.post("/correct/add")
def add(request: Request, sent: Annotated[FormData, Depends(_sent)]) -> Response:
    """Add something by its words; what cannot be is said beside what was typed."""
    given = {k: str(v).strip() for k, v in sent.items()}
    report, back = given.get("report", ""), _inside(given.get("back", "/"))
    kind = given.get("kind", "event")
    try:
        named(given)
        values = _values(given, kind)
        where = _where(request, report, given)
        store_of(request).draft(given["author"], given["reason"], lambda d: d.add(report, kind, where, values))  # type: ignore[arg-type]
    except (CorrectionError, StoreError) as error:
        record = next(iter(store_of(request).records({report})), None)
        if record is None:
            raise HTTPException(404, f"there is no report {report!r} in the dossier") from None
        typed = {k: given.get(k, "") for k in _TYPED}
        return page(request, "adding", 422, r=record, typed=typed, problem=str(error), segments=segments(record), back=back)
    return _back(given["author"], back)


def _values(given: dict[str, str], kind: str) -> dict[str, Any]:
    shared = {"date": given.get("date", "")}
    known = {
        "event": {k: given.get(k, "") for k in ("type", "modality", "standing", "actors", "recipients")} | shared,
        "statement": {"kind": given.get("statement_kind", ""), "speaker": given.get("speaker", "")},
        "agreement": {k: given.get(k, "") for k in ("name", "stage", "parties")} | shared,
    }
    if kind not in known:
        raise CorrectionError("an event, a statement or an agreement can be added")
    unknown = {"unknown", "somebody unknown", "?"}
    return {k: "" if k in ("actors", "recipients", "speaker") and v.lower() in unknown else v for k, v in known[kind].items()}


def _where(request: Request, report: str, given: dict[str, str]) -> str | tuple[int, int]:
    """Where the words were selected, if they still are the ones that were typed; else the words."""
    words, start, end = given.get("words", ""), given.get("start", ""), given.get("end", "")
    if start.isdigit() and end.isdigit():
        record = next(iter(store_of(request).records({report})), None)
        span = (int(start), int(end))
        if record and span[0] < span[1] <= len(record.report.text) and (not words or said(record, [span]) == " ".join(words.split())):
            return span
    if not words:
        raise CorrectionError("say which words of the report tell it: select them, or type them as they stand")
    return words
