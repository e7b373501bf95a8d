"""What the reader's branch is trained to lessen: one loss for each head, report by report."""

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.reading.encoder.lexical import COLUMNS
from training.reader.data import Example
from training.reader.model import RELATIONS, ReaderBranch

EVENTLESS = 0
"""Number of the type of a word that tells no event."""
WEIGHTS = {
    "spans": 3.0,
    "types": 3.0,
    "modality": 0.3,
    "standing": 0.3,
    "kinds": 0.3,
    "antecedent": 0.5,
    "affiliation": 0.7,
    "actor": 0.5,
    "recipient": 0.5,
}
"""How much each loss counts."""


class Losses:
    """The losses of one report, by name."""

    def __init__(self, class_weights: Tensor) -> None:
        self._types = class_weights

    def __call__(self, model: ReaderBranch, e: Example, out: list[Tensor]) -> dict[str, Tensor]:
        spans, types, modality, standing, kinds, source, target, alone = (o[torch.from_numpy(e.piece_of)] for o in out)
        read = torch.from_numpy(e.read)
        losses: dict[str, Tensor] = {}
        if e.complete:
            losses["spans"] = nn.functional.cross_entropy(spans[read], torch.from_numpy(e.span_labels)[read])
        losses["types"] = self._trigger_loss(types, e, read)
        marked = [t for t in e.triggers if t.modality is not None]
        if marked:
            at = torch.tensor([t.token for t in marked])
            losses["modality"] = nn.functional.cross_entropy(modality[at], torch.tensor([t.modality for t in marked]))
            losses["standing"] = nn.functional.cross_entropy(standing[at], torch.tensor([t.standing for t in marked]))
        if e.cues:
            at = torch.tensor([c for c, _ in e.cues])
            losses["kinds"] = nn.functional.cross_entropy(kinds[at], torch.tensor([k for _, k in e.cues]))
        heads = torch.tensor([n.head for n in e.nodes], dtype=torch.int64)
        if e.complete:
            losses["antecedent"] = pointer_loss(model, e, "antecedent", source[heads], target[heads], alone[heads], gold_antecedents(e))
            losses["affiliation"] = pointer_loss(model, e, "affiliation", source[heads], target[heads], alone[heads], gold_states(e))
        if e.triggers and len(e.nodes):
            at = torch.tensor([t.token for t in e.triggers])
            losses["actor"] = argument_loss(model, e, 2, source[at], target[heads])
            losses["recipient"] = argument_loss(model, e, 3, source[at], target[heads])
        return {k: v for k, v in losses.items() if v.requires_grad and torch.isfinite(v)}

    def _trigger_loss(self, types: Tensor, e: Example, read: Tensor) -> Tensor:
        gold = torch.zeros(types.shape, dtype=torch.bool)
        gold[:, EVENTLESS] = True
        weight = torch.ones(len(types))
        for t in e.triggers:
            gold[t.token] = False
            for k in t.types:
                gold[t.token, 1 + k] = True
            weight[t.token] = t.weight
        logs = nn.functional.log_softmax(types, dim=1)
        right = torch.logsumexp(torch.where(gold, logs, torch.full_like(logs, -1e4)), dim=1)
        told = ~gold[:, EVENTLESS]
        if not e.complete and not e.silent:  # what else a single sentence may tell was not coded
            plain = torch.from_numpy(e.columns[e.piece_of, COLUMNS.index("frame")] == 0)
            read = read & (plain | told)
        weight = weight * read
        # a trigger is one word in twenty-five: its loss counts more
        weight = weight * torch.where(told, self._types[1], self._types[0])
        return -(right * weight).sum() / weight.sum().clamp(min=1.0)


def gold_antecedents(e: Example) -> list[bool | None]:
    """For every pair whether the two are one; None where the asking phrase's entity is not known."""
    pairs = e.arcs["antecedent"][0]
    return [
        None
        if e.clusters[i] < 0 and e.nodes[i].sort.endswith("pronoun") is False
        else e.clusters[i] >= 0 and e.clusters[i] == e.clusters[j]
        for i, j in pairs.tolist()
    ]


def gold_states(e: Example) -> list[bool | None]:
    """For every pair whether the state is that of the phrase; None where the coder says nothing of it."""
    pairs = e.arcs["affiliation"][0]
    return [None if e.codes[i] is None else e.codes[i] != "" and e.codes[i] == e.codes[j] for i, j in pairs.tolist()]


def pointer_loss(
    model: ReaderBranch, e: Example, name: str, source: Tensor, target: Tensor, alone: Tensor, gold: list[bool | None]
) -> Tensor:
    """Negative log of the share that the right answers have together, "none" among the answers."""
    relation = RELATIONS.index(name)
    pairs, features = e.arcs[name]
    known = [k for k, g in enumerate(gold) if g is not None]
    if not known:
        return torch.zeros(())
    rows = torch.from_numpy(pairs[known])
    scores = model.arcs(relation, source, target, rows, torch.from_numpy(features[known]))
    right = torch.tensor([bool(gold[k]) for k in known])
    asking, where = torch.unique(rows[:, 0], return_inverse=True)
    none = alone[asking, relation]
    total = segment_logsumexp(scores, where, len(asking), none)
    hits = torch.where(right, scores, torch.full_like(scores, -1e4))
    any_right = torch.zeros(len(asking)).index_add(0, where, right.float()) > 0
    best = segment_logsumexp(hits, where, len(asking), torch.where(any_right, torch.full_like(none, -1e4), none))
    return (total - best).mean()


def segment_logsumexp(scores: Tensor, where: Tensor, n: int, extra: Tensor) -> Tensor:
    """Log of the sum of exponentials for each segment, with one more term each."""
    top = torch.maximum(extra, torch.full((n,), -1e5).scatter_reduce(0, where, scores.detach(), "amax", include_self=True)).detach()
    total = torch.zeros(n).index_add(0, where, torch.exp(scores - top[where])) + torch.exp(extra - top)
    return torch.log(total.clamp(min=1e-30)) + top


def argument_loss(model: ReaderBranch, e: Example, relation: int, source: Tensor, target: Tensor) -> Tensor:
    """Binary losses: of each pair where the coder marked the words, else of each code over all phrases that have it."""
    pairs, features = e.arcs["argument"]
    if not len(pairs):
        return torch.zeros(())
    scores = model.arcs(relation, source, target, torch.from_numpy(pairs), torch.from_numpy(features))
    total = torch.zeros(())
    n = 0
    for i, trigger in enumerate(e.triggers):
        rows = np.flatnonzero(pairs[:, 0] == i)
        if not len(rows):
            continue
        nodes = pairs[rows, 1]
        marked = trigger.actors if relation == 2 else trigger.recipients
        codes = trigger.actor_codes if relation == 2 else trigger.recipient_codes
        here = scores[torch.from_numpy(rows)]
        own_codes = [e.codes[j] for j in nodes]
        if marked:
            gold = [1.0 if j in marked else 0.0 for j in nodes]
            # phrases that stand for the same party elsewhere are not wrong
            ask = [j in marked or own_codes[k] not in codes or own_codes[k] in (None, "") for k, j in enumerate(nodes)]
            w = torch.tensor(ask, dtype=torch.float32)
            total = total + (nn.functional.binary_cross_entropy_with_logits(here, torch.tensor(gold), reduction="none") * w).sum()
        else:
            by_code: dict[str, list[int]] = {}
            for k, code in enumerate(own_codes):
                by_code.setdefault(code or f"node{k}", []).append(k)
            for code, ks in by_code.items():
                together = torch.logsumexp(here[ks], 0)
                gold_code = 1.0 if code in codes else 0.0
                if gold_code and not e.complete:
                    continue
                total = total + nn.functional.binary_cross_entropy_with_logits(together, torch.tensor(gold_code))
        n += 1
    return total / max(1, n)
