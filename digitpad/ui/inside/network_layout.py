"""Where the parts of a network stand: the picture above, every layer as strips of cells, the outputs below."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from digitpad.ink.raster import SIZE
from digitpad.ui.inside.inside_look import InsideLook

MOST_CELLS = 100
"""So many neurons of a layer are shown at most, those on the paths first and then the most active ones."""

_CELL_EMS = 0.85
_OUTPUT_EMS = (2.4, 1.7)
"""Width and height of a cell of the outputs, which has a name in it; narrower where they would not fit into a row."""

_NARROWEST_OUTPUT_EMS = 1.3

_GAP_EMS = 1.3
"""Between two layers, so that lines can be told apart."""

_CAPTION_EMS = 1.25


class LayerPlace(NamedTuple):
    """A layer on the screen.

    Attributes:
        caption: where its name stands; empty where it has none.
        units: the neurons that are shown, in their order.
        cells: a rectangle for each of them.
        more: how many are not shown.
    """

    caption: QRectF
    units: tuple[int, ...]
    cells: tuple[QRectF, ...]
    more: int

    def cell(self, unit: int) -> QRectF:
        """The rectangle of a neuron that is shown."""
        return self.cells[self.units.index(unit)]


class NetworkLayout(NamedTuple):
    """All of it.

    Attributes:
        caption: where the picture's name stands; empty where it has none.
        picture: where the picture is.
        layers: every layer, the output being the last one.
        height: what all of it needs.
    """

    caption: QRectF
    picture: QRectF
    layers: tuple[LayerPlace, ...]
    height: float

    def pixel(self, number: int) -> QPointF:
        """The middle of a pixel of the picture, by its number row by row."""
        row, column = divmod(number, SIZE)
        side = self.picture.width() / SIZE
        return self.picture.topLeft() + QPointF((column + 0.5) * side, (row + 0.5) * side)


def lay_out(look: InsideLook, width: float, em: float) -> NetworkLayout:
    """Place everything in a width, with text of a height, both in pixels."""
    caption = QRectF(0, 0, width, _CAPTION_EMS * em)
    side = SIZE * max(2, round(0.22 * em))
    picture = QRectF((width - side) / 2, caption.bottom(), side, side)
    top, layers = picture.bottom() + _GAP_EMS * em, []
    for number in range(len(look.layers)):
        is_output = number == len(look.layers) - 1
        units = shown_units(look, number)
        if is_output:
            wide = max(_NARROWEST_OUTPUT_EMS * em, min(_OUTPUT_EMS[0] * em, width / len(units)))
            high = _OUTPUT_EMS[1] * em
        else:
            wide = high = _CELL_EMS * em
        columns = max(1, min(len(units), int((width + 1) // wide)))
        left = (width - columns * wide) / 2
        heading = QRectF(0, top, width, _CAPTION_EMS * em)
        cells = cell_grid(len(units), columns, left, heading.bottom(), wide, high)
        all_units = look.layers[number].kernel.shape[1]
        layers.append(LayerPlace(heading, units, cells, all_units - len(units)))
        top = cells[-1].bottom() + _GAP_EMS * em
    return NetworkLayout(caption, picture, tuple(layers), top)


@lru_cache(64)
def cell_grid(
    count: int, columns: int, left: float, top: float, wide: float, high: float
) -> tuple[QRectF, ...]:
    """Rectangles row by row, a pixel apart. Many looks in turn have the same ones, which nobody must change.

    Args:
        count: how many.
        columns: how many stand in a row.
        left: where the first one begins.
        top: the same.
        wide: from one to the next beside it, all in pixels.
        high: to the next below it.
    """
    return tuple(
        QRectF(left + place % columns * wide, top + place // columns * high, wide - 1, high - 1)
        for place in range(count)
    )


def shown_units(look: InsideLook, layer: int, most: int = MOST_CELLS) -> tuple[int, ...]:
    """Which neurons of a layer are shown: all by number, or of many the most active first and those on the paths."""
    values = look.layers[layer].values[0]
    if len(values) <= most or layer == len(look.layers) - 1:
        return tuple(range(len(values)))
    order: Sequence[int] = np.argsort(-np.abs(values), kind="stable").tolist()
    kept = _on_paths(look, layer)
    kept |= set([unit for unit in order if unit not in kept][: max(0, most - len(kept))])
    return tuple(unit for unit in order if unit in kept)[:most]


def _on_paths(look: InsideLook, layer: int) -> set[int]:
    if layer == look.neuron.layer:
        return {look.neuron.unit}
    if layer == look.neuron.layer - 1:
        return {term.source for term in look.paths.incoming}
    if layer == look.neuron.layer + 1:
        return {term.source for term in look.paths.outgoing}
    return set()
