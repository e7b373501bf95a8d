"""Read folders in the canonical form (index_SLICE.jsonl, reports/, gold/): the corpus built here and other coded reports alike."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpus.people import Gold

DEVELOPMENT = ("c", "d", "z")
"""Slices that are measured on and never trained on."""


@dataclass(frozen=True)
class Report:
    """A report with its gold; `slice` is the letter of its index."""

    id: str
    slice: str
    outlet: str | None
    published: str | None
    text: str
    gold: Gold


def reports(folders: Iterable[Path], leave_out: Iterable[str] = DEVELOPMENT) -> Iterator[Report]:
    """The reports of some folders, in the order of their indexes, without the slices to leave out. Raises OSError for a file that an index names and that is missing."""
    apart = set(leave_out)
    for folder in folders:
        for index in sorted(folder.glob("index_*.jsonl")):
            name = index.stem.removeprefix("index_")
            if name not in apart:
                yield from _slice(folder, index, name)


def _slice(folder: Path, index: Path, name: str) -> Iterator[Report]:
    for line in index.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        with (folder / row["file"]).open(encoding="utf8", newline="") as f:
            text = f.read()
        gold = json.loads((folder / "gold" / f"{row['id']}.json").read_text(encoding="utf8"))
        yield Report(row["id"], name, row.get("outlet"), row.get("published"), text, gold)
