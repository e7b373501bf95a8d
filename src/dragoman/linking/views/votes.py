"""For which state a report of somebody speaks, and what it counts."""

from functools import lru_cache

from dragoman.codebook.gazetteer import names_state
from dragoman.codebook.linking import basis_weight, other_holder, several
from dragoman.linking.people import Seen

_AROUND = ("coreference", "outlet")
Vote = tuple[str, float, bool]
"""A state, what a report counts for it, and whether the report tells it only by the words around."""


def vote(seen: Seen, state: str, others: tuple[str, ...]) -> Vote:
    """What a report says of somebody's state.

    An office that names another of the person's states ("CAR's spokesman") speaks for that one, whatever state the report was read to give.

    Args:
        state: the one that the report was read to give.
        others: those that other reports of the person give.
    """
    told, counts, named = _speaks(seen.evidence, tuple(r.office for r in seen.roles), seen.basis, state, others)
    return told, counts, not named and seen.basis in _AROUND


@lru_cache(maxsize=65536)
def _speaks(
    evidence: tuple[str, ...], offices: tuple[str, ...], basis: str | None, state: str, others: tuple[str, ...]
) -> tuple[str, float, bool]:
    """The state for which a report of somebody speaks, what it counts, and whether its words name that state."""
    said = (*evidence, *(o.title() for o in offices))
    named = next((s for s in (state, *others) if _says(said, s)), None)
    return (named, basis_weight("said"), True) if named else (state, _told_by(evidence, basis, state), False)


def _told_by(evidence: tuple[str, ...], basis: str | None, state: str) -> float:
    """What a report counts that does not say the state with the office.

    An office that is told of several ("Foreign ministers A and B") is told of several states; words around are no ground for a state that
    is somebody else's ("his Bolivian opposite number").
    """
    words = " ".join(evidence)
    if basis in _AROUND and other_holder(words) and names_state(words, state):
        return 0.0
    own = any(not several(w) for w in evidence)
    return basis_weight(basis or "") + (basis_weight("office") if own else 0.0)


def _says(evidence: tuple[str, ...], state: str) -> bool:
    """Whether the words of an office name its state; those that tell of somebody else's ("his Norwegian counterpart") do not."""
    stretches = (w for words in evidence for w in words.split(" … "))
    return any(names_state(w, state) for w in stretches if not other_holder(w))
