"""A Llama: RMSNorm, rotary positions, grouped-query attention, SwiGLU, tied embeddings.

Rotary pairs are neighbours (2i, 2i + 1), as Meta's code and llama.cpp's `llama` have them, so that the weights go into
a GGUF unchanged. After the Llama 2 paper (arXiv:2307.09288).
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Shape:
    """Sizes of a mind. `width` and `feed_forward` must be multiples of 32, the block of Q8_0."""

    vocabulary: int = 4096
    width: int = 256
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 672
    context: int = 2048  # tokens
    rope_base: float = 10_000.0
    epsilon: float = 1e-5

    @property
    def head(self) -> int:
        return self.width // self.heads


def rotations(shape: Shape) -> tuple[Tensor, Tensor]:
    """Cosines and sines [context, head / 2]."""
    frequency = shape.rope_base ** (-torch.arange(0, shape.head, 2) / shape.head)
    angle = torch.arange(shape.context)[:, None] * frequency
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns neighbouring pairs of x [batch, tokens, heads, head] by their position's angle."""
    a, b = x[..., 0::2], x[..., 1::2]
    c, s = cos[: x.shape[1], None], sin[: x.shape[1], None]
    return torch.stack((a * c - b * s, a * s + b * c), -1).flatten(-2)


class Block(nn.Module):
    def __init__(self, s: Shape, dropout: float) -> None:
        super().__init__()
        self.shape = s
        self.attention_norm = nn.RMSNorm(s.width, s.epsilon)
        self.q = nn.Linear(s.width, s.width, bias=False)
        self.k = nn.Linear(s.width, s.kv_heads * s.head, bias=False)
        self.v = nn.Linear(s.width, s.kv_heads * s.head, bias=False)
        self.out = nn.Linear(s.width, s.width, bias=False)
        self.feed_norm = nn.RMSNorm(s.width, s.epsilon)
        self.gate = nn.Linear(s.width, s.feed_forward, bias=False)
        self.up = nn.Linear(s.width, s.feed_forward, bias=False)
        self.down = nn.Linear(s.feed_forward, s.width, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        s, (batch, tokens, _) = self.shape, x.shape
        h = self.attention_norm(x)
        q = rotate(self.q(h).view(batch, tokens, s.heads, s.head), cos, sin)
        k = rotate(self.k(h).view(batch, tokens, s.kv_heads, s.head), cos, sin)
        v = self.v(h).view(batch, tokens, s.kv_heads, s.head)
        k, v = (t.repeat_interleave(s.heads // s.kv_heads, dim=2) for t in (k, v))
        attended = F.scaled_dot_product_attention(*(t.transpose(1, 2) for t in (q, k, v)), is_causal=True)
        x = x + self.dropout(self.out(attended.transpose(1, 2).reshape(batch, tokens, s.width)))
        h = self.feed_norm(x)
        return x + self.dropout(self.down(F.silu(self.gate(h)) * self.up(h)))


class Llama(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        cos, sin = rotations(shape)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for name, p in self.named_parameters():
            if p.ndim == 2:
                nn.init.normal_(p, std=0.02)
            if name.endswith(("out.weight", "down.weight")):
                nn.init.zeros_(p)

    def forward(self, ids: Tensor) -> Tensor:
        """Logits [batch, tokens, vocabulary] of ids [batch, tokens]."""
        x = self.dropout(self.embed(ids))
        for block in self.blocks:
            x = block(x, self.cos, self.sin)
        return F.linear(self.norm(x), self.embed.weight)
