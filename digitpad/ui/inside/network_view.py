"""The network at work: picture, layers and outputs, and the strongest paths of the chosen neuron."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.formatting import percent, visible
from digitpad.ink.raster import SIZE
from digitpad.translation import _, ngettext
from digitpad.ui.inside.inside_look import InsideLook, Neuron
from digitpad.ui.inside.network_layout import LayerPlace, NetworkLayout, lay_out
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.colour_scale import colour_against, colour_for
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import tip
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from digitpad.insight.neuron import Term

_THICKEST = 3.0
_STRONG = 0.6
"""From this share of the full colour on, a name needs another colour than on the page."""

_UNSEEN = 0.01
"""What has less of its colour looks like nothing."""

_FAINTEST = 0.25
"""How much of its colour the weakest line has."""


@guarded
class NetworkView(QWidget):
    """Cells are the stronger coloured the larger their value is, blue above 0 and orange below.

    The scale of a layer is the largest value that it has had since the network was put here, so that a change of one
    picture or of one step of training is seen as a change.

    Args:
        arrange: where everything is placed; from a look, the width and the height of text in pixels.

    Signals:
        selected: the `Neuron` that somebody chose.
    """

    selected = Signal(object)

    def __init__(self, arrange: Callable[[InsideLook, float, float], NetworkLayout] = lay_out) -> None:
        super().__init__()
        self._arrange = arrange
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look: InsideLook | None = None
        self._layout: NetworkLayout | None = None
        self._scales: list[float] = []
        self._widths: tuple[int, ...] = ()

    def show_look(self, look: InsideLook) -> None:
        """Show another moment."""
        self._look = look
        largest = [float(np.abs(layer.values).max()) for layer in look.layers]
        widths = tuple(layer.values.shape[1] for layer in look.layers)
        if widths != self._widths:
            self._widths, self._scales = widths, largest
        self._scales = [max(pair) for pair in zip(self._scales, largest, strict=True)]
        self.setAccessibleDescription(self._said(look.neuron))
        self._fit()

    def _get_activations(self) -> list[list[float]]:
        return [] if self._look is None else [layer.values[0].tolist() for layer in self._look.layers]

    def _get_selected(self) -> list[int]:
        return [] if self._look is None else list(self._look.neuron)

    activations = qt_property("QVariantList", "_get_activations")
    selectedNeuron = qt_property("QVariantList", "_get_selected")  # noqa: N815 - a property of Qt

    def place_of(self, neuron: Neuron) -> QRectF | None:
        """Where a neuron is on the view; None where it is not shown."""
        if self._layout is None:
            return None
        layer = self._layout.layers[neuron.layer]
        return layer.cell(neuron.unit) if neuron.unit in layer.units else None

    def _fit(self) -> None:
        if self._look is not None:
            self._layout = self._arrange(self._look, self.width(), self.fontMetrics().height())
            if round(self._layout.height) != self.minimumHeight():
                self.setFixedHeight(round(self._layout.height))
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines below, cells above them."""
        look, layout = self._look, self._layout
        if look is None or layout is None:
            return
        colours = theme.colours()
        painter = QPainter(self)
        if not layout.caption.isEmpty():
            painter.setPen(QColor(colours.faint))
            painter.drawText(layout.caption, Qt.AlignmentFlag.AlignLeft, _("The picture: 784 pixels"))
        data = np.ascontiguousarray(look.sight.picture)
        painter.drawImage(layout.picture, QImage(data.data, SIZE, SIZE, SIZE, QImage.Format.Format_Grayscale8))
        for number, place in enumerate(layout.layers):
            self._paint_cells(painter, number, place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_paths(painter, look, layout)
        for number, place in enumerate(layout.layers):
            if not place.caption.isEmpty():
                self._paint_caption(painter, number, place)
        chosen = layout.layers[look.neuron.layer].cell(look.neuron.unit)
        painter.setPen(QPen(QColor(colours.text), 2.5 if self.hasFocus() else 1.5))
        painter.drawRect(chosen)

    def _paint_caption(self, painter: QPainter, number: int, place: LayerPlace) -> None:
        """Above the lines, on a ground of its own."""
        metrics, room = self.fontMetrics(), round(place.caption.width())
        text = metrics.elidedText(self._caption(number, place), Qt.TextElideMode.ElideRight, room)
        ground = QRectF(place.caption)
        ground.setWidth(metrics.horizontalAdvance(text))
        ground.setHeight(metrics.height())
        painter.fillRect(ground, QColor(theme.colours().surface))
        painter.setPen(QColor(theme.colours().faint))
        painter.drawText(place.caption, Qt.AlignmentFlag.AlignLeft, text)

    def _caption(self, number: int, place: LayerPlace) -> str:
        assert self._look is not None
        if number == len(self._look.layers) - 1:
            return _("Outputs")
        if place.more:
            return _("Layer {number}: the {shown} most active, and {more:,} more").format(
                number=number + 1, shown=len(place.units), more=place.more
            )
        text = ngettext("Layer {number}: {count} neuron", "Layer {number}: {count} neurons", len(place.units))
        return text.format(number=number + 1, count=len(place.units))

    def _paint_cells(self, painter: QPainter, number: int, place: LayerPlace) -> None:
        assert self._look is not None
        is_output = number == len(self._look.layers) - 1
        values, scale = self._look.layers[number].values[0], self._scales[number] or 1.0
        names = self._look.sight.names
        colours = theme.colours()
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.window))
        painter.drawRects(list(place.cells))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        shown = values[list(place.units)]
        strengths = np.minimum(1.0, np.abs(shown) / scale).tolist()
        above, below = colour_for(), colour_against()
        for unit, cell, value, strength in zip(place.units, place.cells, shown.tolist(), strengths, strict=True):
            if strength > _UNSEEN:
                colour = above if value > 0 else below  # asked for once: there may be hundreds of cells
                colour.setAlphaF(strength)
                painter.fillRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), colour)
            if is_output and cell.height() >= self.fontMetrics().height():
                painter.setPen(QColor(colours.on_accent if strength > _STRONG else colours.text))
                name = self.fontMetrics().elidedText(visible(names[unit]), Qt.TextElideMode.ElideRight,
                                                     round(cell.width()))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_paths(self, painter: QPainter, look: InsideLook, layout: NetworkLayout) -> None:
        layer = look.neuron.layer
        chosen = layout.layers[layer].cell(look.neuron.unit)
        top, bottom = QPointF(chosen.center().x(), chosen.top()), QPointF(chosen.center().x(), chosen.bottom())
        for term, strength in _strengths(look.paths.incoming):
            if layer == 0:
                begin = layout.pixel(term.source)
            elif term.source in layout.layers[layer - 1].units:
                cell = layout.layers[layer - 1].cell(term.source)
                begin = QPointF(cell.center().x(), cell.bottom())
            else:
                continue  # a strip that is very narrow
            painter.setPen(_pen(term, strength))
            painter.drawLine(begin, top)
        for term, strength in _strengths(look.paths.outgoing):
            cell = layout.layers[layer + 1].cell(term.source)
            painter.setPen(_pen(term, strength))
            painter.drawLine(bottom, QPointF(cell.center().x(), cell.top()))

    # Choosing

    def _neuron_at(self, point: QPointF) -> Neuron | None:
        for number, layer in enumerate(self._layout.layers if self._layout is not None else ()):
            for unit, cell in zip(layer.units, layer.cells, strict=True):
                if cell.contains(point):
                    return Neuron(number, unit)
        return None

    def _said(self, neuron: Neuron) -> str:
        assert self._look is not None
        value = float(self._look.layers[neuron.layer].values[0, neuron.unit])
        if neuron.layer == len(self._look.layers) - 1:
            return _("Output {name}: {share}").format(
                name=visible(self._look.sight.names[neuron.unit]), share=percent(value)
            )
        return _("Neuron {unit} of layer {layer}: {value}").format(
            unit=neuron.unit, layer=neuron.layer + 1, value=f"{value:.6g}"
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        self.setFocus()
        if (neuron := self._neuron_at(event.position())) is not None:
            self.selected.emit(neuron)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go along the layer, up and down to the nearest neuron of the next one."""
        look, layout = self._look, self._layout
        if look is None or layout is None:
            super().keyPressEvent(event)
            return
        layer, here = look.neuron.layer, layout.layers[look.neuron.layer]
        place = here.units.index(look.neuron.unit)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                unit = here.units[min(max(place + step, 0), len(here.units) - 1)]
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                layer = min(max(layer + (1 if event.key() == Qt.Key.Key_Down else -1), 0), len(layout.layers) - 1)
                there, x = layout.layers[layer], here.cells[place].center().x()
                nearest = min(range(len(there.cells)), key=lambda each: abs(there.cells[each].center().x() - x))
                unit = look.neuron.unit if layer == look.neuron.layer else there.units[nearest]
            case _:
                super().keyPressEvent(event)
                return
        if (layer, unit) != look.neuron:
            self.selected.emit(Neuron(layer, unit))

    def event(self, event: QEvent) -> bool:
        """The number of the neuron that is pointed at."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            neuron = self._neuron_at(QPointF(event.pos()))
            if neuron is not None:
                QToolTip.showText(event.globalPos(), tip(self._said(neuron)), self)
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other strips."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So may another text size; other colours are painted anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._fit()

    def sizeHint(self) -> QSize:
        """The height is set anyway."""
        return QSize(20 * self.fontMetrics().height(), max(self.minimumHeight(), 1))


def _shade(value: float, strength: float) -> QColor:
    colour = colour_for() if value > 0 else colour_against()
    colour.setAlphaF(strength)
    return colour


def _strengths(terms: tuple[Term, ...]) -> list[tuple[Term, float]]:
    """Each term with its size as a share of the largest; the weakest first, so that the strongest is on top."""
    largest = max((abs(term.product) for term in terms), default=0.0)
    return [(term, abs(term.product) / largest) for term in reversed(terms)]


def _pen(term: Term, strength: float) -> QPen:
    return QPen(_shade(term.product, _FAINTEST + (1 - _FAINTEST) * strength), 1 + (_THICKEST - 1) * strength)
