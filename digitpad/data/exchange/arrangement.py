"""How pictures of digits may have to be turned to be read: a network that reads digits tells which way is right."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.formatting import whole_percent
from digitpad.translation import N_, _

_Bytes = npt.NDArray[np.uint8]

Judge = Callable[[_Bytes], npt.NDArray[np.intp]]
"""Reads pictures (n, 28, 28), light ink on black: a digit from 0 to 9 for each."""

INVERTED = "inverted"

_WAYS: dict[str, Callable[[_Bytes], _Bytes]] = {
    INVERTED: lambda images: np.subtract(255, images),
    "transposed": lambda images: images.swapaxes(1, 2),
    "left": lambda images: np.rot90(images, 1, (1, 2)),
    "right": lambda images: np.rot90(images, -1, (1, 2)),
    "half": lambda images: images[:, ::-1, ::-1],
    "mirrored": lambda images: images[:, :, ::-1],
    "flipped": lambda images: images[:, ::-1],
}

_SENTENCES = {
    INVERTED: N_(
        "The built-in network gets {now} of these digits right as they are, {then} with ink and paper swapped."
    ),
    "transposed": N_(
        "The built-in network gets {now} of these digits right as they are, {then} with rows and columns swapped."
    ),
    "left": N_("The built-in network gets {now} of these digits right as they are, {then} turned to the left."),
    "right": N_("The built-in network gets {now} of these digits right as they are, {then} turned to the right."),
    "half": N_("The built-in network gets {now} of these digits right as they are, {then} turned upside down."),
    "mirrored": N_(
        "The built-in network gets {now} of these digits right as they are, {then} with left and right swapped."
    ),
    "flipped": N_(
        "The built-in network gets {now} of these digits right as they are, {then} with top and bottom swapped."
    ),
}

_LOOKED_AT = 500
_FEWEST = 20  # of fewer digits, a share says nothing
_READ_WELL, _MUCH_BETTER = 0.6, 0.3


@dataclass(frozen=True)
class Better:
    """A way to turn pictures in which far more digits are read.

    Attributes:
        way: its key.
        sentence: what was found, in numbers.
    """

    way: str
    sentence: str

    def turn(self, images: _Bytes) -> _Bytes:
        """Pictures (n, 28, 28), turned that way."""
        return np.ascontiguousarray(_WAYS[self.way](images))

    def turned(self, part: Pictures) -> Pictures:
        """The pictures of a part, turned that way."""
        return Pictures(self.turn(part.images), part.labels)


def judged(part: Pictures, judge: Judge) -> tuple[str, Better | None]:
    """How well digits are read as they are and turned.

    Args:
        part: pictures whose labels are their digits.
        judge: reads them.

    Returns:
        A sentence about the pictures as they are, empty where they are too few; and a way in which far more are read.
    """
    if len(part) < _FEWEST:
        return "", None
    some = part.take(np.unique(np.linspace(0, len(part) - 1, _LOOKED_AT).astype(int)))
    turned = [some.images, *(turn(some.images) for turn in _WAYS.values())]
    read = judge(np.concatenate(turned)).reshape(len(turned), -1)  # at once: a network is slow to begin
    now, *others = (read == some.labels).mean(axis=1).tolist()
    shares = dict(zip(_WAYS, others, strict=True))
    best = max(shares, key=lambda way: shares[way])
    if shares[best] >= _READ_WELL and shares[best] - now >= _MUCH_BETTER:
        sentence = _(_SENTENCES[best]).format(now=whole_percent(now), then=whole_percent(shares[best]))
        return "", Better(best, sentence)
    sentence = (
        _("The built-in network gets {share} of these digits right.")
        if now >= _READ_WELL
        else _(
            "The built-in network gets {share} of these pictures right; perhaps they are other signs than its digits."
        )
    )
    return sentence.format(share=whole_percent(now)), None
