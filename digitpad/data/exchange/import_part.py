"""One part of an imported dataset while it grows: pictures, labels, and where each was found."""

from array import array
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from digitpad.data.exchange.shaping import SIDE

PICTURE_BYTES = SIDE * SIDE


class Part:
    """Pictures 28 × 28 one after another, their labels, and where each was found."""

    def __init__(self) -> None:
        self._images = bytearray()
        self._labels = bytearray()
        self._rows = array("Q")
        self.place: Callable[[int], str] = str

    def __len__(self) -> int:
        return len(self._labels)

    def add(self, images: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8], rows: Iterable[int]) -> None:
        """Keep pictures, their labels and the numbers of the rows where they were found."""
        self._images += images.tobytes()
        self._labels += labels.tobytes()
        self._rows.extend(rows)

    # Views of the same memory, in which pictures may be changed but to which none are added while they are in use.

    @property
    def images(self) -> npt.NDArray[np.uint8]:
        """The pictures, (n, 28, 28)."""
        return np.frombuffer(self._images, np.uint8).reshape(-1, SIDE, SIDE)

    @property
    def labels(self) -> npt.NDArray[np.uint8]:
        """Their labels, (n,)."""
        return np.frombuffer(self._labels, np.uint8)

    @property
    def rows(self) -> npt.NDArray[np.uint64]:
        """The numbers of their rows, (n,)."""
        return np.frombuffer(self._rows, np.uint64)

    def keep(self, good: npt.NDArray[np.bool_]) -> None:
        """Let go of the other pictures; they close up in place."""
        images, labels, rows = self.images, self.labels, self.rows
        for new, old in enumerate(np.flatnonzero(good).tolist()):
            images[new], labels[new], rows[new] = images[old], labels[old], rows[old]
        del images, labels, rows
        count = int(good.sum())
        del self._images[count * PICTURE_BYTES :], self._labels[count:], self._rows[count:]
