"""Softmax as one table: from the scores to the shares that the bars show."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from digitpad.formatting import percent, visible
from digitpad.translation import N_, _
from digitpad.ui.inside.neuron_terms import short_text
from digitpad.ui.inside.number_table import NumberTable
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.helpers import Note, faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead

if TYPE_CHECKING:
    from digitpad.insight.softmax import SoftmaxRow

_HEADINGS = (N_("Class"), N_("Score"), N_("− largest"), N_("e to that"), N_("Share"))

_STEPS = 20
"""The slider goes from a tenth over 1 to ten, so many steps on either side."""

_HOW = N_(
    "share of a class = e^((score − largest score) ÷ T) ÷ sum of that over all classes.\n\n"
    "Subtracting the largest score changes no share; without it, e to a large score would be too large for a computer. "
    "T is the temperature, 1 when the network answers: above 1 the shares become more alike, below 1 the largest takes "
    "nearly all. (J. S. Bridle, 1990; the temperature: G. Hinton, O. Vinyals, J. Dean, “Distilling the knowledge in a "
    "neural network”, 2015.)"
)


class SoftmaxPanel(QWidget):
    """The table and the temperature.

    Signals:
        temperature_changed: another one is wanted; whoever computes asks for it.
    """

    temperature_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = named(NumberTable(tuple(map(_, _HEADINGS))), "softmaxTable", _("Softmax, step by step"),
                           _("For each class the score, minus the largest, e to that, and the share."))
        self._slider = named(QSlider(Qt.Orientation.Horizontal), "temperatureSlider", _("Temperature"),
                             _("How alike the shares are; 1 is what the network answers with."))
        self._slider.setRange(-_STEPS, _STEPS)
        self._slider.setPageStep(_STEPS // 4)
        self._said = Note()
        self._said.setObjectName("temperatureSentence")
        layout = theme.spaced(QVBoxLayout(self))
        how = how_button("howSoftmaxButton", _("Softmax"), _(_HOW))
        layout.addWidget(PanelHead(_("Softmax: from scores to shares"), how))
        layout.addWidget(self.table)
        layout.addWidget(self._slider)
        layout.addWidget(self._said)
        layout.addWidget(faint_label(_("The bars always have temperature 1.")))
        self._slider.valueChanged.connect(self._changed)
        self._show_message()

    @property
    def temperature(self) -> float:
        """What the slider says, 0.1 to 10."""
        return float(10 ** (self._slider.value() / _STEPS))

    def show_rows(self, rows: tuple[SoftmaxRow, ...]) -> None:
        """Show the way of all classes."""
        self.table.show_rows([
            (visible(row.class_name), short_text(row.score), short_text(row.less), f"{row.exponential:.4g}",
             percent(row.share))
            for row in rows
        ])

    def _changed(self) -> None:
        self._show_message()
        self.temperature_changed.emit()

    def _show_message(self) -> None:
        self._said.setText(_("Temperature {temperature}").format(temperature=f"{self.temperature:.2f}"))
