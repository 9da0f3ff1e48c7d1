"""Gradients from several processes of one thread each, over weights in shared memory.

On a machine that does something else too, threads that meet at the end of every matrix product wait for the slowest.
Processes that take the next few rows when they are free do not: the batch is whole when all of its rows are done,
whoever did them. Every task has a gradient of its own, and they are added up in the order of the tasks, so that the sum
depends neither on who was quicker nor on how many processes there are.
"""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch import multiprocessing as mp
from torch.nn import functional as F

from .lives import Row
from .model import Llama


@dataclass(frozen=True)
class Task:
    number: int  # in the batch
    tokens: np.ndarray  # int64 [rows, length + 1]
    learn: np.ndarray  # bool, alike
    share: float  # one over the number of tokens to learn in the whole batch
    seed: int  # of the dropout


def shaped(flat: Tensor, like: Sequence[Tensor]) -> list[Tensor]:
    """A flat tensor as views of the given shapes, one after the other."""
    return [part.view_as(p) for part, p in zip(flat.split([p.numel() for p in like]), like)]


def nats_of(model: torch.nn.Module, tokens: Tensor, learn: Tensor) -> Tensor:
    """Sum of the losses over the tokens to learn."""
    nats = F.cross_entropy(model(tokens[:, :-1]).flatten(0, 1), tokens[:, 1:].reshape(-1), reduction="none")
    return (nats * learn[:, 1:].reshape(-1)).sum()


class Worker:
    """What one process does: fills the gradients [tasks, parameters] of the tasks that it takes."""

    def __init__(self, model: Llama, gradients: Tensor, compiled: bool) -> None:
        self.parameters, self.gradients = list(model.parameters()), gradients
        self.model = torch.compile(model.train(), dynamic=False) if compiled else model.train()

    def run(self, task: Task) -> float:
        """The task's part of the mean loss, in nats."""
        for p, g in zip(self.parameters, shaped(self.gradients[task.number].zero_(), self.parameters)):
            p.grad = g
        torch.manual_seed(task.seed)
        loss = nats_of(self.model, torch.from_numpy(task.tokens), torch.from_numpy(task.learn)) * task.share
        loss.backward()
        return loss.item()


worker: Worker  # of this process


def end_with_parent() -> None:
    """However the first process ends, nobody is left waiting for its next task."""
    mp.parent_process().join()
    os._exit(1)


def begin(model: Llama, gradients: Tensor, compiled: bool) -> None:
    """The first thing that a process does."""
    global worker
    os.setsid()  # Ctrl-C reaches everybody on the terminal; the first process decides
    threading.Thread(target=end_with_parent, daemon=True).start()
    torch.set_num_threads(1)
    worker = Worker(model, gradients, compiled)


def run(task: Task) -> float:
    return worker.run(task)


class Workers:
    """The processes, and the sum of what they find."""

    def __init__(self, model: Llama, count: int, tasks: int, compiled: bool) -> None:
        parameters = list(model.share_memory().parameters())
        self.gradients = torch.zeros(tasks, sum(p.numel() for p in parameters)).share_memory_()
        self.sum = torch.zeros_like(self.gradients[0])
        for p, g in zip(parameters, shaped(self.sum, parameters)):
            p.grad = g
        self.pool = ProcessPoolExecutor(min(count, tasks), mp.get_context("spawn"), begin, (model, self.gradients, compiled))

    def backward(self, batch: Sequence[Row], seed: int) -> float:
        """Puts the gradient of the batch into the parameters' `grad`; returns the mean loss per learned token, in nats.

        Raises `BrokenProcessPool` when a process was killed.
        """
        rows = -(-len(batch) // len(self.gradients))
        share = 1 / sum(int(r.learn[1:].sum()) for r in batch)
        parts = [batch[i : i + rows] for i in range(0, len(batch), rows)]
        tasks = [
            Task(n, np.stack([r.tokens for r in part]), np.stack([r.learn for r in part]), share, seed * 1000 + n)
            for n, part in enumerate(parts)
        ]
        loss = sum(self.pool.map(run, tasks))
        torch.sum(self.gradients[: len(parts)], 0, out=self.sum)
        return loss

    def close(self) -> None:
        self.pool.shutdown()
