"""The town in which an office is held, and the state that it tells: "the mayor of Burera", "the chairman of the board in Dodoma"."""

from spacy.tokens import Doc, Token

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.reading.entities.affiliation import Affiliation
from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.places.resolve import town_place
from dragoman.reading.titles import Title

_WORDS = table("en/people")
_LOCAL = frozenset(_WORDS["local"]["offices"])
_POSTED = tuple(_WORDS["posted"]["offices"])


def in_town(r: Resolver, title: Title) -> Affiliation | None:
    """The state of the town that a local office names, or in which another is held: "the mayor of Burera", "the chairman of the board in Dodoma"."""
    behind = title.end + 1 if _with_seat(r.context.doc, title) > title.end else -1
    capital = next((h for h in r.context.hits if h.start == behind and h.entry.role == "capital" and h.entry.country), None)
    if capital is not None and capital.entry.country and not _is_posted(title):
        token = r.context.doc[behind]
        return Affiliation(capital.entry.country, "title", ((token.idx, token.idx + len(token)),))
    states = {h.entry.country for h in r.context.hits if h.entry.country}
    for token in _may_be_towns(r, title):
        place = town_place(token.text, states)
        if place is not None and place.country in states:
            return Affiliation(place.country, "title", ((token.idx, token.idx + len(token)),))
    return None


def _may_be_towns(r: Resolver, title: Title) -> list[Token]:
    """The names in a local office, or behind the "in" of another but a post abroad, that no gazetteer of states has."""
    doc = r.context.doc
    local = bool(_LOCAL & set(title.office.split()))
    if not local and _is_posted(title):
        return []
    end = _with_seat(doc, title)
    seat = next((t.i for t in doc[title.head + 1 : end] if t.lower_ == "in"), end)
    taken = {i for h in r.context.hits for i in range(h.start, h.end)} | {title.head}
    names = (t for t in doc[title.start if local else seat : end] if t.pos_ == "PROPN" and t.text[0].isupper())
    return [t for t in names if t.i not in taken and t.lower_ not in people.offices()]


def _is_posted(title: Title) -> bool:
    """Whether an office is held abroad, so that where it is held is not whose it is."""
    return any(posted in title.office for posted in _POSTED)


def _with_seat(doc: Doc, title: Title) -> int:
    """The end of an office in a body, with where that sits: "chairman of the foreign affairs committee", before "in Dodoma"."""
    seated = doc[title.end : title.end + 1].text == "in" and body_noun(doc, title) is not None
    return title.end + 2 if seated else title.end


def body_noun(doc: Doc, title: Title) -> Token | None:
    """The noun for a body in an office phrase: "the ministry's permanent secretary"."""
    return next((t for t in doc[title.start : title.end] if t.i != title.head and t.lower_ in people.institutions()), None)
