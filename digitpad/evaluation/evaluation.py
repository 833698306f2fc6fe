"""Evaluate a network: its probabilities for labelled pictures, computed once; all figures are made of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError
from digitpad.evaluation.report import chunks
from digitpad.evaluation.share import Share
from digitpad.model.network import Network
from digitpad.translation import N_


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a network says about n labelled pictures. Never changes; whatever follows from it is computed when asked.

    Attributes:
        class_names: the network's, one a class.
        labels: (n,) the class of each picture, 0..classes - 1.
        probabilities: (n, classes) float32, each row summing to 1.
    """

    class_names: tuple[str, ...]
    labels: npt.NDArray[np.intp]
    probabilities: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def classes(self) -> int:
        """How many classes there are, 2..62."""
        return len(self.class_names)

    @cached_property
    def best(self) -> npt.NDArray[np.intp]:
        """(n,) the most probable class of each picture."""
        best: npt.NDArray[np.intp] = self.probabilities.argmax(axis=1)
        return best

    @cached_property
    def confidence(self) -> npt.NDArray[np.float64]:
        """(n,) the probability of the most probable class, 0..1."""
        largest: npt.NDArray[np.float32] = self.probabilities.max(axis=1, initial=0)
        return largest.astype(np.float64)

    @cached_property
    def leads(self) -> npt.NDArray[np.float32]:
        """(n,) how far the most probable class is ahead of the second, 0..1."""
        second, first = np.partition(self.probabilities, -2, axis=1)[:, -2:].T
        lead: npt.NDArray[np.float32] = first - second
        return lead

    @cached_property
    def right(self) -> npt.NDArray[np.bool_]:
        """(n,) whether the most probable class is the true one, however small its lead."""
        right: npt.NDArray[np.bool_] = self.best == self.labels
        return right

    @property
    def accuracy(self) -> Share:
        """How many are right, however small the lead."""
        return Share(int(self.right.sum()), len(self))

    def answers(self, margin: float) -> npt.NDArray[np.intp]:
        """(n,) the class that is answered, or `classes` where the answer is `?`, as `model.answer.decide` has it.

        Args:
            margin: how far the best class must be ahead of the second, 0..1; with 0 there is always an answer.
        """
        return np.where(self.leads < np.float32(margin), self.classes, self.best)


def evaluate(
    network: Network,
    pictures: Pictures,
    report: Callable[[int, int], None] = lambda done, count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Evaluation:
    """Ask a network about all pictures.

    Args:
        network: answers.
        pictures: what it is asked, with what is right.
        report: told after each chunk how many pictures are done, of how many.
        is_cancelled: asked before each chunk.

    Raises:
        DigitpadError: a label is none of the network's classes.
        CancelledError: `is_cancelled` said so.
    """
    classes, count = network.spec.classes, len(pictures)
    if count and int(pictures.labels.max()) >= classes:
        raise DigitpadError(
            N_("The network tells {classes} classes apart, but a picture is of class {label}; choose other pictures."),
            classes=classes, label=int(pictures.labels.max()) + 1,
        )  # fmt: skip
    probabilities = np.empty((count, classes), np.float32)
    for rows in chunks(count, is_cancelled):
        probabilities[rows] = network.probabilities(pictures.images[rows])
        report(rows.stop, count)
    probabilities.flags.writeable = False
    return Evaluation(network.info.class_names, pictures.labels.astype(np.intp), probabilities)
