"""Which word pieces of a sentence are who acts, whom it is done to, and the word that tells it, with what the codebook says of that."""

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook.vocabulary import event_types
from dragoman.model.span import Span
from dragoman.reading.encoder.pieces import Pieces

NOBODY, SOURCE, TARGET, TRIGGER = range(4)
ROLES = TRIGGER + 1 + 16
"""The roles proper, then one for a trigger of each type that the codebook's frames can give it."""


def roles_of(p: Pieces, source: Span | None, target: Span | None, trigger: Span | None, hint: str | None) -> NDArray[np.int64]:
    """One role a piece; the trigger wins over the parties, and the source over the target.

    Args:
        hint: the type that the frames give the trigger.
    """
    out = np.zeros(len(p.ids), dtype=np.int64)
    told = TRIGGER + 1 + event_types().index(hint) if hint is not None else TRIGGER
    for span, role in ((target, TARGET), (source, SOURCE), (trigger, told)):
        if span is not None:
            out[(p.starts < span[1]) & (p.ends > span[0])] = role
    return out
