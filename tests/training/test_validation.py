"""The validation part: which pictures are kept aside, and which epoch was the best one on them."""

import numpy as np
from helpers.blank_pictures import labelled

from digitpad.training.epoch import Epoch, Score
from digitpad.training.validation import best_epoch, split


def test_the_validation_part_is_the_same_share_of_every_class(digits):
    training, validation = split(digits.train, 0.1, seed=1)
    assert (len(training), len(validation)) == (3600, 400)
    assert np.bincount(validation.labels).tolist() == [40] * 10
    assert np.bincount(training.labels).tolist() == [360] * 10


def test_the_validation_part_has_no_picture_of_the_training_part():
    pictures = labelled(*range(10), *range(10), *range(10), *range(10))
    pictures.images[:, 0, 0] = np.arange(40)
    training, validation = split(pictures, 0.25, seed=1)
    assert np.bincount(validation.labels).tolist() == [1] * 10
    both = np.concatenate([training.images[:, 0, 0], validation.images[:, 0, 0]])
    assert sorted(both.tolist()) == list(range(40))


def test_the_seed_alone_chooses_the_validation_part(digits):
    first, again, other = (split(digits.train, 0.1, seed)[1].images for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_nothing_is_kept_aside_when_nothing_is_asked_for(digits):
    training, validation = split(digits.train, 0, seed=1)
    assert (len(training), len(validation)) == (4000, 0)


def test_the_best_epoch_has_the_smallest_loss_and_comes_first_of_equals():
    training = Score(0.1, 0.9)
    history = tuple(
        Epoch(number, training, Score(loss, 0.9), 1.0, None) for number, loss in ((1, 0.5), (2, 0.3), (3, 0.3))
    )
    best = best_epoch(history)
    assert best is not None
    assert best.number == 2
    assert best_epoch((Epoch(1, training, None, 1.0, None),)) is None
