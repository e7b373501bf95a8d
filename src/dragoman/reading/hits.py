"""Where the gazetteer's names stand in a report."""

from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from dragoman.codebook import people
from dragoman.codebook.gazetteer import Entry, entries
from dragoman.codebook.gender import states_as_names
from dragoman.reading.syntax import pipeline

_OUTLET_WORDS = {"news", "agency", "newspaper", "television", "tv", "channel", "website", "broadcaster", "daily", "magazine", "radio"}
_THINGS = {"agreement", "accord", "accords", "treaty", "pact", "club", "protocol", "valley", "river", "island", "islands", "airport", "university", "times", "post", "summit", "conference", "declaration", "tribune", "street", "city", "province", "region", "road", "bridge", "lake", "bank", "metro", "herald", "news", "today", "daily", "basin", "sea", "strait", "talks", "process", "convention"}  # fmt: skip
"""What a state's name before it makes a place, a text or a body of."""
_SIDED = {
    "backed",
    "based",
    "made",
    "born",
    "held",
    "controlled",
    "sponsored",
    "funded",
    "occupied",
    "allied",
    "aligned",
    "trained",
    "supplied",
    "run",
    "style",
    "built",
    "brokered",
    "mediated",
}


@dataclass(frozen=True)
class Hit:
    """Tokens [start, end) that name an entry of the gazetteer."""

    start: int
    end: int
    entry: Entry
    sided: bool
    """Whether it only says whose side another is on ("Iranian-backed")."""


def find_hits(doc: Doc, live: frozenset[int], own: list[tuple[Span, Entry]] | None = None) -> list[Hit]:
    """The longest names of the gazetteer in the live tokens, in order.

    Args:
        own: names of a user's dictionary; of two equally long ones theirs is taken.
    """
    matcher = _matcher(pipeline())
    theirs = {(span.start, span.end): entry for span, entry in own or ()}
    spans = filter_spans([*(span for span, _ in own or ()), *(doc[start:end] for _, start, end in matcher(doc))])
    out = []
    for span in spans:
        if span.start not in live:
            continue
        if (span.start, span.end) in theirs:
            out.append(Hit(span.start, span.end, theirs[span.start, span.end], False))
            continue
        if span.text == "IS" and not _acronym(doc, span.start):
            continue
        if _given_name(doc, span, spans):
            continue
        if span.text == "US" and doc[span.start].tag_ == "PRP":
            continue
        if entries()[span.text].role == "organization" and _part_of_a_name(doc, span.start):
            continue
        after = [t.lower_ for t in doc[span.end : span.end + 2]]
        sided = len(after) == 2 and after[0] in "-–" and after[1] in _SIDED
        end = span.end
        while entries()[span.text].role == "outlet" and end < len(doc) and doc[end].lower_ in _OUTLET_WORDS:
            end += 1  # "the Khaama Press news agency"
        out.append(Hit(span.start, end, entries()[span.text], sided))
    return out


@cache
def _matcher(nlp: Language) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("gazetteer", [nlp.make_doc(form) for form in entries()])
    return matcher


def _acronym(doc: Doc, i: int) -> bool:
    """Whether "IS" is the group: never in a line of capitals, and where it is no verb."""
    around = [t for t in doc[max(0, i - 2) : i + 3] if t.is_alpha and t.i != i]
    return doc[i].tag_ not in ("VBZ", "VBP") and not all(t.is_upper for t in around)


def _given_name(doc: Doc, span: Span, spans: list[Span]) -> bool:
    """Whether a state's name is somebody's given name: "Chad Wolfe, a spokesman"; not in "Chad President Deby", nor in "the Paris Agreement"."""
    if span.text not in states_as_names() or span.end + 1 >= len(doc):
        return False
    after, beyond = doc[span.end], doc[span.end + 1]
    surname = (
        after.pos_ == "PROPN"
        and after.is_title
        and after.is_alpha
        and doc[span.start].dep_ in ("compound", "flat", "nmod")
        and doc[span.start].head.i == after.i
    )
    known = any(s.start == span.end for s in spans) or after.lower_ in people.offices() or after.lower_ in people.ranks()
    thing = (
        after.lower_ in people.institutions()
        or after.lower_ in people.instruments()
        or after.lower_ in _THINGS
        or beyond.pos_ in ("PROPN", "NOUN")
    )
    article = span.start > 0 and doc[span.start - 1].lower_ in ("the", "this", "a", "an", "in", "at")
    return surname and not known and not thing and not article


def _part_of_a_name(doc: Doc, i: int) -> bool:
    """Whether a capitalised word before it makes it another body: "Supreme National Security Council"."""
    if i == 0 or doc[i].is_sent_start:
        return False
    before = doc[i - 1]
    return before.pos_ == "PROPN" and before.text[0].isupper() and before.text not in entries() and not before.is_sent_start
