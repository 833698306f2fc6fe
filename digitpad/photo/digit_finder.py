"""Find the digits on a photo or scan: shadows, polarity, noise and ruled lines removed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.ink.segment import Boxes, split_boxes
from digitpad.photo.connected_components import ConnectedComponents, box_blurred, label_components
from digitpad.photo.contrast import INK_SHARE, MIN_CONTRAST, Floats, Greys, Mask, paper_contrast
from digitpad.photo.ruling import without_ruling
from digitpad.photo.small_picture import SMALL, small_contrast, small_digits

_EDGE = 2
"""The soft edge of a line reaches this many pixels beyond what counts as ink."""

_SPECK = 0.16
"""What is smaller than this share of the largest spot is no part of a digit."""


@dataclass(frozen=True)
class DigitsFound:
    """What was found on a piece of paper.

    Attributes:
        contrast: (rows, columns) 0..1, the picture without paper and shadows: 0 is paper and 1 is ink.
        ink: where there is ink of a digit; specks and ruled lines are left out.
        labels: number of the digit at each place of `ink`, in reading order from 0; -1 elsewhere.
        boxes: left, top, right, bottom of each digit in pixels, (n, 4).
    """

    contrast: Floats
    ink: Mask
    labels: npt.NDArray[np.intp]
    boxes: Boxes

    def digit(self, number: int) -> Floats:
        """The contrast of one digit, cut out along its box, without what belongs to others."""
        left, top, right, bottom = self.boxes[number].astype(int)
        place = np.s_[top:bottom, left:right]
        own = box_blurred((self.labels[place] == number).astype(np.float32), _EDGE) > 0
        return np.where(own, self.contrast[place], np.float32(0))


def find_digits(greys: Greys) -> DigitsFound:
    """Find the digits of a picture; blank paper has none.

    Args:
        greys: (rows, columns) uint8; dark ink on light paper or the other way round, shadows allowed.
    """
    small = max(greys.shape) <= SMALL
    contrast = small_contrast(greys, MIN_CONTRAST) if small else paper_contrast(greys)
    if contrast is None:
        nothing = np.zeros(greys.shape, np.float32)
        return DigitsFound(nothing, nothing > 0, np.full(greys.shape, -1), np.zeros((0, 4)))
    labels = small_digits(contrast) if small else _labels(contrast)
    return DigitsFound(contrast, labels >= 0, labels, _boxes(labels))


def _labels(contrast: Floats) -> npt.NDArray[np.intp]:
    """The number of the digit at each pixel, in reading order; -1 elsewhere."""
    spots = _without_specks(label_components(without_ruling(contrast > INK_SHARE)))
    number = np.full(len(spots.boxes) + 1, -1)
    for place, digit in enumerate(split_boxes(spots.boxes)):
        number[list(digit)] = place
    result: npt.NDArray[np.intp] = number[spots.labels]
    return result


def _boxes(labels: npt.NDArray[np.intp]) -> Boxes:
    """Left, top, right, bottom of each label from 0, (n, 4)."""
    rows, columns = np.nonzero(labels >= 0)
    numbers = labels[rows, columns]
    boxes = np.empty((int(labels.max(initial=-1)) + 1, 4))
    boxes[:, :2], boxes[:, 2:] = np.inf, -np.inf
    for side, values, reduce in (
        (0, columns, np.minimum), (1, rows, np.minimum), (2, columns + 1, np.maximum), (3, rows + 1, np.maximum)
    ):  # fmt: skip
        reduce.at(boxes[:, side], numbers, values)
    return boxes


def _without_specks(spots: ConnectedComponents) -> ConnectedComponents:
    """Noise, crumbs, and what comes in from the border of the picture while there is something else."""
    if not len(spots.boxes):
        return spots
    rows, columns = spots.labels.shape
    width, height = spots.boxes[:, 2] - spots.boxes[:, 0], spots.boxes[:, 3] - spots.boxes[:, 1]
    size = np.maximum(width, height)
    left, top, right, bottom = spots.boxes.T
    inside = (left > 0) & (top > 0) & (right < columns) & (bottom < rows)
    whole = inside & (size >= 0.03 * max(rows, columns))
    keep = inside if whole.any() else np.ones(len(size), bool)
    largest = size[keep].max()
    keep &= (size >= _SPECK * largest) & (size > 2 if largest > 2 else size > 0)
    return spots.only(keep)
