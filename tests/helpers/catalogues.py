"""Catalogues whose included digits are few, so that a run takes a blink."""

import threading
from pathlib import Path

import numpy as np

from digitpad.data.catalogue import Catalogue
from digitpad.data.digits import Dataset
from digitpad.errors import DigitpadError
from digitpad.samples.own_datasets import OwnDigitsFactory


class SmallCatalogue(Catalogue):
    """The real catalogue, but of every dataset only 200 pictures to learn from and 50 for the test.

    Attributes:
        gate: reading waits until it is open, as if the disk were slow; open at first.
        error: reading fails with it, if it is not None.
        reads: how often a dataset was read.
    """

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, own=OwnDigitsFactory())
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.reads = 0

    def load(self, name: str) -> Dataset:
        self.reads += 1
        if not self.gate.wait(60):
            raise DigitpadError("The test forgot to open the gate.")
        if self.error is not None:
            raise self.error
        whole = super().load(name)
        some, few = (np.arange(0, len(part), max(1, len(part) // count)) for part, count in ((whole.train, 200),
                                                                                      (whole.test, 50)))
        return Dataset(name, whole.title, whole.class_names, whole.train.take(some), whole.test.take(few))
