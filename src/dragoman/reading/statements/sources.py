"""Whose words they are where the encoder points to nobody, or to somebody within the words."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import table
from dragoman.model.span import Span
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import children, conjuncts, is_passive, lower_lemma, own_subject
from dragoman.reading.mentions import Mention
from dragoman.reading.statements.contents import char_spans, np_end
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.inverted import speaker_behind
from dragoman.reading.statements.passed_on import pass_on

_MENDED = ("encoder", "cue verb", "quotation", "tail")
_NEAR = 3
"""Tokens between a cue and the speaker behind it."""


def settle_sources(doc: Doc, drafts: list[Draft], quoted: frozenset[int], cast: Cast) -> None:
    """Give drafts without a source, or with one in the words themselves, the speaker that syntax shows."""
    by_cue = {d.cue_token: d for d in drafts if d.source_tokens and d.cue_token not in quoted}
    for draft in drafts:
        verb = doc[draft.cue_token]
        if draft.rule in _MENDED and verb.i not in quoted and verb.pos_ in ("VERB", "AUX") and not pass_on(doc, draft, quoted):
            _settle(doc, draft, by_cue, quoted, cast)
        voice = _voice(doc, draft, cast)
        if voice is not None:
            draft.source, draft.source_tokens = _span(doc, voice), [voice.head]


def _settle(doc: Doc, draft: Draft, by_cue: dict[int, Draft], quoted: frozenset[int], cast: Cast) -> None:
    verb = doc[draft.cue_token]
    if draft.source_tokens and quoted.issuperset(draft.source_tokens):
        draft.source, draft.source_tokens = [], []
    over = _governing(verb, by_cue) if verb.tag_ == "VBG" and not any(children(verb, "nsubj")) else None
    if over is not None and (not draft.source_tokens or _misled(doc, draft, over, quoted)):
        draft.source, draft.source_tokens = list(over.source), list(over.source_tokens)
    elif all(_within(doc, i, draft) for i in draft.source_tokens):
        _show(doc, draft, quoted, cast)


def _show(doc: Doc, draft: Draft, quoted: frozenset[int], cast: Cast) -> None:
    """Give a draft the speaker behind its cue, or the subject of it."""
    verb = doc[draft.cue_token]
    behind = speaker_behind(verb)
    for who in (behind, _in_front(verb, cast)):
        if who is not None and who.left_edge.i not in quoted and not _within(doc, who.i, draft):
            heads = conjuncts(who)
            draft.source = char_spans(doc, [(who.left_edge.i, max(np_end(t) for t in heads))])
            draft.source_tokens = [t.i for t in heads]
            return
    mention = _behind(doc, draft, cast)
    if mention is not None:
        draft.source, draft.source_tokens = _span(doc, mention), [doc[mention.head].i]


def _voice(doc: Doc, draft: Draft, cast: Cast) -> Mention | None:
    """The person through whom a body speaks: "the ministry, through its spokesman, Ana Roca, said", "said, by the voice of its president, that"."""
    cue, before = draft.cue_token, min(draft.source_tokens, default=draft.cue_token) + 1
    words = next((t.i for t in doc[cue:] if draft.content and t.idx >= draft.content[0][0]), cue)
    stretches = (doc[before:cue], doc[cue + 1 : words])
    through = (s for s in stretches if s.text.lower().lstrip(", ").startswith(tuple(table("cues")["voices"]["words"])))
    named = (m for s in through for t in s if (m := cast.mention_at(t.i)) is not None and m.sort == "name")
    return next(named, None)


def _in_front(verb: Token, cast: Cast) -> Token | None:
    """The subject of a cue, of what "let it be known" hangs on, or of the verb with which a cue is coordinated."""
    let = verb.dep_ in ("ccomp", "xcomp") and lower_lemma(verb.head) == "let" and lower_lemma(verb) == "know"
    own = next(children(verb.head if let else verb, "nsubj"), None)
    if own is not None or verb.dep_ != "conj" or is_passive(verb):
        return own
    shared = own_subject(verb)
    mention = cast.headed(shared) if shared is not None else None
    return shared if mention is not None and not mention.place else None


def _within(doc: Doc, i: int, draft: Draft) -> bool:
    return any(s <= doc[i].idx < e for s, e in draft.content)


def _governing(verb: Token, by_cue: dict[int, Draft]) -> Draft | None:
    """The draft whose cue a participle goes on from: "…, he told reporters, adding that …"."""
    up = verb.head
    while up.i != up.head.i and up.i not in by_cue:
        up = up.head
    if up.i in by_cue and up.i < verb.i:
        return by_cue[up.i]
    before = [i for i in by_cue if verb.sent.start <= i < verb.i and by_cue[i].cue_token != verb.i]
    return by_cue[max(before)] if before else None


def _misled(doc: Doc, draft: Draft, over: Draft, quoted: frozenset[int]) -> bool:
    """Whether a participle's source stands in the words of the statement that it goes on from, or is whom those are told."""
    return all(i in quoted or i == over.addressee or _within(doc, i, over) for i in draft.source_tokens)


def _behind(doc: Doc, draft: Draft, cast: Cast) -> Mention | None:
    """Whoever stands right behind a cue that closes the words: "…, affirmed the chief of the guard"."""
    end = max(e for _, e in draft.cue)
    if not draft.content or draft.content[0][0] > end:
        return None
    at = doc[draft.cue_token].i
    for i in range(at + 1, min(at + 1 + _NEAR, len(doc))):
        if doc[i].is_space or doc[i].text in (".", ",", ";", "that"):
            return None
        mention = cast.mention_at(i)
        if mention is not None and mention.sort != "pronoun" and not mention.place and mention.start <= i + 1:
            return mention
    return None


def _span(doc: Doc, who: Mention) -> list[Span]:
    start = who.start - (who.start > 0 and doc[who.start - 1].lower_ in ("the", "a", "an"))
    return char_spans(doc, [(start, who.end)])
