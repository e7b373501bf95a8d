"""Persons, organisations and places of a gold."""

from collections.abc import Sequence
from typing import Any

from training.corpus.form import Line, Source, parts
from training.corpus.locate import FormError, Span, find, number_of

Gold = dict[str, Any]
STATUSES = ("former", "acting", "designate")


def words_at(text: str, spans: Sequence[Span]) -> list[list[Any]]:
    """Spans as a gold lists mentions: words and number of occurrence."""
    return [[text[a:b], number_of(text, (a, b))] for a, b in spans]


def cast(source: Source) -> dict[str, tuple[str, str | None]]:
    """Every id with the name and the country that a statement of theirs gets."""
    return {line.first: (line.field(0), line.field(1) or None) for line in source.of("P", "U", "O")}


def people(source: Source, letter: str) -> list[Gold]:
    """The named (`P`) or unnamed (`U`) persons of a report."""
    return [_person(source, line, named=letter == "P") for line in source.of(letter)]


def _person(source: Source, line: Line, named: bool) -> Gold:
    spans = _mentioned(source, line)
    flags = line.flags(4)
    office = line.field(2) or None
    titles = [find(source.text, words, near=spans[0]) for words in line.parts(3)]
    gold: Gold = {
        "name": line.field(0) if named else None,
        "country": line.field(1) or None,
        "role": flags.get("role") or (office.lower() if office else None),
        "office": office,
        "status": flags.one_of(STATUSES, "current"),
        "mentions": words_at(source.text, spans),
        "spans": spans,
        "office_text": words_at(source.text, titles),
        "office_spans": titles,
    }
    if other := flags.get("other"):
        gold["other_offices"] = other.split(",")
    return gold | _note(line)


def _mentioned(source: Source, line: Line) -> list[Span]:
    spans = source.mentions(line.first)
    if not spans:
        raise FormError(f"{line.first} is never marked in the text")
    return spans


def _note(line: Line) -> Gold:
    note = line.flags(len(line.fields) - 1).get("note") if line.fields else None
    return {"note": note} if note else {}


def organizations(source: Source) -> list[Gold]:
    """The organisations that act or speak."""
    return [
        {
            "name": line.field(0),
            "country": line.field(1) or None,
            "mentions": words_at(source.text, _mentioned(source, line)),
            "spans": _mentioned(source, line),
        }
        for line in source.of("O")
    ]


def bylines(source: Source) -> list[Gold]:
    """Authors and photographers."""
    found = [(line.first, find(source.text, line.first)) for line in source.of("Y")]
    return [{"name": name, "mentions": words_at(source.text, [span]), "spans": [span]} for name, span in found]


def places(source: Source) -> list[Gold]:
    """Places below the country, each with its country's code."""
    rows = []
    for line in source.of("L"):
        for part in parts(line.first):
            name, _, country = part.rpartition(" ")
            find(source.text, name + "#1")
            rows.append({"text": name, "country": None if country == "-" else country})
    return rows


def country_of(source: Source, place: str) -> str | None:
    """The country that the report's list of places gives a place."""
    return next((p["country"] for p in places(source) if p["text"].lower() == place.lower()), None)
