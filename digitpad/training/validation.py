"""The validation part: cut it from the training pictures, and find the epoch that did best on it."""

import numpy as np

from digitpad.data.digits import Pictures
from digitpad.training.epoch import Epoch


def best_epoch(history: tuple[Epoch, ...]) -> Epoch | None:
    """The epoch with the smallest validation loss, the first of equals; None without validation."""
    checked = [epoch for epoch in history if epoch.validation is not None]
    return min(checked, key=lambda epoch: epoch.validation.loss if epoch.validation else 0.0) if checked else None


def split(pictures: Pictures, validation_share: float, seed: int) -> tuple[Pictures, Pictures]:
    """Cut a validation part from the training part: the same share of every class, chosen by the seed.

    Returns:
        The pictures to train on and the pictures to validate with; the second may be empty.
    """
    rng = np.random.default_rng(seed)
    kept_aside = np.zeros(len(pictures), bool)
    for label in np.unique(pictures.labels):
        rows = np.flatnonzero(pictures.labels == label)
        kept_aside[rng.permutation(rows)[: round(len(rows) * validation_share)]] = True
    return pictures.take(np.flatnonzero(~kept_aside)), pictures.take(np.flatnonzero(kept_aside))
