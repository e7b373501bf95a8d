"""The event branch: the upper layers of the encoder once more, told who acts and whom it is done to."""

import copy

import torch
from torch import Tensor, nn

from dragoman.reading.events.roles import ROLES, SOURCE, TARGET, TRIGGER
from training.encoder import Encoder

FORK = 3
"""Layers that attribution and events share; above them each has its own."""


class EventBranch(nn.Module):
    """Hidden states after the shared layers -> scores for the type of event of the marked pair."""

    def __init__(self, encoder: Encoder, labels: int, dropout: float = 0.1, fork: int = FORK) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in encoder.bert.encoder.layer[fork:])
        for module in self.layers.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
        self.roles = nn.Embedding(ROLES, encoder.hidden)
        nn.init.normal_(self.roles.weight, std=0.02)
        self.mix = nn.Sequential(nn.Dropout(0.2), nn.Linear(4 * encoder.hidden, 256), nn.GELU(), nn.Dropout(0.2), nn.Linear(256, labels))

    def forward(self, x: Tensor, mask: Tensor, roles: Tensor) -> Tensor:
        """(batch, pieces, hidden), (batch, pieces), (batch, pieces) -> (batch, labels). Pieces only, no special ones."""
        x = x + self.roles(roles)
        shut = ((1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4).to(x.dtype)
        for layer in self.layers:
            out = layer(x, shut)
            x = out[0] if isinstance(out, tuple) else out
        here = mask == 1
        parts = [pooled(x, w & here) for w in (here, roles == SOURCE, roles == TARGET, roles >= TRIGGER)]
        scores: Tensor = self.mix(torch.cat(parts, dim=-1))
        return scores


def pooled(x: Tensor, where: Tensor) -> Tensor:
    """Mean over the pieces where it is true; zeros where it is true of none."""
    w = where.unsqueeze(2).to(x.dtype)
    return (x * w).sum(1) / w.sum(1).clamp(min=1.0)
