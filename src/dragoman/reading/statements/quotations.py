"""Quotations: contents are stretched to the marks, and a quotation that no cue claims finds the speaker beside it."""

from bisect import bisect_left
from itertools import takewhile

from spacy.tokens import Doc, Token

from dragoman.codebook.frames import cue_verbs
from dragoman.model.span import Span, Spans, merge_spans, overlaps
from dragoman.reading.clauses import conjuncts, lower_lemma, subject
from dragoman.reading.quotes import worth
from dragoman.reading.statements.contents import char_spans, np_end
from dragoman.reading.statements.draft import Draft

_BESIDE = 12  # tokens between a quotation and the verb that introduces it


def claim_quotes(doc: Doc, drafts: list[Draft], quotes: list[tuple[Span, ...]], live: frozenset[int]) -> list[Draft]:
    """Drafts with whole quotations in them, and new ones for quotations that had none."""
    text = doc.text
    out = Claimed(drafts)
    last: Draft | None = None
    for quote in quotes:
        first = _first(doc, quote[0])
        if first is None or first.i not in live or not worth(text, quote):
            continue
        owner = _owner(out.near(quote), quote)
        if owner is None:
            owner = _beside(doc, quote, out) or _continued(doc, quote, last, text)
        if owner is not None:
            out.add(owner)
            out.widen(owner, quote, text)
            last = owner
    return out.drafts


def _first(doc: Doc, span: Span) -> Token | None:
    found = doc.char_span(*span, alignment_mode="expand")
    return found[0] if found is not None and len(found) else None


class Claimed:
    """Drafts in order, by their cues and by what they hold; their contents grow."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts: list[Draft] = []
        self.by_cue: dict[int, Draft] = {}
        self._number: dict[int, int] = {}
        self._held = Spans(())
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take a draft in, unless it is there."""
        if id(draft) in self._number:
            return
        self._number[id(draft)] = len(self.drafts)
        self.drafts.append(draft)
        self.by_cue.setdefault(draft.cue_token, draft)
        for span in draft.content:
            self._held.add(span, self._number[id(draft)])

    def widen(self, draft: Draft, quote: tuple[Span, ...], text: str) -> None:
        """Put a quotation into a draft's content."""
        draft.content = list(merge_spans([*draft.content, *quote], text))
        for span in quote:
            self._held.add(span, self._number[id(draft)])

    def near(self, quote: tuple[Span, ...]) -> list[Draft]:
        """The drafts whose content may share words with a quotation."""
        return [self.drafts[k] for k in sorted({k for span in quote for k in self._held.meeting(span)})]


def _owner(drafts: list[Draft], quote: tuple[Span, ...]) -> Draft | None:
    """The draft whose content the quotation belongs to: the outermost one that overlaps it most, its cue outside the quotation."""
    best: tuple[int, Draft] | None = None
    for d in drafts:
        if any(s <= c[0] < e for s, e in quote for c in d.cue):
            continue
        shared = sum(max(0, min(e, ce) - max(s, cs)) for s, e in quote for cs, ce in d.content)
        if shared and (best is None or shared > best[0]):
            best = (shared, d)
    return best[1] if best else None


def _beside(doc: Doc, quote: tuple[Span, ...], drafts: Claimed) -> Draft | None:
    """A cue verb just after or before the quotation, on the same line."""
    start, end = quote[0][0], quote[-1][1]
    after = takewhile(lambda t: t.text not in '“"', _line(doc, end, 1)[:_BESIDE])
    for token in (*after, *_line(doc, start, -1)[:_BESIDE]):
        if token.pos_ not in ("VERB", "AUX") or lower_lemma(token) not in cue_verbs():
            continue
        known = drafts.by_cue.get(token.i)
        if known is not None:
            return known
        heads = _speakers(token, start, end)
        if heads:
            source = char_spans(doc, [(heads[0].left_edge.i, np_end(heads[-1]))])
            return Draft(
                [(token.idx, token.idx + len(token))],
                token.i,
                cue_verbs()[lower_lemma(token)][-1][1],
                list(quote),
                [s for s in source if not any(overlaps(s, q) for q in quote)],
                [h.i for h in heads],
                rule="quotation",
            )
    return None


def _speakers(verb: Token, start: int, end: int) -> list[Token]:
    """The subject of a cue, if it stands outside the quoted characters, else the nearest noun beside the cue."""
    who = subject(verb)
    heads = conjuncts(who) if who is not None else []
    inside = any(start <= h.idx < end for h in heads)
    return heads if heads and not inside else _noun_beside(verb, start, end)


def _line(doc: Doc, at: int, step: int) -> list[Token]:
    """Tokens on the same line after a place in the text, or before it going backwards."""
    after = bisect_left(range(len(doc)), at, key=lambda i: doc[i].idx)
    out: list[Token] = []
    for t in (doc[i] for i in (range(after, len(doc)) if step > 0 else range(after - 1, -1, -1))):
        if "\n" in t.text or len(out) > 2 * _BESIDE:
            break
        out.append(t)
    return out


def _noun_beside(verb: Token, start: int, end: int) -> list[Token]:
    """The nearest noun or pronoun around the verb: "said the minister" in a sentence that the parser split."""
    for token in [*verb.doc[verb.i + 1 : verb.i + 6], *reversed(verb.doc[max(0, verb.i - 4) : verb.i])]:
        if token.pos_ in ("PROPN", "NOUN", "PRON") and not start <= token.idx < end:
            head = token
            while head.dep_ in ("compound", "amod", "poss") and head.head.i > head.i and abs(head.head.i - verb.i) < 8:
                head = head.head
            return [head]
    return []


def _continued(doc: Doc, quote: tuple[Span, ...], last: Draft | None, text: str) -> Draft | None:
    """A quotation that goes on after "…," he said."""
    if last is None:
        return None
    gap = text[max(e for _, e in last.content) : quote[0][0]]
    return last if len(gap) < 250 and gap.count("\n\n") <= 1 and '"' not in gap.strip('"') and "“" not in gap else None
