"""Where things stand in a report, as dating and placing ask of it."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeVar, cast

from spacy.tokens import Doc

from dragoman.model.record import Passage, PassageKind
from dragoman.reading.words import Words

SHORT = 6
"""Sentences of a report from which unlikely readings are left out: a shorter one does not show what it is about, and none such was fitted to."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Layout:
    """A report as dating and placing see it: its parse and the part that each passage plays."""

    doc: Doc
    passages: tuple[Passage, ...]

    @cached_property
    def text(self) -> str:
        """The report's text: a parse puts it together anew each time it is asked."""
        return self.doc.text

    @cached_property
    def words(self) -> Words:
        """What the parse says of each token."""
        return Words(self.doc)

    @cached_property
    def sentences(self) -> list[int]:
        """First token of every sentence."""
        return [sent.start for sent in self.doc.sents]

    @cached_property
    def _numbers(self) -> list[int]:
        """Number of the sentence of each token."""
        ends = [*self.sentences[1:], len(self.doc)]
        return [k for k, (start, end) in enumerate(zip(self.sentences, ends, strict=True)) for _ in range(start, end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.passages]

    @cached_property
    def _kinds(self) -> list[PassageKind]:
        return [p.kind for p in self.passages]

    @cached_property
    def lead(self) -> int:
        """Number of the first sentence of the body; the first of all where there is no body."""
        body = next((p for p in self.passages if p.kind == "body"), None)
        return self.sentence(next((t.i for t in self.doc if body is not None and t.idx >= body.start and not t.is_space), 0))

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Tokens within quotation marks."""
        out, inside = set(), False
        for i, text in enumerate(self.words.text):
            if text in ("“", '"', "”", "``", "''"):
                inside = text in ("“", "``") or (text == '"' and not inside)
            elif "\n" in text:
                inside = False
            elif inside:
                out.add(i)
        return frozenset(out)

    @cached_property
    def verbs_before(self) -> list[int]:
        """How many of the tokens before each are verbs; one entry more than tokens."""
        return _running(pos == "VERB" for pos in self.words.pos)

    @cached_property
    def commas_before(self) -> list[int]:
        """How many of the tokens before each part clauses."""
        return _running(text in (",", ";", ":", "–", "—", "--") for text in self.words.text)

    @cached_property
    def marks_before(self) -> list[int]:
        """How many of the tokens before each are quotation marks."""
        return _running(text in ("“", '"', "”") for text in self.words.text)

    @cached_property
    def _known(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What was made for a key before, or is made now: the same words are asked about for event after event."""
        if key not in self._known:
            self._known[key] = make()
        return cast(_T, self._known[key])

    def sentence(self, i: int) -> int:
        """Number of the sentence of a token."""
        return self._numbers[i] if self._numbers else -1

    def tokens(self, number: int) -> range:
        """The tokens of a sentence."""
        return range(self.sentences[number], self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.doc))

    def passage(self, at: int) -> int:
        """Number of the passage at a character; -1 before the first."""
        return bisect_right(self._starts, at) - 1

    def kind(self, at: int) -> PassageKind:
        """What part the passage at a character plays."""
        k = self.passage(at)
        return self._kinds[k] if k >= 0 else "body"


def _running(marks: Iterable[bool]) -> list[int]:
    return [0, *accumulate(int(m) for m in marks)]
