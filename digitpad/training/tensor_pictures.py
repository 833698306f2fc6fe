"""Pictures and their labels as tensors, from which batches are gathered."""

from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from digitpad.data.digits import Pictures

_ROWS_PER_PIECE = 10_000
"""Turning an array into a tensor copies it with the interpreter lock held; in pieces, the window gets its turns."""

NO_CLASS = -1
"""The label of a picture that belongs to no class: every class is to be equally probable."""


class TensorPictures:
    """Pictures as tensors: `images` (n, 784) uint8, `labels` (n,) int32; at the end those that belong to no class."""

    def __init__(self, pictures: Pictures, non_digits: npt.NDArray[np.uint8] | None = None) -> None:
        flat, labels = pictures.images.reshape(-1, 784), pictures.labels.astype(np.int32)
        if non_digits is not None and len(non_digits):
            flat = np.concatenate([flat, non_digits.reshape(-1, 784)])
            labels = np.concatenate([labels, np.full(len(non_digits), NO_CLASS, np.int32)])
        pieces = [tf.constant(flat[start : start + _ROWS_PER_PIECE]) for start in range(0, len(flat), _ROWS_PER_PIECE)]
        self.images = tf.concat(pieces, axis=0) if pieces else tf.zeros([0, 784], tf.uint8)
        self.labels = tf.constant(labels)

    def __len__(self) -> int:
        return int(self.labels.shape[0])

    def take(self, rows: npt.NDArray[np.int32]) -> tuple[Any, Any]:
        """Images and labels at the given rows."""
        return tf.gather(self.images, rows), tf.gather(self.labels, rows)
