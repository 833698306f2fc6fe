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
    ("count", "rows"),
    [(0, []), (2, [0, 3]), (3, [0, 1, 3]), (4, [0, 1, 3, 5]), (5, [0, 1, 2, 3, 5]), (99, [0, 1, 2, 3, 4, 5])],
)
def test_the_first_of_every_class(count, rows):
    assert pictures([4, 4, 4, 7, 4, 7]).first_rows(count).tolist() == rows


def test_a_dataset_to_learn_less_from():
    whole = Dataset("digits", "Digits", DIGIT_NAMES, pictures([1, 1, 1, 2]), pictures([3, 3]))
    few = whole.learning_from(2)
    assert (few.train.labels.tolist(), few.test.labels.tolist(), few.name) == ([1, 2], [3, 3], "digits")
    assert few.learning_from(2) is few
    assert whole.learning_from(0) is whole.learning_from(4) is whole


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
