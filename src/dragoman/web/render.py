"""Pages from templates."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import phrase
from dragoman.codebook.status import MARKS, MEANINGS, status
from dragoman.codebook.vocabulary import quad_of, stages
from dragoman.correcting.fields import fields
from dragoman.version import __version__
from dragoman.web.desk import desk_of, named, names_of
from dragoman.web.security import csrf_token


def page(request: Request, name: str, code: int = 200, **values: Any) -> HTMLResponse:
    """A page by the name of its template."""
    settings = request.app.state.settings
    text = (
        _environment()
        .get_template(f"{name}.html")
        .render(
            request=request,
            path=request.url.path,
            csrf=csrf_token(request),
            writable=not settings.read_only,
            author=named(request),
            desk=desk_of(request),
            report_name=names_of(request.app.state.store),
            **values,
        )
    )
    return HTMLResponse(text, code)


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("dragoman.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    env.filters |= {
        "state": lambda code: country_name(code) if code else "",
        "words": lambda value: str(value or "").replace("_", " "),
        "path": lambda value: quote(str(value), safe=""),
        "short": _short,
        "phrase": phrase,
        "number": lambda n: f"{n:,}".replace(",", "\u202f"),
        "date": _date,
        "status": lambda e: status(e["modality"], e["standing"]) if isinstance(e, dict) else status(e.modality, e.standing),
        "quad": lambda kind: quad_of(kind),
        "count": lambda n, noun: f"{n} {noun}" if n == 1 else f"{n} {noun}s",
        "who": _who,
    }
    env.globals |= {"marks": MARKS, "meanings": MEANINGS, "stages": stages(), "fields": fields(), "version": __version__}
    return env


def _short(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _date(edtf: str | None) -> str:
    """A date as read aloud; an interval with a dash."""
    return edtf.replace("/", " – ").replace("XXXX-", "—-") if edtf else "undated"


def _who(row: dict[str, Any], side: str) -> str:
    """Names of a side, each once, with the state where the name does not show it."""
    out = []
    for name, country in zip(row[f"{side}s"], row[f"{side}_countries"], strict=True):
        shown = country is None or country_name(country)[:4].lower() in name.lower()
        out.append(name if shown else f"{name} ({country_name(country)})")
    return ", ".join(dict.fromkeys(out))
