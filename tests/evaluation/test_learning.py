import numpy as np
import pytest
from helpers.networks import always

from digitpad.data.digits import Pictures
from digitpad.data.own_digits import Division
from digitpad.data.sample import Collection
from digitpad.errors import Cancelled
from digitpad.evaluation.learning import Figures, figures

NAMES = tuple("0123456789")


def pictures(*labels: int) -> Pictures:
    return Pictures(np.zeros((len(labels), 28, 28), np.uint8), np.array(labels, np.uint8))


def collection(*labels: int) -> Collection:
    ids = tuple(f"{number:032x}" for number in range(len(labels)))
    return Collection(NAMES, ids, pictures(*labels), np.zeros(len(labels), np.int32))


DIVISION = Division(collection(7, 7, 7, 1), collection(7, 1), collection(), frozenset())
SEVEN = always([0.9 if label == 7 else 0.1 / 9 for label in range(10)])


def test_each_part_has_its_share() -> None:
    assert figures(SEVEN, DIVISION, pictures(7, 1, 1, 1), lambda: False) == Figures(0.75, 0.5, None, 0.25)


def test_it_can_be_cut_short() -> None:
    with pytest.raises(Cancelled):
        figures(SEVEN, DIVISION, pictures(7), lambda: True)
