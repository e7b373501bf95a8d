"""A source as a gold: the keys of the coded field reports, every value with its span."""

from typing import Any

from training.corpus.coding import agreements, codes, events, parties, statements
from training.corpus.form import Source
from training.corpus.locate import FormError, find
from training.corpus.people import Gold, bylines, organizations, people, places

_HEADER = {"title": "title", "outlet": "outlet", "byline": "byline", "published": "published", "dateline": "dateline_place"}


def published(source: Source) -> str | None:
    """The day of publication that the head gives, or None."""
    day = source.head["published"]
    return None if day in ("", "-", "null") else day


def index_row(source: Source) -> dict[str, Any]:
    """The report's line in its slice's index."""
    head = source.head
    return {
        "id": source.id,
        "file": f"reports/{source.id}.txt",
        "outlet": head["outlet"],
        "published": published(source),
        "origin": head["origin"],
        "genre": head["genre"],
    }


def gold(source: Source) -> Gold:
    """The gold of a source. Raises FormError where a coded string is not in the text or does not say which of several it means."""
    _declared(source)
    return {
        "report": {"published": published(source), "outlet": source.head["outlet"]},
        "agreements": agreements(source),
        "statements": statements(source),
        "events": events(source),
        "false_fact": [_trap(source, line.first, line.fields) for line in source.of("F")],
        "people": people(source, "P"),
        "people_unnamed": people(source, "U"),
        "bylines": bylines(source),
        "organizations": organizations(source),
        "places_named": places(source),
        "header": _header(source),
        "boilerplate": _passages(source, "B"),
        "repeats": _passages(source, "R"),
        "captions": _passages(source, "C"),
        "acceptable": [_acceptable(line.first) for line in source.of("K")],
        "same_event_as": [line.first for line in source.of("X")],
    }


def _declared(source: Source) -> None:
    ids = [line.first for line in source.of("P", "U", "O")]
    doubled = {i for i in ids if ids.count(i) > 1}
    strange = set(source.marked.spans) - set(ids) - {"0"}
    if doubled or strange:
        raise FormError(f"declared twice: {sorted(doubled)}; marked and not declared: {sorted(strange)}")


def _passages(source: Source, letter: str) -> list[str]:
    text = source.text
    spans = [find(text, line.first) for line in source.of(letter)]
    return [text[a:b] for a, b in spans]


def _header(source: Source) -> Gold:
    header: Gold = dict.fromkeys(_HEADER.values())
    for line in source.of("H"):
        key, _, words = line.first.partition(":")
        if key not in _HEADER:
            raise FormError(f"the header has no {key!r}")
        a, b = find(source.text, words.strip() if "#" in words else words.strip() + "#1")
        header[_HEADER[key]] = source.text[a:b]
    return header


def _acceptable(words: str) -> Gold:
    types, _, sides = words.partition(" ")
    actor, recipient = parties(sides)
    return {"type": types.split("/"), "actor": actor, "recipient": recipient}


def _trap(source: Source, words: str, fields: tuple[str, ...]) -> Gold:
    kind, _, actor = words.partition(" ")
    trap: Gold = {"type": kind, "actor": "/".join(codes(actor)) or None, "why": fields[0].strip()}
    if len(fields) > 1:
        a, b = find(source.text, fields[1].strip())
        trap["contains"] = source.text[a:b]
    return trap
