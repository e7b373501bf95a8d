"""How a page calls what has no proper name, or has one in the wrong letters: agreements, offices, places of a dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from dragoman.codebook.gazetteer import country_name, entries
from dragoman.codebook.linking import phrase
from dragoman.codebook.plain import statement
from dragoman.store.rows import folded

_INITIALS = 3
"""Letters of a name that may be initials: "DMZ"."""
_STATE = 3
"""Letters of a state's code."""
_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OFFICES = ("MP", "MEP", "CEO")
"""Offices that are told by initials."""
_SHORT = ("UN", "EU")
"""Bodies whose short names are no words."""


def place_name(name: str | None) -> str:
    """A place as it is written within a sentence: that of a dateline stands in capitals."""
    if not name or not name.isupper() or len(name) <= _INITIALS:
        return name or ""
    return _NAME.sub(lambda part: part[0].capitalize(), name)


def agreement_name(row: dict[str, Any]) -> str:
    """What an agreement is called: its name, or where reports give it none, what it is and between whom.

    "military training protocol" is "Military training protocol"; "agreements" and "set up a joint committee" are no names, and become
    "Agreement of Brazil and Peru".
    """
    name: str = row["names"][0]
    if any(c.isupper() for c in name):
        return name
    parties = [country_name(p) for p in row["parties"]]
    named = row["instrument"] != "unspecified"
    if not parties or (" " in name and named):
        return name[:1].upper() + name[1:]
    kind = row["instrument"].replace("_", " ") if named else "agreement"
    return f"{kind.capitalize()} of {', '.join(parties[:-1])}{' and ' if parties[1:] else ''}{parties[-1]}"


def office_name(office: str) -> str:
    """An office with its names in capitals: "ambassador to poland" is "ambassador to Poland"."""
    proper, found = _proper()
    return found.sub(lambda words: proper[words[0]], office)


def once(names: Iterable[str]) -> list[str]:
    """Names, each once however its accents and marks are written, as it first stands with them."""
    best: dict[str, str] = {}
    for name in names:
        key = folded(name)
        if key not in best or (best[key].isascii() and not name.isascii()):
            best[key] = name
    return list(best.values())


def about(address: str) -> str:
    """What an address of this site shows, in a few words: "/between/ETH/KEN" is "Ethiopia and Kenya"."""
    parts = [unquote(p) for p in urlsplit(address).path.strip("/").split("/")]
    if parts[0] in ("between", "state"):
        return " and ".join(country_name(p) for p in parts[1:])
    return parts[0] if len(parts) == 1 else f"one {parts[0]}"


def coded(value: str, field: str) -> str:
    """A value of a coding in words: types and kinds by their phrases, states by their names."""
    if field == "type":
        return phrase(value) if value else ""
    if field == "kind":
        return statement(value) if value else ""
    return "; ".join(country_name(x) if x.isupper() and len(x) == _STATE else x.replace("_", " ") for x in value.split("; "))


@cache
def _proper() -> tuple[dict[str, str], re.Pattern[str]]:
    """Names of states, their people, capitals and bodies by how they stand in small letters, and what finds them."""
    forms = {form for form, e in entries().items() if e.role in ("country", "demonym", "capital") and len(form) > 3}
    forms |= {form for form, e in entries().items() if e.role == "organization" and form.isupper() and (len(form) > 3 or form in _SHORT)}
    by_small = {form.lower(): form for form in (*sorted(forms), *_OFFICES)}
    longest_first = sorted(by_small, key=lambda form: (-len(form), form))
    return by_small, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
