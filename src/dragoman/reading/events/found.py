"""An event while it is being read."""

from dataclasses import dataclass, field

from dragoman.codebook.frames import Frame
from dragoman.model.record import Modality, Standing
from dragoman.model.span import Span


@dataclass
class Found:
    """One event; tokens and entities are indices."""

    type: str
    trigger: int
    actors: list[int]
    recipients: list[int]
    modality: Modality
    rule: str
    evidence: list[Span]
    modes: list[str] = field(default_factory=list)
    frame: Frame | None = None
    tokens: set[int] = field(default_factory=set)
    """Tokens of the words that tell it, its arguments included."""
    standing: Standing = "reported"
    according_to: list[int] = field(default_factory=list)
    disputed_by: list[int] = field(default_factory=list)
    statement: int | None = None
    """The statement whose cue tells it, for a speech act."""
    hearsay: bool = False
    supposed: frozenset[int] = frozenset()
    """Recipients whom no phrase surely names."""
    killed: int | str | None = None
    injured: int | str | None = None
    date: str | None = None
    date_evidence: list[Span] = field(default_factory=list)
    place: int | None = None
    confidence: float = 0.7
    """How sure a rule is of its type while events are put together; in the end how likely the event is right."""
