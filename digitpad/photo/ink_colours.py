"""Ink of any colour: each of red, green and blue may carry it, so none is weighed down in a grey."""

import numpy as np
import numpy.typing as npt

Greys = npt.NDArray[np.uint8]
Colours = npt.NDArray[np.uint8]

_EVERY = 8
"""The paper's colour is the median of each so many-th pixel both ways."""


def inks_of(colours: Colours) -> tuple[Greys, Greys]:
    """What dark ink and what light ink is looked for in, (rows, columns) uint8 each.

    Yellow on white is as light as paper in red and green, and as dark as ink in blue: the darkest of the three colours
    is dark wherever there is ink. The paper's own tint, and that of the lamp, is taken away before. On a dark board the
    lightest of the three is light wherever there is chalk.

    Args:
        colours: (rows, columns, 3) uint8.
    """
    red, green, blue = (colours[..., channel] for channel in range(3))
    if np.array_equal(red, green) and np.array_equal(green, blue):
        return red, red
    paper = np.median(colours[::_EVERY, ::_EVERY].reshape(-1, 3), axis=0)
    # A filter before the paper multiplies, so the lamp's tint is divided by; what a dark board adds is subtracted.
    levels = np.arange(256, dtype=np.float32)[:, None]
    tables = [levels * (paper.max() / np.maximum(paper, 1)), levels - (paper - paper.min())]
    # Paper is white and a board grey now, so that the darkest and the lightest of the three are ink.
    dark, light = ([_looked_up(table, colours, channel) for channel in range(3)] for table in tables)
    darkest: Greys = np.minimum(np.minimum(dark[0], dark[1]), dark[2])
    lightest: Greys = np.maximum(np.maximum(light[0], light[1]), light[2])
    return darkest, lightest


def _looked_up(table: npt.NDArray[np.float32], colours: Colours, channel: int) -> Greys:
    """One channel, with each of its 256 levels as the table, (256, 3), has it."""
    result: Greys = np.clip(np.rint(table[:, channel]), 0, 255).astype(np.uint8)[colours[..., channel]]
    return result
