"""How an event stands, in one word and one mark, so that facts are told from claims without colour as well as with it."""

from collections.abc import Mapping
from typing import Any, Literal

Status = Literal["fact", "word", "claim", "disputed", "plan", "negated"]
MARKS: dict[Status, str] = {"fact": "●", "word": "◉", "claim": "○", "disputed": "◌", "plan": "◇", "negated": "✕"}
MEANINGS: dict[Status, str] = {
    "fact": "fact",
    "word": "fact on a person's word",
    "claim": "claim",
    "disputed": "disputed",
    "plan": "planned or hypothetical",
    "negated": "said not to have happened",
}


def status(modality: str, standing: str) -> Status:
    """Only what is asserted and reported is a fact."""
    if standing == "disputed":
        return "disputed"
    if modality == "negated":
        return "negated"
    if modality != "asserted":
        return "plan"
    return "fact" if standing == "reported" else "claim"


def shown(row: Mapping[str, Any]) -> Status:
    """How a row stands: a fact that is one because a person said so is told from one that an outlet told."""
    found = status(row["modality"], row["standing"])
    said = any(a["field"] in ("standing", "modality", "added") and not a["of"] for a in row.get("corrected") or ())
    return "word" if found == "fact" and said else found
