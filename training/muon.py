"""Muon: momentum whose update is made orthogonal by a Newton-Schulz iteration (Jordan et al. 2024,
https://kellerjordan.github.io/posts/muon/). In fp32, and matrices of one shape together: fast on CPUs without bf16.
"""

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor

COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def orthogonal(g: Tensor, steps: int = 5) -> Tensor:
    """The nearest semi-orthogonal matrices, roughly, of a stack g [n, rows, columns]."""
    a, b, c = COEFFICIENTS
    wide = g.shape[1] <= g.shape[2]
    x = g if wide else g.mT
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        xx = x @ x.mT
        x = a * x + (b * xx + c * xx @ xx) @ x
    return x if wide else x.mT


class Muon(torch.optim.Optimizer):
    """For the matrices inside the blocks; embeddings and norms belong to AdamW."""

    def __init__(self, matrices: Iterable[Tensor], lr: float = 0.02, momentum: float = 0.95, weight_decay: float = 0.02) -> None:
        super().__init__(matrices, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            alike: dict[torch.Size, list[Tensor]] = defaultdict(list)
            for p in group["params"]:
                alike[p.shape].append(p)
            for (rows, columns), matrices in alike.items():
                gradients = torch.stack([p.grad for p in matrices])
                momenta = torch.stack([self.state[p].setdefault("momentum", torch.zeros_like(p)) for p in matrices])
                momenta.lerp_(gradients, 1 - group["momentum"])
                updates = orthogonal(gradients.lerp(momenta, group["momentum"])) * max(1, rows / columns) ** 0.5
                for p, m, u in zip(matrices, momenta, updates):
                    self.state[p]["momentum"].copy_(m)
                    p.mul_(1 - group["lr"] * group["weight_decay"]).add_(u, alpha=-group["lr"])
