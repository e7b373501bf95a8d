"""Whether a name or an office is a man's or a woman's, where it says so."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal

from dragoman.codebook.files import table

Gender = Literal["he", "she"]
_PRONOUNS: dict[str, Gender] = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}


@cache
def _lists() -> dict[str, Gender]:
    """Given names and words of offices -> he or she; what stands on both sides says nothing."""
    data, forms = table("en/givennames"), table("en/people")["gender"]
    he, she = ({*data[g].split(), *data["words"][g], *(w.replace(".", "") for w in forms[g])} for g in ("he", "she"))
    return {**dict.fromkeys(he - she, "he"), **dict.fromkeys(she - he, "she")}


@cache
def states_as_names() -> frozenset[str]:
    """Names of states and capitals that are given names too."""
    return frozenset(table("en/givennames")["states"])


def gender_of(name: str, offices: Iterable[str] = ()) -> Gender | None:
    """The gender that the words of an office or the first word of a name tell; None where none does."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = [w for office in offices for w in office.lower().replace(".", "").split()]
    found = next((g for w in words if (g := _lists().get(w))), None)
    first = plain.replace(".", " ").split()[:1]
    return found or next((g for w in first if (g := _lists().get(w))), None)


def gender_of_pronoun(word: str) -> Gender | None:
    """The gender of "he", "her" and their forms."""
    return _PRONOUNS.get(word.lower())
