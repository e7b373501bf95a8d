"""JSON: lists of articles as programs and archives of news answer with them (News API, Media Cloud, Guardian, JSON Feed, and others)."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dragoman.codebook.files import table
from dragoman.intake.exports.article import Article, is_wide, source_of, unwrapped
from dragoman.intake.exports.markup import html_root, lines_of
from dragoman.intake.pointers import Pointer, to_fetch
from dragoman.intake.source import Failure, InputError, Settings, Source, Unfetched

_BEGINS = re.compile(r"""\s*(?:\{\s*(?:"[^"\n]{0,100}"\s*:|\}\s*\Z)|\[\s*(?:\{\s*"|\]\s*\Z))""")
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|li|strong|em|a)\b[^>]{0,300}>", re.IGNORECASE)
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.)?\s*\[\+?\s?\d{1,7} (?:chars|characters)\]\s*$")
_BETWEEN = re.compile(r"[\s,]*")
"""What stands between objects that are written one after the other."""
_WAY_OUT = 'give it as JSON Lines: one object a line with a "text" and perhaps ' + '"id", "published", "outlet", "title"'
_DEEPEST = 4
_TAIL = 60
"""Characters at the end of a text in which it says that it breaks off."""


def is_json(text: str) -> bool:
    """Whether a text is meant to be JSON: it begins with an object's key. Prose in braces or brackets is none."""
    bare = text.lstrip("\ufeff \t\r\n")
    if bare[:1] not in ("{", "["):
        return False
    return _BEGINS.match(bare[:2000] if len(bare) > 2000 else bare) is not None or (bare.rstrip()[-1] in "}]" and _parses(bare))


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def read_json(text: str, origin: str, settings: Settings) -> Iterator[Source | Failure]:
    """The articles in a document.

    Raises:
        InputError: it is broken or of a form that is not known, or it lists addresses only.
    """
    try:
        value = _value(text.lstrip("\ufeff").strip())
    except (ValueError, RecursionError) as error:
        raise InputError(f"it looks like JSON and is broken ({error}); {_WAY_OUT}") from error
    rows = _rows(value)
    if not rows:
        raise InputError(f"it is JSON of a form that is not known; {_WAY_OUT}")
    whole = value if isinstance(value, dict) else {}
    outlet = _plain(whole.get("title")) if "jsonfeed.org" in str(whole.get("version", "")) else None
    name = "JSON Feed" if outlet else "JSON"
    flat = [_flat(row) for row in rows]
    if not any(_has_text(row) for row in flat):
        yield from _addresses(flat, origin, settings)
        return
    for number, row in enumerate(flat, 1):
        yield _source(row, f"{origin}:{number}" if len(flat) > 1 or isinstance(value, list) else origin, settings, outlet, name)


def _value(text: str) -> Any:
    """What a document holds; several objects one after the other as a list of them.

    Raises:
        ValueError: it is broken.
    """
    decoder, values, at = json.JSONDecoder(), [], 0
    while at < len(text):
        value, end = decoder.raw_decode(text, at)
        values.append(value)
        if not isinstance(value, dict) and end < len(text):
            raise ValueError(f"there is more behind its end, at character {end}")
        between = _BETWEEN.match(text, end)
        at = between.end() if between else end
    return values[0] if len(values) == 1 else values


def article_of(row: dict[str, Any], origin: str, settings: Settings) -> Source | Failure | None:
    """The report in one object, or where it is; None where it holds neither a text nor an address under any name that is known."""
    flat = _flat(row)
    return _source(flat, origin, settings, None, "JSON Lines") if _has_text(flat) or _field(flat, "address") else None


def _rows(value: object, depth: int = 0) -> list[dict[str, Any]]:
    """The objects of the list of articles, wherever an answer has it; of a single article, that."""
    if isinstance(value, list):
        return [row for row in value if isinstance(row, dict)]
    if not isinstance(value, dict) or depth > _DEEPEST:
        return []
    keys = {_key(key): key for key in value}
    for name in table("exports")["json"]["lists"]:
        below = value.get(keys.get(name, ""))
        if isinstance(below, list | dict) and (rows := _rows(below, depth + 1)):
            return rows
    if _has_text(_flat(value)):
        return [value]
    below = list(value.values())
    return below if below and all(isinstance(v, dict) and _has_text(_flat(v)) for v in below) else []


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """An object with what lies in its fields brought up, its keys as headings are compared."""
    out = {_key(key): value for key, value in row.items()}
    if isinstance(row.get("_source"), dict):
        del out["source"]
        out |= _flat(row["_source"])
    for name in table("exports")["json"]["nested"]:
        below = out.get(name)
        if isinstance(below, dict):
            out |= {_key(k): v for k, v in below.items() if _key(k) not in out}
    return out


def _key(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", name).lstrip("@").lower()


def _has_text(row: dict[str, Any]) -> bool:
    return _text(row) is not None


def _text(row: dict[str, Any]) -> str | None:
    texts = (_plain(row.get(key)) for key in table("exports")["json"]["text"])
    return next((t for t in texts if t and t.strip()), None)


def _plain(value: object) -> str | None:
    """A value as words: a name, or several of them."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        keys = ("name", "title", "main", "rendered", "value", "created", "original", "_", "id")
        return next((p for key in keys if (p := _plain(value.get(key)))), None)
    if isinstance(value, list):
        return "; ".join(p for v in value if (p := _plain(v))) or None
    return None


def _field(row: dict[str, Any], name: str) -> str | None:
    return next((v for key in table("exports")["json"][name] if (v := _plain(row.get(key)))), None)


def _source(row: dict[str, Any], origin: str, settings: Settings, outlet: str | None, name: str) -> Source | Failure:
    text = _text(row)
    address = _field(row, "address")
    if text is None or _BREAKS_OFF.search(text[-_TAIL:]):
        why = "its text breaks off" if text else "there is no text in it"
        if address and settings.fetch:
            return Unfetched(origin, why, address=address, known=_known(row))
        where = f"; the whole is at {address}, and --fetch fetches it" if address else ""
        return Failure(origin, why + where)
    plain = isinstance(row.get("text"), str)
    number = _field(row, "id")
    source = source_of(
        Article(
            paragraphs=lines_of(html_root(text)) if _MARKUP.search(text) else [text] if plain else unwrapped(text.splitlines()),
            title=None if plain else _field(row, "title"),
            outlet=_field(row, "outlet") or outlet,
            byline=_field(row, "byline"),
            day=_field(row, "published"),
            section=_field(row, "section"),
            id=number if plain or is_wide(number) else None,
            language=_field(row, "language"),
            address=address,
        ),
        origin,
        settings.day_first,
    )
    if isinstance(source, Failure):
        return source
    return replace(source, title=source.title or _field(row, "title"), format=name)


def _known(row: dict[str, Any]) -> dict[str, str | None]:
    """What an object says of its article, but for the text."""
    return {key: _field(row, key) for key in ("title", "outlet", "published", "byline", "section", "id")}


def _addresses(rows: list[dict[str, Any]], origin: str, settings: Settings) -> Iterator[Failure]:
    """The addresses of articles that come without their texts."""
    pointers = []
    for number, row in enumerate(rows, 1):
        pointers.append(Pointer(_field(row, "address") or "", f"{origin}:{number}", _known(row)))
    from_media_cloud = any({"mediaid", "medianame", "storiesid"} & set(row) for row in rows)
    yield from to_fetch(pointers, "a list of stories from Media Cloud" if from_media_cloud else "JSON", settings, f"; or {_WAY_OUT}")
