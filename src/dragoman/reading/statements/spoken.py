"""Statements that the layout tells: turns of an interview, and quotations signed with a dash."""

from spacy.tokens import Doc

from dragoman.cleaning.turns import Turn
from dragoman.model.span import Span, Spans, overlaps, trim_span
from dragoman.reading.statements.draft import Draft

_FEWEST_WORDS = 4
"""Words of a sentence that says something: "Thank you all" does not."""


def by_layout(doc: Doc, turns: tuple[Turn, ...], live: frozenset[int]) -> list[Draft]:
    """A draft for each turn in the live tokens."""
    out: list[Draft] = []
    for turn in turns:
        who = doc.char_span(*turn.who, alignment_mode="expand")
        mark = doc.char_span(*turn.mark, alignment_mode="expand")
        if who is not None and mark is not None and mark[0].i in live:
            named = doc.char_span(*turn.stands_for, alignment_mode="expand") if turn.stands_for is not None else None
            head = (named if named is not None else who)[-1].i
            out.extend(Draft([turn.mark], mark[0].i, "assert", words, [turn.who], [head], rule="layout") for words in _parts(doc, turn))
    return out


def _parts(doc: Doc, turn: Turn) -> list[list[Span]]:
    """The contents of the statements in a turn: in an answer to the press each sentence that says something, else all of it."""
    if not turn.briefing:
        return [list(turn.words)]
    spans = (doc.char_span(*w, alignment_mode="contract") for w in turn.words)
    sentences = [s for span in spans if span is not None for s in doc.sents if span.start <= s.start < span.end]
    telling = [s for s in sentences if sum(t.is_alpha for t in s) >= _FEWEST_WORDS and any(t.pos_ in ("VERB", "AUX") for t in s)]
    parts = [[p] for s in telling if (p := trim_span((s.start_char, s.end_char), doc.text)) is not None]
    return parts or [list(turn.words)]


def keep_apart(drafts: list[Draft], turns: tuple[Turn, ...]) -> list[Draft]:
    """Other drafts without what the turns tell: none shares a cue with a turn, and none reaches into one from outside or out of it."""
    words = [w for t in turns for w in t.words]
    homes = Spans((w, k) for k, w in enumerate(words))
    apart = _with_other_cues(drafts, turns)
    for draft in apart:
        inner = [k for c in draft.cue for k in homes.around(c)]
        if inner:
            _keep_within(draft, words[min(inner)])
        else:
            draft.content = [c for c in draft.content if not homes.meets(c)]
    return [d for d in apart if d.content]


def _with_other_cues(drafts: list[Draft], turns: tuple[Turn, ...]) -> list[Draft]:
    """Drafts whose cue is neither name nor mark of a turn."""
    marks = Spans((x, 0) for t in turns for x in (t.who, t.mark))
    return [d for d in drafts if not any(marks.meets(c) for c in d.cue)]


def _keep_within(draft: Draft, home: Span) -> None:
    """Cut a draft to the words of the turn that its cue stands in; a source outside them is none of it."""
    draft.content = [p for c in draft.content if (p := _common(c, home)) is not None]
    if not any(overlaps(s, home) for s in draft.source):
        draft.source, draft.source_tokens = [], []


def _common(a: Span, b: Span) -> Span | None:
    start, end = max(a[0], b[0]), min(a[1], b[1])
    return (start, end) if start < end else None
