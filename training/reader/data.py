"""What the reader of mentions and events is trained on: a report as word pieces, phrases, labels and arcs."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook.files import table
from dragoman.reading.encoder.pairs import Node, Sort

Ints = NDArray[np.int64]

SPAN_SORTS: tuple[Sort, ...] = ("name", "office", "org", "party", "place")
SPAN_LABELS = ("O", *(f"{mark}-{sort}" for sort in SPAN_SORTS for mark in "BI"))
KINDS = tuple(table("vocabularies")["statement_kind"])
MODALITIES = ("asserted", "planned", "hypothetical", "negated")
STANDINGS = ("reported", "attributed", "disputed")


@dataclass
class Trigger:
    """A word that tells events: their types, modality and standing, and who is party to them."""

    token: int
    types: set[int]
    modality: int | None
    standing: int | None
    actor_codes: set[str] = field(default_factory=set)
    recipient_codes: set[str] = field(default_factory=set)
    actors: set[int] = field(default_factory=set)
    """Nodes that the coder marked."""
    recipients: set[int] = field(default_factory=set)
    weight: float = 1.0


@dataclass
class Example:
    """One report, ready for training."""

    id: str
    ids: Ints
    """Of the word pieces."""
    features: Ints
    """(pieces, features), as the encoder sees them."""
    columns: Ints
    """(pieces, lexical columns)."""
    piece_of: Ints
    """First piece of each token."""
    token_of: Ints
    """Token of each piece."""
    span_labels: Ints
    """One a token."""
    read: NDArray[np.bool_]
    """Whether a token stands in a passage that is read."""
    nodes: list[Node]
    clusters: list[int]
    """Number of the entity of each node; -1 where the coder named none."""
    codes: list[str | None]
    """Country or code of each node's entity; "" where the coder says that none is told, None where nothing is known."""
    triggers: list[Trigger]
    arcs: dict[str, tuple[Ints, Ints]]
    """Relation -> rows (from node, to node), features (rows, features with the path's number at 2)."""
    paths: list[str]
    cues: list[tuple[int, int]] = field(default_factory=list)
    """Token and kind of each statement's cue."""
    complete: bool = True
    """Whether everything in it is coded; a single sentence has its trigger and parties only."""
    silent: bool = False
    """Whether no word of it tells an event."""
