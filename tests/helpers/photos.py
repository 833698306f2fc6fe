"""Photos of drawings, made up: any pen, any light, any paper."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings

Greys = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]


def painted(inks: Sequence[tuple[Ink, float, float, float]], pen: float, size: tuple[int, int] = (600, 450)) -> Floats:
    """How much of each pixel is inked, 0..1; each drawing with its left, top and height in pixels."""
    width, height = size
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(Qt.GlobalColor.white, pen, Qt.PenStyle.SolidLine, round_cap, round_join))
    for ink, left, top, tall in inks:
        points = np.concatenate(ink.strokes)
        scale = tall / np.ptp(points[:, 1])
        for stroke in ink.strokes:
            placed = (stroke - points.min(axis=0)) * scale + [left, top]
            painter.drawPolyline(QPolygonF([QPointF(*place) for place in placed.tolist()]))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, :width] / 255


def photographed(
    ink: Floats, *, paper: float = 210, depth: float = 0.7, shadow: float = 0.0, noise: float = 0.0,
    ruled: float = 0.0, on_dark: bool = False,
) -> Greys:
    """What a camera makes of it.

    Args:
        ink: as `painted` gives it.
        paper: grey level of the paper in full light.
        depth: share of the light that the ink swallows.
        shadow: share of the light that is missing in the darkest corner.
        noise: standard deviation in grey levels.
        ruled: share of the light that printed lines swallow, every 30 pixels both ways.
        on_dark: chalk on a board.
    """
    rows, columns = np.indices(ink.shape) / np.array(ink.shape)[:, None, None]
    light = 1 - shadow * (rows + columns) / 2
    greys = (35 + 160 * ink) * light if on_dark else paper * light * (1 - depth * ink)
    if ruled:
        for line in (np.s_[12::30], np.s_[13::30], np.s_[:, 12::30], np.s_[:, 13::30]):
            greys[line] *= 1 - ruled
    greys = greys + np.random.default_rng(0).normal(0, noise, ink.shape)
    picture: npt.NDArray[np.uint8] = np.clip(np.rint(greys), 0, 255).astype(np.uint8)
    return picture


def image_of(greys: Greys) -> QImage:
    """The same as Qt's image."""
    height, width = greys.shape
    return QImage(greys.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def number_photo(text: str) -> Greys:
    """A number of included drawings, on paper with a shadow."""
    drawings = dict(bundled_drawings())
    inks = [(drawings[label], 40.0 + 140 * place, 120.0, 180.0) for place, label in enumerate(text)]
    return photographed(painted(inks, 12), shadow=0.4, noise=2)
