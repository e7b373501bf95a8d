"""The fields of cooperation that the words about an agreement's content name."""

from spacy.tokens import Token

from dragoman.codebook.files import table, words
from dragoman.model.span import Span
from dragoman.reading.clauses import lower_lemma, span_of

_CONTAINS = {
    "include",
    "call",
    "cover",
    "provide",
    "rely",
    "envisage",
    "aim",
    "focus",
    "establish",
    "allow",
    "bind",
    "commit",
    "comprise",
    "contain",
    "stipulate",
    "foresee",
    "deal",
    "concern",
    "govern",
    "open",
    "address",
    "seek",
    "pave",
    "entail",
    "regulate",
    "oblige",
    "give",
    "set",
    "list",
    "extend",
    "relate",
    "outline",
    "permit",
    "let",
    "span",
}


_PARTS = {
    "point",
    "part",
    "term",
    "clause",
    "article",
    "provision",
    "goal",
    "aim",
    "element",
    "annex",
    "chapter",
    "framework",
    "scope",
    "purpose",
    "section",
}


def add_areas(noun: Token, areas: dict[str, list[Span]]) -> None:
    """Fields that the words about the agreement's content name."""
    doc = noun.doc
    for start, end in _regions(noun):
        text = doc[start:end].text
        offset = doc[start].idx
        for area, patterns in table("agreements")["area"].items():
            for match in words(*patterns).finditer(text):
                span = (offset + match.start(), offset + match.end())
                if span not in areas.setdefault(area, []):
                    areas[area].append(span)


def _regions(noun: Token) -> list[tuple[int, int]]:
    """Token ranges that tell what the agreement holds: its own phrase, what it "includes", what its "points" are."""
    out = [span_of(noun)]
    sent = noun.sent
    for t in noun.doc[noun.i + 1 : sent.end]:
        if (
            lower_lemma(t) in _CONTAINS
            and t.i > noun.i + 1
            and (t.nbor(-1).lower_ in ("which", "that") or (t.tag_ == "VBG" and t.nbor(-1).text == ","))
        ) and noun.head.pos_ == "VERB":
            out.append((t.i, sent.end))
            break
    up = noun
    for _ in range(8):
        if up.dep_ in ("nsubj", "nsubjpass") and up.head.pos_ in ("VERB", "AUX"):
            verb = up.head
            if lower_lemma(verb) in _CONTAINS or (up.i != noun.i and lower_lemma(up) in _PARTS):
                out.append(span_of(verb))
            break
        if up.dep_ in ("pobj", "prep", "conj", "poss") or lower_lemma(up) in _PARTS:
            up = up.head
        else:
            break
    return out
