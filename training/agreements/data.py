"""Examples for the weights of reading/agreements, from reports coded by hand."""

from typing import Any

from spacy.tokens import Doc

from dragoman.reading.agreements import counted, pairs
from dragoman.reading.agreements.clusters import Cluster, cluster
from dragoman.reading.agreements.lists import spread
from dragoman.reading.agreements.mentions import find_mentions
from dragoman.reading.agreements.parties import Field
from dragoman.reading.agreements.stages import steps_of
from dragoman.reading.agreements.steps import told
from dragoman.reading.events.arguments import Arguments

Example = tuple[dict[str, float], int]


def examples(doc: Doc, args: Arguments, live: frozenset[int], golds: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Features and labels: of each state near an agreement, whether it is party; of each cluster of mentions, whether it counts."""
    field = Field(doc, args, live)
    found = cluster([m for m in find_mentions(doc, live) if not m.denied], field)
    owner = align(doc, found, golds)
    out: dict[str, list[Any]] = {"pair": [], "counted": []}
    steps_by, announcing = spread(
        doc, [c.mentions for c in found], [told([s for m in c.mentions for s in steps_of(m, doc[m.head])]) for c in found]
    )
    for k, each in enumerate(found):
        if k in announcing:
            continue
        chosen, likely = pairs.choose(each.mentions, each.namings, field)
        steps = steps_by[k]
        gold = golds[owner[k]] if k in owner else None
        if chosen:
            out["counted"].append((counted.features(doc, each, chosen, likely, steps, field), int(gold is not None)))
        if gold and len(gold["parties"]) > 1 and len(field.count) > 2:
            around = pairs.Surroundings(each.mentions, each.namings, field)
            options = pairs.options(around)
            right = [set(o) <= set(gold["parties"]) for o in options]
            if any(right) and len(options) > 1:
                out["pair"].append(([around.pair(a, b) for a, b in options], right))
    return out


def align(doc: Doc, found: list[Cluster], golds: list[dict[str, Any]]) -> dict[int, int]:
    """For each cluster the coded agreement that it stands for: the one whose marked words hold most of its mentions, one for each."""
    scores = []
    for k, each in enumerate(found):
        for g, gold in enumerate(golds):
            held = sum(_held(doc, m.head, gold) for m in each.mentions)
            if held:
                scores.append((held, -g, k))
    out: dict[int, int] = {}
    for _, g, k in sorted(scores, reverse=True):
        if k not in out and -g not in out.values():
            out[k] = -g
    return out


def _held(doc: Doc, head: int, gold: dict[str, Any]) -> float:
    """How well a head word lies in what the coder marked: best in the name, then in the words of evidence."""
    at = doc[head].idx
    spans = gold.get("spans") or {}
    if (name := spans.get("name")) and name[0] <= at < name[1]:
        return 3.0
    evidence = [spans["evidence"]] if spans.get("evidence") else []
    steps = [h["span"] for h in gold.get("history", []) if isinstance(h, dict) and h.get("span")]
    return 1.0 if any(s <= at < e for s, e in evidence) else 0.5 if any(s <= at < e for s, e in steps) else 0.0
