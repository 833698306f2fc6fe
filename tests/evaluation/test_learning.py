import numpy as np
import pytest
from helpers.networks import always

from digitpad.data.digits import Pictures
from digitpad.errors import CancelledError
from digitpad.evaluation.learning import FineTuningFigures, figures
from digitpad.samples.own_digits import CollectionSplit
from digitpad.samples.sample import Collection

NAMES = tuple("0123456789")


def pictures(*labels):
    return Pictures(np.zeros((len(labels), 28, 28), np.uint8), np.array(labels, np.uint8))


def collection(*labels):
    ids = tuple(f"{number:032x}" for number in range(len(labels)))
    return Collection(NAMES, ids, pictures(*labels), np.zeros(len(labels), np.int32))


DIVISION = CollectionSplit(collection(7, 7, 7, 1), collection(7, 1), collection(), frozenset())
SEVEN = always([0.9 if label == 7 else 0.1 / 9 for label in range(10)])


def test_each_part_has_its_share():
    assert figures(SEVEN, DIVISION, pictures(7, 1, 1, 1), lambda: False) == FineTuningFigures(0.75, 0.5, None, 0.25)


def test_it_can_be_cut_short():
    with pytest.raises(CancelledError):
        figures(SEVEN, DIVISION, pictures(7), lambda: True)
