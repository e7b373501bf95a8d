"""Statements told without a cue verb: "according to X", "citing X", "a claim that …", and headlines with a colon."""

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import cue_nouns, cue_verbs
from dragoman.model.record import Passage
from dragoman.model.span import Span
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import agent, children, conjuncts, owner, patient, span_of, subject
from dragoman.reading.statements.contents import char_spans, np_end
from dragoman.reading.statements.draft import Draft

_HEADLINE_SOURCE_WORDS = 6
_EXPRESSING = ("express", "voice", "reiterate", "deny", "reject", "dismiss")
"""Verbs that attribute the words of their object themselves: "reiterated his claim that"."""
_CAUSING = ("trigger", "spark", "prompt", "fuel", "raise")
"""Verbs whose subject says nothing: "The arrest sparked accusations that"."""
_UNNAMED = ("source", "sources", "report", "reports", "officials", "official", "media", "spokesman", "spokeswoman", "ministry")
"""Words with which the source in a headline ends where no name stands there."""


def by_phrase(doc: Doc, live: frozenset[int], cast: Cast, passages: list[Passage]) -> list[Draft]:
    """Every statement that a phrase or a headline's colon attributes."""
    out = [d for token in doc if token.i in live for d in _at(token)]
    return out + [d for p in passages if p.kind == "headline" and (d := _headline(doc, p, cast))]


def _at(token: Token) -> list[Draft]:
    """What the word at a token attributes."""
    draft: Draft | None = None
    if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        draft = _according(token)
    elif token.lower_ in ("citing", "quoting") and token.pos_ == "VERB":
        draft = _citing(token)
    elif token.lower_ == "quoted" and token.tag_ == "VBN":
        return _quoted_as(token)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in cue_nouns():
        draft = _noun(token)
    return [draft] if draft is not None else []


def _according(token: Token) -> Draft | None:
    doc, to = token.doc, token.nbor()
    source = next(children(to, "pobj"), None) or next(children(token, "pobj"), None)
    if source is None or source.i <= to.i:
        source = next((t for t in doc[to.i + 1 : token.sent.end] if t.pos_ in ("NOUN", "PROPN")), None)
    if source is None:
        return None
    end = max(np_end(source), source.i + 1)
    content = char_spans(doc, _around(token, end))
    if not content:
        return None
    return Draft(
        char_spans(doc, [(token.i, to.i + 1)]),
        token.i,
        "assert",
        content,
        char_spans(doc, [(to.i + 1, end)]),
        [h.i for h in conjuncts(source)],
        rule="according to",
    )


def _around(token: Token, end: int) -> list[tuple[int, int]]:
    """The sentence without "according to X", which ends at a token; only what stands before it where that closes the sentence."""
    doc, sent, start = token.doc, token.sent, token.i
    last = sent.end
    while last > sent.start and (doc[last - 1].is_space or doc[last - 1].text in (".", "!", "?")):
        last -= 1
    before, after = start - sent.start, last - end
    closing = before > 3 and 0 < after < before and doc[end].text in (",", ".", ";")
    return [(a, b) for a, b in ((sent.start, start), *([] if closing else [(end, last)])) if a < b]


def _citing(token: Token) -> Draft | None:
    source = next(children(token, "dobj"), None)
    if source is None:
        return None
    end = np_end(source)
    clause, ranges = _cited(token, end)
    content = char_spans(token.doc, ranges)
    if not content:
        return None
    return Draft(
        char_spans(token.doc, [(token.i, token.i + 1)]),
        token.i,
        "assert",
        content,
        char_spans(token.doc, [(source.left_edge.i, end)]),
        [h.i for h in conjuncts(source)],
        rule="citing",
        under=token.head.i if clause else None,
    )


def _cited(token: Token, end: int) -> tuple[bool, list[tuple[int, int]]]:
    """What somebody is cited for, the source ending at a token; and whether it is the clause of the verb that "citing" hangs on."""
    sent, over = token.sent, token.head
    if over.pos_ == "VERB" and token.dep_ == "advcl":
        clause = next((c for c in over.children if c.dep_ == "ccomp" and c.i > end), None)
        if clause is not None:
            return True, [span_of(clause)]
    that = next((t for t in token.doc[end : end + 2] if t.lower_ == "that"), None)
    if that is not None and over.pos_ == "VERB":  # the parser hung the clause on "citing" itself
        return True, [(that.i, sent.end)]
    return False, [(sent.start, token.i)] if token.i - sent.start > 3 else [(end, sent.end)]


def _quoted_as(quoted: Token) -> list[Draft]:
    """ "X was quoted by Y as saying that Z": X says it, and Y that X does."""
    doc = quoted.doc
    saying = next((t for t in doc[quoted.i : quoted.sent.end - 1] if t.lower_ == "saying" and t.nbor(-1).lower_ == "as"), None)
    speaker, relay = patient(quoted), agent(quoted)
    if saying is None or speaker is None:
        return []
    end = quoted.sent.end
    inner = Draft(
        char_spans(doc, [(saying.i, saying.i + 1)]),
        saying.i,
        "assert",
        char_spans(doc, [(saying.i + 1, end)]),
        char_spans(doc, [(speaker.left_edge.i, np_end(speaker))]),
        [speaker.i],
        rule="citing",
    )
    if relay is None:
        return [inner]
    outer = Draft(
        char_spans(doc, [(quoted.i, quoted.i + 1)]),
        quoted.i,
        "assert",
        char_spans(doc, [(saying.i - 1, end)]),
        char_spans(doc, [(relay.left_edge.i, np_end(relay))]),
        [relay.i],
        rule="citing",
    )
    return [outer, inner]


def _noun(noun: Token) -> Draft | None:
    """ "accusations that …", "a vow to …", "its claim that …"."""
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and c.i > noun.i and _begins_with_that(c)), None)
    if clause is None:
        return None
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
    if verb is not None and verb.lemma_ in cue_verbs():
        return _said_in(noun, verb, clause)
    governor = noun.head.lemma_ if noun.dep_ == "dobj" else ""
    if governor in _EXPRESSING:
        return None
    source = owner(noun) if governor not in _CAUSING else None
    heads = conjuncts(source) if source is not None else []
    return Draft(
        char_spans(noun.doc, [(noun.i, noun.i + 1)]),
        noun.i,
        cue_nouns()[noun.lemma_.lower()],
        char_spans(noun.doc, [span_of(clause)]),
        _span_of_all(heads),
        [h.i for h in heads],
        rule="cue noun",
    )


def _begins_with_that(clause: Token) -> bool:
    """Whether a clause that a noun governs says what the noun means: "the claim that", not "the claim made by"."""
    marks = [m.dep_ for m in clause.children if m.lower_ == "that"]
    return bool(marks) if clause.dep_ == "ccomp" else any(dep in ("mark", "nsubj", "dobj") for dep in marks)


def _said_in(noun: Token, verb: Token, clause: Token) -> Draft:
    """ "X said in a statement that …": the verb is the cue."""
    who = subject(verb)
    heads = conjuncts(who) if who is not None else []
    return Draft(
        char_spans(noun.doc, [(verb.i, verb.i + 1)]),
        verb.i,
        cue_verbs()[verb.lemma_][-1][1],
        char_spans(noun.doc, [span_of(clause)]),
        _span_of_all(heads),
        [h.i for h in heads],
        rule="cue verb",
    )


def _span_of_all(heads: list[Token]) -> list[Span]:
    """Characters from the first of several phrases to the end of the last."""
    return char_spans(heads[0].doc, [(heads[0].left_edge.i, np_end(heads[-1]))]) if heads else []


def _headline(doc: Doc, passage: Passage, cast: Cast) -> Draft | None:
    """ "Iran will never yield: Zarif" and "Zarif: Iran will never yield"."""
    tokens = [t for t in doc if passage.start <= t.idx < passage.end and not t.is_space]
    at = next((i for i in reversed(range(len(tokens))) if _parts(tokens, i)), None)
    if at is None:
        return None
    for source, content in ((tokens[at + 1 :], tokens[:at]), (tokens[:at], tokens[at + 1 :])):
        head = _headline_source(source, cast)
        if head is not None and len(content) >= 3:
            colon = tokens[at]
            return Draft(
                [(colon.idx, colon.idx + 1)],
                colon.i,
                "assert",
                char_spans(doc, [(content[0].i, content[-1].i + 1)]),
                char_spans(doc, [(source[0].i, source[-1].i + 1)]),
                [head],
                rule="headline",
            )
    return None


def _parts(tokens: list[Token], i: int) -> bool:
    """Whether a mark in a headline stands between words and whose they are: a colon, or a dash between spaces."""
    t = tokens[i]
    return t.text == ":" or (t.text in ("–", "—", "-") and i > 0 and bool(t.whitespace_ and tokens[i - 1].whitespace_))


def _headline_source(words: list[Token], cast: Cast) -> int | None:
    """Token of whoever a few words beside a headline's colon name; None where they are a clause, or name nobody."""
    if not 0 < len(words) <= _HEADLINE_SOURCE_WORDS or any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBG" for t in words):
        return None
    who = next((m for t in words if (m := cast.mention_at(t.i)) is not None and not m.place), None)
    if who is not None:
        return who.head
    return int(words[-1].i) if words[-1].lower_ in _UNNAMED else None
