"""All drafts of a report: what the encoder finds, mended by syntax and quotation marks, and what syntax finds where the encoder is silent.

The encoder was trained on flat attributions, so statements within statements come from syntax alone.
"""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.cleaning.turns import Turn, turns
from dragoman.model.record import Passage
from dragoman.model.span import Span, Spans, inside, merge_spans, overlaps, trim_span
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import regoverned
from dragoman.reading.encoder.model import Encoded, encoder
from dragoman.reading.quotes import find_quotes
from dragoman.reading.statements.claims import by_claim, by_refusal
from dragoman.reading.statements.deeds import between_states, is_deed, political
from dragoman.reading.statements.draft import Draft
from dragoman.reading.statements.inverted import by_inversion
from dragoman.reading.statements.phrases import by_phrase
from dragoman.reading.statements.quotations import claim_quotes
from dragoman.reading.statements.sources import settle_sources
from dragoman.reading.statements.spans import by_model
from dragoman.reading.statements.spoken import by_layout, keep_apart
from dragoman.reading.statements.unsaid import clip_inner_quotes, settle_unsaid
from dragoman.reading.statements.verbs import by_verb


def propose(doc: Doc, text: str, encoded: Encoded, cast: Cast, passages: list[Passage], live: frozenset[int]) -> list[Draft]:
    """Every draft, none without content, none twice."""
    spoken = turns(text)
    quotes = _outside_turns(find_quotes(text), spoken)
    pieces = Spans((piece, 0) for quote in quotes for piece in quote)
    quoted = frozenset(t.i for t in doc if pieces.holds(t.idx))
    told = [*by_inversion(doc, live, quoted, cast), *by_refusal(doc, live), *by_verb(doc, live, quoted, cast)]
    syntax = _once([*told, *by_phrase(doc, live, cast, passages), *by_claim(doc, live)])
    found = _mended(by_model(doc, encoded, encoder(), live, cast), syntax, doc, text, pieces, Body(passages))
    between = between_states(cast)
    found = _without_citing([d for d in found if d.content and not is_deed(d, doc, cast, between)], syntax)
    drafts = [*found, *_missed(syntax, found, doc, cast, between)]
    drafts = claim_quotes(doc, drafts, _unclaimed(quotes, drafts), live)
    if spoken:
        drafts = [*by_layout(doc, spoken, live), *keep_apart(drafts, spoken)]
    settle_sources(doc, drafts, quoted, cast)
    by_cue = {d.cue_token: d for d in reversed(drafts)}
    for draft in drafts:
        _lift_citing(draft, by_cue)
    clip_inner_quotes(drafts, text, pieces)
    return [d for d in settle_unsaid(doc, drafts) if _clean(d, text)]


def _outside_turns(quotes: Iterable[tuple[Span, ...]], spoken: tuple[Turn, ...]) -> list[tuple[Span, ...]]:
    """Quotations that are not within what the layout gives to a speaker."""
    turned = Spans((x, 0) for t in spoken for x in (t.who, t.mark, *t.words))
    return [q for q in quotes if not any(turned.meets(p) for p in q)]


def _mended(found: list[Draft], syntax: list[Draft], doc: Doc, text: str, quotes: Spans, body: "Body") -> list[Draft]:
    """The encoder's drafts, their contents and sources mended by syntax."""
    cues = {d.cue_token for d in syntax}
    for draft in found:
        _mend(draft, doc, text, quotes, body, cues)
    tails = {d.cue_token: d for d in reversed(syntax) if d.rule == "tail"}
    verbs = {d.cue_token: d for d in reversed(syntax) if d.rule in ("cue verb", "tail")}
    for draft in found:
        _borrow_source(draft, tails.get(draft.cue_token))
        _go_on(draft, verbs.get(draft.cue_token))
    return found


def _without_citing(found: list[Draft], syntax: list[Draft]) -> list[Draft]:
    """The encoder's drafts but for those whose cue is a "citing", which syntax reads."""
    citing = Spans((x, 0) for d in syntax if d.rule == "citing" for x in d.cue)
    return [d for d in found if not any(citing.meets(c) for c in d.cue)]


def _missed(syntax: list[Draft], found: list[Draft], doc: Doc, cast: Cast, between: bool) -> list[Draft]:
    """What syntax finds where the encoder is silent: statements within statements, and those of political actors."""
    cues = Spans((c, 0) for d in found for c in d.cue)
    silent = [d for d in syntax if not any(cues.meets(x) for x in d.cue)]
    silent = [d for d in silent if d.kind not in ("assert", "announce") or not is_deed(d, doc, cast, between)]
    contents = Spans((c, 0) for d in found for c in d.content)
    return [d for d in silent if contents.around(d.cue[0]) or political(d, doc, cast)]


def _unclaimed(quotes: list[tuple[Span, ...]], drafts: list[Draft]) -> list[tuple[Span, ...]]:
    """Quotations that no draft holds, and those in several pieces."""
    contents = Spans((c, 0) for d in drafts for c in d.content)
    return [q for q in quotes if len(q) > 1 or not any(contents.meets(p) for p in q)]


def _once(drafts: list[Draft]) -> list[Draft]:
    out: dict[int, Draft] = {}
    for draft in drafts:
        out.setdefault(draft.cue_token, draft)
    return list(out.values())


class Body:
    """The passages of headline and body, by place."""

    def __init__(self, passages: list[Passage]) -> None:
        self._spans = [(p.start, p.end) for p in passages if p.kind in ("headline", "body")]
        self._at = Spans((span, k) for k, span in enumerate(self._spans))

    def parts(self, span: Span) -> list[Span]:
        """What of a span lies in each, in order."""
        near = (self._spans[k] for k in self._at.meeting(span))
        return [(max(a, span[0]), min(b, span[1])) for a, b in near]


def _mend(draft: Draft, doc: Doc, text: str, quotes: Spans, body: Body, cues: set[int]) -> None:
    """Contents end where another clause begins, stay on the cue's line unless they are quoted, and lie in what is read."""
    out: list[Span] = []
    for start, end in draft.content:
        span = doc.char_span(start, end, alignment_mode="expand")
        cut = next((t for t in span if t.idx > draft.cue[0][1] and _leaves(t, draft, cues)), None) if span is not None else None
        if cut is not None:
            left = doc[cut.left_edge.i]
            end = left.nbor(-1).idx if left.i and left.nbor(-1).dep_ == "cc" else left.idx
        same_line = "\n" not in text[min(end, draft.cue[0][1]) : max(start, draft.cue[0][0])]
        colon = text[draft.cue[0][0] : draft.cue[0][1]].endswith(":")
        if not same_line and not colon and not quotes.meets((start, end)):
            continue
        out += [piece for part in body.parts((start, end)) if (piece := trim_span(part, text)) is not None]
    draft.content = out


def _leaves(token: Token, draft: Draft, cues: set[int]) -> bool:
    """Whether a verb goes on from the cue and not from what is said: "claimed that A, and said B"."""
    beside = token.dep_ == "conj" and token.head.i == draft.cue_token and token.i in cues
    return regoverned(token) is not None or beside


def _borrow_source(draft: Draft, same: Draft | None) -> None:
    """Mend the source of a cue that closes a sentence: who stands right before it says what stands before that ("…, an official told")."""
    if same is None or any(overlaps(a, b) for a in draft.source for b in same.source):
        return
    draft.source, draft.source_tokens = same.source, same.source_tokens
    if not any(overlaps(a, b) for a in draft.content for b in same.content):
        draft.content = list(same.content)


def _go_on(draft: Draft, same: Draft | None) -> None:
    """Where the cue stands amid what is said, take what syntax finds behind it as well: "The accord holds, he added, and its extension …"."""
    start, end = draft.cue[0]
    if same is None or any(b > start for _, b in draft.content) or not any(b <= start for _, b in same.content):
        return
    draft.content = [*draft.content, *(s for s in same.content if s[0] >= end)]


def _lift_citing(draft: Draft, by_cue: dict[int, Draft]) -> None:
    """Take "citing two officials" out of the words of whoever cites them."""
    if draft.under is None or not draft.source:
        return
    outer = by_cue.get(draft.under)
    if outer is not None:
        outer.content = [p for s in outer.content for p in _without(s, [(draft.cue[0][0], max(e for _, e in draft.source))])]


def _clean(draft: Draft, text: str) -> bool:
    """Take cue and source out of the content; False where nothing is left of it."""
    content: list[Span] = []
    for span in draft.content:
        content += _without(span, [*draft.cue, *(s for s in draft.source if not inside(span, s))])
    trimmed = [t for s in content if (t := trim_span(s, text)) and any(c.isalnum() for c in text[t[0] : t[1]])]
    draft.content = list(merge_spans(trimmed, text))
    return bool(draft.content)


def _without(span: Span, holes: list[Span]) -> list[Span]:
    out = [span]
    for hole in holes:
        out = [
            p
            for s, e in out
            for p in ([(s, e)] if not overlaps((s, e), hole) else [(s, max(s, hole[0])), (min(e, hole[1]), e)])
            if p[0] < p[1]
        ]
    return out
