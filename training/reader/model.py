"""The reader's branch: the layers of the encoder above those that it shares, with heads for spans, triggers and arcs."""

import torch
from torch import Tensor, nn
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from dragoman.codebook.vocabulary import event_types
from dragoman.reading.encoder.lexical import COLUMNS, SIZES
from dragoman.reading.encoder.pairs import PAIR_FEATURES, PAIR_SIZES
from training.reader.data import KINDS, MODALITIES, SPAN_LABELS, STANDINGS
from training.reader.shared import FORK

LAYERS = 6
RELATIONS = ("antecedent", "affiliation", "actor", "recipient")
FEATURE, MIXED = 8, 64
"""Width of the embedding of a pair feature, and of the hidden layer over all of them."""
VECTOR = 48
"""Width of the vectors whose products score an arc, for each relation."""


class ReaderBranch(nn.Module):
    """Hidden states after the shared layers, and lexical columns -> scores of spans and triggers, and vectors for arcs."""

    def __init__(self, paths: int, dropout: float = 0.15) -> None:
        super().__init__()
        config = BertConfig(
            hidden_size=384, num_hidden_layers=LAYERS, num_attention_heads=12, intermediate_size=1536, attn_implementation="sdpa"
        )
        hidden = config.hidden_size
        self.columns = nn.ModuleList(nn.Embedding(SIZES[name], hidden) for name in COLUMNS)
        for table in self.columns:
            nn.init.normal_(table.weight, std=0.02)
        self.layers = nn.ModuleList(BertLayer(config) for _ in range(FORK, LAYERS))
        for module in self.layers.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
        self.drop = nn.Dropout(0.2)
        self.spans = nn.Linear(hidden, len(SPAN_LABELS))
        self.types = nn.Sequential(nn.Linear(hidden, 128), nn.GELU(), nn.Dropout(0.2), nn.Linear(128, 1 + len(event_types())))
        self.modality = nn.Linear(hidden, len(MODALITIES))
        self.standing = nn.Linear(hidden, len(STANDINGS))
        self.kinds = nn.Linear(hidden, len(KINDS))
        self.source = nn.Linear(hidden, len(RELATIONS) * VECTOR)
        self.target = nn.Linear(hidden, len(RELATIONS) * VECTOR)
        self.alone = nn.Linear(hidden, len(RELATIONS))
        """How likely a phrase has no such arc at all."""
        sizes = [PAIR_SIZES.get(name, paths) for name in PAIR_FEATURES]
        self.features = nn.ModuleList(nn.Embedding(size, FEATURE) for size in sizes)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.3)
        self.mix = nn.Sequential(nn.Linear(FEATURE * len(sizes), MIXED), nn.ReLU(), nn.Dropout(0.1), nn.Linear(MIXED, len(RELATIONS)))

    def body(self, x: Tensor, mask: Tensor, columns: Tensor) -> Tensor:
        """(batch, pieces, hidden), (batch, pieces), (batch, pieces, columns) -> (batch, pieces, hidden)."""
        for i, table in enumerate(self.columns):
            x = x + table(columns[..., i])
        shut = ((1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4).to(x.dtype)
        for layer in self.layers:
            out = layer(x, shut)
            x = out[0] if isinstance(out, tuple) else out
        return x

    def heads(self, x: Tensor) -> tuple[Tensor, ...]:
        """Scores of span labels, types, modality, standing and kinds of statement, vectors of both ends of arcs, scores of no arc."""
        x = self.drop(x)
        labels = (self.spans(x), self.types(x), self.modality(x), self.standing(x), self.kinds(x))
        return *labels, self.source(x), self.target(x), self.alone(x)

    def forward(self, x: Tensor, mask: Tensor, columns: Tensor) -> tuple[Tensor, ...]:
        return self.heads(self.body(x, mask, columns))

    def arcs(self, relation: int, source: Tensor, target: Tensor, pairs: Tensor, features: Tensor) -> Tensor:
        """Scores of pairs.

        Args:
            source: (sources, relations * vector).
            target: (targets, relations * vector).
            pairs: (pairs, 2).
            features: (pairs, features).
        """
        part = slice(relation * VECTOR, (relation + 1) * VECTOR)
        scores = (source[pairs[:, 0], part] * target[pairs[:, 1], part]).sum(1) / VECTOR**0.5
        mixed = self.mix(torch.cat([table(features[:, i]) for i, table in enumerate(self.features)], dim=1))
        total: Tensor = scores + mixed[:, relation]
        return total
