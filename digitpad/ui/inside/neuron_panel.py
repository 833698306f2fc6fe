"""One neuron: its weights as a picture, its sum number by number, and the curve that makes its value of it."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from digitpad.formatting import percent
from digitpad.translation import N_, _
from digitpad.ui.inside.activation_plot import ActivationPlot
from digitpad.ui.inside.neuron_terms import NeuronTerms, exact_text, neuron_text, short_text
from digitpad.ui.inside.weights_view import WeightsView
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.following import FollowsSize
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, named
from digitpad.ui.widgets.panel_head import PanelHead

if TYPE_CHECKING:
    from digitpad.ui.inside.inside_look import InsideLook

_HOW = N_(
    "sum = value 1 × weight 1 + value 2 × weight 2 + … + bias; output = activation(sum).\n\n"
    "The values are what the layer before gives, or the ink of the pixels; a pixel is called by its row and column. "
    "The table has six significant digits, and the sum all the digits of the 32-bit number that the network has, so "
    "the terms add up to it but for rounding.\n\n"
    "The colours of the weights have one scale for the whole layer, so two of its neurons can be compared.\n\n"
    "The curve is the activation over the range of the neuron's sums for the test pictures; the dot is the picture "
    "that the bars are about. Softmax looks at all outputs: its curve is for the sums of the others as they are now."
)


_WORDS_EMS = 10
"""The words stand beside the weights where they have so many text heights of room, and else below."""


@guarded
class NeuronPanel(FollowsSize, QWidget):
    """What is to be known about the neuron that is chosen.

    Signals:
        source_chosen: the number of the pixel or neuron whose weight was chosen, in the picture or in the table.
    """

    source_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._head = PanelHead("", how_button("howNeuronButton", _("The sum of a neuron"), _(_HOW)))
        named(self._head.heading, "neuronHeading", _("The chosen neuron"), _("Which neuron is looked at."))
        self._weights = named(WeightsView(), "weightsView", _("The weights"),
                              _("Its weights as a picture; click one, or choose it with the arrow keys."))
        self.terms = NeuronTerms()
        self._activation = named(Note(), "activationSentence", _("The activation"), _("What becomes of the sum."))
        self._curve = named(ActivationPlot(), "activationCurve", _("The activation as a curve"),
                            _("What the activation makes of any sum; the dot is the present picture."))
        self._remark = faint_label("")
        self._point = faint_label("")
        self._point.setObjectName("curveSentence")
        self._picture = picture = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        picture.setSpacing(2 * theme.GRID)
        picture.addWidget(self._weights, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self._activation)
        words.addWidget(self._remark)
        words.addStretch()
        picture.addLayout(words, 1)
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(self._head)
        layout.addLayout(picture)
        layout.addWidget(self._curve)
        layout.addWidget(self._point)
        layout.addWidget(self.terms, 0, Qt.AlignmentFlag.AlignTop)
        self._weights.source_chosen.connect(self.source_chosen)
        self.terms.source_chosen.connect(self.source_chosen)

    def show_look(self, look: InsideLook, chosen: int | None = None) -> None:
        """Show the neuron of another moment; the weight from the chosen pixel or neuron is marked."""
        layer, unit = look.neuron
        is_output = layer == len(look.layers) - 1
        self._head.set_text(neuron_text(layer, unit, look.sight.names if is_output else ()))
        self._weights.show_weights(look.weights, look.weight_scale, layer, len(look.layers[layer].kernel), chosen)
        self._remark.setText(
            _("Its weights, each at its pixel: blue above 0, orange below. Click one to try what it is good for.")
            if layer == 0
            else _(
                "Its weights, one for each neuron of layer {layer}, row by row: blue above 0, orange below. Click one "
                "to try what it is good for."
            ).format(layer=layer)
        )
        self._activation.setText(_activation_text(look))
        self._curve.show_curve(look.curve)
        self._point.setText(_("The dot: a sum of {sum} becomes {value}.").format(
            sum=short_text(look.curve.sum), value=short_text(look.curve.value)
        ))
        self.terms.show_sum(look.sum, layer, chosen)

    def _fit(self) -> None:
        if self.layout() is None:  # not built yet
            return
        room = self.width() - self._weights.sizeHint().width()
        is_beside = room >= _WORDS_EMS * self.fontMetrics().height()
        self._picture.setDirection(
            QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        )


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
