"""Paint a confusion matrix: on the screen, into a file, on paper."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from digitpad.translation import _
from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from digitpad.evaluation.confusion import Cell
    from digitpad.ui.evaluation.matrix_content import MatrixContent
    from digitpad.ui.evaluation.matrix_layout import MatrixLayout

_SMALLEST = 0.62
"""Numbers become so much smaller than text at most before they are left out."""

_TURNED_EMS = 1.5
"""Heads that are higher than so many lines have turned names."""

_STRONGEST = 0.62
"""A mistake's colour covers at most so much of the ground, so that its number can be read."""

_CENTRE = Qt.AlignmentFlag.AlignCenter


class Marks(NamedTuple):
    """What is marked in a matrix.

    Attributes:
        selected: cells all of whose pictures are selected.
        partly: cells some of whose pictures are.
        cursor: where the keyboard is, if it is here.
    """

    selected: frozenset[Cell] = frozenset()
    partly: frozenset[Cell] = frozenset()
    cursor: Cell | None = None


def paint_matrix(
    painter: QPainter, content: MatrixContent, layout: MatrixLayout, font: QFont, marks: Marks = Marks()  # noqa: B008 - frozen
) -> None:
    """Paint it all; the ground is there already."""
    _paint_cells(painter, content, layout)
    _paint_numbers(painter, content, layout, font)
    _paint_names(painter, content, layout, font)
    _paint_titles(painter, layout, font)
    for cells, style in ((marks.partly, Qt.PenStyle.DashLine), (marks.selected, Qt.PenStyle.SolidLine)):
        painter.setPen(QPen(QColor(theme.colours().accent), 2, style))
        for cell in cells:
            painter.drawRect(layout.cell(*cell).adjusted(1, 1, -1, -1))
    if marks.cursor is not None:
        painter.setPen(QPen(QColor(theme.colours().text), 1, Qt.PenStyle.DotLine))
        painter.drawRect(layout.cell(*marks.cursor).adjusted(2, 2, -3, -3))


def ground(content: MatrixContent, cell: Cell) -> QColor:
    """The colour of a cell: quiet where the network is right, stronger the more of the row is mistaken."""
    colours = theme.colours()
    row, column = cell
    strength = content.strength(cell)
    if strength:
        over = colours.validation if strength < 0 else colours.training
        return _over(over, colours.surface, 0.1 + (_STRONGEST - 0.1) * abs(strength))
    if content.second is None and row == column:
        return _over(colours.bar, colours.surface, 0.3)
    return QColor(colours.window if column == content.classes else colours.surface)


def _paint_cells(painter: QPainter, content: MatrixContent, layout: MatrixLayout) -> None:
    line = QColor(theme.colours().line)
    plain = QColor(theme.colours().surface)
    for row in range(content.classes):
        for column in range(content.classes + 1):
            colour = ground(content, (row, column))
            if colour != plain:
                painter.fillRect(layout.cell(row, column), colour)
    painter.setPen(line)
    left, top = layout.left, layout.top
    right, bottom = left + (content.classes + 1) * layout.width, top + content.classes * layout.height
    for row in range(content.classes + 1):
        painter.drawLine(left, top + row * layout.height, right, top + row * layout.height)
    for column in range(content.classes + 2):
        painter.drawLine(left + column * layout.width, top, left + column * layout.width, bottom)


def _paint_numbers(painter: QPainter, content: MatrixContent, layout: MatrixLayout, font: QFont) -> None:
    filled = list(zip(*np.nonzero(content.numbers), strict=True))
    if not filled or _fitted(font, "0", layout.width - 3, layout.height - 1) is None:
        return
    texts = {cell: content.text(cell) for cell in filled}
    fitted = _fitted(font, max(texts.values(), key=len), layout.width - 3, layout.height - 1)
    if fitted is None:
        return
    painter.setFont(fitted)
    painter.setPen(QColor(theme.colours().text))
    for (row, column), text in texts.items():
        painter.drawText(layout.cell(int(row), int(column)), _CENTRE, text)


def _paint_names(painter: QPainter, content: MatrixContent, layout: MatrixLayout, font: QFont) -> None:
    colours, metrics = theme.colours(), QFontMetricsF(font)
    em = metrics.height()
    painter.setFont(font)
    steps_down = max(1, -int(-em * 0.95 // layout.height))
    for row in range(0, content.classes, steps_down):
        place = layout.cell(row, -1).adjusted(0, 0, -4, 0)
        end = layout.cell(row, content.classes + 1)
        painter.setPen(QColor(colours.text))
        name = metrics.elidedText(content.name(row), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(_grown(place, em), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(colours.faint))
        painter.drawText(_grown(end, em), _CENTRE, content.end(row, of_row=True))
    # Long names are turned, and have room for that; of short ones as many are written as there is room for.
    is_turned = layout.top - layout.title > em * _TURNED_EMS
    widest = max(metrics.horizontalAdvance(content.name(column)) for column in range(content.classes + 1))
    steps_right = max(1, -int(-(em if is_turned else widest + em * 0.3) // layout.width))
    for column in range(0, content.classes + 1, steps_right):
        painter.setPen(QColor(colours.text))
        _paint_column_name(painter, content.name(column), layout.cell(-1, column), metrics, is_turned)
    painter.setPen(QColor(colours.faint))
    painter.drawText(layout.cell(content.classes, content.classes + 1), _CENTRE, "%")
    foot = [content.end(column, of_row=False) for column in range(content.classes)]
    if (fitted := _fitted(font, max(foot, key=len), layout.width - em * 0.25, layout.foot)) is not None:
        painter.setFont(fitted)
        painter.setPen(QColor(colours.faint))
        for column, text in enumerate(foot):
            painter.drawText(layout.cell(content.classes, column), _CENTRE, text)


def _paint_column_name(
    painter: QPainter, name: str, place: QRect, metrics: QFontMetricsF, is_turned: bool
) -> None:
    if not is_turned:
        painter.drawText(_grown(place, metrics.horizontalAdvance(name), upright=False), _CENTRE, name)
        return
    painter.save()
    painter.translate(QPointF(place.center().x() + 1, place.bottom() - 1))
    painter.rotate(-90)
    room = place.height() - 2
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    em = metrics.height()
    painter.drawText(QRectF(0, -em / 2, room, em), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _paint_titles(painter: QPainter, layout: MatrixLayout, font: QFont) -> None:
    """Which axis is which, in words: nobody can guess it."""
    painter.setFont(font)
    painter.setPen(QColor(theme.colours().faint))
    wide, high = (layout.classes + 1) * layout.width, layout.classes * layout.height
    metrics = QFontMetricsF(font)
    right = Qt.TextElideMode.ElideRight
    across = QRect(layout.left, 0, wide + layout.end, layout.title)
    painter.drawText(
        across, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        metrics.elidedText(_("The network says"), right, across.width()),
    )
    painter.save()
    painter.translate(0, layout.top + high)
    painter.rotate(-90)
    text = metrics.elidedText(_("It is"), right, high)
    room = QRectF(0, 0, high, layout.title)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _fitted(font: QFont, text: str, width: float, height: float) -> QFont | None:
    """The font, smaller if it must be; None where even the smallest is too large."""
    metrics = QFontMetricsF(font)
    share = min(1.0, width / max(1.0, metrics.horizontalAdvance(text)), height / (metrics.ascent() + metrics.descent()))
    if share < _SMALLEST:
        return None
    fitted = QFont(font)
    fitted.setPointSizeF(font.pointSizeF() * share)
    return fitted


def _grown(place: QRect, size: float, *, upright: bool = True) -> QRectF:
    """The same place, high or wide enough for a text."""
    room = QRectF(place)
    missing = max(0.0, size - (room.height() if upright else room.width())) / 2
    return room.adjusted(0, -missing, 0, missing) if upright else room.adjusted(-missing, 0, missing, 0)


def _over(colour: str, under: str, share: float) -> QColor:
    return _blended(colour, under, round(share, 2))  # of thousands of cells few have colours of their own


@lru_cache(maxsize=256)
def _blended(colour: str, under: str, share: float) -> QColor:
    over, below = QColor(colour), QColor(under)
    pairs = ((over.red(), below.red()), (over.green(), below.green()), (over.blue(), below.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
