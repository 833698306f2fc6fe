"""Which pictures are wrong, counted by hand beside it."""

import numpy as np
import pytest
from helpers.networks import always, tiny

from digitpad.data.digits import Pictures
from digitpad.errors import CancelledError
from digitpad.evaluation.report import CHUNK, next_wrong, which_are_wrong


def pictures(labels):
    random = np.random.default_rng(1)
    return Pictures(random.integers(0, 256, (len(labels), 28, 28), np.uint8), np.array(labels, np.uint8))


@pytest.mark.parametrize("count", [0, 1, CHUNK - 1, CHUNK, 2 * CHUNK + 3])
def test_chunks_make_no_difference(count):
    some, network = pictures([number % 10 for number in range(count)]), tiny()
    answers = [network.probabilities(image[None])[0].argmax() for image in some.images]
    assert which_are_wrong(network, some).tolist() == [
        bool(answer != label) for answer, label in zip(answers, some.labels, strict=True)
    ]


def test_the_best_class_counts_however_small_its_lead():
    network = always([0.301, 0.3, 0.3, 0.099])
    assert which_are_wrong(network, pictures([0, 1, 0, 3])).tolist() == [False, True, False, True]


@pytest.mark.parametrize(("after", "found"), [(-1, 2), (0, 2), (2, 5), (5, 2), (6, 2)])
def test_the_next_mistake_goes_round(after, found):
    some = pictures([0, 0, 1, 0, 0, 1, 0])
    assert next_wrong(always([0.9, 0.1]), some, after) == found


def test_a_mistake_far_away_is_found_and_the_present_one_last():
    labels = [0] * (2 * CHUNK + 50)
    labels[2 * CHUNK + 20] = 1
    network = always([0.9, 0.1])
    assert next_wrong(network, pictures(labels), 3) == 2 * CHUNK + 20
    assert next_wrong(network, pictures(labels), 2 * CHUNK + 20) == 2 * CHUNK + 20


def test_without_a_mistake_there_is_none():
    assert next_wrong(always([0.9, 0.1]), pictures([0] * 20), 5) is None


@pytest.mark.parametrize("work", [which_are_wrong, lambda *rest: next_wrong(rest[0], rest[1], 0, rest[2])])
def test_both_can_be_interrupted_between_chunks(work):
    asked = []

    def is_cancelled():
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(CancelledError):
        work(always([0.9, 0.1]), pictures([0] * (5 * CHUNK)), is_cancelled)
    assert len(asked) == 3
