"""States of the United States and towns in them, where foreign states and capitals have the same names."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import entries
from dragoman.codebook.towns import towns
from dragoman.reading.hits import Hit
from dragoman.reading.places.resolve import us_state

_NAME = 6
"""Tokens back from a state's name, at most, to the office of whoever is named before it."""
_CAMPS = ("Fort", "Camp")
_LONGEST = 3  # words in the name of a state


def american(doc: Doc, hits: list[Hit], live: frozenset[int]) -> list[Hit]:
    """The hits, with "Georgia's governor" for the United States, and "Cairo, Illinois" for no capital."""
    union = entries()["United States"]
    out = {h.start: replace(h, entry=union) if us_town(doc, h.start, h.end) else h for h in hits}
    for start, end in _states(doc):
        if start not in live or not _meant(doc, start, end):
            continue
        for i in range(start, end):
            out.pop(i, None)
        out[start] = Hit(start, end, union, False)
    return [replace(h) for _, h in sorted(out.items()) if not _of_another_state(doc, h, out.values())]


def _of_another_state(doc: Doc, hit: Hit, hits: Iterable[Hit]) -> bool:
    """Whether a bare "Congress" stands in a report that says nothing else of the United States: "the Congress of Honduras"."""
    bare = doc[hit.start : hit.end].text == "Congress"
    return bare and not any(h.entry.country == "USA" and doc[h.start : h.end].text != "Congress" for h in hits)


def us_town(doc: Doc, start: int, end: int) -> str | None:
    """The first-level division (`US-IL`) of a town that a state of the United States follows: "Cairo, Illinois"; None for "Tbilisi, Georgia"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    for stop in range(min(end + 1 + _LONGEST, len(doc)), end + 1, -1):
        code = us_state(doc[end + 1 : stop].text)
        if code:
            abroad = doc[end + 1 : stop].text in entries() and not _only_there(doc[start:end].text, f"US-{code}")
            return None if abroad else f"US-{code}"
    return None


def _only_there(name: str, division: str) -> bool:
    """Whether a town of that name is in the division, and none in the foreign state of its name: "Athens, Georgia"."""
    known = towns(name)
    return any(t.admin1 == division for t in known) and not any(t.country == "GEO" for t in known)


def _states(doc: Doc) -> list[tuple[int, int]]:
    """Tokens of the names of states of the United States, the longest first."""
    out: list[tuple[int, int]] = []
    taken: set[int] = set()
    text, starts = doc.text, [t.idx for t in doc]
    ends = [start + len(t) for start, t in zip(starts, doc, strict=True)]
    capital = [i for i, start in enumerate(starts) if text[start].isupper()]
    for length in range(_LONGEST, 0, -1):
        for i in capital:
            if i + length <= len(doc) and us_state(text[starts[i] : ends[i + length - 1]]) and taken.isdisjoint(range(i, i + length)):
                out.append((i, i + length))
                taken |= set(range(i, i + length))
    return out


def _meant(doc: Doc, start: int, end: int) -> bool:
    """Whether an office of a state of the United States, or a town in it, stands beside its name; of a foreign one there is none such."""
    offices = frozenset(table("en/places")["us_offices"])
    after = [t.lower_ for t in doc[end : end + 3] if t.text not in ("'s", "’s", "state")]
    if (after[:1] and after[0] in offices) or _behind_town(doc, start, end):
        return True
    if start < 2 or doc[start - 1].lower_ != "of":
        return False
    at = start - 2
    while at > 0 and doc[at].pos_ == "PROPN" and doc[at].lower_ not in offices and start - at < _NAME:
        at -= 1  # "Senator John Miller of Georgia"
    return doc[at].lower_ in offices


def _behind_town(doc: Doc, start: int, end: int) -> bool:
    """Whether a town in it, and in no foreign state of its name, stands before: "Savannah, Georgia", or a camp: "Fort Stewart, Georgia"."""
    if start < 2 or doc[start - 1].text != ",":
        return False
    division = f"US-{us_state(doc[start:end].text)}"
    names = (doc[at : start - 1] for at in range(max(0, start - 1 - _LONGEST), start - 1))
    return any(_only_there(name.text, division) or name[0].text in _CAMPS for name in names if name[0].text[:1].isupper())
