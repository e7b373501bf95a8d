"""Many ids at a time, as many as a database takes in one question."""

from collections.abc import Iterable, Sequence

_MOST = 500


def chunked(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    """The ids in stretches of at most 500, in their order; no stretch where there are none."""
    return (ids[i : i + _MOST] for i in range(0, len(ids), _MOST))
