"""Offices that are held under somebody else's: "the special envoy of President X", "a spokesman for Kenya's former Prime Minister X"."""

from dataclasses import replace

from spacy.tokens import Doc

from dragoman.codebook import people
from dragoman.reading.hits import Hit
from dragoman.reading.names import Name
from dragoman.reading.phrases import LINKS, is_plural
from dragoman.reading.titles import Title, office_at, title_between

_DESCRIBING = ("ADJ", "NOUN", "PROPN", "DET", "PART")


def nested_titles(doc: Doc, hits: list[Hit], titles: list[Title], names: list[Name]) -> list[Title]:
    """The office phrases in order, those that end in another's office before his name parted: that office is his, the whole phrase somebody else's.

    Of "Y, the special envoy of President X," "President" is X's and "special envoy of President" is Y's; it ends behind X's name.
    """
    hit_at = {i: h for h in hits for i in range(h.start, h.end)}
    by_start = {name.start: name for name in names}
    out: list[Title] = []
    for title in titles:
        name = by_start.get(title.end)
        inner = _inner(doc, title, hit_at) if name is not None and not title.plural else None
        out += [title] if name is None or inner is None else [replace(title, end=name.end), inner]
    return out


def _inner(doc: Doc, title: Title, hit_at: dict[int, Hit]) -> Title | None:
    """The office that a longer phrase ends in; None where there is none, or it may be the holder's own."""
    for link in range(title.head + 1, title.end - 1):
        found = _office_behind(doc, link, title.end, hit_at) if doc[link].lower_ in LINKS else None
        if found is not None:
            head, sector = found
            first = link + 1 + (doc[link + 1].lower_ == "the")
            return None if _is_open(doc, link, head) else title_between(doc, first, title.end, head, sector, hit_at)
    return None


def _office_behind(doc: Doc, link: int, end: int, hit_at: dict[int, Hit]) -> tuple[int, str] | None:
    """Head and sector of the one office behind a preposition, only what describes it between: "of Ethiopia's former Prime Minister"."""
    for token in doc[link + 1 : end]:
        found = office_at(doc, token, hit_at)
        if found is not None and not is_plural(doc[found[1] - 1]):
            _, behind, sector = found
            return (behind - 1, sector) if behind == end or doc[behind].lower_ in LINKS else None
        if token.pos_ not in _DESCRIBING and token.i not in hit_at:
            return None
    return None


def _is_open(doc: Doc, link: int, head: int) -> bool:
    """Whether an office may be the one before it: "spokesman of the president X", "minister in the Office of the Prime Minister X"."""
    return doc[link + 1].lower_ == "the" and (not doc[head].text[0].isupper() or doc[link - 1].lower_ in people.institutions())
