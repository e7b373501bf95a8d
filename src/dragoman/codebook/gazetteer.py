"""Proper names that dragoman knows: states and what stands for them, organisations, armed groups, outlets."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.codebook.files import many, rows, table
from dragoman.model.record import ActorKind

Role = Literal["country", "demonym", "capital", "seat", "organization", "outlet"]


_OF_STATE = ("country", "demonym", "capital")
_SPELT_AS_WORD = 4
"""Letters from which an acronym is also written as a word."""
_SPELT_IN_CAPITALS = 6
"""Letters from which a name is also written in capitals and taken for no other acronym."""
_NEVER_OTHERWISE = ("AMIS", "MILF", "ISIS")
"""Acronyms that are surnames, other words or places when written as a word."""


@dataclass(frozen=True)
class Entry:
    """What one surface form stands for."""

    name: str
    role: Role
    kind: ActorKind
    country: str | None
    sector: str | None
    code: str | None
    state_owned: bool = False


@cache
def entries() -> dict[str, Entry]:
    """Every surface form, as written, and what it stands for. States win over organisations, and those over outlets."""
    out: dict[str, Entry] = {}
    for row in rows("outlets"):
        entry = Entry(
            row["name"],
            "outlet",
            "media",
            row["country"] or None,
            "MED",
            f"{row['country']}MED",
            row["owner"] == "state",
        )
        for form in (row["name"], *many(row["aliases"])):
            out[form] = entry
    for row in rows("organizations"):
        kind: ActorKind = row["kind"]  # type: ignore[assignment]
        entry = Entry(row["name"], "organization", kind, row["country"] or None, row["sector"], row["code"])
        for form in (row["name"], *many(row["aliases"])):
            out[form] = entry
            if kind != "media" and (other := _other_capitals(form)):
                out.setdefault(other, entry)
    for row in rows("countries"):
        out.update(_state(row))
    return out


def _other_capitals(form: str) -> str | None:
    """A body's one-word name as other outlets write it: "Unicef" for "UNICEF", "MERCOSUR" for "Mercosur"; None where that may be another word."""
    if not form.isalpha() or form in _NEVER_OTHERWISE:
        return None
    if form.isupper() and len(form) >= _SPELT_AS_WORD:
        return form.title()
    return form.upper() if form.istitle() and len(form) >= _SPELT_IN_CAPITALS else None


def _state(row: dict[str, str]) -> dict[str, Entry]:
    def entry(role: Role) -> Entry:
        return Entry(row["name"], role, "government", row["iso3"], "GOV", row["iso3"])

    forms: dict[Role, tuple[str, ...]] = {
        "seat": many(row["seats"]),
        "capital": many(row["capital"]),
        "demonym": tuple(x for d in many(row["demonyms"]) for x in (d, f"{d}s")),
        "country": (row["name"], *many(row["aliases"])),
    }
    return {form: entry(role) for role, names in forms.items() for form in names}


@cache
def _forms(iso3: str) -> re.Pattern[str]:
    names = sorted((f for f, e in entries().items() if e.country == iso3 and e.role in ("country", "demonym")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names)) or '(?!)'})\b")


def names_state(words: str, iso3: str) -> bool:
    """Whether a state's name, or the name of its people, stands in some words."""
    return _forms(iso3).search(words) is not None


def country_name(iso3: str) -> str:
    """The plain name of a state by its ISO 3166 alpha-3 code; the code itself where it is not known."""
    return next((row["name"] for row in rows("countries") if row["iso3"] == iso3), iso3)


@cache
def official_voice(name: str) -> str | None:
    """ISO 3166 alpha-3 code of the state for which an outlet speaks; None for a press of its own.

    A ministry, an army or an embassy ("Ministry of Information of Eritrea") speaks for the one state that its name tells.
    """
    words = name.lower()
    if not any(re.search(rf"\b{re.escape(w)}\b", words) for w in table("linking")["official"]["institutions"]):
        return None
    states = {e.country for form, e in entries().items() if e.role in _OF_STATE and re.search(rf"\b{re.escape(form)}\b", name)}
    return states.pop() if len(states) == 1 else None


@cache
def iso3(code: str) -> str | None:
    """The ISO 3166 alpha-3 code of a state by that code or CAMEO's own; None for what is no state."""
    found: str = table("cameo")["states"].get(code, code)
    return found if any(row["iso3"] == found for row in rows("countries")) else None


@cache
def known_state(code: str | None) -> str | None:
    """The code of a state where it is an ISO 3166 alpha-3 code; None for one that only a user's dictionary has."""
    return code if code is not None and any(row["iso3"] == code for row in rows("countries")) else None


@cache
def outlet(name: str) -> Entry | None:
    """The outlet of that name, in any case, with or without its article."""
    found = entries().get(name) or _outlets().get(name.lower().removeprefix("the ").strip())
    return found if found and found.role == "outlet" else None


@cache
def _outlets() -> dict[str, Entry]:
    return {form.lower().removeprefix("the "): e for form, e in entries().items() if e.role == "outlet"}
