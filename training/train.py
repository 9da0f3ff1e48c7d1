"""Trains the mind: short rows with much prose first, whole lives of thoughts last; warm-up, plateau, decay.

Everything that decides a step is a function of the seed, the epoch and the progress. Progress runs from 0 to 1 over
`minutes` of wall clock, so that a busy machine makes fewer steps and still ends on time with its rate decayed; or over
`steps`, which makes a run repeatable to the last bit, also one that was stopped and went on. The best checkpoint by
held-out bits per character is what is exported.
"""

import json
import signal
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from .checkpoint import save
from .lives import Row, epoch
from .measure import bits_per_character, held_out_rows
from .model import Llama, Shape
from .muon import Muon
from .plan import Plan
from .prepare import Corpus
from .tokenizer import Tokenizer
from .workers import Workers


@dataclass
class State:
    """Where a run stands: what a checkpoint has beside weights and momenta."""

    step: int = 0
    elapsed: float = 0.0  # seconds
    stage: int = -1
    rows: int = 0  # of this stage
    tokens: int = 0
    loss: float = 0.0  # nats per learned token, a moving mean
    examined: int = 0  # the step of the last examination
    record: float = float("inf")  # lowest held-out bits per character


class Run:
    """One training in the folder `work`, which has `corpus.json` and `tokenizer.model`."""

    def __init__(self, work: Path, shape: Shape, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.work, self.plan, self.state = work, plan, State()
        self.corpus, self.tok = Corpus.load(work / "corpus.json"), Tokenizer(work / "tokenizer.model")
        self.books = [self.tok.encode(book) for book in self.corpus.prose]
        self.held_out = held_out_rows(self.corpus, self.tok, shape.context, most=24)
        self.source: Iterator[Row] | None = None
        self.model = Llama(shape, plan.dropout)
        matrices = [p for p in self.model.blocks.parameters() if p.ndim == 2]
        others = [self.model.embed.weight, *(p for p in self.model.parameters() if p.ndim == 1)]
        self.muon = Muon(matrices, plan.matrix_rate)
        self.adam = torch.optim.AdamW(others, plan.vector_rate, betas=(0.9, 0.95), weight_decay=0.01)
        if (work / "last.pt").exists():
            self.resume()
        self.workers = Workers(self.model, plan.workers, plan.tasks, plan.compiled)
        self.began = time.monotonic() - self.state.elapsed

    def resume(self) -> None:
        saved = torch.load(self.work / "last.pt", weights_only=True)
        self.model.load_state_dict(saved["weights"])
        self.muon.load_state_dict(saved["muon"])
        self.adam.load_state_dict(saved["adam"])
        self.state = State(**saved["state"])

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    @property
    def progress(self) -> float:
        """From 0 to 1. With `minutes` every look at it finds it further on."""
        done = self.state.step / self.plan.steps if self.plan.steps else self.seconds / 60 / self.plan.minutes
        return min(1.0, done)

    def rows(self, stage: int, skip: int) -> Iterator[Row]:
        """The rows of one stage, epoch after epoch, from the one after `skip`."""
        number = 0
        while True:
            seed = self.plan.seed * 10_007 + stage * 101 + number
            rows = epoch(self.corpus, self.books, self.tok, self.plan.stages[stage].diet, seed)
            yield from rows[skip:]
            skip, number = max(0, skip - len(rows)), number + 1

    def batch(self, progress: float) -> list[Row]:
        """The rows of the next step, counted in the state."""
        stage = self.plan.stage(progress)
        if stage != self.state.stage:
            self.state.stage, self.state.rows, self.source = stage, 0, None
        self.source = self.source or self.rows(stage, self.state.rows)
        rows = [next(self.source) for _ in range(self.plan.batch // self.plan.stages[stage].diet.length)]
        self.state.rows += len(rows)
        return rows

    def step(self, progress: float) -> None:
        """One step; `progress` is below 1."""
        loss = self.workers.backward(self.batch(progress), seed=self.plan.seed * 1_000_003 + self.state.step)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        factor = self.plan.rate(progress, self.state.step)
        for optimizer, peak in ((self.muon, self.plan.matrix_rate), (self.adam, self.plan.vector_rate)):
            optimizer.param_groups[0]["lr"] = peak * factor
            optimizer.step()
        self.state.step += 1
        self.state.tokens += self.plan.batch
        self.state.loss += (loss - self.state.loss) * (0.05 if self.state.loss else 1.0)

    def save(self) -> None:
        """Leaves a checkpoint to go on from."""
        self.state.elapsed = self.seconds
        save(self.work / "last.pt", self.model, muon=self.muon.state_dict(), adam=self.adam.state_dict(), state=asdict(self.state))

    def examine(self) -> None:
        """Logs the held-out loss, keeps the best weights, and saves."""
        spoken, prose = (bits_per_character(self.model, self.tok, rows) for rows in self.held_out)
        state = self.state
        note = {
            "step": state.step, "tokens": state.tokens, "progress": self.progress, "seconds": self.seconds,
            "loss": state.loss, "spoken_bpc": spoken, "prose_bpc": prose,
        }
        line = json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in note.items()})
        print(line)
        with (self.work / "log.jsonl").open("a") as log:
            log.write(line + "\n")
        if spoken is not None and spoken < state.record:
            state.record = spoken
            save(self.work / "best.pt", self.model)
        state.examined = state.step
        self.save()


def train(work: Path, shape: Shape, plan: Plan) -> Path:
    """Trains, or goes on training, in `work`; returns the best checkpoint.

    SIGTERM and Ctrl-C stop it after a step, a second one at once.
    """
    print("tokenizing the texts …")
    run, stops = Run(work, shape, plan), []

    def stop(number: int, _: object) -> None:
        stops.append(number)
        signal.signal(number, signal.SIG_DFL)
        print("stopping after this step …")

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    if run.progress < 1:
        print(f"training from step {run.state.step}" + (", the first of which takes a minute or two …" if plan.compiled else " …"))
    first = run.state.step + 1
    try:
        while not stops and (progress := run.progress) < 1:
            run.step(progress)
            if run.state.step % 10 == 0 or run.state.step == first:
                print(f"{run.progress:4.0%}  step {run.state.step}  loss {run.state.loss:.3f}  {run.seconds:.0f} s")
            if run.state.step % plan.examine_every == 0:
                run.examine()
    except BrokenProcessPool:
        raise SystemExit("a process was killed, perhaps for want of memory; the same command goes on from the last checkpoint") from None
    if stops:
        run.save()
    elif run.state.examined < run.state.step:
        run.examine()
    run.workers.close()
    for number, handler in before.items():
        signal.signal(number, handler)
    if stops:
        raise SystemExit("stopped; the same command goes on from here")
    return work / "best.pt"
