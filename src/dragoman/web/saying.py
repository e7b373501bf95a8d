"""Values of the dossier as pages say them: who is not named, numbers that are not sure, languages, filters, how a dispute ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import country_name
from dragoman.codebook.linking import phrase
from dragoman.linking.tellings import UNKNOWN
from dragoman.web.days import stood, told_date
from dragoman.web.naming import place_name

_STATES = ("country", "state", "place_country", "between")
_DAYS = ("date", "since", "until", "as_of", "published")


def speaker(name: str) -> str:
    """Who says something, where a report may not tell."""
    return "somebody unknown" if name in ("", UNKNOWN) else name


def how_many(number: str) -> str:
    """A number of people: "1/300" is "1 to 300", and "10/.." is "at least 10"."""
    low, bound, high = number.partition("/")
    if not bound:
        return number
    return f"at least {low}" if high == ".." else f"at most {high}" if low == ".." else f"{low} to {high}"


def language(code: str | None) -> str:
    """The name of a language."""
    return str(table("plain")["language"].get(code, code)) if code else ""


def settled(status: str) -> str:
    """Whether a dispute is open, and how it was settled: what is planned or only thought of and is denied is open as well."""
    modality, _, standing = status.rpartition(", ")
    if standing == "disputed":
        return f"open, and only {modality}" if modality else "open"
    return f"settled: {stood(status)}"


def told(value: str, field: str) -> str:
    """A value of a field or a filter in words: "KEN" is "Kenya", "ASSAULT" is "attack"; what is only true says nothing more."""
    if field in _STATES:
        return country_name(value)
    if field in ("type", "event_type"):
        return phrase(value)
    if field == "place":
        return place_name(value)
    return told_date(value) if field in _DAYS else "" if value == "true" else value.replace("_", " ")


def sides(names: Mapping[str, Any], ids: Iterable[str]) -> str:
    """Actors of a report by name, each once, with the state where the name does not show it."""
    return named((names[i].name, names[i].country) for i in ids)


def named(found: Iterable[tuple[str, str | None]]) -> str:
    """Names, each once, with the state where the name does not show it."""
    shown = ((name, country_name(country) if country else "") for name, country in found)
    return ", ".join(
        dict.fromkeys(f"{name} ({state})" if state and state[:4].lower() not in name.lower() else name for name, state in shown)
    )


def message(words: str) -> str:
    """A sentence with a capital; what it quotes stays as it is."""
    return words[:1].upper() + words[1:]
