"""Leave out of the exported encoder the word pieces that no text can yield.

python -m training.vocabulary WEIGHTS_FOLDER

The base model keeps some nine hundred rows for pieces that whoever trains it further may name ("[unused99]"). No text is ever cut into one, and their rows
are a third of a megabyte. Those before the marks ([CLS] and the like) stay, so that the marks keep their numbers. The scores of a report stay the same, bit by bit.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

MASK = "[MASK]"
"""The last of the marks."""
_UNUSED = "[unused"
_EMBEDDINGS = "word_embeddings.weight_quantized"


def leave_out_unused(folder: Path) -> int:
    """Rewrite encoder.onnx and tokenizer.json of a folder; returns how many pieces were left out.

    Raises:
        ValueError: the table of embeddings has not a row for every piece.
    """
    file = folder / "tokenizer.json"
    tokenizer: dict[str, Any] = json.loads(file.read_text(encoding="utf8"))
    numbers: dict[str, int] = tokenizer["model"]["vocab"]
    stay = [p for p in sorted(numbers, key=lambda p: numbers[p]) if numbers[p] <= numbers[MASK] or not p.startswith(_UNUSED)]
    model = onnx.load(folder / "encoder.onnx")
    (table,) = (t for t in model.graph.initializer if t.name.endswith(_EMBEDDINGS))
    rows = numpy_helper.to_array(table)
    if len(rows) != len(numbers):
        raise ValueError(f"{folder}: {len(rows)} rows of embeddings for {len(numbers)} pieces; export encoder and tokenizer together")
    table.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(rows[[numbers[p] for p in stay]]), table.name))
    onnx.save(model, folder / "encoder.onnx")
    tokenizer["model"]["vocab"] = {p: number for number, p in enumerate(stay)}
    file.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf8")
    return len(numbers) - len(stay)


def main() -> None:
    """Rewrite a folder's files, and the digest in its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    print(leave_out_unused(args.weights), "pieces left out")
    path = args.weights / "card.json"
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
    card["sha256"] = hashlib.sha256((args.weights / "encoder.onnx").read_bytes()).hexdigest()
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
