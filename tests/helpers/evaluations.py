"""Evaluations whose figures a test can work out."""

from typing import Any

import numpy as np

from digitpad.data.digits import Pictures
from digitpad.evaluation.evaluation import Evaluation
from digitpad.evaluation.picture_sets import PictureSet


def evaluation(labels: Any, says: Any, classes: int = 10, sure: Any = 0.9) -> Evaluation:
    """A network that says this, with that probability; the other classes share the rest."""
    labels, says = np.array(labels, np.intp), np.array(says, np.intp)
    sure = np.broadcast_to(np.array(sure, np.float32), labels.shape)
    probabilities = np.repeat(((1 - sure) / (classes - 1))[:, None], classes, axis=1).astype(np.float32)
    probabilities[np.arange(len(labels)), says] = sure
    return Evaluation(tuple(str(number) for number in range(classes)), labels, probabilities)


def random_evaluation(classes: int = 10, count: int = 500, seed: int = 0) -> Evaluation:
    """Answers that are right more often than not, some of them doubtful."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, count)
    says = np.where(random.random(count) < 0.6, labels, random.integers(0, classes, count))
    return evaluation(labels, says, classes, random.uniform(0.3, 1, count))


def picture_set(labels: Any, classes: int = 10, title: str = "Some") -> PictureSet:
    """Pictures with these labels, no two the same."""
    labels = np.array(labels, np.uint8)
    images = np.random.default_rng(len(labels)).integers(0, 256, (len(labels), 28, 28), np.uint8)
    names = tuple(str(number) for number in range(classes))
    return PictureSet(title.lower(), title, names, Pictures(images, labels))
