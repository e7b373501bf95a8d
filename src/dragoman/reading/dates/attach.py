"""Which date expression dates which event: a score of how the two hang together, fitted on whole reports.

The weights are `models/dates.json`, fitted by training/dates. An event is dated only by words: where no expression scores above the bar it has no date.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log1p
from typing import Self

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from dragoman.codebook.vocabulary import event_types
from dragoman.model.span import Span
from dragoman.reading.dates.context import first_day
from dragoman.reading.dates.found import DateFound
from dragoman.reading.dates.lines import closes, section_of, stands_alone
from dragoman.reading.layout import Layout
from dragoman.reading.reach import BySentence
from dragoman.reading.setting import (
    governor_features,
    kinship,
    looked_back_to,
    opposed_to,
    path_features,
    ranks,
    recalled,
    trigger_features,
)
from dragoman.reading.trees import Features, Trees, trees

BACK = 7
"""Sentences back in which an expression may date an event, besides those of the lead, of the head and foot of the report and of its section."""
_HEAD = 2
"""Sentences at the beginning of a report that may tell its own day."""
_LEADS = ("on", "in", "since", "until", "by", "before", "after", "from", "during", "of", "for", "at")
_KINDS = ("weekday", "day word", "written", "month", "year", "interval", "ago", "period", "decade", "counted")

_TYPES = tuple(event_types())
_LASTING = ("CONSULT", "COOPERATE")
"""What takes all the days of a meeting, a visit or an exercise."""
_DAYS = re.compile(r"\d{4}-\d\d-\d\d/(?P<last>\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Dating:
    """When an event was, and the words that say so."""

    edtf: str | None
    evidence: tuple[Span, ...] = ()
    score: float = 0.0


def date_of(
    trigger: Token,
    layout: Layout,
    dates: Sequence[DateFound],
    published: str | None,
    kind: str | None = None,
    model: Trees | None = None,
) -> Dating:
    """The date of the event that a word tells; `edtf` is None where no words say when it was.

    Args:
        trigger: the word that tells the event.
        dates: every expression of the report, in order.
        published: the day of the report, which is never borrowed: it only says how far a date lies from it.
        kind: PLOVER type of the event, where it is known.
        model: other weights than those of the package.
    """
    return dates_of([(trigger, kind)], layout, dates, published, model)[0]


def dates_of(
    triggers: Sequence[tuple[Token, str | None]],
    layout: Layout,
    dates: Sequence[DateFound],
    published: str | None,
    model: Trees | None = None,
) -> list[Dating]:
    """As `date_of`, for all events of a report, each with its type."""
    model = model or trees("dates")
    near = [candidates(trigger, layout, dates, published) for trigger, _ in triggers]
    rows = [features(trigger, layout, found, published, kind) for (trigger, kind), found in zip(triggers, near, strict=True)]
    words = [trigger for trigger, _ in triggers]
    found = [_dating(layout, *one, model.bar) for one in zip(words, near, rows, model.scores_of(rows), strict=True)]
    return [_last_day(layout, *one) for one in zip(triggers, found, near, strict=True)]


def _dating(
    layout: Layout, trigger: Token, near: Sequence[DateFound], rows: Sequence[Features], scores: NDArray[np.float64], bar: float
) -> Dating:
    """The likeliest of the expressions near a trigger, where it is likely enough."""
    if not near:
        return Dating(None)
    if recalled(layout, trigger):
        scores = scores * np.array([not row.get("governor above") for row in rows])
    own = looked_back_to(layout, trigger)
    if own:
        scores = scores * np.array([(root := root_of(layout, found)) is not None and root.i in own for found in near])
    opposed = opposed_to(layout, trigger)
    if opposed:
        scores = scores * np.array([(root := root_of(layout, found)) is None or root.i not in opposed for found in near])
    best = int(scores.argmax())
    if scores[best] < bar or near[best].open:
        return Dating(None)
    return Dating(near[best].edtf, (near[best].span,), float(scores[best]))


def _last_day(layout: Layout, event: tuple[Token, str | None], dating: Dating, near: Sequence[DateFound]) -> Dating:
    """What a meeting of several days says or signs it says on its last, where this day is told and no words tell another one."""
    trigger, kind = event
    days = _DAYS.fullmatch(dating.edtf or "")
    inside = dating.evidence and layout.doc[trigger.i].sent.start_char <= dating.evidence[0][0] < layout.doc[trigger.i].sent.end_char
    if days is None or inside or kind in _LASTING:
        return dating
    last = next((d for d in near if d.edtf == days["last"]), None)
    return replace(dating, edtf=last.edtf, evidence=(last.span,)) if last is not None else dating


def candidates(trigger: Token, layout: Layout, dates: Sequence[DateFound], published: str | None = None) -> list[DateFound]:
    """The expressions that may date an event: of its sentence, of some before and the next, of the lead, of the report's head and foot, over its section.

    The first words that tell the day of the report are one as well, wherever they stand.
    """
    here = layout.sentence(trigger.i)
    reach = layout.once(("reach", len(dates), published), lambda: _Reach.of(layout, dates, published))
    chosen = reach.sentences.within(here - BACK, here + 1) | reach.anywhere
    over = section_of(layout, trigger.idx, dates)
    if over is not None and over.span in reach.at:
        chosen.add(reach.at[over.span])
    return [dates[i] for i in sorted(chosen)]


@dataclass(frozen=True)
class _Reach:
    """Which of a report's expressions may date which events, each by its number."""

    sentences: BySentence
    anywhere: frozenset[int]
    """those that may date any event"""
    at: dict[Span, int]

    @classmethod
    def of(cls, layout: Layout, dates: Sequence[DateFound], published: str | None) -> Self:
        """Look at every expression once."""
        today = next((i for i, d in enumerate(dates) if d.edtf == published), None)
        placed = [(number, i, anywhere) for i, d in enumerate(dates) for number, anywhere in (_reach(layout, d),) if number is not None]
        everywhere = frozenset(i for _, i, anywhere in placed if anywhere or i == today)
        return cls(BySentence((number, i) for number, i, _ in placed), everywhere, {dates[i].span: i for _, i, _ in placed})


def _reach(layout: Layout, found: DateFound) -> tuple[int | None, bool]:
    """The sentence of an expression, and whether it may date an event of any other; None where it dates none."""
    kind = layout.kind(found.span[0])
    token = root_of(layout, found)
    if token is None or (kind in ("boilerplate", "credit", "repeat") and not stands_alone(layout, found)):
        return None, False
    number = layout.sentence(token.i)
    return number, number == layout.lead or number < _HEAD or kind in ("dateline", "byline", "headline") or closes(layout, found)


def root_of(layout: Layout, found: DateFound) -> Token | None:
    """The token by which an expression hangs in its sentence."""
    return layout.once(("root", found.span), lambda: _root_of(layout.doc, found.span))


def _root_of(doc: Doc, span: Span) -> Token | None:
    part = doc.char_span(*span, alignment_mode="expand")
    return part.root if part is not None and len(part) else None


def features(trigger: Token, layout: Layout, near: Sequence[DateFound], published: str | None, kind: str | None = None) -> list[Features]:
    """A row for each expression near a trigger: the trigger, the expression, how they hang together, and what rivals there are."""
    own = {**trigger_features(layout, trigger), "t type": float(_TYPES.index(kind) + 1 if kind in _TYPES else 0)}
    tokens = [t for d in near if (t := root_of(layout, d)) is not None]
    paths = [path_features(layout, trigger, t) for t in tokens]
    by_tree = ranks([p["up"] + p["down"] + 20 * abs(p["gap"]) for p in paths])
    by_words = ranks([p["tokens"] for p in paths])
    values = Counter(d.edtf for d in near)
    rivals = {"in sentence": float(sum(p["gap"] == 0 for p in paths)), "values": float(min(len(values), 9))}
    first_before = min((p["tokens"] for p in paths if p["before"]), default=None)
    leading = _leading(layout, near, tokens)
    rows: list[Features] = []
    for found, token, path, tree, words in zip(near, tokens, paths, by_tree, by_words, strict=True):
        rows.append(
            {
                **own,
                **path,
                **rivals,
                **expression_features(layout, found, token, published),
                **governor_features(layout, token),
                **kinship(layout, trigger, token),
                "rank tree": min(tree, 6.0),
                "rank words": min(words, 6.0),
                "last before": float(bool(path["before"]) and path["tokens"] == first_before),
                "repeated": float(min(values[found.edtf], 4)),
                "of lead": float(found.edtf in leading),
                "of report": float(found.edtf == published),
            }
        )
    return rows


def _leading(layout: Layout, near: Sequence[DateFound], tokens: Sequence[Token]) -> set[str]:
    """The dates that the lead tells."""
    return {d.edtf for d, t in zip(near, tokens, strict=True) if layout.sentence(t.i) == layout.lead}


def expression_features(layout: Layout, found: DateFound, token: Token, published: str | None) -> Features:
    """What an expression is: its kind, how exact, how far from the day of the report, where it stands and what leads it."""
    return layout.once((found, published), lambda: _expression_features(layout, found, token, published))


def _expression_features(layout: Layout, found: DateFound, token: Token, published: str | None) -> Features:
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
