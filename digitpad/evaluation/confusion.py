"""The confusion matrix, and the pictures that are in its cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

from digitpad.evaluation.evaluation import Evaluation
from digitpad.evaluation.share import Share

Cell = tuple[int, int]
"""Row and column of the matrix: what it is, what the network says."""


class Order(Enum):
    """In which order pictures are looked at."""

    SUREST = auto()  # the surest mistake first
    DOUBTFUL = auto()  # the smallest lead first
    NUMBER = auto()  # as they are in the dataset


@dataclass(frozen=True, eq=False)
class Confusion:
    """How often which class was taken for which.

    Attributes:
        class_names: one a class.
        counts: (classes, classes + 1) int64. Row: what it is. Column: what the network says; the last one is `?`.
    """

    class_names: tuple[str, ...]
    counts: npt.NDArray[np.int64]

    @property
    def recall(self) -> tuple[Share, ...]:
        """For each class, how many of its pictures are found; `?` is not found."""
        return tuple(map(Share, self._right(), self.counts.sum(axis=1).tolist()))

    @property
    def precision(self) -> tuple[Share, ...]:
        """For each class, how many of the answers that name it are right."""
        return tuple(map(Share, self._right(), self.counts[:, :-1].sum(axis=0).tolist()))

    @property
    def unanswered(self) -> Share:
        """How many answers are `?`."""
        return Share(int(self.counts[:, -1].sum()), int(self.counts.sum()))

    @property
    def accuracy(self) -> Share:
        """How many of all pictures are given the right answer."""
        return Share(sum(self._right()), int(self.counts.sum()))

    def row(self, label: int) -> tuple[Cell, ...]:
        """The cells of everything that is of a class."""
        return tuple((label, column) for column in range(self.counts.shape[1]))

    def column(self, answer: int) -> tuple[Cell, ...]:
        """The cells of everything that is taken for a class, or, for `classes`, of every `?`."""
        return tuple((row, answer) for row in range(self.counts.shape[0]))

    def _right(self) -> list[int]:
        right: list[int] = self.counts.diagonal().tolist()
        return right


def confusion(evaluation: Evaluation, margin: float = 0.0) -> Confusion:
    """The confusion matrix.

    Args:
        evaluation: of a network on pictures.
        margin: how far the best class must be ahead of the second, 0..1; with 0 no answer is `?`.
    """
    classes = evaluation.classes
    cells = evaluation.labels * (classes + 1) + evaluation.answers(margin)
    counts = np.bincount(cells, minlength=classes * (classes + 1)).reshape(classes, classes + 1)
    return Confusion(evaluation.class_names, counts.astype(np.int64))


def pictures_in(
    evaluation: Evaluation, cells: Iterable[Cell], margin: float = 0.0, order: Order = Order.SUREST
) -> npt.NDArray[np.intp]:
    """The numbers of the pictures in some cells of the matrix.

    Args:
        evaluation: of a network on pictures.
        cells: of `confusion(evaluation, margin)`.
        margin: as there.
        order: the surest mistake first: mistakes come before right answers, and a `?` is as sure as its best class;
            or the smallest lead first, or by number. Equal ones are by number.

    Returns:
        As many numbers, 0..n - 1, as the cells count.
    """
    wanted = np.zeros((evaluation.classes, evaluation.classes + 1), np.bool_)
    for cell in cells:
        wanted[cell] = True
    return ordered(evaluation, np.flatnonzero(wanted[evaluation.labels, evaluation.answers(margin)]), order)


def ordered(evaluation: Evaluation, numbers: npt.NDArray[np.intp], order: Order) -> npt.NDArray[np.intp]:
    """Some pictures in the order of `pictures_in`.

    Args:
        evaluation: of a network on pictures.
        numbers: of some of these, ascending.
        order: which order.
    """
    if order is Order.SUREST:
        return numbers[np.lexsort((-evaluation.confidence[numbers], evaluation.right[numbers]))]
    if order is Order.DOUBTFUL:
        return numbers[np.argsort(evaluation.leads[numbers], kind="stable")]
    return numbers
