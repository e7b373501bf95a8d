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


def by_phrase(doc: Doc, live: frozenset[int], cast: Cast, passages: list[Passage]) -> list[Draft]:
    """Every statement that a phrase or a headline's colon attributes."""
    out = []
    for token in doc:
        if token.i not in live:
            continue
        draft = None
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            draft = _according(token)
        elif token.lower_ in ("citing", "quoting") and token.pos_ == "VERB":
            draft = _citing(token)
        elif token.lower_ == "quoted" and token.tag_ == "VBN":
            out += _quoted_as(token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in cue_nouns():
            draft = _noun(token)
        if draft is not None:
            out.append(draft)
    out += [d for p in passages if p.kind == "headline" and (d := _headline(doc, p, cast))]
    return out


def _according(token: Token) -> Draft | None:
    doc = token.doc
    to = doc[token.i + 1]
    sent = token.sent
    source = next(children(to, "pobj"), None) or next(children(token, "pobj"), None)
    if source is None or source.i <= to.i:
        chunk = next((t for t in doc[to.i + 1 : sent.end] if t.pos_ in ("NOUN", "PROPN")), None)
        if chunk is None:
            return None
        source = chunk
    start, end = token.i, max(np_end(source), source.i + 1)
    last = sent.end
    while last > sent.start and (doc[last - 1].is_space or doc[last - 1].text in (".", "!", "?")):
        last -= 1
    ranges = [(sent.start, start), (end, last)]
    if start - sent.start > 3 and last - end > 0:
        ranges = [(sent.start, start)] if doc[end].text in (",", ".", ";") and start - sent.start > last - end else ranges
    content = char_spans(doc, [r for r in ranges if r[0] < r[1]])
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


def _citing(token: Token) -> Draft | None:
    source = next(children(token, "dobj"), None)
    if source is None:
        return None
    start, end = token.i, np_end(source)
    sent = token.sent
    over = token.head
    clause = (
        next((c for c in over.children if c.dep_ == "ccomp" and c.i > end), None) if over.pos_ == "VERB" and token.dep_ == "advcl" else None
    )
    ranges = [span_of(clause)] if clause is not None else [(sent.start, start)] if start - sent.start > 3 else [(end, sent.end)]
    that = next((t for t in token.doc[end : end + 2] if t.lower_ == "that"), None)
    if clause is None and that is not None and over.pos_ == "VERB":  # the parser hung the clause on "citing" itself
        clause, ranges = that, [(that.i, sent.end)]
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
        under=over.i if clause is not None else None,
    )


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
    clause = next(
        (
            c
            for c in noun.children
            if c.dep_ in ("acl", "ccomp")
            and c.i > noun.i
            and (c.dep_ == "ccomp" or any(m.lower_ == "that" for m in c.children if m.dep_ in ("mark", "nsubj", "dobj")))
        ),
        None,
    )
    if clause is None or not any(m.lower_ == "that" for m in clause.children):
        return None
    kind = cue_nouns()[noun.lemma_.lower()]
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
    if verb is not None and verb.lemma_ in cue_verbs():
        who = subject(verb)
        spoken = conjuncts(who) if who is not None else []
        place = char_spans(noun.doc, [(spoken[0].left_edge.i, np_end(spoken[-1]))]) if spoken else []
        return Draft(
            char_spans(noun.doc, [(verb.i, verb.i + 1)]),
            verb.i,
            cue_verbs()[verb.lemma_][-1][1],
            char_spans(noun.doc, [span_of(clause)]),
            place,
            [h.i for h in spoken],
            rule="cue verb",
        )
    source = owner(noun)
    if noun.dep_ == "dobj" and noun.head.lemma_ in (
        "express",
        "voice",
        "reiterate",
        "deny",
        "reject",
        "dismiss",
        "trigger",
        "spark",
        "prompt",
        "fuel",
        "raise",
    ):
        if noun.head.lemma_ in ("express", "voice", "reiterate", "deny", "reject", "dismiss"):
            return None
        source = None
    heads = conjuncts(source) if source is not None else []
    spans: list[Span] = char_spans(noun.doc, [(heads[0].left_edge.i, np_end(heads[-1]))]) if heads else []
    return Draft(
        char_spans(noun.doc, [(noun.i, noun.i + 1)]),
        noun.i,
        kind,
        char_spans(noun.doc, [span_of(clause)]),
        spans,
        [h.i for h in heads],
        rule="cue noun",
    )


def _headline(doc: Doc, passage: Passage, cast: Cast) -> Draft | None:
    """ "Iran will never yield: Zarif" and "Zarif: Iran will never yield"."""
    tokens = [t for t in doc if passage.start <= t.idx < passage.end and not t.is_space]
    colons = [
        i
        for i, t in enumerate(tokens)
        if t.text == ":" or (t.text in ("–", "—", "-") and t.whitespace_ and i and tokens[i - 1].whitespace_)
    ]
    if not colons:
        return None
    at = colons[-1]
    for source, content in ((tokens[at + 1 :], tokens[:at]), (tokens[:at], tokens[at + 1 :])):
        who = next((m for t in source if (m := cast.mention_at(t.i)) is not None and not m.place), None)
        unnamed = source and source[-1].lower_ in (
            "source",
            "sources",
            "report",
            "reports",
            "officials",
            "official",
            "media",
            "spokesman",
            "spokeswoman",
            "ministry",
        )
        if (
            (who or unnamed)
            and 0 < len(source) <= _HEADLINE_SOURCE_WORDS
            and len(content) >= 3
            and not any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBG" for t in source)
        ):
            colon = tokens[at]
            return Draft(
                [(colon.idx, colon.idx + 1)],
                colon.i,
                "assert",
                char_spans(doc, [(content[0].i, content[-1].i + 1)]),
                char_spans(doc, [(source[0].i, source[-1].i + 1)]),
                [who.head if who else source[-1].i],
                rule="headline",
            )
    return None
