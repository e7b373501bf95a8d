"""Pages from templates."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import phrase
from dragoman.codebook.plain import clipped, field_name, made_by, statement, tag
from dragoman.codebook.reliability import share, word
from dragoman.codebook.status import MARKS, MEANINGS, shown
from dragoman.codebook.vocabulary import quad_of, stages
from dragoman.correcting.fields import fields
from dragoman.version import __version__
from dragoman.web.days import stood, tenure, told_date, with_years
from dragoman.web.desk import NO_DESK, Reports, desk_of
from dragoman.web.desk import named as author_of
from dragoman.web.naming import about, agreement_name, coded, office_name, place_name
from dragoman.web.quoting import quotable
from dragoman.web.saying import how_many, language, message, named, settled, sides, speaker, told
from dragoman.web.security import csrf_token
from dragoman.web.tour import STEPS, step_of

_FAILED = 400
"""From this status code on, a page says what is not there or was refused, and there is nothing on it to follow, cite or note."""


def page(request: Request, name: str, code: int = 200, /, **values: Any) -> HTMLResponse:
    """A page by the name of its template."""
    settings = request.app.state.settings
    reports = Reports(request.app.state.store, values)
    text = (
        _environment()
        .get_template(f"{name}.html")
        .render(
            request=request,
            path=request.url.path,
            today=date.today().isoformat(),
            csrf=csrf_token(request),
            uncertain_below=settings.uncertain_below,
            writable=not settings.read_only,
            author=author_of(request),
            desk=desk_of(request) if code < _FAILED else NO_DESK,
            report_name=reports.name,
            report_title=reports.title,
            tour=step_of(request),
            **({"as_of": getattr(getattr(values.get("a"), "f", None), "as_of", None)} | values),
        )
    )
    return HTMLResponse(_with_whole_days(text), code)


_TOLD = re.compile(r"(?<=>)[^<>]*\d{4}-\d\d[^<>]*(?=<(?!/(?:title|textarea|option|script)))")
"""Words between two tags with a day among them."""
_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?![\w-])")
_REPORT = re.compile(r'(<article class="text".*?</article>)', re.DOTALL)


def _with_whole_days(html: str) -> str:
    """A page in which no day is broken at its hyphens, whatever sentence it stands in; the text of a report stays as it is."""
    parts = _REPORT.split(html)
    parts[::2] = [_TOLD.sub(lambda words: _DAY.sub(r'<span class="day">\g<0></span>', words[0]), part) for part in parts[::2]]
    return "".join(parts)


def load() -> None:
    """Read in all templates, which the first visitors would wait for otherwise."""
    env = _environment()
    for name in env.list_templates():
        env.get_template(name)


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("dragoman.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,  # files are looked at once: each look lets other threads go first
    )
    env.filters |= {
        "state": lambda code: country_name(code) if code else "",
        "words": lambda value: str(value or "").replace("_", " "),
        "path": lambda value: quote(str(value), safe=""),
        "short": _short,
        "phrase": phrase,
        "number": _number,
        "date": told_date,
        "status": lambda e: shown(e if isinstance(e, dict) else e.model_dump()),
        "plain": _plain,
        "tag": tag,
        "sentence": _sentence,
        "kind": statement,
        "made_by": made_by,
        "share": share,
        "field_name": field_name,
        "sure_word": word,
        "clip": clipped,
        "amendment": _amendment,
        "amendment_value": _changed,
        "value": _value,
        "quad": lambda kind: quad_of(kind),
        "count": _count,
        "noun": _noun,
        "who": _who,
        "place": place_name,
        "agreement": agreement_name,
        "meant": _meant,
        "office": office_name,
        "title_case": message,
        "quotable": quotable,
        "tenure": tenure,
        "about": about,
        "coded": coded,
        "stood": stood,
        "settled": settled,
        "speaker": speaker,
        "told": told,
        "how_many": how_many,
        "language": language,
        "message": message,
        "with_years": with_years,
    }
    env.globals |= {
        "marks": MARKS,
        "meanings": MEANINGS,
        "stages": stages(),
        "fields": fields(),
        "sides": sides,
        "version": __version__,
        "tour_steps": len(STEPS),
    }
    return env


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\u202f")


def _noun(n: int, one: str, many: str | None = None) -> str:
    """The noun for so many."""
    return one if n == 1 else many or f"{one}s"


def _count(n: int, noun: str) -> str:
    return f"{_number(n)} {_noun(n, noun)}"


def _meant(value: str, field: str) -> str:
    """A value to choose, and of how real an event is and on whose word, what the value means."""
    words = value.replace("_", " ")
    return f"{words}: {table('vocabularies')[field][value]}" if field in ("modality", "standing") else words


def _plain(e: Any) -> str:
    """What an event is called in plain words."""
    if isinstance(e, dict):
        return tag(e["type"], tuple(e["modes"]), " ".join(x["words"] for x in e["evidence"]))
    return tag(e.type, e.modes, "")


def _sentence(e: dict[str, Any]) -> str:
    """The sentence that tells an event, clipped at a clause; what the body tells goes before a headline."""
    told = next((x for x in reversed(e["evidence"]) if x.get("sentence")), e["evidence"][0])
    return quotable(clipped(told.get("sentence") or told["words"], told["words"]))


def _value(value: Any) -> str:
    if value in (None, "", [], ()):
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{k} {_value(v)}" for k, v in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value).replace("_", " ")


def _changed(a: Any) -> str:
    """What a person changed, from what to what."""
    a = a if isinstance(a, dict) else a.model_dump()
    whose = f" of {a['of']}" if a["of"] else ""
    if a["field"] in ("added", "same", "apart"):
        return f"{field_name(a['field'])}{whose}: {_value(a['value'])}"
    return f"{field_name(a['field'])}{whose}: {_value(a['before'])} → {_value(a['value'])}"


def _amendment(a: Any) -> str:
    """The same in one line, with who, when and why."""
    told = a if isinstance(a, dict) else a.model_dump()
    return f"{_changed(told)}, {told['corrected_by']}, {told['corrected_at'][:10]}: {told['reason']}"


def _short(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _who(row: dict[str, Any], side: str) -> str:
    """Names of a side, each once, with the state where the name does not show it."""
    return named(zip(row[f"{side}s"], row[f"{side}_countries"], strict=True))
