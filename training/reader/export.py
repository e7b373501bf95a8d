"""The reader's branch to ONNX, weights in eight bits, with its tables of pair features and its part of the card.

python -m training.reader.export RUN_FOLDER OUT_FOLDER
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from dragoman.reading.encoder.lexical import COLUMNS
from dragoman.reading.encoder.pairs import PAIR_FEATURES
from training.export import update_card, write_onnx
from training.reader.data import KINDS, MODALITIES, SPAN_LABELS, STANDINGS
from training.reader.model import RELATIONS, ReaderBranch

OUTPUTS = ["spans", "types", "modality", "standing", "kinds", "source", "target", "alone"]
_HEADS = ("/spans/", "/types/", "/modality/", "/standing/", "/kinds/", "/alone/")


def export(run: Path, out: Path) -> None:
    """Write reader.onnx and reader.json, and what the loader must know of them into card.json."""
    paths: dict[str, int] = json.loads((run / "paths.json").read_text(encoding="utf8"))
    model = ReaderBranch(1 + len(paths))
    model.load_state_dict(torch.load(run / "branch.pt", weights_only=True))
    model.eval()
    inputs = {
        "states": torch.zeros(2, 16, 384),
        "mask": torch.ones(2, 16, dtype=torch.int64),
        "columns": torch.zeros(2, 16, len(COLUMNS), dtype=torch.int64),
    }
    digest = write_onnx(model, inputs, OUTPUTS, _HEADS, out / "reader.onnx")
    tables = {
        "paths": sorted(paths, key=paths.__getitem__),
        "features": [_rounded(table.weight) for table in model.features],
        "mix": [_rounded(p) for p in model.mix.parameters()],
    }
    raw = json.dumps(tables, separators=(",", ":")) + "\n"
    (out / "reader.json").write_text(raw, encoding="utf8")
    update_card(
        out,
        {
            "reader": {
                "sha256": digest,
                "tables_sha256": hashlib.sha256(raw.encode()).hexdigest(),
                "columns": list(COLUMNS),
                "pair_features": list(PAIR_FEATURES),
                "span_labels": list(SPAN_LABELS),
                "relations": list(RELATIONS),
                "modalities": list(MODALITIES),
                "standings": list(STANDINGS),
                "kinds": list(KINDS),
            }
        },
    )


def _rounded(weights: Tensor) -> list[Any]:
    """Nested lists of the weights, to four places."""
    rows: list[Any] = weights.tolist()
    return [[round(x, 4) for x in row] if isinstance(row, list) else round(row, 4) for row in rows]


def main() -> None:
    """Export one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    export(args.run, args.out)


if __name__ == "__main__":
    main()
