"""The threshold between two kinds of values that leaves each kind as alike as can be (N. Otsu, 1979)."""

import numpy as np
import numpy.typing as npt


def otsu(values: npt.NDArray[np.float32]) -> float:
    """The threshold, to a 128th of the values' range."""
    counts, edges = np.histogram(values, bins=128)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    sums = np.cumsum(counts * middles)
    above = np.maximum(below[-1] - below, 1)
    between = (sums[-1] * below / below[-1] - sums) ** 2 / (np.maximum(below, 1) * above)
    # Between two tones alone every threshold does as well: the middle one is far from both.
    best = np.flatnonzero(between >= between.max() * (1 - 1e-9))
    return float(middles[best[len(best) // 2]])
