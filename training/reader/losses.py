"""What the reader's heads get wrong on some reports; every report counts alike."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.reader.data import Ints
from training.reader.model import RELATIONS, ReaderBranch
from training.reader.rows import UNKNOWN, Pairs, Parties, Rows

Losses = dict[str, Tensor]
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
_NEVER = -1e4


class Reports:
    """Several reports one behind the other: the offsets of their words, phrases and triggers."""

    def __init__(self, reports: list[Rows], device: torch.device) -> None:
        self.reports = reports
        self.device = device
        self.pieces = _offsets([len(r.example.ids) for r in reports])
        self.tokens = _offsets([len(r.example.piece_of) for r in reports])
        self.nodes = _offsets([len(r.heads) for r in reports])
        self.triggers = _offsets([len(r.triggers) for r in reports])
        self.report_of = self.put(np.repeat(np.arange(len(reports)), np.diff(self.tokens)))
        """Report of each word."""

    def put(self, values: "NDArray[np.generic]") -> Tensor:
        """An array on the device."""
        return torch.from_numpy(np.ascontiguousarray(values)).to(self.device)

    def joined(self, parts: "list[NDArray[np.generic]]", offsets: Ints | None = None) -> Tensor:
        """Arrays of the reports one behind the other, each raised by its offset."""
        return self.put(np.concatenate(parts if offsets is None else [p + o for p, o in zip(parts, offsets, strict=False)]))

    def mean(self, values: Tensor, weight: Tensor, report: Tensor) -> Tensor:
        """The weighted mean within each report, summed over those that have any."""
        zeros = torch.zeros(len(self.reports), device=self.device)
        total, share = zeros.index_add(0, report, values * weight), zeros.index_add(0, report, weight)
        return (total / share.clamp(min=1e-6))[share > 0].sum()


def losses(model: ReaderBranch, reports: list[Rows], body: Tensor, trigger: float) -> Losses:
    """The mean loss of each head.

    Args:
        body: (pieces of all reports, hidden).
        trigger: times that the loss of a word that tells an event counts; it is one in twenty-five.
    """
    r = Reports(reports, body.device)
    first = r.joined([x.example.piece_of for x in reports], r.pieces)
    spans, types, modality, standing, kinds, source, target, alone = model.heads(body[first])
    out = {"spans": _span_loss(r, spans), "types": _type_loss(r, types, trigger)}
    heads = r.joined([x.heads for x in reports], r.tokens)
    if r.triggers[-1]:
        at = r.joined([x.triggers for x in reports], r.tokens)
        for name, scores, parts in (
            ("modality", modality, [x.modality for x in reports]),
            ("standing", standing, [x.standing for x in reports]),
        ):
            gold = r.joined(parts)
            wrong = nn.functional.cross_entropy(scores[at], gold.clamp(min=0), reduction="none")
            out[name] = r.mean(wrong, (gold != UNKNOWN).float(), r.report_of[at])
        out |= _argument_losses(r, model, source[at], target[heads])
    cues = r.joined([x.cues + np.array([o, 0]) for x, o in zip(reports, r.tokens, strict=False)])
    if len(cues):
        wrong = nn.functional.cross_entropy(kinds[cues[:, 0]], cues[:, 1], reduction="none")
        out["kinds"] = r.mean(wrong, torch.ones_like(wrong), r.report_of[cues[:, 0]])
    for name in ("antecedent", "affiliation"):
        out |= _pointer_loss(r, model, name, source[heads], target[heads], alone[heads], r.report_of[heads])
    return {k: v / len(reports) for k, v in out.items()}


def _span_loss(r: Reports, spans: Tensor) -> Tensor:
    labels = r.joined([x.example.span_labels.astype(np.int64) for x in r.reports])
    read = r.joined([x.example.read & x.example.complete for x in r.reports]).float()
    return r.mean(nn.functional.cross_entropy(spans, labels, reduction="none"), read, r.report_of)


def _type_loss(r: Reports, types: Tensor, trigger: float) -> Tensor:
    gold = torch.zeros(types.shape, dtype=torch.bool, device=r.device)
    gold[:, 0] = True
    weight = torch.ones(len(types), device=r.device)
    if r.triggers[-1]:
        at = r.joined([x.triggers for x in r.reports], r.tokens)
        gold[at] = r.joined([x.types for x in r.reports])
        weight[at] = r.joined([x.weight for x in r.reports]) * trigger
    right = torch.logsumexp(nn.functional.log_softmax(types, dim=1).masked_fill(~gold, _NEVER), dim=1)
    asked = r.joined([x.asked for x in r.reports])
    return r.mean(-right, weight * asked, r.report_of)


def _pointer_loss(r: Reports, model: ReaderBranch, name: str, source: Tensor, target: Tensor, alone: Tensor, report_of: Tensor) -> Losses:
    """Negative log of the share that the right answers have together, "none" among the answers."""
    those: list[tuple[int, Pairs]] = [(k, x.pointers[name]) for k, x in enumerate(r.reports) if name in x.pointers]
    those = [(k, p) for k, p in those if len(p.pairs)]
    if not those:
        return {}
    relation = RELATIONS.index(name)
    pairs = r.joined([p.pairs + r.nodes[k] for k, p in those])
    scores = model.arcs(relation, source, target, pairs, r.joined([p.features for _, p in those]))
    right = r.joined([p.right for _, p in those])
    asking, where = torch.unique(pairs[:, 0], return_inverse=True)
    none = alone[asking, relation]
    total = segment_logsumexp(scores, where, len(asking), none)
    any_right = torch.zeros(len(asking), device=r.device).index_add(0, where, right.float()) > 0
    best = segment_logsumexp(scores.masked_fill(~right, _NEVER), where, len(asking), none.masked_fill(any_right, _NEVER))
    return {name: r.mean(total - best, torch.ones_like(total), report_of[asking])}


def _argument_losses(r: Reports, model: ReaderBranch, source: Tensor, target: Tensor) -> Losses:
    """For each group of pairs whether one of them leads to a party."""
    those = [(k, x) for k, x in enumerate(r.reports) if len(x.triggers) and len(x.example.arcs["argument"][0])]
    if not those:
        return {}
    arcs = [x.example.arcs["argument"] for _, x in those]
    pairs = r.joined([p + np.array([r.triggers[k], r.nodes[k]]) for (k, _), (p, _f) in zip(those, arcs, strict=True)])
    features = r.joined([f for _, f in arcs])
    first = _offsets([len(p) for p, _ in arcs])
    out = {}
    for name, parties in (("actor", [x.actors for _, x in those]), ("recipient", [x.recipients for _, x in those])):
        scores = model.arcs(RELATIONS.index(name), source, target, pairs, features)
        loss = _group_loss(r, scores, parties, first)
        if loss is not None:
            out[name] = loss
    return out


def _group_loss(r: Reports, scores: Tensor, parties: list[Parties], first: Ints) -> Tensor | None:
    groups = _offsets([len(p.right) for p in parties])
    count = int(groups[-1])
    if not count:
        return None
    pair = r.joined([np.array(p.pair, dtype=np.int64) for p in parties], first)
    group = r.joined([np.array(p.group, dtype=np.int64) for p in parties], groups)
    together = segment_logsumexp(scores[pair], group, count, torch.full((count,), _NEVER, device=r.device))
    right = r.joined([np.array(p.right, dtype=np.float32) for p in parties])
    share = r.joined([np.full(len(p.right), 1.0 / max(1, p.triggers), dtype=np.float32) for p in parties])
    return (nn.functional.binary_cross_entropy_with_logits(together, right, reduction="none") * share).sum()


def segment_logsumexp(scores: Tensor, where: Tensor, n: int, extra: Tensor) -> Tensor:
    """Log of the sum of exponentials for each segment, with one more term each."""
    least = torch.full((n,), -1e5, device=scores.device)
    top = torch.maximum(extra, least.scatter_reduce(0, where, scores.detach(), "amax", include_self=True)).detach()
    zeros = torch.zeros(n, device=scores.device)
    total = zeros.index_add(0, where, torch.exp(scores - top[where])) + torch.exp(extra - top)
    return torch.log(total.clamp(min=1e-30)) + top


def _offsets(sizes: list[int]) -> Ints:
    """Where each begins, and where all end."""
    out: Ints = np.cumsum([0, *sizes])
    return out
