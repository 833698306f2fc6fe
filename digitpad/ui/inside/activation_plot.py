"""The activation of a neuron as a curve, with the point where the present picture is."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QSizePolicy

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plot import Axis, Plot
from digitpad.ui.widgets.plot_line import Line
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from digitpad.insight.activation_curve import ActivationCurve

_EMS = 8
"""How high it is, in text heights."""

_WIDTH = 2.0


@guarded
class ActivationPlot(Plot):
    """Along the lower axis the sum, upwards what the activation makes of it; the values are read under the mouse."""

    def __init__(self) -> None:
        super().__init__(Axis(_("sum"), _("Sum {place}")))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._point: list[float] = []

    def show_curve(self, curve: ActivationCurve) -> None:
        """Show the curve of another neuron, or another point."""
        colours = theme.colours()
        self._point = [curve.sum, curve.value]
        self.show_lines(
            [
                Line(curve.sums.tolist(), curve.values.tolist(), QPen(QColor(colours.faint), _WIDTH), marked=False,
                     name=_("Activation")),
                Line([curve.sum], [curve.value], QPen(QColor(colours.accent), _WIDTH), marked=True,
                     name=_("This picture")),
            ],
            float(curve.sums[0]), float(curve.sums[-1]),
        )

    def _get_point(self) -> list[float]:
        return self._point

    point = qt_property("QVariantList", "_get_point")

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        em = self.fontMetrics().height()
        return QSize(2 * _EMS * em, _EMS * em)
