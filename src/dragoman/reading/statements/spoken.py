"""Statements that the layout tells: turns of an interview, and quotations signed with a dash."""

from spacy.tokens import Doc

from dragoman.cleaning.turns import Turn
from dragoman.model.span import Span, Spans, overlaps
from dragoman.reading.statements.draft import Draft


def by_layout(doc: Doc, turns: tuple[Turn, ...], live: frozenset[int]) -> list[Draft]:
    """A draft for each turn in the live tokens."""
    out = []
    for turn in turns:
        who = doc.char_span(*turn.who, alignment_mode="expand")
        mark = doc.char_span(*turn.mark, alignment_mode="expand")
        if who is not None and mark is not None and mark[0].i in live:
            named = doc.char_span(*turn.stands_for, alignment_mode="expand") if turn.stands_for is not None else None
            head = (named if named is not None else who)[-1].i
            out.append(Draft([turn.mark], mark[0].i, "assert", list(turn.words), [turn.who], [head], rule="layout"))
    return out


def keep_apart(drafts: list[Draft], turns: tuple[Turn, ...]) -> list[Draft]:
    """Other drafts without what the turns tell: none shares a cue with a turn, and none reaches into one from outside or out of it."""
    out = []
    words = [w for t in turns for w in t.words]
    homes, marks = Spans((w, k) for k, w in enumerate(words)), Spans((x, 0) for t in turns for x in (t.who, t.mark))
    for draft in drafts:
        inner = [k for c in draft.cue for k in homes.around(c)]
        home = words[min(inner)] if inner else None
        if any(marks.meets(c) for c in draft.cue):
            continue
        if home is not None:
            draft.content = [p for c in draft.content if (p := _common(c, home)) is not None]
            stays = any(overlaps(s, home) for s in draft.source)
            draft.source, draft.source_tokens = (draft.source, draft.source_tokens) if stays else ([], [])
        else:
            draft.content = [c for c in draft.content if not homes.meets(c)]
        if draft.content:
            out.append(draft)
    return out


def _common(a: Span, b: Span) -> Span | None:
    start, end = max(a[0], b[0]), min(a[1], b[1])
    return (start, end) if start < end else None
