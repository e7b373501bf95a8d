"""Surnames that are also the name of a state or a capital: of a Valeska Paris, "Paris" is she, and not France."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.gazetteer import entries
from dragoman.reading.hits import Hit

_NAMES = ("country", "capital")
_LEADING = (
    "in",
    "to",
    "from",
    "of",
    "at",
    "near",
    "outside",
    "over",
    "for",
    "against",
    "with",
    "between",
    "and",
    "into",
    "on",
    "via",
    "through",
)
"""Words before a name that is a place's or a state's."""
_PARTS = (
    "greater",
    "central",
    "downtown",
    "north",
    "south",
    "east",
    "west",
    "old",
    "new",
    "upper",
    "lower",
    "port",
    "saint",
    "san",
    "santa",
)
"""Words of which the names of places are made."""


def without_surnames(doc: Doc, hits: list[Hit], cased: frozenset[int]) -> list[Hit]:
    """The hits without those that somebody of the report is called.

    A name is somebody's where the report has it behind a given name, never behind a word that leads to a place, and no other name of that
    state anywhere: in a report on Israel, "Blinken Israel visit" is no person's name.

    Args:
        cased: tokens of passages in which capitals say something.
    """
    recognised = {ent.end - 1 for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
    called = {t.text for t in doc if t.i in cased and _ends_name(t) and (t.i in recognised or _is_described(t))}
    names = {name for name in sorted(called) if _only_somebodys(doc, name, hits)}
    return [h for h in hits if doc[h.start : h.end].text not in names] if names else hits


def _ends_name(token: Token) -> bool:
    """Whether a word that is also a state's or a capital's name stands behind a capitalised one that can be a given name."""
    known = entries().get(token.text) if token.text[0].isupper() and token.i else None
    if known is None or known.role not in _NAMES:
        return False
    before = token.nbor(-1)
    other = before.lower_ in people.ranks() or before.lower_ in people.offices() or before.lower_ in _PARTS or before.text in entries()
    return before.pos_ == "PROPN" and before.is_alpha and before.is_title and not other


def _is_described(token: Token) -> bool:
    """Whether a comma behind a name leads to what somebody is: "Valeska Paris, an Australian woman", "Ana London, 34,"."""
    behind = token.doc[token.i + 1 : token.i + 3]
    return len(behind) == 2 and behind[0].text == "," and (behind[1].lower_ in ("a", "an", "the", "who", "whose") or behind[1].like_num)


def _only_somebodys(doc: Doc, name: str, hits: Iterable[Hit]) -> bool:
    """Whether a report uses a name for nobody but the person, and does not speak of that state by another name."""
    own = [h for h in hits if doc[h.start : h.end].text == name]
    state = entries()[name].country
    others = any(h.entry.country == state and doc[h.start : h.end].text != name for h in hits)
    led = any(h.start and doc[h.start - 1].lower_ in _LEADING for h in own)
    return not others and not led
