"""One pass over the pictures, from which everything follows; scikit-learn is the authority."""

import numpy as np
import pytest
from helpers.networks import always, tiny
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score

from digitpad.data.digits import Pictures
from digitpad.errors import CancelledError, DigitpadError
from digitpad.evaluation.calibration import expected_calibration_error, reliability
from digitpad.evaluation.evaluation import evaluate
from digitpad.evaluation.report import CHUNK
from digitpad.evaluation.share import Share
from digitpad.model.answer import UNKNOWN, decide


def pictures(count, classes=10):
    random = np.random.default_rng(1)
    return Pictures(
        random.integers(0, 256, (count, 28, 28), np.uint8), (np.arange(count) % classes).astype(np.uint8)
    )


@pytest.mark.parametrize("count", [0, 1, CHUNK, 2 * CHUNK + 3])
def test_the_probabilities_are_the_networks(count):
    some, told = pictures(count), []
    found = evaluate(tiny(), some, lambda done, of: told.append((done, of)))
    assert (len(found), found.classes, found.class_names) == (count, 10, tuple("0123456789"))
    assert found.probabilities.shape == (count, 10)
    for image, row in zip(some.images[::100], found.probabilities[::100], strict=True):
        np.testing.assert_allclose(row, tiny().probabilities(image[None])[0], atol=1e-6)
    assert told == [(min(end, count), count) for end in range(CHUNK, count + CHUNK, CHUNK) if count]
    assert not found.probabilities.flags.writeable


@pytest.mark.parametrize("classes", [2, 10, 62])
def test_accuracy_and_calibration_are_scikit_learns(classes, random_answers):
    found = random_answers(classes)
    assert found.accuracy.value == pytest.approx(accuracy_score(found.labels, found.best), abs=1e-9)
    rows = reliability(found.confidence, found.right)
    shares, means = calibration_curve(found.right, found.confidence, n_bins=10)
    there = [row for row in rows if row.count]
    assert [row.accuracy for row in there] == pytest.approx(shares.tolist(), abs=1e-9)
    assert [row.confidence for row in there] == pytest.approx(means.tolist(), abs=1e-9)
    weights = np.array([row.count for row in there]) / len(found)
    assert expected_calibration_error(rows) == pytest.approx(float(weights @ np.abs(shares - means)), abs=1e-9)


@pytest.mark.parametrize("margin", [0.0, 0.25, 0.4, 1.0])
def test_the_answer_is_the_windows(margin, random_answers):
    found = random_answers(5, 300)
    names = (*found.class_names, UNKNOWN)
    said = [names[number] for number in found.answers(margin)]
    assert said == [decide(row, found.class_names, margin).text for row in found.probabilities]


def test_by_hand(answers_of):
    found = answers_of([1, 1, 0], [[0.25, 0.75], [0.625, 0.375], [0.5, 0.5]])
    assert found.best.tolist() == [1, 0, 0]
    assert found.right.tolist() == [True, False, True]
    assert found.confidence.tolist() == [0.75, 0.625, 0.5]
    assert found.leads.tolist() == [0.5, 0.25, 0]
    assert found.answers(0.25).tolist() == [1, 0, 2]
    assert found.accuracy == Share(2, 3)


def test_a_class_that_the_network_does_not_have():
    with pytest.raises(DigitpadError, match="2 classes apart, but a picture is of class 3"):
        evaluate(always([0.5, 0.5]), pictures(9, 3))


def test_it_can_be_cancelled_between_chunks():
    told = []
    with pytest.raises(CancelledError):
        evaluate(tiny(), pictures(3 * CHUNK), lambda done, of: told.append(done), lambda: len(told) == 2)
    assert told == [CHUNK, 2 * CHUNK]
