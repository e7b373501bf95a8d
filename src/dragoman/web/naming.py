"""How a page calls what has no proper name, or has one in the wrong letters: agreements, offices, places of a dateline."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dragoman.codebook.gazetteer import country_name, entries

_INITIALS = 3
"""Letters of a name that may be initials: "DMZ"."""
_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
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


@cache
def _proper() -> tuple[dict[str, str], re.Pattern[str]]:
    """Names of states, their people, capitals and bodies by how they stand in small letters, and what finds them."""
    forms = {form for form, e in entries().items() if e.role in ("country", "demonym", "capital") and len(form) > 3}
    forms |= {form for form, e in entries().items() if e.role == "organization" and form.isupper() and (len(form) > 3 or form in _SHORT)}
    by_small = {form.lower(): form for form in sorted(forms)}
    longest_first = sorted(by_small, key=lambda form: (-len(form), form))
    return by_small, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
