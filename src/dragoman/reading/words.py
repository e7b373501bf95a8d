"""What the parse says of each token of a report, as plain lists: a list answers ten times as fast as a token does."""

from functools import cached_property

from spacy.tokens import Doc

from dragoman.reading.clauses import lower_lemma

_CLIMB = 31


class Words:
    """Lists with one entry a token of a parsed report."""

    def __init__(self, doc: Doc) -> None:
        tokens = list(doc)
        self.text: list[str] = [t.text for t in tokens]
        self.lower: list[str] = [t.lower_ for t in tokens]
        self.lemma: list[str] = [lower_lemma(t) for t in tokens]
        self.pos: list[str] = [t.pos_ for t in tokens]
        self.tag: list[str] = [t.tag_ for t in tokens]
        self.dep: list[str] = [t.dep_ for t in tokens]
        self.entity: list[str] = [t.ent_type_ for t in tokens]
        self.head: list[int] = [t.head.i for t in tokens]
        self.at: list[int] = [t.idx for t in tokens]
        """Offset of the first character."""
        self._chains: dict[int, list[int]] = {}

    @cached_property
    def children(self) -> list[list[int]]:
        """The tokens that each governs, in order."""
        out: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                out[head].append(i)
        return out

    def chain(self, i: int) -> list[int]:
        """A token and what governs it, upwards: at most thirty above it."""
        found = self._chains.get(i)
        if found is None:
            found = self._chains[i] = [i]
            while len(found) < _CLIMB and self.head[found[-1]] != found[-1]:
                found.append(self.head[found[-1]])
        return found

    def auxiliaries(self, i: int) -> frozenset[str]:
        """The auxiliaries of a verb, in lower case."""
        return frozenset(self.lower[c] for c in self.children[i] if self.dep[c] in ("aux", "auxpass"))
