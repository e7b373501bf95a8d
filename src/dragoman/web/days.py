"""Days, spans of days and turns of time, as pages say them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dragoman.codebook.status import MEANINGS, status

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DECADE = re.compile(r"\b(\d{3})X\b")
_YEARLESS = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")


def told_date(edtf: str | None) -> str:
    """A date as read aloud: an interval with a dash, `198X` as "1980s", `XXXX-03` as "March, year not told"."""
    if not edtf:
        return "undated"
    return with_years(_DECADE.sub(r"\g<1>0s", edtf.replace("/", " – ")))


def with_years(words: str) -> str:
    """Words in which no day stands with a placeholder for its year."""
    return _YEARLESS.sub(lambda m: f"{m[2].lstrip('0') + ' ' if m[2] else ''}{_MONTHS[int(m[1]) - 1]}, year not told", words)


def tenure(row: Mapping[str, Any]) -> str:
    """From when to when reports show somebody in an office."""
    since, until = row["from"], row["to"]
    if since and until and since != until:
        return f"{told_date(since)} – {told_date(until)}"
    if since and not until:
        return f"since {told_date(since)}"
    return told_date(since) if since else f"until {told_date(until)}" if until else "undated"


def stood(turn: str) -> str:
    """How an event stood at a time, in the words of the marks: "attributed" is "claim"."""
    modality, _, standing = turn.rpartition(", ")
    if modality and standing == "disputed":
        return turn
    return MEANINGS[status(modality or "asserted", standing)]
