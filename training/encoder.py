"""The shared encoder (MiniLM with features added to its input) and the heads on it."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from dragoman.reading.encoder.pieces import FEATURES, SIZES


class Encoder(nn.Module):
    """MiniLM over word pieces; features are embedded and added to the pieces' embeddings."""

    def __init__(self, base: Path | None, dropout: float = 0.1) -> None:
        super().__init__()
        if base is None:
            self.bert = BertModel(
                BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536), add_pooling_layer=False
            )
        else:
            self.bert = BertModel.from_pretrained(
                base, add_pooling_layer=False, attn_implementation="sdpa", hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout
            )
        hidden = self.bert.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(SIZES[name], hidden) for name in FEATURES)
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.hidden = hidden

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> Tensor:
        """(batch, pieces), (batch, pieces), (batch, pieces, features) -> (batch, pieces, hidden)."""
        return self.all_states(ids, mask, features)[-1]

    def all_states(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """The input and the output of every layer, each (batch, pieces, hidden)."""
        x = self.bert.embeddings.word_embeddings(ids)
        for i, table in enumerate(self.features):
            x = x + table(features[..., i])
        states: tuple[Tensor, ...] = self.bert(inputs_embeds=x, attention_mask=mask, output_hidden_states=True).hidden_states
        return states


class AttributionHead(nn.Module):
    """Label scores for every piece, and vectors whose products say which cue a source or content belongs to."""

    LINK = 64

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.labels = nn.Linear(hidden, labels)
        self.query = nn.Linear(hidden, 2 * self.LINK)
        self.key = nn.Linear(hidden, 2 * self.LINK)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.drop(x)
        return self.labels(x), self.query(x), self.key(x)


class Crf(nn.Module):
    """Linear-chain CRF over BIO labels; transitions that BIO forbids are fixed at -10,000."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        forbidden = torch.zeros(labels, labels)
        for to in range(2, labels, 2):
            for fro in range(labels):
                if fro not in (to, to - 1):
                    forbidden[fro, to] = -1e4
        self.register_buffer("forbidden", forbidden)

    def scores(self) -> Tensor:
        return self.transitions + self.forbidden

    def loss(self, emissions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood summed over the batch; mask is true for a prefix of every row."""
        t = self.scores()
        m = mask.float()
        path = (emissions.gather(2, gold.unsqueeze(2)).squeeze(2) * m).sum(1) + (t[gold[:, :-1], gold[:, 1:]] * m[:, 1:]).sum(1)
        alpha = emissions[:, 0]
        for i in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha.unsqueeze(2) + t, 1) + emissions[:, i]
            alpha = torch.where(mask[:, i].unsqueeze(1), step, alpha)
        return (torch.logsumexp(alpha, 1) - path).sum()
