"""Which date expression dates which event: a score of how the two hang together, fitted on whole reports.

The weights are `models/dates.json`, fitted by training/dates. An event is dated only by words: where no expression scores above the bar it has no date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log1p

import numpy as np
from spacy.tokens import Token

from dragoman.codebook.vocabulary import event_types
from dragoman.model.span import Span
from dragoman.reading.dates.context import first_day
from dragoman.reading.dates.found import DateFound
from dragoman.reading.setting import Layout, governor_features, kinship, path_features, ranks, recalled, trigger_features
from dragoman.reading.trees import Features, Trees, trees

BACK = 5
"""Sentences back in which an expression may date an event, besides those of the lead and of the head of the report."""
_LEADS = ("on", "in", "since", "until", "by", "before", "after", "from", "during", "of", "for", "at")
_KINDS = ("weekday", "day word", "written", "month", "year", "interval", "ago", "period", "decade", "counted")

_TYPES = tuple(event_types())


@dataclass(frozen=True)
class Dating:
    """When an event was, and the words that say so."""

    edtf: str | None
    evidence: tuple[Span, ...] = ()
    score: float = 0.0


def date_of(
    trigger: Token, layout: Layout, dates: Sequence[DateFound], published: str | None, kind: str | None = None, model: Trees | None = None
) -> Dating:
    """The date of the event that a word tells; `edtf` is None where no words say when it was.

    Args:
        trigger: the word that tells the event.
        dates: every expression of the report, in order.
        published: the day of the report, which is never borrowed: it only says how far a date lies from it.
        kind: PLOVER type of the event, where it is known.
        model: other weights than those of the package.
    """
    near = candidates(trigger, layout, dates)
    if not near:
        return Dating(None)
    model = model or trees("dates")
    rows = features(trigger, layout, near, published, kind)
    scores = model.scores(rows)
    if recalled(trigger):
        scores = scores * np.array([not row.get("governor above") for row in rows])
    best = int(scores.argmax())
    if scores[best] < model.bar:
        return Dating(None)
    return Dating(near[best].edtf, (near[best].span,), float(scores[best]))


def candidates(trigger: Token, layout: Layout, dates: Sequence[DateFound]) -> list[DateFound]:
    """The expressions that may date an event: of its sentence, of some before and the next, of the lead and of the report's head."""
    here = layout.sentence(trigger.i)
    out = []
    for found in dates:
        kind = layout.kind(found.span[0])
        if kind in ("boilerplate", "credit", "repeat"):
            continue
        token = root_of(layout, found)
        gap = here - layout.sentence(token.i) if token is not None else 99
        if token is not None and (
            -1 <= gap <= BACK or layout.sentence(token.i) == layout.lead or kind in ("dateline", "byline", "headline")
        ):
            out.append(found)
    return out


def root_of(layout: Layout, found: DateFound) -> Token | None:
    """The token by which an expression hangs in its sentence."""
    span = layout.doc.char_span(*found.span, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def features(trigger: Token, layout: Layout, near: Sequence[DateFound], published: str | None, kind: str | None = None) -> list[Features]:
    """A row for each expression: the trigger, the expression, how they hang together, and what rivals there are."""
    own = {**trigger_features(layout, trigger), "t type": float(_TYPES.index(kind) + 1 if kind in _TYPES else 0)}
    tokens = [t for d in near if (t := root_of(layout, d)) is not None]
    paths = [path_features(layout, trigger, t) for t in tokens]
    by_tree = ranks([p["up"] + p["down"] + 20 * abs(p["gap"]) for p in paths])
    by_words = ranks([p["tokens"] for p in paths])
    before = [p["tokens"] for p in paths if p["before"]]
    rivals = {"in sentence": float(sum(p["gap"] == 0 for p in paths)), "values": float(min(len({d.edtf for d in near}), 9))}
    leading = {d.edtf for d, t in zip(near, tokens, strict=True) if layout.sentence(t.i) == layout.lead}
    rows: list[Features] = []
    for found, token, path, tree, words in zip(near, tokens, paths, by_tree, by_words, strict=True):
        rows.append(
            {
                **own,
                **path,
                **rivals,
                **expression_features(layout, found, token, published),
                **governor_features(token),
                **kinship(trigger, token),
                "rank tree": min(tree, 6.0),
                "rank words": min(words, 6.0),
                "last before": float(bool(path["before"]) and path["tokens"] == min(before)),
                "repeated": float(min(sum(d.edtf == found.edtf for d in near), 4)),
                "of lead": float(found.edtf in leading),
                "of report": float(found.edtf == published),
            }
        )
    return rows


def expression_features(layout: Layout, found: DateFound, token: Token, published: str | None) -> Features:
    """What an expression is: its kind, how exact, how far from the day of the report, where it stands and what leads it."""
    span = layout.doc.char_span(*found.span, alignment_mode="expand")
    lead = layout.doc[span.start - 1].lower_ if span is not None and span.start else ""
    kind = layout.kind(found.span[0])
    return {
        "d exact": float(len(found.edtf) if "/" not in found.edtf else 5),
        "d ahead": float(found.ahead),
        "d naming": float(found.naming),
        "d past": _past(found.edtf, published),
        "d kind": float(_KINDS.index(found.kind) + 1 if found.kind in _KINDS else 0),
        "d lead word": float(_LEADS.index(lead) + 1 if lead in _LEADS else 0),
        "d in lead": float(layout.sentence(token.i) == layout.lead),
        "d in head": float(kind in ("dateline", "byline")),
        "d in headline": float(kind == "headline"),
        "d starts": float(token.i - token.sent.start < 4),
    }


def _past(edtf: str, published: str | None) -> float:
    """How far back from the report, growing slowly; -1 ahead of it, -2 where it cannot be told."""
    a, b = first_day(edtf) or _first_of_year(edtf), first_day(published) if published else None
    if a is None or b is None:
        return -2.0
    return log1p((b - a).days) if b >= a else -1.0


def _first_of_year(edtf: str) -> date | None:
    return first_day(f"{edtf[:4]}-01") if edtf[:4].isdigit() else None
