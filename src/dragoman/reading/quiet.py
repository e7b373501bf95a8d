"""Quiet pages: whole pages that tell nothing of how states deal with one another, such as lives, guides, papers and matches.

The weights are `models/pages.json`, fitted by training/likelihood/pages.py. On such a page stands only what officials of one state do to
another: a life of an admiral tells of a war, and a traveller who "visited Japan" is no guest of a state.
"""

import json
from collections import Counter
from functools import cache
from importlib.resources import files

from dragoman.codebook.topics import apart, past, political
from dragoman.reading.agreements import AgreementFound
from dragoman.reading.cast import Cast, Entity
from dragoman.reading.events.detect import party_nodes
from dragoman.reading.events.found import Found
from dragoman.reading.layout import SHORT, Layout
from dragoman.reading.logistic import Logistic
from dragoman.reading.trees import Features

_OFFICIAL = ("government", "armed_force", "office")
_ISO = 3
"""Letters of a state's code; those of bodies are longer."""


@cache
def _model() -> tuple[Logistic, float]:
    data = json.loads((files("dragoman") / "models" / "pages.json").read_text(encoding="utf8"))
    return Logistic(data["bias"], data["weights"]), data["bar"]


def is_quiet(cast: Cast, layout: Layout) -> bool:
    """Whether a report of six sentences and more is a quiet page."""
    model, bar = _model()
    return len(layout.sentences) >= SHORT and model.score(about(cast)) >= bar


def about(cast: Cast) -> Features:
    """What a page is about: how many states it names and how often, how political its sentences are, and how many in it hold an office."""
    named = Counter(code for party in party_nodes(cast.context, cast) for code in sorted(party.codes))
    first, second = ([n for _, n in named.most_common(2)] + [0, 0])[:2]
    sentences = [s.text for s in cast.doc.sents]
    people = [e for e in cast.entities if e.kind == "person" and e.named]
    many, parties = max(1, len(sentences)), max(1, named.total())
    return {
        "states": float(sum(len(code) == _ISO for code in named)),
        "first": first / parties,
        "second": second / parties,
        "political": sum(map(political, sentences)) / many,
        "apart": sum(map(apart, sentences)) / many,
        "past": sum(map(past, sentences)) / many,
        "officials": sum(map(_is_official, people)) / max(1, len(people)),
        "bodies": sum(e.kind in _OFFICIAL for e in cast.entities) / many,
        "people": len(people) / many,
    }


def dealings(events: list[Found], cast: Cast) -> list[Found]:
    """Of the events of a quiet page those between officials of two states."""
    return [e for e in events if _between_states(e, cast)]


def treaties(agreements: list[AgreementFound], cast: Cast) -> list[AgreementFound]:
    """Of the agreements of a quiet page those of two states."""
    return [a for a in agreements if len(cast.countries(a.parties)) > 1]


def _is_official(entity: Entity) -> bool:
    """Whether somebody acts for a state or a body: by what he is, or by an office."""
    return entity.kind in _OFFICIAL or bool(entity.offices or entity.roles)


def _between_states(event: Found, cast: Cast) -> bool:
    """Whether officials do it to another state, or those of several states together; states alone may be teams, or where flights go."""
    doers, whom = (cast.countries([i for i in side if _is_official(cast.entities[i])]) for side in (event.actors, event.recipients))
    together = cast.countries([i for i in event.actors if _is_official(cast.entities[i]) and not _is_state(cast.entities[i])])
    return bool(doers and whom - doers) or (not event.recipients and len(together) > 1)


def _is_state(entity: Entity) -> bool:
    return entity.key == f"state {entity.country}"
