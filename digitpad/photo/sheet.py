"""Find a sheet of paper that lies on a desk, turned or seen aslant, and look at it straight from above."""

import numpy as np
import numpy.typing as npt

from digitpad.photo.area import area_means
from digitpad.photo.connected_components import box_largest, label_components
from digitpad.photo.otsu import otsu

Greys = npt.NDArray[np.uint8]
Colours = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Corners = npt.NDArray[np.float64]
"""(4, 2): x and y in pixels, clockwise from the top left one."""

_COARSE = 160
"""A sheet is looked for on a picture of so many pixels along its longer side, where writing is thin."""

_WRITING = 3
"""A line of writing is at most twice as thick in those pixels, and is filled with the paper around it."""

_LEAST, _MOST = 0.12, 0.97
"""What share of the picture a sheet has; on a smaller one no digit could be read."""

_DEPTH = 30.0
"""Grey levels between the paper and the desk at least."""

_UNEVEN = 0.35
"""At its edge the desk is darker than the paper by this share of the difference at once; a shadow is not."""

_FULL = 0.9
"""A sheet fills the space between its four edges, but for a hand or a book upon it."""

_STEEP = np.tan(np.radians(27))
"""An edge leans at most so much: 20 degrees of turning and some perspective."""

_INSET = 0.012
"""The paper's very edge, its thickness and shadow, as a share of its shorter side, is left out."""

_TRIES = 200
"""Pairs of points that a line is drawn through: of two fifths good ones, a good pair is among them for sure."""


def find_sheet(greys: Greys) -> Corners | None:
    """The corners of a light sheet before something darker; None where paper fills the picture, or nothing is a sheet.

    Args:
        greys: (rows, columns) uint8.
    """
    rows, columns = greys.shape
    step = max(1, round(max(rows, columns) / _COARSE))
    if min(rows, columns) < 8 * step or max(rows, columns) < _COARSE:
        return None
    coarse = area_means(greys, rows // step, columns // step).astype(np.float32)
    paper = -box_largest(-box_largest(coarse, _WRITING) + 255, _WRITING) + 255  # dark lines closed
    mask = paper > otsu(paper)
    if mask.all() or not mask.any() or float(paper[mask].mean() - paper[~mask].mean()) < _DEPTH:
        return None
    sheet = _largest(mask)
    if not _LEAST <= sheet.mean() <= _MOST:
        return None
    corners = _corners(sheet)
    if corners is None:
        return None
    inside = _inside(corners, sheet.shape)
    alike = (sheet & inside).sum() / max((sheet | inside).sum(), 1)
    if alike < _FULL or not _sharp(coarse, corners):
        return None
    centre = corners.mean(axis=0)
    side = np.sqrt(float(inside.sum()))
    way = centre - corners
    corners = corners + way / np.linalg.norm(way, axis=1, keepdims=True) * _INSET * np.sqrt(2) * side
    result: Corners = corners * [columns / coarse.shape[1], rows / coarse.shape[0]]
    return result


def _largest(mask: Mask) -> Mask:
    """The largest connected part of it, with its holes: a dark picture on a sheet is no desk."""
    spots = label_components(mask)
    sizes = np.bincount(spots.labels[mask], minlength=1)
    part = spots.labels == sizes.argmax()
    holes = label_components(~part)
    left, top, right, bottom = holes.boxes.T
    within = (left > 0) & (top > 0) & (right < mask.shape[1]) & (bottom < mask.shape[0])
    result: Mask = part | (holes.only(within).labels >= 0)
    return result


def _corners(sheet: Mask) -> Corners | None:
    """Where the four edges of a light area meet; None where it has none. The picture's border is one too."""
    ends = []
    for turned in (False, True):
        part = sheet.T if turned else sheet
        there = np.flatnonzero(part.any(axis=0))
        along: Floats = there.astype(np.float64) + 0.5
        first = part[:, there].argmax(axis=0)
        last = part.shape[0] - part[::-1, there].argmax(axis=0)
        ends += [_line(along, first.astype(float)), _line(along, last.astype(float))]
    if any(end is None for end in ends):
        return None
    top, bottom, left, right = ends
    corners = []
    for level, upright in ((top, left), (top, right), (bottom, right), (bottom, left)):
        (a, b), (c, d) = level, upright  # type: ignore[misc] # both are pairs: y = a x + b, x = c y + d
        y = (a * d + b) / (1 - a * c)
        corners.append((c * y + d, y))
    return np.array(corners)


def _line(along: Floats, across: Floats) -> tuple[float, float] | None:
    """Slope and height of the straight line that most of the points are on; None where they are on none.

    Of a turned sheet the points of two more edges are among them, and of a hand.
    """
    rng = np.random.default_rng(len(along))
    pairs = rng.integers(0, len(along), (_TRIES, 2))
    pairs = pairs[np.abs(along[pairs[:, 0]] - along[pairs[:, 1]]) > 0.15 * np.ptp(along)]
    if not len(pairs):
        return None
    (x1, x2), (y1, y2) = along[pairs].T, across[pairs].T
    slopes = (y2 - y1) / (x2 - x1)
    off = np.abs(across - (slopes[:, None] * (along - x1[:, None]) + y1[:, None]))
    near = (off <= 1.2).sum(axis=1) * (np.abs(slopes) <= _STEEP)
    best = int(near.argmax())
    if near[best] < 0.4 * len(along):
        return None
    on = off[best] <= 1.5
    slope, height = np.polyfit(along[on], across[on], 1)
    return float(slope), float(height)


def _inside(corners: Corners, shape: tuple[int, ...]) -> Mask:
    y, x = np.indices(shape) + 0.5
    result = np.ones(shape, bool)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        result &= (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) >= 0
    return result


def _sharp(coarse: npt.NDArray[np.float32], corners: Corners) -> bool:
    """Whether paper ends at once at most of its edges that are in the picture, and at two of them at least."""
    steps, deep = [], []
    centre = corners.mean(axis=0)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points = start + (end - start) * np.linspace(0.1, 0.9, 25)[:, None]
        normal = np.array([end[1] - start[1], start[0] - end[0]]) / np.linalg.norm(end - start)
        normal *= np.sign(((points[12] - centre) * normal).sum())
        values = [_at(coarse, points + normal * far) for far in (-6, -2, 2, 6)]
        known = ~np.isnan(values[3]) & ~np.isnan(values[0])
        if known.sum() < 12:
            continue
        inner, near, beyond, outer = (float(np.median(each[known])) for each in values)
        deep.append(inner - outer)
        steps.append((near - beyond) >= _UNEVEN * max(inner - outer, _DEPTH))
    return len(steps) >= 2 and sum(steps) >= max(2, len(steps) - 1) and float(np.median(deep)) >= _DEPTH / 2


def _at(picture: npt.NDArray[np.float32], points: Floats) -> Floats:
    """The pixels at these places; nan outside."""
    x, y = np.floor(points).astype(int).T
    within = (x >= 0) & (y >= 0) & (x < picture.shape[1]) & (y < picture.shape[0])
    return np.where(within, picture[np.where(within, y, 0), np.where(within, x, 0)], np.nan)


def _size(corners: Corners) -> tuple[int, int]:
    """Columns and rows of the straightened sheet."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    columns, rows = (max(1, round(float(max(sides[first], sides[first + 2])))) for first in (0, 1))
    return columns, rows


def _projection(corners: Corners) -> Floats | None:
    """The eight numbers that take a place on the straightened sheet to the picture; None where there are none."""
    columns, rows = _size(corners)
    own = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], float)
    system = []
    for (x, y), (u, v) in zip(own, corners, strict=True):
        system += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    try:
        return np.linalg.solve(np.array(system), corners.ravel()).astype(np.float64)
    except np.linalg.LinAlgError:
        return None


def on_picture(places: Floats, corners: Corners) -> Floats:
    """Where places on the straightened sheet, (..., 2) as x and y, lie on the picture that the sheet was found in."""
    projection = _projection(corners)
    if projection is None:
        return places
    a, b, c, d, e, f, g, h = projection
    x, y = places[..., 0], places[..., 1]
    w = g * x + h * y + 1
    result: Floats = np.stack([(a * x + b * y + c) / w, (d * x + e * y + f) / w], axis=-1)
    return result


def straightened(colours: Colours, corners: Corners) -> Colours:
    """The sheet alone, as seen from straight above, (rows, columns, 3) uint8, at about its size in the picture."""
    columns, rows = _size(corners)
    projection = _projection(corners)
    if projection is None:
        return colours
    a, b, c, d, e, f, g, h = projection.astype(np.float32)
    x = np.arange(columns, dtype=np.float32) + np.float32(0.5)
    y = (np.arange(rows, dtype=np.float32) + np.float32(0.5))[:, None]
    w = g * x + h * y + 1
    u = np.clip((a * x + b * y + c) / w - np.float32(0.5), 0, colours.shape[1] - 1)
    v = np.clip((d * x + e * y + f) / w - np.float32(0.5), 0, colours.shape[0] - 1)
    left = np.minimum(u.astype(np.int32), colours.shape[1] - 2)
    top = np.minimum(v.astype(np.int32), colours.shape[0] - 2)
    du, dv = (u - left)[..., None], (v - top)[..., None]
    flat, place = colours.reshape(-1, colours.shape[2]), top * colours.shape[1] + left
    upper = flat[place] * (1 - du) + flat[place + 1] * du
    place += colours.shape[1]
    lower = flat[place] * (1 - du) + flat[place + 1] * du
    result: Colours = np.rint(upper * (1 - dv) + lower * dv).astype(np.uint8)
    return result
