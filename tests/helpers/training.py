"""A run with everything that it reported, and whether two ended alike."""

from types import ModuleType
from typing import Any

import numpy as np

from digitpad.data.digits import Dataset
from digitpad.model.network import Network
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Progress


def train(trainer: ModuleType, plan: TrainingPlan, dataset: Dataset, **more: Any) -> tuple[Outcome, list[Progress]]:
    """Gives the outcome and everything that was reported."""
    reports: list[Progress] = []
    return trainer.train(plan, dataset, reports.append, **more), reports


def same(first: Network, second: Network) -> bool:
    """Whether all weights are, bit for bit."""
    return all(np.array_equal(one, other) for one, other in zip(first.weights, second.weights, strict=True))
