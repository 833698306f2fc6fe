"""What the network took a picture for at every moment of its film."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from digitpad.model.answer import UNKNOWN, decide
from digitpad.model.network import Array, Network
from digitpad.training.film import Film, Frame
from digitpad.ui.answer.follower import Sight


class Readings(NamedTuple):
    """The answers to one picture along a film.

    Attributes:
        sight: the picture.
        frames: the moments; None stands for the newest network.
        probabilities: (moments, classes).
        answers: the class that was the answer at each moment; None where the network was not sure.
    """

    sight: Sight
    frames: tuple[Frame | None, ...]
    probabilities: Array
    answers: tuple[int | None, ...]

    @property
    def learnt(self) -> int:
        """From which moment on the answer is the last one, without a break."""
        others = [place for place, each in enumerate(self.answers) if each != self.answers[-1]]
        return others[-1] + 1 if others else 0

    @property
    def known(self) -> dict[Frame, Array]:
        """What need not be computed again for the same picture."""
        return {frame: row for frame, row in zip(self.frames, self.probabilities, strict=True) if frame is not None}


def read_along(
    film: Film, newest: Network | None, sight: Sight, margin: float, known: Mapping[Frame, Array]
) -> Readings:
    """Let the network of every moment answer a picture.

    Args:
        film: the moments.
        newest: what comes after them; None for nothing.
        sight: the picture.
        margin: how far the best class must be ahead of the second, 0..1.
        known: what is known already.
    """
    picture = sight.picture[None]
    rows = [
        known[frame] if frame in known else film.network(frame).probabilities(picture)[0]
        for frame in film.frames
    ]
    frames: tuple[Frame | None, ...] = film.frames
    if newest is not None:
        rows.append(newest.probabilities(picture)[0])
        frames = (*frames, None)
    decided = [decide(row, film.info.class_names, margin) for row in rows]
    answers = tuple(each.best if each.text != UNKNOWN else None for each in decided)
    return Readings(sight, frames, np.stack(rows), answers)
