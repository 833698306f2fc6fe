"""Coverage and accuracy: how many pictures are answered, and how many of the answers are right, as `?` gets stricter.

The trade is that of C. K. Chow, "On optimum recognition error and reject tradeoff" (1970).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.evaluation.evaluation import Evaluation

MARGINS = tuple(step / 100 for step in range(101))


@dataclass(frozen=True, eq=False)
class CoverageCurve:
    """What is answered at each margin.

    Attributes:
        margins: (m,) ascending, 0..1.
        answered: (m,) int64, how many pictures are given an answer other than `?`.
        right: (m,) int64, how many of these answers are right.
        pictures: how many there are in all.
    """

    margins: npt.NDArray[np.float64]
    answered: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    pictures: int

    @property
    def coverage(self) -> npt.NDArray[np.float64]:
        """(m,) the share of pictures that are answered, 0..1; 0 where there are no pictures."""
        return self.answered / max(self.pictures, 1)

    @property
    def accuracy(self) -> npt.NDArray[np.float64]:
        """(m,) the share of the answers that are right, 0..1; NaN where nothing is answered."""
        return np.where(self.answered, self.right / np.maximum(self.answered, 1), np.nan)

    def costs(self, wrong: float, unsure: float) -> npt.NDArray[np.float64]:
        """(m,) what a picture costs on average.

        Args:
            wrong: what a wrong answer costs; a right one costs nothing.
            unsure: what a `?` costs.
        """
        total = wrong * (self.answered - self.right) + unsure * (self.pictures - self.answered)
        return total / max(self.pictures, 1)

    def cheapest(self, wrong: float, unsure: float) -> float:
        """The margin, 0..1, at which a picture costs least; the smallest of several."""
        return float(self.margins[self.costs(wrong, unsure).argmin()])


def coverage_curve(evaluation: Evaluation, margins: tuple[float, ...] = MARGINS) -> CoverageCurve:
    """How coverage and accuracy move with the margin.

    Args:
        evaluation: of a network on pictures.
        margins: ascending, 0..1.
    """
    limits = np.array(margins, np.float32)
    # What is ahead by exactly the margin is answered.
    answered, right = (
        len(leads) - np.searchsorted(np.sort(leads), limits, side="left")
        for leads in (evaluation.leads, evaluation.leads[evaluation.right])
    )
    return CoverageCurve(np.array(margins), answered.astype(np.int64), right.astype(np.int64), len(evaluation))
