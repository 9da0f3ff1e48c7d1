"""How a training runs: its stages and its learning rate, as functions of the progress from 0 to 1."""

import os
from dataclasses import dataclass, field

from .lives import Diet


@dataclass(frozen=True)
class Stage:
    until: float  # progress at which the next stage begins
    diet: Diet


STAGES = (
    Stage(0.15, Diet(512, prose=0.5)),  # literature first, in short rows, which cost less
    Stage(0.55, Diet(512, prose=0.25)),
    Stage(0.78, Diet(2048, prose=0.15)),  # then whole lives
    Stage(1.00, Diet(2048, prose=0.05, narrow=True)),  # and only the best thoughts last
)


@dataclass(frozen=True)
class Plan:
    """`minutes` of wall clock, or `steps` where that is not 0. Rates are peak learning rates."""

    minutes: float = 120
    steps: int = 0
    seed: int = 1
    batch: int = 8192  # tokens a step
    matrix_rate: float = 0.02  # Muon
    vector_rate: float = 0.004  # AdamW: embeddings and norms
    warmup_steps: int = 40
    decay: float = 0.45  # the last part of the progress, in which the rate falls to nothing
    dropout: float = 0.1
    examine_every: int = 100  # steps, between checkpoints too
    compiled: bool = True  # a minute at the start of each row length, then a fifth faster
    tasks: int = 8  # that a step is divided into at most; each has a gradient of its own, 21 MB
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)  # processes, of which `tasks` at most are used
    stages: tuple[Stage, ...] = STAGES

    def stage(self, progress: float) -> int:
        return next(i for i, s in enumerate(self.stages) if progress < s.until)

    def rate(self, progress: float, step: int) -> float:
        """Factor on the peak rates: warm-up by steps, plateau, linear decay by progress."""
        return min((step + 1) / self.warmup_steps, 1.0, max(0.0, 1 - progress) / self.decay)
