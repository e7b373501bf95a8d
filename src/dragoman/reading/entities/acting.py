"""Bodies and states that act in a sentence: its subjects, and the one of the sentence before."""

from spacy.tokens import Doc

from dragoman.reading.entities.resolver import Resolver
from dragoman.reading.mentions import Mention

BODIES = ("organization", "armed_force", "government", "media", "group")
"""Kinds of actors for which somebody can speak."""


def subject_before(r: Resolver, i: int) -> Mention | None:
    """The state that is the subject of the sentence before a token's, where it is the only one of that sentence to act."""
    doc = r.context.doc
    start, end = sentence_before(doc, i)
    acting = [m for m in r.mentions if start <= m.start and m.end <= end and acts(doc, m)]
    first = acting[0] if len(acting) == 1 else None
    if first is None or first.sort != "hit" or len(first.countries) != 1:
        return None
    return first if doc[first.head].head.dep_ == "ROOT" else None


def sentence_before(doc: Doc, i: int) -> tuple[int, int]:
    """First token and end of the sentence before a token's."""
    end = doc[i].sent.start
    while end > 1 and doc[end - 1].is_space:
        end -= 1
    return (doc[end - 1].sent.start if end else 0), end


def is_body(m: Mention) -> bool:
    """Whether a mention names a body or state."""
    return m.kind in BODIES and m.sort in ("institution", "hit")


def acts(doc: Doc, m: Mention) -> bool:
    """Whether a mention names a body or state that is a subject."""
    return is_body(m) and doc[m.head].dep_ in ("nsubj", "nsubjpass")
