"""One neuron: its weights as a picture, its sum number by number, and what the activation makes of it."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from digitpad.formatting import percent, visible
from digitpad.translation import N_, _
from digitpad.ui.inside.neuron_terms import NeuronTerms, exact_text
from digitpad.ui.inside.weights_view import WeightsView
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.helpers import Note, faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead

if TYPE_CHECKING:
    from digitpad.ui.inside.inside_look import InsideLook

_HOW = N_(
    "sum = value 1 × weight 1 + value 2 × weight 2 + … + bias; output = activation(sum).\n\n"
    "The values are what the layer before gives, or the ink of the pixels; a pixel is called by its row and column. "
    "The table has six significant digits, and the sum all the digits of the 32-bit number that the network has, so "
    "the terms add up to it but for rounding.\n\n"
    "The colours of the weights have one scale for the whole layer, so two of its neurons can be compared."
)


class NeuronPanel(QWidget):
    """What is to be known about the neuron that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._head = PanelHead("", how_button("howNeuronButton", _("The sum of a neuron"), _(_HOW)))
        named(self._head.heading, "neuronHeading", _("The chosen neuron"), _("Which neuron is looked at."))
        self._weights = named(WeightsView(), "weightsView", _("The weights"),
                              _("Its weights as a picture: blue above 0, orange below."))
        self.terms = NeuronTerms()
        self._activation = named(Note(), "activationSentence", _("The activation"), _("What becomes of the sum."))
        self._remark = faint_label("")
        picture = QHBoxLayout()
        picture.setSpacing(2 * theme.GRID)
        picture.addWidget(self._weights)
        words = QVBoxLayout()
        words.addWidget(self._activation)
        words.addWidget(self._remark)
        words.addStretch()
        picture.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._head)
        layout.addLayout(picture)
        layout.addWidget(self.terms, 0, Qt.AlignmentFlag.AlignTop)

    def show_look(self, look: InsideLook) -> None:
        """Show the neuron of another moment."""
        layer, unit = look.neuron
        if layer == len(look.layers) - 1:
            heading = _("The output “{name}”").format(name=visible(look.sight.names[unit]))
        else:
            heading = _("Neuron {unit} of layer {layer}").format(unit=unit, layer=layer + 1)
        self._head.set_text(heading)
        self._weights.show_weights(look.weights, look.weight_scale)
        self._remark.setText(
            _("Its weights, each at its pixel: blue above 0, orange below.") if layer == 0
            else _("Its weights, one for each neuron of layer {layer}, row by row: blue above 0, orange below.").format(
                layer=layer
            )
        )
        self._activation.setText(_activation_text(look))
        self.terms.show_sum(look.sum, layer)


def _activation_text(look: InsideLook) -> str:
    found = look.sum
    value, sentences = exact_text(found.value), []
    if found.drive != found.total:
        text = _("Batch normalisation makes {drive} of the sum.")
        sentences.append(text.format(drive=exact_text(found.drive)))
    match found.activation:
        case "softmax":
            text = _("Softmax makes a share of the sums of all outputs: {share} for this one.")
        case "relu":
            text = _("ReLU passes on what is above 0 and makes 0 of everything else: {value}.")
        case "linear":
            text = _("There is no activation: {value} goes out.")
        case _:
            text = _("The activation {name} makes {value} of it.")
    sentences.append(text.format(name=found.activation, value=value, share=percent(found.value)))
    return " ".join(sentences)
