"""Figures of the reader's heads on coded reports, gold phrases given: how good each head is by itself."""

import copy
from collections import Counter

import numpy as np
import torch
from torch import Tensor

from dragoman.reading.encoder.decode import decode
from training.reader.data import SPAN_LABELS, SPAN_SORTS, Example
from training.reader.model import RELATIONS, ReaderBranch
from training.reader.rows import Rows
from training.reader.shared import Shared
from training.reader.windows import batch_of, edge_weights, windows

Figures = dict[str, float]


def bio_transitions() -> np.ndarray:
    """0 where one label may follow another, -10,000 where it may not."""
    out = np.zeros((len(SPAN_LABELS), len(SPAN_LABELS)), dtype=np.float32)
    for to in range(2, len(SPAN_LABELS), 2):
        for fro in range(len(SPAN_LABELS)):
            if fro not in (to, to - 1):
                out[fro, to] = -1e4
    return out


def spans_of(labels: np.ndarray) -> set[tuple[int, int, str]]:
    """Spans (first token, end, sort) of a sequence of BIO labels."""
    out = set()
    i = 0
    while i < len(labels):
        if labels[i] == 0:
            i += 1
            continue
        sort = (labels[i] - 1) // 2
        j = i + 1
        while j < len(labels) and labels[j] == 2 + 2 * sort:
            j += 1
        out.add((i, j, SPAN_SORTS[sort]))
        i = j
    return out


@torch.no_grad()
def outputs(model: ReaderBranch, shared: Shared, e: Example, device: torch.device) -> list[Tensor]:
    """The heads' outputs for each word of a report, its states averaged where windows overlap."""
    batch = batch_of([e], [windows(len(e.ids))], device)
    states = model.body(shared(batch.ids, batch.features, batch.mask)[:, 1:-1], batch.mask[:, 2:], batch.columns)
    total = torch.zeros(len(e.ids), states.shape[2], device=device)
    weight = torch.zeros(len(e.ids), 1, device=device)
    for row, (_, s, t) in enumerate(batch.rows):
        edge = edge_weights(s, t, len(e.ids), device)
        total[s:t] += edge * states[row, : t - s]
        weight[s:t] += edge
    first = torch.from_numpy(e.piece_of).to(device)
    return [o[first].cpu() for o in model.heads(total / weight)]


@torch.no_grad()
def measure(model: ReaderBranch, shared: Shared, reports: list[Rows], device: torch.device) -> Figures:
    """F1 of spans and triggers, share of arcs that are right, in percent."""
    model.eval()
    c: Counter[str] = Counter()
    transitions = bio_transitions()
    own = copy.deepcopy(model).cpu()
    for r in reports:
        e = r.example
        spans, types, modality, standing, kinds, source, target, alone = outputs(model, shared, e, device)
        _spans(e, decode(spans.numpy().astype(np.float32), transitions), c)
        _triggers(e, types.argmax(1).numpy(), c)
        for t in (t for t in e.triggers if t.modality is not None):
            c["modality_n"] += 1
            c["modality"] += int(modality[t.token].argmax()) == t.modality
            c["standing"] += int(standing[t.token].argmax()) == t.standing
        for token, kind in e.cues:
            c["kinds_n"] += 1
            c["kinds"] += int(kinds[token].argmax()) == kind
        heads = torch.from_numpy(r.heads)
        if len(heads):
            _pointers(own, e, source[heads], target[heads], alone[heads], c)
            _arguments(own, e, source, target[heads], c)
    f1 = lambda k, n: round(200 * c[k] / max(1, c[f"{n}_p"] + c[f"{n}_n"]), 1)  # noqa: E731
    out = {sort: f1(sort, sort) for sort in SPAN_SORTS} | {"trigger": f1("trigger", "trigger"), "typed": f1("typed", "trigger")}
    shares = {"kinds": "kinds", "modality": "modality", "standing": "modality", "antecedent": "antecedent", "affiliation": "affiliation"}
    out |= {k: round(100 * c[k] / max(1, c[f"{n}_n"]), 1) for k, n in shares.items()}
    return out | {k: f1(k, k) for k in ("actor", "recipient")}


def _spans(e: Example, path: np.ndarray, c: "Counter[str]") -> None:
    gold, got = spans_of(np.where(e.read, e.span_labels, 0)), spans_of(np.where(e.read, path, 0))
    for sort in SPAN_SORTS:
        g, p = {s for s in gold if s[2] == sort}, {s for s in got if s[2] == sort}
        c[f"{sort}_n"] += len(g)
        c[f"{sort}_p"] += len(p)
        c[sort] += len(g & p)


def _triggers(e: Example, best: np.ndarray, c: "Counter[str]") -> None:
    triggers = {t.token: t for t in e.triggers}
    for i in np.flatnonzero((best > 0) & e.read):
        c["trigger_p"] += 1
        near = triggers.get(int(i)) or triggers.get(int(i) - 1) or triggers.get(int(i) + 1)
        c["trigger"] += near is not None
        c["typed"] += near is not None and int(best[i]) - 1 in near.types
    c["trigger_n"] += len(triggers)


def _pointers(model: ReaderBranch, e: Example, source: Tensor, target: Tensor, alone: Tensor, c: "Counter[str]") -> None:
    for name in ("antecedent", "affiliation"):
        relation = RELATIONS.index(name)
        pairs, features = e.arcs[name]
        if not len(pairs):
            continue
        scores = model.arcs(relation, source, target, torch.from_numpy(pairs), torch.from_numpy(features)).numpy()
        for i in np.unique(pairs[:, 0]):
            rows = np.flatnonzero(pairs[:, 0] == i)
            if name == "antecedent":
                if e.clusters[i] < 0 or e.nodes[i].sort == "name":
                    continue
                ok = [e.clusters[j] == e.clusters[i] for j in pairs[rows, 1]]
            else:
                if e.codes[i] is None:
                    continue
                ok = [e.codes[i] != "" and e.codes[j] == e.codes[i] for j in pairs[rows, 1]]
            top = int(scores[rows].argmax())
            none = scores[rows][top] < float(alone[i, relation])
            right = (not any(ok)) if none else ok[top]
            c[f"{name}_n"] += 1
            c[name] += bool(right)


def _arguments(model: ReaderBranch, e: Example, source: Tensor, target: Tensor, c: "Counter[str]") -> None:
    """By code: of the states and bodies that the coder gives each trigger, those that the best phrases have."""
    pairs, features = e.arcs["argument"]
    if not len(pairs):
        return
    at = torch.tensor([t.token for t in e.triggers])
    for relation, name in ((2, "actor"), (3, "recipient")):
        scores = model.arcs(relation, source[at], target, torch.from_numpy(pairs), torch.from_numpy(features)).numpy()
        for i, t in enumerate(e.triggers):
            rows = np.flatnonzero(pairs[:, 0] == i)
            gold = {x for x in (t.actor_codes if relation == 2 else t.recipient_codes) if x != "*"}
            if not t.actor_codes and not t.recipient_codes:
                continue
            got = {e.codes[pairs[k, 1]] for k in rows if scores[k] > 0} - {None, ""}
            c[f"{name}_n"] += len(gold)
            c[f"{name}_p"] += len(got)
            c[name] += len(gold & got)
