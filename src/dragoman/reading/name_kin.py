"""Relatives who are named with one surname: "the brothers Ana and Eva Costa" are Ana Costa and Eva Costa."""

from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from dragoman.codebook import people
from dragoman.codebook.files import table

if TYPE_CHECKING:
    from dragoman.reading.names import Name

_KIN = frozenset(table("en/people")["kin"]["words"])
_JOINED = (("and",), (",", "and"), ("&",))


def share_surnames(doc: Doc, names: list["Name"], held: set[int]) -> list["Name"]:
    """Names in order, those that stand bare beside a relative's with the surname that both have.

    The report must call somebody relatives; and a surname stays one ("Obama and Angela Merkel", where the report has "Barack Obama" or
    an office before it).

    Args:
        held: tokens of offices.
    """
    if not any(t.lower_ in _KIN for t in doc):
        return names
    for name in names:
        if name.end - name.start > 1 and doc[name.start].lower_ in _KIN:
            name.start += 1
            name.text = doc[name.start : name.end].text
    last_words = {doc[n.end - 1].text for n in names if n.end - n.start > 1}
    for one, other in pairwise(names):
        bare = one.end - one.start == 1 and doc[one.start].text not in last_words and not _titled(doc, one.start, held)
        if bare and other.end - other.start > 1 and tuple(t.lower_ for t in doc[one.end : other.start]) in _JOINED:
            one.text = f"{one.text} {doc[other.start + 1 : other.end].text}"
    return names


def _titled(doc: Doc, start: int, held: set[int]) -> bool:
    """Whether an office or a rank stands right before a name."""
    before = doc[start - 1] if start else None
    return before is not None and before.lower_ not in _KIN and (before.i in held or before.lower_ in people.ranks())
