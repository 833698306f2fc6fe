"""Find the digits on a photo or scan: shadows, polarity, noise and ruled lines removed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.ink.segment import Boxes, split_boxes
from digitpad.photo.connected_components import ConnectedComponents, box_blurred, label_components, run_lengths

Greys = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_MIN_CONTRAST = 24
"""Grey levels between paper and ink below which a picture counts as blank."""

_COARSE = 48
"""The paper is estimated on a picture of so many fields along its longer side: it is smooth, ink is not."""

_WINDOWS = 0.25, 0.1
"""The paper's grey at a place is found within this share of the longer side: wider than any line is thick, or narrow
enough to follow the edge of a shadow where the wide one takes the shadow for ink."""

_OPEN_BORDER = 0.01
"""With more ink than this along the picture's border, it is probably a shadow."""

_PAPER_QUANTILE = 0.8
"""How much of what is around a place is darker than its paper, where paper is light."""

_REST_QUANTILE = 0.35
"""The same for what is left when the paper is taken away: paper is more than this share of what is around."""

_INK_SHARE = 0.5
"""From this share of the ink's own contrast on, a pixel counts as ink when digits are looked for."""

_NOISE = 6.0
"""Ink stands out of the paper's own unevenness by this many standard deviations."""

_RULED, _RULED_PART = 0.6, 0.2
"""A straight line over this share of the paper is printed on it, unless it is alone; among such, also a part of one."""

_RULE_PIECE, _RULE_THICKNESS = 0.08, 0.01
"""A printed line has pieces as long and is at most as thick as these shares of the picture."""

_CROSSING = 5
"""A level line is not seen for so many pixels to each side of where an upright one crosses it."""

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
    contrast = _contrast(greys)
    if contrast is None:
        nothing = np.zeros(greys.shape, np.float32)
        return DigitsFound(nothing, nothing > 0, np.full(greys.shape, -1), np.zeros((0, 4)))
    spots = _without_specks(label_components(_without_ruling(contrast > _INK_SHARE)))
    digits = split_boxes(spots.boxes)
    number = np.full(len(spots.boxes) + 1, -1)
    boxes = np.zeros((len(digits), 4))
    for place, digit in enumerate(digits):
        number[list(digit)] = place
        parts = spots.boxes[list(digit)]
        boxes[place] = *parts[:, :2].min(axis=0), *parts[:, 2:].max(axis=0)
    labels = number[spots.labels]
    return DigitsFound(contrast, labels >= 0, labels, boxes)


def _contrast(greys: Greys) -> Floats | None:
    """0 for paper, 1 for ink; None where there is no ink. Which of light and dark is ink is found out."""
    light = greys.astype(np.float32)
    wide, narrow = _WINDOWS
    found = []
    for picture in (light, 255 - light):
        contrast = _depth(picture, wide)
        if contrast is not None:
            inked = contrast > _INK_SHARE
            depth = abs(float(np.median(picture[inked])) - float(np.median(picture[~inked]))) if inked.any() else 1.0
            share = _border_share(contrast) + float(inked.mean())
            found.append((share / max(depth, 1) ** 2, picture, contrast))
    if not found:
        return None
    # Ink is the lesser part of a picture, least of all at its border, and differs most from the rest.
    _, picture, contrast = min(found, key=lambda each: each[0])
    if _border_share(contrast) > _OPEN_BORDER:
        closer = _depth(picture, narrow)
        if closer is not None and _border_share(closer) < _border_share(contrast) / 2:
            return closer
    return contrast


def _border_share(contrast: Floats) -> float:
    """How much of the picture's border is inked."""
    border = np.concatenate([contrast[0], contrast[-1], contrast[:, 0], contrast[:, -1]])
    return float((border > _INK_SHARE).mean())


def _depth(light: Floats, window: float) -> Floats | None:
    """How far each place is darker than the paper around it, as a share of the ink's own depth; None without ink."""
    paper = _smooth(light, window, _PAPER_QUANTILE)
    depth = paper - light
    if depth.max() < _MIN_CONTRAST:
        return None
    # Ink swallows a share of the light that falls on it: in a shadow it differs less from its paper.
    by = np.maximum(paper, 1) if float(np.median(paper)) > 127 else np.full_like(paper, 255)
    share: Floats = (depth / by).astype(np.float32)
    # Where the light falls off, the brighter side was taken for the paper; what is left of that is smooth as well.
    share = share - _smooth(share, window, _REST_QUANTILE)
    smooth = box_blurred(share, 1) if min(light.shape) >= 100 else share
    noise = 1.4826 * float(np.median(np.abs(smooth - np.median(smooth))))
    if float(smooth.max()) < max(_NOISE * noise, 0.5 * _MIN_CONTRAST / 255):
        return None
    strongest = _ink_level(smooth)
    if strongest * max(float(np.median(paper)), 128) < _MIN_CONTRAST / 2:
        return None
    result: Floats = np.clip(smooth / strongest, 0, 1).astype(np.float32)
    return result


def _ink_level(share: Floats) -> float:
    """What ink itself is like: printed lines and the rims of shadows are fainter, so the darker half of it counts."""
    inked = share[share > _otsu(share)]
    darker = inked[inked > _otsu(inked)]
    return float(np.median(darker if len(darker) else inked))


def _otsu(values: Floats) -> float:
    """The threshold between two kinds of values that leaves each kind as alike as can be (N. Otsu, 1979)."""
    counts, edges = np.histogram(values, bins=128)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    sums = np.cumsum(counts * middles)
    above = np.maximum(below[-1] - below, 1)
    between = (sums[-1] * below / below[-1] - sums) ** 2 / (np.maximum(below, 1) * above)
    return float(middles[int(between.argmax())])


def _smooth(values: Floats, window: float, quantile: float) -> Floats:
    """The quantile of what is around each place: of light, the paper. Smooth, so a coarse picture is looked at."""
    rows, columns = values.shape
    step = max(1, -(-max(rows, columns) // _COARSE))
    fields = np.pad(values, ((0, -rows % step), (0, -columns % step)), mode="edge")
    fields = fields.reshape(fields.shape[0] // step, step, fields.shape[1] // step, step).swapaxes(1, 2)
    coarse = np.quantile(fields.reshape(*fields.shape[:2], -1), 0.7 if quantile > 0.5 else 0.3, axis=2)
    radius = max(1, round(max(coarse.shape) * window / 2))
    padded = np.pad(coarse, radius, mode="symmetric" if min(coarse.shape) > radius else "edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * radius + 1,) * 2)
    flat = windows.reshape(*coarse.shape, -1)
    place = round(quantile * (flat.shape[2] - 1))
    coarse = np.partition(flat, place, axis=2)[:, :, place].astype(np.float32)
    coarse = box_blurred(coarse, max(1, radius // 2))
    return _enlarged(coarse, rows, columns, step)


def _enlarged(coarse: Floats, rows: int, columns: int, step: int) -> Floats:
    """Bilinear, from the middles of the coarse picture's fields."""
    result = coarse
    for axis, length in ((0, rows), (1, columns)):
        where = (np.arange(length, dtype=np.float32) + 0.5) / step - 0.5
        where = np.clip(where, 0, result.shape[axis] - 1)
        low = np.minimum(where.astype(int), max(result.shape[axis] - 2, 0))
        share = (where - low).reshape((-1, 1) if axis == 0 else (1, -1)).astype(np.float32)
        high = np.minimum(low + 1, result.shape[axis] - 1)
        result = result.take(low, axis) * (1 - share) + result.take(high, axis) * share
    return result


def _without_ruling(ink: Mask) -> Mask:
    """Printed lines taken out, but for where a digit crosses them."""
    rest = ink.copy()
    for turned in (False, True):
        lines = _ruled(ink.T if turned else ink)
        if lines is not None:
            rest &= ~(lines.T if turned else lines)
    return rest


def _ruled(ink: Mask) -> Mask | None:
    """Where the level lines of ruled paper are; None where there are none."""
    rows, columns = ink.shape
    if min(rows, columns) < 60:
        return None
    thickest = max(3, round(_RULE_THICKNESS * max(rows, columns)))
    upright = run_lengths(ink.T).T
    thin = ink & (upright <= thickest)
    # Pieces of a line that is a little askew, then the whole of it, also across the digits that stand on it.
    pieces = thin & (run_lengths(_spread(_spread(thin, 2, 0), _CROSSING, 1)) >= _RULE_PIECE * columns)
    spots = label_components(_spread(_spread(pieces, 2, 0), max(2, columns // 24), 1))
    width = spots.boxes[:, 2] - spots.boxes[:, 0]
    whole = width >= _RULED * columns
    if not whole.any():
        return None
    # Among others, also a line that is cut in two by a digit.
    part = width >= _RULED_PART * columns if whole.sum() > 1 else whole
    lines: Mask = pieces & (spots.only(part).labels >= 0)
    others = np.flatnonzero((ink & ~lines).any(axis=0))
    alone = len(others) > 0 and others[-1] - others[0] < 0.7 * columns
    # A single one may be the bar of a 7 that fills the picture.
    return lines if whole.sum() > 1 or (alone and float(width.max()) >= 0.97 * columns) else None


def _spread(mask: Mask, reach: int, axis: int) -> Mask:
    """Where there is ink at most `reach` pixels away along an axis."""
    pad = [(0, 0), (0, 0)]
    pad[axis] = (reach + 1, reach)
    sums = np.cumsum(np.pad(mask, pad), axis=axis)
    length = sums.shape[axis]
    result: Mask = sums.take(range(2 * reach + 1, length), axis) > sums.take(range(length - 2 * reach - 1), axis)
    return result


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
