"""The reader's branch that ships, in torch again: what further training begins with."""

import json
from pathlib import Path

import torch
from torch import Tensor

from training.reader.model import ReaderBranch
from training.reader.shared import Weights


def exported(folder: Path) -> tuple[ReaderBranch, dict[str, int]]:
    """The branch that training.reader.export wrote, and the numbers of its paths; weights are as eight bits hold them.

    Raises:
        RuntimeError: the file has other layers or heads than the branch has now.
    """
    tables = json.loads((folder / "reader.json").read_text(encoding="utf8"))
    paths = {path: 1 + number for number, path in enumerate(tables["paths"])}
    model = ReaderBranch(1 + len(paths))
    weights = Weights(folder / "reader.onnx")
    state = {name: _weight(name, weights) for name in model.state_dict() if not name.startswith(("features.", "mix."))}
    state |= {f"features.{i}.weight": torch.tensor(rows) for i, rows in enumerate(tables["features"])}
    state |= {name: torch.tensor(rows) for (name, _), rows in zip(model.mix.named_parameters(prefix="mix"), tables["mix"], strict=True)}
    model.load_state_dict(state)
    return model, paths


def _weight(name: str, weights: Weights) -> Tensor:
    """A tensor by the name that it has in torch: biases and norms are stored as they are, tables in eight bits, matrices the other way round."""
    if name.startswith("columns."):
        return weights.table(name)
    if name.endswith(".bias") or ".LayerNorm." in name:
        return weights.plain(name)
    return weights.matrix(name.removesuffix("weight") + "bias")
