"""Which of the things in a report stand in some of its sentences, found without looking at the others."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class BySentence:
    """Numbers of things, such as its date expressions or names of places, by the sentence of each."""

    def __init__(self, things: Iterable[tuple[int, int]]) -> None:
        """things: for each the number of its sentence and its own number."""
        ordered = sorted(things)
        self._sentences = [sentence for sentence, _ in ordered]
        self._numbers = [number for _, number in ordered]

    def within(self, first: int, last: int) -> set[int]:
        """Those in the sentences from the first to the last, both included."""
        return set(self._numbers[bisect_left(self._sentences, first) : bisect_right(self._sentences, last)])
