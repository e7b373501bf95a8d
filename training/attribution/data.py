"""PolNeAR reports as labelled word pieces."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from dragoman.reading.encoder.pieces import Pieces, pieces
from dragoman.reading.syntax import parse

PARTS = ("source", "cue", "content")
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(frozen=True)
class Example:
    """One report with a label for every piece, and links from the first piece of a source or content to that of its cue."""

    doc_id: str
    text: str
    attributions: list[dict[str, list[list[int]]]]
    pieces: Pieces
    labels: np.ndarray
    links: np.ndarray
    """Rows (piece, cue piece, 0 for source or 1 for content)."""


def load(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Read and parse every report of a PolNeAR JSON Lines file."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            p = pieces(parse(row["text"]), tokenizer)
            labels, links = _code(row["text"], row["attributions"], p)
            yield Example(row["doc_id"], row["text"], row["attributions"], p, labels, links)


def _merge(text: str, spans: list[list[int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted((s[0], s[1]) for s in spans):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _code(text: str, attributions: list[dict[str, list[list[int]]]], p: Pieces) -> tuple[np.ndarray, np.ndarray]:
    labels = np.zeros(len(p.ids), dtype=np.int64)
    links: list[tuple[int, int, int]] = []
    for a in attributions:
        heads: dict[str, list[int]] = {}
        for k, part in enumerate(PARTS):
            heads[part] = []
            for start, end in _merge(text, a[part]):
                inside = np.flatnonzero((p.starts >= start) & (p.starts < end))
                if len(inside):
                    labels[inside] = 2 + 2 * k
                    labels[inside[0]] = 1 + 2 * k
                    heads[part].append(int(inside[0]))
        for cue in heads["cue"][:1]:
            links += [(h, cue, 0) for h in heads["source"]] + [(h, cue, 1) for h in heads["content"]]
    return labels, np.array(links, dtype=np.int64).reshape(-1, 3)
