"""How likely each statement of a report is one, by how it was found, its cue, its words, its speaker and what stands around it.

The weights are `models/statements.json`, fitted by training/likelihood. A statement of a whole report that is likelier none than the bar allows is left out, unless the encoder is sure of it, and what
stood within it stands in what it stood in itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from spacy.tokens import Doc

from dragoman.codebook.topics import apart, political
from dragoman.model.record import ActorKind, Quote, Statement, StatementKind
from dragoman.model.span import Span, Spans
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import is_passive, subject
from dragoman.reading.layout import SHORT, Layout
from dragoman.reading.statements.draft import Draft
from dragoman.reading.trees import Features, Trees, trees

SURE = 0.7
"""Confidence of the encoder from which an attribution stays, whatever the whole of it looks like: few such are none on the news it was trained on."""
_FAR = 999.0
"""Characters between two things of which one is not there."""
_MOST = 60
_TAGS = ("VBD", "VBN", "VBG", "VB", "VBZ", "VBP", "NN", "NNS", "IN", ":")
_DEPS = ("ROOT", "conj", "xcomp", "ccomp", "advcl", "relcl", "acl", "dobj", "pobj", "nsubj", "prep", "parataxis")
_RULES = ("encoder", "cue verb", "tail", "according to", "citing", "cue noun", "headline", "quotation", "layout")
_PASSAGES = ("body", "headline", "caption", "repeat")


def keep_likely(
    statements: Sequence[Statement], drafts: Sequence[Draft], cast: Cast, layout: Layout, model: Trees | None = None
) -> tuple[list[Statement], list[Draft]]:
    """The statements that are likely enough, with that probability as their confidence, and their drafts, both in order.

    Args:
        drafts: those that the statements were made from, in the same order.
        model: other weights than those of the package.
    """
    model = model or trees("statements")
    scores = model.scores(features(statements, drafts, cast, layout)).tolist()
    sure = [s.model_copy(update={"confidence": round(score, 2)}) for s, score in zip(statements, scores, strict=True)]
    bar = model.bar if len(layout.sentences) >= SHORT else 0.0
    left_out = {i for i, (score, draft) in enumerate(zip(scores, drafts, strict=True)) if score < bar and (draft.confidence or 0.0) < SURE}
    return _without(left_out, sure, drafts)


def _without(left_out: set[int], statements: Sequence[Statement], drafts: Sequence[Draft]) -> tuple[list[Statement], list[Draft]]:
    """Statements and drafts without some of them, numbered anew."""
    stay = [i for i in range(len(statements)) if i not in left_out]
    place = {i: n for n, i in enumerate(stay)}
    for i in stay:
        around = drafts[i].within
        while around is not None and around in left_out:
            around = drafts[around].within
        drafts[i].within = place[around] if around is not None else None
    return [_numbered(statements[i], n, drafts[i].within) for i, n in place.items()], [drafts[i] for i in stay]


def _numbered(statement: Statement, n: int, within: int | None) -> Statement:
    return statement.model_copy(update={"id": f"s{n + 1}", "within": f"s{within + 1}" if within is not None else None})


def features(statements: Sequence[Statement], drafts: Sequence[Draft], cast: Cast, layout: Layout) -> list[Features]:
    """A row for each statement of a report, in order."""
    page = _Page(statements, layout.doc)
    return [
        {
            **dict(_cue(draft, layout.doc)),
            **dict(_words(statement, layout)),
            **dict(_speaker(statement, draft, cast)),
            **dict(_surroundings(n, statement, cast, layout, page)),
        }
        for n, (statement, draft) in enumerate(zip(statements, drafts, strict=True))
    ]


@dataclass(frozen=True)
class _Page:
    """What the statements of one report share."""

    statements: Sequence[Statement]
    doc: Doc

    @cached_property
    def contents(self) -> Spans:
        """Where each content is, with the number of its statement."""
        return Spans((span, n) for n, s in enumerate(self.statements) for span in s.content)

    @cached_property
    def cues(self) -> Counter[tuple[Span, ...]]:
        """How many statements have the same cue."""
        return Counter(s.cue for s in self.statements)

    @cached_property
    def last_before(self) -> list[int]:
        """For each statement where the last content before it in order begins; 0 where there is none."""
        out, last = [], 0
        for s in self.statements:
            out.append(last)
            last = max((last, *(start for start, _ in s.content)))
        return out

    def overlaps(self, n: int) -> int:
        """How many other statements share words with one."""
        return len({k for span in self.statements[n].content for k in self.contents.meeting(span)} - {n})


def _cue(draft: Draft, doc: Doc) -> Iterator[tuple[str, float]]:
    """How it was found, and what its cue is."""
    cue = doc[draft.cue_token]
    yield "c sure", draft.confidence if draft.confidence is not None else 0.0
    yield from ((f"c {rule}", float(draft.rule == rule)) for rule in _RULES)
    yield "c tag", float(_TAGS.index(cue.tag_) + 1 if cue.tag_ in _TAGS else 0)
    yield "c dep", float(_DEPS.index(cue.dep_) + 1 if cue.dep_ in _DEPS else 0)
    yield "c passive", float(cue.pos_ == "VERB" and is_passive(cue))
    yield "c subject", float(cue.pos_ in ("VERB", "AUX") and subject(cue) is not None)
    yield "c pieces", float(len(draft.cue))
    yield "c length", float(sum(end - start for start, end in draft.cue))
    yield "c object", float(draft.object is not None)
    yield "c within", float(draft.within is not None)


def _words(statement: Statement, layout: Layout) -> Iterator[tuple[str, float]]:
    """What is said: how much, of what kind, how it is quoted."""
    said = " ".join(layout.text[start:end] for start, end in statement.content)
    yield "w length", float(len(said))
    yield "w words", float(len(said.split()))
    yield "w pieces", float(len(statement.content))
    yield "w marks", float(sum(said.count(mark) for mark in '“”"'))
    yield "w not", float(" not " in said)
    yield from ((f"w {quote}", float(statement.quote == quote)) for quote in get_args(Quote))
    yield from ((f"w {kind}", float(statement.kind == kind)) for kind in get_args(StatementKind))
    yield "w gap", min((abs(cue[0] - end) for cue in statement.cue for _, end in statement.content), default=_FAR)


def _speaker(statement: Statement, draft: Draft, cast: Cast) -> Iterator[tuple[str, float]]:
    """Who says it, as far as that is known."""
    entity = cast.entities[int(statement.speaker)] if statement.speaker is not None else None
    yield "s known", float(entity is not None)
    yield from ((f"s {kind}", float(entity is not None and entity.kind == kind)) for kind in get_args(ActorKind))
    yield "s state", float(entity is not None and entity.country is not None)
    yield "s roles", float(len(entity.roles)) if entity is not None else 0.0
    yield "s mentions", float(min(len(entity.mentions), _MOST)) if entity is not None else 0.0
    yield "s named here", float(bool(statement.speaker_span))
    yield "s heads", float(len(draft.source_tokens))
    yield "s addressee", float(statement.addressee is not None)
    yield "s gap", min((abs(cue[0] - start) for cue in statement.cue for start, _ in statement.speaker_span), default=_FAR)


def _surroundings(n: int, statement: Statement, cast: Cast, layout: Layout, page: _Page) -> Iterator[tuple[str, float]]:
    """Where in the report it stands, and among which others."""
    start = min((span[0] for span in (*statement.content, *statement.cue)), default=0)
    words = layout.doc.char_span(start, start + 1, alignment_mode="expand")
    sentence = words[0].sent.text if words is not None and len(words) else ""
    yield from ((f"p {kind}", float(layout.kind(start) == kind)) for kind in _PASSAGES)
    yield "p at", start / max(1, len(layout.text))
    yield "p statements", float(min(len(page.statements), _MOST))
    yield "p since", float(start - page.last_before[n])
    yield "p overlaps", float(page.overlaps(n))
    yield "p same cue", float(page.cues[statement.cue])
    yield "p apart", float(apart(sentence))
    yield "p political", float(political(sentence))
    yield "p off topic", float(cast.context.off_topic)
