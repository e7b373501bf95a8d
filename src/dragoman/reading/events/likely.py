"""How likely each event of a report is right, by what its words, its clause, its parties and its page say together.

The weights are `models/events.json`, fitted by training/likelihood on reports that the encoder had not seen: what the encoder is sure of in
those it was trained on it is not as sure of elsewhere. An event of a whole report that is likelier wrong than the bar allows is left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span, Token

from dragoman.codebook.topics import apart, past, political
from dragoman.codebook.vocabulary import event_types
from dragoman.model.record import ActorKind, Modality, Standing
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import is_passive
from dragoman.reading.events.detect import Party, party_nodes
from dragoman.reading.events.found import Found
from dragoman.reading.layout import SHORT, Layout
from dragoman.reading.setting import trigger_features
from dragoman.reading.trees import Features, Trees, trees

FACT_BAR = 0.4
"""Probability that an event needs which the report tells as a fact of its own; those claimed, denied or planned need the bar of the weights."""
HARM_BAR = 0.2
"""The same for harm to somebody, and for claims of it that count the harmed: of facts with a fifth to three tenths a third is right, as of others with four tenths."""
ALONE_BAR = 0.6
"""The same for what takes two, where the report names one state or body alone: of a hundred such some fifteen are right."""
_TAKES_TWO = ("AID", "COERCE", "CONCEDE", "COOPERATE", "MOBILIZE")
_TINY = 1e-4
_NO_RANK = 9.0
"""The place of a state or body that the report does not name, behind those it names most."""
_MOST_EVENTS = 60
_KINDS: tuple[str, ...] = get_args(ActorKind)
_TAGS = ("VBD", "VBN", "VBG", "VB", "VBZ", "VBP", "NN", "NNS", "NNP", "JJ")
_RULES = ("branch", "verb", "noun", "statement", "model")
_MODALITIES: tuple[str, ...] = get_args(Modality)
_STANDINGS: tuple[str, ...] = get_args(Standing)


def keep_likely(events: Sequence[Found], cast: Cast, layout: Layout, model: Trees | None = None) -> list[Found]:
    """The events that are likely enough to be right, each with that probability as its confidence.

    Args:
        model: other weights than those of the package.
    """
    model = model or trees("events")
    scores = model.scores(features(events, cast, layout))
    for event, score in zip(events, scores.tolist(), strict=True):
        event.confidence = round(score, 2)
    if len(layout.sentences) < SHORT:
        return list(events)
    return [e for e, score in zip(events, scores.tolist(), strict=True) if score >= _bar(e, cast, model)]


def _bar(event: Found, cast: Cast, model: Trees) -> float:
    """The probability that an event needs."""
    if event.type in _TAKES_TWO and len(_codes(cast, [*event.actors, *event.recipients])) < 2:
        return ALONE_BAR
    if event.type == "ASSAULT" and event.recipients and (_is_fact(event) or _is_counted(event)):
        return HARM_BAR
    return FACT_BAR if _is_fact(event) else model.bar


def _is_fact(event: Found) -> bool:
    return event.modality == "asserted" and event.standing == "reported"


def _is_counted(event: Found) -> bool:
    """Whether it tells how many were harmed."""
    return event.killed is not None or event.injured is not None


def features(events: Sequence[Found], cast: Cast, layout: Layout) -> list[Features]:
    """A row for each event of a report, in order."""
    page = _Page(cast, events)
    return [_row(event, cast, layout, page) for event in events]


@dataclass(frozen=True)
class _Page:
    """What the events of one report share."""

    cast: Cast
    events: Sequence[Found]

    @cached_property
    def parties(self) -> list[Party]:
        """Every phrase that may be party to an event."""
        return party_nodes(self.cast.context, self.cast)

    @cached_property
    def named(self) -> Counter[str]:
        """How often the report names each state and body."""
        return Counter(code for party in self.parties for code in sorted(party.codes))

    @cached_property
    def ranks(self) -> Mapping[str, float]:
        """The place of each state and body among those that the report names, by how often; 0 is the first."""
        return {code: float(n) for n, (code, _) in enumerate(self.named.most_common())}

    @cached_property
    def _by_head(self) -> Mapping[int, frozenset[str]]:
        return {p.node.head: p.codes for p in self.parties}

    @cached_property
    def _per_sentence(self) -> Counter[int]:
        return Counter(self.cast.doc[e.trigger].sent.start for e in self.events)

    @cached_property
    def _alike(self) -> Counter[tuple[int, str]]:
        return Counter((self.cast.doc[e.trigger].sent.start, e.type) for e in self.events)

    def share(self, codes: Iterable[str]) -> float:
        """The largest share of what the report names that one of some codes has."""
        every = self.named.total()
        return max((self.named[code] / every for code in codes), default=0.0) if every else 0.0

    def rank(self, codes: Iterable[str]) -> float:
        """The first place of some codes."""
        return min((self.ranks.get(code, _NO_RANK) for code in codes), default=_NO_RANK)

    def codes_within(self, sent: Span) -> frozenset[str]:
        """The states and bodies that a sentence names."""
        return frozenset().union(*(self._by_head.get(i, frozenset()) for i in range(sent.start, sent.end)))

    def beside(self, event: Found) -> tuple[int, int]:
        """Events of the same sentence, and those of them that have the same type; the event is among them."""
        start = self.cast.doc[event.trigger].sent.start
        return self._per_sentence[start], self._alike[start, event.type]


def _row(event: Found, cast: Cast, layout: Layout, page: _Page) -> Features:
    trigger = cast.doc[event.trigger]
    return {
        **trigger_features(layout, trigger),
        **dict(_told(event, cast)),
        **dict(_sides(event, cast, page)),
        **dict(_surroundings(event, trigger, cast, page)),
    }


def _told(event: Found, cast: Cast) -> Iterator[tuple[str, float]]:
    """What the encoder's branch says of the word and of the type, and by what the event was found."""
    shares: NDArray[np.float32] = cast.context.scores.types[event.trigger]
    number = event_types().index(event.type) + 1
    yield "e none", float(np.log((shares[0] + _TINY) / (1 - shares[0] + _TINY)))
    yield "e own", float(np.log(shares[number] + _TINY))
    yield "e most", float(shares[1:].max())
    yield "e is most", float(shares[1:].argmax() + 1 == number)
    yield from ((f"e {kind}", share) for kind, share in zip(event_types(), shares[1:].tolist(), strict=True))
    yield "e type", float(number)
    yield from ((f"e by {rule}", float(event.rule.startswith(rule))) for rule in _RULES)
    yield from ((f"e {m}", float(event.modality == m)) for m in _MODALITIES)
    yield from ((f"e {s}", float(event.standing == s)) for s in _STANDINGS)
    yield from ((f"e sure {m}", share) for m, share in zip(_MODALITIES, cast.context.scores.modality[event.trigger].tolist(), strict=True))
    yield "e own voice", float(cast.context.scores.standing[event.trigger, 0])
    yield "e dated", float(event.date is not None)
    yield "e placed", float(event.place is not None)
    yield "e said", float(event.statement is not None)
    yield "e harmed", float(_is_counted(event))
    yield "e hearsay", float(event.hearsay)
    yield "e modes", float(len(event.modes))
    yield "e words", float(len(event.tokens))
    yield "e framed", float(event.frame is not None)


def _sides(event: Found, cast: Cast, page: _Page) -> Iterator[tuple[str, float]]:
    """Who the parties are, and how much of the report is about them."""
    doers, whom = (_codes(cast, ids) for ids in (event.actors, event.recipients))
    here = page.codes_within(cast.doc[event.trigger].sent)
    yield "p codes", float(len(doers | whom))
    yield "p on both sides", float(bool(doers & whom))
    yield "p supposed", float(len(event.supposed))
    for side, ids, codes in (("actor", event.actors, doers), ("recipient", event.recipients, whom)):
        kinds = {cast.entities[i].kind for i in ids}
        yield from ((f"p {side} {kind}", float(kind in kinds)) for kind in _KINDS)
        yield f"p {side}s", float(len(ids))
        yield f"p {side} codes", float(len(codes))
        yield f"p {side} rank", page.rank(codes)
        yield f"p {side} share", page.share(codes)
        yield f"p {side} near", float(bool(codes & here))
    yield "p near", float(len(here))


def _codes(cast: Cast, ids: Iterable[int]) -> set[str]:
    """The states and bodies of some entities."""
    return {code for i in ids if (code := cast.entities[i].country or cast.entities[i].code)}


def _surroundings(event: Found, trigger: Token, cast: Cast, page: _Page) -> Iterator[tuple[str, float]]:
    """What sentence and page are about, and how many other events are told there."""
    text = trigger.sent.text
    per_sentence, alike = page.beside(event)
    yield "s apart", float(apart(text))
    yield "s political", float(political(text))
    yield "s past", float(past(text))
    yield "s off topic", float(cast.context.off_topic)
    yield "s events", float(per_sentence)
    yield "s alike", float(alike)
    yield "s all events", float(min(len(page.events), _MOST_EVENTS))
    yield "t passive", float(trigger.pos_ == "VERB" and is_passive(trigger))
    yield "t exact tag", float(_TAGS.index(trigger.tag_) + 1 if trigger.tag_ in _TAGS else 0)
