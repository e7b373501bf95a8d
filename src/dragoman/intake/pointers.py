"""Lists of addresses without texts: refused by name, or handed on to be fetched where the user said so."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.intake.days import day_of
from dragoman.intake.source import InputError, Settings, Unfetched

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:[-*•]\s+|\d{1,4}[.)]\s+)?\[?(?P<title>[^\[\]\n]{0,250}?)\]?[ \t:|(<–—-]{0,4}(?P<address>https?://[^\s()<>]{4,500})[)>]?",
    re.IGNORECASE,
)
"""A title and its address, as lists of notes and of Markdown have them."""
_LONGEST = 800  # characters of the longest line of such a list
_SHOWN = 8
"""Rows that name one address and are listed with it, at most."""


@dataclass(frozen=True)
class Pointer:
    """An address, what its list says of it by the names of Source's fields, and the list's own columns."""

    address: str
    origin: str
    known: Mapping[str, str | None] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)


def to_fetch(pointers: Iterable[Pointer], what: str, settings: Settings, hint: str = "") -> Iterator[Unfetched]:
    """Every address once, to be fetched; further rows of one address are listed with the first.

    Args:
        what: the list as people call it.
        hint: what else can be done with it.

    Raises:
        InputError: nobody said that addresses are to be fetched, or there is none.
    """
    by_address: dict[str, list[Pointer]] = {}
    for pointer in pointers:
        if pointer.address.lower().startswith(("http://", "https://")):
            by_address.setdefault(pointer.address, []).append(pointer)
    if not by_address:
        raise InputError(f"it is {what} with neither texts nor addresses{hint}")
    if not settings.fetch:
        raise InputError(
            f"it is {what} with {len(by_address)} address{'' if len(by_address) == 1 else 'es'} and no texts; --fetch fetches the reports from their addresses{hint}"
        )
    for address, rows in by_address.items():
        first = rows[0]
        more = {"rows": ", ".join(r.origin.rsplit(":", 1)[-1] for r in rows[:_SHOWN])} if len(rows) > 1 else {}
        known = {**first.known, "published": _day(first.known.get("published"), settings), "meta": {**first.meta, **more}}
        fields = {key: value for key, value in known.items() if value}
        yield Unfetched(first.origin, "its text has not been fetched", address=address, known=fields)


def is_list_of_addresses(text: str) -> bool:
    """Whether every line of a text is an address, perhaps with a title before it."""
    lines = [line for _, line in _lines(text)]
    if not lines or "http" not in lines[0][:_LONGEST].lower():
        return False
    alone = all(_ADDRESS.fullmatch(line) for line in lines)
    return alone or (len(lines) > 1 and all(len(line) <= _LONGEST and _TITLED.fullmatch(line) for line in lines))


def read_addresses(text: str, origin: str, settings: Settings) -> Iterator[Unfetched]:
    """The addresses of a list, one a line.

    Raises:
        InputError: nobody said that addresses are to be fetched.
    """
    yield from to_fetch((_pointer(line, f"{origin}:{n}") for n, line in _lines(text)), "a list", settings)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without empty ones and remarks."""
    for n, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if (bare := line.strip()) and not bare.startswith("#"):
            yield n, bare


def _pointer(line: str, origin: str) -> Pointer:
    """What a line of a list names: an address, or a title and an address."""
    m = None if _ADDRESS.fullmatch(line) else _TITLED.fullmatch(line)
    return Pointer(m["address"], origin, {"title": m["title"].strip(" -–—:|") or None}) if m else Pointer(line, origin)


def _day(written_day: str | None, settings: Settings) -> str | None:
    """The day that a list tells of an address, where it can be understood: the report itself may tell another."""
    try:
        return day_of(written_day, settings.day_first).day if written_day else None
    except InputError:
        return None
