"""Tell ink from paper on a photo: shadows, the fall of light and polarity are taken away."""

import numpy as np
import numpy.typing as npt

from digitpad.photo.connected_components import box_blurred
from digitpad.photo.otsu import otsu

Greys = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

MIN_CONTRAST = 24
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

_BLURRED = 100
"""A picture of at least so many pixels is blurred by one against noise; a smaller one would lose its lines."""

_NOISE = 6.0
"""Ink stands out of the paper's own unevenness by this many standard deviations."""

INK_SHARE = 0.5
"""From this share of the ink's own contrast on, a pixel counts as ink when digits are looked for."""


def paper_contrast(darkest: Greys, lightest: Greys) -> Floats | None:
    """0 for paper, 1 for ink; None where there is no ink. Which of light and dark is ink is found out.

    Args:
        darkest: (rows, columns) what dark ink is looked for in: the darkest of the colours, with paper as it is.
        lightest: the same for light ink.
    """
    wide, narrow = _WINDOWS
    found = []
    for picture in (darkest.astype(np.float32), 255 - lightest.astype(np.float32)):
        contrast = _depth(picture, wide)
        if contrast is not None:
            inked = contrast > INK_SHARE
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
    return float((border > INK_SHARE).mean())


def _depth(light: Floats, window: float) -> Floats | None:
    """How far each place is darker than the paper around it, as a share of the ink's own depth; None without ink."""
    paper = _smooth(light, window, _PAPER_QUANTILE)
    depth = paper - light
    if depth.max() < MIN_CONTRAST:
        return None
    # Ink swallows a share of the light that falls on it: in a shadow it differs less from its paper.
    by = np.maximum(paper, 1) if float(np.median(paper)) > 127 else np.full_like(paper, 255)
    share: Floats = (depth / by).astype(np.float32)
    # Where the light falls off, the brighter side was taken for the paper; what is left of that is smooth as well.
    share = share - _smooth(share, window, _REST_QUANTILE)
    smooth = box_blurred(share, 1) if min(light.shape) >= _BLURRED else share
    noise = 1.4826 * float(np.median(np.abs(smooth - np.median(smooth))))
    if float(smooth.max()) < max(_NOISE * noise, 0.5 * MIN_CONTRAST / 255):
        return None
    strongest = _ink_level(smooth)
    if strongest * max(float(np.median(paper)), 128) < MIN_CONTRAST / 2:
        return None
    result: Floats = np.clip(smooth / strongest, 0, 1).astype(np.float32)
    return result


def _ink_level(share: Floats) -> float:
    """What ink itself is like: printed lines and the rims of shadows are fainter, so the darker half of it counts."""
    inked = share[share > otsu(share)]
    darker = inked[inked > otsu(inked)]
    return float(np.median(darker if len(darker) else inked))


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
