"""Statements told by a verb: "X said that …", "accused Y of …", "urged Y to …", "…, said X"."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_verbs
from dragoman.model.span import Span, Spans
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import (
    children,
    conjuncts,
    is_passive,
    lower_lemma,
    owner,
    patient,
    prepositional,
    span_of,
    subject,
)
from dragoman.reading.statements.contents import char_spans, content_of, expressed, np_end, said_on
from dragoman.reading.statements.draft import Draft

_PUBLISH = {"publish", "carry", "run", "issue", "release", "post", "write", "print", "air", "broadcast", "make", "give", "deliver", "send"}
NO_TAIL = {
    "agree",
    "believe",
    "think",
    "know",
    "hope",
    "expect",
    "call",
    "describe",
    "quote",
    "cite",
    "see",
    "read",
    "view",
    "show",
    "find",
    "learn",
    "hear",
    "express",
    "voice",
    "discuss",
    "consider",
    "respond",
    "reply",
    "continue",
    "speak",
    "talk",
}


_LONG = 14
"""Tokens of the shortest clause behind a cue that its own words may be."""


def by_verb(doc: Doc, live: frozenset[int], quoted: frozenset[int], cast: Cast) -> list[Draft]:
    """Every statement that a cue verb in the live tokens introduces.

    Args:
        quoted: tokens inside quotation marks.
    """
    out = []
    for verb in doc:
        cue = _cue(verb) if verb.pos_ in ("VERB", "AUX") and verb.i in live else None
        if cue is None:
            continue
        kind, words = cue
        draft = _tail(verb, kind, quoted, cast) or _draft(verb, kind, words, quoted)
        if draft is not None:
            out.append(draft)
    return _without_swallowed(out)


def _without_swallowed(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that are left with nothing of their own beside a tail attribution."""
    tails = [d for d in drafts if d.rule == "tail"]
    told = Spans((c, k) for k, t in enumerate(tails) for c in t.content)
    return [d for d in drafts if d.rule == "tail" or not _swallows(d, [tails[k] for c in d.cue[:1] for k in told.at(c[0])])]


def _tail(verb: Token, kind: str, quoted: frozenset[int], cast: Cast) -> Draft | None:
    """ "…, a Syrian official told Al Mayadeen.": source and cue after the content, however the parser joined them."""
    if verb.i in quoted or not _can_close(verb, kind):
        return None
    doc, sent = verb.doc, verb.sent
    end = _source_end(verb)
    source = _source_before(verb, end, cast)
    if source is None:
        return None
    start, head = source
    while start > sent.start and doc[start - 1].lower_ in ("the", "a", "an", "another"):
        start -= 1
    mark = doc[start - 1].text if start > sent.start else ""
    clause = start - sent.start >= 4 and any(t.pos_ in ("VERB", "AUX") for t in doc[sent.start : start - 1])
    if mark not in (",", "”", '"', "’") or not clause or _goes_on(verb, start):
        return None
    before = (sent.start, start - 1 if mark == "," else start)
    behind = said_on(verb, list(children(verb, "ccomp")), sent.start, quoted)
    return Draft(
        char_spans(doc, [(verb.i, verb.i + 1)]),
        verb.i,
        kind,
        char_spans(doc, [before, *behind]),
        char_spans(doc, [(start, end)]),
        [head.i],
        _index(addressee_of(verb)),
        rule="tail",
    )


def _can_close(verb: Token, kind: str) -> bool:
    """Whether a cue can stand behind what is said: a finite verb of saying without a clause of its own."""
    if kind not in ("assert", "announce", "claim", "warn") or lower_lemma(verb) in NO_TAIL:
        return False
    finite = verb.tag_ in ("VBD", "VBZ", "VBN", "VBP")
    return finite and not any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children)


def _source_end(verb: Token) -> int:
    """Where the words before a cue end, an adverb and a comma left out."""
    end = int(verb.i)
    if verb.doc[end - 1].lower_ in ("also", "later", "earlier"):
        end -= 1
    return end - 1 if verb.doc[end - 1].text == "," else end


def _source_before(verb: Token, end: int, cast: Cast) -> tuple[int, Token] | None:
    """First token and head of whoever stands right before a cue: a mention that ends there, else the verb's subject."""
    doc, sent = verb.doc, verb.sent
    mention = cast.mention_at(end - 1)
    if mention is not None and mention.end == end and mention.start > sent.start:
        return mention.start, doc[mention.head]
    who = subject(verb)
    if who is not None and sent.start < who.left_edge.i < who.i < verb.i:
        return who.left_edge.i, who
    return None


def _goes_on(verb: Token, start: int) -> bool:
    """Whether a long clause follows the cue, whose subject stands before `start`: the words said are that clause."""
    sent, who = verb.sent, subject(verb)
    follows = verb.i + 1 < len(verb.doc) and verb.nbor().text == "," and sent.end - verb.i > _LONG
    return follows and who is not None and bool(who.i < start)


def _index(token: Token | None) -> int | None:
    return token.i if token is not None else None


def _swallows(draft: Draft, tails: list[Draft]) -> bool:
    """Whether a draft took a tail attribution for its own content ("agreed to open an office, an official told …").

    Args:
        tails: those whose content holds the draft's cue.
    """
    for t in tails:
        if (
            draft.cue_token != t.cue_token
            and any(s <= draft.cue[0][0] < e for s, e in t.content)
            and any(s <= t.cue[0][0] < e for s, e in draft.content)
        ):
            at = t.source[0][0]
            draft.content = [(s, min(e, at)) for s, e in draft.content if s < at]
            return not draft.content
    return False


def _puts(verb: Token) -> bool:
    """ "Put the number of the wounded at six": an estimate, with its figure."""
    told = next(prepositional(verb, "at"), None) if lower_lemma(verb) == "put" and patient(verb) is not None else None
    return told is not None and any(t.pos_ == "NUM" for t in told.subtree)


def _cue(verb: Token) -> tuple[str, list[Token]] | None:
    """The kind of a cue verb and its tokens."""
    if _puts(verb):
        return "assert", [verb]
    for rest, kind in cue_verbs().get(lower_lemma(verb), ()):
        if not rest:
            return kind, [verb]
        follow = list(verb.doc[verb.i + 1 : verb.i + 1 + len(rest)])
        if tuple(t.lower_ for t in follow) == rest:
            return kind, [verb, *follow]
    return None


def _draft(verb: Token, kind: str, words: list[Token], quoted: frozenset[int]) -> Draft | None:
    content, about = ([(verb.i + 1, verb.right_edge.i + 1)], None) if _puts(verb) else content_of(verb, kind, words, quoted)
    if kind == "assert" and (about is not None or lower_lemma(verb) in ("express", "voice")):
        kind = expressed(about, kind)
        if not content:
            return None
    if not content and (about is None or not _has_source(verb)):
        return None
    source = _author(subject(verb), verb)
    if source is not None and _crosses_quotes(source, verb, quoted):
        return None
    heads = _heads_outside(source, content)
    return Draft(
        cue=char_spans(verb.doc, [(w.i, w.i + 1) for w in words]),
        cue_token=verb.i,
        kind=kind,
        content=char_spans(verb.doc, content),
        source=_source_spans(heads, verb),
        source_tokens=[h.i for h in heads],
        addressee=_index(addressee_of(verb)),
        rule="cue verb",
        object=_index(about),
    )


def _heads_outside(source: Token | None, content: list[tuple[int, int]]) -> list[Token]:
    """The heads of a source and those coordinated with it; none where it is part of what is said."""
    heads = conjuncts(source) if source is not None else []
    within = any(_overlap(span_of(h), c) for h in heads[:1] for c in content if c[0] <= h.i < c[1])
    return [] if within else heads


def _has_source(verb: Token) -> bool:
    """Whether somebody is the subject of a cue, or the clause is of a kind that needs none."""
    return subject(verb) is not None or verb.dep_ in ("advcl", "acl", "xcomp", "ccomp") or is_passive(verb)


def _crosses_quotes(source: Token, verb: Token, quoted: frozenset[int]) -> bool:
    """Whether "we believe" stands within one's own words, or a source within quotation marks that its cue stands outside of."""
    return source.lower_ in ("i", "we") if verb.i in quoted else source.i in quoted


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _source_spans(heads: list[Token], verb: Token) -> list[Span]:
    if not heads:
        return []
    doc = verb.doc
    start = min(h.left_edge.i for h in heads)
    end = max(np_end(h) for h in heads)
    if start <= verb.i < end:
        start, end = heads[0].i, heads[0].i + 1
    return char_spans(doc, [(start, end)])


def _author(source: Token | None, verb: Token) -> Token | None:
    """ "published a story claiming that": the claim is the publisher's."""
    if source is not None and verb.dep_ in ("acl", "relcl") and source.lemma_.lower() in table("cues")["carriers"]["nouns"]:
        over = source.head
        published = over.pos_ == "VERB" and over.lemma_ in _PUBLISH
        return (owner(source) if published else None) or source
    return source


def addressee_of(verb: Token) -> Token | None:
    """Whom the words are for: "told Y", "urged Y", "called on Y", "assured Y"."""
    lemma = lower_lemma(verb)
    if lemma in (
        "tell",
        "urge",
        "ask",
        "assure",
        "warn",
        "remind",
        "inform",
        "order",
        "advise",
        "invite",
        "thank",
        "notify",
        "reassure",
        "instruct",
        "encourage",
        "exhort",
        "implore",
        "press",
    ):
        return patient(verb)
    if lemma == "call":
        return next(prepositional(verb, "on", "upon"), None)
    if lemma in ("say", "appeal", "complain", "speak", "explain", "write", "announce", "promise", "pledge"):
        return next(prepositional(verb, "to"), None)
    return None
