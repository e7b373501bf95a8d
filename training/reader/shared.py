"""The layers of the exported encoder that the reader shares, in torch, its weights as eight bits hold them.

At run time the reader goes on from the states that the file gives, so those are what it is trained on.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import NodeProto, numpy_helper
from torch import Tensor, nn

from dragoman.reading.encoder.pieces import FEATURES

FORK = 1
"""Layers of the encoder that the reader shares with attribution."""
HEADS = 12
_PREFIX = "tagger.encoder.bert."
_LAYER_NORMS = ("attention.output.LayerNorm", "output.LayerNorm")
_LINEAR = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Weights:
    """The weights of an exported file by the names that they had in torch."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(path).graph
        self._tensors = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        self._makers: dict[str, NodeProto] = {out: n for n in graph.node for out in n.output}
        self._adding: dict[str, NodeProto] = {i: n for n in graph.node if n.op_type == "Add" for i in n.input}

    def layer(self, number: int) -> dict[str, Tensor]:
        """The state of one layer, as transformers' BertLayer names it."""
        out: dict[str, Tensor] = {}
        for part in (*_LINEAR, *_LAYER_NORMS):
            name = f"{_PREFIX}encoder.layer.{number}.{part}"
            out[f"{part}.bias"] = self.plain(f"{name}.bias")
            weight = self.plain(f"{name}.weight") if part in _LAYER_NORMS else self.matrix(f"{name}.bias")
            out[f"{part}.weight"] = weight
        return out

    def plain(self, name: str) -> Tensor:
        """A tensor that was left in whole numbers."""
        return _tensor(self._tensors[name])

    def table(self, name: str) -> Tensor:
        """A table of embeddings."""
        return _tensor(self._whole(name))

    def matrix(self, bias: str) -> Tensor:
        """The weight of the linear layer whose bias has that name."""
        (at,) = [i for i in self._adding[bias].input if i != bias]
        factor = self._makers[at].input[1]
        if factor in self._tensors:
            return _tensor(self._tensors[factor].T)
        return _tensor(self._whole(self._makers[factor].input[0].removesuffix("_quantized")).T)

    def _whole(self, name: str) -> NDArray[np.float32]:
        values, zero = (self._tensors[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point"))
        out: NDArray[np.float32] = (values - zero) * self._tensors[f"{name}_scale"]
        return out


class Shared(nn.Module):
    """Pieces -> hidden states after the first `FORK` layers, without gradients."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        embeddings = f"{_PREFIX}embeddings."
        self.words, self.positions, kinds = (
            weights.table(f"{embeddings}{n}_embeddings.weight") for n in ("word", "position", "token_type")
        )
        self.kind = kinds[0]
        self.features = [weights.table(f"tagger.encoder.features.{i}.weight") for i in range(len(FEATURES))]
        self.norm = (weights.plain(f"{embeddings}LayerNorm.weight"), weights.plain(f"{embeddings}LayerNorm.bias"))
        self.layers = [weights.layer(i) for i in range(FORK)]

    def to_device(self, device: torch.device) -> "Shared":
        """Move every table; none of them is a parameter."""
        move = lambda x: x.to(device)  # noqa: E731
        self.words, self.positions, self.kind = move(self.words), move(self.positions), move(self.kind)
        self.features = [move(t) for t in self.features]
        self.norm = (move(self.norm[0]), move(self.norm[1]))
        self.layers = [{k: move(v) for k, v in layer.items()} for layer in self.layers]
        return self

    @torch.no_grad()
    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces), (batch, pieces, features), (batch, pieces) -> (batch, pieces, hidden)."""
        x = self.words[ids] + self.kind + self.positions[: ids.shape[1]]
        for i, table in enumerate(self.features):
            x = x + table[features[..., i]]
        x = nn.functional.layer_norm(x, x.shape[-1:], *self.norm, eps=1e-12)
        shut = torch.zeros(mask.shape, device=x.device).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = _layer(layer, x, shut)
        return x


def _layer(w: dict[str, Tensor], x: Tensor, shut: Tensor) -> Tensor:
    """One layer of BERT."""
    linear = lambda y, part: nn.functional.linear(y, w[f"{part}.weight"], w[f"{part}.bias"])  # noqa: E731
    norm = lambda y, part: nn.functional.layer_norm(y, y.shape[-1:], w[f"{part}.weight"], w[f"{part}.bias"], eps=1e-12)  # noqa: E731
    batch, length, hidden = x.shape
    split = lambda y: y.view(batch, length, HEADS, hidden // HEADS).transpose(1, 2)  # noqa: E731
    query, key, value = (split(linear(x, f"attention.self.{part}")) for part in ("query", "key", "value"))
    seen = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=shut)
    seen = seen.transpose(1, 2).reshape(batch, length, hidden)
    x = norm(x + linear(seen, "attention.output.dense"), "attention.output.LayerNorm")
    inner = nn.functional.gelu(linear(x, "intermediate.dense"))
    return norm(x + linear(inner, "output.dense"), "output.LayerNorm")


def _tensor(values: NDArray[Any]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values.astype(np.float32)))
