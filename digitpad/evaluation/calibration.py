"""Calibration: whether answers given with 80 % are right in 80 % of cases.

The measure is that of Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (2017).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The answers whose probability is in one interval.

    Attributes:
        low: the interval's lower end; belongs to it in the first bin only.
        high: its upper end; belongs to it.
        count: how many answers there are.
        confidence: the mean of their probabilities, 0..1; 0 if there are none.
        accuracy: the share that is right, 0..1; 0 if there are none.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(
    confidences: npt.NDArray[np.floating], right: npt.NDArray[np.bool_], bins: int = BINS
) -> tuple[Bin, ...]:
    """The answers sorted by how sure they are into intervals of one width, the least sure first.

    Args:
        confidences: (n,) the probability of the class that is the answer, 0..1.
        right: (n,) whether the answer is right.
        bins: how many intervals.

    Raises:
        ValueError: the two are not of one length, or a probability is not in 0..1.
    """
    sure = np.asarray(confidences, np.float64)
    if sure.shape != right.shape or sure.ndim != 1:
        raise ValueError(f"as many probabilities as answers are needed, not {sure.shape} and {right.shape}")
    if not ((sure >= 0) & (sure <= 1)).all():
        raise ValueError("a probability is not in 0..1")
    edges = np.arange(bins + 1) / bins
    numbers = np.clip(np.searchsorted(edges, sure, side="left") - 1, 0, bins - 1)
    rows = []
    for number in range(bins):
        here = numbers == number
        count = int(here.sum())
        mean, share = (float(sure[here].mean()), float(right[here].mean())) if count else (0.0, 0.0)
        rows.append(Bin(float(edges[number]), float(edges[number + 1]), count, mean, share))
    return tuple(rows)


def expected_calibration_error(table: tuple[Bin, ...]) -> float:
    """How far probability and share of right answers are apart, 0..1, on average over all answers.

    Raises:
        ValueError: there are no answers.
    """
    whole = sum(row.count for row in table)
    if whole == 0:
        raise ValueError("there are no answers")
    return sum(row.count * abs(row.accuracy - row.confidence) for row in table) / whole
