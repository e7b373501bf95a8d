"""Coding by two: samples, the page of each coder, what they agree on, and settling what they do not."""

from __future__ import annotations

import getpass
import io
import secrets
import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dragoman.export import gold
from dragoman.export.errors import ExportError
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.store.desk import coding, reviews, studies
from dragoman.store.desk.coding import CodingError, Item
from dragoman.store.desk.studies import GOLD, Asked, Coding, Study
from dragoman.store.filters import Filter, country_code
from dragoman.store.targets import now
from dragoman.web.api import store_of
from dragoman.web.desk import named, remember, sent
from dragoman.web.pages.writing import Text, own
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
writes = APIRouter(include_in_schema=False, dependencies=[Depends(own)])
Sent = Annotated[dict[str, str], Depends(sent)]
_LARGEST = 500
"""Reports of a sample."""


@router.get("/coding")
def samples(request: Request) -> HTMLResponse:
    """The samples that are coded, and the form that draws one."""
    with store_of(request).connection() as db:
        found = [(s, _progress(s, studies.codings_of(db, s))) for s in studies.listed(db)]
        outlets = reviews.outlets(db)
    return page(request, "coding", found=found, outlets=outlets, kinds=coding.KINDS)


def _progress(study: Study, coded: dict[tuple[str, str], Coding]) -> dict[str, int]:
    return {c: len(studies.finished(study, coded, c)) for c in ("1", "2", GOLD)}


@writes.post("/coding/new")
def new(
    request: Request,
    one: Text,
    other: Text,
    size: Annotated[int, Form(ge=1, le=_LARGEST)],
    kinds: Annotated[list[str] | None, Form()] = None,
    name: Text = "",
    outlet: Text = "",
    states: Text = "",
    since: Text = "",
    until: Text = "",
    seed: Text = "",
) -> Response:
    """Draw a sample."""
    try:
        asked = Asked(outlet, tuple(country_code(s) for s in states.split(";") if s.strip()), since, until)
        with store_of(request).writing() as db:
            who = named(request) or getpass.getuser()
            made = studies.create(db, name, who, (one, other), size, kinds or [], asked, seed, now())
    except ValueError as error:
        return page(request, "error", 422, title="This sample cannot be drawn", message=str(error), back="/coding")
    return RedirectResponse(f"/coding/{made.id}", 303)


def _study(db: Connection, key: str) -> Study:
    found = studies.one(db, key)
    if found is None:
        raise HTTPException(404, f"there is no sample {key}")
    return found


@router.get("/coding/{key}")
def sample(request: Request, key: str) -> HTMLResponse:
    """How far a sample has got, and how far its coders agree."""
    with store_of(request).connection() as db:
        study = _study(db, key)
        coded = studies.codings_of(db, study)
        results = studies.results(db, study)
        both = studies.finished(study, coded, "1", "2")
    return page(request, "coding_sample", study=study, done=_progress(study, coded), results=results, both=both, settled=coded, gold=GOLD)


@router.get("/coding/{key}/as/{coder}")
def code(request: Request, key: str, coder: str, report: str = "") -> HTMLResponse:
    """One coder's page: a report, what they found in it, and nothing of what the other or dragoman found."""
    with store_of(request).connection() as db:
        study, number, coded = _coder(db, key, coder)
        done = set(studies.finished(study, coded, number))
        report = report or next((r for r in study.reports if r not in done), study.reports[0])
        record = _record(db, study, report)
    mine = coded.get((report, number), Coding())
    return page(
        request,
        "coding_code",
        study=study,
        coder=coder,
        who=study.coders[int(number) - 1],
        record=record,
        mine=mine,
        done=done,
        at=study.reports.index(report),
        segments=_segments(record, mine.items),
        rules={k: coding.fields()[k] for k in study.kinds},
    )


def _coder(db: Connection, key: str, coder: str) -> tuple[Study, str, dict[tuple[str, str], Coding]]:
    study = _study(db, key)
    number = study.coder_of(coder)
    if number is None:
        raise HTTPException(404, "this is the page of no coder of the sample")
    return study, number, studies.codings_of(db, study)


def _record(db: Connection, study: Study, report: str) -> Record:
    record = studies.record_of(db, report) if report in study.reports else None
    if record is None:
        raise HTTPException(404, f"the sample has no report {report!r}")
    return record


def _segments(record: Record, items: tuple[Item, ...]) -> list[tuple[int, str, str]]:
    """The text in stretches: where each begins, its words, and the kinds of what is marked in it."""
    text = record.report.text
    cuts = sorted({0, len(text), *(at for i in items for span in i.spans for at in span)})
    out = []
    for a, b in pairwise(cuts):
        kinds = sorted({i.kind for i in items for s, e in i.spans if s <= a and b <= e})
        out.append((a, text[a:b], " ".join(kinds)))
    return out


@writes.post("/coding/{key}/as/{coder}/add")
def add(request: Request, key: str, coder: str, form: Sent) -> Response:
    """Keep something that a coder found."""
    report, kind = form.get("report", ""), form.get("kind", "")
    store = store_of(request)
    with store.connection() as db:
        study, number, coded = _coder(db, key, coder)
        record = _record(db, study, report)
    mine = coded.get((report, number), Coding())
    given = {name.partition(".")[2]: v for name, v in form.items() if name.startswith(f"{kind}.")}
    try:
        made = coding.item(record, secrets.token_hex(3), kind, _spans(record, form), given)
    except CodingError as error:
        message = f"{error}. Go back to it with your browser: what you typed is still there."
        return page(request, "error", 422, title="This cannot be coded", message=message, back=_to(key, coder, report))
    with store.writing() as db:
        studies.keep(db, study, report, number, Coding((*mine.items, made), False), now())
    return RedirectResponse(_to(key, coder, report), 303)


def _spans(record: Record, form: dict[str, str]) -> tuple[Span, ...]:
    """Where the words stand that were selected, or else typed."""
    start, end, words = form.get("start", ""), form.get("end", ""), form.get("words", "")
    if start.isdecimal() and end.isdecimal():
        selected = record.report.text[int(start) : int(end)]
        if " ".join(selected.split()) == " ".join(words.split()):
            return ((int(start), int(end)),)
    return coding.place_of(record, words)


def _to(key: str, coder: str, report: str) -> str:
    return f"/coding/{key}/as/{coder}?report={quote(report, safe='')}"


@writes.post("/coding/{key}/as/{coder}/remove")
def remove(request: Request, key: str, coder: str, report: Text, item: Text) -> Response:
    """Take something back."""
    store = store_of(request)
    with store.writing() as db:
        study, number, coded = _coder(db, key, coder)
        _record(db, study, report)
        left = tuple(i for i in coded.get((report, number), Coding()).items if i.id != item)
        studies.keep(db, study, report, number, Coding(left, False), now())
    return RedirectResponse(_to(key, coder, report), 303)


@writes.post("/coding/{key}/as/{coder}/done")
def done(request: Request, key: str, coder: str, report: Text) -> Response:
    """Say that a report is coded completely, and go on to the next one."""
    store = store_of(request)
    with store.writing() as db:
        study, number, coded = _coder(db, key, coder)
        _record(db, study, report)
        studies.keep(db, study, report, number, Coding(coded.get((report, number), Coding()).items, True), now())
        left = [r for r in study.reports if r != report and r not in studies.finished(study, coded, number)]
    answer = RedirectResponse(_to(key, coder, left[0]) if left else f"/coding/{key}", 303)
    return remember(answer, study.coders[int(number) - 1])


@router.get("/coding/{key}/settle")
def settle(request: Request, key: str, report: str = "") -> HTMLResponse:
    """What the two found in a report that both are done with, side by side."""
    with store_of(request).connection() as db:
        study = _study(db, key)
        coded = studies.codings_of(db, study)
        both = studies.finished(study, coded, "1", "2")
        open_ = [r for r in both if (r, GOLD) not in coded]
        report = report or next(iter(open_ or both), "")
        if report not in both:
            raise HTTPException(404, "both coders must be done with a report before it is settled")
        record = _record(db, study, report)
    pairs = coding.match(coded[report, "1"].items, coded[report, "2"].items)
    rows = [_row(record, n, a, b) for n, (a, b) in enumerate(pairs)]
    return page(
        request, "coding_settle", study=study, record=record, rows=rows, both=both, coded=coded, gold=GOLD, settled=(report, GOLD) in coded
    )


def _row(record: Record, n: int, a: Item | None, b: Item | None) -> dict[str, Any]:
    """What either found, field by field, with whether they differ."""
    here = a or b
    assert here is not None
    sides = [i for i in (a, b) if i is not None]
    words = list(dict.fromkeys(_words(record, i) for i in sides))
    values = {}
    for name in coding.fields()[here.kind]:
        found = [i.values.get(name, "") for i in sides]
        compared = {coding.compared(name, v) for v in found}
        values[name] = {"found": found, "choices": list(dict.fromkeys(found)), "differs": len(compared) > 1}
    differs = len(sides) == 1 or len(words) > 1 or any(v["differs"] for v in values.values())
    return {"n": n, "kind": here.kind, "a": a, "b": b, "words": words, "values": values, "differs": differs}


def _words(record: Record, i: Item) -> str:
    return " … ".join(" ".join(record.report.text[s:e].split()) for s, e in i.spans)


@writes.post("/coding/{key}/settle")
def settled(request: Request, key: str, form: Sent) -> Response:
    """Keep what was settled of a report, and go on to the next one."""
    report = form.get("report", "")
    store = store_of(request)
    with store.connection() as db:
        study = _study(db, key)
        coded = studies.codings_of(db, study)
        record = _record(db, study, report)
        both = studies.finished(study, coded, "1", "2")
    if report not in both:
        raise HTTPException(422, "both coders must be done with a report before it is settled")
    pairs = coding.match(coded[report, "1"].items, coded[report, "2"].items)
    try:
        items = [i for n, pair in enumerate(pairs) if form.get(f"{n}.take") for i in (_chosen(record, n, pair, form),)]
    except CodingError as error:
        return page(request, "error", 422, title="This cannot be settled", message=str(error), back=f"/coding/{key}/settle")
    with store.writing() as db:
        studies.keep(db, study, report, GOLD, Coding(tuple(items), True), now())
    left = [r for r in both if r != report and (r, GOLD) not in coded]
    return RedirectResponse(f"/coding/{key}/settle" if left else f"/coding/{key}", 303)


def _chosen(record: Record, n: int, pair: tuple[Item | None, Item | None], form: dict[str, str]) -> Item:
    """An item with the words of one of the two and the values that were chosen."""
    first, second = pair
    of = (second if form.get(f"{n}.words") == "2" else first) or first or second
    assert of is not None
    values = {name: form.get(f"{n}.{name}", of.values.get(name, "")) for name in coding.fields()[of.kind]}
    return coding.item(record, f"g{n + 1}", of.kind, of.spans, values)


@router.get("/coding/{key}/gold.zip")
def as_gold(request: Request, key: str) -> Response:
    """What was settled, as gold data that `dragoman score field` reads."""
    with store_of(request).view() as view, tempfile.TemporaryDirectory() as folder:
        study = _study(view.read, key)
        try:
            gold.write(view, Path(folder), Filter(), study.id)
        except ExportError as error:
            raise HTTPException(404, str(error)) from None
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
            for path in sorted(p for p in Path(folder).rglob("*") if p.is_file()):
                parts.write(path, path.relative_to(folder).as_posix())
    headers = {"Content-Disposition": f'attachment; filename="gold-{study.id}.zip"'}
    return Response(out.getvalue(), media_type="application/zip", headers=headers)
