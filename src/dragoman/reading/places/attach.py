"""At which place each event was: a score of how a place name and a trigger hang together, fitted on whole reports.

The weights are `models/places.json`, fitted by training/places. A dateline is a place like another: it says where the report was filed, and is taken only
where the event looks like the report's own occasion.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from dragoman.codebook.files import table
from dragoman.codebook.vocabulary import event_types
from dragoman.reading.layout import Layout
from dragoman.reading.places.found import PlaceFound
from dragoman.reading.reach import BySentence
from dragoman.reading.setting import governor_features, kinship, path_features, ranks, trigger_features
from dragoman.reading.trees import Features, Trees, trees

BACK = 6
"""Sentences back in which a place may be that of an event, besides those of the lead and the dateline."""
_TYPES = tuple(event_types())
_DEEDS = ("COERCE", "PROTEST", "ASSAULT", "MOBILIZE")
_AWAITED = ("due", "expected", "awaited")
_KINDS = ("state", "town", "site", "dateline")


@dataclass(frozen=True)
class Placing:
    """Where an event was: the index of the place name among those of the report, None where no words say."""

    place: int | None
    score: float = 0.0


def place_of(trigger: Token, layout: Layout, places: Sequence[PlaceFound], kind: str | None = None, model: Trees | None = None) -> Placing:
    """The place of the event that a word tells.

    Args:
        trigger: the word that tells the event.
        places: every place name of the report, in order.
        kind: PLOVER type of the event, where it is known.
        model: other weights than those of the package.
    """
    return places_of([(trigger, kind)], layout, places, model)[0]


def places_of(
    triggers: Sequence[tuple[Token, str | None]], layout: Layout, places: Sequence[PlaceFound], model: Trees | None = None
) -> list[Placing]:
    """As `place_of`, for many triggers, each with the type of its event; the trees weigh all of a report's candidates at once."""
    model = model or trees("places")
    near = [candidates(trigger, layout, places) for trigger, _ in triggers]
    rows = [features(trigger, layout, [places[k] for k in found], kind) for (trigger, kind), found in zip(triggers, near, strict=True)]
    scores = model.scores_of(rows)
    found = [_placing(*one, model.bar) for one in zip((kind for _, kind in triggers), near, rows, scores, strict=True)]
    return [
        _here(trigger, places) or _due(trigger, places) or _mapped(p, layout, places)
        for (trigger, _), p in zip(triggers, found, strict=True)
    ]


def _here(trigger: Token, places: Sequence[PlaceFound]) -> Placing | None:
    """The town of the dateline, where the clause says "here": "arrived here on Monday"."""
    if not any(t.lower_ == "here" and t.dep_ == "advmod" and t.pos_ == "ADV" for t in trigger.children):
        return None
    last = max((k for k, p in enumerate(places) if p.kind == "dateline" and p.start <= trigger.i), default=None)
    return Placing(last, 1.0) if last is not None else None


def _due(trigger: Token, places: Sequence[PlaceFound]) -> Placing | None:
    """Where somebody is awaited: "is due in Djibouti on Monday", "is expected at Juba"."""
    awaited = (t for t in (trigger, *trigger.children) if t.lower_ in _AWAITED)
    at = {c.i for t in awaited for p in t.children if p.lower_ in ("in", "at") and p.dep_ == "prep" for c in p.children}
    found = next((k for k, p in enumerate(places) if not at.isdisjoint(range(p.start, p.end))), None) if at else None
    return Placing(found, 1.0) if found is not None else None


def _mapped(placing: Placing, layout: Layout, places: Sequence[PlaceFound]) -> Placing:
    """The town or state in which a building stands, where it is told right behind: "at the Sandiford Centre in Barbados"."""
    k = placing.place
    if k is None or k + 1 >= len(places) or places[k].kind != "site" or places[k + 1].kind not in ("town", "state"):
        return placing
    here, town = places[k], places[k + 1]
    building = layout.doc[here.end - 1].lower_ in table("en/places")["buildings"]
    between = layout.doc[here.end : town.start]
    return replace(placing, place=k + 1) if building and len(between) == 1 and between[0].lower_ in (",", "in", "at") else placing


def _placing(kind: str | None, near: Sequence[int], rows: Sequence[Features], scores: NDArray[np.float64], bar: float) -> Placing:
    """The likeliest of the names near a trigger, where it is likely enough, or that where who acts is said to be."""
    if not near:
        return Placing(None)
    best = int(scores.argmax())
    if scores[best] >= bar:
        return Placing(near[best], float(scores[best]))
    scene = next((k for k, row in zip(near, rows, strict=True) if kind in _DEEDS and _of_who_acts(row)), None)
    return Placing(scene)


def _of_who_acts(row: Features) -> bool:
    """ "Police in Jordan arrested two men": who does a deed does it where they are; who says a thing may say it anywhere."""
    return bool(row.get("governor subject")) and row["p directly"] in [float(_leads().index(w) + 1) for w in ("in", "at", "near")]


def candidates(trigger: Token, layout: Layout, places: Sequence[PlaceFound]) -> list[int]:
    """Indices of the names that may be the place of an event: of its sentence, of some before, of the lead, and the datelines before it."""
    here = layout.sentence(trigger.i)
    reach = layout.once(("places", len(places)), lambda: _Reach.of(layout, places))
    chosen = reach.names.within(here - BACK, here) | reach.lead
    before = bisect_right(reach.datelines, trigger.i, key=lambda k: places[k].start)
    return sorted(chosen.union(reach.datelines[before - 1 : before]) if before else chosen)


@dataclass(frozen=True)
class _Reach:
    """Which of a report's names of places may be the place of which events, each by its number."""

    names: BySentence
    lead: frozenset[int]
    """those of the lead, which may be the place of any"""
    datelines: list[int]

    @classmethod
    def of(cls, layout: Layout, places: Sequence[PlaceFound]) -> Self:
        """Look at every name once."""
        datelines = [k for k, p in enumerate(places) if p.kind == "dateline"]
        names = [(layout.sentence(p.start), k) for k, p in enumerate(places) if p.kind != "dateline" and not _is_source(layout, p)]
        return cls(BySentence(names), frozenset(k for number, k in names if number == layout.lead), datelines)


def _is_source(layout: Layout, place: PlaceFound) -> bool:
    """ "According to Moscow": who says it, not where."""
    return place.start > 1 and layout.doc[place.start - 2 : place.start].text.lower() == "according to"


def features(trigger: Token, layout: Layout, near: Sequence[PlaceFound], kind: str | None = None) -> list[Features]:
    """A row for each name: the trigger, the name, how they hang together, and what rivals there are."""
    own = {**trigger_features(layout, trigger), "t type": _type_number(kind)}
    tokens = [_root_of(layout, p) for p in near]
    named = Counter(p.place.name.lower() for p in near)
    paths = [path_features(layout, trigger, t) for t in tokens]
    by_tree, by_words = ranks(_steps(paths)), ranks([p["tokens"] for p in paths])
    rivals = {"in sentence": float(sum(p["gap"] == 0 for p in paths)), "names": float(min(len(named), 9))}
    rows: list[Features] = []
    for place, token, path, tree, words in zip(near, tokens, paths, by_tree, by_words, strict=True):
        ranked = {"rank tree": min(tree, 6.0), "rank words": min(words, 6.0), "repeated": float(min(named[place.place.name.lower()], 4))}
        around = {**governor_features(layout, token), **kinship(layout, trigger, token), **name_features(layout, place, token)}
        rows.append({**own, **path, **rivals, **around, **ranked})
    return rows


def _steps(paths: Sequence[Features]) -> list[float]:
    """How far each name is from the trigger through the tree, another sentence counting as twenty steps."""
    return [p["up"] + p["down"] + 20 * abs(p["gap"]) for p in paths]


def _type_number(kind: str | None) -> float:
    """The place of an event's type in the order of types, from 1; 0 for one that is not among them."""
    return float(_TYPES.index(kind) + 1 if kind in _TYPES else 0)


def _root_of(layout: Layout, found: PlaceFound) -> Token:
    return layout.once(("root of place", found.start, found.end), lambda: layout.doc[found.start : found.end].root)


def name_features(layout: Layout, found: PlaceFound, token: Token) -> Features:
    """What a name is: its kind, the word before it, its part in the sentence, where it stands."""
    return layout.once((found.start, found.end, found.kind, "name"), lambda: _name_features(layout, found, token))


def _name_features(layout: Layout, found: PlaceFound, token: Token) -> Features:
    doc = layout.doc
    leads = _leads()
    before = next((t.lower_ for t in reversed(doc[max(0, found.start - 5) : found.start]) if t.lower_ in leads), "")
    directly = doc[found.start - 1].lower_ if found.start else ""
    after = doc[found.end].text if found.end < len(doc) else ""
    return {
        "p kind": float(_KINDS.index(found.kind)),
        "p known": float(found.place.lat is not None),
        "p lead word": float(leads.index(before) + 1 if before in leads else 0),
        "p directly": float(leads.index(directly) + 1 if directly in leads else 0),
        "p object": float(token.dep_ == "pobj"),
        "p direct object": float(token.dep_ == "dobj"),
        "p subject": float(token.dep_ in ("nsubj", "nsubjpass")),
        "p modifies": float(token.dep_ in ("compound", "amod", "poss", "nmod") or after in ("'s", "’s")),
        "p in lead": float(layout.sentence(found.start) == layout.lead),
        "p first": float(found.start - token.sent.start < 4),
        "p has state": float(found.place.country is not None),
    }


@cache
def _leads() -> tuple[str, ...]:
    return ("of", *table("en/places")["before"])
