"""The sum of a neuron, number by number."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np

from digitpad.ink.raster import SIZE
from digitpad.translation import N_, _
from digitpad.ui.inside.number_table import NumberTable
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from digitpad.insight.neuron import NeuronSum, Term

_HEADINGS = (N_("From"), N_("Value"), N_("× weight"), N_("= product"))


class NeuronTerms(NumberTable):
    """The ten largest products, all others as one, the bias, and the total as the network has it."""

    def __init__(self) -> None:
        super().__init__(tuple(map(_, _HEADINGS)))
        named(self, "neuronTerms", _("The sum, number by number"),
              _("The largest products, all others together, the bias, and the sum that the network has."))
        self._total = 0.0

    def show_sum(self, found: NeuronSum, layer: int) -> None:
        """Show the sum of a neuron; what goes into layer 0 are pixels."""
        self._total = found.total
        rows = [self._row(term, layer) for term in found.terms]
        rows.append((_("{count:,} others").format(count=found.others), "", "", short_text(found.rest)))
        rows.append((_("Bias"), "", "", short_text(found.bias)))
        rows.append((_("Sum"), "", "", exact_text(found.total)))
        self.show_rows(rows)

    def _row(self, term: Term, layer: int) -> tuple[str, str, str, str]:
        if layer == 0:
            row, column = divmod(term.source, SIZE)
            source = _("Pixel {row}, {column}").format(row=row + 1, column=column + 1)
        else:
            source = _("Neuron {unit}").format(unit=term.source)
        return source, short_text(term.value), short_text(term.weight), short_text(term.product)

    def _get_total(self) -> float:
        return self._total

    total = qt_property("double", "_get_total")


def exact_text(value: float) -> str:
    """A number of the network with all its digits: as many as tell it from every other 32-bit number."""
    return str(np.float32(value)).replace("-", "\N{MINUS SIGN}")


def short_text(value: float) -> str:
    """A number with six significant digits."""
    return f"{value:.6g}".replace("-", "\N{MINUS SIGN}")
