"""GDELT's files, which have no heading: the graph of knowledge (GKG), events and mentions."""

import re
from collections.abc import Iterator

from dragoman.codebook.files import table
from dragoman.intake.pointers import Pointer, to_fetch
from dragoman.intake.source import Failure, Settings

_TITLE = re.compile(r"<PAGE_TITLE>(.{1,500}?)</PAGE_TITLE>")
_FIRST = {
    "gkg": (27, re.compile(r"\d{14}-T?\d{1,8}\t\d{14}\t\d\t")),
    "events": (61, re.compile(r"\d{1,10}\t\d{8}\t\d{6}\t\d{4}\t")),
    "mentions": (16, re.compile(r"\d{1,10}\t\d{14}\t\d{14}\t\d\t")),
}
_NAMES = {"gkg": "GKG", "events": "events", "mentions": "mentions"}
_ENDINGS = {".gkg.csv": "gkg", ".export.csv": "events", ".mentions.csv": "mentions"}
_FULL_DAY = 8  # digits of a day that is told in full
_OLD_EVENTS = (57, 58)
"""Columns of the first version of the events, which has no second-order divisions of states."""


def is_gdelt(text: str, name: str) -> bool:
    """Whether a text is a file of GDELT without a heading: by its first columns, or by its name and the addresses in it."""
    return _kind(text, name) is not None


def _kind(text: str, name: str) -> str | None:
    line = text[:200_000].lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    count = line.count("\t") + 1
    for kind, (columns, begins) in _FIRST.items():
        if begins.match(line) and (abs(count - columns) <= 2 or (kind == "events" and count in _OLD_EVENTS)):
            return kind
    named = next((kind for end, kind in _ENDINGS.items() if name.endswith(end)), None)
    return named if count > 2 and "http" in line else None


def read_gdelt(text: str, origin: str, name: str, settings: Settings) -> Iterator[Failure]:
    """The addresses in a file, each with its columns.

    Raises:
        InputError: nobody said that addresses are to be fetched, or there is none.
    """
    kind = _kind(text, name)
    assert kind is not None
    yield from to_fetch(_pointers(text, kind, origin), f"a table of GDELT ({_NAMES[kind]})", settings)


def _pointers(text: str, kind: str, origin: str) -> Iterator[Pointer]:
    names = table("exports")["gdelt"][kind].split()
    older = [n for n in names if not n.endswith("ADM2Code")]
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        values = line.rstrip("\r").split("\t")
        if len(values) < 2:
            continue
        row = dict(zip(older if kind == "events" and len(values) in _OLD_EVENTS else names, values, strict=False))
        meta = {key: value for key, value in row.items() if value}
        yield Pointer(_address(row, values), f"{origin}:{number}", _known(row), meta)


def _first_of(row: dict[str, str], *names: str) -> str:
    """The first of these columns that holds something."""
    return next((row[name] for name in names if row.get(name)), "")


def _address(row: dict[str, str], values: list[str]) -> str:
    """The address in the column that holds it, else the last one in the row."""
    listed = _first_of(row, "V2DOCUMENTIDENTIFIER", "SOURCEURL", "MentionIdentifier")
    return listed if listed.startswith("http") else next((v for v in reversed(values) if v.startswith("http")), "")


def _known(row: dict[str, str]) -> dict[str, str | None]:
    """What a row says of its report."""
    title = _TITLE.search(row.get("V2EXTRASXML", ""))
    day = _first_of(row, "V2.1DATE", "DATEADDED", "MentionTimeDate")
    return {
        "title": title[1] if title else None,
        "outlet": _first_of(row, "V2SOURCECOMMONNAME", "MentionSourceName") or None,
        "published": f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) >= _FULL_DAY else None,
    }
