"""Decide the answer from probabilities: a class, or `?` when the margin is too small."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.formatting import percent
from digitpad.translation import N_, Message

UNKNOWN = "?"
DEFAULT_MARGIN = 0.4
"""How far the best class must be ahead of the second to be given as the answer (benchmarks/recognition.py)."""

_TWO_LEFT = 0.6
"""From this sum of the best two on, the network wavers between these; below, it makes nothing of the drawing."""

_CANNOT_TELL = Message(N_("The network cannot tell"))
"""True of a scribble, and of a perfect digit before a network that has learnt nothing yet."""

_DIGITS = frozenset("0123456789")


@dataclass(frozen=True)
class Answer:
    """What the program says about one drawing.

    Attributes:
        text: the name of the class, or `?`.
        message: the same for people, with the reason when it is `?`.
        best: index of the most probable class, or None when there is nothing to answer.
    """

    text: str
    message: Message
    best: int | None


NOTHING_DRAWN = Answer(UNKNOWN, Message(N_("Nothing drawn yet")), None)


def has_digit_classes(class_names: Sequence[str]) -> bool:
    """Whether the classes are digits, of which there may be several in a drawing."""
    return _DIGITS.issuperset(class_names)


def decide(
    probabilities: npt.NDArray[np.float32], class_names: Sequence[str], margin: float = DEFAULT_MARGIN
) -> Answer:
    """The answer for one drawing.

    Args:
        probabilities: (classes,), summing to 1.
        class_names: one a class.
        margin: how far the best must be ahead of the second, 0..1.
    """
    second, best = probabilities.argsort(kind="stable")[-2:].tolist()
    first, next_ = probabilities[best], probabilities[second]
    if first - next_ < margin:
        if first + next_ < _TWO_LEFT:
            return Answer(UNKNOWN, _CANNOT_TELL, best)
        names = {"best": class_names[best], "second": class_names[second]}
        return Answer(UNKNOWN, Message(N_("Not sure: {best} or {second}"), **names), best)
    share = percent(float(first))
    return Answer(class_names[best], Message(N_("{share} sure"), share=share), best)

