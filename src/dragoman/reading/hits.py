"""Where the gazetteer's names stand in a report."""

import re
from dataclasses import dataclass, replace
from functools import cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from dragoman.codebook import people
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import Entry, entries
from dragoman.codebook.gender import states_as_names
from dragoman.reading.syntax import pipeline

_OUTLET_WORDS = {"news", "agency", "newspaper", "television", "tv", "channel", "website", "broadcaster", "daily", "magazine", "radio"}
_THINGS = {"agreement", "accord", "accords", "treaty", "pact", "club", "protocol", "valley", "river", "island", "islands", "airport", "university", "times", "post", "summit", "conference", "declaration", "tribune", "street", "city", "province", "region", "road", "bridge", "lake", "bank", "metro", "herald", "news", "today", "daily", "basin", "sea", "strait", "talks", "process", "convention"}  # fmt: skip
"""What a state's name before it makes a place, a text or a body of."""
_SHOUTED = ("IS", "CAR")
"""Short names that are plain words where all is written in capitals."""
_FIRST = re.compile(r"\w*")
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
    matcher = _matcher(doc)
    theirs = {(span.start, span.end): entry for span, entry in own or ()}
    spans = filter_spans([*(span for span, _ in own or ()), *(doc[start:end] for _, start, end in matcher(doc))])
    out = []
    for span in spans:
        if span.start not in live:
            continue
        if (span.start, span.end) in theirs:
            out.append(Hit(span.start, span.end, theirs[span.start, span.end], False))
        elif not _is_other_word(doc, span, spans):
            out += [*_sharing(doc, span), Hit(span.start, _end(doc, span), _named(span), _sided(doc, span))]
    return _of_their_time(doc, out)


def _of_their_time(doc: Doc, hits: list[Hit]) -> list[Hit]:
    """The hits, with capitals of states that are gone where a report names them: "Belgrade" beside "Yugoslavia"."""
    named = {h.entry.country: h.entry for h in hits if h.entry.role in ("country", "demonym")}
    then = {town: named[code] for code, towns in table("en/places")["former_capitals"].items() if code in named for town in towns}
    meant = ((h, then.get(doc[h.start : h.end].text)) for h in hits)
    return [h if gone is None else replace(h, entry=replace(gone, role=h.entry.role)) for h, gone in meant]


def _sharing(doc: Doc, span: Span) -> list[Hit]:
    """The first of two names that share their last word: "North and South Korea"."""
    if len(span) != 2 or span.start < 2 or doc[span.start - 1].lower_ not in ("and", "&"):
        return []
    other = entries().get(f"{doc[span.start - 2].text} {span[1].text}")
    return [Hit(span.start - 2, span.start - 1, other, False)] if other is not None and other.country else []


def _named(span: Span) -> Entry:
    """What a matched name stands for, also where a page has parted its words otherwise: "People ’s Republic of China"."""
    return entries().get(span.text) or _unspaced()["".join(t.text for t in span)]


@cache
def _unspaced() -> dict[str, Entry]:
    """The gazetteer's names without spaces."""
    return {form.replace(" ", ""): entry for form, entry in entries().items()}


def _is_other_word(doc: Doc, span: Span, spans: list[Span]) -> bool:
    """Whether the words of a name stand for something else where they are: "is", "us", a given name, part of another name."""
    if span.text in _SHOUTED and not _acronym(doc, span.start):
        return True
    if span.text == "US" and doc[span.start].tag_ == "PRP":
        return True
    if _named(span).role == "outlet" and _office_before_name(doc, span):
        return True
    if _named(span).role == "organization" and _part_of_a_name(doc, span.start):
        return True
    return _given_name(doc, span, spans)


def _sided(doc: Doc, span: Span) -> bool:
    """ "Iranian-backed"."""
    after = [t.lower_ for t in doc[span.end : span.end + 2]]
    return len(after) == 2 and after[0] in "-–" and after[1] in _SIDED


def _end(doc: Doc, span: Span) -> int:
    """Where a name ends, the word for what an outlet is taken with it: "the Khaama Press news agency"."""
    end = span.end
    while _named(span).role == "outlet" and end < len(doc) and doc[end].lower_ in _OUTLET_WORDS:
        end += 1
    return end


def _matcher(doc: Doc) -> PhraseMatcher:
    """Of those names that begin with a word of the report: all two thousand would take a third of a second to be taken apart."""
    matcher = PhraseMatcher(doc.vocab)
    firsts = sorted({_first(t.text) for t in doc} & _forms().keys())
    matcher.add("gazetteer", [name for first in firsts for name in _names(first)])
    return matcher


@cache
def _forms() -> dict[str, list[str]]:
    """The gazetteer's names by what their first tokens begin with."""
    out: dict[str, list[str]] = {}
    for form in entries():
        out.setdefault(_first(form), []).append(form)
    return out


@cache
def _names(first: str) -> tuple[Doc, ...]:
    """The names that begin with a word, taken apart."""
    return tuple(pipeline().make_doc(form) for form in _forms()[first])


def _first(words: str) -> str:
    """The letters and digits with which words begin; they are within the first token of every name of the gazetteer."""
    return _FIRST.match(words)[0]  # type: ignore[index]  # it matches nothing as well


def _acronym(doc: Doc, i: int) -> bool:
    """Whether "IS" is the group and "CAR" the state: never in a line of capitals ("CAR BOMB"), and where it is no verb."""
    around = [t for t in doc[max(0, i - 2) : i + 3] if t.is_alpha and t.i != i]
    if i + 1 < len(doc) and doc[i + 1].is_upper and len(doc[i + 1]) > 3:
        return False
    return doc[i].tag_ not in ("VBZ", "VBP") and not all(t.is_upper for t in around)


def _given_name(doc: Doc, span: Span, spans: list[Span]) -> bool:
    """Whether a state's name is somebody's given name: "Chad Wolfe, a spokesman"; not in "Chad President Deby", nor in "the Paris Agreement"."""
    if span.text not in states_as_names() or span.end + 1 >= len(doc):
        return False
    name, after, beyond = doc[span.start], doc[span.end], doc[span.end + 1]
    joined = name.dep_ in ("compound", "flat", "nmod") and name.head.i == after.i
    if not joined or after.pos_ != "PROPN" or not after.is_title or not after.is_alpha:
        return False
    article = span.start > 0 and doc[span.start - 1].lower_ in ("the", "this", "a", "an", "in", "at")
    named = any(s.start == span.end for s in spans)
    return not article and not named and beyond.pos_ not in ("PROPN", "NOUN") and not _is_common(after.lower_)


def _is_common(word: str) -> bool:
    """Whether a word is an office, rank, body, arm of a state or other thing that may bear a state's name before it."""
    return any(word in words for words in (people.offices(), people.ranks(), people.institutions(), people.instruments(), _THINGS))


def _office_before_name(doc: Doc, span: Span) -> bool:
    """Whether an outlet's name is the office of whoever is named next: "Economist Ana Roca believes"; not in "The Economist wrote"."""
    article = span.start > 0 and doc[span.start - 1].lower_ == "the"
    named = span.end < len(doc) and doc[span.end].pos_ == "PROPN" and doc[span.end].is_title
    return span.text.lower() in people.offices() and named and not article


def _part_of_a_name(doc: Doc, i: int) -> bool:
    """Whether a capitalised word before it makes it another body: "Supreme National Security Council"."""
    if i == 0 or doc[i].is_sent_start:
        return False
    before = doc[i - 1]
    return before.pos_ == "PROPN" and before.text[0].isupper() and before.text not in entries() and not before.is_sent_start
