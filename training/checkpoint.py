"""Weights on disk. Written beside and renamed: a cut in the power leaves the old file whole."""

import os
from dataclasses import asdict
from pathlib import Path

import torch

from .model import Llama, Shape


def save(path: Path, model: Llama, **more: object) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        torch.save({"shape": asdict(model.shape), "weights": model.state_dict(), **more}, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def load(path: Path) -> Llama:
    """The model of a checkpoint, on the CPU, ready to speak."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model = Llama(Shape(**saved["shape"]))
    model.load_state_dict(saved["weights"])
    return model.eval()
