"""Gradients from several processes of one thread each, over weights in shared memory.

On a machine that does something else too, threads that meet at the end of every matrix product wait for the slowest.
Processes that take the next few rows when they are free do not: the batch is whole when all of its rows are done,
whoever did them.
"""

import signal
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch import multiprocessing as mp
from torch.nn import functional as F

from .lives import Row
from .model import Llama

TOKENS = 1024  # of one task, if a row is not longer


@dataclass(frozen=True)
class Task:
    tokens: np.ndarray  # int64 [rows, length + 1]
    learn: np.ndarray  # bool, alike
    share: float  # one over the number of tokens to learn in the whole batch
    seed: int  # of the dropout


def nats_of(model: torch.nn.Module, tokens: Tensor, learn: Tensor) -> Tensor:
    """Sum of the losses over the tokens to learn."""
    nats = F.cross_entropy(model(tokens[:, :-1]).flatten(0, 1), tokens[:, 1:].reshape(-1), reduction="none")
    return (nats * learn[:, 1:].reshape(-1)).sum()


def work(model: Llama, gradients: list[Tensor], compiled: bool, tasks: mp.SimpleQueue, done: mp.SimpleQueue) -> None:
    """A worker's life: adds the gradients of task after task to its own shared buffers, until it gets None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; the first process decides
    torch.set_num_threads(1)
    model.train()
    for p, g in zip(model.parameters(), gradients):
        p.grad = g
    quick = torch.compile(model, dynamic=False) if compiled else model
    while (task := tasks.get()) is not None:
        torch.manual_seed(task.seed)
        loss = nats_of(quick, torch.from_numpy(task.tokens), torch.from_numpy(task.learn)) * task.share
        loss.backward()
        done.put(loss.item())


class Workers:
    """The processes, and the sum of what they find."""

    def __init__(self, model: Llama, count: int, compiled: bool) -> None:
        context = mp.get_context("spawn")
        self.parameters = list(model.share_memory().parameters())
        self.tasks, self.done = context.SimpleQueue(), context.SimpleQueue()
        self.gradients = [[torch.zeros_like(p).share_memory_() for p in self.parameters] for _ in range(count)]
        self.processes = [
            context.Process(target=work, args=(model, g, compiled, self.tasks, self.done), daemon=True) for g in self.gradients
        ]
        for process in self.processes:
            process.start()

    def backward(self, batch: Sequence[Row], seed: int) -> float:
        """Puts the gradient of the batch into the parameters' `grad`; returns the mean loss per learned token, in nats."""
        rows = max(1, TOKENS // (len(batch[0].tokens) - 1))
        share = 1 / sum(int(r.learn[1:].sum()) for r in batch)
        for g in (g for gradients in self.gradients for g in gradients):
            g.zero_()
        parts = [batch[i : i + rows] for i in range(0, len(batch), rows)]
        for number, part in enumerate(parts):
            tokens, learn = np.stack([r.tokens for r in part]), np.stack([r.learn for r in part])
            self.tasks.put(Task(tokens, learn, share, seed * 1000 + number))
        loss = sum(self.done.get() for _ in parts)
        for p, *found in zip(self.parameters, *self.gradients):
            p.grad = torch.stack([g for g in found]).sum(0)
        return loss

    def close(self) -> None:
        for _ in self.processes:
            self.tasks.put(None)
        for process in self.processes:
            process.join()
