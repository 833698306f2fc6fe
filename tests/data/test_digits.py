import numpy as np
import pytest

from digitpad.data.dataset_info import DIGIT_NAMES
from digitpad.data.digits import Dataset, Pictures
from digitpad.errors import DigitpadError


def pictures(labels):
    return Pictures(np.zeros((len(labels), 28, 28), np.uint8), np.array(labels, np.uint8))


def test_rows_are_taken_in_the_order_asked_for():
    taken = pictures([3, 1, 4, 1, 5]).take(np.array([4, 0]))
    assert taken.labels.tolist() == [5, 3]
    assert taken.images.shape == (2, 28, 28)
    assert len(taken) == 2


@pytest.mark.parametrize(
    ("images", "labels", "sentence"),
    [
        (np.zeros((2, 28, 28), np.float32), np.zeros(2, np.uint8), "pictures are float32"),
        (np.zeros((2, 784), np.uint8), np.zeros(2, np.uint8), r"shape \(2, 784\)"),
        (np.zeros((2, 28, 27), np.uint8), np.zeros(2, np.uint8), r"expected uint8 \(n, 28, 28\)"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(3, np.uint8), r"2 pictures but .* shape \(3,\)"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros((2, 1), np.uint8), "one uint8 a picture"),
        (np.zeros((2, 28, 28), np.uint8), np.zeros(2, np.int64), "labels are int64"),
    ],
)
def test_other_shapes_and_types_are_refused(images, labels, sentence):
    with pytest.raises(DigitpadError, match=sentence):
        Pictures(images, labels)


def test_a_dataset_has_a_name_for_each_label():
    Dataset("digits", "Digits", DIGIT_NAMES, pictures([0, 9]), pictures([]))
    with pytest.raises(DigitpadError, match="Digits has the label 10 but only 10 classes"):
        Dataset("digits", "Digits", DIGIT_NAMES, pictures([0, 9]), pictures([10]))
