"""What an agreement is called and what its name says: words, year, topic."""

import re

from spacy.tokens import Doc, Token

from dragoman.reading.agreements.lexicon import head_words, section, stage_of_verb, stem
from dragoman.reading.clauses import lower_lemma

_GOING_ON = ("in", "for", "on", "of", "and", "against", "concerning", "regarding")
_ELSEWHERE = ("GPE", "LOC", "DATE", "TIME", "PERSON", "FAC")
_MARKS = (";", ":", ")", "-", "–", "—", "•", "·", "*")
_NUMERAL = 5
"""Letters and full stop of a numeral that marks an entry, at most: "VIII."."""
_LONGEST = 12
"""Words of what an agreement is on that its name has, at most."""
_PARTIES = 24
"""Words between "between" and what an agreement is on, at most."""
_ROMAN = re.compile(r"[IVX]+\.")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def name_of(token: Token, start: int, end: int) -> tuple[int, int]:
    """The noun with what stands before it, article and state left out, and with what it is "on"."""
    return _name_start(token, start), _name_end(token, end)


def _name_start(token: Token, start: int) -> int:
    doc, first = token.doc, token.sent.start
    while start > first:
        if _belongs(doc[start - 1], doc[start]):
            start -= 1
        elif start - 2 >= first and _inner(doc, start):
            start -= 2
        else:
            break
    while start < token.i and (doc[start].is_punct or doc[start].tag_ == "POS" or _ROMAN.fullmatch(doc[start].text)):
        start += 1
    return start


def _name_end(token: Token, end: int) -> int:
    return _in_capitals(token, _before_clause(token, end))


def _in_capitals(token: Token, end: int) -> int:
    """Where a name in capitals goes on behind "for", "in" or "against": "Agreement on Assistance for the Protection of Fish"."""
    doc = token.doc
    if not token.text[0].isupper() or title_case(token) or not doc[end - 1].text[0].isupper():
        return end
    while end < token.sent.end and doc[end].lower_ in _GOING_ON:
        rest = [t for t in doc[end + 1 : end + 3] if t.lower_ != "the"][:1]
        if not rest or not rest[0].text[0].isupper() or rest[0].ent_type_ in _ELSEWHERE:
            break
        end = rest[0].i + 1
        while end < token.sent.end and doc[end].text[0].isupper() and doc[end].is_alpha:
            end += 1
    return end


def _before_clause(token: Token, end: int) -> int:
    """Where a name ends with what the agreement is on, or with the bodies that it is between."""
    on = _leading(token, end)
    if on is None or token.lower_ in section("light")["shells"] or not _tells_matter(on):
        return end
    doc = token.doc
    stop = next((t.i for t in doc[on.i + 1 : on.right_edge.i + 1] if _ends_name(t)), on.right_edge.i + 1)
    if stop - on.i > _LONGEST:
        stop = max((t.i for t in doc[on.i + 2 : on.i + _LONGEST] if t.dep_ == "prep"), default=end)
    if stop - on.i < 2:
        return end
    goes_on = on.lower_ == "of" and stop < len(doc) and doc[stop].lower_ == "between"  # "Memorandum of Mutual Understanding between …"
    return _before_clause(token, stop) if goes_on else stop


def _leading(token: Token, end: int) -> Token | None:
    """The preposition behind a noun; behind "Agreement between the Government of A and the Government of B on visas" that of the matter."""
    on = token.doc[end] if end < len(token.doc) else None
    if on is not None and on.lower_ == "between" and token.text[0].isupper() and not title_case(token):
        on = _behind_parties(on) or on
    return on if on is not None and on.dep_ == "prep" else None


def _behind_parties(between: Token) -> Token | None:
    """The preposition that leads to the matter of an agreement behind its parties."""
    for t in between.doc[between.i + 1 : min(between.i + _PARTIES, between.sent.end)]:
        if t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.text in (";", "(", ","):
            return None
        if t.lower_ in ("on", "regarding", "concerning") and t.dep_ == "prep":
            return None if _is_dated(t) else t
    return None


def _tells_matter(on: Token) -> bool:
    """Whether a preposition behind an agreement leads to what it is on, and not to a day: "in the field of", "on visas"."""
    after = on.doc[on.i + 1] if on.i + 1 < len(on.doc) else None
    if after is not None and (after.ent_type_ in ("DATE", "TIME") or after.lower_.endswith("day")):
        return False
    field = on.lower_ in ("for", "in") and any(t.lower_ == "field" for t in on.subtree)
    if on.lower_ == "between":
        return on.nbor(-1).text[0].isupper() and any(lower_lemma(t) in section("between")["words"] for t in on.subtree)
    return field or on.lower_ in ("on", "of", "regarding", "concerning") or _is_for_a_deed(on)


def _is_for_a_deed(on: Token) -> bool:
    """ "For the avoidance of double taxation"."""
    noun = next((c for c in on.children if c.dep_ == "pobj"), on)
    return on.lower_ == "for" and {"the", "of"} <= {c.lower_ for c in noun.children}


def _inner(doc: Doc, start: int) -> bool:
    """Whether "of" or "and" before a position stands inside a name in capitals: "Security of Military Information Agreement"."""
    if start < 2 or not doc[start].text[0].isupper() or title_case(doc[start]):
        return False
    joining, first = doc[start - 1], doc[start - 2]
    return (
        joining.lower_ in ("of", "and", "for", "on", "at")
        and first.text[0].isupper()
        and first.lower_ not in head_words()
        and first.pos_ != "VERB"
    )


def matter_of(token: Token, end: int) -> frozenset[str]:
    """Stems of what an agreement is on where its parties stand between: "agreement between A and B on visas"."""
    doc = token.doc
    if doc[end : end + 1].text.lower() not in ("between", "with", "among"):
        return frozenset()
    for t in doc[end : min(end + _PARTIES, token.sent.end)]:
        if t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.text in (";", "("):
            break
        if t.lower_ in ("on", "regarding", "concerning"):
            return topic(token, t.i, min(t.i + 8, token.sent.end))
    return frozenset()


def title_case(token: Token) -> bool:
    """Whether a sentence is a headline with most of its words in capitals, so that capitals make no name."""
    long = [t for t in token.sent if t.is_alpha and len(t) > 3]
    return len(long) > 2 and 4 * sum(t.text[0].isupper() for t in long) >= 3 * len(long)


def _is_dated(on: Token) -> bool:
    """ "On Monday"."""
    return on.lower_ == "on" and on.i + 1 < len(on.doc) and on.nbor(1).ent_type_ == "DATE"


def _ends_name(token: Token) -> bool:
    apart = token.dep_ == "prep" and token.lower_ in ("in", "at", "with", "between", "by", "from", "during", "under", "until", "since")
    clause = token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.pos_ in ("SCONJ", "PRON"))
    return (
        apart
        or clause
        or _is_dated(token)
        or token.dep_ in ("relcl", "acl")
        or token.text in (",", ";", ":", "(", ")", "“", "”", '"', "–", "—")
        or token.is_space
    )


def _belongs(token: Token, after: Token) -> bool:
    """Whether a word is part of the name before which it stands: no state, article, number or verb."""
    state = token.ent_type_ in ("GPE", "NORP", "DATE") and token.text[0].isupper()
    if state and (not after.text[0].isupper() or title_case(token)):
        return False
    if title_case(token) and (stage_of_verb(token) is not None or token.ent_type_ == "PERSON"):
        return False
    return (
        token.pos_ in ("ADJ", "NOUN", "PROPN") or token.text in ("-", "/", "–") or (token.tag_ in ("VBN", "VBG") and token.dep_ == "amod")
    )


def year_of(token: Token) -> str | None:
    """The year in the name: "the 1998 agreement", "the agreement of 1998"."""
    doc = token.doc
    before = _YEAR.search(doc[token.left_edge.i : token.i].text) if token.left_edge.i < token.i else None
    if before:
        return before.group()
    led = (t for t in doc[token.i + 1 : token.i + 7] if t.lower_ in ("of", "from") and _of_name(t, token))
    return next((year for t in led if (year := _year_behind(t)) is not None), None)


def _year_behind(prep: Token) -> str | None:
    """The year right behind "of", with at most a day and a month between: "the memorandum of understanding of 3 May 1975"."""
    stretch = prep.doc[prep.i : min(prep.i + 6, prep.sent.end)].text
    found = _YEAR.search(stretch)
    return found.group() if found and not _far(stretch, found.start()) else None


def _of_name(prep: Token, noun: Token) -> bool:
    """Whether an "of" hangs on the noun, or stands right after it."""
    dated = prep.head.i in (noun.i, noun.i + 2) and any(t.like_num or t.ent_type_ == "DATE" for t in prep.children)
    return dated or prep.i == noun.i + 1


def _far(text: str, at: int) -> bool:
    """Whether more than a day and a month stand between "of" and the year."""
    return re.fullmatch(r"(?:of|from)(?:\s*(?:[\d/.-]+|[A-Z][a-z]+|,|the))*\s*", text[:at]) is None


def topic(token: Token, start: int, end: int) -> frozenset[str]:
    """Stems of what the words of a mention say beyond its instrument."""
    out = set()
    for t in token.doc[start:end]:
        plain = t.like_num or t.ent_type_ in ("DATE", "CARDINAL", "ORDINAL", "GPE", "NORP") or t.lower_ in section("empty")["words"]
        if t.i != token.i and t.is_alpha and len(t) > 2 and not plain and not t.is_stop and t.lower_ not in head_words():
            out.add(stem(t))
    return frozenset(out)


def is_item(doc: Doc, start: int) -> bool:
    """Whether a mark or number of a list stands before a token: "; Protocol on visas", "2. Memorandum of Understanding", "(b) Agreement"."""
    if start == 0:
        return False
    before = doc[start - 1]
    return before.text in _MARKS or before.is_digit or (before.text.endswith(".") and len(before.text) <= _NUMERAL)
