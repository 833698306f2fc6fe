"""Charts as files: a picture, a drawing of lines, a page; always on white paper."""

from __future__ import annotations  # what writes the files is imported by those who write one

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPageSize, QPainter, QPdfWriter

from digitpad.formatting import visible
from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_GAP = theme.GRID
_SCALE = 2
"""Pixels of a picture for each pixel of the screen: it is put into documents, and printed."""

_DOTS_AN_INCH = 96
_MARGIN_MILLIMETRES = 15


class Chart(NamedTuple):
    """What is painted, with a heading above it, which may be empty."""

    heading: str
    widget: QWidget


def to_png(charts: Sequence[Chart]) -> bytes:
    """The charts, one below the other, as a PNG file."""
    size = _size(charts)
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.LIGHT.surface))
    painter = QPainter(image)
    painter.scale(_SCALE, _SCALE)
    _paint(painter, charts)
    painter.end()
    content, buffer = _buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes, Qt takes text
    return bytes(content.data())


def to_svg(charts: Sequence[Chart]) -> bytes:
    """The charts, one below the other, as an SVG file, which has no pixels."""
    from PySide6.QtSvg import QSvgGenerator

    content, buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = _size(charts)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    painter = QPainter(generator)
    _paint(painter, charts)
    painter.end()
    return bytes(content.data())


def to_pdf(title: str, sentences: Sequence[str], charts: Sequence[Chart]) -> bytes:
    """A report on pages of A4.

    Args:
        title: above all.
        sentences: below it, each a paragraph.
        charts: below these, each as wide as the page at most.
    """
    content, buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_DOTS_AN_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(*(_MARGIN_MILLIMETRES,) * 4))
    page = QSize(writer.width(), writer.height())
    painter = QPainter(writer)
    painter.setPen(QColor(theme.LIGHT.text))
    font = QFont(charts[0].widget.font()) if charts else QFont()
    y = _paint_text(painter, title, _bold(font), page.width(), 0.0) + _GAP
    for sentence in filter(None, sentences):
        y = _paint_text(painter, sentence, font, page.width(), y) + _GAP
    for chart in charts:
        size = _size([chart])
        share = min(1.0, page.width() / size.width(), page.height() / size.height())
        if y + size.height() * share > page.height():
            writer.newPage()
            y = 0.0
        painter.save()
        painter.translate(0, y)
        painter.scale(share, share)
        _paint(painter, [chart])
        painter.restore()
        y += size.height() * share + _GAP
    painter.end()
    return bytes(content.data())


def _buffer() -> tuple[QByteArray, QBuffer]:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return content, buffer


def _heading_height(chart: Chart) -> int:
    return QFontMetrics(_bold(chart.widget.font())).height() + _GAP // 2 if chart.heading else 0


def _size(charts: Sequence[Chart]) -> QSize:
    width = max((chart.widget.width() for chart in charts), default=1)
    height = sum(chart.widget.height() + _heading_height(chart) + _GAP for chart in charts)
    return QSize(max(1, width), max(1, height))


def _paint(painter: QPainter, charts: Sequence[Chart]) -> None:
    y = 0
    with theme.on_paper():
        for chart in charts:
            if chart.heading:
                painter.setPen(QColor(theme.LIGHT.text))
                _paint_text(painter, chart.heading, _bold(chart.widget.font()), chart.widget.width(), y)
                y += _heading_height(chart)
            painter.save()
            painter.translate(0, y)
            chart.widget.render(painter, QPoint(0, 0))
            painter.restore()
            y += chart.widget.height() + _GAP


def _paint_text(painter: QPainter, text: str, font: QFont, width: int, y: float) -> float:
    """Where it ends."""
    painter.setFont(font)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    room = painter.boundingRect(QRectF(0, y, width, 1e6), flags, visible(text))
    painter.drawText(room, flags, visible(text))
    return room.bottom()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
