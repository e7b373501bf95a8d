"""What a dossier says: the answers that linking makes out of many records.

The field names are those of `dragoman show … --json`. States are ISO 3166 alpha-3 codes, dates EDTF, report ids those given at input.
"""

from pydantic import BaseModel, ConfigDict, Field

from dragoman.model.answer import Contradiction, Differing, Evidence, Part, Sources, Turn, Unsure, Voice
from dragoman.model.follow import Committed, FollowThrough, Step
from dragoman.model.linked import Dispute, LinkedEvent, Thread, ThreadArea, ThreadStage
from dragoman.model.officials import Official, Organization, Person

__all__ = [
    "Committed",
    "Contradiction",
    "Differing",
    "Dispute",
    "Dossier",
    "Evidence",
    "FollowThrough",
    "LinkedEvent",
    "Official",
    "Organization",
    "Part",
    "Person",
    "Sources",
    "Step",
    "Thread",
    "ThreadArea",
    "ThreadStage",
    "Turn",
    "Unsure",
    "Voice",
]


class Dossier(BaseModel):
    """Everything that some reports say together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reports: int
    newest: str | None = Field(description="day of the newest report")
    sources: tuple[Sources, ...]
    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    officials: tuple[Official, ...]
    events: tuple[LinkedEvent, ...]
    agreements: tuple[Thread, ...]
    disputes: tuple[Dispute, ...]
    follow_through: tuple[FollowThrough, ...]
