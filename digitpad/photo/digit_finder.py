"""Find the digits on a photo or scan: shadows, polarity, noise and ruled lines removed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.ink.segment import Boxes, split_boxes
from digitpad.photo.connected_components import ConnectedComponents, box_blurred, box_largest, label_components
from digitpad.photo.contrast import INK_SHARE, MIN_CONTRAST, Floats, Greys, Mask, paper_contrast
from digitpad.photo.ruling import without_ruling
from digitpad.photo.small_picture import SMALL, small_contrast, small_digits

_EDGE = 2
"""The soft edge of a line reaches this many pixels beyond what counts as ink."""

_FAINT, _FAINT_NOISE, _LOST_NOISE = 0.12, 6.0, 3.5
"""What may be ink: this share of the strongest ink's contrast (a hard pencil beside a felt tip has 0.2), and so many
standard deviations of the paper's own unevenness; fewer are enough for what hangs together with that."""

_OWN = 0.6
"""A spot's own ink is darker than this share of its pixels: they are its soft edge, and where the hand was light."""

_WEAK = 0.7
"""Ink weaker than this share of the strongest loses lines at the threshold of all, where the hand was light."""

_NEAR = 5
"""The strongest ink within so many pixels is what a pixel of weak ink is measured against."""

_WEAK_HEIGHT = 0.35
"""Weaker ink than the rest is a digit if it is at least this high, against the usual strong spot."""

_PIECE_HEIGHT = 0.12
"""A lower one, of at least this height, is a piece of the digit whose box it overlaps: an arc where the pencil hardly
touched the paper."""

_MANY = 1_000_000
"""With more pairs of low spots and others there is no telling which are pieces; it is no page of digits either."""

_EDGE_QUANTILE, _SHARP = 0.96, 0.2
"""A line's edge is sharp: over two pixels, some of its pixels differ by more than this share of its own contrast. In a
bold digit these are few."""

_SPECK = 0.16
"""What is smaller than this share of the largest spot is no part of a digit."""


_SPAN, _NO_CUT_OUT = 0.8, 300
"""What spans this share of the picture both ways is no digit, from so many pixels on: a smaller one may be cut out."""


@dataclass(frozen=True)
class DigitsFound:
    """What was found on a piece of paper.

    Attributes:
        contrast: (rows, columns) 0..1, the picture without paper and shadows: 0 is paper and 1 is ink.
        ink: where there is ink of a digit; specks and ruled lines are left out.
        labels: number of the digit at each place of `ink`, in reading order from 0; -1 elsewhere.
        boxes: left, top, right, bottom of each digit in pixels, (n, 4).
        too_large: whether a spot was left out because it spans most of the picture: a desk, a sheet, a shadow.
    """

    contrast: Floats
    ink: Mask
    labels: npt.NDArray[np.intp]
    boxes: Boxes
    too_large: bool = False

    def digit(self, number: int) -> Floats:
        """The contrast of one digit, cut out along its box, without what belongs to others."""
        left, top, right, bottom = self.boxes[number].astype(int)
        place = np.s_[top:bottom, left:right]
        own = box_blurred((self.labels[place] == number).astype(np.float32), _EDGE) > 0
        return np.where(own, self.contrast[place], np.float32(0))


def find_digits(greys: Greys, lightest: Greys | None = None) -> DigitsFound:
    """Find the digits of a picture; blank paper has none.

    Args:
        greys: (rows, columns) uint8; dark ink on light paper or the other way round, shadows allowed.
        lightest: what light ink is looked for in, where colours make that another picture.
    """
    too_large = False
    if max(greys.shape) <= SMALL:
        # Of a cut-out's colours, those that differ more show the ink: yellow on black is black in the darkest.
        clearer = greys if lightest is None or greys.std() >= lightest.std() else lightest
        contrast = small_contrast(clearer, MIN_CONTRAST)
        if contrast is None:
            return _nothing(greys.shape)
        labels = small_digits(contrast)
    else:
        seen = paper_contrast(greys, greys if lightest is None else lightest)
        if seen is None:
            return _nothing(greys.shape)
        contrast, spots = _each_by_its_own_ink(seen)
        span = (spots.boxes[:, 2:] - spots.boxes[:, :2]) / [greys.shape[1], greys.shape[0]]
        large = (span >= _SPAN).all(axis=1) & (max(greys.shape) >= _NO_CUT_OUT)
        too_large = bool(large.any())
        labels = _labels(_without_specks(spots.only(~large)))
    return DigitsFound(contrast, labels >= 0, labels, _boxes(labels), too_large)


def _nothing(shape: tuple[int, ...]) -> DigitsFound:
    nothing = np.zeros(shape, np.float32)
    return DigitsFound(nothing, nothing > 0, np.full(shape, -1), np.zeros((0, 4)))


def _each_by_its_own_ink(contrast: Floats) -> tuple[Floats, ConnectedComponents]:
    """The contrast with each spot's own ink as 1, and the spots: a pencil beside a felt tip is as good a line.

    Every spot that stands out of the paper is found first, then its own half is its threshold.
    """
    strong = without_ruling(contrast > INK_SHARE)
    paper = float(np.median(contrast))
    noise = 1.4826 * float(np.median(np.abs(contrast - paper)))
    lost, clear = (max(_FAINT, paper + deviations * noise) for deviations in (_LOST_NOISE, _FAINT_NOISE))
    faint = label_components(without_ruling(contrast > lost))
    faint = faint.only(np.isin(np.arange(len(faint.boxes)), faint.labels[contrast > clear]))
    if not len(faint.boxes):
        return contrast, label_components(strong)
    strength = _quantiles(contrast, faint.labels, len(faint.boxes), _OWN)
    edges = _quantiles(_steps(contrast), faint.labels, len(faint.boxes), _EDGE_QUANTILE)
    # Strong ink, and the rim of a shadow with what lies on it, are measured against the ink of all.
    weak = (strength < _WEAK) & (edges >= _SHARP * strength)
    weak &= ~_strays(faint.boxes, strength < _WEAK)
    if not weak.any():
        return contrast, label_components(strong)
    own = np.append(np.where(weak, strength, np.inf), np.inf).astype(np.float32)[faint.labels]
    # A hand that is light here and heavy there: each place of a line is measured against what is near.
    nearest = box_largest(np.where(np.isfinite(own), contrast, np.float32(0)), _NEAR)
    own = np.where(np.isfinite(own), np.minimum(own, nearest), own)
    spots = label_components(strong | (contrast > INK_SHARE * own))
    around = box_largest(np.where(np.isfinite(own), own, np.float32(0)), _EDGE)
    result: Floats = np.clip(contrast / np.where(around > 0, around, 1), 0, 1).astype(np.float32)
    return result, spots


def _strays(boxes: Boxes, weak: Mask) -> Mask:
    """Which of the weak spots are no digits beside the strong ones: pieces of faint printed lines, and texture."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    size = np.maximum(width, height)
    strong = ~weak & (size >= _SPECK * size[~weak].max(initial=0))
    if not strong.any():
        return np.zeros(len(weak), bool)
    usual = float(np.median(size[strong]))
    low, large = height < _WEAK_HEIGHT * usual, size > 2 * usual
    strays = weak & (low | large)
    maybe = np.flatnonzero(strays & ~large & (height >= _PIECE_HEIGHT * usual))
    strays[maybe[_overlap(boxes[maybe], boxes[~low & ~large])]] = False
    return strays


def _overlap(boxes: Boxes, others: Boxes) -> Mask:
    """Which of the boxes (n, 4) overlap one of the others (m, 4)."""
    if len(boxes) * len(others) > _MANY:
        return np.zeros(len(boxes), bool)
    one, other = boxes[:, None], others[None]
    both: Mask = (one[..., :2] < other[..., 2:]) & (other[..., :2] < one[..., 2:])
    overlaps: Mask = np.any(np.all(both, axis=2), axis=1)
    return overlaps


def _steps(contrast: Floats) -> Floats:
    """How much each pixel's neighbours on both sides differ, the larger of along the row and along the column."""
    steps = np.zeros_like(contrast)
    steps[:, 1:-1] = np.abs(contrast[:, 2:] - contrast[:, :-2])
    np.maximum(steps[1:-1], np.abs(contrast[2:] - contrast[:-2]), out=steps[1:-1])
    return steps


def _quantiles(values: Floats, labels: npt.NDArray[np.intp], count: int, quantile: float) -> Floats:
    """(count,): of the values at each label's pixels."""
    inked = np.flatnonzero(labels >= 0)
    numbers, those = labels.flat[inked], values.flat[inked]
    order = np.lexsort((those, numbers))
    ends = np.cumsum(np.bincount(numbers, minlength=count))
    starts = np.append(0, ends[:-1])
    result: Floats = those[order][starts + ((ends - starts - 1) * quantile).astype(int)]
    return result


def _labels(spots: ConnectedComponents) -> npt.NDArray[np.intp]:
    """The number of the digit at each pixel, in reading order; -1 elsewhere."""
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
