"""Where the parts of a network stand in a strip: the picture at the left, the layers beside it, the outputs below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from digitpad.ink.raster import SIZE
from digitpad.ui.inside.inside_look import InsideLook
from digitpad.ui.inside.network_layout import LayerPlace, NetworkLayout, cell_grid, shown_units

_SCALE_EMS = 0.12
"""A pixel of the picture, at least a whole pixel of the screen."""

_CELL_EMS = 0.6
_GAP_EMS = 0.6
"""Between two layers at least, and beside the picture."""

_PATHS_EMS = 1.2
"""Above the outputs, where the strongest paths end."""

_OUTPUT_EMS = (2.4, 1.3)
"""Width and height of an output with its name at most, and its height where names have no room: that of a cell."""

_NARROWEST_OUTPUT_EMS = 1.1
_LONGEST_NAME = 2

_NOWHERE = QRectF()


def lay_out_compact(look: InsideLook, width: float, em: float) -> NetworkLayout:
    """Place everything in a width, with text of a height, both in pixels; there is no room for captions."""
    hidden = len(look.layers) - 1
    side, rows, block = _block(hidden, em)
    cell, gap = _CELL_EMS * em, _GAP_EMS * em
    left = side + gap
    columns = max(1, int((width - left + 1) // cell))
    spread = (block - hidden * rows * cell) / max(1, hidden - 1) if hidden > 1 else 0.0
    layers = []
    for number in range(hidden):
        units = shown_units(look, number, rows * columns)
        top = number * (rows * cell + spread)
        cells = cell_grid(len(units), columns, left, top, cell, cell)
        layers.append(LayerPlace(_NOWHERE, units, cells, look.layers[number].kernel.shape[1] - len(units)))
    names = look.sight.names
    wide, high, columns = _outputs(names, width, em)
    start, top = (width - min(columns, len(names)) * wide) / 2, block + _PATHS_EMS * em
    cells = cell_grid(len(names), columns, start, top, wide, high)
    layers.append(LayerPlace(_NOWHERE, tuple(range(len(names))), cells, 0))
    height = compact_height(hidden, names, width, em)
    return NetworkLayout(_NOWHERE, QRectF(0, (block - side) / 2, side, side), tuple(layers), height)


def compact_height(hidden: int, names: Sequence[str], width: float, em: float) -> float:
    """What all of it needs in a width.

    Args:
        hidden: how many hidden layers there are.
        names: what the outputs are called.
        width: in pixels.
        em: height of text in pixels.
    """
    __, high, columns = _outputs(names, width, em)
    return _block(hidden, em)[2] + _PATHS_EMS * em + -(-len(names) // columns) * high + 1


def _block(hidden: int, em: float) -> tuple[int, int, float]:
    """The side of the picture, the rows of cells of each hidden layer, and the height of both."""
    side = SIZE * max(1, round(_SCALE_EMS * em))
    cell, gap = _CELL_EMS * em, _GAP_EMS * em
    if not hidden:
        return side, 1, float(side)
    rows = max(1, int((side - (hidden - 1) * gap) / hidden / cell))
    return side, rows, max(float(side), hidden * rows * cell + (hidden - 1) * gap)


def _outputs(names: Sequence[str], width: float, em: float) -> tuple[float, float, int]:
    """Width and height of an output, and how many stand beside each other; with names where all have room."""
    wide = min(_OUTPUT_EMS[0] * em, width / len(names))
    if wide >= _NARROWEST_OUTPUT_EMS * em and max(map(len, names)) <= _LONGEST_NAME:
        return wide, _OUTPUT_EMS[1] * em, len(names)
    cell = _CELL_EMS * em
    return cell, cell, max(1, int((width + 1) // cell))
