"""A statement before its speaker is known and its kind is settled."""

from dataclasses import dataclass, field

from dragoman.model.span import Span


@dataclass
class Draft:
    """One attribution; spans are character offsets, tokens are indices."""

    cue: list[Span]
    cue_token: int
    kind: str
    content: list[Span]
    source: list[Span] = field(default_factory=list)
    source_tokens: list[int] = field(default_factory=list)
    """Heads of the source's noun phrases."""
    addressee: int | None = None
    rule: str = "cue"
    effect: str = ""
    """Its kind for what has happened: an unsure denial, promise or threat changes nothing."""
    object: int | None = None
    """Head of what a denial, praise or accusation is about."""
    within: int | None = None
    confidence: float | None = None
    """The model's own, where a model found it."""
    under: int | None = None
    """Cue token of the statement that this one stands within although its cue does not ("wrote, citing officials, that …")."""
