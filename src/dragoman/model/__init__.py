"""What a record is. Imports nothing else of dragoman."""

from dragoman.model.record import (
    SCHEMA,
    Actor,
    Agreement,
    Area,
    Event,
    Passage,
    Place,
    Record,
    Report,
    Role,
    Stage,
    Statement,
    Warning_,
)
from dragoman.model.span import Span, merge_spans

__all__ = [
    "SCHEMA",
    "Actor",
    "Agreement",
    "Area",
    "Event",
    "Passage",
    "Place",
    "Record",
    "Report",
    "Role",
    "Span",
    "Stage",
    "Statement",
    "Warning_",
    "merge_spans",
]
