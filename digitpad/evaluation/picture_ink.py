"""The strokes of a picture that was examined, to put it on the canvas."""

from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.evaluation.picture_sets import PictureSet
from digitpad.ink.raster import SIZE
from digitpad.ink.stroke import Ink
from digitpad.samples.own_digits import open_to_look
from digitpad.synthesis.tracing import traced
from digitpad.translation import N_

_SIDE = 1000.0
"""The paper's, in the units in which ink is drawn and kept."""


def ink_of(data_dir: Path, pictures: PictureSet, number: int) -> Ink:
    """In units of the canvas: of our own digits what was drawn, of others what a pen may have drawn.

    Args:
        data_dir: where our own digits are.
        pictures: the set.
        number: which picture of it, from 0.

    Raises:
        DigitpadError: the digit is gone, or the collection cannot be read.
    """
    if pictures.info is not None:
        [ink] = traced(pictures.pictures.images[number : number + 1])
        return Ink(tuple(stroke * (_SIDE / SIZE) for stroke in ink.strokes))
    with open_to_look(data_dir) as samples:
        for sample in samples.samples((pictures.ids[number],)):
            return sample.ink
    raise DigitpadError(N_("This digit is no longer among ours."))
