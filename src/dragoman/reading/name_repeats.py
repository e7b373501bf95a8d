"""People named again by a part of their name that the recogniser missed."""

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from dragoman.codebook import people
from dragoman.codebook.files import table

_WORDS = table("en/people")
_PARTICLES = frozenset(_WORDS["particles"]["words"])
_NOT_NAMES = frozenset(_WORDS["no_names"]["words"])
_LEAST = 3
"""Letters of a surname that stands for somebody by itself."""
_LEAST_PART = 4
"""Letters of another part of a name that does."""
Words = tuple[str, ...]


def repeated(doc: Doc, names: list[tuple[int, int]], live: frozenset[int], taken: set[int]) -> list[tuple[int, int]]:
    """Later mentions [start, end) by whole name or surname, or by another part of a name that stands alone: "Moon" of "Moon Seung-ho".

    Args:
        names: tokens [start, end) of the names found.
        taken: tokens of the names of states.
    """
    said = (tuple(t.text for t in doc[start:end]) for start, end in names)
    whole = [words for words in said if sum(map(str.isalpha, words)) > 1]
    forms, parts = _forms(whole), _parts(whole)
    covered = {i for start, end in names for i in range(start, end)} | taken
    out: list[tuple[int, int]] = []
    for t in doc:
        if t.i not in live or t.i in covered or len(t.text) < _LEAST:
            continue
        end = _end_of_form(doc, t.i, forms.get(t.text, ()), covered)
        if end is None and len(parts.get(t.text, ())) == 1 and _alone(doc, t.i):
            end = t.i + 1
        if end is not None:
            out.append((t.i, end))
            covered |= set(range(t.i, end))
    return out


def _end_of_form(doc: Doc, start: int, forms: Iterable[Words], covered: set[int]) -> int | None:
    """Where the longest form that stands at a token ends, on tokens that are no name's yet."""
    for form in sorted(forms, key=len, reverse=True):
        end = start + len(form)
        if covered.isdisjoint(range(start, end)) and tuple(x.text for x in doc[start:end]) == form:
            return end
    return None


def _forms(names: Iterable[Words]) -> dict[str, list[Words]]:
    """Whole names and surnames by their first word."""
    out: dict[str, list[Words]] = defaultdict(list)
    for words in names:
        tail = words[-2:] if words[-2].lower() in _PARTICLES else words[-1:]
        for form in (words, tail):
            if form not in out[form[0]]:
                out[form[0]].append(form)
    return out


def _parts(names: Iterable[Words]) -> dict[str, set[Words]]:
    """The names that have a word before the last one."""
    out: dict[str, set[Words]] = defaultdict(set)
    for words in names:
        for word in words[:-1]:
            if (
                len(word) >= _LEAST_PART
                and word[0].isupper()
                and word.lower() not in _NOT_NAMES | _PARTICLES | people.ranks() | people.offices().keys()
            ):
                out[word].add(words)
    return out


def _alone(doc: Doc, i: int) -> bool:
    """Whether a capitalised word is a noun phrase of its own that acts or has something: "Moon retorted", "Moon's deputy"."""
    around = [doc[j] for j in (i - 1, i + 1) if 0 <= j < len(doc)]
    beside = any(t.text[0].isupper() and t.pos_ in ("PROPN", "NOUN") and not t.is_sent_start for t in around)
    return not beside and doc[i].dep_ in ("nsubj", "nsubjpass", "poss", "agent", "pobj") and doc[i].pos_ == "PROPN"
