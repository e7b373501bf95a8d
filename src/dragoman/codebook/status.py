"""How an event stands, in one word and one mark, so that facts are told from claims without colour as well as with it."""

from typing import Literal

Status = Literal["fact", "claim", "disputed", "plan", "negated"]
MARKS: dict[Status, str] = {"fact": "●", "claim": "○", "disputed": "◌", "plan": "◇", "negated": "✕"}
MEANINGS: dict[Status, str] = {
    "fact": "fact",
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
