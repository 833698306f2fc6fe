"""The sum of a neuron, number by number."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal

from digitpad.formatting import visible
from digitpad.ink.raster import SIZE
from digitpad.translation import N_, _
from digitpad.ui.inside.number_table import NumberTable
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digitpad.insight.neuron import NeuronSum, Term

_HEADINGS = (N_("From"), N_("Value"), N_("× weight"), N_("= product"))


class NeuronTerms(NumberTable):
    """The ten largest products, all others as one, the bias, and the total as the network has it.

    Signals:
        source_chosen: the number of the pixel or neuron whose row was clicked.
    """

    source_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(tuple(map(_, _HEADINGS)))
        named(self, "neuronTerms", _("The sum, number by number"),
              _("The largest products, all others together, the bias, and the sum that the network has."))
        self._total = 0.0
        self._sources: tuple[int, ...] = ()
        self.cellClicked.connect(self._choose)

    def show_sum(self, found: NeuronSum, layer: int, chosen: int | None = None) -> None:
        """Show the sum of a neuron; what goes into layer 0 are pixels.

        Args:
            found: the sum.
            layer: of which layer the neuron is.
            chosen: the pixel or neuron whose row has a mark, if it is there.
        """
        self._total = found.total
        self._sources = tuple(term.source for term in found.terms)
        rows = [self._row(term, layer, chosen) for term in found.terms]
        rows.append((_("{count:,} others").format(count=found.others), "", "", short_text(found.rest)))
        rows.append((_("Bias"), "", "", short_text(found.bias)))
        rows.append((_("Sum"), "", "", exact_text(found.total)))
        self.show_rows(rows)

    def _choose(self, row: int, __: int) -> None:
        if row < len(self._sources):
            self.source_chosen.emit(self._sources[row])

    def _row(self, term: Term, layer: int, chosen: int | None) -> tuple[str, str, str, str]:
        source = source_text(layer, term.source)
        if term.source == chosen:
            source = f"\N{BLACK RIGHT-POINTING SMALL TRIANGLE} {source}"
        return source, short_text(term.value), short_text(term.weight), short_text(term.product)

    def _get_total(self) -> float:
        return self._total

    total = qt_property("double", "_get_total")


def source_text(layer: int, source: int) -> str:
    """What goes into a layer, in words: a pixel by row and column from 1, or a neuron by its number."""
    if layer == 0:
        row, column = divmod(source, SIZE)
        return _("Pixel {row}, {column}").format(row=row + 1, column=column + 1)
    return _("Neuron {unit}").format(unit=source)


def neuron_text(layer: int, unit: int, names: Sequence[str] = ()) -> str:
    """What a neuron is called: an output by its class.

    Args:
        layer: which layer of neurons, 0 being the first hidden one.
        unit: which neuron of it.
        names: of the classes, for an output; none for a hidden neuron.
    """
    if names:
        return _("The output “{name}”").format(name=visible(names[unit]))
    return _("Neuron {unit} of layer {layer}").format(unit=unit, layer=layer + 1)


def exact_text(value: float) -> str:
    """A number of the network with all its digits: as many as tell it from every other 32-bit number."""
    return str(np.float32(value)).replace("-", "\N{MINUS SIGN}")


def short_text(value: float) -> str:
    """A number with six significant digits."""
    return f"{value:.6g}".replace("-", "\N{MINUS SIGN}")
