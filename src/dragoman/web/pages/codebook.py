"""What the words, marks and stages on pages mean."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dragoman.codebook.files import table
from dragoman.codebook.plain import tags_of
from dragoman.web.render import page

router = APIRouter(include_in_schema=False)
_TABLES = ("stage", "standing", "modality", "instrument", "area", "quote", "sector")


@router.get("/codebook")
def codebook(request: Request) -> HTMLResponse:
    """Every kind of event, statement, stage and standing in plain words."""
    plover, known = table("plover"), table("vocabularies")
    types = [(name, tags_of(name), entry) for name, entry in plover["type"].items()]
    kinds = [(kind, meaning) for kind, meaning in known["statement_kind"].items()]
    reliability = table("reliability")
    return page(
        request,
        "codebook",
        types=types,
        quads=plover["quad"],
        kinds=kinds,
        tables={name: known[name] for name in _TABLES},
        made=table("plain")["read_by"],
        steps={kind: reliability[kind] for kind in ("event", "statement")},
    )
