"""Labelled pictures in memory."""

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.translation import N_


@dataclass(frozen=True)
class Pictures:
    """Pictures with their classes.

    Attributes:
        images: (n, 28, 28) uint8, 0 is paper and 255 is ink.
        labels: (n,) uint8, the index of each picture's class.

    Raises:
        DigitpadError: the shapes or types are others, or the numbers of images and labels differ.
    """

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]

    def __post_init__(self) -> None:
        if self.images.ndim != 3 or self.images.shape[1:] != (28, 28) or self.images.dtype != np.uint8:
            raise DigitpadError(
                N_("The pictures are {type} of shape {shape}; expected uint8 (n, 28, 28)."),
                type=self.images.dtype,
                shape=self.images.shape,
            )
        if self.labels.shape != (len(self.images),) or self.labels.dtype != np.uint8:
            raise DigitpadError(
                N_(
                    "There are {count} pictures but the labels are {type} of shape {shape}; expected one uint8 "
                    "a picture."
                ),
                count=len(self.images),
                type=self.labels.dtype,
                shape=self.labels.shape,
            )

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: npt.NDArray[np.intp]) -> "Pictures":
        """The pictures at the given row numbers."""
        return Pictures(self.images[rows], self.labels[rows])

    def first_rows(self, count: int) -> npt.NDArray[np.intp]:
        """At most `count` row numbers, ascending: as many of every class as can be, the first ones of each."""
        turns = np.zeros(len(self), np.intp)  # round after round, the next picture of every class
        for label in np.unique(self.labels):
            rows = self.labels == label
            turns[rows] = np.arange(np.count_nonzero(rows))
        return np.sort(np.argsort(turns, kind="stable")[:count])


@dataclass(frozen=True)
class Dataset:
    """A named set of pictures to learn from and to be examined on.

    Attributes:
        name: its key in the catalogue, such as `mnist-5k`.
        title: what people call it.
        class_names: one name a class, in the order of the labels.
        train: the part to learn from (a validation part is cut from it by the plan).
        test: the part kept out of training altogether.
        non_digits: (n, 28, 28) uint8, pictures of none of the classes, to be unsure about; usually none.
    """

    name: str
    title: str
    class_names: tuple[str, ...]
    train: Pictures
    test: Pictures
    non_digits: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, 28, 28), np.uint8))

    def __post_init__(self) -> None:
        for pictures in (self.train, self.test):
            if len(pictures) and int(pictures.labels.max()) >= len(self.class_names):
                raise DigitpadError(
                    N_("{title} has the label {max} but only {count} classes."),
                    title=self.title,
                    max=int(pictures.labels.max()),
                    count=len(self.class_names),
                )

    def learning_from(self, count: int) -> "Dataset":
        """The same with at most `count` pictures to learn from, as balanced as can be; with 0 it stays as it is."""
        few = 0 < count < len(self.train)
        return replace(self, train=self.train.take(self.train.first_rows(count))) if few else self
