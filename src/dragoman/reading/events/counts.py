"""How many people a phrase speaks of: "at least nine", "between 10 and 12 rebels", "seven Lebanese and three Syrian soldiers", "a shepherd"."""

import re

from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.reading.clauses import conjuncts, lower_lemma, prepositional, span_of
from dragoman.reading.dates.context import number

_WORDS = table("en/casualties")
_BOUNDS = {kind: re.compile(rf"\b(?:{'|'.join(words)})\W*$", re.IGNORECASE) for kind, words in _WORDS["bounds"].items()}
_EACH = frozenset(noun for harm in ("killed", "injured") for noun in _WORDS[harm]["nouns"]["each"])
_TENS = range(20, 100, 10)


def number_of(people: Token) -> tuple[int, int | None] | None:
    """From how many to how many a phrase and what is coordinated with it are; None where a part of it has no number."""
    if lower_lemma(people) in _WORDS["total"]["nouns"]:
        people = next(prepositional(people, "of"), people)
    listed = [p for p in conjuncts(people) if p.i == people.i or lower_lemma(p) not in _EACH]  # "three deaths and six injuries"
    parts = [_bounds(part) for part in listed if part.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")]
    known = [p for p in parts if p is not None]
    return _sum(known) if known and len(known) == len(parts) else parts[0] if parts else None


def _sum(parts: list[tuple[int, int | None]]) -> tuple[int, int | None]:
    """Several ranges together; open where one of them is."""
    highs = [high for _, high in parts if high is not None]
    return sum(low for low, _ in parts), sum(highs) if len(highs) == len(parts) else None


def _bounds(noun: Token) -> tuple[int, int | None] | None:
    start, end = span_of(noun)
    for token in noun.doc[start : min(end, noun.i + 2)]:
        if token.lower_ in _WORDS["round"]:
            return _WORDS["round"][token.lower_], None
        if (n := _figure(token)) is not None and token.head.i in (noun.i, token.i, noun.head.i):
            if (high := _upper(token)) is not None and high > n:
                return n, high
            n += _joined_figure(token, noun)
            return _bounded(n, noun.doc[max(token.i - 4, noun.sent.start) : token.i].text)
    return (1, 1) if _is_one(noun) else None


def _upper(token: Token) -> int | None:
    """The higher of two figures between which a number lies: "between 10 and 12 rebels", "10 to 12 rebels"."""
    joined, *rest = (t for t in token.doc[token.i + 1 : token.i + 3]) if token.i + 2 < len(token.doc) else (token,)
    between = token.i > 0 and token.nbor(-1).lower_ == "between" and joined.lower_ == "and"
    return _figure(rest[0]) if rest and (between or joined.lower_ == "to") else None


def _joined_figure(token: Token, noun: Token) -> int:
    """The second figure before one noun: "seven Lebanese and three Syrian soldiers"; 0 where there is none."""
    between = list(token.doc[token.i + 1 : noun.i])
    joined = next((t for t in between if t.lower_ == "and"), None)
    second = token.doc[joined.i + 1] if joined is not None and joined.i > token.i + 1 else noun
    return (_figure(second) or 0) if second.i < noun.i and second.i + 1 < noun.i else 0


def _figure(token: Token) -> int | None:
    """A number in words or figures, years and articles aside."""
    raw = token.text.replace(",", "")
    if raw.isdigit():
        return int(raw) if len(raw) < 7 and not (token.ent_type_ == "DATE" and len(raw) == 4) else None
    own = _worded(token)
    tens = _worded(token.nbor(-2)) if own is not None and token.i > 1 and token.nbor(-1).text == "-" else None
    return own + tens if own is not None and own < 10 and tens is not None and tens in _TENS else own  # "forty-one"


def _worded(token: Token) -> int | None:
    """A number in words."""
    try:
        return number(token.text) if token.pos_ == "NUM" else None
    except KeyError:
        return None


def _bounded(n: int, before: str) -> tuple[int, int | None]:
    if _BOUNDS["above"].search(before) and not _BOUNDS["most"].search(before):
        return n + 1, None
    if _BOUNDS["least"].search(before):
        return n, None
    if _BOUNDS["most"].search(before) or _BOUNDS["below"].search(before):
        return 0, n
    return n, n


def _is_one(noun: Token) -> bool:
    """Whether a phrase without a number is one person: "a shepherd", "Private Yusuf Lumana", "the former president"."""
    if noun.lower_ in _WORDS["single"]["pronouns"]:
        return True
    if noun.tag_ not in ("NN", "NNP") and noun.lower_ not in _WORDS["single"]["ordinals"]:
        return False
    before = {c.lower_ for c in noun.children}
    if not before.isdisjoint(_WORDS["single"]["none"]):
        return False
    if before & {"a", "an", "another"}:
        return True
    if _is_named(noun):
        return True
    ranked = [c for c in noun.children if c.i < noun.i and c.lower_ in _WORDS["single"]["nouns"]]  # "Private Vahan Torosov"
    return bool(ranked and noun.tag_ == "NNP") or (noun.tag_ == "NN" and lower_lemma(noun) in _WORDS["single"]["nouns"])


def _is_named(noun: Token) -> bool:
    """Whether a phrase is somebody's name, or has it in apposition."""
    return noun.ent_type_ == "PERSON" or any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in noun.children)
