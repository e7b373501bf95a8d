"""Where a report speaks of an agreement: noun phrases with an instrument's name, and pronouns that stand for one."""

import re

from spacy.tokens import Doc, Token

from dragoman.codebook.files import words
from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.governing import anchor
from dragoman.reading.agreements.lexicon import (
    bears,
    head_of,
    head_words,
    instruments,
    longest,
    section,
    split,
    stage_of_noun,
    stage_of_verb,
    stem,
)
from dragoman.reading.agreements.undertakings import undertaking
from dragoman.reading.clauses import lower_lemma

_DEFINITE = {"the", "this", "that", "its", "their", "both", "these", "those", "his", "her", "our", "said"}
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def find_mentions(doc: Doc, live: frozenset[int]) -> list[Mention]:
    """Every mention in the live tokens, in order of its head."""
    out: list[Mention] = []
    for token in doc:
        if token.i not in live:
            continue
        mention = _noun(token) or undertaking(token) or _pro_form(token, out)
        if mention is not None:
            out.append(mention)
    return out


def _noun(token: Token) -> Mention | None:
    if token.lower_ not in head_words() or token.pos_ not in ("NOUN", "PROPN", "ADJ", "X"):
        return None
    found = _phrase(token)
    if found is None or _inside_another(token):
        return None
    first, last, phrase = found
    generic = (
        phrase in section("generic")["words"]
        or phrase.removesuffix("s") in section("generic")["words"]
        or phrase.split()[-1] in section("generic")["words"]
    )
    start, end = _name(token, first, last)
    if words(*section("universal")["names"]).search(token.doc[max(0, start - 2) : end].text):
        return None
    determiners = {c.lower_ for c in token.children if c.dep_ in ("det", "poss", "predet")} | {
        t.lower_ for t in token.doc[token.left_edge.i : start]
    }
    before = {t.lower_ for t in token.doc[token.left_edge.i : token.i]}
    named = sum(t.text[:1].isupper() for t in token.doc[start:end] if t.is_alpha) >= 2 and token.text[0].isupper() and not title_case(token)
    entry = token.left_edge.i <= token.sent.start + 1 and not determiners  # an entry of a list: "Agreement on visas"
    indefinite = bool(determiners & {"a", "an", "another"}) or entry
    return Mention(
        head=token.i,
        anchor=anchor(token, min(first, start) if named else first, last).i,
        start=start,
        end=end,
        instrument=instruments()[phrase],
        generic=generic,
        definite=not indefinite and (bool(determiners & _DEFINITE) or any(c.dep_ == "poss" for c in token.children) or named),
        fresh=bool(before & set(section("fresh")["words"])),
        plural=token.tag_ in ("NNS", "NNPS") or phrase.startswith(("memoranda", "sops", "mous")),
        proper=named,
        pronoun=False,
        year=_year(token),
        name=token.doc[start:end].text,
        topic=topic(token, start, end) | _matter(token, end),
        alters=_alters(token),
        denied=_denied(token),
    )


def _phrase(token: Token) -> tuple[int, int, str] | None:
    """The longest name of an instrument whose head the token is: first token, end, the name."""
    doc = token.doc
    near = [t for t in doc[max(0, token.i - 2 * longest()) : token.i + 2 * longest()] if not t.is_space]
    at = near.index(token)
    for size in range(longest(), 0, -1):
        for start in range(max(0, at - size + 1), at + 1):
            taken = near[start : start + size]
            phrase = "".join(t.lower_ + (" " if t.whitespace_ or doc[t.i + 1 : t.i + 2].text.isspace() else "") for t in taken).strip()
            if phrase in instruments() and start + head_of(phrase) == at and len(split(phrase)) == len(taken):
                return taken[0].i, taken[-1].i + 1, phrase
    singular = lower_lemma(token)
    return (token.i, token.i + 1, singular) if singular in instruments() else None


def _alters(token: Token) -> tuple[str, int] | None:
    """What a text does to another, and the other's head: "an addendum prolonging the memorandum", "by a protocol, they amended the treaty"."""
    for t in token.doc[token.i + 1 : min(token.sent.end, token.i + 14)]:
        stage = (
            stage_of_verb(t) if t.tag_ in ("VBG", "VBZ", "VBD") else stage_of_noun(t) if t.lower_ in ("amendment", "extension") else None
        )
        if stage not in ("amended", "extended"):
            continue
        target = next(
            (u.i for u in token.doc[t.i + 1 : min(token.sent.end, t.i + 12)] if u.lower_ in head_words() and u.pos_ in ("NOUN", "PROPN")),
            None,
        )
        own = t.tag_ == "VBG" or (t.tag_ == "VBZ" and t.dep_ == "relcl") or (token.dep_ == "pobj" and token.head.lower_ in ("by", "in"))
        return (stage, target) if target is not None and own else None
    return None


def _denied(token: Token) -> bool:
    """ "No agreement was reached", "without an accord": there is none."""
    if any(c.lower_ in ("no", "neither") and c.dep_ in ("det", "preconj") for c in token.children):
        return True
    return token.dep_ == "pobj" and token.head.lower_ == "without"


_SHELLS = {"text", "draft", "document", "paper", "version"}


def _inside_another(token: Token) -> bool:
    """Whether the noun only describes or wraps another: "treaty obligations", "the text of the treaty", "(MoU)"."""
    if token.i > 1 and token.nbor(-1).text == "(" and token.i + 1 < len(token.doc) and token.nbor(1).text == ")":
        return True
    after = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > token.i), None)
    if token.lower_ in _SHELLS and after is not None and any(c.lower_ in head_words() for c in after.children):
        return True
    if (
        token.i
        and token.nbor(-1).lower_ == "of"
        and token.i > 1
        and token.nbor(-2).lower_ in head_words()
        and token.lower_ in ("understanding", "agreement")
    ):
        return True
    head = token.head
    return token.dep_ in ("compound", "nmod", "amod") and head.i > token.i and stage_of_noun(head) is None


def _name(token: Token, start: int, end: int) -> tuple[int, int]:
    """The noun with what stands before it, article and state left out, and with what it is "on"."""
    doc = token.doc
    while start > token.sent.start:
        if _belongs(doc[start - 1], doc[start]):
            start -= 1
        elif _inner(doc, start) and start - 2 >= token.sent.start:
            start -= 2
        else:
            break
    while start < token.i and (doc[start].is_punct or doc[start].tag_ == "POS"):
        start += 1
    shell = token.lower_ in _SHELLS
    on = next(
        (
            c
            for c in doc[end : end + 1]
            if not shell and c.lower_ in ("on", "of", "for", "regarding", "concerning", "in") and c.dep_ == "prep"
        ),
        None,
    )
    dated = on is not None and any(t.ent_type_ in ("DATE", "TIME") or t.lower_.endswith("day") for t in doc[on.i + 1 : on.i + 2])
    if on is not None and not dated and (on.lower_ in ("on", "of", "regarding", "concerning") or "field" in [t.lower_ for t in on.subtree]):
        stop = next((t.i for t in doc[on.i + 1 : on.right_edge.i + 1] if _ends_name(t)), on.right_edge.i + 1)
        if 1 < stop - on.i <= 9:
            end = stop
    return start, end


def _inner(doc: Doc, start: int) -> bool:
    """Whether "of" or "and" before a position stands inside a name in capitals: "Security of Military Information Agreement"."""
    if start < 2 or not doc[start].text[0].isupper() or title_case(doc[start]):
        return False
    joining, first = doc[start - 1], doc[start - 2]
    return (
        joining.lower_ in ("of", "and", "for", "on")
        and first.text[0].isupper()
        and first.lower_ not in head_words()
        and first.pos_ != "VERB"
    )


def _matter(token: Token, end: int) -> frozenset[str]:
    """Stems of what an agreement is on where its parties stand between: "agreement between A and B on visas"."""
    doc = token.doc
    if doc[end : end + 1].text.lower() not in ("between", "with", "among"):
        return frozenset()
    for t in doc[end : min(end + 24, token.sent.end)]:
        if t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.text in (";", "("):
            break
        if t.lower_ in ("on", "regarding", "concerning"):
            return topic(token, t.i, min(t.i + 8, token.sent.end))
    return frozenset()


def title_case(token: Token) -> bool:
    """Whether a sentence is a headline with most of its words in capitals, so that capitals make no name."""
    long = [t for t in token.sent if t.is_alpha and len(t) > 3]
    return len(long) > 2 and 4 * sum(t.text[0].isupper() for t in long) >= 3 * len(long)


def _ends_name(token: Token) -> bool:
    apart = token.dep_ == "prep" and token.lower_ in ("in", "at", "with", "between", "by", "from", "during", "under", "until", "since")
    return apart or token.dep_ in ("relcl", "acl") or token.text in (",", ";", ":", "(", ")", "“", "”", '"', "–", "—") or token.is_space


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


def _year(token: Token) -> str | None:
    """The year in the name: "the 1998 agreement", "the agreement of 1998"."""
    doc = token.doc
    before = _YEAR.search(doc[token.left_edge.i : token.i].text) if token.left_edge.i < token.i else None
    if before:
        return before.group()
    after = next(
        (
            c
            for c in token.children
            if c.lower_ in ("of", "from")
            and c.i > token.i
            and c.i <= token.i + 6
            and any(t.like_num or t.ent_type_ == "DATE" for t in c.children)
        ),
        None,
    )
    following = doc[token.i + 1 : token.i + 2].text
    if after is None and following in ("of", "from"):
        after = doc[token.i + 1]
    found = _YEAR.search(doc[after.i : min(after.i + 6, token.sent.end)].text) if after is not None else None
    return found.group() if found and not _far(doc[after.i : after.i + 6].text, found.start()) else None


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


_ORDINALS = {"first", "second", "third", "former", "latter"}
_PRO_FORMS = {"it", "one", "they", "both", "latter", "this"}


def _pro_form(token: Token, before: list[Mention]) -> Mention | None:
    """A pronoun that a verb of signing or the like governs, after an agreement in this sentence or the one before."""
    if token.lower_ in _ORDINALS and before:
        return _ordinal(token, before[-1])
    if token.lower_ not in _PRO_FORMS or not before or token.head.pos_ not in ("VERB", "AUX", "NOUN", "ADP"):
        return None
    last = before[-1]
    since = token.doc[last.head].sent
    if token.sent.start - since.end > 60 or (token.lower_ in ("this", "both") and token.dep_ == "det"):
        return None
    one = token.lower_ == "one"
    if one and not any(
        c.dep_ in ("acl", "relcl", "amod") or (c.dep_ == "prep" and c.lower_ in ("with", "between", "on")) for c in token.children
    ):
        return None
    stage = stage_of_verb(token.head) if token.head.pos_ == "VERB" else None
    as_object = token.dep_ in ("nsubjpass", "dobj") and stage is not None
    as_subject = token.dep_ == "nsubj" and (bears(token.head) or (token.head.lemma_ == "be" and _in_force(token.head)))
    if not (as_object or as_subject or one):
        return None
    topics = topic(token, token.left_edge.i, token.right_edge.i + 1) if one else frozenset()
    return Mention(
        head=token.i, anchor=token.i, start=token.i, end=token.i + 1, instrument=last.instrument, generic=True, definite=not one, fresh=one,
        plural=token.lower_ in ("they", "both"), proper=False, pronoun=True, year=None, name=token.text if not one else last.name, topic=topics, alters=None,
    )  # fmt: skip


def _ordinal(token: Token, last: Mention) -> Mention | None:
    """ "The first, on training, …": one of several texts just spoken of."""
    alone = (
        token.i > 0
        and token.nbor(-1).lower_ == "the"
        and token.i + 1 < len(token.doc)
        and token.nbor(1).pos_ in ("VERB", "AUX", "PUNCT", "ADP")
    )
    if not alone or not (last.plural or last.fresh) or token.sent.start - token.doc[last.head].sent.end > 40:
        return None
    stop = next((t.i for t in token.doc[token.i + 1 : token.sent.end] if t.pos_ in ("VERB", "AUX")), token.i + 1)
    return Mention(
        head=token.i, anchor=token.i, start=token.left_edge.i, end=stop, instrument=last.instrument, generic=True, definite=True, fresh=True,
        plural=False, proper=False, pronoun=True, year=None, name=last.name, topic=topic(token, token.i, stop), alters=None,
    )  # fmt: skip


def _in_force(verb: Token) -> bool:
    return bool({"force", "effect"} & {t.lower_ for t in verb.subtree})
