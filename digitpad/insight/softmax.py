"""Softmax as a table: from the scores to the shares, step by step."""

from typing import NamedTuple

import numpy as np

from digitpad.insight.layers import Images, scores
from digitpad.model.network import Network


class SoftmaxRow(NamedTuple):
    """One class on its way from score to share.

    Attributes:
        class_name: which.
        score: the network's own number for it, the logit.
        less: the score minus the largest one, divided by the temperature; 0 at most.
        exponential: e to the power of that, 0..1.
        share: the exponential divided by the sum of all, 0..1.
    """

    class_name: str
    score: float
    less: float
    exponential: float
    share: float


def softmax_table(network: Network, picture: Images, temperature: float = 1.0) -> tuple[SoftmaxRow, ...]:
    """The rows of all classes in their order; at temperature 1 the shares are what the bars show.

    Args:
        network: whose scores.
        picture: (28, 28) uint8.
        temperature: above 0; the higher, the more alike the shares (J. S. Bridle, 1990, has the formula; G. Hinton, O.
            Vinyals, J. Dean, "Distilling the knowledge in a neural network", 2015, the temperature).

    Raises:
        ValueError: the temperature is not above 0.
    """
    if not temperature > 0:
        raise ValueError("the temperature must be above 0")
    row = scores(network, picture)[0].astype(np.float64)
    less = (row - row.max()) / temperature
    exponentials = np.exp(less)
    shares = exponentials / exponentials.sum()
    columns = (column.tolist() for column in (row, less, exponentials, shares))
    return tuple(map(SoftmaxRow, network.info.class_names, *columns))
