"""Trains the mind: short rows with much prose first, whole lives of thoughts last; warm-up, plateau, decay.

Everything that decides a step is a function of the seed, the epoch and the progress. Progress runs from 0 to 1 over
`minutes` of wall clock, so that a busy machine makes fewer steps and still ends on time with its rate decayed; or over
`steps`, which makes a run repeatable. The best checkpoint by held-out bits per character is what is exported.
"""

import json
import signal
import time
from collections.abc import Iterator
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
    record: float = float("inf")  # lowest held-out bits per character


def rows_of(plan: Plan, corpus: Corpus, tok: Tokenizer, stage: int, skip: int) -> Iterator[Row]:
    """The rows of one stage, epoch after epoch, from the one after `skip`."""
    books = [tok.encode(book) for book in corpus.prose]
    number = 0
    while True:
        rows = epoch(corpus, books, tok, plan.stages[stage].diet, seed=plan.seed * 10_007 + stage * 101 + number)
        yield from rows[skip:]
        skip, number = max(0, skip - len(rows)), number + 1


class Run:
    """One training in the folder `work`, which has `corpus.json` and `tokenizer.model`."""

    def __init__(self, work: Path, shape: Shape, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.work, self.plan, self.state, self.loss = work, plan, State(), 0.0
        self.corpus, self.tok = Corpus.load(work / "corpus.json"), Tokenizer(work / "tokenizer.model")
        self.held_out = held_out_rows(self.corpus, self.tok, shape.context)
        self.model = Llama(shape, plan.dropout)
        matrices = [p for p in self.model.blocks.parameters() if p.ndim == 2]
        others = [self.model.embed.weight, *(p for p in self.model.parameters() if p.ndim == 1)]
        self.muon = Muon(matrices, plan.matrix_rate)
        self.adam = torch.optim.AdamW(others, plan.vector_rate, betas=(0.9, 0.95), weight_decay=0.01)
        if (work / "last.pt").exists():
            self.resume()
        self.workers = Workers(self.model, plan.workers, plan.compiled)
        self.began = time.time() - self.state.elapsed

    def resume(self) -> None:
        saved = torch.load(self.work / "last.pt", weights_only=True)
        self.model.load_state_dict(saved["weights"])
        self.muon.load_state_dict(saved["muon"])
        self.adam.load_state_dict(saved["adam"])
        self.state = State(**saved["state"])

    @property
    def progress(self) -> float:
        done = self.state.step / self.plan.steps if self.plan.steps else (time.time() - self.began) / 60 / self.plan.minutes
        return min(1.0, done)

    def batches(self) -> Iterator[list[Row]]:
        """The rows of every step until the end of the run, counted in the state."""
        source, open_stage = iter(()), None
        while self.progress < 1:
            stage = self.plan.stage(self.progress)
            if stage != open_stage:
                self.state.rows = self.state.rows if stage == self.state.stage else 0
                self.state.stage = open_stage = stage
                source = rows_of(self.plan, self.corpus, self.tok, stage, skip=self.state.rows)
            batch = [next(source) for _ in range(self.plan.batch // self.plan.stages[stage].diet.length)]
            self.state.rows += len(batch)
            yield batch

    def learn(self, batch: list[Row]) -> None:
        """One step."""
        loss = self.workers.backward(batch, seed=self.plan.seed * 1_000_003 + self.state.step)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        factor = self.plan.rate(self.progress, self.state.step)
        for optimizer, peak in ((self.muon, self.plan.matrix_rate), (self.adam, self.plan.vector_rate)):
            optimizer.param_groups[0]["lr"] = peak * factor
            optimizer.step()
        self.state.step += 1
        self.state.tokens += self.plan.batch
        self.loss += (loss - self.loss) * (0.05 if self.loss else 1.0)

    def examine(self) -> None:
        """Logs the held-out loss, keeps the best weights, and leaves a checkpoint to go on from."""
        spoken, prose = (bits_per_character(self.model, self.tok, rows) for rows in self.held_out)
        self.state.elapsed = time.time() - self.began
        note = {
            "step": self.state.step, "tokens": self.state.tokens, "progress": self.progress, "seconds": self.state.elapsed,
            "loss": self.loss, "spoken_bpc": spoken, "prose_bpc": prose,
        }
        line = json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in note.items()})
        print(line, flush=True)
        with (self.work / "log.jsonl").open("a") as log:
            log.write(line + "\n")
        if spoken is not None and spoken < self.state.record:
            self.state.record = spoken
            save(self.work / "best.pt", self.model)
        save(self.work / "last.pt", self.model, muon=self.muon.state_dict(), adam=self.adam.state_dict(), state=asdict(self.state))


def train(work: Path, shape: Shape, plan: Plan) -> Path:
    """Trains, or goes on training, in `work`; returns the best checkpoint. SIGTERM and Ctrl-C stop it after a step."""
    run, stops = Run(work, shape, plan), []
    before = {number: signal.signal(number, lambda *_: stops.append(True)) for number in (signal.SIGTERM, signal.SIGINT)}
    for batch in run.batches():
        run.learn(batch)
        if run.state.step % 10 == 0:
            print(f"{run.progress:4.0%}  step {run.state.step}  loss {run.loss:.3f}  {time.time() - run.began:.0f} s", flush=True)
        if run.state.step % plan.examine_every == 0 or run.progress >= 1 or stops:
            run.examine()
        if stops:
            run.workers.close()
            raise SystemExit("stopped; the same command goes on from here")
    run.workers.close()
    for number, handler in before.items():
        signal.signal(number, handler)
    return work / "best.pt"
