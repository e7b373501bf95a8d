"""Fit how names speak for states, from lists of given and family names by state.

    python -m training.names.train OUT.npz GOLD/field training/corpus/field

The people of coded reports are added to lists, but for those of the slices that measure. The lists (training/names/lists/*.tsv: state, sort, names) were written for this project. Each step draws states alike and puts names of
one state together. A list is a sample: states that share many of their names are taken to share the others as well, so that between
them a name speaks little.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.reading.entities.name_states import parts_of, words_of
from training.corpus.reading import DEVELOPMENT

BUCKETS, WIDTH = 6144, 32
STEPS, BATCH = 3000, 256
ALONE = 0.35
"""Share of names that are drawn without a given name."""

Lists = dict[str, dict[str, list[str]]]


def read_lists(folder: Path) -> Lists:
    """State -> sort ("given", "family") -> names."""
    out: Lists = defaultdict(lambda: {"given": [], "family": []})
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf8").splitlines():
            code, sort, names = line.split("\t")
            out[code][sort] += [n for n in names.split(";") if n]
    return dict(sorted(out.items()))


def add_coded(lists: Lists, folders: list[Path]) -> None:
    """Add the people of coded reports whose state a coder gave, where there is a list for it."""
    for path in sorted(path for folder in folders for path in (folder / "gold").glob("*.json")):
        if path.name[0] in DEVELOPMENT:
            continue
        for person in json.loads(path.read_text(encoding="utf8")).get("people", []):
            names = lists.get(person.get("country") or "")
            words = str(person.get("name") or "").split()
            if names is not None and words:
                names["given"] += words[:-1]
                names["family"].append(words[-1])


class NameModel(nn.Module):
    """Parts of a name -> scores of states."""

    def __init__(self, states: int) -> None:
        super().__init__()
        self.parts = nn.EmbeddingBag(BUCKETS, WIDTH, mode="mean")
        self.states = nn.Linear(WIDTH, states)

    def forward(self, parts: Tensor, offsets: Tensor) -> Tensor:
        out: Tensor = self.states(self.parts(parts, offsets))
        return out


def shared(lists: Lists) -> Tensor:
    """For each state what share of its names the others have as well, rows that add up to 1: (states, states)."""
    words = [{w for sort in ("given", "family") for name in lists[code][sort] for w in words_of(name)} for code in lists]
    common = torch.tensor([[len(a & b) / max(1, min(len(a), len(b))) for b in words] for a in words])
    return common / common.sum(dim=1, keepdim=True)


def drawn(lists: Lists, codes: list[str], rng: random.Random) -> tuple[str, int]:
    """A name and the place of its state."""
    at = rng.randrange(len(codes))
    given, family = lists[codes[at]]["given"], lists[codes[at]]["family"]
    alone = rng.random() < ALONE
    return (rng.choice(family) if alone else f"{rng.choice(given)} {rng.choice(family)}"), at


def train(lists: Lists, seed: int) -> tuple[NameModel, list[str]]:
    """The fitted model, and its states in order."""
    codes = list(lists)
    rng = random.Random(seed)
    torch.manual_seed(seed)
    model = NameModel(len(codes))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda i: 1 - i / STEPS)
    targets = shared(lists)
    remembered: dict[str, list[int]] = {}
    for _ in range(STEPS):
        batch = [drawn(lists, codes, rng) for _ in range(BATCH)]
        rows = [remembered.setdefault(name, parts_of(name, BUCKETS)) for name, _ in batch]
        offsets = torch.tensor(np.cumsum([0, *(len(r) for r in rows[:-1])]))
        scores = model(torch.tensor([p for r in rows for p in r]), offsets)
        loss = nn.functional.cross_entropy(scores, targets[[at for _, at in batch]])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return model, codes


def write(model: NameModel, codes: list[str], path: Path) -> None:
    """The parts in eight bits, the rest in sixteen."""
    parts = model.parts.weight.detach().numpy()
    scale = np.float32(np.abs(parts).max() / 127)
    np.savez_compressed(
        path,
        parts=np.round(parts / scale).astype(np.int8),
        scale=scale,
        states=model.states.weight.detach().numpy().astype(np.float16),
        bias=model.states.bias.detach().numpy().astype(np.float16),
        codes=np.array(codes),
    )


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="*", help="of coded reports")
    parser.add_argument("--lists", type=Path, default=Path(__file__).parent / "lists")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    lists = read_lists(args.lists)
    add_coded(lists, args.folders)
    model, codes = train(lists, args.seed)
    write(model, codes, args.out)


if __name__ == "__main__":
    main()
