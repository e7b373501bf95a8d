"""A date expression in a text."""

from dataclasses import dataclass

from dragoman.model.span import Span


@dataclass(frozen=True)
class DateFound:
    """A date expression: where it stands and what it says."""

    span: Span
    edtf: str
    ahead: bool = False
    """Whether it points to the time after publication."""
    kind: str = "written"
    """What sort of words tell it: see `rules.RULES`."""
    naming: bool = False
    """Whether it only says which thing is meant: "the 1998 agreement"."""
    open: bool = False
    """Whether it counts from the day of the report, which nobody tells, so that its value means nothing."""
