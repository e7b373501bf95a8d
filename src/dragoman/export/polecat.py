"""Events in the manner of POLECAT: PLOVER's types with parted actor, recipient and place columns, tab-separated."""

from __future__ import annotations

from pathlib import Path

from dragoman.codebook.gazetteer import country_name
from dragoman.export.cameo import QUADS, titled, words, write_pairs
from dragoman.export.parties import Party, Row
from dragoman.store.filters import Filter
from dragoman.store.queries import View


def write(view: View, out: Path, f: Filter) -> int:
    """One row an event from one actor to one recipient. The columns from Modality on are dragoman's own."""
    return write_pairs(view, out, f, _row, delimiter="\t")


def _row(row: Row, actor: Party | None, recipient: Party | None) -> Row:
    return {
        "Event ID": row["id"],
        "Event Date": row["date"],
        "Event Type": row["type"],
        "Event Mode": row["modes"],
        "Intensity": row["intensity"],
        "Quad Code": QUADS[row["quad"]],
        "Contexts": row["contexts"],
        **_party("Actor", actor),
        **_party("Recipient", recipient),
        "Placename": row["place"],
        "Country": row["place_country"],
        "Latitude": row["lat"],
        "Longitude": row["lon"],
        "Publication Date": row["published"],
        "Publisher": row["outlet"],
        "Story ID": row["report"],
        "Event Text": words(row),
        "Killed": row["killed"],
        "Injured": row["injured"],
        "Modality": row["modality"],
        "Standing": row["standing"],
        "According To": row["according_to"],
        "Disputed By": row["disputed_by"],
        "Independent Sources": row["independent_sources"],
        "Confidence": row["confidence"],
        **titled(row),
    }


def _party(side: str, party: Party | None) -> Row:
    code = (party.code or "") if party else ""
    sector = code[len(party.country) :] if party and party.country and code.startswith(party.country) else ""
    return {
        f"{side} Name": party.name if party else None,
        f"{side} Country": country_name(party.country) if party and party.country else None,
        f"{side} Country Code": party.country if party else None,
        f"{side} Code": code or None,
        f"{side} Primary Sector": sector or None,
    }
