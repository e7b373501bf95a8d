"""Statements told by a verb: "X said that …", "accused Y of …", "urged Y to …", "…, said X"."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.codebook.frames import cue_nouns, cue_verbs, weak_cues
from dragoman.model.span import Span
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import (
    children,
    conjuncts,
    is_passive,
    lower_lemma,
    owner,
    patient,
    prepositional,
    regoverned,
    span_of,
    subject,
)
from dragoman.reading.statements.draft import Draft

_ABOUT = {"accuse", "praise", "deny"}
_NOMINAL = {"assert", "claim", "urge", "demand", "promise", "warn", "announce", "threaten", "ask"}
_PUBLISH = {"publish", "carry", "run", "issue", "release", "post", "write", "print", "air", "broadcast", "make", "give", "deliver", "send"}
_NO_TAIL = {
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
_LABELS = {"describe", "call", "label", "brand", "dub", "characterize", "characterise"}
_NEEDED = {"importance", "need", "necessity", "urgency"}
_TIME = {"after", "before", "when", "while", "since", "as", "once", "during", "amid", "following", "until"}


def by_verb(doc: Doc, live: frozenset[int], quoted: frozenset[int], cast: Cast) -> list[Draft]:
    """Every statement that a cue verb in the live tokens introduces.

    Args:
        quoted: tokens inside quotation marks.
    """
    out = []
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.i not in live:
            continue
        cue = _cue(verb)
        if cue is None:
            continue
        kind, words = cue
        draft = _tail(verb, kind, quoted, cast) or _draft(verb, kind, words, quoted)
        if draft is not None:
            out.append(draft)
    tails = {d.cue_token: d for d in out if d.rule == "tail"}
    return [d for d in out if d.rule == "tail" or not _swallows(d, list(tails.values()))]


def _tail(verb: Token, kind: str, quoted: frozenset[int], cast: Cast) -> Draft | None:
    """ "…, a Syrian official told Al Mayadeen.": source and cue after the content, however the parser joined them."""
    if (
        kind not in ("assert", "announce", "claim", "warn")
        or lower_lemma(verb) in _NO_TAIL
        or verb.tag_ not in ("VBD", "VBZ", "VBN", "VBP")
        or verb.i in quoted
    ):
        return None
    doc, sent = verb.doc, verb.sent
    if any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children):
        return None
    end = verb.i
    if doc[end - 1].lower_ in ("also", "later", "earlier"):
        end -= 1
    if doc[end - 1].text == ",":
        end -= 1
    mention = cast.mention_at(end - 1)
    who = subject(verb)
    if mention is not None and mention.end == end and mention.start > sent.start:
        start, head = mention.start, doc[mention.head]
    elif who is not None and sent.start < who.left_edge.i < who.i < verb.i:
        start, head = who.left_edge.i, who
    else:
        return None
    while start > sent.start and doc[start - 1].lower_ in ("the", "a", "an", "another"):
        start -= 1
    comma = doc[start - 1].text if start > sent.start else ""
    if (
        comma not in (",", "”", '"', "’")
        or start - sent.start < 4
        or not any(t.pos_ in ("VERB", "AUX") for t in doc[sent.start : start - 1])
    ):
        return None
    if doc[verb.i + 1].text == "," and len(sent) - (verb.i - sent.start) > 14 and who is not None and who.i < start:
        return None
    content = char_spans(doc, [(sent.start, start - 1)] if comma == "," else [(sent.start, start)])
    return Draft(
        char_spans(doc, [(verb.i, verb.i + 1)]),
        verb.i,
        kind,
        content,
        char_spans(doc, [(start, end)]),
        [head.i],
        _index(_addressee(verb, kind)),
        rule="tail",
    )


def _index(token: Token | None) -> int | None:
    return token.i if token is not None else None


def _swallows(draft: Draft, tails: list[Draft]) -> bool:
    """Whether a draft took a tail attribution for its own content ("agreed to open an office, an official told …")."""
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


def _cue(verb: Token) -> tuple[str, list[Token]] | None:
    """The kind of a cue verb and its tokens."""
    for rest, kind in cue_verbs().get(lower_lemma(verb), ()):
        if not rest:
            return kind, [verb]
        follow = list(verb.doc[verb.i + 1 : verb.i + 1 + len(rest)])
        if tuple(t.lower_ for t in follow) == rest:
            return kind, [verb, *follow]
    return None


def _draft(verb: Token, kind: str, words: list[Token], quoted: frozenset[int]) -> Draft | None:
    source = subject(verb)
    content, about = _content(verb, kind, words, quoted)
    if not content and not about:
        return None
    if (kind == "assert" and lower_lemma(verb) in ("express", "voice")) or (about is not None and kind == "assert"):
        kind = _expressed(about, kind)
        if about is not None and not content:
            return None
    addressee = _addressee(verb, kind)
    if source is None and verb.dep_ not in ("advcl", "acl", "xcomp", "ccomp") and not is_passive(verb) and not content:
        return None
    source = _author(source, verb)
    if source is not None and source.lower_ in ("i", "we") and verb.i in quoted:
        return None  # "we believe" inside one's own words is no statement by another
    if source is not None and source.i in quoted and verb.i not in quoted:
        return None
    heads = conjuncts(source) if source is not None else []
    if any(_overlap(span_of(h), c) for h in heads[:1] for c in content if c[0] <= h.i < c[1]):
        heads = []
    return Draft(
        cue=char_spans(verb.doc, [(w.i, w.i + 1) for w in words]),
        cue_token=verb.i,
        kind=kind,
        content=char_spans(verb.doc, content),
        source=_source_spans(heads, verb),
        source_tokens=[h.i for h in heads],
        addressee=addressee.i if addressee is not None else None,
        rule="cue verb",
        object=about.i if about is not None else None,
    )


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def char_spans(doc: Doc, ranges: list[tuple[int, int]]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(ranges):
        while start < end and (doc[start].is_space or doc[start].text in (",", ";", ":", "–", "—", "-")):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in (",", ";", ":", ".", "–", "—")):
            end -= 1
        if start < end:
            first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
            if out and first - out[-1][1] <= 1:
                out[-1] = (out[-1][0], last)
            else:
                out.append((first, last))
    return out


def _source_spans(heads: list[Token], verb: Token) -> list[Span]:
    if not heads:
        return []
    doc = verb.doc
    start = min(h.left_edge.i for h in heads)
    end = max(np_end(h) for h in heads)
    if start <= verb.i < end:
        start, end = heads[0].i, heads[0].i + 1
    return char_spans(doc, [(start, end)])


def np_end(head: Token) -> int:
    """End of a noun phrase, a clause hanging on it left out."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in ("prep", "compound", "flat", "appos", "nummod", "poss", "case", "amod", "punct") or (
            child.dep_ in ("cc", "conj") and child.pos_ not in ("VERB", "AUX")
        ):
            if child.dep_ == "punct" and child.text not in ("-", "(", ")", ","):
                break
            end = max(end, child.right_edge.i + 1)
        elif child.dep_ in ("relcl", "acl") and child.lower_ in ("familiar", "speaking", "asked", "asking"):
            end = max(end, child.right_edge.i + 1)
        else:
            break
    return end


def _author(source: Token | None, verb: Token) -> Token | None:
    """ "published a story claiming that": the claim is the publisher's."""
    if source is not None and verb.dep_ in ("acl", "relcl") and source.lemma_.lower() in table("cues")["carriers"]["nouns"]:
        over = source.head
        published = over.pos_ == "VERB" and over.lemma_ in _PUBLISH
        return (owner(source) if published else None) or source
    return source


def _content(verb: Token, kind: str, words: list[Token], quoted: frozenset[int]) -> tuple[list[tuple[int, int]], Token | None]:
    """Token ranges of what is said, and the head of what it is about."""
    weak = lower_lemma(verb) in weak_cues()
    passive = is_passive(verb)
    clause = _spoken(verb, quoted)
    if clause is not None and _says(verb, clause, weak, quoted):
        return _clause(verb, clause), None
    if lower_lemma(verb) in _LABELS and (about := patient(verb)) is not None and not passive:
        return (_rest(verb, verb.i + 1), None) if _labels(verb, about) else ([], None)
    if kind in _ABOUT and (about := patient(verb)) is not None:
        return _about(verb, about, passive), about
    if kind == "accuse" and (about := next(prepositional(verb, "against", "about", "over"), None)) is not None:
        return _rest(verb, words[-1].i + 1), about
    infinitive = next(children(verb, "xcomp", "pcomp"), None)
    if (
        infinitive is not None
        and kind in ("promise", "urge", "demand", "threaten", "ask", "claim", "warn", "deny")
        and (infinitive.tag_ == "VB" or kind in ("claim", "deny"))
    ):
        return [span_of(infinitive)], None
    if len(words) > 1:
        return _rest(verb, words[-1].i + 1), None
    about = patient(verb)
    if about is not None and not passive:
        return _object(verb, about, kind, weak)
    return [], None


def _labels(verb: Token, about: Token) -> bool:
    """Whether something is called or described as something: "called it a lie", "describing it as false"."""
    return any(c.dep_ in ("oprd", "ccomp", "xcomp") or (c.dep_ in ("prep", "advcl") and c.lower_ == "as") for c in verb.children) or any(
        c.dep_ == "prep" and c.lower_ == "as" for c in about.children
    )


def _spoken(verb: Token, quoted: frozenset[int]) -> Token | None:
    """The clause that is said; of one before and one after the cue the later, unless the earlier is a quotation."""
    found = list(children(verb, "ccomp"))
    if len(found) > 1 and found[0].i < verb.i < found[-1].i and found[0].i not in quoted:
        return found[-1]
    return found[0] if found else None


def _says(verb: Token, clause: Token, weak: bool, quoted: frozenset[int]) -> bool:
    """Whether a clause under the verb is what is said, and not its purpose or manner."""
    if not weak or clause.i in quoted:
        return True
    return any(c.dep_ == "mark" and c.lower_ in ("that", "whether", "if") for c in clause.children) or any(
        c.dep_ in ("nsubj", "nsubjpass", "expl") for c in clause.children
    )


def _clause(verb: Token, clause: Token) -> list[tuple[int, int]]:
    """The clause of content, around its verb where it stands on both sides, without a time clause that tells when it was said."""
    start, end = span_of(clause)
    if start <= verb.i < end:
        return [(start, min(verb.i, end))] if clause.i < verb.i else [(verb.i + 1, end)]
    if (cut := next((t.left_edge.i for t in clause.subtree if t.i > verb.i and regoverned(t) is not None), None)) is not None:
        end = cut - 1 if verb.doc[cut - 1].dep_ == "cc" else cut
    out = [(start, end)]
    for other in verb.children:
        if other.dep_ in ("ccomp", "parataxis") and other.i != clause.i and other.i > verb.i:
            out.append(span_of(other))
    return out


def _about(verb: Token, about: Token, passive: bool) -> list[tuple[int, int]]:
    """ "accused Y of Z", "praised Y for Z", "denied having": object and what follows it."""
    start, end = span_of(about)
    if start <= verb.i < end:
        start, end = about.left_edge.i, np_end(about)
    dative = next((c for c in verb.children if c.dep_ == "dative" and c.i < about.i and c.i > verb.i), None)
    if dative is not None:
        start = min(start, dative.left_edge.i)
    out = [(start, end)]
    for child in verb.children:
        if child.i > about.i or passive:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "as", "over", "with", "against"):
                out.append(_timeless(child))
            elif child.dep_ in ("xcomp", "ccomp"):
                out.append(span_of(child))
    return out


def _timeless(prep: Token) -> tuple[int, int]:
    """A prepositional phrase up to a clause that only says when: "of destabilizing the region after he was killed"."""
    start, end = span_of(prep)
    for token in prep.doc[prep.i + 1 : end]:
        if (
            token.dep_ in ("mark", "prep")
            and token.lower_ in _TIME
            and token.head.i > prep.i
            and (token.head.dep_ == "advcl" or any(c.dep_ == "pcomp" for c in token.children))
        ):
            return start, token.i
    return start, end


def _rest(verb: Token, start: int) -> list[tuple[int, int]]:
    """Everything of the clause after the cue."""
    end = verb.right_edge.i + 1
    for child in verb.children:
        if child.dep_ in ("conj", "cc", "advcl") and child.i > start:
            end = min(end, child.left_edge.i)
            break
    return [(start, end)] if start < end else []


def _object(verb: Token, about: Token, kind: str, weak: bool) -> tuple[list[tuple[int, int]], Token | None]:
    """Contents that are noun phrases: "expressed hope that …", "stressed the importance of …", "demanded the release of …"."""
    noun = lower_lemma(about)
    lemma = lower_lemma(verb)
    if lemma in ("express", "voice", "reiterate", "reaffirm") or (
        noun in cue_nouns() and noun in ("hope", "confidence", "belief", "view", "readiness", "willingness", "expectation")
    ):
        return [span_of(about)], about
    if lemma in ("stress", "emphasize", "emphasise", "underline", "underscore", "highlight", "reaffirm", "affirm"):
        return [span_of(about)], about
    if kind in _NOMINAL and kind not in ("assert",) and not weak:
        return [span_of(about)], None
    if kind in ("demand", "announce", "urge") and not weak:
        return [span_of(about)], None
    return [], None


def _expressed(about: Token | None, kind: str) -> str:
    """The kind of "expressed support", "voiced concern", "stressed the need"."""
    if about is None:
        return kind
    noun = lower_lemma(about)
    if noun in _NEEDED:
        return "urge"
    for name, nouns in table("cues")["express"].items():
        if noun in nouns:
            return str(name)
    return kind


def _addressee(verb: Token, kind: str) -> Token | None:
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
